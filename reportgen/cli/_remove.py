"""``reportgen remove``."""

import sys
from typing import Annotated

import typer

from reportgen import project
from reportgen.cli._project import Wait, on_one_line, project_here
from reportgen.cli._shared import Config, Debug, Quiet


def remove(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="A file in articles/, an article's id, or words of a title only one has.",
        ),
    ],
    wait: Wait = None,
    config: Config = None,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Take articles out of the project you stand in.

    Nothing is deleted: they are moved to .reportgen/removed/ with what is known of them, from where
    `reportgen add` brings them back.  All that are named are taken out or, on an error, none.

    **Examples**

    `reportgen remove a.txt`

    `reportgen remove 7e0a4917dd0c "الانسحاب الروسي"`

    `reportgen add .reportgen/removed/a.txt` brings it back
    """
    here = project_here(config, wait=wait)
    for one in project.remove(here, names):
        print(on_one_line(one.name))
        if not quiet:
            now = one.now.relative_to(here.folder)
            print(f"moved to {on_one_line(str(now))}", file=sys.stderr)
