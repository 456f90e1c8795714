"""Articles → the same articles with their story marked and their furniture left out.

Nothing is rewritten: kept stretches become `Paragraph` spans of ``Article.text``, everything else
comes back as an `Omission` with the reason.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pydantic import BaseModel, ConfigDict, Field

from reportgen import arabic
from reportgen.clean import _reasons
from reportgen.clean._attribution import attributed
from reportgen.clean._blocks import Block, blocks
from reportgen.clean._flaws import flaw
from reportgen.clean._layout import STORY_WORDS, Layout, lay_out
from reportgen.model import Article, Omission, Paragraph

__all__ = ["REASONS", "CleanOptions", "clean"]

REASONS = _reasons.ALL

# No article has so many; a hostile file of empty words may, and each line costs its look.
_MAX_LINES = 200_000
_EXCERPT_CHARS = 60
_MAX_OMISSIONS_PER_ARTICLE = 50
# The part of an article's long paragraphs that must end with an end mark before one that does
# not is taken for cut in two: some newspapers end no paragraph with a full stop.
_ENDING_HABIT = 2 / 3
_CONTINUATION_WORDS = 10

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n(?:[\w-]+[ \t]*:[^\n]*\n|[ \t]+[^\n]*\n){1,50}---[ \t]*(?:\r?\n|\Z)"
)
_INVISIBLE = re.compile(f"[{arabic.BIDI_CONTROLS}]")


class CleanOptions(BaseModel):
    """What is too little for an article."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_words: int = Field(
        default=50, ge=1, description="Articles of which fewer words are left are left out."
    )


def clean(
    articles: Sequence[Article], *, options: CleanOptions | None = None
) -> tuple[tuple[Article, ...], tuple[Omission, ...]]:
    """Mark the paragraphs of each article, its headline first among them; oldest first.

    Title, author, date and outlet that nobody knew are read off the furniture where it shows them
    (origin ``"text"``).  Of a text that is too short, cut off or behind a paywall nothing is kept.
    """
    min_words = (options or CleanOptions()).min_words
    kept: list[Article] = []
    omissions: list[Omission] = []
    for article in articles:
        if article.text.count("\n") + article.text.count("\r") > _MAX_LINES:
            omissions.append(_omission(article.path, _reasons.TOO_MANY_LINES))
            continue
        marked, dropped = _marked(article)
        if reason := flaw(marked, min_words=min_words):
            omissions.append(_omission(article.path, reason))
        else:
            omissions.extend(dropped)
            kept.append(marked)
    kept.sort(key=lambda a: (a.published is None, a.published or "", a.path, a.id))
    return tuple(kept), tuple(omissions)


def _marked(article: Article) -> tuple[Article, list[Omission]]:
    text = article.text
    front = _FRONT_MATTER.match(text)
    found = blocks(text)
    dropped: list[tuple[str, str]] = []
    if front:
        found = [block for block in found if block.start >= front.end()]
        dropped.append((front[0], _reasons.FRONT_MATTER))
    layout = lay_out(found, arabic.fold(article.title) if article.title else None)
    dropped += [
        (block.visible, reason)
        for block, reason in zip(layout.blocks, layout.reasons, strict=True)
        if reason
    ]
    marked = attributed(replace(article, paragraphs=tuple(_paragraphs(layout))), layout)
    return marked, _omissions(article.path, dropped)


def _paragraphs(layout: Layout) -> Iterator[Paragraph]:
    """Return the kept blocks, those put together that are one paragraph cut in two."""
    kept = [i for i, reason in enumerate(layout.reasons) if reason is None]
    story = [layout.blocks[i] for i in kept if i != layout.title]
    long = [block.is_ended for block in story if block.words >= STORY_WORDS]
    has_habit = len(long) > 1 and sum(long) >= _ENDING_HABIT * (len(long) - 1)
    joins = {
        a
        for a, b in pairwise(kept)
        if has_habit and b == a + 1 and a != layout.title and _is_cut(*layout.blocks[a : b + 1])
    }
    start: int | None = None
    for i in kept:
        block = layout.blocks[i]
        start = block.start if start is None else start
        if i not in joins:
            role = "title" if i == layout.title else "body"
            yield Paragraph(start=start, end=block.end, role=role)  # type: ignore[arg-type]
            start = None


def _is_cut(block: Block, following: Block) -> bool:
    """Say whether a paragraph breaks off in the middle of a phrase and goes on in the next."""
    goes_on = following.words >= _CONTINUATION_WORDS or following.is_ended
    is_plain = not (following.is_heading or following.is_listed or block.is_heading)
    opens_plainly = following.visible[:1].isalnum()
    is_long = block.words >= STORY_WORDS
    return is_long and block.breaks_off and goes_on and is_plain and opens_plainly


def _omissions(path: str, dropped: Sequence[tuple[str, str]]) -> list[Omission]:
    """Name each stretch left out; a hostile file may not fill the briefing with them."""
    named = [
        _omission(f"{path}: {_excerpt(text)}", reason)
        for text, reason in dropped[:_MAX_OMISSIONS_PER_ARTICLE]
    ]
    more = len(dropped) - len(named)
    if more:
        named.append(_omission(f"{path}: +{more}", _reasons.MORE))
    return named


def _omission(subject: str, reason: str) -> Omission:
    return Omission(stage="clean", subject=subject, reason=reason)


def _excerpt(text: str) -> str:
    """Return the beginning of `text` on one line, cut between words."""
    line = " ".join(_INVISIBLE.sub("", text[: 4 * _EXCERPT_CHARS]).split())
    if len(line) <= _EXCERPT_CHARS:
        return line
    return line[:_EXCERPT_CHARS].rsplit(" ", 1)[0] + "\u2026"
