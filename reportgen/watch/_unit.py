"""The text of a systemd user unit that keeps a watch going."""

from collections.abc import Sequence
from pathlib import Path

_UNIT = """\
# systemd user unit: save it as ~/.config/systemd/user/{name}.service, then
#   systemctl --user daemon-reload
#   systemctl --user enable --now {name}
#   journalctl --user -u {name} -f
# `loginctl enable-linger` keeps it running while you are not logged in.
[Unit]
Description=reportgen watches {shown}
StartLimitIntervalSec=0

[Service]
ExecStart={command}
Restart=on-failure
RestartSec=30
# a build that has begun is brought to its end
TimeoutStopSec=180
Nice=10

[Install]
WantedBy=default.target
"""


def systemd_unit(root: Path, command: Sequence[str]) -> str:
    """Return a unit that runs `command`, in which every word stays the word it is."""
    return _UNIT.format(
        name="reportgen-watch",
        shown=_without_specifiers(str(root)),
        command=" ".join(map(_quoted, command)),
    )


def _quoted(word: str) -> str:
    """Write a word so that systemd reads it back as it is."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{_without_specifiers(escaped)}"'


def _without_specifiers(text: str) -> str:
    return text.replace("%", "%%").replace("\n", "\\n")
