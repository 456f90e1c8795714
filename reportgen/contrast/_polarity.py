"""passage → what it denies, what it negates, and which of two opposite states it tells.

No parser: a denial's words stand behind its verb and speaker, a negated verb right behind its
particle.  What is negated twice («لم ينفِ») or under a condition is not read at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.contrast import _naming_words as names
from reportgen.contrast import _polarity_words as words
from reportgen.contrast._numerals import Word
from reportgen.contrast._passages import Passage, once
from reportgen.contrast._subjects import bare_subject, tokens_of
from reportgen.month_names import GREGORIAN, HIJRI

_MARKS = frozenset("\u060c,;\u061b.!?\u061f:")
_REACH = 16  # words behind a denial or a negation that it speaks of
_NEAR = 7  # words about a state that say whose it is
_FEWEST_DENIED = 3  # content words; fewer lean on what stands before
_FIRST_WORDS = 4
_PRESENT = ("ي", "ت", "سي", "ست")
_FAR = 40
_HEARSAY_REACH = 4
_DOUBT_REACH = 12
_SHORTEST_VERB = 3
_FAR_FROM_VERB = 3  # words before a denial in which its speaker's nation may stand
_LEAST_ADJECTIVE = 5


@dataclass(frozen=True, slots=True)
class Denial:
    """What is denied: where the cue stands, and the stems of what it speaks of.

    `event` is what is said not to have happened, under one name for all words for it.
    `is_deictic` is a denial of "this news": what it denies stands before it in the article.
    """

    start: int
    end: int
    denied: frozenset[str]
    event: str | None = None
    is_deictic: bool = False


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
def denials_in(passage: Passage) -> tuple[Denial, ...]:
    """Return what the passage denies."""
    return (*_by_verb(passage), *_as_untrue(passage), *_as_not_happened(passage))


def _by_verb(passage: Passage) -> Iterator[Denial]:
    tokens = passage.words
    for at, token in enumerate(tokens):
        joined = token.folded[:1] in {"و", "ف"} and token.folded[1:] in words.DENY
        before = tokens[at - 1].folded if at else ""
        if not (joined or token.folded in words.DENY) or before in words.UNDENIED:
            continue
        object_ = _object(passage, at)
        event, place = _event(passage, object_)
        denied = _content(passage, place, _end_of(tokens, place))
        said = {word.folded for word in tokens[object_ : object_ + _FIRST_WORDS]}
        names_news = bool(said & words.THIS) and bool(said & words.NEWS)
        is_deictic = names_news and len(denied) < _FEWEST_DENIED
        if words.OWN & {word.folded for word in tokens[object_:]}:
            denied |= _nations(passage, at, object_)
        yield Denial(token.start, token.end, denied, event, is_deictic=is_deictic)


def _object(passage: Passage, at: int) -> int:
    """Return the first word behind the verb's speaker."""
    parts = tokens_of(passage.text)
    behind = passage.words[at].end
    following = passage.words[at + 1].folded if at + 1 < len(passage.words) else ""
    is_told_before = bool(at) and passage.stems[at - 1] is not None
    if is_told_before or following in words.EVENTS or following in words.THIS_NEWS:
        return at + 1  # «مسؤول صيني ينفي إرسال …»: the speaker stood before
    first = next((i for i, part in enumerate(parts) if part.start >= behind), len(parts))
    speaker = bare_subject(passage.text, parts, first)
    if not speaker:
        return at + 1
    end = passage.text.find(speaker, behind) + len(speaker)
    return next((i for i, w in enumerate(passage.words) if w.start >= end), len(passage.words))


def _nations(passage: Passage, verb: int, last: int) -> frozenset[str]:
    """Return the adjectives of the speaker: «نفى المبعوث الصيني إرسال بلاده …»."""
    near = range(max(0, verb - _FAR_FROM_VERB), min(last, len(passage.words)))
    return frozenset(
        stem
        for place in near
        if (stem := passage.stems[place])
        and passage.words[place].folded.endswith(("ي", "يه"))
        and len(passage.words[place].folded) >= _LEAST_ADJECTIVE
    )


def _as_untrue(passage: Passage) -> Iterator[Denial]:
    tokens = passage.words
    for at in range(len(tokens) - 1):
        if (tokens[at].folded, tokens[at + 1].folded) in words.UNTRUE:
            whole = _content(passage, 0, len(tokens)) - _content(passage, at, at + 2)
            yield Denial(tokens[at].start, tokens[at + 1].end, whole)


