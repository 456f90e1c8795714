"""A saved mail (.eml), or a page saved as one (.mhtml) → its text, sender, subject and date."""

from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from reportgen.ingest import _reasons
from reportgen.ingest._decoding import decoded
from reportgen.ingest._document import Document, Fact, Reading, Unreadable, one_line
from reportgen.ingest._html import read_html


def read_mail(content: bytes, reading: Reading) -> tuple[Document, ...]:
    """Return the plain text of a mail, else the main text of its HTML; attachments are not read."""
    if b"\0" in content:
        raise Unreadable(_reasons.BINARY)
    try:
        message = BytesParser(policy=policy.default).parsebytes(content)
        headers = tuple(_facts(message))
        part = message.get_body(("plain", "html"))
        body = part.get_payload(decode=True) if part is not None else None
        charset = str(part.get_content_charset() or "") if part is not None else ""
        is_page = part is not None and part.get_content_subtype() == "html"
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        raise Unreadable(_reasons.DAMAGED) from error
    if not headers or not isinstance(body, bytes):
        raise Unreadable(_reasons.DAMAGED)
    if is_page:
        return tuple(
            Document(text=page.text, facts=(*page.facts, *headers))
            for page in read_html(body, Reading(max_bytes=reading.max_bytes, charset=charset))
        )
    text = decoded(body, charset=charset).replace("\r\n", "\n")
    return (Document(text=text, facts=headers),)


def _facts(message: EmailMessage) -> Iterator[Fact]:
    def fact(key: str, value: object) -> Iterator[Fact]:
        if line := one_line(value):
            yield Fact(key=key, value=line, origin="mail header")

    yield from fact("title", message["subject"])
    name, address = parseaddr(str(message["from"] or ""))
    yield from fact("outlet", name or address.rpartition("@")[2])
    url = message["content-location"] or message["snapshot-content-location"]
    yield from fact("url", message["archived-at"] or url)
    if message["date"]:
        try:
            yield from fact("published", parsedate_to_datetime(str(message["date"])).date())
        except (ValueError, IndexError, TypeError):
            return
