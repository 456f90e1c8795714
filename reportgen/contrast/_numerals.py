"""tokens → numbers: digits of both kinds, words, both together («3 آلاف», «ثلاثة ملايين ونصف»)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportgen import arabic
from reportgen.contrast import _number_words as words
from reportgen.memory import remembered

_TOKEN = re.compile(
    # ARABIC DECIMAL SEPARATOR, ARABIC THOUSANDS SEPARATOR, ARABIC COMMA («40،000»)
    r"\d+(?:[.,\u066b\u066c/:]\d+|\u060c\d{3}(?!\d))*"
    r"|[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670\u0640])*"
    r"|[%\u066a\u060c,.;:\u061b()!?\u061f\-\u2013\u2014\u00ab\u00bb\"\u201c\u201d/]"
)
_PRONOUN = re.compile(r"\w{3}(?:\u0647|\u0647\u0627|\u0647\u0645)\Z")  # HEH, HEH ALEF, HEH MEEM
_GROUPED = re.compile(r"\d{1,3}(?:([.,\u066c\u060c])\d{3})(?:\1\d{3})*\Z")
_DECIMAL = re.compile(r"(\d+)[.,\u066b](\d{1,2}|\d{4,})\Z")
_ONE_OF_SCALE = frozenset({"الف", "مليون", "مليار", "الفا", "مليونا", "مليارا"})
_ALSO_PRONOUNS = frozenset({"احد", "احدي", "واحد", "واحده"})  # «أحد الخبراء»
_CLOSING = frozenset({")", "\u00bb", "\u201d", '"'})
_HIGHEST_SCALED = 1000
_LONGEST_TEAR = 3
_TEN = 10
_LONGEST = 10  # words of one number


class Word(NamedTuple):
    """A word, a number in digits or a mark, folded, with its place in the text."""

    start: int
    end: int
    folded: str
    leans: bool = False  # a pronoun is joined to it: «طوله»


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number made of words[first:last] and its value."""

    first: int
    last: int
    value: float
    in_digits: bool


def words_of(text: str) -> list[Word]:
    """Return the words, numbers and marks of `text`."""
    return list(_words_of(text))


@remembered
def _words_of(text: str) -> tuple[Word, ...]:
    found = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        folded = arabic.fold_word(raw) or raw
        found.append(Word(match.start(), match.end(), folded, bool(_PRONOUN.search(raw))))
    return tuple(found)


def numerals_in(tokens: Sequence[Word]) -> list[Numeral]:
    """Return the numbers, none of them overlapping; what cannot be read surely is none."""
    found = []
    at = 0
    while at < len(tokens):
        numeral = _in_digits(tokens, at) or _in_words(tokens, at)
        if numeral is None:
            at += 1
        else:
            found.append(numeral)
            at = numeral.last
    return found


def _in_digits(tokens: Sequence[Word], at: int) -> Numeral | None:
    value = _digits(tokens[at].folded)
    if value is None or _is_torn(tokens, at):
        return None
    last = at + 1
    while last < len(tokens) and tokens[last].folded in _CLOSING:
        last += 1  # «(40) ألف»
    scale = words.SCALES.get(tokens[last].folded) if last < len(tokens) else None
    if scale and value >= _HIGHEST_SCALED:
        return None  # «(18000) ألف»: one of the two is a slip
    if scale:
        value *= scale
        last += 1
        value, last = _and_more(tokens, value, scale, last)
    else:
        last = at + 1
    return Numeral(at, last, value, in_digits=True)


def _is_torn(tokens: Sequence[Word], at: int) -> bool:
    """Say whether a bidi mark tears the number apart: «92.[RLM]54»."""
    for near, far in ((at - 1, at - 2), (at + 1, at + 2)):
        if 0 <= far < len(tokens) and tokens[near].folded in {".", ","}:
            gap = max(tokens[at].start - tokens[far].end, tokens[far].start - tokens[at].end)
            if tokens[far].folded.isdigit() and gap <= _LONGEST_TEAR:
                return True
    return False


def _digits(text: str) -> float | None:
    if text.isdigit():
        return float(text)
    if _GROUPED.match(text):
        separators = re.findall(r"\D", text)
        if separators == ["."]:
            return None  # «1.500»: a thousand and a half, or one and a half
        return float(re.sub(r"\D", "", text))
    if match := _DECIMAL.match(text):
        return float(f"{match[1]}.{match[2]}")
    return None


