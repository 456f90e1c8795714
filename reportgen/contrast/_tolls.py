"""sentences → pairs of outlets that tell another number of dead, injured, detained of one event.

What befell how many is what a report of an event opens with, in words that differ from outlet to
outlet, and in headlines.  So these are not asked for much the same sentence, but for one event:
the names and rare words of each sentence must be told somewhere in the article of the other, and
nothing in it may set the two apart.
"""

import re
from dataclasses import dataclass
from itertools import combinations, pairwise

from reportgen import arabic
from reportgen.contrast import _number_words as words
from reportgen.contrast._asserted import is_asserted
from reportgen.contrast._comparable import (
    Comparable,
    Found,
    disputed_or_updated,
    is_short,
    strongest,
)
from reportgen.contrast._conflicts import are_ordered_apart, both_hold, counted_in, stands_in
from reportgen.contrast._naming_words import NATIONS
from reportgen.contrast._passages import Passage
from reportgen.contrast._quantities import Quantity
from reportgen.model import Evidence, Sentence

# chosen on the half "tune" of the stories of bench/days.py (2026-11-25): of the 16 pairs above
# 0.3 shared and 0.5 told there these leave 9, all of one event; what the other half gives is in
# bench/relations.py.  What two headlines share is their event; elsewhere the article must tell it.
# floods in India and in Vietnam share as much, but neither article tells what the other's tells
_BY_HEADLINES = (0.5, 0.5)
_MUCH_SHARED, _MUCH_TOLD = (0.65, 0.55), (0.4, 0.8)
_FEWEST_COMMON = 3
# … and in the openings of two articles of one day that share so many words, however the two
# sentences are put: outlets that count otherwise seldom take the same wire (right in all three of
# tests/stories, half "tune", and about nine in ten of those met in stories of bench/days.py, half
# "tune", 2026-11-25; below 6 they are of two accidents)
_COMMANDS = frozenset(["قياده", "غرفه"])  # of «عمليات»
_OPENINGS = 4  # sentences
_FEWEST_IN_OPENINGS = 6
_SOME = frozenset({"داخل", "بين"})  # «14 وفاة من داخل المستشفى»
_FOLLOWING_DAYS = 3  # the toll of an event changes
# a first count, or that of another event
_NOT_ALL = frozenset(
    ["اوليه", "الاوليه", "مبدييه", "سابق", "غير", "جديد", "جديده", "تجدد", "الماضيه"]
)
# of one event, unless a number is told as risen: articles of two days that follow each other, and
# numbers of one size (an accident of Tuesday and one of Friday; 2015-07-21 to 27, 2026-11-25)
_ANOTHER_DAY, _MANY_TIMES = 2, 4
_FIGHTERS = frozenset({"عنصر", "مسلح", "متمرد", "مقاتل", "ارهابي", "حوثي", "داعشي", "انقلابي"})
_FATES = frozenset({"killed", "injured"})
_OPENING = 3  # sentences of an article, its headline among them
_MOST_TOLLS = 80  # more of them are a list, no story
_RISE = re.compile(
    r"[ولف]?(?:ل?ترتفع|ي?رتفع|ارتفع|ارتفعت|ارتفاع|بارتفاع|يرتفع|رفعت?|[يت]رفع|رفع|خفضت?|[يت]خفض)\Z"
)
_JOINED = re.compile(r"\A[وف]?(?:[بلك]?ال|لل|[بل](?=\w{4}))")  # «بهجمات», «والهجمات»
# several events in one number
_SCATTERED = frozenset(["منفصله", "متفرقه", "متفرقات", "مختلفه", "متفرق", "اجماليه"])
_EVENTS = frozenset(
    ["هجوم", "تفجير", "انفجار", "حريق", "تحطم", "غاره", "حادث", "قصف", "زلزال", "انقلاب", "سقوط"]
)
# several events, of which each may count others
_PLURAL = frozenset(
    [
        "حوادث",
        "هجمات",
        "هجومين",
        "هجومان",
        "حادثين",
        "حادثان",
        "تصادمين",
        "تصادمان",
        "تفجيرين",
        "تفجيران",
        "انفجارين",
        "انفجارات",
        "تفجيرات",
        "غارات",
        "معارك",
        "اشتباكات",
        "عمليات",
    ]
)


