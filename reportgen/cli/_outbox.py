"""``reportgen outbox`` and ``reportgen outbox retry``."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from reportgen.cli._send import tell
from reportgen.cli._shared import Config, Debug, Quiet, options_of
from reportgen.deliver import Delivery, deliveries, retry


class Action(StrEnum):
    """What to do with the outbox."""

    LIST = "list"
    RETRY = "retry"


def outbox(
    action: Annotated[
        Action, typer.Argument(help="list what waits or failed, or retry what is due.")
    ] = Action.LIST,
    everything: Annotated[bool, typer.Option("--all", help="List what was sent, too.")] = False,
    now: Annotated[bool, typer.Option("--now", help="Retry all that waits, due or not.")] = False,
    config: Config = None,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Show the mails that wait or were refused, or try those that wait again.

    A line a mail: state, recipient, edition, attempts, when next, and the server's last words.
    A mail "perhaps sent" was handed over and its answer lost; it goes out again with the same
    Message-ID.  **retry** suits a timer: it tries what is due and leaves with 0 when nothing
    waits, 7 when a recipient was refused, 8 when some still wait.

    **Examples**

    `reportgen outbox`

    `reportgen outbox retry --now`
    """
    if action is Action.RETRY:
        tell(retry(options_of(config).mail, at_once=now), quiet=quiet)
        return
    for mail in deliveries():
        if everything or mail.state != "sent":
            print(_line(mail))


def _line(mail: Delivery) -> str:
    state = "perhaps sent" if mail.uncertain and mail.state == "queued" else mail.state
    facts = [
        f"{state:<12} {mail.address}",
        f"edition {mail.edition}",
        f"{mail.attempts} attempts",
        *([f"next {_time(mail.due_at)}"] if mail.state == "queued" else []),
        *([_time(mail.done_at)] if mail.done_at else []),
        *([mail.words] if mail.words else []),
    ]
    return "; ".join(facts)


def _time(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().isoformat(sep=" ", timespec="seconds")
