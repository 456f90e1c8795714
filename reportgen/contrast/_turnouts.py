"""sentences → pairs of outlets that tell another turnout of one vote or strike.

«حرب الأرقام»: those who call a strike or hold a vote count otherwise than those who do not want it.
The whole must be meant, not a branch, a province or an hour of the day, and the two so far apart
that no later count explains it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportgen.contrast._comparable import Comparable, Found, strongest
from reportgen.contrast._conflicts import both_hold, counted_in
from reportgen.contrast._numerals import Word
from reportgen.contrast._polarity import is_claim
from reportgen.contrast._quantities import Quantity
from reportgen.model import Evidence, Sentence

# Settled on the sets "first" and "second" of tests/stories/retold (2026-11-25).
_TURNOUT = frozenset(
    re.findall(
        r"\w+",
        "مشاركه المشاركه بمشاركه مشاركته اقبال الاقبال استجابه الاستجابه التصويت المقترعين نداء"
        " نجاحه انخراط",
    )
)
_STRIKE = frozenset({"الاضراب", "اضراب", "بالاضراب", "اضرابها", "اضرابهم"})
_OF_STRIKE = frozenset({"نجح", "نجاح", "بلغ", "ناجح", "ناجحا", "لبوا", "نسبه", "بنسبه"})
# a part of the whole, or of the day; another vote
_OF_PART = frozenset(
    re.findall(
        r"\w+",
        "بعض العاصمه مدارس بمدارس التربيه التربويه التعليم الصحه الصحيه العداله البلديات الجامعيه"
        " الخارج بالخارج دايره مدينه مستوي مديرياتها المديريات الموسسات"
        " المصالح قطاعه قطاعها بقطاعه حتي غايه منتصف ظهر صباح مساء ظهرا زوالا الساعه حدود"
        " الحضور حضور السابقه السابق الماضيه الماضي الاولي الاوليه اوليه",
    )
)
# one sector is a part, both are the whole
_SECTORS = (frozenset({"العام", "العمومي", "العموميه"}), frozenset({"الخاص", "الخاصه"}))
_PROVINCES = frozenset({"ولايه", "بولايه", "محافظه", "بمحافظه", "الولايي", "الجهوي", "اقليم"})
_EXPECTED = frozenset({"توقع", "توقعت", "يتوقع", "تتوقع", "متوقعا"})
_SECTOR = frozenset({"القطاع", "قطاع", "بالقطاع"})
_BEFORE, _BEHIND = 9, 6  # words
_NEAR = 4
_TIMES, _DAYS = 1.4, 1
_OPENING, _FEWEST_IN_OPENINGS = 4, 6
_MOST = 60
_TITLE = 0.1


@dataclass(frozen=True, slots=True)
class _Turnout:
    sentence: Sentence
    quantity: Quantity

    @property
    def told(self) -> str:
        return self.sentence.text[self.quantity.start : self.quantity.end]


def turnouts_of(known: Comparable) -> list[Found]:
    """Return for each two outlets the pair of sentences that differ in a turnout."""
    told = [one for sentence in known.short for one in _turnouts_in(known, sentence)]
    return strongest(
        (known.outlets(found), found)
        for a, b in combinations(told[:_MOST], 2)
        if (found := _parted(known, a, b))
    )


def _turnouts_in(known: Comparable, sentence: Sentence) -> Iterator[_Turnout]:
    """Yield the first share of a sentence, if it is a turnout of the whole.

    Where the sectors have one each, the whole is no more than the higher of them.
    """
    passage = known.whole[sentence.id]
    shares = [one for one in counted_in(sentence.text) if one.kind == "percent"]
    if not shares or not is_claim(passage):
        return
    said = _folded(passage.words, 0, len(passage.words))
    named = [bool(said & sector) for sector in _SECTORS]
    if said & (_EXPECTED | _PROVINCES) or (said & _SECTOR and any(named) and not all(named)):
        return
    is_split = bool(said & _SECTOR) and all(named)
    if len(shares) > 1 and not is_split:
        return  # of which place, of which hour?
    share = max(shares, key=lambda one: one.low + one.high) if is_split else shares[0]
    if _is_turnout(passage.words, share):
        yield _Turnout(sentence, share)


def _is_turnout(tokens: Sequence[Word], quantity: Quantity) -> bool:
    near = _folded(tokens, quantity.first - _BEFORE, quantity.last + _BEHIND)
    beside = _folded(tokens, quantity.first - _NEAR, quantity.last + _NEAR)
    is_named = bool(near & _TURNOUT) or bool(near & _STRIKE and near & _OF_STRIKE)
    return is_named and not beside & _OF_PART


def _folded(tokens: Sequence[Word], first: int, last: int) -> frozenset[str]:
    return frozenset(
        form
        for word in tokens[max(0, first) : last]
        for form in (word.folded, word.folded.removeprefix("و"))
    )


def _parted(known: Comparable, a: _Turnout, b: _Turnout) -> Found | None:
    one, other = a.quantity, b.quantity
    less, more = sorted((one, other), key=lambda quantity: min(quantity.high, 100.0))
    if both_hold(one, other) or max(more.low, 1.0) < _TIMES * less.high:
        return None
    if not known.may_meet(a.sentence, b.sentence) or not _are_of_one(known, a, b):
        return None
    if _tells(b, one) or _tells(a, other):
        return None  # who tells both takes no side
    cosine = known.cosine(a.sentence, b.sentence)
    titles = sum(turnout.sentence.role == "title" for turnout in (a, b))
    said = Evidence(kind="number", a=a.told, b=b.told)
    return Found(
        a=known.whole[a.sentence.id],
        b=known.whole[b.sentence.id],
        kind="disputes",
        score=round(min(1.0, 0.5 + _TITLE * titles + max(0.0, cosine) / 2), 6),
        evidence=(said,),
    )


def _tells(turnout: _Turnout, share: Quantity) -> bool:
    """Say whether a share stands in the sentence of another, too."""
    told = counted_in(turnout.sentence.text)
    return any(one.kind == "percent" and both_hold(one, share) for one in told)


def _are_of_one(known: Comparable, a: _Turnout, b: _Turnout) -> bool:
    """Say whether both articles open with much the same, of one day or the next."""
    openings = [
        frozenset().union(
            *(
                known.weights.content(known.whole[one.id])
                for one in known.own[turnout.sentence.article][:_OPENING]
            )
        )
        for turnout in (a, b)
    ]
    days = abs(known.days_later(a.sentence, b.sentence))
    return days <= _DAYS and len(openings[0] & openings[1]) >= _FEWEST_IN_OPENINGS
