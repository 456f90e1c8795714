"""The command line: parse, call, print, return an exit code.

One file a command, one line in `COMMANDS`.
"""

import logging
import sys
from collections.abc import Callable
from typing import Annotated

import typer
from typer.exceptions import TyperException

import reportgen
from reportgen.cli._add import add
from reportgen.cli._build import build
from reportgen.cli._diff import diff
from reportgen.cli._doctor import doctor, schema
from reportgen.cli._editions import editions, gc
from reportgen.cli._init import init
from reportgen.cli._outbox import outbox
from reportgen.cli._remove import remove
from reportgen.cli._send import send
from reportgen.cli._status import status
from reportgen.cli._summarize import summarize
from reportgen.cli._verify import verify
from reportgen.cli._watch import watch
from reportgen.collector import collect_no_more, collect_seldom
from reportgen.errors import ReportgenError

COMMANDS: tuple[Callable[..., None], ...] = (
    build, summarize, verify, send, outbox,
    init, add, remove, status, editions, diff, gc, watch,
    doctor, schema,
)  # fmt: skip

_INTERRUPTED = 130

app = typer.Typer(
    name="reportgen",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in COMMANDS:
    app.command()(command)


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


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code; errors are one line and a hint on stderr."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    logging.basicConfig(level=logging.ERROR, format="%(name)s: %(message)s")
    logging.getLogger("reportgen").setLevel(logging.DEBUG if debug else logging.WARNING)
    return _guarded(lambda: app(args=arguments, standalone_mode=False), debug=debug)


def _guarded(command: Callable[[], object], *, debug: bool) -> int:
    try:
        code = command()
    except (typer.Abort, KeyboardInterrupt):
        code = _INTERRUPTED
    except TyperException as error:  # a command, option or value that there is not
        _complain(error.format_message().rstrip("."), "add --help to see what there is")
        return error.exit_code
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        return 1
    except Exception as error:
        if debug:
            raise
        return _explained(error)
    if code == _INTERRUPTED:  # typer turns Ctrl-C into this code
        _complain("interrupted; the previous report is untouched")
    return code if isinstance(code, int) else 0


def _explained(error: Exception) -> int:
    """Say what went wrong as a person would; nobody sees a traceback unasked."""
    if isinstance(error, ReportgenError):
        _complain(error.message, error.hint)
        return error.exit_code
    _complain(
        f"unexpected error: {type(error).__name__}: {error}",
        "run again with --debug for the traceback",
    )
    return 1


def _complain(message: str, hint: str = "") -> None:
    print(f"reportgen: {message}", file=sys.stderr)
    if hint:
        print(f"hint: {hint}", file=sys.stderr)


def run() -> None:
    """Be the ``reportgen`` command."""
    collect_seldom()
    code = main()
    collect_no_more()
    sys.exit(code)