def _in_words(tokens: Sequence[Word], at: int) -> Numeral | None:
    """Read groups joined by waw: «خمسمئة وثلاثة وعشرين ألفا وأربعة»."""
    if tokens[at].folded in words.FRACTIONS:  # «ربع مليون»
        scale = words.SCALES.get(tokens[at + 1].folded) if at + 1 < len(tokens) else None
        share = words.FRACTIONS[tokens[at].folded]
        return Numeral(at, at + 2, share * scale, in_digits=False) if scale else None
    if tokens[at].folded in words.SCALES and not _is_one(tokens, at):
        return None  # «آلاف»: nobody knows how many
    running = _Sum()
    last = at
    while last < min(len(tokens), at + _LONGEST):
        word = tokens[last].folded
        is_joined = last > at and word.startswith("و") and word[1:] in _ALL
        if not running.takes(word[1:] if is_joined else word, is_joined=is_joined or last == at):
            break
        last += 1
    if last == at or (last == at + 1 and tokens[at].folded in _ALSO_PRONOUNS):
        return None
    last = _behind_its_scale(tokens, last)
    return Numeral(at, last, running.total + running.group, in_digits=False)


class _Sum:
    """A number as its words come in: what is told in scales, and the group below a thousand."""

    def __init__(self) -> None:
        self.total = self.group = 0.0

    def takes(self, word: str, *, is_joined: bool) -> bool:
        """Add a word to the number, or say that it does not belong to it."""
        below_ten = 0 < self.group % 100 < _TEN
        if word in words.SCALES and self.total and not self.group:
            return False  # «مليون ونصف [مليون]»
        if word in words.SCALES:
            self.total += (self.group or 1) * words.SCALES[word]
            self.group = 0.0
        elif word in words.HUNDREDS and 0 < self.group < _TEN:  # «ثلاث مئة»
            self.group *= words.HUNDREDS[word]
        elif word in words.TEEN and below_ten:
            self.group += _TEN
        elif not is_joined:
            return False
        elif word in words.FRACTIONS and self.total:
            self.total += words.FRACTIONS[word] * _scale_of(self.total)
        elif word in words.DUAL_SCALES:
            self.total += words.DUAL_SCALES[word]
        elif word in _BELOW_A_THOUSAND:
            self.group += _BELOW_A_THOUSAND[word]
        else:
            return False
        return True


def _is_one(tokens: Sequence[Word], at: int) -> bool:
    """Say whether «ألف», «مليون» stands for one: no number that could not be read is before it."""
    if tokens[at].folded not in _ONE_OF_SCALE:
        return False
    before = tokens[at - 1].folded if at else ""
    bare = before.removeprefix("و").removeprefix("ال")
    return not (bare in _ALL or before.isdigit() or (at and not before.isalpha()))


def _and_more(tokens: Sequence[Word], value: float, scale: float, last: int) -> tuple[float, int]:
    """Add «ونصف», «و500 ألف» to a number of millions."""
    if last < len(tokens) and tokens[last].folded.startswith("و"):
        fraction = words.FRACTIONS.get(tokens[last].folded[1:])
        if fraction:
            return value + fraction * scale, _behind_its_scale(tokens, last + 1)
    if last + 1 < len(tokens) and tokens[last].folded == "و":
        more = _in_digits(tokens, last + 1)
        if more and more.value < scale and more.last > last + 2:
            return value + more.value, more.last
    return value, last


def _behind_its_scale(tokens: Sequence[Word], last: int) -> int:
    """Return the word behind «مليارا ونصف المليار»: the scale is told once more."""
    is_part = last > 0 and tokens[last - 1].folded.removeprefix("و") in words.FRACTIONS
    again = tokens[last].folded.removeprefix("ال") if last < len(tokens) else ""
    return last + 1 if is_part and again in words.SCALES else last


def _scale_of(total: float) -> float:
    return max((s for s in words.SCALES.values() if s <= total), default=1)


_BELOW_A_THOUSAND = words.UNITS | words.TENS | words.HUNDREDS
_ALL = (
    words.UNITS.keys()
    | words.TENS.keys()
    | words.HUNDREDS.keys()
    | words.DUAL_SCALES.keys()
    | words.FRACTIONS.keys()
    | words.SCALES.keys()
)