@dataclass(frozen=True, slots=True)
class Toll:
    """The first number of an article for one fate, where it opens with it."""

    sentence: Sentence
    passage: Passage
    quantity: Quantity

    @property
    def told(self) -> str:
        """The words that tell it."""
        return self.sentence.text[self.quantity.start : self.quantity.end]

    @property
    def rises(self) -> bool:
        """Say whether it is told as higher than a number before."""
        return any(_RISE.match(word.folded) for word in self.passage.words)


def tolls_of(known: Comparable) -> list[Found]:
    """Return the pairs of articles whose numbers of dead, injured, detained part.

    Each two numbers are told apart once, by the sentences that say most of the same.
    """
    return strongest(
        ((fate, *sorted((a.quantity.low, b.quantity.low))), found)
        for fate, tolls in sorted(_tolls(known).items())
        for a, b in combinations(tolls[:_MOST_TOLLS], 2)
        if (found := _parted(known, a, b))
    )


def _tolls(known: Comparable) -> dict[str, list[Toll]]:
    """Return fate → for each article the first number that it opens with."""
    found: dict[str, list[Toll]] = {}
    seen: set[tuple[str, str]] = set()
    opened: dict[str, int] = {}
    for sentence in known.sentences:
        place = opened[sentence.article] = opened.get(sentence.article, 0) + 1
        if place > _OPENING or not is_short(sentence):
            continue
        is_told = is_asserted(known.whole[sentence.id])
        for quantity in counted_in(sentence.text):
            if quantity.fate in _FATES and _is_whole(sentence, quantity) and is_told:
                key = sentence.article, quantity.fate
                if key not in seen:
                    toll = Toll(sentence, known.whole[sentence.id], quantity)
                    found.setdefault(quantity.fate, []).append(toll)
                seen.add(key)
    return found


