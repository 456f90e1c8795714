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

_COMMAS = frozenset("\u060c,")  # ARABIC COMMA
_MARKS = frozenset("\u060c,;\u061b.!?\u061f:")
_REACH = 16  # words behind a denial or a negation that it speaks of
_NEAR = 7  # words about a state that say whose it is
_FEWEST_DENIED = 3  # content words; fewer lean on what stands before
_FIRST_WORDS = 4
_FIRST_NOUNS = 3  # of what is denied: the event stands among them
_RUMOUR_REACH = 12
_NEXT = 2
_REFUSAL_REACH = 9
_JOINED = re.compile(r"[لب]\w{3,}\Z")  # a title goes on: «لكرة», «باسم»
_PRESENT = ("ي", "ت", "سي", "ست")
_FAR = 40
_JOINED_LETTERS = frozenset("وفبلك")
_HEARSAY_REACH = 4
_STILL_REACH = 6
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
        following = tokens[at + 1].folded if at + 1 < len(tokens) else ""
        if "او" in {before, following}:
            continue  # «نفي أو تأكيد»: neither
        object_, is_sure = _object(passage, at)
        event, place = _event(passage, object_, or_noun=is_sure)
        denied = _content(passage, place, _end_of(tokens, place))
        said = {word.folded for word in tokens[object_ : object_ + _FIRST_WORDS]}
        names_news = bool(said & words.THIS) and bool(said & words.NEWS)
        is_bare = tokens[at + 1 :] and tokens[at + 1].folded in words.BARE_THIS
        is_deictic = bool(is_bare) or (names_news and len(denied) < _FEWEST_DENIED)
        if words.OWN & {word.folded for word in tokens[object_:]}:
            denied |= _nations(passage, at, object_)
        yield Denial(token.start, token.end, denied, event, is_deictic=is_deictic)


def _object(passage: Passage, at: int) -> tuple[int, bool]:
    """Return the first word of what is denied, behind the verb's speaker, and if that is sure.

    Behind a preposition the speaker may go on («مصادر مقربة من قائد الفريق»), and behind «أن» his
    verb may have a subject of its own: there only what is known for an event is one.
    """
    behind = _behind_speaker(passage, at)
    opening = _opening(passage, at + 1)
    if opening is not None and not _has_event(passage, behind, opening):
        return opening, passage.words[opening].folded not in words.THAT_OPENS
    following = passage.words[behind].folded if behind < len(passage.words) else ""
    before = passage.words[behind - 1].folded if behind else ""
    is_given = bool(_JOINED.match(following))  # «نفى لنصر الحريري …»
    return behind, not (is_given or {following, before} & (words.PREPOSITIONS | _MARKS))


def _opening(passage: Passage, first: int) -> int | None:
    """Return the word that only what is denied can begin with: «صحة …», «ما تردد عن …»."""
    for place in range(first, min(first + _REACH, len(passage.words))):
        word = passage.words[place].folded
        if word in _MARKS - _COMMAS:
            return None
        if word in words.OBJECT_OPENS:
            return place
    return None


def _has_event(passage: Passage, first: int, last: int) -> bool:
    return any(
        stem
        and _kind(word.folded, stem) in words.KINDS | words.ANSWERING
        and not word.folded.startswith("ال")
        for word, stem in zip(passage.words[first:last], passage.stems[first:last], strict=True)
    )


def _behind_speaker(passage: Passage, at: int) -> int:
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
    place = next((i for i, w in enumerate(passage.words) if w.start >= end), len(passage.words))
    return _behind_title(passage, place)


def _behind_title(passage: Passage, place: int) -> int:
    """Return the first word behind what still belongs to a title: «لكرة القدم», «باسم الجيش»."""
    tokens = passage.words
    while place < len(tokens) and _JOINED.match(tokens[place].folded):
        place += 1
        while place < len(tokens) and tokens[place].folded.startswith("ال"):
            place += 1
    return place


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
    """Yield «لا صحة لما تردد عن …», «ما تردد عن … غير صحيح»: what stands behind, or before."""
    tokens = passage.words
    for at in range(len(tokens) - 1):
        if (tokens[at].folded, tokens[at + 1].folded) not in words.UNTRUE:
            continue
        first, last = at + 2, _end_of(tokens, at + 2)
        if len(_content(passage, first, last)) < _FEWEST_DENIED:
            first, last = _behind_mark(tokens, max(0, at - _REACH), at), at
        event, place = _event(passage, first)
        denied = _content(passage, min(place, last), last)
        event = event if place < last else None
        yield Denial(tokens[at].start, tokens[at + 1].end, denied, event)


