"""Text → blocks: the stretches that might be paragraphs, without their Markdown marks.

A file gives one paragraph a line, or breaks its lines at a fixed width and parts paragraphs with
blank lines; which of the two is read off the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reportgen import arabic

# A file whose longest line is longer than this was not broken at a width (80 and 100 are usual).
_MAX_WIDTH = 120
_MIN_WIDTH = 50
# Enough lines to call it a habit, and the part of them that must be full.
_MIN_FULL_LINES = 3
_MIN_FULL_SHARE = 0.7
_SLACK_CHARS = 8
# Furniture is short: only so much of a block is folded to look at its words.
_LOOKED_AT_CHARS = 400

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
# A single mark glued to a word is a hashtag, several are a heading somebody wrote in haste.
_OPENING = re.compile(
    r"""
    (?: [ \t]* (?P<heading>\#{2,6}|\#(?=[ \t])) [ \t]*
      | [ \t]* > [ \t]?
      | [ \t]* (?P<bullet>[-*+•▪◦●■–][ \t]+)
    )+
    """,
    re.VERBOSE,
)
_CLOSING_HEADING = re.compile(r"[ \t]*#{1,6}\Z")
_BOLD = re.compile(r"(\*\*\*?|___?)(?P<words>[^*_]+)\1\Z")
_CLOSERS = "\"'»”’)]}*_ \u00a0"


@dataclass(frozen=True)
class Block:
    """A stretch of text with what tells furniture from story."""

    text: str
    start: int
    end: int
    is_heading: bool = False
    is_listed: bool = False

    @cached_property
    def visible(self) -> str:
        """Its characters."""
        return self.text[self.start : self.end]

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.visible.split())

    @cached_property
    def key(self) -> str:
        """Its beginning, folded, without the punctuation around it."""
        return arabic.fold(self.visible[:_LOOKED_AT_CHARS]).strip(" .:\u060c-–|/*_#\u2026")

    @cached_property
    def has_words(self) -> bool:
        """Whether it has a letter or a digit at all."""
        return any(map(str.isalnum, self.visible))

    @cached_property
    def last_mark(self) -> str:
        """Its last character behind closing quotes and brackets."""
        return self.visible[-200:].rstrip(_CLOSERS)[-1:]

    @property
    def is_ended(self) -> bool:
        """Whether it ends with an end mark."""
        return self.last_mark in arabic.SENTENCE_ENDS and bool(self.last_mark)

    @property
    def breaks_off(self) -> bool:
        """Whether it ends in the middle of a phrase: with a letter, a digit or a comma."""
        return self.last_mark.isalnum() or self.last_mark in {",", "\u060c"}


def blocks(text: str) -> list[Block]:
    """Return the blocks of `text`, in order; nothing visible lies between them but marks."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m[0].isspace()]
    is_glued = [_is_next_line(text, a[1], b[0]) for a, b in pairwise(lines)]
    width = _broken_at(text, lines, is_glued)
    return [_block(text, start, end) for start, end in _joined(text, lines, is_glued, width)]


def _is_next_line(text: str, end: int, start: int) -> bool:
    """Say whether nothing but one line break lies between."""
    between = text[end:start]
    return len(between) <= 2 and between in {"\n", "\r\n", "\r"}  # noqa: PLR2004


def _broken_at(text: str, lines: list[tuple[int, int]], is_glued: list[bool]) -> int | None:
    """Return the width the lines were broken at, or nothing where a line is a paragraph.

    A line was broken when the first word of the next would not have fitted any more.  Lines that
    end a sentence tell nothing: many a short one ends a paragraph, in a text broken at a width too.
    """
    width = max((end - start for start, end in lines if " " in text[start:end]), default=0)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return None
    full = [
        _is_full(text, a, b, width)
        for (a, b), glued in zip(pairwise(lines), is_glued, strict=True)
        if glued and not _ends_sentence(text, a)
    ]
    is_habit = sum(full) >= _MIN_FULL_LINES and sum(full) >= _MIN_FULL_SHARE * len(full)
    return width if is_habit else None


def _ends_sentence(text: str, line: tuple[int, int]) -> bool:
    return text[line[0] : line[1]].rstrip(_CLOSERS).endswith(tuple(arabic.SENTENCE_ENDS))


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    first_word = text[following[0] : following[0] + width].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) + _SLACK_CHARS > width


def _joined(
    text: str, lines: list[tuple[int, int]], is_glued: list[bool], width: int | None
) -> Iterator[tuple[int, int]]:
    """Return the lines, the broken ones put together."""
    start: int | None = None
    for index, (begin, end) in enumerate(lines):
        start = begin if start is None else start
        goes_on = (
            width is not None
            and index + 1 < len(lines)
            and is_glued[index]
            and _is_full(text, lines[index], lines[index + 1], width)
            and not _OPENING.match(text, lines[index + 1][0])
        )
        if not goes_on:
            yield start, end
            start = None


def _block(text: str, start: int, end: int) -> Block:
    """Step inside white space and Markdown marks."""
    opening = _OPENING.match(text, start, end)
    is_heading = bool(opening and opening["heading"])
    is_listed = bool(opening and opening["bullet"])
    if opening and opening.end() < end:
        start = opening.end()
    start, end = _stripped(text, start, end)
    if is_heading and (closing := _CLOSING_HEADING.search(text, max(start, end - 12), end)):
        start, end = _stripped(text, start, max(start, closing.start()))
    bold = _BOLD.match(text, start, end) if text.startswith(("**", "__"), start) else None
    if bold:
        start, end = _stripped(text, bold.start("words"), bold.end("words"))
    return Block(text, start, end, is_heading=is_heading, is_listed=is_listed)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return (left, left + len(piece.strip())) if left < end else (start, start)
