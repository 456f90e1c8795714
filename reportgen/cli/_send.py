"""``reportgen send``."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

import reportgen
from reportgen.cli._project import project_here
from reportgen.cli._shared import Config, Debug, Quiet, options_of
from reportgen.deliver import PdfFile, Recipient, Round, compose, deliver, recipients_of
from reportgen.errors import ConfigError, SourceError
from reportgen.project import Project
from reportgen.report_file import read_report
from reportgen.store import write_all

SOME_FAILED, SOME_WAIT = 7, 8

To = Annotated[list[str] | None, typer.Option("--to", metavar="ADDRESS", help="Recipient.")]
Cc = Annotated[list[str] | None, typer.Option("--cc", metavar="ADDRESS", help="Copy to.")]
Bcc = Annotated[list[str] | None, typer.Option("--bcc", metavar="ADDRESS", help="Blind copy to.")]
Recipients = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="One address a line, or CSV with the columns address, name, language."
    ),
]
Profile = Annotated[
    str | None, typer.Option(metavar="NAME", help="Use [mail.profiles.NAME] of reportgen.toml.")
]


def send(
    report: Annotated[
        Path | None,
        typer.Argument(
            metavar="[REPORT]", help="briefing.pdf or briefing.json; else the project's."
        ),
    ] = None,
    to: To = None,
    cc: Cc = None,
    bcc: Bcc = None,
    recipients: Recipients = None,
    subject: Annotated[str | None, typer.Option(help="Subject; else the title's.")] = None,
    pdf: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="PDF to attach; else REPORT, or the one beside it."),
    ] = None,
    dry_run: Annotated[
        Path | None,
        typer.Option(metavar="OUT.EML", help="Write the (first) message here; send nothing."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Send even to those who have this edition.")
    ] = False,
    profile: Profile = None,
    config: Config = None,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Send a briefing by e-mail: summary, disputes and coverage to read, the PDF attached.

    How and in whose name stands under **[mail]** in reportgen.toml.  Nobody gets an edition
    twice; what the server refuses for now waits in the outbox (see `reportgen outbox`).
    Without REPORT it is the last one of the project you stand in.
    The exit code is 0 when all is sent, 7 when a recipient was refused, 8 when some wait.

    **Examples**

    `reportgen send reports/briefing.pdf --to desk@example.org --cc editor@example.org`

    `reportgen send reports/briefing.json --recipients readers.csv --profile weekly`

    `reportgen send reports/briefing.pdf --to me@example.org --dry-run look.eml`
    """
    if report is None:
        here = project_here(config)
        report, options = _last_report(here), here.options
    else:
        options = options_of(config)
    people = people_of(options, to=to, cc=cc, bcc=bcc, file=recipients, profile=profile)
    claims = read_report(report)
    given: dict[str, Any] = {
        "options": options.mail,
        "profile": profile,
        "subject": subject,
        "pdf": pdf_of(report, claims, chosen=pdf),
    }
    if dry_run is not None:
        messages = compose(claims, people, **given)
        write_all([(dry_run, messages[0])])
        if not quiet:
            print(f"{dry_run}: message 1 of {len(messages)}; nothing was sent", file=sys.stderr)
        return
    tell(deliver(claims, people, force=force, **given), quiet=quiet)


def _last_report(here: Project) -> Path:
    for form in ("json", "pdf"):
        path = here.reports / f"briefing.{form}"
        if path.is_file():
            return path
    raise SourceError(
        f"there is no report in {here.reports} yet", hint="reportgen build makes the first"
    )


def people_of(
    options: reportgen.Options,
    *,
    to: list[str] | None,
    cc: list[str] | None,
    bcc: list[str] | None,
    file: Path | None,
    profile: str | None,
) -> tuple[Recipient, ...]:
    """Return whom the flags name, or if they name nobody, whom the settings name."""
    settings = options.mail.profile(profile)
    if to or cc or bcc or file:
        people = recipients_of(to=to or (), cc=cc or (), bcc=bcc or (), file=file)
    else:
        people = recipients_of(
            to=settings.to, cc=settings.cc, bcc=settings.bcc, file=settings.recipients_file
        )
    if not people:
        raise ConfigError(
            "nobody is named to send the briefing to",
            hint='use --to or --recipients, or put to = ["…"] under [mail] in reportgen.toml',
        )
    return people


def tell(outcome: Round, *, quiet: bool) -> None:
    """Say what became of each mail; leave with the exit code that goes with it."""
    failed, waiting = outcome.of_state("failed"), outcome.of_state("queued", "handing over")
    for mail in failed:
        print(f"{mail.address}: refused: {mail.words}", file=sys.stderr)
    if outcome.hindrance is None:
        for mail in waiting:
            print(f"{mail.address}: waits: {mail.words}", file=sys.stderr)
    if not quiet:
        print(_counted(outcome))
    if waiting and outcome.hindrance is None:
        print("hint: reportgen outbox retry tries those that wait again", file=sys.stderr)
    if outcome.hindrance is not None:
        if waiting:
            print(f"{len(waiting)} mails wait in the outbox", file=sys.stderr)
        raise outcome.hindrance
    if failed or waiting:
        raise typer.Exit(SOME_FAILED if failed else SOME_WAIT)


def _counted(outcome: Round) -> str:
    if outcome.already and not outcome.mails:
        return "nothing new: everyone named has this edition; --force sends it again"
    counts = (
        (len(outcome.of_state("sent")), "sent"),
        (len(outcome.already), "had this edition already"),
        (len(outcome.of_state("queued", "handing over")), "waiting"),
        (len(outcome.of_state("failed")), "refused"),
    )
    return ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing to send"


def pdf_of(report: Path, claims: dict[str, Any], *, chosen: Path | None) -> PdfFile | None:
    """Return the PDF of this very briefing: the one chosen, the report itself, or its neighbour."""
    path = chosen or report.with_suffix(".pdf")
    if chosen is None and not path.is_file():
        return None
    its = read_report(path)
    if (its.get("id"), its.get("edition")) != (claims.get("id"), claims.get("edition")):
        if chosen is not None:
            raise SourceError(
                f"{path} is not the PDF of {report}", hint="both must come from one build"
            )
        print(f"{path} is of another briefing and was not attached", file=sys.stderr)
        return None
    return PdfFile(data=path.read_bytes(), path=str(path.resolve()))
