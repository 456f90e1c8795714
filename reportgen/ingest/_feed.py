"""A saved RSS or Atom feed → an article an entry."""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from reportgen.ingest import _reasons
from reportgen.ingest._document import Document, Fact, Reading, Unreadable, one_line

_MAX_ENTRIES = 2_000
# no feed declares entities of its own; who does means harm («billion laughs»)
_DECLARES_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_BLOCK_END = re.compile(r"(?i)</(?:p|div|h[1-6]|li|blockquote|tr|section|article)>|<br\s*/?>")


def read_feed(content: bytes, reading: Reading) -> tuple[Document, ...]:
    """Return the entries with the text the feed itself carries, full or summary."""
    if _DECLARES_ENTITIES.search(content):
        raise Unreadable(f"{_reasons.DAMAGED}: declares entities")
    import feedparser

    headers = {"content-type": f"application/xml; charset={reading.charset}"}
    feed = feedparser.parse(
        io.BytesIO(content),
        response_headers=headers if reading.charset else {},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not feed.version or not feed.entries:
        raise Unreadable(_reasons.DAMAGED if not feed.version else _reasons.EMPTY)
    if len(feed.entries) > _MAX_ENTRIES:
        raise Unreadable(f"{_reasons.TOO_MANY}: {_MAX_ENTRIES}")
    return tuple(
        Document(text=_text(entry), place=str(n), facts=tuple(_facts(entry, feed.feed)))
        for n, entry in enumerate(feed.entries, 1)
    )


def _text(entry: Any) -> str:
    """Return the longest text of the entry, its markup taken off, a paragraph a line."""
    from lxml import html
    from lxml.etree import LxmlError

    values = [str(part.get("value", "")) for part in entry.get("content", ())]
    markup = max((*values, str(entry.get("summary", ""))), key=len)
    if "<" not in markup:
        return markup.strip()
    try:
        tree = html.fromstring(f"<div>{_BLOCK_END.sub(lambda m: m[0] + chr(10), markup)}</div>")
    except (LxmlError, ValueError) as error:
        raise Unreadable(_reasons.DAMAGED) from error
    for hidden in tree.xpath("//script|//style|//figcaption|//iframe"):
        hidden.drop_tree()
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _facts(entry: Any, feed: Any) -> Iterator[Fact]:
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    source = entry.get("source") or {}
    said = {
        "title": entry.get("title"),
        "outlet": source.get("title") or feed.get("title"),
        "author": entry.get("author"),
        "published": date(*when[:3]) if when else entry.get("published"),
        "url": entry.get("link"),
    }
    for key, value in said.items():
        if line := one_line(_plain(value)):
            yield Fact(key=key, value=line, origin="feed")


def _plain(value: object) -> str:
    return re.sub(r"<[^>]{0,200}>", "", str(value or ""))
