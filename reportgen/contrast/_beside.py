"""denial, passage → whether the passage only tells something beside what is denied.

Most of the words of a denial may be met where something else is told: of the dead man's secretary,
of another year, of the losing side, or by the one who denies.  Each was seen in the retold stories
of tests/stories (2026-11-26).
"""

import re
from itertools import pairwise

from reportgen.contrast._deniers import denier_of
from reportgen.contrast._numerals import Word
from reportgen.contrast._passages import Passage, once
from reportgen.contrast._propositions import Proposition, not_so_in
from reportgen.contrast._reporting_words import VERBS
from reportgen.contrast._senses import places_of, senses_of

# somebody beside another: «مقتل [مدير مكتب] رئيس الأركان»
_AIDES = frozenset(
    re.findall(
        r"\w+",
        "مدير مكتب نجل ابن ابنه شقيق شقيقه والد والده زوج زوجه مرافق مرافقي مرافقه حارس حراس سائق"
        " سايق مساعد مساعدي مستشار نايب وكيل سكرتير صهر اقارب اسره عايله انصار مقرب مقربين",
    )
)
_WHO = frozenset({"الذي", "التي", "الذين", "اللذين"})
_LOSING = frozenset({"ايدي", "يد", "قبضه", "سيطره"})  # «انتزاعها من أيدي …»
_BEFORE = 3  # words
_YEAR = frozenset({"عام", "العام", "لعام", "سنه", "السنه", "لسنه"})
_DIGITS_OF_YEAR = 4
_ANNOUNCING = frozenset({"اعلن", "اعلنت", "يعلن", "تعلن", "اكد", "اكدت", "يوكد", "توكد"})
_NEAR = 6  # words between the verb and whose it is
_OWN, _FEWEST_OWN = 0.75, 2  # of the denier's name


def is_beside(passage: Passage, start: int, other: Passage) -> bool:
    """Say whether what `other` tells is not what is denied at `start`, though its words are met."""
    if _years_in(other) - _years_in(passage):
        return True
    return any(
        _is_narrowed(one, other)
        or _befell_another(passage, one, other)
        or _is_told_by_denier(passage, one, other)
        or _is_only_identified(passage, one, other)
        for one in not_so_in(passage)
        if one.start == start
    )


@once
def _years_in(passage: Passage) -> frozenset[int]:
    """Return the years that a passage names as such, «في العام 2013»: so is the past spoken of."""
    folded = [word.folded for word in passage.words]
    named = (b for a, b in pairwise(folded) if a in _YEAR and b.isdigit())
    return frozenset(int(digits) for digits in named if len(digits) == _DIGITS_OF_YEAR)


def _is_narrowed(one: Proposition, other: Passage) -> bool:
    """Say whether only something of a kind is denied, and the other tells none of it."""
    said = {word.folded for word in other.words}
    return any(
        word.folded not in said and not places_of(word.folded, other) for word in one.narrowing
    )


def _befell_another(passage: Passage, one: Proposition, other: Passage) -> bool:
    """Say whether a word of what is denied is met only beside an aide's, or as the losing side."""
    own = {word.folded for word in passage.words}
    met = (places_of(word.folded, other) for word in one.said)
    return any(places and all(_is_of_another(other, at, own) for at in places) for places in met)


def _is_of_another(other: Passage, at: int, own: set[str]) -> bool:
    """Say whether the word there names somebody beside him; who only tells of it is none.

    «أعلنت [عائلة] الممثل وفاته» tells of him.
    """
    folded = [word.folded for word in other.words]
    before = folded[max(0, at - _BEFORE) : at]
    if any(a == "من" and b in _LOSING for a, b in pairwise(before)):
        return True
    return any(
        folded[place] in _AIDES - own and folded[place - 1] not in VERBS
        for place in range(max(1, at - _BEFORE + 1), at)
    )


def _is_told_by_denier(passage: Passage, one: Proposition, other: Passage) -> bool:
    """Say whether who denies is who announces what the other tells: he denies something else."""
    denier = denier_of(passage, passage.text[one.start : one.end])
    ours = _content(passage, denier) if denier else []
    if len(ours) < _FEWEST_OWN:
        return False
    for at, word in enumerate(other.words):
        if word.folded.removeprefix("و") in _ANNOUNCING:
            near = range(at - _NEAR, at + _NEAR + 1)
            met = sum(not places_of(own.folded, other).isdisjoint(near) for own in ours)
            if met >= max(_FEWEST_OWN, _OWN * len(ours)):
                return True
    return False


def _is_only_identified(passage: Passage, one: Proposition, other: Passage) -> bool:
    """Say whether all that is met tells who is meant: «أن يكون المهندس [الذي خطف] من رعاياها»."""
    if not one.is_subject_first:
        return False
    inside = range(one.said[0].start, one.said[-1].start)
    is_told_who = any(word.folded in _WHO for word in passage.words if word.start in inside)
    return is_told_who and not places_of(one.said[-1].folded, other)


def _content(passage: Passage, phrase: str) -> list[Word]:
    first = passage.text.find(phrase) if phrase else -1
    return [
        word
        for word in passage.words
        if 0 <= first <= word.start < first + len(phrase) and senses_of(word.folded)
    ]
