"""passage → what it denies in so many words, with the words of what is denied in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._denials import Denial, denials_in
from reportgen.contrast._numerals import Word
from reportgen.contrast._passages import Passage
from reportgen.contrast._propositions import Proposition, not_so_in

_LOOKED_AT = 6  # words of what is denied
_THOUGH = frozenset({"رغم", "ورغم", "برغم", "بالرغم", "وبالرغم", "الرغم"})
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Denied:
    """A denial in its passage, with what it denies in order."""

    passage: Passage
    denial: Denial
    one: Proposition

    @property
    def first(self) -> tuple[Word, ...]:
        """The words of it that are looked at."""
        return self.one.said[:_LOOKED_AT]


def denied_in(passage: Passage) -> Iterator[Denied]:
    """Yield what the passage denies in so many words: no "this", no mere lack."""
    denials = denials_in(passage)
    if not denials:
        return
    said_at = {one.start: one for one in not_so_in(passage) if one.verb is None}
    cues = {
        word.start
        for at, word in enumerate(passage.words)
        if word.folded not in words.LACK and not _is_conceded(passage.words, at)
    }
    for denial in denials:
        one = said_at.get(denial.start)
        if one is None or denial.start not in cues or not one.said:
            continue
        is_of_denial = any(_meet(one, other) for at, other in said_at.items() if at != one.start)
        if not (denial.is_deictic or is_of_denial):
            yield Denied(passage, denial, one)


def _is_conceded(tokens: Sequence[Word], at: int) -> bool:
    """Say whether somebody is only said to deny it though it is so: «رغم نفي الناطق …»."""
    return bool(_THOUGH & {word.folded for word in tokens[max(0, at - _NEAR) : at]})


def _meet(one: Proposition, other: Proposition) -> bool:
    """Say whether the one denies that the other denies: «تنفي ما نسب إليها من أن … غير صحيح»."""
    (first, last), (also_first, also_last) = _span(one), _span(other)
    return max(first, also_first) < min(last, also_last)


def _span(one: Proposition) -> tuple[int, int]:
    ends = [one.start, one.end, *(end for word in one.said for end in (word.start, word.end))]
    return min(ends), max(ends)
