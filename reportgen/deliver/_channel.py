"""What every way of sending mail has in common."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

HandOver = Callable[[Sequence[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message, ready to go, and whom it is for."""

    sender: str
    recipients: tuple[str, ...]
    message_id: str
    needs_utf8: bool
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a mail to one recipient, in the server's words.

    `is_break` says that the connection ended before the verdict, `may_have_come` that this was
    after the message had been handed over.
    """

    kind: Literal["taken", "later", "never"]
    words: str
    is_break: bool = False
    may_have_come: bool = False


class UnreachableError(Exception):
    """The way out is closed for now: nothing can be sent to anybody."""


class Channel(Protocol):
    """A way out for mail."""

    def send(self, mail: Mail, *, on_hand_over: HandOver) -> Mapping[str, Verdict]:
        """Send a mail and return the verdict for each of its recipients.

        `on_hand_over` is called with those the server will take it for, before the first moment
        at which it may arrive.

        Raises:
            UnreachableError: nothing can be sent for now; this mail has certainly not left.
            ReportgenError: nothing can be sent before somebody mends the settings; likewise.
        """

    def close(self) -> None:
        """End it; nothing more will be sent."""


def all_alike(recipients: Sequence[str], verdict: Verdict) -> dict[str, Verdict]:
    """Return the same verdict for all."""
    return dict.fromkeys(recipients, verdict)
