"""The table of file forms.

A new form is one small file with a reader (bytes in, documents out, `Unreadable` for what it
cannot take) and one line in `READERS`.  Forms that need a parser of somebody else's are read in
a process of their own (`_sandbox`).
"""

import re

from reportgen.ingest import _reasons
from reportgen.ingest._document import Document, Reader, Reading, Unreadable
from reportgen.ingest._docx import read_docx
from reportgen.ingest._feed import read_feed
from reportgen.ingest._html import read_html
from reportgen.ingest._mail import read_mail
from reportgen.ingest._pdf import read_pdf
from reportgen.ingest._tables import read_csv, read_json, read_jsonl
from reportgen.ingest._text import read_text

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".docm": read_docx,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".eml": read_mail,
    ".mht": read_mail,
    ".mhtml": read_mail,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}
ARCHIVE = ".zip"
# of these one file holds many articles, and only our own code or the standard library reads them
TABLES = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv"})
PLAIN = TABLES | {".txt", ".text", ".md", ".markdown"}

_SNIFFED_BYTES = 2_000
_MAIL = re.compile(
    rb"(?:[A-Za-z][\w-]{0,60}:[^\n]{0,990}\r?\n(?:[ \t][^\n]{0,990}\r?\n)*){3,}\r?\n"
)
_MAIL_FIELDS = re.compile(rb"(?im)^(?:from|date|subject|message-id|mime-version|received):")


def form_of(content: bytes, suffix: str = "") -> str:
    """Return the form that the first bytes prove, else `suffix`."""
    head = content[:_SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return ".pdf"
    if head.startswith(b"pk\x03\x04"):
        return ".docx" if b"word/" in content else ARCHIVE
    is_text = suffix in {"", ".txt", ".text", ".md", ".markdown"}
    is_page = head.startswith((b"<!doctype html", b"<html"))
    if is_page and (is_text or suffix in {".xml", ".rss", ".atom"}):
        return ".html"
    is_xml = head.startswith(b"<?xml")
    if is_text and is_xml and any(tag in head for tag in (b"<rss", b"<feed", b"<rdf")):
        return ".xml"
    return suffix or _form_of_unnamed(content, head)


def _form_of_unnamed(content: bytes, head: bytes) -> str:
    if head.startswith((b"<rss", b"<feed")):
        return ".xml"
    if head.startswith((b"{", b"[")):
        return ".json"
    if _MAIL.match(content[:20_000]) and len(_MAIL_FIELDS.findall(content[:20_000])) > 1:
        return ".eml"
    return ".txt"


def read(content: bytes, form: str, reading: Reading) -> tuple[Document, ...]:
    """Return the documents in `content`.

    Raises:
        Unreadable: the form is unknown, or the content not what the form promises.
    """
    reader = READERS.get(form)
    if reader is None:
        raise Unreadable(_reasons.UNKNOWN_FORM)
    return reader(content, reading)
