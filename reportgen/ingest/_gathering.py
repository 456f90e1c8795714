"""Inputs → files to keep: their bytes as they came, and what is known of them besides.

What a build reads of a page or a feed is gone when the address changes; kept as a file it can be
read, and proved, for ever.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from reportgen.dates import parse_date
from reportgen.ingest import _reasons
from reportgen.ingest._document import KEYS, Document, Unreadable
from reportgen.ingest._files import Candidate, find, is_about_the_folder
from reportgen.ingest._intake import Intake, loaded
from reportgen.ingest._readers import ARCHIVE, READERS, TABLES, form_of
from reportgen.ingest._sidecar import Entry, described
from reportgen.ingest._web import Fetched, is_address
from reportgen.model import Omission

_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
# forms whose bytes mean something only together with the charset that a server named
_OF_TEXT = frozenset({".html", ".txt", ".md", ".xml"}) | TABLES
_UNSAFE = re.compile(r"[^\w.()+-]+")
_LONGEST_NAME = 80
# Of a feed, entries with fewer words than this are kept as the page at their address.
_FULL_TEXT_WORDS = 100
_MAX_PAGES_OF_A_FEED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A file to keep.  `source` is what was given, `path` a relative name for it.

    `facts` are of outlet, title, author, published and url what no reader could find in it.
    """

    source: str
    path: str
    content: bytes
    facts: tuple[tuple[str, str], ...] = ()


def gathered(
    given: Sequence[str | Path],
    *,
    limits: dict[str, Any],
    said: Mapping[str, Mapping[str, str]],
    known: Collection[str] = (),
) -> Iterator[Gathered | Omission]:
    """Give the files in `given` one after the other; see `reportgen.ingest.gather`."""
    candidates, omissions = find([Path(one) for one in given if not is_address(one)])
    yield from omissions
    entries = described(candidates, said)
    for candidate in candidates:
        entry = entries.of_path(candidate.path, entries.of_file(candidate))
        yield _file(candidate, entry, limits)
    addresses = dict.fromkeys(str(one) for one in given if is_address(one))
    with Intake(limits) as intake:
        for address in (one for one in addresses if one not in known):
            entry = entries.of_path(address, Entry())
            for one in _at(intake, address, known):
                yield _with(one, entry) if isinstance(one, Gathered) else one
    entries.check_all_used()


def _file(candidate: Candidate, entry: Entry, limits: dict[str, Any]) -> Gathered | Omission:
    suffix = candidate.file.suffix.lower()
    if suffix not in READERS and suffix != ARCHIVE:
        return Omission(stage="ingest", subject=candidate.path, reason=_reasons.UNKNOWN_FORM)
    try:
        limit = limits["max_table_bytes" if suffix in TABLES else "max_bytes"]
        content = loaded(candidate.file, max_bytes=limit)
    except Unreadable as error:
        return Omission(stage="ingest", subject=candidate.path, reason=error.reason)
    path = PurePosixPath(candidate.path)
    # given by its own name it is wanted, but in a folder nobody would take it for an article
    name = f"article-{path.name}" if is_about_the_folder(path.name) else path.name
    return Gathered(
        source=str(candidate.file),
        path=str(path.with_name(name)),
        content=content,
        facts=entry.values(),
    )


def _at(intake: Intake, address: str, known: Collection[str]) -> Iterator[Gathered | Omission]:
    try:
        fetched = intake.fetched(address)
        form = form_of(fetched.content, fetched.form)
        if form != ".xml":
            yield _page(fetched, address, "", {"url": address})
            return
        documents = intake.documents(fetched.content, form, fetched.charset)
    except Unreadable as error:
        yield Omission(stage="ingest", subject=address, reason=error.reason)
        return
    pages = 0
    for document in documents:
        facts = _facts(document)
        url = facts.get("url")
        if url in known:
            continue
        if url and len(document.text.split()) < _FULL_TEXT_WORDS and pages < _MAX_PAGES_OF_A_FEED:
            pages += 1
            yield _announced(intake, url, facts, address)
        else:
            yield Gathered(
                source=url or address,
                path=_name(facts.get("title") or document.place) + ".txt",
                content=document.text.encode("utf-8", "replace"),
                facts=tuple(facts.items()),
            )


def _announced(intake: Intake, url: str, facts: dict[str, str], feed: str) -> Gathered | Omission:
    try:
        return _page(intake.fetched(url), url, facts.get("title", ""), facts)
    except Unreadable as error:
        return Omission(stage="ingest", subject=f"{feed}: {url}", reason=error.reason)


def _page(fetched: Fetched, address: str, title: str, facts: dict[str, str]) -> Gathered:
    form = form_of(fetched.content, fetched.form)
    content = fetched.content
    if form in _OF_TEXT and fetched.charset.lower() not in {"", "utf-8", "utf8"}:
        content = _in_utf8(content, fetched.charset)
    place = urlsplit(address)
    shown = f"{place.hostname or ''} {unquote(place.path).strip('/')}".removesuffix(form)
    return Gathered(
        source=address,
        path=_name(title or shown) + form,
        content=content,
        facts=tuple({"url": address, **facts}.items()),
    )


def _in_utf8(content: bytes, charset: str) -> bytes:
    """Return a text in UTF-8, marked so: a file has no server to name its charset."""
    try:
        return _BYTE_ORDER_MARK + content.decode(charset).encode()
    except (LookupError, UnicodeError):
        return content


def _facts(document: Document) -> dict[str, str]:
    """Return what a feed says of an entry, as a sources.toml may say it."""
    facts: dict[str, str] = {}
    for key in KEYS:
        fact = document.fact(key)
        day = parse_date(fact.value) if fact and key == "published" else None
        value = day.isoformat() if day else fact.value if fact and key != "published" else ""
        try:
            facts |= dict(Entry.model_validate({key: value} if value else {}).values())
        except ValidationError:
            continue
    return facts


def _with(one: Gathered, entry: Entry) -> Gathered:
    facts = {**dict(one.facts), **dict(entry.values())}
    return Gathered(
        source=one.source, path=one.path, content=one.content, facts=tuple(facts.items())
    )


def _name(words: str) -> str:
    """Return words as a file's name without its suffix."""
    name = _UNSAFE.sub("-", words)
    return name[:_LONGEST_NAME].strip("-.") or "article"
