"""The flags that shape the report."""

from pathlib import Path
from typing import Annotated

import typer

Layout = Annotated[
    str | None,
    typer.Option(metavar="full|brief", help="The whole report, or a brief of two pages."),
]
Language = Annotated[
    str | None,
    typer.Option("--lang", metavar="ar|en", help="Language of the report's own words."),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="DIR",
        help="Your own templates and stylesheets: a file there wins over ours of the same name.",
    ),
]
Archive = Annotated[
    bool,
    typer.Option("--archive", help="Make the PDF PDF/A-3 too, the sources' texts attached."),
]
