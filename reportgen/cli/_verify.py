"""``reportgen verify``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

import reportgen
from reportgen.cli._shared import Debug
from reportgen.report_file import read_report


def verify(
    report: Annotated[Path, typer.Argument(help="briefing.json or briefing.pdf.")],
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="The articles it was made from.")
    ],
    former: Annotated[
        Path | None,
        typer.Option(
            "--former",
            metavar="REPORT",
            help="The edition before: proves the sentences that were taken back since.",
        ),
    ] = None,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Prove that every sentence of a report stands in its sources, to the letter.

    The sources are read anew.  Every mismatch is listed, a line each; the exit code is 0 when
    there is none and 1 otherwise.

    **Examples**

    `reportgen verify reports/briefing.json seeds/`

    `reportgen verify briefing.pdf a.txt b.md && echo proved`

    `reportgen verify today.pdf articles/ --former yesterday.pdf`
    """
    mismatches = reportgen.verify(report, sources, former=former)
    for mismatch in mismatches:
        print(f"{mismatch.subject}: {mismatch.problem}")
    if mismatches:
        print(f"reportgen: {len(mismatches)} mismatches in {report}", file=sys.stderr)
        raise typer.Exit(1)
    print(f"{report}: every sentence is a span of the sources given")
    since = read_report(report)["since"] or {}
    taken_back = len(since.get("withdrawn", ()))
    if taken_back and former is None:
        print(
            f"not among them: {taken_back} printed as taken back since edition {since['edition']}; "
            "--former REPORT proves them by that edition"
        )
