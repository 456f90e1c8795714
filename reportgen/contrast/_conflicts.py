"""two sentences → the numbers in which they cannot both be right.

A false conflict is worse than a missed one: the two must count the same thing (noun, unit, fate),
say so in much the same words, and nothing may set them apart: no other modifier («الطريق السريع»,
«الطريق القديم»), no other place, no other time, no other part of the whole.  Hedges and rounding
are read as they are meant: «نحو 20» and «19,3» do not differ.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Literal

from reportgen import arabic
from reportgen.contrast import _number_words as words
from reportgen.contrast._numerals import Word, numerals_in
from reportgen.contrast._quantities import Counted, Quantity, quantities_in
from reportgen.memory import remembered
from reportgen.month_names import GREGORIAN, HIJRI, ORDINALS
from reportgen.stopwords import CALENDAR_WORDS, is_stop_word

# measured on tests/number_pairs.py, 2026-11-21: the values below give precision and recall of
# bench/contrast.py; lower ones let pairs of different subjects in
_LEAST_SHARED = 0.6  # of the content words of the shorter clause
_LEAST_SHARED_WORDS = 2
_FEW_WORDS = 4
_MUCH_SHARED = 0.8
_MUCH_SHARED_WORDS = 5
_ROUNDING_SHARE = 0.05
_ROUND_FROM = 100
_THOUSAND = 1000
_MEASURED_ALIKE = 0.02  # lengths and areas are told in other units, and rounded
# prices and shares are told of many things in one text: their subject must be surer
_SAID_OF_ALL = frozenset({"percent", "money", "date"})
_SPANS = frozenset({"minutes", "months"})
_SINCE = frozenset({"بعد", "وبعد", "قبل", "وقبل", "منذ", "ومنذ", "بعيد", "قبيل", "عقب"})
_NEAR = 9  # words to either side of a number that say what it is about
_RISE = re.compile(r"[ولف]?(?:ي|ت)?(?:ا?رتفع|رتفاع|ارتفاع)(?:ت)?\Z")
_ANOTHER = re.compile(r"(?:ال)?مماثل(?:ا|ه)?\Z")
_MOST_QUANTITIES = 60
_YEAR = re.compile(r"(?<!\d)(?:1[34]|19|20)\d\d(?!\d)")
_CLAUSE_MARKS = frozenset('\u060c,;\u061b.!?\u061f:()\u00ab\u00bb"\u201c\u201d')


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two spans that cannot both hold, and the share of words that the sentences have in common."""

    a: tuple[int, int]
    b: tuple[int, int]
    shared: float
    kind: Literal["number", "date"]
    is_of_things: bool = False  # a count of what nothing befell


def conflicts_between(a: str, b: str) -> tuple[Conflict, ...]:
    """Return the quantities of the two sentences that count the same and differ."""
    ours, theirs = _counted(a), _counted(b)
    if not _years_meet(a, b):
        return ()
    return tuple(_conflicts(ours, theirs))


def keys_of(text: str) -> frozenset[tuple[str, str, str]]:
    """Return what a sentence counts; two that share none cannot differ in a number."""
    return frozenset(one.key for one in _counted(text).quantities)


def counted_in(text: str) -> tuple[Quantity, ...]:
    """Return what a sentence counts, in order."""
    return _counted(text).quantities


@remembered
def _counted(text: str) -> Counted:
    return quantities_in(text)


def _years_meet(a: str, b: str) -> bool:
    ours, theirs = (set(_YEAR.findall(arabic.fold(text))) for text in (a, b))
    return not ours or not theirs or bool(ours & theirs)


