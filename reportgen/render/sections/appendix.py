"""The sources' full texts: every kept paragraph numbered, every cited sentence marked."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Article, Sentence
from reportgen.printable import (
    LONGEST_PARAGRAPH,
    clean,
    direction_of,
    pieces,
    shown,
    web_address,
)
from reportgen.render._view import Desk, Source

_SPACE = re.compile(r"\s+")
# letters of a paragraph that are looked at to tell which way it runs
_ENOUGH_TO_TELL = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a paragraph: the id of the cited sentence it belongs to, or None."""

    text: Markup
    cited: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A printed paragraph; one too long to lay out comes in several blocks."""

    number: str
    anchor: str
    direction: str
    is_headline: bool
    blocks: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One article in full."""

    source: Source
    href: str | None
    paragraphs: tuple[Paragraph, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix:
    """The texts, in the order of their numbers."""

    texts: tuple[Text, ...]


def view(desk: Desk) -> Appendix | None:
    """Return the texts, or None when no article kept a paragraph."""
    cited: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in desk.briefing.sentences:
        if sentence.id in desk.quoted:
            cited[sentence.article].append(sentence)
    texts = tuple(
        _text(desk, source, cited[source.article.id])
        for source in desk.sources.values()
        if source.article.paragraphs
    )
    return Appendix(texts=texts) if texts else None


def _text(desk: Desk, source: Source, cited: Sequence[Sentence]) -> Text:
    article, room = source.article, desk.options.article_characters
    paragraphs = []
    for number in range(1, desk.printed_paragraphs(article) + 1):
        paragraph = article.paragraphs[number - 1]
        end = min(paragraph.end, paragraph.start + room)
        room -= end - paragraph.start
        paragraphs.append(
            Paragraph(
                number=desk.wording.number(number),
                anchor=f"p-{source.number}-{number}",
                direction=direction_of(article.text[paragraph.start : end][:_ENOUGH_TO_TELL]),
                is_headline=paragraph.role == "title",
                blocks=tuple(_blocks(_runs(article, paragraph.start, end, cited))),
            )
        )
    whole = sum(p.end - p.start for p in article.paragraphs) <= desk.options.article_characters
    return Text(
        source=source,
        href=web_address(article.url),
        paragraphs=tuple(paragraphs),
        is_cut=not whole,
    )


def _runs(
    article: Article, start: int, end: int, cited: Sequence[Sentence]
) -> Iterator[tuple[str, str | None]]:
    """Yield the text from start to end in stretches, each with the cited sentence it is, if any."""
    at = start
    for sentence in cited:
        if sentence.start < at or sentence.end > end:
            continue
        if sentence.start > at:
            yield article.text[at : sentence.start], None
        yield article.text[sentence.start : sentence.end], sentence.id
        at = sentence.end
    if at < end:
        yield article.text[at:end], None


def _blocks(runs: Iterator[tuple[str, str | None]]) -> Iterator[tuple[Run, ...]]:
    """Yield runs in blocks that one paragraph of the page can bear."""
    block: list[Run] = []
    length = 0
    for text, cited in runs:
        for piece in pieces(_SPACE.sub(" ", clean(text))):
            if block and length + len(piece) > LONGEST_PARAGRAPH:
                yield tuple(block)
                block, length = [], 0
            block.append(Run(text=shown(piece), cited=cited))
            length += len(piece)
    if block:
        yield tuple(block)
