"""``reportgen build``."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

import reportgen
from reportgen import project
from reportgen.cli._form import Archive, Language, Layout, Template
from reportgen.cli._progress_bar import shown_progress
from reportgen.cli._project import NoProject, Wait, project_here
from reportgen.cli._send import Profile, Recipients, To, people_of, tell
from reportgen.cli._shared import Config, Debug, Model, Quiet, described_by, options_of
from reportgen.deliver import PdfFile, deliver
from reportgen.errors import ConfigError
from reportgen.pipeline import FORMATS


def build(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[INPUT...]",
            help="Articles: files, folders, http(s) addresses, or - for stdin; else the project's.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Folder of the report; else reports."),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="Title; else the most central headline.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Date to print; else none is printed."),
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option("--format", metavar="LIST", help="Which of pdf,html,json to write."),
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="STEM", help="File name; else briefing.")
    ] = None,
    summary_words: Annotated[
        int | None, typer.Option(help="Length of the executive summary, in words.")
    ] = None,
    model: Model = None,
    judge: Annotated[
        str | None,
        typer.Option(
            metavar="NAME_OR_PATH",
            help="Let a cross-encoder take away relations it contradicts: bundled, or another's.",
        ),
    ] = None,
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
    wait: Wait = None,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Make a briefing: PDF, self-contained HTML and JSON.

    Articles may be text, Markdown, HTML, PDF, DOCX, JSON Lines, CSV, .eml, RSS or Atom, a .zip of
    these, or web addresses (only then a network is used).  What cannot be used is left out and
    listed in the report with the reason.  A **sources.toml** beside the articles may name outlet,
    title, author, date and url of each file.  The paths written are printed, one a line.

    Without INPUT it builds the project you stand in (see `reportgen init`): a new edition where
    its articles changed, nothing where they did not.

    **Examples**

    `reportgen build seeds/`

    `reportgen build a.txt b.md more/ -o out --name gaza --title "عنوان الموجز"`

    `reportgen build page.html https://example.org/story --describe "page.html:outlet=الخليج"`

    `reportgen build seeds/ --date 2026-11-21 --format pdf --quiet`

    `reportgen build seeds/ --layout brief --lang en`

    `reportgen build seeds/ --send --to desk@example.org`
    """
    flags: dict[str, dict[str, Any]] = {
        "briefing": {"title": title, "date": date, "allow_single": allow_single or None},
        "embed": {"model": model},
        "judge": {"model": judge},
        "summarize": {"summary_words": summary_words},
        "ingest": {"described": described_by(describe or [])},
        "render": {
            "layout": layout,
            "language": language,
            "template_dir": template,
            "archive": archive or None,
        },
    }
    here = None if inputs else _project(config, wait, flags, is_placed=bool(out or name))
    options = here.options if here else options_of(config, **flags)
    # whom to send it to is settled before the work begins
    people = (
        people_of(options, to=to, cc=None, bcc=None, file=recipients, profile=profile)
        if send
        else ()
    )
    wanted = None if formats is None else tuple(p.strip() for p in formats.split(",") if p.strip())
    with shown_progress(quiet=quiet) as progress:
        if here:
            rebuilt = project.rebuild(here, formats=wanted, progress=progress)
            briefing, written, folder = rebuilt.briefing, rebuilt.written, here.reports
        else:
            folder = out or Path("reports")
            briefing = reportgen.build(inputs or [], options, progress=progress)
            written = reportgen.publish(
                briefing,
                folder,
                formats=FORMATS if wanted is None else wanted,
                name=name or "briefing",
                options=options,
                progress=progress,
            )
    for path in written:
        print(path)
    if here and not quiet:
        _tell_edition(rebuilt)
    if send:
        pdf = folder / f"{name or 'briefing'}.pdf"
        has_pdf = pdf in written or (here and not written and pdf.is_file())
        outcome = deliver(
            briefing.to_dict(),
            people,
            options=options.mail,
            profile=profile,
            pdf=PdfFile(data=pdf.read_bytes(), path=str(pdf.resolve())) if has_pdf else None,
        )
        tell(outcome, quiet=quiet)


def _project(
    config: Path | None,
    wait: float | None,
    flags: dict[str, dict[str, Any]],
    *,
    is_placed: bool,
) -> project.Project:
    """Return the project to build where no article is named."""
    try:
        here = project_here(config, wait=wait, **flags)
    except NoProject as error:
        raise ConfigError(
            "no INPUT is given, and this folder is in no briefing project",
            hint="give articles, or begin a project with reportgen init DIR",
        ) from error
    if is_placed:
        raise ConfigError(
            "--out and --name go with INPUT", hint=f"a project's report is in {here.reports}"
        )
    return here


def _tell_edition(rebuilt: project.Rebuilt) -> None:
    if rebuilt.is_new:
        line = f"edition {rebuilt.edition}"
    elif rebuilt.written:
        line = f"edition {rebuilt.edition} again: its articles say what they said"
    else:
        line = f"nothing changed since edition {rebuilt.edition}"
    print(line, file=sys.stderr)