def _behind_mark(tokens: Sequence[Word], first: int, last: int) -> int:
    """Return where the clause begins that ends there: «التعليم: ما يتم تداوله … غير صحيح»."""
    marks = [place for place in range(first, last) if tokens[place].folded in _MARKS]
    first = marks[-1] + 1 if marks else first
    rumours = [p for p in range(first, last) if tokens[p].folded in words.RUMOUR_OPENS]
    return rumours[-1] if rumours else first


def _as_not_happened(passage: Passage) -> Iterator[Denial]:
    """Yield «أشار إلى عدم صدور …»: said for itself; else it is a reason or a circumstance."""
    tokens = passage.words
    for at in range(1, len(tokens) - 1):
        if tokens[at].folded not in words.LACK or tokens[at + 1].folded not in words.NOT_HAPPENED:
            continue
        if tokens[at - 1].folded not in words.SAYING:
            continue
        event, place = _event(passage, at + 1)
        denied = _content(passage, at + 1, _end_of(tokens, at + 1))
        if place <= at + _FIRST_WORDS:
            yield Denial(tokens[at].start, tokens[at + 1].end, denied, event)


def _event(passage: Passage, first: int, *, or_noun: bool = True) -> tuple[str | None, int]:
    """Return the kind of what is told there, and where: an event near by, else the first noun.

    Of «ما تردد عن …» it is what stands behind «عن».
    """
    first = _told_about(passage, first)
    noun: tuple[str | None, int] = (None, first)
    seen = 0
    for place in range(first, min(first + _REACH, len(passage.words))):
        stem, word = passage.stems[place], passage.words[place].folded
        if not stem or {word, word.removeprefix("و")} & (words.THIS_NEWS | words.ACTORS):
            continue
        before = passage.words[place - 1].folded if place else ""
        if word.startswith("ال") and before in words.ACTORS | words.OF_CLUBS:
            continue  # «لاعب وسط الاتفاق»: a club
        kind = _kind(word, stem)
        if noun[0] is None and kind in words.ANSWERING:
            return kind, place  # whoever denies a hand in it does not deny it
        if kind in words.KINDS:
            return kind, place
        if noun[0] is None and or_noun:
            noun = kind, place
        seen += 1
        if or_noun and seen >= _FIRST_NOUNS:
            break
    return noun


def _told_about(passage: Passage, first: int) -> int:
    """Return where it begins what a rumour is about, if one is named there."""
    tokens = passage.words
    said = [token.folded for token in tokens[first : first + 2]]
    if not said or said[0] not in words.RUMOUR_OPENS | words.RUMOURS:
        return first
    if said[0] in words.RUMOURS and not set(said[1:]) & (words.ABOUT | words.RUMOUR_OPENS):
        return first  # «خبر انتقال …»
    for place in range(first + 1, min(first + _RUMOUR_REACH, len(tokens))):
        if tokens[place].folded in _MARKS:
            break
        if tokens[place].folded in words.ABOUT:
            return place + 1
    return first


@once
def events_in(passage: Passage) -> frozenset[str]:
    """Return the kinds of everything the passage tells for true; see `told_in`."""
    return frozenset(told_in(passage))


@once
def told_in(passage: Passage) -> dict[str, tuple[int, ...]]:
    """Return the kind of everything the passage tells for true, and at which of its words.

    What is negated, refused, asked for, weighed or only spoken about is not told.
    """
    found: dict[str, tuple[int, ...]] = {}
    for at, (word, stem) in enumerate(zip(passage.words, passage.stems, strict=True)):
        if stem and not _is_weighed(passage, at):
            kind = _kind(word.folded, stem)
            found[kind] = (*found.get(kind, ()), at)
    return found


def _is_weighed(passage: Passage, at: int) -> bool:
    said = [word.folded for word in passage.words[max(0, at - _HEARSAY_REACH) : at]]
    for place in range(len(said) - 1, -1, -1):
        if said[place] in _MARKS:
            said = said[place + 1 :]
            break
    near = set(said[-_NEXT:])
    far = {word.folded for word in passage.words[max(0, at - _REFUSAL_REACH) : at]}
    return bool(set(said) & words.WEIGHED or near & words.SPOKEN_OF or far & words.REFUSE)


def _kind(word: str, stem: str) -> str:
    """Return the one name of an event with many words, else the stem."""
    forms = [word, word.removeprefix("ال")]
    if word[:1] in _JOINED_LETTERS:  # not «سمات», which is no «مات»
        forms += [word[1:], word[1:].removeprefix("ال")]
    return next((words.EVENTS[form] for form in (*forms, stem) if form in words.EVENTS), stem)


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
    """Say whether one of the words for that state is told anywhere in the passage."""
    tokens = passage.words
    for at, token in enumerate(tokens):
        bare = token.folded[1:] if token.folded[:1] in _JOINED_LETTERS | {"ت", "ي"} else ""
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
