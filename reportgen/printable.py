"""Hostile text made safe to lay out, changing as little of what is seen as can be.

Nothing here touches letters, digits or punctuation.  What goes is what cannot be seen and can do
harm: bidi controls, control characters, noncharacters, lone surrogates, towers of marks.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from reportgen.arabic import BIDI_CONTROLS, is_arabic

# More stacked marks than four draw over the lines above; Quranic text needs three.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    "\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_TOWER = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
# Longer tokens cannot be words: they get invisible places to break (WeasyPrint 70 lays out one
# token of 100,000 letters in 0.3 s, but far off the page; measured 2026-11-21).
_LONGEST_TOKEN = 40
# One paragraph of 1 MB takes WeasyPrint 70 47 s, cut in pieces of 20 kB 4 s (2026-11-21).
LONGEST_PARAGRAPH = 10_000

_CONTROLS = re.compile(
    f"[{BIDI_CONTROLS}"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 but white space
    "\ud800-\udfff"  # lone surrogates
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "\u2028\u2029\ufff9-\ufffb\ufeff\u00ad]"  # separators, annotation, BOM, SOFT HYPHEN
)
_SPACE_CONTROLS = str.maketrans({"\u2028": " ", "\u2029": " ", "\x85": " "})

# A token that reads from left to right whatever surrounds it: it holds a Latin, Greek or Cyrillic
# letter, or is a number with signs in it (a date, a telephone number, a percentage, an address).
_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
_TOKEN = re.compile(
    rf"[#@$€£+\-−~/]{{0,3}}[{_LETTERS}0-9]"
    rf"(?:[{_LETTERS}0-9'’.,:;/\\_@&=+#%?$€£°!~*()\[\]–\-−\u0300-\u036f]*"
    rf"[{_LETTERS}0-9%°+)$€£/#])?(?: ?%)?"
)
_LETTER = re.compile(rf"[{_LETTERS}]")
_PLAIN_NUMBER = re.compile(r"[0-9]+")
_LONG_TOKEN = re.compile(rf"\S{{{_LONGEST_TOKEN + 1},}}")


def clean(text: str) -> str:
    """Return `text` without what is invisible and harmful.  Idempotent."""
    if text.isascii() and text.isprintable():
        return text
    return _TOWER.sub(r"\1", _CONTROLS.sub("", text.translate(_SPACE_CONTROLS)))


def fold_space(text: str) -> str:
    """Return cleaned `text` on one line: each stretch of white space becomes one space."""
    return " ".join(clean(text).split())


def shown(text: str) -> Markup:
    """Return `text` escaped, its left-to-right stretches isolated, its longest tokens breakable.

    The isolates are ``<bdi dir="ltr">``: the only form that WeasyPrint and browsers both get
    right.  White space stays outside them.
    """
    text = clean(text)
    parts: list[Markup] = []
    end = 0
    for start, stop in _stretches(text):
        parts += [
            _breakable(text[end:start]),
            Markup('<bdi dir="ltr">{}</bdi>').format(_breakable(text[start:stop])),
        ]
        end = stop
    return Markup("").join([*parts, _breakable(text[end:])])


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where text runs from left to right: tokens, joined over one space beside a letter.

    "F 16" is one stretch; "2015 80%" is two numbers that Arabic reads one after the other.
    """
    start = stop = -1
    for token in _TOKEN.finditer(text):
        run = _balanced(token.group())
        joined = (
            0 < stop == token.start() - 1
            and text[stop] == " "
            and (_LETTER.search(text, start, stop) or _LETTER.search(run))
        )
        if not joined:
            if stop > start and not _PLAIN_NUMBER.fullmatch(text, start, stop):
                yield start, stop
            start = token.start()
        stop = token.start() + len(run)
    if stop > start and not _PLAIN_NUMBER.fullmatch(text, start, stop):
        yield start, stop


def excerpt(text: str, limit: int) -> tuple[str, bool]:
    """Return at most `limit` characters of `text`, cut between words, and whether it was cut."""
    if len(text) <= limit:
        return text, False
    head = text[:limit]
    whole, space, _ = head.rpartition(" ")
    return (whole if space and len(whole) * 2 > limit else head), True


def pieces(text: str, limit: int = LONGEST_PARAGRAPH) -> list[str]:
    """Return `text` in pieces of at most `limit` characters, cut at spaces where there are any."""
    cut: list[str] = []
    while len(text) > limit:
        head, _ = excerpt(text, limit)
        cut.append(head)
        text = text[len(head) :]
    return [*cut, text]


def direction_of(text: str) -> str:
    """Return "rtl" or "ltr", whichever most letters of `text` ask for."""
    return "rtl" if is_arabic(text) or not any(c.isalpha() for c in text) else "ltr"


def web_address(url: str | None) -> str | None:
    """Return `url` if it is one a reader may safely follow: http or https, with a host."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _balanced(run: str) -> str:
    """Return `run` up to where its brackets stop making sense: "RT) 5" gives "RT"."""
    depth = 0
    for place, letter in enumerate(run):
        depth += (letter in "([") - (letter in ")]")
        if depth < 0:
            return run[:place].rstrip()
    if depth:
        return re.split(r"[(\[]", run, maxsplit=1)[0].rstrip() or run
    return run


def _breakable(text: str) -> Markup:
    """Return `text` escaped, with places to break in tokens no line can hold."""
    parts: list[Markup | str] = []
    end = 0
    for token in _LONG_TOKEN.finditer(text):
        word = token.group()
        cuts = [word[i : i + _LONGEST_TOKEN] for i in range(0, len(word), _LONGEST_TOKEN)]
        parts += [text[end : token.start()], Markup("<wbr>").join(cuts)]
        end = token.end()
    return Markup("").join([*map(escape, parts), escape(text[end:])])
