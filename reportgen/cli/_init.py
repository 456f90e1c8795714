"""``reportgen init``."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen import project
from reportgen.cli._shared import Debug, Quiet


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Its folder, new or there already.")
    ],
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Begin a briefing project: a folder whose articles change and whose briefing follows.

    It gets **reportgen.toml** with the main settings explained, **articles/** for the sources and
    **reports/** for what is made of them.  Editions are kept in **.reportgen/**.  All of a project
    is in its folder: copy it to back it up, move it where you like.

    **Examples**

    `reportgen init gaza`

    `cd gaza; reportgen add ../a.txt https://example.org/story; reportgen build`
    """
    begun = project.init(folder)
    if not quiet:
        print(f"{begun.folder}: a briefing project; add articles with reportgen add")
