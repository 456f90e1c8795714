"""passage → whether it claims anything, what it negates, which of two opposite states it tells.

No parser: a negated verb stands right behind its particle.  What is under a condition is not read
at all.
"""

import re
from dataclasses import dataclass

from reportgen.contrast import _naming_words as names
from reportgen.contrast import _polarity_words as words
from reportgen.contrast._numerals import words_of
from reportgen.contrast._passages import Passage, once
from reportgen.contrast._told import JOINED_LETTERS, content_in, end_of
from reportgen.month_names import GREGORIAN, HIJRI

_NEAR = 7  # words about a state that say whose it is
_PRESENT = ("ي", "ت", "سي", "ست")
_FAR = 40
_STILL_REACH = 6
_DOUBT_REACH = 12
_SHORTEST_VERB = 3


@dataclass(frozen=True, slots=True)
class Negated:
    """A verb under a negation: where both stand, what its forms share, and the stems behind it."""

    start: int
    end: int
    verb: str
    is_past: bool  # «لم يوقع» denies «وقّع», «لن يوقع» denies «سيوقع»
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class State:
    """One of two opposite states: which pair, which side, where, and the stems about it."""

    pair: int
    side: int
    start: int
    end: int
    around: frozenset[str]


@once
def is_claim(passage: Passage) -> bool:
    """Say whether the passage tells something as a fact, or as somebody's statement of one."""
    folded = {word.folded for word in passage.words}
    if passage.words and passage.words[0].folded in words.POSTED:
        return False
    return not (folded & words.NOT_CLAIMED or "\u061f" in folded or "?" in folded)


@once
def negated_in(passage: Passage) -> tuple[Negated, ...]:
    """Return the verbs that the passage negates."""
    found = []
    tokens = passage.words
    for at in range(len(tokens) - 1):
        folded, following = tokens[at].folded, tokens[at + 1].folded
        before = tokens[at - 1].folded if at else ""
        is_verb = folded in words.NEGATIONS or following.startswith(("ي", "ت"))
        if folded not in words.NEGATIONS | words.CANNOT or not is_verb:
            continue
        verb = verb_of(following)
        if verb and before not in words.CONDITIONS and not _IDLE.match(following):
            around = content_in(passage, at + 2, end_of(tokens, at + 2))
            found.append(
                Negated(
                    tokens[at].start,
                    tokens[at + 1].end,
                    verb,
                    folded.endswith("لم"),
                    around,
                )
            )
    return tuple(found)


# «لم يذكر تفاصيل», «لا يزال»: negated, yet no state of the world
_IDLE = re.compile(
    r"[يت](?:كن|كون|زل|زال|زالون|عد|ذكر|وضح|حدد|كشف|شر(?![كعب])|تضح|رد|صدر|علق|خف|تردد|نس|فت(?![حش])|قتصر|قل|تجاوز|زد"
    r"|زيد|كتف|عرف|علم|مكن|ستبعد|نبغي|جوز|وجد|توفر|تطرق|قدم|فصح|ات|نف(?!ذ)|نكر|سم(?![حع]))\w{0,2}\Z"
)


def verb_of(word: str) -> str | None:
    """Return what the forms of a folded verb share («يوافق», «وافقت» → «وافق»)."""
    bare = word
    if bare.startswith(("سي", "ست", "وي", "وت")) and len(bare) > _SHORTEST_VERB + 2:
        bare = bare[1:]
    if bare[:1] in {"ي", "ت", "ا"} and len(bare) > _SHORTEST_VERB:
        bare = bare[1:]
    for ending in ("وا", "ون", "ت", "ها", "هم", "ه"):
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_VERB:
            bare = bare.removesuffix(ending)
            break
    return bare if len(bare) >= _SHORTEST_VERB and bare.isalpha() else None


@once
def verbs_in(passage: Passage) -> dict[tuple[str, bool], tuple[int, int]]:
    """Return what its words would be as verbs, past or not, where not negated, and their spans."""
    tokens = passage.words
    found: dict[tuple[str, bool], tuple[int, int]] = {}
    for at, token in enumerate(tokens):
        before = tokens[at - 1].folded if at else ""
        if before in words.NEGATING or not token.folded.isalpha():
            continue
        for form in (token.folded, token.folded.removeprefix("و")):
            verb = verb_of(form)
            if verb:
                is_past = not form.startswith(_PRESENT)
                found.setdefault((verb, is_past), (token.start, token.end))
    return found


