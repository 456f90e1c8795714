"""Files, folders, addresses, standard input → articles, each to the letter, or left out with why.

``Article.text`` is what the reader of the file's form gave and nothing else is done to it: of a
text file its characters, of a page, a PDF or a mail what the extractor found there.  The readers
are deterministic, so a span can be proved against the source by reading it again.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from reportgen.dates import parse_date
from reportgen.ingest import _reasons
from reportgen.ingest._document import Document
from reportgen.ingest._files import find, is_passing
from reportgen.ingest._gathering import Gathered, gathered
from reportgen.ingest._intake import Intake, Read
from reportgen.ingest._language import language_of
from reportgen.ingest._outlets import name_the_unnamed
from reportgen.ingest._sidecar import Described, Entry, described
from reportgen.ingest._tables import COLUMNS
from reportgen.ingest._web import is_address
from reportgen.model import Article, Omission
from reportgen.outlet_names import outlet_at

__all__ = [
    "COLUMNS",
    "REASONS",
    "Gathered",
    "IngestOptions",
    "gather",
    "ingest",
    "is_address",
    "is_passing",
]

REASONS = _reasons.ALL
STDIN = "-"


class IngestOptions(BaseModel):
    """What is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_bytes: int = Field(
        default=20_000_000,
        gt=0,
        description="Largest file, page or article read, in bytes; larger ones are left out.",
    )
    max_table_bytes: int = Field(
        default=300_000_000,
        gt=0,
        description="Largest JSON Lines or CSV file read, in bytes.",
    )
    max_seconds: float = Field(
        default=6.0,
        gt=0,
        description="Longest a PDF, page, mail or feed may take to parse, or an address to answer.",
    )
    columns: dict[str, str] = Field(
        default_factory=dict,
        description="Columns of CSV and JSON Lines: which one holds text, title, outlet, author, "
        "published, url.",
    )
    described: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="Outlet, title, author, published, url of an input, by its name in the report; "
        "wins over sources.toml.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One article as read, with what somebody said of it."""

    path: str
    document: Document
    entry: Entry
    address: str


def ingest(
    given: Sequence[str | Path], *, options: IngestOptions | None = None
) -> tuple[tuple[Article, ...], tuple[Omission, ...]]:
    """Read the articles in `given`, oldest first, undated last.

    A str that begins with http:// or https:// is fetched, ``"-"`` is standard input, all else are
    files or folders.  The order changes nothing.  What cannot be read, and all but one of equal
    texts, comes back as an `Omission`.  No path of this machine gets into a value:
    ``Article.path`` is relative to the folder given.

    Raises:
        SourceError: a path does not exist.
        ConfigError: a sources.toml is wrong, or a column or description in the options.
    """
    options = options or IngestOptions()
    addresses = sorted({str(one) for one in given if is_address(one)})
    paths = [Path(one) for one in given if not is_address(one) and str(one) != STDIN]
    candidates, omissions = find(paths)
    entries = described(candidates, options.described)
    found: list[_Found] = []
    with Intake(options.model_dump()) as intake:
        for candidate in candidates:
            entry = entries.of_file(candidate)
            _sort_in(intake.file(candidate), entry, entries, found, omissions)
        for address in addresses:
            _sort_in(intake.address(address), Entry(), entries, found, omissions)
        if STDIN in {str(one) for one in given}:
            _sort_in(intake.standard_input(), Entry(), entries, found, omissions)
    entries.check_all_used()
    kept, copies = _without_copies(found)
    articles = name_the_unnamed([_article(item) for item in kept])
    articles.sort(key=lambda a: (a.published is None, a.published or "", a.path, a.id))
    return tuple(articles), tuple(
        sorted({*omissions, *copies}, key=lambda o: (o.subject, o.reason))
    )


def gather(
    given: Sequence[str | Path],
    *,
    options: IngestOptions | None = None,
    said: Mapping[str, Mapping[str, str]] | None = None,
    known: Collection[str] = (),
) -> Iterator[Gathered | Omission]:
    """Give what is to be kept of files, folders and addresses, so that `ingest` can read it later.

    Files and pages come as they are, entries of a feed one by one; with each what its sources.toml,
    its feed or `said` (by the name of the input) knows of it.  Addresses in `known` are not
    fetched.  What cannot be kept comes as an `Omission`.

    Raises:
        SourceError: a path does not exist.
        ConfigError: a sources.toml is wrong, or something is said of an input that is not there.
    """
    options = options or IngestOptions()
    return gathered(given, limits=options.model_dump(), said=said or {}, known=known)


def _sort_in(
    pieces: Iterator[Read],
    entry: Entry,
    entries: Described,
    found: list[_Found],
    omissions: list[Omission],
) -> None:
    for piece in pieces:
        if piece.document is None:
            omissions.append(Omission(stage="ingest", subject=piece.path, reason=piece.reason))
            continue
        said = entries.of_path(piece.path, piece.entry or entry)
        found.append(
            _Found(path=piece.path, document=piece.document, entry=said, address=piece.address)
        )


def _without_copies(found: Sequence[_Found]) -> tuple[list[_Found], list[Omission]]:
    """Keep one of equal texts: the best described, else the first by path."""
    kept: dict[str, _Found] = {}
    copies: list[Omission] = []
    ranked = sorted(
        found,
        key=lambda i: (-len(i.entry.values()), -len(i.document.facts), i.path, i.entry.values()),
    )
    for item in ranked:
        first = kept.setdefault(item.document.text, item)
        if first is not item:
            reason = f"{_reasons.COPY}: {first.path}"
            copies.append(Omission(stage="ingest", subject=item.path, reason=reason))
    return list(kept.values()), copies


def _article(found: _Found) -> Article:
    """Make the article; an empty outlet waits for `name_the_unnamed`."""
    text = found.document.text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    values, origins = _facts(found)
    return Article(
        id=digest[:12],
        outlet=values.get("outlet", ""),
        title=values.get("title"),
        author=values.get("author"),
        text=text,
        published=values.get("published"),
        url=values.get("url"),
        path=found.path,
        language=language_of(text),
        sha256=digest,
        origin=tuple(sorted(origins.items())),
    )


def _facts(found: _Found) -> tuple[dict[str, str], dict[str, str]]:
    """Return what is known and from where: what somebody said wins over what the file says."""
    values = dict(found.entry.values())
    origins = dict(found.entry.origins())
    for fact in found.document.facts:
        if fact.key in values:
            continue
        value: str | None = fact.value
        if fact.key == "published":
            day = parse_date(fact.value)
            value = day.isoformat() if day else None
        if value:
            values[fact.key], origins[fact.key] = value, fact.origin
    if found.address and "url" not in values:
        values["url"], origins["url"] = found.address, "address given"
    if "outlet" not in values and "url" in values:
        address = urlsplit(values["url"])
        host = (address.hostname or "").removeprefix("www.")
        if name := outlet_at(host, address.path) or host:
            values["outlet"], origins["outlet"] = name, "address"
    return values, origins
