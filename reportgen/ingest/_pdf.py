"""PDF → the text of its text layer, a paragraph a line, in reading order.

pdfium gives the characters and where each is drawn.  Three things about Arabic are put right from
that, and no letter is changed: the two letters of a lam-alef glyph come in drawn order, mirrored
brackets come as drawn, and lines that the page broke are joined again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from reportgen.ingest import _reasons
from reportgen.ingest._document import Document, Fact, Reading, Unreadable, one_line

_MAX_PAGES = 400
_MAX_CHARS = 5_000_000
_ALEFS = "\u0622\u0623\u0625\u0627\u0671"
_LAM = "\u0644"
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"), ("{", "}"))
_BRACKET_REACH = 400
# A gap this much wider than the usual one between lines parts two paragraphs, and so does a line
# that had room for the next word within this part of the measure.
_WIDE_GAP = 1.35
_FULL_LINE = 0.95
_OTHER_SIZE = 1.25
_PAGE_NUMBER = re.compile(r"\W*\d{1,4}\W*(?:/\W*\d{1,4}\W*)?\Z")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as drawn: its text, its edges, and how high its letters stand."""

    text: str
    left: float
    right: float
    bottom: float
    height: float


def read_pdf(content: bytes, reading: Reading) -> tuple[Document, ...]:  # noqa: ARG001
    """Return the text of all pages and the title and author that the file names."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable(_reasons.ENCRYPTED if locked else _reasons.DAMAGED) from error
    try:
        if len(pdf) > _MAX_PAGES:
            raise Unreadable(f"{_reasons.TOO_LARGE}: {_MAX_PAGES} pages")
        pages = [_lines(page) for page in pdf]
        text = "\n".join(paragraph for lines in pages for paragraph in _paragraphs(lines))
        facts = tuple(_facts(pdf.get_metadata_dict()))
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_reasons.DAMAGED) from error
    finally:
        pdf.close()
    if not any(map(str.isalnum, text)):
        raise Unreadable(_reasons.NO_TEXT_LAYER)
    return (Document(text=_unmirrored(text), facts=facts),)


def _facts(said: dict[str, str]) -> Iterator[Fact]:
    for key, name in (("title", "Title"), ("author", "Author")):
        value = one_line(said.get(name))
        if value and not value.lower().endswith((".doc", ".docx", ".pdf", ".indd")):
            yield Fact(key=key, value=value, origin="PDF metadata")


def _lines(page: Any) -> list[_Line]:
    """Return the lines of a page in the order of its text."""
    import pypdfium2.raw as pdfium

    layer = page.get_textpage()
    count = layer.count_chars()
    if count > _MAX_CHARS:
        raise Unreadable(f"{_reasons.TOO_LARGE}: {_MAX_CHARS} characters")
    lines: list[_Line] = []
    chars: list[tuple[str, tuple[float, ...]]] = []
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(layer.raw, index)
        char = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""  # noqa: PLR2004
        if char in {"\n", "\r"}:
            lines.extend(_line(chars))
            chars = []
        elif char and code not in {0xFFFE, 0xFFFF, 2}:
            chars.append((char, layer.get_charbox(index, loose=True)))
    lines.extend(_line(chars))
    layer.close()
    return lines


def _line(chars: Sequence[tuple[str, tuple[float, ...]]]) -> Iterator[_Line]:
    letters: list[str] = []
    for index, (char, box) in enumerate(chars):
        letters.append(char)
        # one glyph, two letters: drawn from right to left, lam comes first
        if char == _LAM and index and letters[-2] in _ALEFS and chars[index - 1][1] == box:
            letters[-2:] = [_LAM, letters[-2]]
    text = "".join(letters).strip()
    boxes = [box for char, box in chars if not char.isspace() and box[2] > box[0]]
    if text and boxes and max(box[3] - box[1] for box in boxes) > 0:
        yield _Line(
            text=text,
            left=min(box[0] for box in boxes),
            right=max(box[2] for box in boxes),
            bottom=median(box[1] for box in boxes),
            height=median(box[3] - box[1] for box in boxes),
        )


def _paragraphs(lines: Sequence[_Line]) -> Iterator[str]:
    """Join the lines that a page broke; page numbers alone on a line are none of the text."""
    lines = [line for line in lines if not _PAGE_NUMBER.match(line.text)]
    gaps = [a.bottom - b.bottom for a, b in pairwise(lines)]
    # large type stands further apart: what is usual is a part of the height of the letters
    usual = median(
        [gap / line.height for gap, line in zip(gaps, lines, strict=False) if gap > 0] or [0.0]
    )
    measure = sorted(line.right - line.left for line in lines)[len(lines) * 9 // 10 :][:1] or [0.0]
    parts: list[str] = []
    for index, line in enumerate(lines):
        parts.append(line.text)
        if index + 1 == len(lines) or _is_last(line, lines[index + 1], usual, measure[0]):
            yield " ".join(parts)
            parts = []


def _is_last(line: _Line, following: _Line, usual: float, measure: float) -> bool:
    gap = line.bottom - following.bottom
    sizes = sorted((line.height, following.height))
    return (
        gap < 0
        or gap > _WIDE_GAP * usual * line.height
        or _has_room(line, following, measure)
        or sizes[1] > _OTHER_SIZE * sizes[0]
    )


def _has_room(line: _Line, following: _Line, measure: float) -> bool:
    """Say whether the next line's first word would have fitted on this one."""
    width = following.right - following.left
    word = width * (len(following.text.split()[0]) + 1) / len(following.text)
    return line.right - line.left + word < _FULL_LINE * measure


def _unmirrored(text: str) -> str:
    """Turn brackets that close before they open, as they do when drawn from right to left."""
    letters = list(text)
    for opener, closer in _PAIRS:
        places = [m.start() for m in re.finditer(f"[{re.escape(opener + closer)}]", text)]
        index = 0
        while index < len(places):
            here, there = places[index], places[index + 1] if index + 1 < len(places) else -1
            if there < 0 or there - here > _BRACKET_REACH or text[here] == text[there]:
                index += 1
                continue
            if text[here] == closer and "\n" not in text[here:there]:
                letters[here], letters[there] = opener, closer
            index += 2
    return "".join(letters)
