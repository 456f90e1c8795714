"""Furniture → what it shows of an article: its headline, day, author and outlet.

What somebody stated stands; only what is unknown is read off, from lines that say nothing else,
and its origin is ``"text"``.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from reportgen import arabic, phrases
from reportgen.clean import _reasons
from reportgen.clean._blocks import Block
from reportgen.clean._layout import Layout
from reportgen.dates import parse_date
from reportgen.model import Article
from reportgen.outlet_names import outlet_named

_ORIGIN = "text"
_AUTHOR_LABELS = frozenset({"بقلم", "كتب", "كتبت", "كتبه", "الكاتب", "الكاتبه", "اعداد", "by"})
_MAX_NAME_WORDS = 6
_MAX_OUTLET_WORDS = 6
# «القاهرة - 15 مارس 2016:» before the first words of the story
_DATELINE = re.compile(r"[^.!?؟\n]{0,80}?\d[^.!?؟\n]{0,40}?[:\-–—]")
_LABEL_SEPARATOR = re.compile(r"[:/|\-–]")
# lines that may name the outlet: where a paper signs, and where it claims its rights
_SIGNATURES = frozenset(
    {
        *(_reasons.BYLINE, _reasons.CAPTION, _reasons.SECTION, _reasons.SOURCES),
        *(_reasons.COPYRIGHT, _reasons.NAVIGATION, _reasons.DATE_LINE),
    }
)


def attributed(article: Article, layout: Layout) -> Article:
    """Return the article with the facts that nobody stated and its furniture shows."""
    known: dict[str, str] = {}
    if article.title is None and layout.title is not None:
        known["title"] = " ".join(layout.blocks[layout.title].visible.split())
    if article.published is None and (day := _published(layout)):
        known["published"] = day
    if article.author is None and (name := _author(layout)):
        known["author"] = name
    origin = dict(article.origin)
    if not article.is_outlet_named and (outlet := _outlet(layout)):
        known["outlet"] = outlet
    if not known:
        return article
    origin.update(dict.fromkeys(known, _ORIGIN))
    return replace(article, **known, origin=tuple(sorted(origin.items())))  # type: ignore[arg-type]


def _published(layout: Layout) -> str | None:
    """Return the earliest day of the date lines: who takes a text over adds a later one."""
    lines = [block.visible for block in _dropped(layout, {_reasons.DATE_LINE})]
    story = next(
        (
            b
            for b, r in zip(layout.blocks, layout.reasons, strict=True)
            if r is None and _is_story(b)
        ),
        None,
    )
    if story and (dateline := _DATELINE.match(story.visible)):
        lines.append(dateline[0])
    days = [day for line in lines if (day := parse_date(line))]
    return min(days).isoformat() if days else None


def _is_story(block: Block) -> bool:
    return block.is_ended


def _author(layout: Layout) -> str | None:
    for block in _dropped(layout, {_reasons.BYLINE}):
        words = block.visible.split()
        label = arabic.fold(words[0]).rstrip(":-/|") if words else ""
        if label not in _AUTHOR_LABELS:
            continue
        name = " ".join(block.visible.split(maxsplit=1)[1:]).lstrip(":-/| ")
        name = _LABEL_SEPARATOR.split(name)[0].strip(" *.")
        if 0 < len(name.split()) <= _MAX_NAME_WORDS and not any(map(str.isdigit, name)):
            return name
    return None


def _outlet(layout: Layout) -> str | None:
    """Return the outlet that a line of furniture names and hardly says more."""
    for block in _dropped(layout, _SIGNATURES):
        key = block.key
        if block.words > _MAX_OUTLET_WORDS and not key.startswith(phrases.COPYRIGHT):
            continue
        if name := outlet_named(key):
            return name
    return None


def _dropped(layout: Layout, reasons: set[str] | frozenset[str]) -> Iterator[Block]:
    for block, reason in zip(layout.blocks, layout.reasons, strict=True):
        if reason in reasons:
            yield block
