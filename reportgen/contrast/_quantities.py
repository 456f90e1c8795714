"""sentence → what it counts and measures: how many, of what, which fate, how sure.

A quantity is kept only with its noun, its unit or its currency; numbers that name (years, clock
times, articles of law, scores) are none.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportgen import arabic
from reportgen.contrast import _number_words as words
from reportgen.contrast._numerals import Numeral, Word, numerals_in, words_of
from reportgen.dates import FoundDate, find_dates
from reportgen.month_names import GREGORIAN, HIJRI
from reportgen.stopwords import is_stop_word

_NAMED_DAY = re.compile(r"\d\s*[-/]?\s*[^\W\d]{2,}")  # «26 يونيو», not «أمس» nor «1/2»
_DAYS_OF_MONTH = 31
_ANY_DAY = date(2000, 1, 1)
_ABOUT_SHARE = 0.1  # «نحو 50» may be 45 to 55
_SHORTEST_JOINED = 4
_YEARS = range(1300, 2101)  # Hijri and Gregorian
_FATE_REACH = 5  # words before a number in which its verb stands («مقتل ما لا يقل عن 12»)
_RANGE_JOINTS = frozenset({"الي", "-", "\u2013", "\u2014"})
_CLOSING = frozenset({"\u00bb", '"', ")", "\u201d"})
_PRESENT_VERB = re.compile(r"ي\w{3,}\Z")
_SENTENCE_MARKS = frozenset(".\u061b!?\u061f:")


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of something: the span that says it, bounds of the value, and its key.

    Two quantities may be compared when their `key` is the same.  `low` and `high` bound what the
    words allow; a plain number has both at its value, and `step` is how finely it is told.
    """

    start: int
    end: int
    low: float
    high: float
    step: float
    kind: str
    noun: str
    fate: str
    first: int  # words
    last: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What is counted, as far as two texts can share it."""
        return self.kind, self.noun, self.fate


@dataclass(frozen=True, slots=True)
class Counted:
    """The words of a sentence and its quantities."""

    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]


def quantities_in(text: str) -> Counted:
    """Return the quantities of `text`, in order, and its words."""
    tokens = words_of(text)
    # the anchor only lets «26 يونيو» be seen for a date; which year it is does not matter here
    dates = find_dates(text, _ANY_DAY)
    dated = {place for found in dates for place in range(found.start, found.end)}
    numerals = [
        numeral for numeral in numerals_in(tokens) if tokens[numeral.first].start not in dated
    ]
    found = [*_duals(tokens), *_counted(tokens, numerals), *_days(text, tokens, dates)]
    return Counted(tuple(tokens), tuple(sorted(found, key=lambda one: one.start)))


def _days(text: str, tokens: Sequence[Word], dates: Sequence[FoundDate]) -> list[Quantity]:
    """Return the days named with day and month, as days of a year: they are compared like numbers.

    Relative days («أمس») depend on when the article was written and are left out; so are ranges
    («17 - 20 أغسطس»), of which only one end would be seen.
    """
    found = []
    starts = [token.start for token in tokens]
    for one in dates:
        said = range(bisect_left(starts, one.start), bisect_left(starts, one.end))
        if one.precision != "day" or not said or not _NAMED_DAY.search(text[one.start : one.end]):
            continue
        before = tokens[said[0] - 1].folded if said[0] else ""
        if before in _RANGE_JOINTS | {"و", "حتي", "من", "منذ"} or before.isdigit():
            continue
        day = float(one.date.month * _DAYS_OF_MONTH + one.date.day)
        first, last = said[0], said[-1] + 1
        found.append(Quantity(one.start, one.end, day, day, 1.0, "date", "", "", first, last))
    return found


def _counted(tokens: Sequence[Word], numerals: Sequence[Numeral]) -> list[Quantity]:
    found = []
    at = 0
    while at < len(numerals):
        numeral = numerals[at]
        low = high = numeral.value
        at += 1
        ranged = _range_end(tokens, numeral, numerals[at] if at < len(numerals) else None)
        if ranged:
            high = ranged.value
            numeral = Numeral(numeral.first, ranged.last, low, numeral.in_digits)
            at += 1
        one = _quantity(tokens, numeral, low, high)
        if one:
            found.append(one)
    return found


def _range_end(tokens: Sequence[Word], first: Numeral, second: Numeral | None) -> Numeral | None:
    """Return the upper end of «10 إلى 15», «بين 10 و15»."""
    if second is None or second.value <= first.value:
        return None
    between = [token.folded for token in tokens[first.last : second.first]]
    before = tokens[first.first - 1].folded if first.first else ""
    joined = len(between) == 1 and between[0] in _RANGE_JOINTS
    also = before in {"بين", "وبين"} and (
        between == ["و"] or (not between and tokens[second.first].folded.startswith("و"))
    )
    return second if joined or also else None


def _quantity(tokens: Sequence[Word], numeral: Numeral, low: float, high: float) -> Quantity | None:
    if _only_names(tokens, numeral):
        return None
    unit = _unit(tokens, numeral)
    if unit is None:
        return None
    kind, noun, last, factor = unit
    low, high, first = _hedged(tokens, numeral, low * factor, high * factor)
    fate = "" if kind != "count" else _fate(tokens, numeral, last)
    return Quantity(
        start=tokens[first].start,
        end=tokens[last - 1].end,
        low=low,
        high=high,
        step=_step(numeral.value) * factor,
        kind=kind,
        noun="" if noun in words.PEOPLE or (fate and noun in words.FATE_NOUNS) else noun,
        fate=fate,
        first=first,
        last=last,
    )


def _only_names(tokens: Sequence[Word], numeral: Numeral) -> bool:
    """Say whether the number is a year, a clock time, an age's or a law's number, a score."""
    before = tokens[numeral.first - 1].folded if numeral.first else ""
    after = tokens[numeral.last].folded if numeral.last < len(tokens) else ""
    two_before = tokens[numeral.first - 2].folded if numeral.first > 1 else ""
    if {"فاصله", "فاصل"} & {before, after}:  # «ثلاثة وأربعين فاصلة ثمانية»
        return True
    if {before, two_before} & words.AGES:
        return True
    if before in words.LABELS or before == "الساعه" or two_before == "الساعه":
        return True
    if after in words.CLOCK or after in {"م", "ه"}:
        return True
    is_year = numeral.in_digits and numeral.value in _YEARS and numeral.last == numeral.first + 1
    if not is_year:
        return False
    counts = after in words.SINGULAR or after in words.CURRENCIES or after in words.MEASURES
    return not counts or before.lstrip("بولف") in words.YEAR_WORDS


def _unit(tokens: Sequence[Word], numeral: Numeral) -> tuple[str, str, int, float] | None:
    """Return kind, noun, the word after the quantity, and how many base units the unit is."""
    at = numeral.last
    while at < len(tokens) and tokens[at].folded in _CLOSING:
        at += 1
    following, second = (
        tokens[place].folded if place < len(tokens) else "" for place in (at, at + 1)
    )
    measured = _measure(following, second)
    if measured:
        kind, noun, length, factor = measured
        return kind, noun, at + length, factor
    if following == "من" and second:
        noun_of = _noun(second.removeprefix("ال"))
        return ("count", noun_of, at + 2, 1.0) if noun_of else None
    is_joined = bool(_fate_before(tokens, numeral.first)) and _is_joined(following)
    is_dated = (
        is_joined or following in words.YEAR_WORDS or following in GREGORIAN or following in HIJRI
    )
    if following in words.CASES and second in words.DEATHS:  # «سبع حالات وفاة»
        return "count", second, at + 2, 1.0
    noun_of = None if is_dated else _noun(following)
    if noun_of:
        return "count", noun_of, at + 1, 1.0
    # «40 ألفا في الولايات المتحدة», «إصابة 227 آخرين»: people, what else
    is_bare = tokens[numeral.last - 1].folded in words.SCALES.keys() | words.DUAL_SCALES.keys()
    is_bare = is_bare or bool(_fate_before(tokens, numeral.first))
    return ("count", "", numeral.last, 1.0) if is_bare else None


def _is_joined(word: str) -> bool:
    """Say whether «و» or «ب» is joined to a word that counts nothing: «وفاة 17 وإصابة», «بجروح»."""
    return word[:1] in {"و", "ب"} and word not in words.SINGULAR and len(word) >= _SHORTEST_JOINED


def _measure(following: str, second: str) -> tuple[str, str, int, float] | None:
    """Return kind, currency, length in words and factor of a unit that stands after a number."""
    if following in words.PERCENT:
        return "percent", "", 1, 1.0
    if following == "في" and second in words.PERCENT_AFTER_IN:
        return "percent", "", 2, 1.0
    if following in words.CURRENCIES:
        return "money", words.CURRENCIES[following] + _whose(second), 1, 1.0
    if following in words.MEASURES and not (following in words.YEAR_WORDS and _is_year(second)):
        dimension, factor = words.MEASURES[following]
        power = words.POWERS.get(second)
        if power and dimension == "length":
            return f"length to the {power}", "", 2, float(factor**power)
        return dimension, "", 1, factor
    return None


def _is_year(word: str) -> bool:
    return word.isdigit() and int(word) in _YEARS


_NATIONS = ("سعودي", "اميركي", "امريكي", "مصري", "سوري", "كويتي", "اماراتي", "عراقي", "قطري")


def _whose(adjective: str) -> str:
    """Return the nation of a currency, where it is said."""
    return next((f" {nation}" for nation in _NATIONS if adjective.startswith(nation)), "")


def _noun(word: str) -> str | None:
    """Return the noun's singular or stem; function words, adverbs and verbs are none."""
    if word in words.SINGULAR:
        return words.SINGULAR[word]
    if not word or not word.isalpha() or len(word) < 2 or is_stop_word(word):  # noqa: PLR2004
        return None
    bare = word.removeprefix("ال")
    if bare in words.SINGULAR:
        return words.SINGULAR[bare]
    if word in words.FATE_NOUNS:
        return word
    if _PRESENT_VERB.match(word):
        return None
    stem = arabic.light_stem(word)
    # the accusative of «عشرون كتابا»
    return stem[:-1] if stem.endswith("ا") and len(stem) > 3 else stem  # noqa: PLR2004