def _conflicts(a: Counted, b: Counted) -> Iterator[Conflict]:
    if max(len(a.quantities), len(b.quantities)) > _MOST_QUANTITIES or _rises(a) != _rises(b):
        return  # a table; or «ارتفع العدد إلى»: news about the other number, no dispute
    if are_ordered_apart(a.words, b.words) or _is_another(a) != _is_another(b):
        return
    # what is counted twice in a sentence cannot be told apart: which of the two is meant?
    ours, theirs = _counted_once(a), _counted_once(b)
    for key, one in ours.items():
        other = theirs.get(key)
        if other is None or both_hold(one, other) or _others_differ(a, b, one):
            continue
        if not one.fate and (_are_of_fates(a) or _are_of_fates(b)):
            continue  # «قتل 57 … وأصيب 215، بينهم 15 امرأة»: which of them?
        if _stands_in(one, b) or _stands_in(other, a):
            continue
        if one.kind in _SPANS and (_is_since(a.words, one) or _is_since(b.words, other)):
            continue  # «بعد يومين على الهجوم»: seen from another day
        shared = _shared(a.words, one, b.words, other)
        if shared is not None:
            spans = (one.start, one.end), (other.start, other.end)
            yield Conflict(
                *spans,
                shared=shared,
                kind="date" if one.kind == "date" else "number",
                is_of_things=one.kind == "count" and not one.fate,
            )


def _counted_once(counted: Counted) -> dict[tuple[str, str, str], Quantity]:
    times = Counter(one.key for one in counted.quantities)
    return {one.key: one for one in counted.quantities if times[one.key] == 1}


def _is_since(tokens: Sequence[Word], one: Quantity) -> bool:
    """Say whether so much time is said to lie between something and the telling of it."""
    return any(token.folded in _SINCE for token in tokens[max(0, one.first - 1) : one.first])


def _are_of_fates(counted: Counted) -> bool:
    """Say whether more than one thing befell those that are counted there."""
    return len({fate for one in counted.quantities for fate in one.fate.split(" and ") if fate}) > 1


def _is_another(counted: Counted) -> bool:
    """Say whether it is told of another one like the one before: «انفجار مماثل»."""
    return any(_ANOTHER.match(word.folded) for word in counted.words)


def is_risen(text: str) -> bool:
    """Say whether a sentence tells a number as risen: another one was told before."""
    return _rises(_counted(text))


def _rises(counted: Counted) -> bool:
    return any(_RISE.match(word.folded) for word in counted.words)


def _others_differ(a: Counted, b: Counted, one: Quantity) -> bool:
    """Say whether the two differ in something else they count, too: then they tell of two things.

    The dead and the injured of one event may both differ between two outlets.
    """
    for mine in a.quantities:
        twins = [other for other in b.quantities if other.key == mine.key != one.key]
        if twins and not (mine.fate and one.fate) and not any(both_hold(mine, t) for t in twins):
            return True
    return False


def stands_in(one: Quantity, text: str) -> bool:
    """Say whether a sentence has the same number, of whatever, or two that make it up."""
    return _stands_in(one, _counted(text))


def _stands_in(one: Quantity, other: Counted) -> bool:
    """Say whether the other sentence has the same number, of whatever, or the parts of it."""
    values = [numeral.value for numeral in numerals_in(other.words)]
    counted = [q.low for q in other.quantities if q.kind == one.kind and q.low == q.high]
    joined = {
        float(words.UNITS[word.folded[1:]])
        for word in other.words
        if word.folded.startswith("و") and word.folded[1:] in words.UNITS
    }  # «10 من منسوبي القوات وثلاثة عاملين»
    sums = {a + b for a, b in combinations(counted, 2)} | {a + b for a in counted for b in joined}
    return one.low == one.high and (one.low in values or one.low in sums)


def both_hold(a: Quantity, b: Quantity) -> bool:
    """Say whether both numbers can be true of one thing."""
    if a.low <= b.high and b.low <= a.high:
        return True
    if a.low != a.high or b.low != b.high:
        return False
    difference = abs(a.low - b.low)
    if a.kind.startswith("length") and difference <= _MEASURED_ALIKE * max(a.low, b.low):
        return True
    step = max(a.step, b.step)
    less = min(a, b, key=lambda one: one.low)
    if less.step >= _THOUSAND and difference < _THOUSAND:
        return True  # «22 ألف», «22790»
    if difference > step / 2:
        return False
    is_decimal = min(a.step, b.step) < 1 <= step
    is_round = max(a.low, b.low) >= _ROUND_FROM and difference <= _ROUNDING_SHARE * max(
        a.low, b.low
    )
    return is_decimal or is_round


