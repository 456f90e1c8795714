"""``reportgen add``."""

import sys
from typing import Annotated

import typer

from reportgen import project
from reportgen.cli._project import Wait, on_one_line, project_here
from reportgen.cli._shared import Config, Debug, Quiet, described_by


def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE_OR_URL...", help="Files, folders, http(s) addresses of pages or feeds."
        ),
    ],
    describe: Annotated[
        list[str] | None,
        typer.Option(
            metavar="INPUT:KEY=VALUE",
            help="Outlet, title, author, published or url of an input; wins over its sources.toml.",
        ),
    ] = None,
    wait: Wait = None,
    config: Config = None,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Copy articles into the project you stand in, or fetch them.

    What a **sources.toml** beside a file says of it comes along; of a feed each entry becomes a
    file of its own, pages stay as they came.  What is there already is not added twice; another
    text of the same name gets a number.  All are added or, on an error, none.  A line an article:
    its name in articles/.

    **Examples**

    `reportgen add ../articles/a.txt ../more/`

    `reportgen add https://example.org/story https://example.org/feed.xml`

    `reportgen add page.html --describe "page.html:outlet=الخليج"`
    """
    came = project.add(project_here(config, wait=wait), sources, said=described_by(describe or []))
    for one in came.of_state("added"):
        print(on_one_line(one.name))
    for left_out in came.omissions:
        print(f"left out: {left_out.subject}: {left_out.reason}", file=sys.stderr)
    there = came.of_state("already there")
    for one in there if not quiet else ():
        print(f"already there: {on_one_line(one.name)}", file=sys.stderr)
    if came.omissions and not came.arrivals:
        raise typer.Exit(3)
