"""deliver: a briefing leaves the house as mail, once to everyone, and surely.

What is to be sent is first written into an outbox and ticked off after the server's answer, so
that neither a dead process nor a dead server loses a mail or sends one twice.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportgen import progress as progress_
from reportgen.deliver._channels import CHANNELS
from reportgen.deliver._courier import Courier
from reportgen.deliver._letter import letter
from reportgen.deliver._message import PdfFile, content
from reportgen.deliver._options import MailOptions, MailProfile
from reportgen.deliver._outbox import STATE_ENV, Delivery, Outbox, state_dir
from reportgen.deliver._plan import Edition, drafts, numbers_to_send
from reportgen.deliver._recipients import Recipient, recipients_of
from reportgen.errors import ConfigError, ReportgenError
from reportgen.progress import Progress

__all__ = [
    "CHANNELS",
    "STATE_ENV",
    "Delivery",
    "MailOptions",
    "MailProfile",
    "PdfFile",
    "Recipient",
    "Round",
    "compose",
    "deliver",
    "deliveries",
    "recipients_of",
    "retry",
    "state_dir",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one command did: each mail of it as it stands now, and who had this edition already."""

    mails: tuple[Delivery, ...]
    already: tuple[str, ...] = ()
    hindrance: ReportgenError | None = None

    def of_state(self, *states: str) -> tuple[Delivery, ...]:
        """Return the mails in one of these states."""
        return tuple(mail for mail in self.mails if mail.state in states)


def deliver(
    claims: Mapping[str, Any],
    recipients: Sequence[Recipient],
    *,
    options: MailOptions,
    profile: str | None = None,
    pdf: PdfFile | None = None,
    subject: str | None = None,
    force: bool = False,
    folder: Path | None = None,
    progress: Progress = progress_.silent,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Round:
    """Send the briefing whose JSON is `claims` to everyone who does not have it yet.

    Everyone is written into the outbox (in `folder`, else the user's) before the first mail
    leaves.  A mail is never sent twice, but for one whose process or connection died between the
    message and the server's answer: that one comes again with the same Message-ID.

    What nobody could help (a certificate, a password) is the round's `hindrance`; the mails wait.

    Raises:
        ConfigError: nobody is named, as recipient or sender, or a setting is wrong.
        SourceError: the JSON is damaged.
        OutputError: the outbox cannot be used.
    """
    if not recipients:
        raise ConfigError(
            "nobody is named to send the briefing to",
            hint='use --to or --recipients, or put to = ["…"] under [mail]',
        )
    settings = options.profile(profile)
    edition = _edition(claims, recipients, settings=settings, pdf=pdf, subject=subject)
    with closing(Outbox(folder or state_dir())) as outbox:
        latest = outbox.numbers_of(edition.name)
        numbers = numbers_to_send(recipients, latest, force=force)
        at = clock()
        new = drafts(
            edition,
            recipients,
            numbers,
            profile_name=profile or "",
            at=datetime.fromtimestamp(at, UTC),
        )
        bodies = {made.digest: made.body for made in edition.contents.values()}
        outbox.queue(new, bodies.items(), at)
        latest = outbox.numbers_of(edition.name)
        asked = [latest[one.mailbox.key] for one in recipients]
        ids = [mail.id for mail in asked if mail.state in {"queued", "handing over"}]
        courier = Courier(outbox, settings, ids=ids, progress=progress, clock=clock, sleep=sleep)
        hindrance = _gone(courier) if ids else None
        already = tuple(mail.address for mail in asked if mail.id not in set(ids))
        return Round(mails=outbox.deliveries(ids), already=already, hindrance=hindrance)


def compose(
    claims: Mapping[str, Any],
    recipients: Sequence[Recipient],
    *,
    options: MailOptions,
    profile: str | None = None,
    pdf: PdfFile | None = None,
    subject: str | None = None,
    clock: Callable[[], float] = time.time,
) -> tuple[bytes, ...]:
    """Return the messages `deliver` would send to these if nobody had one yet; nothing leaves."""
    settings = options.profile(profile)
    edition = _edition(claims, recipients, settings=settings, pdf=pdf, subject=subject)
    bodies = {made.digest: made.body for made in edition.contents.values()}
    made = drafts(
        edition,
        recipients,
        dict.fromkeys((one.mailbox.key for one in recipients), 1),
        profile_name=profile or "",
        at=datetime.fromtimestamp(clock(), UTC),
    )
    messages = {draft.message_id: draft.headers + bodies[draft.content] for draft in made}
    return tuple(messages.values())


def retry(
    options: MailOptions,
    *,
    at_once: bool = False,
    folder: Path | None = None,
    progress: Progress = progress_.silent,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Round:
    """Try again what waits in the outbox and is due, or with `at_once` all of it."""
    with closing(Outbox(folder or state_dir())) as outbox:
        waiting = [mail for mail in outbox.everything() if mail.state in {"queued", "handing over"}]
        if at_once:
            outbox.hurry([mail.id for mail in waiting], at=clock())
        hindrance: ReportgenError | None = None
        for name in dict.fromkeys(mail.profile for mail in waiting):
            ids = [mail.id for mail in waiting if mail.profile == name]
            try:
                settings = options.profile(name)
            except ConfigError as error:
                hindrance = error
                continue
            courier = Courier(
                outbox, settings, ids=ids, progress=progress, clock=clock, sleep=sleep
            )
            hindrance = _gone(courier) or hindrance
        mails = outbox.deliveries([mail.id for mail in waiting])
        return Round(mails=mails, hindrance=hindrance)


def deliveries(folder: Path | None = None) -> tuple[Delivery, ...]:
    """Return every mail the outbox knows of, oldest first."""
    with closing(Outbox(folder or state_dir())) as outbox:
        return outbox.everything()


def _edition(
    claims: Mapping[str, Any],
    recipients: Sequence[Recipient],
    *,
    settings: MailProfile,
    pdf: PdfFile | None,
    subject: str | None,
) -> Edition:
    languages = dict.fromkeys(one.language or settings.language for one in recipients)
    letters = {language: letter(claims, language=language) for language in languages}
    return Edition(
        letters=letters,
        contents={
            language: content(one, pdf=pdf, profile=settings) for language, one in letters.items()
        },
        profile=settings,
        subject=subject,
    )


def _gone(courier: Courier) -> ReportgenError | None:
    """Let the courier go and return what hindered it, if anything did."""
    try:
        courier.go()
    except ReportgenError as error:
        return error
    return None