def _shared(a: Sequence[Word], one: Quantity, b: Sequence[Word], other: Quantity) -> float | None:
    """Return how much the two say in the same words, or None where something sets them apart."""
    ours, theirs = _around(a, one), _around(b, other)
    mine, yours = _stems(ours), _stems(theirs)
    common = mine & yours
    least = _LEAST_SHARED_WORDS + (one.kind in _SAID_OF_ALL)
    if len(common - words.GENERIC) < least or not (_says_of_what(ours) and _says_of_what(theirs)):
        return None
    share = len(common) / min(len(mine), len(yours))
    if share < _LEAST_SHARED or _apart(ours, theirs):
        return None
    if _is_part(a, one) != _is_part(b, other):
        return None
    if one.kind in _SAID_OF_ALL and one.kind != "date" and _modified_otherwise(a, b):
        return None  # of another company, another country
    return round(share, 3)


def _around(tokens: Sequence[Word], one: Quantity) -> list[Word]:
    """Return the words about the number: its neighbours, the number left out."""
    before = list(tokens[max(0, one.first - _NEAR) : one.first])
    after = list(tokens[one.last : one.last + _NEAR])
    for place in range(len(before) - 1, -1, -1):
        if _ends_here(before, place):
            before = before[place + 1 :]
            break
    for place in range(len(after)):
        if _ends_here(after, place):
            after = after[:place]
            break
    return before + after


def _ends_here(tokens: Sequence[Word], place: int) -> bool:
    """Say whether a mark ends what is said; two dots only pause («أبوظبي.. ارتفع المؤشر»)."""
    if tokens[place].folded != ".":
        return tokens[place].folded in {"\u061b", ";", "!", "?", "\u061f"}
    beside = [*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2]]
    return not any(token.folded == "." for token in beside)


def _stems(tokens: Sequence[Word]) -> frozenset[str]:
    return frozenset(
        stem for token in tokens if (stem := _stem(token.folded)) and not token.folded.isdigit()
    )


@lru_cache(maxsize=16384)
def _stem(word: str) -> str | None:
    if len(word) < 2 or not word.isalpha() or is_stop_word(word):  # noqa: PLR2004
        return None
    bare = word.removeprefix("و") if len(word) > 4 else word  # noqa: PLR2004
    if bare in CALENDAR_WORDS or bare in words.FATES or bare in _ALL_NUMBERS:
        return None
    bare = bare.removeprefix("ل").removeprefix("ب") if len(bare) > 4 else bare  # noqa: PLR2004
    return words.SINGULAR.get(bare) or arabic.light_stem(bare)


_ALL_NUMBERS = words.UNITS.keys() | words.TENS.keys() | words.HUNDREDS.keys() | words.SCALES.keys()


def _apart(a: Sequence[Word], b: Sequence[Word]) -> bool:
    ours, theirs = _stems(a), _stems(b)
    bare, other_bare = ({token.folded for token in tokens} for tokens in (a, b))
    for one, other in words.OPPOSITE_PARTICLES:
        for p, q in ((one, other), (other, one)):
            if p in bare and q in other_bare and not (p in other_bare or q in bare):
                return True
    for one, other in words.OPPOSITES:
        x, y = arabic.light_stem(one), arabic.light_stem(other)
        for p, q in ((x, y), (y, x)):
            if p in ours and q in theirs and not (p in theirs or q in ours):
                return True
    return (
        _periods(a) != _periods(b)
        or _differ(_spans(a), _spans(b))
        or _differ(_places(a), _places(b))
        or _is_joined_place(a, b)
        or _is_joined_place(b, a)
        or are_ordered_apart(a, b)
        or _modified_otherwise(a, b)
        or (_swaps(a, b) and not _is_much_alike(ours, theirs))
    )


def _says_of_what(tokens: Sequence[Word]) -> bool:
    """Say whether more is told than «يبلغ طوله»: of few words none may lean on another sentence."""
    content = [token for token in tokens if _stem(token.folded)]
    return len(content) >= _FEW_WORDS or not any(token.leans for token in content)


