"""What the commands of a project share."""

import re
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from reportgen import project
from reportgen.errors import ConfigError
from reportgen.project import Project

Wait = Annotated[
    float | None,
    typer.Option(
        "--wait",
        metavar="SECONDS",
        help="Longest to wait for another command at work on the project; else the project's.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_UNSEEN = re.compile(r"[^\S ]|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


class NoProject(ConfigError):  # noqa: N818 - it is a fact, not a fault
    """The current folder is in no project."""


def project_here(
    config: Path | None = None, *, wait: float | None = None, **flags: dict[str, Any]
) -> Project:
    """Return the project that the current folder lies in.

    Raises:
        NoProject: it lies in none.
        ConfigError: a setting is wrong.
    """
    given = {
        table: {key: value for key, value in keys.items() if value is not None}
        for table, keys in flags.items()
    }
    found = project.find(config=config, flags=given, wait_seconds=wait)
    if found is None:
        raise NoProject(
            "this folder is in no briefing project",
            hint="reportgen init DIR begins one; or go into the folder of one",
        )
    return found


def on_one_line(text: str | None) -> str:
    """Return a title or name as one line a terminal prints in order: no control, no bidi mark."""
    line = " ".join(_UNSEEN.sub(" ", text or "").split())
    return "".join(c for c in line if c.isprintable())


def local_time(created_at: str) -> str:
    """Return the time an edition was made, as a clock here shows it; of some it is not known."""
    if not created_at:
        return "time not known"
    at = datetime.fromisoformat(created_at).astimezone()
    return at.isoformat(sep=" ", timespec="minutes")[:16]