def _fate(tokens: Sequence[Word], numeral: Numeral, last: int) -> str:
    """Return what happened to those counted, if a word beside the number says it."""
    for place in range(numeral.last, min(last + 1, len(tokens))):
        if place == last and tokens[place].folded in words.DEATHS:
            continue  # «18 شهادة وفاة»
        if tokens[place].folded in words.FATE_NOUNS:
            return words.FATES[tokens[place].folded]
    if last < len(tokens) and tokens[last].folded in words.MET:  # «لقي 34 شخصا مصرعهم»
        return "killed"
    return _fate_before(tokens, numeral.first)


def _fate_before(tokens: Sequence[Word], first: int) -> str:
    for place in range(first - 1, max(-1, first - 1 - _FATE_REACH), -1):
        word = tokens[place].folded
        if word in _SENTENCE_MARKS or word in {"\u060c", ",", "و"} or word[:1].isdigit():
            break
        fate = words.FATES.get(word) or words.FATES.get(word.removeprefix("و"))
        if fate:
            before = tokens[place - 1].folded if place else ""
            joined = words.FATES.get(before) if word.startswith("و") else None
            return f"{joined} and {fate}" if joined and joined != fate else fate
    return ""


def _hedged(
    tokens: Sequence[Word], numeral: Numeral, low: float, high: float
) -> tuple[float, float, int]:
    """Widen the bounds by what stands around the number; return also where the hedge begins."""
    wider = (low * (1 - _ABOUT_SHARE), high * (1 + _ABOUT_SHARE))
    for hedges, bounds in (
        (words.AT_MOST, (0.0, high)),
        (words.AT_LEAST, (low, math.inf)),
        (words.ABOUT, wider),
    ):
        length = _length_of_hedge(tokens, numeral.first, hedges)
        if length:
            return *bounds, numeral.first - length
    after = " ".join(token.folded for token in tokens[numeral.last : numeral.last + 4])
    if any(hedge in after for hedge in words.AFTER_AT_LEAST):
        return low, math.inf, numeral.first
    if any(hedge in after for hedge in words.AFTER_ABOUT):
        return *wider, numeral.first
    return low, high, numeral.first


