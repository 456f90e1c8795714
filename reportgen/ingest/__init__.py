"""Paths → articles: every file read once, to the letter, or left out with the reason.

``Article.text`` is the decoded source text (UTF-8, byte order mark removed) and nothing else is
done to it, so that a span of it can be proved against the file.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from reportgen import arabic
from reportgen.ingest import _reasons
from reportgen.ingest._files import Candidate, find
from reportgen.ingest._outlets import name_the_unnamed
from reportgen.ingest._readers import Document, Unreadable, read
from reportgen.ingest._sidecar import Entry, described
from reportgen.model import Article, Omission

__all__ = ["REASONS", "IngestOptions", "ingest"]

REASONS = _reasons.ALL

_LANGUAGE_SAMPLE_CHARS = 100_000


class IngestOptions(BaseModel):
    """What is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_bytes: int = Field(
        default=20_000_000,
        gt=0,
        description="Largest file read, in bytes; larger ones are left out.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One article as read, with what its sidecar says."""

    path: str
    document: Document
    entry: Entry


def ingest(
    paths: Sequence[Path], *, options: IngestOptions | None = None
) -> tuple[tuple[Article, ...], tuple[Omission, ...]]:
    """Read the articles in `paths` (files or folders), oldest first, undated last.

    The order of `paths` changes nothing.  What cannot be read, and all but one of equal texts,
    comes back as an `Omission`.  No path of this machine gets into a value: ``Article.path`` is
    relative to the folder given.

    Raises:
        SourceError: a path does not exist.
        ConfigError: a sources.toml is wrong.
    """
    limit = (options or IngestOptions()).max_bytes
    candidates, omissions = find(paths)
    entries = described(candidates)
    found: list[_Found] = []
    for candidate in candidates:
        try:
            documents = read(candidate.file, max_bytes=limit)
        except Unreadable as error:
            omissions.append(_omission(candidate, error.reason))
            continue
        entry = entries[candidate.file]
        found.extend(
            _Found(path=candidate.path, document=document, entry=entry) for document in documents
        )
    kept, copies = _without_copies(found)
    articles = name_the_unnamed([_article(item) for item in kept])
    articles.sort(key=lambda a: (a.published is None, a.published or "", a.path, a.id))
    return tuple(articles), tuple(
        sorted({*omissions, *copies}, key=lambda o: (o.subject, o.reason))
    )


def _omission(candidate: Candidate, reason: str) -> Omission:
    return Omission(stage="ingest", subject=candidate.path, reason=reason)


def _without_copies(found: Sequence[_Found]) -> tuple[list[_Found], list[Omission]]:
    """Keep one of equal texts: the best described, else the first by path."""
    kept: dict[str, _Found] = {}
    copies: list[Omission] = []
    for item in sorted(found, key=lambda i: (-len(i.entry.values()), i.path, i.entry.values())):
        first = kept.setdefault(item.document.text, item)
        if first is not item:
            reason = f"{_reasons.COPY}: {first.path}"
            copies.append(Omission(stage="ingest", subject=item.path, reason=reason))
    return list(kept.values()), copies


def _article(found: _Found) -> Article:
    """Make the article; an empty outlet waits for `name_the_unnamed`."""
    text = found.document.text
    digest = hashlib.sha256(text.encode()).hexdigest()
    named = dict(found.entry.values())
    return Article(
        id=digest[:12],
        outlet=named.get("outlet", ""),
        title=named.get("title"),
        text=text,
        published=named.get("published"),
        url=named.get("url"),
        path=found.path,
        # BCP 47: "und" is a language nobody has determined
        language="ar" if arabic.is_arabic(text[:_LANGUAGE_SAMPLE_CHARS]) else "und",
        sha256=digest,
        origin=tuple((key, "sources.toml") for key in sorted(named)),
    )
