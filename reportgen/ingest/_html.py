"""A saved web page → its main text, and what the page says of title, outlet, author and date.

trafilatura finds the main text.  Of the metadata only what a page states is believed (JSON-LD,
OpenGraph, meta tags, a <time> element); a date nobody states is left to be read off the text.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from reportgen.dates import parse_date
from reportgen.ingest import _reasons
from reportgen.ingest._decoding import decoded
from reportgen.ingest._document import Document, Fact, Reading, Unreadable, one_line

_MAX_CHARS = 10_000_000
_MAX_TAGS = 100_000  # a page of a newspaper has some thousands
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_HEAD_BYTES = 4_000
_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "BlogPosting",
    "OpinionNewsArticle",
)
_META = {
    "published": (
        *("article:published_time", "og:article:published_time", "datepublished", "pubdate"),
        *("publishdate", "publish_date", "date", "dc.date", "dc.date.issued", "dcterms.created"),
        *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "originalpubdate"),
    ),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"),
    "title": ("og:title", "twitter:title", "dc.title", "parsely-title"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "twitter:site"),
    "url": ("og:url", "twitter:url"),
}
_ORIGINS = (("og:", "OpenGraph"), ("article:", "OpenGraph"))
# «headline - outlet»: what follows the last of these is the outlet's name where it is known
_TITLE_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " » ")
_MAX_DEPTH = 20
# Where nothing states the date it stands within so many letters of the headline, in a short line.
_AFTER_HEADLINE = (
    "//h1[1]/following::*[not(self::script or self::style)]"
    " | //h1[1]/preceding::*[self::time or contains(@class, 'date')][last()]"
)
_DATE_WITHIN_CHARS = 600
_DATE_LINE_CHARS = 120
_UPDATED = ("تحديث", "pdated")


def read_html(content: bytes, reading: Reading) -> tuple[Document, ...]:
    """Return the page's main text as trafilatura gives it, comments left out."""
    declared = _CHARSET.search(content[:_HEAD_BYTES])
    charset = reading.charset or (declared[1].decode("ascii") if declared else "")
    page = decoded(content, charset=charset)
    if len(page) > _MAX_CHARS:
        raise Unreadable(f"{_reasons.TOO_LARGE}: {_MAX_CHARS} characters")
    if page.count("<") > _MAX_TAGS:
        raise Unreadable(f"{_reasons.TOO_LARGE}: {_MAX_TAGS} tags")
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction, load_html

    try:
        tree = load_html(page)
        if tree is None:
            raise Unreadable(_reasons.NO_MAIN_TEXT)
        facts = tuple(_facts(tree))
        body = tuple(_article_bodies(tree))
        found: Any = bare_extraction(tree, include_comments=False, with_metadata=False)
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError) as error:
        raise Unreadable(_reasons.NO_MAIN_TEXT) from error
    text = (found.text or "") if found is not None else ""
    # a page drawn by a script carries its text in JSON-LD alone
    text = max((text, *(b for b in body if len(b) > 2 * len(text))), key=len)
    if not text.strip():
        raise Unreadable(_reasons.NO_MAIN_TEXT)
    return (Document(text=text, facts=facts),)


def _facts(tree: Any) -> Iterator[Fact]:
    """Give what the page states, the surest first."""
    stated = [
        *(fact for item in _json_ld(tree) for fact in _of_json_ld(item)),
        *_of_meta(tree),
        *_of_elements(tree),
    ]
    outlets = {fact.value for fact in stated if fact.key == "outlet"}
    # a headline is often stated four times; the wording most of them share is the one printed
    titles = Counter(fact.value for fact in stated if fact.key == "title")
    for fact in sorted(stated, key=lambda fact: -titles[fact.value] if fact.key == "title" else 0):
        if fact.key == "title":
            title = _without_outlet(fact.value, outlets)
            yield Fact(key="title", value=title, origin=fact.origin)
        elif fact.key != "url" or urlsplit(fact.value).scheme in {"http", "https"}:
            yield fact


def _fact(key: str, value: object, origin: str) -> Iterator[Fact]:
    if isinstance(value, list):
        names = [n for item in value if (n := one_line(_name(item)))]
        value = "، ".join(names) if key == "author" else (names or [""])[0]
    if line := one_line(unescape(str(_name(value) or ""))):
        yield Fact(key=key, value=line, origin=origin)


def _name(value: object) -> object:
    return value.get("name") or value.get("@id") if isinstance(value, dict) else value


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from _articles(json.loads(script.text or "", strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if set(kinds if isinstance(kinds, list) else [str(kinds)]) & set(_ARTICLE_TYPES):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), list | dict):
                yield from _articles(value[key], depth + 1)


def _of_json_ld(item: dict[str, Any]) -> Iterator[Fact]:
    for key, name in (
        ("title", "headline"),
        ("published", "datePublished"),
        ("author", "author"),
        ("outlet", "publisher"),
        ("url", "url"),
    ):
        yield from _fact(key, item.get(name), "JSON-LD")


def _article_bodies(tree: Any) -> Iterator[str]:
    for item in _json_ld(tree):
        if isinstance(body := item.get("articleBody"), str) and "<" not in body:
            yield body.strip()


def _of_meta(tree: Any) -> Iterator[Fact]:
    said: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        said.setdefault(name.strip().lower(), meta.get("content"))
    for key, names in _META.items():
        for name in names:
            value = said.get(name, "")
            if value and not (key == "author" and value.startswith("http")):
                origin = next((o for start, o in _ORIGINS if name.startswith(start)), "meta tag")
                yield from _fact(key, value.removeprefix("@"), origin)


def _of_elements(tree: Any) -> Iterator[Fact]:
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    yield from _fact("url", canonical[:1], "page")
    times = tree.xpath("//*[@itemprop='datePublished']/@datetime | //article//time/@datetime")
    times = times or tree.xpath("//time/@datetime") or _date_lines(tree)
    yield from _fact("published", times[:1], "page")
    headings = [" ".join(h.text_content().split()) for h in tree.xpath("//h1")]
    titles = [" ".join(t.text_content().split()) for t in tree.xpath("//head/title")]
    # of several <h1> (a logo is often one) the headline is the one the window's title repeats
    repeated = [h for h in headings if h and any(h in title for title in titles)]
    alone = headings if len(headings) == 1 else []
    yield from _fact("title", (repeated or alone or titles)[:1], "page")


def _date_lines(tree: Any) -> list[str]:
    """Return the short lines from the headline on that are a date; updates come after the rest."""
    found: list[str] = []
    passed = 0
    for element in tree.xpath(_AFTER_HEADLINE):
        own = " ".join(part for part in element.xpath("text()") if part.strip())
        passed += len(own)
        if passed > _DATE_WITHIN_CHARS:
            break
        line = one_line(own)
        if line and len(line) <= _DATE_LINE_CHARS and parse_date(line):
            found.append(line)
    return sorted(found, key=lambda line: any(word in line for word in _UPDATED))


def _without_outlet(title: str, outlets: set[str]) -> str:
    for separator in _TITLE_SEPARATORS:
        head, found, tail = title.rpartition(separator)
        if found and tail.strip() in outlets:
            return head.strip()
    return title
