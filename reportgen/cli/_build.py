"""``reportgen build``."""

from pathlib import Path
from typing import Annotated

import typer

import reportgen
from reportgen.cli._form import Archive, Language, Layout, Template
from reportgen.cli._progress_bar import shown_progress
from reportgen.cli._send import Profile, Recipients, To, people_of, tell
from reportgen.cli._shared import Config, Debug, Model, Quiet, described_by, options_of
from reportgen.deliver import PdfFile, deliver
from reportgen.pipeline import FORMATS


def build(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...", help="Articles: files, folders, http(s) addresses, or - for stdin."
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Folder of the report.")
    ] = Path("reports"),
    title: Annotated[
        str | None, typer.Option(help="Title; else the most central headline.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Date to print; else none is printed."),
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Which of pdf,html,json to write.")
    ] = ",".join(FORMATS),
    name: Annotated[str, typer.Option(metavar="STEM", help="File name.")] = "briefing",
    summary_words: Annotated[
        int | None, typer.Option(help="Length of the executive summary, in words.")
    ] = None,
    model: Model = None,
    config: Config = None,
    layout: Layout = None,
    language: Language = None,
    template: Template = None,
    archive: Archive = False,
    allow_single: Annotated[
        bool, typer.Option("--allow-single", help="Accept one article alone.")
    ] = False,
    send: Annotated[
        bool, typer.Option("--send", help="Send it by e-mail, too: see reportgen send.")
    ] = False,
    to: To = None,
    recipients: Recipients = None,
    profile: Profile = None,
    describe: Annotated[
        list[str] | None,
        typer.Option(
            metavar="INPUT:KEY=VALUE",
            help="Outlet, title, author, published or url of an input; wins over sources.toml.",
        ),
    ] = None,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Make a briefing: PDF, self-contained HTML and JSON.

    Articles may be text, Markdown, HTML, PDF, DOCX, JSON Lines, CSV, .eml, RSS or Atom, a .zip of
    these, or web addresses (only then a network is used).  What cannot be used is left out and
    listed in the report with the reason.  A **sources.toml** beside the articles may name outlet,
    title, author, date and url of each file.  The paths written are printed, one a line.

    **Examples**

    `reportgen build seeds/`

    `reportgen build a.txt b.md more/ -o out --name gaza --title "عنوان الموجز"`

    `reportgen build page.html https://example.org/story --describe "page.html:outlet=الخليج"`

    `reportgen build seeds/ --date 2026-11-21 --format pdf --quiet`

    `reportgen build seeds/ --layout brief --lang en`

    `reportgen build seeds/ --send --to desk@example.org`
    """
    options = options_of(
        config,
        briefing={"title": title, "date": date, "allow_single": allow_single or None},
        embed={"model": model},
        summarize={"summary_words": summary_words},
        ingest={"described": described_by(describe or [])},
        render={
            "layout": layout,
            "language": language,
            "template_dir": template,
            "archive": archive or None,
        },
    )
    # whom to send it to is settled before the work begins
    people = (
        people_of(options, to=to, cc=None, bcc=None, file=recipients, profile=profile)
        if send
        else ()
    )
    wanted = tuple(part.strip() for part in formats.split(",") if part.strip())
    with shown_progress(quiet=quiet) as progress:
        briefing = reportgen.build(inputs, options, progress=progress)
        written = reportgen.publish(
            briefing, out, formats=wanted, name=name, options=options, progress=progress
        )
    for path in written:
        print(path)
    if send:
        pdfs = (path for path in written if path.suffix == ".pdf")
        pdf = next((PdfFile(data=p.read_bytes(), path=str(p.resolve())) for p in pdfs), None)
        outcome = deliver(
            briefing.to_dict(), people, options=options.mail, profile=profile, pdf=pdf
        )
        tell(outcome, quiet=quiet)
