"""The promises of reportgen, tested."""