def _is_whole(sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether all are counted: not two officers of «إصابة ضابطين ومجند»."""
    behind = sentence.text[quantity.end :].split()
    following = arabic.fold_word(behind[0]) if behind else ""
    goes_on = following.startswith("و") and not {following, following[1:]} & words.FATES.keys()
    is_inside = following == "من" and arabic.fold_word(behind[1]) in _SOME if behind[1:] else False
    return quantity.noun not in words.FATES and not goes_on and not is_inside


def _parted(known: Comparable, a: Toll, b: Toll) -> Found | None:
    one, other = a.quantity, b.quantity
    if (one.noun and other.noun and one.noun != other.noun) or both_hold(one, other):
        return None
    if not known.may_meet(a.sentence, b.sentence) or _is_of_others(a.passage, b.passage):
        return None
    if stands_in(one, b.sentence.text) or stands_in(other, a.sentence.text):
        return None  # the sum here, its parts there
    common = known.weights.content(a.passage) & known.weights.content(b.passage)
    shared = known.weights.shared(a.passage, b.passage)
    told = min(
        known.told_in(a.passage, b.sentence.article), known.told_in(b.passage, a.sentence.article)
    )
    are_headlines = a.sentence.role == b.sentence.role == "title"
    if {one.noun, other.noun} & _FIGHTERS:
        are_headlines = False  # of whom as many fall elsewhere on the same day
    wanted = [_MUCH_SHARED, _MUCH_TOLD, *([_BY_HEADLINES] if are_headlines else [])]
    is_one_event = any(shared >= least and told >= also for least, also in wanted)
    if is_one_event and len(common) >= _FEWEST_COMMON:
        return _ordered(known, a, b, told)
    return _ordered(known, a, b, told) if _open_alike(known, a, b) else None


def _open_alike(known: Comparable, a: Toll, b: Toll) -> bool:
    """Say whether two articles open with one event, and neither number is a first one.

    Each must count the whole: nothing says that more were counted, or some of them only; of one
    day, nor that they are more than were told before.
    """
    openings = [known.own[one.sentence.article][:_OPENINGS] for one in (a, b)]
    said = [
        frozenset(word.folded for one in some for word in known.whole[one.id].words)
        for some in openings
    ]
    contents = [
        frozenset().union(*(known.weights.content(known.whole[one.id]) for one in some))
        for some in openings
    ]
    days = abs(known.days_later(a.sentence, b.sentence))
    return (
        days <= _FOLLOWING_DAYS
        and not _FIGHTERS & {a.quantity.noun, b.quantity.noun}
        and not (days == 0 and any(_RISE.match(word) for words_ in said for word in words_))
        and not any(_NOT_ALL & {w.folded for w in one.passage.words} for one in (a, b))
        # «مصرع شخص وإصابة 7», «إصابة 8»: in the other accident nobody died
        and (a.quantity.fate != "injured" or _tell_dead(said[0]) == _tell_dead(said[1]))
        # «خمسة من المتعاقدين»: there may be more of them
        and not any("من" in one.told.split() for one in (a, b))
        and not _are_of_other_nations(*said)
        and len(contents[0] & contents[1]) >= _FEWEST_IN_OPENINGS
    )


def _tell_dead(said: frozenset[str]) -> bool:
    return any(words.FATES.get(word.removeprefix("و")) == "killed" for word in said)


def _are_of_other_nations(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Say whether each names nations, and none of the other's: «أفغانية», «بباكستان»."""
    named = [
        {
            nation
            for word in said
            for nation in NATIONS
            if _JOINED.sub("", word).startswith(nation.removesuffix("ي"))
        }
        for said in (ours, theirs)
    ]
    return all(named) and not named[0] & named[1]


def _is_of_others(a: Passage, b: Passage) -> bool:
    """Say whether one tells of several events and the other of one, or an order sets them apart."""
    ours, theirs = (_bare_words(p) for p in (a, b))
    if (ours | theirs) & _SCATTERED or (ours | theirs) & _PLURAL:
        return True
    if any(word.startswith("و") and word[1:] in _EVENTS for word in _joined(a) ^ _joined(b)):
        return True  # «تحطم مروحية وهجوم انتحاري», «تحطم مروحية»
    return are_ordered_apart(a.words, b.words)


def _bare_words(passage: Passage) -> set[str]:
    """Return the words without what is joined before them; a command is named by what it leads."""
    folded = ["", *(word.folded for word in passage.words)]
    return {_JOINED.sub("", b) for a, b in pairwise(folded) if _JOINED.sub("", a) not in _COMMANDS}


def _is_another(known: Comparable, a: Toll, b: Toll) -> bool:
    """Say whether the two are rather of two events: days apart, or so many more here than there."""
    low, high = sorted((a.quantity.low, b.quantity.low))
    days = abs(known.days_later(a.sentence, b.sentence))
    return days >= _ANOTHER_DAY or high > _MANY_TIMES * low


def _joined(passage: Passage) -> frozenset[str]:
    return frozenset(word.folded for word in passage.words if word.folded.startswith("و"))


def _ordered(known: Comparable, a: Toll, b: Toll, score: float) -> Found | None:
    """Return a dispute; a number told as risen updates the other one, unless it is older."""
    if a.rises == b.rises:
        if not a.rises and _is_another(known, a, b):
            return None
        said = Evidence(kind="number", a=a.told, b=b.told)
        return disputed_or_updated(known, a.passage, b.passage, score, said)
    later, earlier = (a, b) if a.rises else (b, a)
    if known.days_later(earlier.sentence, later.sentence) < 0:
        return None
    if later.quantity.low < earlier.quantity.low:
        return None
    return Found(
        a=earlier.passage,
        b=later.passage,
        kind="updates",
        score=score,
        evidence=(Evidence(kind="number", a=earlier.told, b=later.told),),
    )