def _length_of_hedge(tokens: Sequence[Word], first: int, hedges: Sequence[str]) -> int:
    for length in (4, 3, 2, 1):
        phrase = " ".join(token.folded for token in tokens[max(0, first - length) : first])
        if first >= length and (phrase in hedges or phrase.lstrip("وب") in hedges):
            return length
    return 0


def _step(value: float) -> float:
    """Return how finely a number is told: 20,000,000 by millions at best, 19.3 by tenths."""
    if value != int(value):
        return 10.0 ** -len(repr(value).split(".")[1])
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    return 10.0**zeros


def _duals(tokens: Sequence[Word]) -> list[Quantity]:
    """Return «قتيلان», «طائرتين»: two."""
    found = []
    for place, token in enumerate(tokens):
        word = token.folded
        singular = words.DUALS.get(word) or words.DUALS.get(word.removeprefix("و"))
        if singular is None or singular in words.SCALES:
            continue
        if place and tokens[place - 1].folded in {"بين", "كلا", "كلتا", "هذين", "هاتين", "كل"}:
            continue
        numeral = Numeral(place, place + 1, 2.0, in_digits=False)
        measure = words.MEASURES.get(singular)
        kind, factor = measure or ("count", 1.0)
        fate = ""
        if kind == "count":
            fate = words.FATES.get(singular, "") if singular in words.FATE_NOUNS else ""
            fate = fate or _fate_before(tokens, place)
        noun = "" if measure or (fate and singular in words.PEOPLE | words.FATE_NOUNS) else singular
        low, high, first = _hedged(tokens, numeral, 2.0 * factor, 2.0 * factor)
        found.append(
            Quantity(
                start=tokens[first].start,
                end=token.end,
                low=low,
                high=high,
                step=factor,
                kind=kind,
                noun=words.SINGULAR.get(noun, noun),
                fate=fate,
                first=first,
                last=place + 1,
            )
        )
    return found
