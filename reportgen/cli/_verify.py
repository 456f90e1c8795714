"""``reportgen verify``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

import reportgen
from reportgen.cli._shared import Debug


def verify(
    report: Annotated[Path, typer.Argument(help="briefing.json or briefing.pdf.")],
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="The articles it was made from.")
    ],
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Prove that every sentence of a report stands in its sources, to the letter.

    The sources are read anew.  Every mismatch is listed, a line each; the exit code is 0 when
    there is none and 1 otherwise.

    **Examples**

    `reportgen verify reports/briefing.json seeds/`

    `reportgen verify briefing.pdf a.txt b.md && echo proved`
    """
    mismatches = reportgen.verify(report, sources)
    for mismatch in mismatches:
        print(f"{mismatch.subject}: {mismatch.problem}")
    if mismatches:
        print(f"reportgen: {len(mismatches)} mismatches in {report}", file=sys.stderr)
        raise typer.Exit(1)
    print(f"{report}: every sentence is a span of the sources given")
