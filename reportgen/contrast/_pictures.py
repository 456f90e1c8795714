"""sentences → pairs of outlets of which one shows a picture and the other says it is of elsewhere.

Much of what is contested began as a picture: one outlet tells where it was taken, another finds
that it is old, of another place, or made.  The two speak of one picture where what they say about
theirs is about the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from reportgen.contrast._comparable import Comparable, Found, strongest
from reportgen.contrast._passages import Passage, once
from reportgen.model import Evidence, Sentence

_JOINED = re.compile(r"\A[وفبلك]?(?:ال|لل)?")
_STILL = frozenset({"صوره", "صور", "لقطه", "صورته", "صورتها"})
_MOVING = frozenset({"فيديو", "مقطع", "مقطعا", "تسجيل", "تسجيلا", "شريط", "لقطات", "مشاهد"})
_YEAR = r"(?:19|20)\d\d"
_TAKEN = r"(?:منشور|نشر|مصور|صور|ملتقط|التقط|ماخوذ|مسجل|سجل|تعود|يعود|عايد)(?:ه|ت|ها)?"
# found of a picture: it is older, the surest first; of another place; not what it is said to be
_OLDER = re.compile(
    rf"(?<!\w){_TAKEN} (?:\w+ ){{0,4}}?(?:منذ|عام|سنه|في|الي) (?:\w+ ){{0,3}}?"
    rf"(?P<year>{_YEAR})(?!\w)"
)
_NOT_OF = re.compile(r"(?<!\w)(?:ليس|ليست) (?:من|في) (?P<place>\w+)")
_ELSEWHERE = re.compile(r"(?<!\w)(?:مصور|مصوره|صور|صورت|التقط|التقطت) في (?P<place>\w+)")
_MADE = re.compile(
    r"(?<!\w)(?:(?:صوره|فيديو|مقطع|انه|انها|بانه|بانها)(?: \w+)?"
    r" (?:قديمه?|مفبركه?|مضلله?|مركبه?|مزيفه?|معدله?)"
    r"|ماخوذه? من لعبه|لا صله لها?|لا علاقه لها?)(?!\w)"
)
_SHOWN = re.compile(
    r"(?<!\w)(?<!كما )(?<!لا )(?<!لم )"
    r"[وف]?(?:التقط|التقطت|التقطها|صوروه|صوروها|صورت|يظهر|تظهر|اظهر|اظهرت|يوثق|توثق"
    r"|وثق|وثقت|يرصد|ترصد|رصد|رصدت)(?!\w)"
)
# whose picture it is said to be: no outlet's own word
_SAID_OF = re.compile(
    r"(?<!\w)(?:يزعم|زعم|زعمت|زعموا|ادعي|ادعت|علي ان\w*|علي انه|لما قال\w*"
    r"|متداول\w*|المتداول\w*|تداول\w*|انتشر\w*)(?!\w)"
)
_OPENING_QUOTES = ("\u00ab", '"', "\u201c")
_FEWEST_ALIKE = 2
_SOME = frozenset({"احدي", "احد", "بعض", "عدد", "واحده"})
_REACH = 20
_TITLE = 0.1
_ORDER = (0.9, 0.85, 0.8, 0.7)


@dataclass(frozen=True, slots=True)
class _Exposed:
    """What a sentence finds of a picture, and how surely; a year or a place that it names."""

    passage: Passage
    words: str
    sureness: float
    kinds: frozenset[str]
    year: int | None = None
    place: str | None = None


def pictured(known: Comparable) -> list[Found]:
    """Return for each two outlets the surest pair in which one exposes the picture of the other."""
    return strongest((known.outlets(found), found) for found in _of_other_pictures(known))


def _of_other_pictures(known: Comparable) -> Iterator[Found]:
    exposed = [one for sentence in known.short for one in _exposed(known, sentence)]
    exposing = {(one.passage.sentence.article, kind) for one in exposed for kind in one.kinds}
    shown = [
        (sentence, _kinds(known.whole[sentence.id]))
        for sentence in known.short
        if _is_shown(known.whole[sentence.id])
    ]
    for one, (sentence, kinds) in product(exposed, shown):
        if not one.kinds & kinds or any((sentence.article, kind) in exposing for kind in kinds):
            continue
        if not known.may_meet(one.passage.sentence, sentence, dated=False):
            continue
        if not _is_of_other(known, one, sentence) or not _is_one_picture(known, one, sentence):
            continue
        told = known.told_in(known.whole[sentence.id], one.passage.sentence.article)
        yield Found(
            a=one.passage,
            b=known.whole[sentence.id],
            kind="disputes",
            score=round(one.sureness + _TITLE * told, 6),
            evidence=(Evidence(kind="cue", a=one.words, b=None),),
        )


def _said(passage: Passage) -> tuple[str, list[int]]:
    """Return the folded words in a row, and where each begins in it."""
    starts, at = [], 0
    for word in passage.words:
        starts.append(at)
        at += len(word.folded) + 1
    return " ".join(word.folded for word in passage.words), starts


@once
def _kinds(passage: Passage) -> frozenset[str]:
    """Return of which kinds the pictures are that it names."""
    said = {_bare(word.folded) for word in passage.words}
    kinds = {"still": _STILL, "moving": _MOVING}
    return frozenset(kind for kind, names in kinds.items() if names & said)


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> str:
    return _JOINED.sub("", word)


def _exposed(known: Comparable, sentence: Sentence) -> Iterator[_Exposed]:
    passage = known.whole[sentence.id]
    kinds = _kinds(passage)
    if not kinds or "\u061f" in sentence.text or "?" in sentence.text:
        return
    said, starts = _said(passage)
    for pattern, sureness in zip((_OLDER, _NOT_OF, _ELSEWHERE, _MADE), _ORDER, strict=True):
        match = pattern.search(said)
        if match is None:
            continue
        first = max(i for i, start in enumerate(starts) if start <= match.start())
        last = max(i for i, start in enumerate(starts) if start < match.end())
        words = passage.text[passage.words[first].start : passage.words[last].end]
        if _SOME & {word.folded for word in passage.words[max(0, first - _REACH) : first]}:
            continue  # «إحدى الصور»: the others may be of today
        if passage.text[: passage.words[first].start].rstrip().endswith(_OPENING_QUOTES):
            continue  # who calls it that?
        named = match.groupdict()
        year = int(named["year"]) if named.get("year") else None
        yield _Exposed(passage, words, sureness, kinds, year, named.get("place"))


def _is_shown(passage: Passage) -> bool:
    """Say whether the outlet itself tells of a picture where or of what it was taken."""
    if not _kinds(passage):
        return False
    said, _ = _said(passage)
    return bool(_SHOWN.search(said)) and not _SAID_OF.search(said)


def _is_of_other(known: Comparable, one: _Exposed, sentence: Sentence) -> bool:
    """Say whether it cannot hold beside the other's article: an earlier year, another place."""
    written = known.dates.get(sentence.article)
    if one.year is not None:
        return written is not None and one.year < written.year
    if one.words.startswith(("ليس", "ليست")):
        return True
    if one.place is not None:
        return one.place.removeprefix("ال") not in {
            word.folded.removeprefix("ال")
            for own in known.own[sentence.article]
            for word in known.whole[own.id].words
        }
    return True


def _is_one_picture(known: Comparable, one: _Exposed, sentence: Sentence) -> bool:
    """Say whether both articles say enough of the same about their pictures."""
    ours = _about(known, one.passage.sentence.article, one.kinds)
    theirs = _about(known, sentence.article, one.kinds)
    return len(ours & theirs) >= _FEWEST_ALIKE


def _about(known: Comparable, article: str, kinds: frozenset[str]) -> frozenset[str]:
    """Return what an article says in the sentences that name a picture of the kind."""
    return frozenset().union(
        *(
            known.weights.content(known.whole[sentence.id])
            for sentence in known.own[article]
            if _kinds(known.whole[sentence.id]) & kinds
        )
    ) - known.weights.classes(
        {"صور", "فيديو", "مقطع", "تسجيل", "لقط", "نشر", "مصور", "مشاهد", "شريط"}
    )