def _is_much_alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether two passages share so much that a word or two may be a synonym."""
    common = len(a & b)
    return common >= _MUCH_SHARED_WORDS and common >= _MUCH_SHARED * min(len(a), len(b))


def _swaps(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Say whether one names something else in the same place: «كلفة [الجسر]», «كلفة [النفق]»."""
    ours = [stem for token in a if (stem := _stem(token.folded))]
    theirs = [stem for token in b if (stem := _stem(token.folded))]
    known = set(ours) & set(theirs)
    for operation, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if operation == "replace" and set(ours[i:j]) - known and set(theirs[k:m]) - known:
            return True
    return False


def _periods(tokens: Sequence[Word]) -> frozenset[str]:
    """Return the spans of time that a number is said to be of: «خلال الربع الثاني», «شهر رجب»."""
    found = {token.folded for token in tokens if token.folded in words.PERIODS}
    named = (b.folded for a, b in pairwise(tokens) if a.folded in {"شهر", "لشهر"})
    return frozenset(found | {name for name in named if name in HIJRI or name in GREGORIAN})


def _spans(tokens: Sequence[Word]) -> frozenset[str]:
    """Return what a number is told to be of: «خلال [الشهر]», «يوم [الاثنين]»."""
    return frozenset(
        b.folded.removeprefix("ال")
        for a, b in pairwise(tokens)
        if a.folded in words.DURING and (b.folded in CALENDAR_WORDS or b.folded in words.MEASURES)
    )


def _ordinals(tokens: Sequence[Word]) -> frozenset[str]:
    return frozenset(
        re.sub(r"[يه]\Z", "", token.folded.removeprefix("ال"))
        for token in tokens
        if token.folded in ORDINALS or token.folded in words.FEMININE_ORDINALS
    )


def are_ordered_apart(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Say whether the one is of the first and the other of the second."""
    ours, theirs = _ordinals(a), _ordinals(b)
    return bool(ours and theirs) and ours != theirs


def _differ(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and not a & b


def _places(tokens: Sequence[Word]) -> frozenset[str]:
    found = set()
    for place, token in enumerate(tokens[:-1]):
        following = tokens[place + 1].folded
        if following in words.KINDS_OF_PLACE and place + 2 < len(tokens):
            following = tokens[place + 2].folded
        if token.folded in words.IN and following not in words.NO_PLACES:
            stem = _stem(following)
            if stem:
                found.add(stem)
    return frozenset(found)


def _is_joined_place(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Say whether one is of two places and the other of the first: «في سوريا والعراق»."""
    said = {token.folded for token in b}
    return any(
        token.folded in words.IN
        and place.folded in said
        and joined.folded[:1] == "و"
        and bool(_stem(joined.folded[1:]))
        and not {joined.folded, joined.folded[1:]} & said
        for token, place, joined in zip(a, a[1:], a[2:], strict=False)
    )


def _modified_otherwise(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Say whether a shared noun is told apart by its modifiers: «الدور الأول», «الدور الثاني»."""
    ours, theirs = _modifiers(a), _modifiers(b)
    return any(
        noun in theirs and not (own & theirs[noun]) and own and theirs[noun]
        for noun, own in ours.items()
    )


def _modifiers(tokens: Sequence[Word]) -> dict[str, set[str]]:
    """Return noun → the words right behind it that say which one is meant."""
    found: dict[str, set[str]] = {}
    for token, following in pairwise(tokens):
        noun = _stem(token.folded)
        is_ordinal = following.folded in ORDINALS or following.folded in words.FEMININE_ORDINALS
        modifier = following.folded if is_ordinal else _stem(following.folded)
        if noun and modifier and token.end + 1 == following.start:
            found.setdefault(noun, set()).add(modifier)
    return found


def _is_part(tokens: Sequence[Word], one: Quantity) -> bool:
    nearby = tokens[max(0, one.first - 2) : one.last + 1]
    return any(token.folded in words.PARTS for token in nearby)
