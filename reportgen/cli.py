"""The command line: parse, call, print, return an exit code."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import click
import typer
from rich.console import Console

import reportgen
from reportgen._progress_bar import shown_progress
from reportgen.config import FILE_NAME
from reportgen.errors import ReportgenError
from reportgen.pipeline import FORMATS
from reportgen.resources import schema_path

_INTERRUPTED = 130

app = typer.Typer(
    name="reportgen",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help=f"Settings file; without it, {FILE_NAME} in the current folder if there is one.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME_OR_PATH",
        help="Another SentenceTransformer model; the bundled one needs no network.",
    ),
]


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.")
    ] = False,
) -> None:
    """Turn several Arabic articles on one story into one right-to-left briefing.

    What all outlets say, what one alone tells or leaves out, in verbatim quotes, each with its
    proof.  Nothing leaves this machine.

    **Examples**

    `reportgen build seeds/` writes reports/briefing.pdf, .html and .json

    `reportgen verify reports/briefing.pdf seeds/` proves every sentence of it
    """
    if version:
        print(f"reportgen {reportgen.__version__}")
        raise typer.Exit


@app.command()
def build(
    inputs: Annotated[
        list[Path],
        typer.Argument(metavar="INPUT...", help="Articles: text or Markdown files, or folders."),
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
    model: Model = None,
    config: Config = None,
    allow_single: Annotated[
        bool, typer.Option("--allow-single", help="Accept one article alone.")
    ] = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Make a briefing: PDF, self-contained HTML and JSON.

    A file that cannot be used (empty, binary, a copy) is left out and listed in the report with
    the reason.  A **sources.toml** beside the articles may name outlet, title, date and url of
    each file.  The paths written are printed, one a line.

    **Examples**

    `reportgen build seeds/`

    `reportgen build a.txt b.md more/ -o out --name gaza --title "عنوان الموجز"`

    `reportgen build seeds/ --date 2026-11-21 --format pdf --quiet`
    """
    options = _options(
        config,
        briefing={"title": title, "date": date, "allow_single": allow_single or None},
        embed={"model": model},
    )
    wanted = tuple(part.strip() for part in formats.split(",") if part.strip())
    with shown_progress(quiet=quiet) as progress:
        briefing = reportgen.build(inputs, options, progress=progress)
        written = reportgen.publish(
            briefing, out, formats=wanted, name=name, options=options, progress=progress
        )
    for path in written:
        print(path)


@app.command()
def verify(
    report: Annotated[Path, typer.Argument(help="briefing.json or briefing.pdf.")],
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE...", help="The articles it was made from.")
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


@app.command()
def doctor(
    config: Config = None,
    model: Model = None,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Say what is installed, what is chosen, what is missing and what to do about it.

    The exit code is 0 when a briefing can be made and 1 otherwise.

    **Examples**

    `reportgen doctor`

    `reportgen doctor --config reportgen.toml`
    """
    from reportgen.doctor import examine

    findings = examine(_options(config, embed={"model": model}))
    console = Console()
    for finding in findings:
        sign = "[green]ok[/]" if finding.is_good else "[red]!![/]"
        console.print(f"{sign:<4} [bold]{finding.subject}[/]: ", end="")
        console.print(finding.fact, markup=False, highlight=False, soft_wrap=True)
        if finding.remedy:
            console.print(f"     {finding.remedy}", markup=False, highlight=False, soft_wrap=True)
    if not all(finding.is_good for finding in findings):
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of briefing.json.

    **Examples**

    `reportgen schema > briefing.schema.json`
    """
    print(schema_path().read_text(encoding="utf-8"), end="")


def _options(config: Path | None, **flags: dict[str, Any]) -> reportgen.Options:
    """Return the settings in force; a flag nobody gave says nothing."""
    if config is None and Path(FILE_NAME).is_file():
        config = Path(FILE_NAME)
    given = {
        table: {key: value for key, value in keys.items() if value is not None}
        for table, keys in flags.items()
    }
    return reportgen.load_options(config, given)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code; errors are one line and a hint on stderr."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING, format="%(message)s")
    if not debug:
        logging.getLogger().setLevel(logging.ERROR)
        logging.getLogger("reportgen").setLevel(logging.WARNING)
    return _guarded(lambda: app(args=arguments, standalone_mode=False), debug=debug)


def _guarded(command: Callable[[], object], *, debug: bool) -> int:
    try:
        code = command()
    except ReportgenError as error:
        if debug:
            raise
        _complain(error.message, error.hint)
        return error.exit_code
    except click.exceptions.Abort:
        _complain("interrupted; the previous report is untouched")
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KeyboardInterrupt:
        _complain("interrupted; the previous report is untouched")
        return _INTERRUPTED
    except BrokenPipeError:
        return 1
    except Exception as error:  # noqa: BLE001 - the last net: a person sees a line, not a traceback
        if debug:
            raise
        _complain(
            f"unexpected error: {type(error).__name__}: {error}",
            "run again with --debug for the traceback",
        )
        return 1
    return code if isinstance(code, int) else 0


def _complain(message: str, hint: str = "") -> None:
    print(f"reportgen: {message}", file=sys.stderr)
    if hint:
        print(f"hint: {hint}", file=sys.stderr)


def run() -> None:
    """Be the ``reportgen`` command."""
    sys.exit(main())

