"""Letters as bytes: the standard library's messages, the same for the same letter.

The content (texts and PDF) is made once a language and the headers once a recipient, so that a
thousand recipients cost one PDF in memory and on disk.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import PurePosixPath

from reportgen.deliver._addresses import Mailbox, parse_mailbox
from reportgen.deliver._letter import Letter
from reportgen.deliver._options import MailProfile
from reportgen.deliver._pages import Enclosure, pages
from reportgen.deliver._recipients import Recipient
from reportgen.errors import ConfigError
from reportgen.printable import excerpt, fold_space

_BYTES_PER_MB = 1_000_000
_SUBJECT_CHARACTERS = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The body of a message, and the headers that say how to read it."""

    headers: bytes
    body: bytes

    @property
    def digest(self) -> str:
        """What tells this body from others."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFile:
    """The laid-out report: its bytes, and where it lies."""

    data: bytes
    path: str


def content(letter: Letter, *, pdf: PdfFile | None, profile: MailProfile) -> Content:
    """Return both texts and, unless it is too large, the PDF.  Same letter, same bytes."""
    enclosure = _enclosure(pdf, letter, profile) if pdf else None
    made = pages(letter, enclosure=enclosure, unsubscribe=next(iter(_ways_out(profile)), None))
    message = EmailMessage(policy=policy.SMTP)
    message.set_content(made.text, cte="base64")
    message.add_alternative(made.html, subtype="html", cte="base64")
    if pdf and enclosure and enclosure.is_attached:
        message.add_attachment(
            pdf.data, maintype="application", subtype="pdf", filename=enclosure.name
        )
    mark = hashlib.sha256(f"{made.html}\n{made.text}".encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{mark}_{number}")  # "=_" stands in no base64 line
    headers, _, body = message.as_bytes().partition(b"\r\n\r\n")
    return Content(headers=headers, body=body)


def headers(
    letter: Letter,
    recipients: Sequence[Recipient],
    *,
    profile: MailProfile,
    subject: str | None,
    message_id: str,
    at: datetime,
) -> bytes:
    """Return the headers of a message, without those of its content, each line ended.

    To and Cc are printed of `recipients`, blind copies never: whoever is addressed alone is
    To, one blind copy among others is nowhere.
    """
    alone = len(recipients) == 1
    boxes: dict[str, list[Mailbox]] = {"From": [sender_of(profile)]}
    if profile.reply_to:
        boxes["Reply-To"] = [parse_mailbox(profile.reply_to)]
    for name, role in (("To", "to"), ("Cc", "cc")):
        shown = [one.mailbox for one in recipients if alone or one.role == role]
        if shown and not (alone and role == "cc"):
            boxes[name] = shown
    message = EmailMessage(policy=policy.SMTP)
    for name, mailboxes in boxes.items():
        message[name] = [mailbox.header() for mailbox in mailboxes]
    if "To" not in message and "Cc" not in message:
        message["To"] = "undisclosed-recipients:;"
    wanted = fold_space(subject or "") or letter.subject
    message["Subject"] = excerpt(wanted, _SUBJECT_CHARACTERS)[0]
    message["Date"] = format_datetime(at.astimezone(UTC))
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = str(letter.strings["language"])
    # an address in Arabic stands there as it is; all else stays ASCII, which every program reads
    raw = {name for name, found in boxes.items() if any(one.needs_utf8 for one in found)}
    lines = [
        (policy.SMTPUTF8 if name in raw else policy.SMTP).fold_binary(name, value)
        for name, value in message.items()
    ]
    return b"".join(lines) + _list_headers(profile)


def needs_utf8(recipients: Sequence[Recipient], profile: MailProfile) -> bool:
    """Say whether a server must offer SMTPUTF8 to take a message to these."""
    answers = [parse_mailbox(profile.reply_to)] if profile.reply_to else []
    named = [sender_of(profile), *answers, *(one.mailbox for one in recipients)]
    return any(mailbox.needs_utf8 for mailbox in named)


def sender_of(profile: MailProfile) -> Mailbox:
    """Return in whose name the mail goes out.

    Raises:
        ConfigError: the profile names nobody.
    """
    if not profile.sender:
        raise ConfigError(
            "nobody is named as the sender of the mail",
            hint='put sender = "Name <address>" under [mail] in reportgen.toml',
        )
    return parse_mailbox(profile.sender)


def message_id_of(edition: str, addresses: Sequence[str], *, number: int, domain: str) -> str:
    """Return the Message-ID of an edition to these addresses, sent for the `number`-th time.

    It is the same however often the sending is tried, so that servers can tell a copy.
    """
    identity = "\n".join([edition, str(number), *sorted(addresses)])
    return f"<{hashlib.sha256(identity.encode()).hexdigest()[:32]}@{domain}>"


def _enclosure(pdf: PdfFile, letter: Letter, profile: MailProfile) -> Enclosure:
    size_mb = len(pdf.data) / _BYTES_PER_MB
    if size_mb <= profile.max_attachment_mb:
        return Enclosure(is_attached=True, name=_file_name(profile.attachment_name, letter))
    name = PurePosixPath(pdf.path).name
    base = profile.archive_url
    return Enclosure(
        is_attached=False,
        name=name,
        size=letter.wording.number(size_mb, decimals=1),
        url=f"{base.rstrip('/')}/{_quoted(name)}" if base else None,
        place=fold_space(pdf.path),
    )


def _file_name(wanted: str | None, letter: Letter) -> str:
    """Return a name that can be nothing but a name: no folders, no controls, .pdf at its end."""
    name = fold_space(wanted or letter.stem).replace("/", "-").replace("\\", "-").lstrip(".")
    return f"{(name.removesuffix('.pdf') or letter.stem)[:80]}.pdf"


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name)


def _ways_out(profile: MailProfile) -> list[str]:
    """Return the addresses to unsubscribe at, those of the web first: one tap on a telephone."""
    return sorted(profile.list_unsubscribe, key=lambda way: way.startswith("mailto:"))


def _list_headers(profile: MailProfile) -> bytes:
    """Return List-Unsubscribe, by hand: the library would encode a long address as words."""
    ways = profile.list_unsubscribe
    lines = []
    if ways:
        lines.append("List-Unsubscribe: " + ",\r\n ".join(f"<{way}>" for way in ways))
    if any(way.startswith("https:") for way in ways):
        lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")
