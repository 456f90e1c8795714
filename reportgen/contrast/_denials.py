"""passage → what it denies: the words of the cue, what is said not to have happened, of what.

No parser: a denial's words stand behind its verb and its speaker, who ends where a noun phrase
does; «لا صحة لما تردد عن …» has them behind it, «ما تردد عن … غير صحيح» before it.  What is denied
twice («لم ينفِ») or left open («نفي أو تأكيد») is not read at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._numerals import Word
from reportgen.contrast._passages import Passage, once
from reportgen.contrast._subjects import bare_subject, tokens_of
from reportgen.contrast._told import MARKS, REACH, content_in, end_of, kind_of

_COMMAS = frozenset("\u060c,")  # ARABIC COMMA
_FEWEST_UNTRUE = 2
_FEWEST_DENIED = 3  # content words; fewer lean on what stands before
_FIRST_WORDS = 4
_FIRST_NOUNS = 3  # of what is denied: the event stands among them
_RUMOUR_REACH = 12
_JOINED = re.compile(r"[لب]\w{3,}\Z")  # a title goes on: «لكرة», «باسم»
_FAR_FROM_VERB = 3  # words before a denial in which its speaker's nation may stand
_LEAST_ADJECTIVE = 5
_SHORTEST_JOINED = 4
# «ارتفاع», «استقبال», «إيقاف», «تأجيل», «تعرض», «تعاقد», «محاولة»; «أسعار» is many of a thing
_VERBAL = re.compile(
    r"(?:ا\wت\w{1,2}ا\w|ان\w{2}ا\w|است\w{2}ا\w|ا\w{2}ا\w|ت\w{2}ي\w|ت\wا?\w{2}|م\wا\w{2}ه)"
    r"(?:ها|هم|ه)?\Z"
)
_MANY = re.compile("(?:ال|بال|ب|لل|ل)?\u0623")  # ARABIC LETTER ALEF WITH HAMZA ABOVE
_OWN_ENDINGS = ("ه", "ها", "هم")
# what else is said: no part of what is denied before it
_ALSO_SAID = frozenset(
    re.findall(r"\w+", "وقال وقالت وقالوا واضاف واضافت واكد واكدت واوضح واوضحت وذكر وذكرت")
)
_STATED = frozenset({"بيان", "بيانها", "بيانه", "تصريح", "تصريحات", "حديث", "مقابله", "تغريده"})


@dataclass(frozen=True, slots=True)
class Denial:
    """What is denied: where the cue stands, and the stems of what it speaks of.

    `event` is what is said not to have happened, under one name for all words for it.
    `places` are the words for where, if it says so: elsewhere it may have happened.
    `is_deictic` is a denial of "this news": what it denies stands before it in the article.
    """

    start: int
    end: int
    denied: frozenset[str]
    event: str | None = None
    places: frozenset[str] = frozenset()
    is_deictic: bool = False


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
        if "او" in {before, following} or following in words.BARE_THIS:
            continue  # «نفي أو تأكيد»: neither; «نفى ذلك»: who knows what
        object_, is_sure = _object(passage, at)
        event, place = _event(passage, object_, or_noun=is_sure)
        denied = content_in(passage, place, end_of(tokens, place))
        said = {word.folded for word in tokens[object_ : object_ + _FIRST_WORDS]}
        names_news = bool(said & words.THIS) and bool(said & words.NEWS)
        is_pointed = object_ < len(tokens) and tokens[object_].folded in words.POINTING
        is_deictic = is_pointed or (names_news and len(denied) < _FEWEST_DENIED)
        nations = _nations(passage, at, object_)
        if words.OWN & {word.folded for word in tokens[object_:]}:
            denied |= nations
        places = _places(passage, place, nations)
        yield Denial(token.start, token.end, denied, event, places, is_deictic=is_deictic)


def _object(passage: Passage, at: int) -> tuple[int, bool]:
    """Return the first word of what is denied, behind the verb's speaker, and if that is sure.

    Behind a preposition the speaker may go on («مصادر مقربة من قائد الفريق»), and behind «أن» his
    verb may have a subject of its own: there only what is known for an event is one.
    """
    behind = _behind_statement(passage, behind_speaker(passage, at))
    if behind < len(passage.words) and passage.words[behind].folded in words.HAPPENINGS:
        return behind, True
    opening = _opening(passage, at + 1)
    if opening is not None and (
        told_about(passage, opening) != opening or not _has_event(passage, behind, opening)
    ):
        return opening, passage.words[opening].folded not in words.THAT_OPENS
    following = passage.words[behind].folded if behind < len(passage.words) else ""
    before = passage.words[behind - 1].folded if behind else ""
    is_given = bool(_JOINED.match(following))  # «نفى لنصر الحريري …»
    return behind, not (is_given or {following, before} & (words.PREPOSITIONS | MARKS))


def object_of(passage: Passage, at: int) -> int:
    """Return the first word of what the verb at `at` denies."""
    return _object(passage, at)[0]


def _opening(passage: Passage, first: int) -> int | None:
    """Return the word that only what is denied can begin with: «صحة …», «ما تردد عن …»."""
    for place in range(first, min(first + REACH, len(passage.words))):
        word = passage.words[place].folded
        if word in MARKS - _COMMAS or word in _ALSO_SAID:
            return None
        if word in words.OBJECT_OPENS:
            return place
    return None


def _has_event(passage: Passage, first: int, last: int) -> bool:
    return any(
        stem
        and kind_of(word.folded, stem) in words.KINDS | words.ANSWERING
        and not word.folded.startswith("ال")
        for word, stem in zip(passage.words[first:last], passage.stems[first:last], strict=True)
    )


def behind_speaker(passage: Passage, at: int) -> int:
    """Return the first word behind the subject of the denying verb at `at`."""
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
    return _before_happening(passage, at + 1, _behind_title(passage, place))


def _behind_statement(passage: Passage, place: int) -> int:
    """Return the first word behind where it was said: «نفت الإدارة [في بيان] اقتحام المبنى»."""
    said = [word.folded for word in passage.words[place : place + 2]]
    is_stated = said[:1] == ["في"] and not _STATED.isdisjoint(said)
    return place + len(said) if is_stated else place


def _before_happening(passage: Passage, first: int, last: int) -> int:
    """Return where a speaker ends: «نفى الوزير [منع السفن]», no title goes on so."""
    tokens = passage.words
    for place in range(first + 1, min(last, len(tokens))):
        if tokens[place].folded in words.HAPPENINGS and tokens[place - 1].folded.startswith("ال"):
            return place
    return last


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


def _places(
    passage: Passage, first: int, nations: frozenset[str], *, last: int | None = None
) -> frozenset[str]:
    """Return the words for where something is denied to have happened: «في بلاده» is his nation."""
    tokens = passage.words
    found: set[str] = set()
    for place in range(first, min(end_of(tokens, first), last or len(tokens)) - 1):
        following, stem = tokens[place + 1].folded, passage.stems[place + 1]
        if tokens[place].folded == "في" and following in words.OWN:
            found |= nations or {following}
        elif tokens[place].folded == "في" and stem:
            found |= {stem, *(s for s in passage.stems[place + 2 : place + 3] if s)}
    return frozenset(found)


def _as_untrue(passage: Passage) -> Iterator[Denial]:
    """Yield «لا صحة لما تردد عن …», «ما تردد عن … غير صحيح»: what stands behind, or before."""
    tokens = passage.words
    for at in range(len(tokens) - 1):
        if (tokens[at].folded, tokens[at + 1].folded) not in words.UNTRUE:
            continue
        first, last = at + 2, end_of(tokens, at + 2)
        is_behind = _is_denied_behind(passage, first)
        is_few = len(content_in(passage, first, last)) < _FEWEST_DENIED
        if not is_behind or (is_few and not _is_joined_event(passage, first)):
            first, last = _behind_mark(tokens, max(0, at - REACH), at), at
            if len(content_in(passage, first, last)) < _FEWEST_UNTRUE or _is_wrong(passage, first):
                continue
        event, place = _event(passage, first)
        denied = content_in(passage, min(place, last), last)
        event = event if place < last else None
        places = _places(passage, min(place, last), frozenset(), last=last)
        yield Denial(tokens[at].start, tokens[at + 1].end, denied, event, places)


def _is_denied_behind(passage: Passage, first: int) -> bool:
    """Say whether what is untrue stands behind: «لا صحة لإيقاف …», «غير صحيح أن …», «… منع …»."""
    if first >= len(passage.words):
        return False
    word, stem = passage.words[first].folded, passage.stems[first]
    is_opened = word in words.THAT | words.RUMOUR_OPENS | words.OBJECT_OPENS | words.ABOUT
    is_event = bool(stem) and kind_of(word, stem or "") in words.KINDS and not word.startswith("و")
    return is_opened or is_event or word.startswith("ل") or _is_verbal(passage, first)


def _is_joined_event(passage: Passage, first: int) -> bool:
    """Say whether «لا صحة [لتسميم] المياه» denies what is named right there, in few words."""
    return passage.words[first].folded.startswith("ل") and _is_verbal(passage, first)


def _is_wrong(passage: Passage, first: int) -> bool:
    """Say whether «غير صحيحة» only finds something mistaken: «هذه المعادلة», «التوجيهات الأخيرة».

    News and what is said to happen are untrue; a definite noun that names neither is wrong.
    """
    head = next(
        (
            w.folded
            for w, stem in zip(passage.words[first:], passage.stems[first:], strict=True)
            if stem
        ),
        "",
    )
    opening = passage.words[first].folded
    is_news = {opening, head} & (words.RUMOUR_OPENS | words.NEWS)
    return head.startswith("ال") and not is_news


def _behind_mark(tokens: Sequence[Word], first: int, last: int) -> int:
    """Return where the clause begins that ends there: «التعليم: ما يتم تداوله … غير صحيح»."""
    marks = [place for place in range(first, last) if tokens[place].folded in MARKS]
    first = marks[-1] + 1 if marks else first
    opens = words.RUMOUR_OPENS | words.THAT_OPENS
    rumours = [p for p in range(first, last) if tokens[p].folded in opens]
    return rumours[-1] if rumours else first


def _as_not_happened(passage: Passage) -> Iterator[Denial]:
    """Yield «أشار إلى عدم صدور …»: said for itself; else it is a reason or a circumstance."""
    tokens = passage.words
    for at in range(1, len(tokens) - 1):
        if tokens[at].folded not in words.LACK or tokens[at + 1].folded not in words.NOT_HAPPENED:
            continue
        if tokens[at - 1].folded not in words.SAYING:
            continue
        if words.CASES & {word.folded for word in tokens[at + 2 : at + _FIRST_WORDS]}:
            continue  # «عدم وقوع أي حالات وفاة»: today's count, no answer to anything
        event, place = _event(passage, at + 1)
        denied = content_in(passage, at + 1, end_of(tokens, at + 1))
        if place <= at + _FIRST_WORDS:
            yield Denial(tokens[at].start, tokens[at + 1].end, denied, event)


def _event(passage: Passage, first: int, *, or_noun: bool = True) -> tuple[str | None, int]:
    """Return the kind of what is told there, and where: an event near by, else the first noun.

    Of «ما تردد عن …» it is what stands behind «عن».
    """
    first = told_about(passage, first)
    if {word.folded for word in passage.words[max(0, first - 1) : first + 1]} & words.THAT:
        or_noun = False  # «الاتهامات بأن تركيا تساعد …»: a subject first
    noun: tuple[str | None, int] = (None, first)
    seen = 0
    for place in range(first, min(first + REACH, len(passage.words))):
        stem, word = passage.stems[place], passage.words[place].folded
        if not stem or {word, word.removeprefix("و")} & (words.THIS_NEWS | words.ACTORS):
            continue
        before = passage.words[place - 1].folded if place else ""
        if word.startswith("ال") and before in words.ACTORS | words.OF_CLUBS:
            continue  # «لاعب وسط الاتفاق»: a club
        kind = kind_of(word, stem)
        if kind in words.ANSWERING and (noun[0] is None or word.endswith(_OWN_ENDINGS)):
            return kind, place  # whoever denies a hand in it, «صلتها بوفاة …», does not deny it
        if kind in words.KINDS:
            return kind, place
        if noun[0] is None and or_noun and _is_verbal(passage, place):
            noun = kind, place
        seen += 1
        if or_noun and seen >= _FIRST_NOUNS:
            break
    return noun


def is_happening(passage: Passage, place: int) -> bool:
    """Say whether the word names something that happens: a known event, a verbal noun."""
    stem = passage.stems[place]
    is_known = bool(stem) and kind_of(passage.words[place].folded, stem or "") in words.KINDS
    return is_known or _is_verbal(passage, place)


def _is_verbal(passage: Passage, place: int) -> bool:
    """Say whether a noun is one of something happening: «ارتفاع», «تعاقد», «رفع», no name."""
    word = passage.words[place]
    joined = word.folded[:1] in {"ب", "ل"} and len(word.folded) > _SHORTEST_JOINED
    bare = word.folded[joined:].removeprefix("ال")
    if bare in words.NAMES_LIKE_VERBAL_NOUNS or _MANY.match(passage.text, word.start):
        return False
    return bool(_VERBAL.match(bare)) or bare in words.HAPPENINGS


def told_about(passage: Passage, first: int) -> int:
    """Return where it begins what a rumour is about, if one is named there."""
    tokens = passage.words
    said = [token.folded for token in tokens[first : first + 2]]
    if not said or said[0] not in words.RUMOUR_OPENS | words.RUMOURS:
        return first
    if said[0] in words.RUMOURS and not set(said[1:]) & (words.ABOUT | words.RUMOUR_OPENS):
        return first  # «خبر انتقال …»
    for place in range(first + 1, min(first + _RUMOUR_REACH, len(tokens))):
        if tokens[place].folded in MARKS:
            break
        # «ما تناقلته بعض المواقع [من أن …]»
        is_of = tokens[place].folded == "من" and said[0] == "ما" and place > first + 1
        if tokens[place].folded in words.ABOUT or is_of:
            return place + 1
    return first
