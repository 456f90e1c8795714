"""Who still has to get this edition, and the very messages they get."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reportgen.deliver._letter import Letter
from reportgen.deliver._message import Content, headers, message_id_of, needs_utf8, sender_of
from reportgen.deliver._options import MailProfile
from reportgen.deliver._outbox import Delivery, Draft
from reportgen.deliver._recipients import Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One briefing, ready to be addressed: its letter and content by language."""

    letters: Mapping[str, Letter]
    contents: Mapping[str, Content]
    profile: MailProfile
    subject: str | None

    @property
    def name(self) -> str:
        """What is sent to nobody twice."""
        return next(iter(self.letters.values())).edition

    def language_of(self, recipient: Recipient) -> str:
        """Return the language this recipient's mail is in."""
        return recipient.language or self.profile.language


def numbers_to_send(
    recipients: Sequence[Recipient], latest: Mapping[str, Delivery], *, force: bool
) -> dict[str, int]:
    """Return, by mailbox key, for the how-many-eth time each gets it; those who wait or have it
    are left out.

    Who was refused for good before is tried anew; who has it gets it again only by force.
    """  # noqa: D205
    numbers = {}
    for recipient in recipients:
        key = recipient.mailbox.key
        before = latest.get(key)
        if before is None:
            numbers[key] = 1
        elif before.state == "failed" or (force and before.state == "sent"):
            numbers[key] = before.number + 1
    return numbers


def drafts(
    edition: Edition,
    recipients: Sequence[Recipient],
    numbers: Mapping[str, int],
    *,
    profile_name: str,
    at: datetime,
) -> list[Draft]:
    """Return the mails to write down: a message each, or one for all of a language."""
    sender = sender_of(edition.profile)
    made = []
    for together in _messages(edition, recipients, numbers):
        language = edition.language_of(together[0])
        number = numbers[together[0].mailbox.key]
        message_id = message_id_of(
            edition.name,
            [one.mailbox.key for one in together],
            number=number,
            domain=sender.address.rpartition("@")[2],
        )
        lines = headers(
            edition.letters[language],
            together,
            profile=edition.profile,
            subject=edition.subject,
            message_id=message_id,
            at=at,
        )
        made += [
            Draft(
                edition=edition.name,
                recipient=one.mailbox.key,
                address=one.mailbox.address,
                number=number,
                profile=profile_name,
                sender=sender.address,
                message_id=message_id,
                needs_utf8=needs_utf8(together, edition.profile),
                headers=lines + edition.contents[language].headers + b"\r\n\r\n",
                content=edition.contents[language].digest,
            )
            for one in together
        ]
    return made


def _messages(
    edition: Edition, recipients: Sequence[Recipient], numbers: Mapping[str, int]
) -> Iterator[list[Recipient]]:
    """Yield the recipients of each message."""
    wanted = [one for one in recipients if one.mailbox.key in numbers]
    if edition.profile.addressing == "each":
        yield from ([one] for one in wanted)
        return
    groups: dict[tuple[str, int], list[Recipient]] = {}
    for one in wanted:
        group = (edition.language_of(one), numbers[one.mailbox.key])
        groups.setdefault(group, []).append(one)
    yield from groups.values()