def _as_not_happened(passage: Passage) -> Iterator[Denial]:
    tokens = passage.words
    for at in range(len(tokens) - 1):
        if tokens[at].folded not in words.LACK or tokens[at + 1].folded not in words.NOT_HAPPENED:
            continue
        if at and tokens[at - 1].folded in words.CONDITIONS:
            continue
        denied = _content(passage, at + 1, _end_of(tokens, at + 1))
        stem = passage.stems[at + 1]
        event = _kind(tokens[at + 1].folded, stem) if stem else None
        yield Denial(tokens[at].start, tokens[at + 1].end, denied, event)


def _event(passage: Passage, first: int) -> tuple[str | None, int]:
    """Return the kind of what is told there, and where: the first event, else the first noun."""
    noun: tuple[str | None, int] = (None, first)
    for place in range(first, min(first + _REACH, len(passage.words))):
        stem, word = passage.stems[place], passage.words[place].folded
        if not stem or word in words.THIS_NEWS:
            continue
        kind = _kind(word, stem)
        if kind in words.KINDS:
            return kind, place
        if noun[0] is None:
            noun = kind, place
    return noun


@once
def events_in(passage: Passage) -> frozenset[str]:
    """Return the kinds of everything the passage tells; not what somebody rejects or weighs."""
    found = set()
    for at, (word, stem) in enumerate(zip(passage.words, passage.stems, strict=True)):
        before = {one.folded for one in passage.words[max(0, at - _HEARSAY_REACH) : at]}
        if stem and not before & words.WEIGHED:
            found.add(_kind(word.folded, stem))
    return frozenset(found)


def _kind(word: str, stem: str) -> str:
    """Return the one name of an event with many words, else the stem."""
    forms = (word, word.removeprefix("ال"), word[1:], word[1:].removeprefix("ال"), stem)
    return next((words.EVENTS[form] for form in forms if form in words.EVENTS), stem)


def _end_of(tokens: Sequence[Word], first: int) -> int:
    """Return where what a cue speaks of ends: at a mark, an occasion, or after so many words."""
    for place in range(first + 3, min(first + _REACH, len(tokens))):
        if tokens[place].folded in _MARKS or tokens[place].folded in words.OCCASIONS:
            return place
    return min(first + _REACH, len(tokens))


def _content(passage: Passage, first: int, last: int) -> frozenset[str]:
    said = zip(passage.words[first:last], passage.stems[first:last], strict=True)
    return frozenset(stem for word, stem in said if stem and word.folded not in words.THIS_NEWS)


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
            around = _content(passage, at + 2, _end_of(tokens, at + 2))
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
    r"[يت](?:كن|كون|زل|زال|زالون|عد|ذكر|وضح|حدد|كشف|شر|تضح|رد|صدر|علق|خف|تردد|نس|فت|قتصر|قل|تجاوز|زد"
    r"|زيد|كتف|عرف|علم|مكن|ستبعد|نبغي|جوز|وجد|توفر|تطرق|قدم|فصح|ات|نف|نكر|سم)\w{0,2}\Z"
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
        bare = token.folded[1:] if token.folded[:1] in {"و", "ف"} else token.folded
        sides = words.SIDES.get(token.folded, ()) or words.SIDES.get(bare, ())
        if not sides or (bare == words.LIFE and last != words.ALIVE):
            continue
        pair, side = sides[0]
        around = _whose(passage, at, pair, side)
        if around:
            found.append(State(pair, side, token.start, token.end, around))
    return tuple(found)


@once
def is_told_alive(passage: Passage) -> bool:
    """Say whether the passage tells that somebody lives: so rare that it answers something."""
    return any((state.pair, state.side) == (words.DEATH, 1) for state in states_in(passage))


def _whose(passage: Passage, at: int, pair: int, side: int) -> frozenset[str]:
    """Return what is told to be in the state; a dead man is named behind it, a living one before.

    What befalls some of a side («مقتل 13 من …») is told of nobody in particular.
    """
    if pair != words.DEATH:
        about = _content(passage, max(0, at - _NEAR), at + _NEAR + 1)
    elif side:
        about = _content(passage, max(0, at - _FAR), at)
    elif any(
        word.folded in words.MANY or word.folded.isdigit()
        for word in passage.words[at + 1 : at + 4]
    ):
        about = frozenset()
    else:
        about = _content(passage, at + 1, at + 1 + _NEAR)
    own = passage.stems[at]
    return frozenset(stem for stem in about if stem != own and stem not in _GROUPS)


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
