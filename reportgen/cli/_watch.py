"""``reportgen watch``."""

import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from reportgen import project
from reportgen.cli._progress_bar import shown_progress
from reportgen.cli._send import Profile, Recipients, To, pdf_of, people_of, tell
from reportgen.cli._shared import Debug, Quiet
from reportgen.config import FILE_NAME, Options, load_options
from reportgen.deliver import Recipient, deliver
from reportgen.errors import ConfigError, ReportgenError
from reportgen.progress import Progress
from reportgen.project import Project, Rebuilt
from reportgen.watch import Listener, Stop, systemd_unit
from reportgen.watch import watch as keep_watch

_PERIOD = re.compile(r"(\d{1,6})\s*(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
# nobody's feed is to be asked more often than this
_SHORTEST_S = 60
# some who stop a command signal it and its group, which is one wish and no second one
_ONE_WISH_S = 1.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def watch(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The project; else the one you stand in.")
    ] = Path(),
    send: Annotated[
        bool, typer.Option("--send", help="Send each new edition by e-mail: see reportgen send.")
    ] = False,
    to: To = None,
    recipients: Recipients = None,
    profile: Profile = None,
    every: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD",
            help="Read the addresses that the project lists so often: 30m, 6h, 1d.",
        ),
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Read the addresses, build, and leave: for cron.")
    ] = False,
    poll: Annotated[
        bool,
        typer.Option(
            "--poll", help="Look every two seconds, as is done by itself on network drives."
        ),
    ] = False,
    unit: Annotated[
        bool,
        typer.Option("--systemd-unit", help="Print a systemd user unit for this watch and leave."),
    ] = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Keep a project's briefing up to date: build whenever its articles change.

    It waits until a file is written, builds once for a burst of changes, and after an error goes
    on with the last good report in its place.  Ctrl-C or SIGTERM lets a build that has begun
    finish, a second one abandons it; the report stays whole and the exit code is 0.

    With **--every** it also reads the feeds and pages listed under `addresses` in reportgen.toml
    and adds what is new.

    **Examples**

    `reportgen watch gaza/`

    `reportgen watch gaza/ --every 30m --send --to desk@example.org`

    `reportgen watch gaza/ --send --systemd-unit > ~/.config/systemd/user/reportgen-watch.service`

    `*/30 * * * * reportgen watch --once --send --quiet /home/me/gaza` (a line for cron)
    """
    found = project.find(folder)
    if found is None:
        raise ConfigError(
            f"{folder} is in no briefing project", hint="make one with reportgen init DIR"
        )
    every_s = _seconds(every) if every else None
    if every and not found.options.project.addresses:
        _complain(ConfigError("--every reads nothing: reportgen.toml lists no addresses = […]"))
    people = partial(people_of, to=to, cc=None, bcc=None, file=recipients, profile=profile)
    if send:
        people(_settings(found.folder))  # whom to send it to is settled before the work begins
    if unit:
        flags = {
            "--send": send,
            "--to": to,
            "--recipients": recipients and recipients.resolve(),
            "--profile": profile,
            "--every": every,
            "--poll": poll,
        }
        print(systemd_unit(found.folder, _command(found.folder, flags)), end="")
        return
    if send:
        _begin_mailing(found)
    listener = Listener(
        say=_silent if quiet else _say,
        complain=_complain,
        on_built=partial(_send, found, people, profile, quiet=quiet) if send else _keep,
        building=partial(_building, quiet=quiet),
    )
    with _stopping(is_told=not quiet) as stop:
        if not (quiet or once):
            _say(f"watching {found.folder}; Ctrl-C stops")
        keep_watch(
            found.folder,
            listener=listener,
            stop=stop,
            every_s=every_s,
            is_once=once,
            can_hear=not poll,
        )


def _begin_mailing(found: Project) -> None:
    """Note which editions are nobody's news; where that fails, the watch goes on without."""
    try:
        project.begin_mailing(found)
    except ReportgenError as error:
        _complain(error)


def _send(
    found: Project,
    people: Callable[[Options], tuple[Recipient, ...]],
    profile: str | None,
    rebuilt: Rebuilt,
    *,
    quiet: bool,
) -> None:
    """Mail an edition that was not mailed before; what fails is told, and waits in the outbox."""
    if not project.is_to_mail(found, rebuilt):
        return
    try:
        options = _settings(found.folder)
        claims = rebuilt.briefing.to_dict()
        has_pdf = "pdf" in options.project.formats
        outcome = deliver(
            claims,
            people(options),
            options=options.mail,
            profile=profile,
            pdf=pdf_of(found.reports / "briefing.pdf", claims, chosen=None) if has_pdf else None,
        )
        project.note_mailed(found, rebuilt.edition)
        tell(outcome, quiet=quiet)
    except ReportgenError as error:
        _complain(error)
    except typer.Exit:  # `tell` said who waits or was refused
        pass
    except Exception as error:  # noqa: BLE001 - a watch outlives what nobody thought of
        _complain(ReportgenError(f"edition {rebuilt.edition} is not sent: {error}"))


def _keep(_rebuilt: Rebuilt) -> None:
    """Do nothing more with an edition."""


def _command(root: Path, flags: Mapping[str, object]) -> list[str]:
    """Return the words that run this watch again from anywhere."""
    words = [sys.executable, "-m", "reportgen", "watch", str(root)]
    for flag, value in flags.items():
        for one in value if isinstance(value, list) else [value]:
            if one:
                words += [flag] if one is True else [flag, str(one)]
    return words


def _settings(root: Path) -> Options:
    return load_options(root / FILE_NAME)


@contextmanager
def _stopping(*, is_told: bool) -> Iterator[Stop]:
    """Give what a first signal asks to stop; a second one interrupts whatever goes on."""
    stop = Stop()
    patient_until = 0.0

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        nonlocal patient_until
        if not stop.is_set():
            stop.ask()
            patient_until = time.monotonic() + _ONE_WISH_S
        elif time.monotonic() > patient_until:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, on_signal) for number in _SIGNALS}
    try:
        yield stop
    except KeyboardInterrupt:
        if is_told:
            _say("abandoned; the last report stands")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _building(*, quiet: bool) -> AbstractContextManager[Progress]:
    """Show how far a build is where somebody looks; a log gets lines of news only."""
    return shown_progress(quiet=quiet or not sys.stderr.isatty())


def _seconds(period: str) -> float:
    """Return the seconds of a period like ``30m``.

    Raises:
        ConfigError: it has another form, or is too short.
    """
    parts = _PERIOD.fullmatch(period.strip().lower())
    if not parts:
        raise ConfigError(f"--every {period!r} is no period", hint="write 30m, 6h or 1d")
    seconds = int(parts[1]) * _SECONDS[parts[2]]
    if seconds < _SHORTEST_S:
        raise ConfigError(f"--every {period} is too often", hint="once a minute is the most")
    return seconds


def _say(line: str) -> None:
    print(line, flush=True)


def _silent(_line: str) -> None:
    """Say nothing."""


def _complain(error: ReportgenError) -> None:
    hint = f" ({error.hint})" if error.hint else ""
    print(f"reportgen: {error.message}{hint}", file=sys.stderr, flush=True)