@once
def states_in(passage: Passage) -> tuple[State, ...]:
    """Return the states of the table that the passage tells, none of them negated or hearsay."""
    tokens = passage.words
    found = []
    for at, token in enumerate(tokens):
        before = {word.folded for word in tokens[max(0, at - _DOUBT_REACH) : at]}
        last = tokens[at - 1].folded if at else ""
        if last in words.NEGATING | words.TIMES or before & words.HEARSAY:
            continue
        if last in words.ATTEMPTS or (last == words.ALIVE and not _is_still(passage, at)):
            continue
        bare = token.folded[1:] if token.folded[:1] in {"و", "ف"} else token.folded
        sides = words.SIDES.get(token.folded, ()) or words.SIDES.get(bare, ())
        if not sides or (bare == words.LIFE and last != words.ALIVE):
            continue
        pair, side = sides[0]
        around = _whose(passage, at, pair, side)
        if around:
            found.append(State(pair, side, token.start, token.end, around))
    return tuple(found)


def tells_state(passage: Passage, pair: int, side: int) -> bool:
    """Say whether one of the words for that state is told anywhere in the sentence."""
    tokens = words_of(passage.sentence.text)
    for at, token in enumerate(tokens):
        bare = token.folded[1:] if token.folded[:1] in JOINED_LETTERS | {"ت", "ي"} else ""
        if {token.folded, bare} & words.OPPOSITES[pair][side]:
            before = {word.folded for word in tokens[max(0, at - _DOUBT_REACH) : at]}
            if not before & words.HEARSAY:
                return True
    return False


@once
def negates(passage: Passage) -> bool:
    """Say whether anything in the passage is negated or denied."""
    said = {word.folded for word in passage.words}
    return bool((said & words.NEGATING_BEFORE) - words.SIDES.keys())


@once
def is_told_alive(passage: Passage) -> bool:
    """Say whether the passage tells that somebody lives: so rare that it answers something."""
    return any((state.pair, state.side) == (words.DEATH, 1) for state in states_in(passage))


def _is_still(passage: Passage, at: int) -> bool:
    """Say whether «ما زال على قيد الحياة» tells of now, not of when somebody still lived."""
    before = {word.folded for word in passage.words[max(0, at - _STILL_REACH) : at]}
    return bool(before & words.STILL)


def _whose(passage: Passage, at: int, pair: int, side: int) -> frozenset[str]:
    """Return what is told to be in the state; a dead man is named behind it, a living one before.

    What befalls some of a side («مقتل 13 من …») is told of nobody in particular.
    """
    if pair != words.DEATH:
        about = content_in(passage, max(0, at - _NEAR), at + _NEAR + 1)
    elif side:
        about = content_in(passage, max(0, at - _FAR), at)
    elif any(
        word.folded in words.MANY or word.folded.isdigit()
        for word in passage.words[at + 1 : at + 4]
    ):
        about = frozenset()
    else:
        about = content_in(passage, at + 1, _end_of_name(passage, at + 1))
    own = passage.stems[at]
    return frozenset(stem for stem in about if stem != own and stem not in _GROUPS)


def _end_of_name(passage: Passage, first: int) -> int:
    """Return where a name ends that stands behind «وفاة»: at a function word, a number, a mark."""
    last = min(first + _NEAR, len(passage.words))
    return next((place for place in range(first, last) if not passage.stems[place]), last)


# words that name a whole side: what befalls one of it befalls no other
_GROUPS = frozenset(names.HEADS) | {"تنظيم", "داعش", "ارهاب", "زعيم", "حرك", "ميليشي", "قايد"}


@once
def months_in(passage: Passage) -> frozenset[tuple[str, int]]:
    """Return the months that the passage names, whatever it calls them."""
    calendars = (("gregorian", GREGORIAN), ("hijri", HIJRI))
    return frozenset(
        (name, months[word.folded])
        for word in passage.words
        for name, months in calendars
        if word.folded in months
    )
