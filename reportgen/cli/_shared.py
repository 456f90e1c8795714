"""What several commands share: their common options, and how flags become settings."""

from pathlib import Path
from typing import Annotated, Any

import typer

import reportgen
from reportgen.config import FILE_NAME
from reportgen.errors import ConfigError

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help=f"Settings file; without it, {FILE_NAME} in the current folder if there is one.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME_OR_PATH",
        help="Another SentenceTransformer model; the bundled one needs no network.",
    ),
]


def options_of(config: Path | None, **flags: dict[str, Any]) -> reportgen.Options:
    """Return the settings in force; a flag nobody gave says nothing."""
    if config is None and Path(FILE_NAME).is_file():
        config = Path(FILE_NAME)
    given = {
        table: {key: value for key, value in keys.items() if value is not None}
        for table, keys in flags.items()
    }
    return reportgen.load_options(config, given)


def described_by(flags: list[str]) -> dict[str, dict[str, str]] | None:
    """Return what flags like ``page.html:outlet=الخليج`` say of inputs; nothing without any.

    Raises:
        ConfigError: a flag has another form.
    """
    said: dict[str, dict[str, str]] = {}
    for flag in flags:
        place, _, value = flag.partition("=")
        name, _, key = place.rpartition(":")
        if not (name and key and value):
            raise ConfigError(
                f"--describe {flag!r} is not INPUT:KEY=VALUE",
                hint='write for instance --describe "page.html:outlet=الخليج"',
            )
        said.setdefault(name, {})[key.strip()] = value.strip()
    return said or None
