"""themes → pairs of sentences that give other numbers, days or places for the same thing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from reportgen.contrast._comparable import Comparable, Found, disputed_or_updated, is_told
from reportgen.contrast._conflicts import (
    Conflict,
    conflicts_between,
    counted_in,
    is_risen,
    keys_of,
)
from reportgen.contrast._places import place_conflict
from reportgen.model import Evidence, Sentence

# what a market quotes changes by the minute: two quotes are of two moments
_QUOTED = re.compile(
    r"(?<!\w)[وفبل]?(?:ال)?(?:فوريه|فوري|اوقيه|للاوقيه|برميل|للبرميل|اجله|موشر|سهم|اسهم|تعاملات"
    r"|تداولات|ذهب|فضه|بلاتين|بلاديوم|معادن|نفط|خام|برنت|بورصه|دولار|يورو|صرف)(?!\w)"
)
# among these a price or a share of a moment
_OF_A_MOMENT = frozenset({"percent", "money"})
# «5ر6 مليون»: a comma as some newspapers set it, and which side comes first is anybody's guess
_LETTER_COMMA = re.compile(r"\d\s?ر\s?\d")
# «110 . | 7 مليار»: a decimal torn apart where a sentence was thought to end
_TORN = re.compile(r"\d\s*[.,]\s*\Z")
_ITEM = re.compile(r"\s*(?:[\u2022*\u25cf\-\u2013]|\w{1,2}\s?[-\u2013.)])")
_BULLET = re.compile(r"(?:[\u2022*\u25cf]|\n\s*(?:\w{1,2}\s?)?[-\u2013.)])\s*\Z")
_UNTIL = re.compile(r"(?<!\w)حتي (?:صباح|ظهر|عصر|مساء|ليل|فجر|امس|اليوم|يوم|نهايه|الساعه)")
_FEW_DAYS = 2
_LOOK_BACK = 8
_LEAST_TOLD = 0.6  # a helicopter here and one elsewhere (bench/days.py, half "tune", 2026-11-25)
_SURELY_SHARED, _FEWEST_SURELY = 0.9, 5
# «ثمانية عناصر خطفوا», «54 عنصرا اجتازوا»
_LEAST_SHARED_THINGS, _NEAR_THINGS = 0.8, 0.35
_LEAST_SHARED_PLACES = 0.8


def figures_of(known: Comparable, members: Sequence[Sequence[Sentence]]) -> list[Found]:
    """Return the pairs of each theme whose figures part; each difference once."""
    told: list[Found] = []
    for sentences in members:
        for found in (*_counting(known, sentences), *_placing(known, sentences)):
            same = [one for one in told if _said(one) == _said(found)]
            if not is_told(found, same):
                told.append(found)
    return told


def _said(found: Found) -> frozenset[str | None]:
    return frozenset({found.evidence[0].a, found.evidence[0].b})


def _counting(known: Comparable, sentences: Sequence[Sentence]) -> Iterator[Found]:
    keys = {sentence.id: keys_of(sentence.text) for sentence in sentences}
    counting = [
        s
        for s in sentences
        if keys[s.id] and not (_LETTER_COMMA.search(s.folded) or _is_listed(known, s))
    ]
    quoting = {s.id for s in counting if _QUOTED.search(s.folded)}
    for a, b in combinations(counting, 2):
        if not keys[a.id] & keys[b.id] or not known.may_meet(a, b):
            continue
        if {kind for kind, _, _ in keys[a.id] & keys[b.id]} & _OF_A_MOMENT and (
            {a.id, b.id} <= quoting or abs(known.days_later(a, b)) > _FEW_DAYS
        ):
            continue  # of another moment; of another company, another month
        for conflict in conflicts_between(a.text, b.text):
            is_near = conflict.shared >= _LEAST_SHARED_THINGS and known.cosine(a, b) >= _NEAR_THINGS
            if conflict.is_of_things and not is_near:
                continue
            if _is_of_other_days(known, a, b, conflict):
                continue
            torn = _is_torn(known, a, conflict.a) or _is_torn(known, b, conflict.b)
            if not torn and (_is_surely_shared(known, a, b, conflict) or _is_told(known, a, b)):
                yield _counted(known, a, b, conflict)


def _is_surely_shared(known: Comparable, a: Sentence, b: Sentence, conflict: Conflict) -> bool:
    """Say whether the words about both numbers are the same, and enough of them."""
    common = known.weights.content(known.whole[a.id]) & known.weights.content(known.whole[b.id])
    return conflict.shared >= _SURELY_SHARED and len(common) >= _FEWEST_SURELY


def _is_listed(known: Comparable, sentence: Sentence) -> bool:
    """Say whether it is one of a list: what all of it is about stands before."""
    text = known.articles[sentence.article].text
    before = text[max(0, sentence.start - _LOOK_BACK) : sentence.start]
    return bool(_ITEM.match(sentence.text) or _BULLET.search(before))


def _is_told(known: Comparable, a: Sentence, b: Sentence) -> bool:
    """Say whether each article tells much of what the sentence of the other says."""
    sides = ((a, b.article), (b, a.article))
    return all(known.told_in(known.whole[one.id], article) >= _LEAST_TOLD for one, article in sides)


def _counted(known: Comparable, a: Sentence, b: Sentence, conflict: Conflict) -> Found:
    said = Evidence(kind=conflict.kind, a=a.text[slice(*conflict.a)], b=b.text[slice(*conflict.b)])
    one, other = known.whole[a.id], known.whole[b.id]
    found = disputed_or_updated(known, one, other, conflict.shared, said)
    if found.kind == "disputes" and is_risen(a.text):
        # both are told as risen, on one day: the lower one was told first
        is_first = _low(a, conflict.a) < _low(b, conflict.b)
        return replace(found, kind="updates") if is_first else _turned(found)
    return found


def _turned(found: Found) -> Found:
    """Return an update the other way round."""
    said = replace(found.evidence[0], a=found.evidence[0].b, b=found.evidence[0].a)
    return replace(found, a=found.b, b=found.a, kind="updates", evidence=(said,))


def _low(sentence: Sentence, span: tuple[int, int]) -> float:
    return next(one.low for one in counted_in(sentence.text) if (one.start, one.end) == span)


def _is_of_other_days(known: Comparable, a: Sentence, b: Sentence, conflict: Conflict) -> bool:
    """Say whether both count up to a day of their own, and the later fewer: each its own day's.

    «1800 سيارة حتى صباح أمس», «1467 سيارة حتى صباح اليوم»: a sum never falls.
    """
    later = known.days_later(a, b)
    if not later or not (_UNTIL.search(a.folded) and _UNTIL.search(b.folded)):
        return False
    return (_low(b, conflict.b) < _low(a, conflict.a)) == (later > 0)


def _is_torn(known: Comparable, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Say whether the number opens its sentence right behind another number and a full stop."""
    text = known.articles[sentence.article].text
    before = text[max(0, sentence.start - _LOOK_BACK) : sentence.start]
    return span[0] == 0 and bool(_TORN.search(before))


def _placing(known: Comparable, sentences: Sequence[Sentence]) -> Iterator[Found]:
    for a, b in combinations(sentences, 2):
        if not known.may_meet(a, b):
            continue
        one, other = known.whole[a.id], known.whole[b.id]
        conflict = place_conflict(one, other)
        shared = known.weights.shared(one, other) if conflict else 0.0
        if conflict and shared >= _LEAST_SHARED_PLACES:
            evidence = Evidence(kind="place", a=conflict[0], b=conflict[1])
            yield disputed_or_updated(known, one, other, shared, evidence)
