"""sentences → pairs of outlets of which one tells that somebody died, the other that he lives.

Who is meant is told by his name or by his part in what happened («قائد الطائرة», «كابتن
الطائرة»); of many, some die and some live, so only one person counts, or a pair or a crew that is
named as such.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._comparable import Comparable, Found, strongest
from reportgen.contrast._passages import Passage, once
from reportgen.contrast._polarity import is_claim
from reportgen.contrast._told import MARKS
from reportgen.model import Evidence

_JOINED = re.compile(r"\A(?:[وفب]?ال|لل|[وفبل])")
_OWNED = re.compile(r"(?:هما|ها|هم|ه)\Z")
_WHILE = frozenset({"وهو", "وهي", "كان", "كانت", "حين", "بقي"})  # when he still lived
_MEANWHILE = frozenset({"بينما", "فيما"})
_SKIPPED = frozenset({"لقي", "لقيا", "لقيت", "لقوا"})
_DEAD = frozenset(
    re.findall(
        r"\w+",
        "مقتل مصرع وفاه موت رحيل نعي اغتيال استشهاد قتل قتلت توفي توفيت رحل رحلت مات ماتت"
        " استشهد استشهدت",
    )
)
_DEAD_BEFORE = frozenset(
    re.findall(
        r"\w+", "مصرعه مصرعها مصرعهما حتفه حتفها حتفهما قتل قتلا قتلت توفي توفيت توفيا مات ماتت"
    )
)
_LEFT_LIFE = (("فارق", "الحياه"), ("فارقت", "الحياه"), ("فارقا", "الحياه"))
_OF_DEATH = frozenset(
    joined + word
    for word in (*_DEAD, *_DEAD_BEFORE, *(first for first, _ in _LEFT_LIFE))
    for joined in ("", "و")
)
_ALIVE = (
    *(("قيد", "الحياه"), ("بصحه", "جيده"), ("بخير",), ("حي", "يرزق"), ("حيه", "ترزق"), ("سالمين",)),
    *(
        ("سالما",),
        ("سالمه",),
        ("في", "العنايه", "الفايقه"),
        ("في", "العنايه", "المركزه"),
        ("يتلقي", "العلاج"),
    ),
    *(("تتلقي", "العلاج"), ("نجاه",), ("نجا",), ("نجت",), ("نجيا",)),
    *(("يتماثل", "للشفاء"), ("تتماثل", "للشفاء"), ("حالته", "مستقره"), ("حالتها", "مستقره")),
    *(("لا", "تزال", "محجوزه"), ("لا", "يزال", "محجوزا")),
)
_ALIVE_BY_FIRST = {
    first: tuple(phrase for phrase in _ALIVE if phrase[0] == first)
    for first in sorted({phrase[0] for phrase in _ALIVE})
}
# parts that one alone has, or a crew: a line a part
_PARTS = {
    form: "part " + forms.split()[0]
    for forms in (
        "طيار طياران طيارين قايد كابتن قبطان ربان طاقم",
        "رهينه رهينتان محتجزه محتجز",
        "فنان فنانه ممثل ممثله مطرب مطربه مغني مغنيه",
        "رييس رييسه",
        "وزير وزيره",
        "شيخ",
        "لاعب لاعبه",
        "مراسل مراسله صحافي صحافيه صحفي صحفيه",
        "منفذ انتحاري",
        "زعيم امير",
    )
    for form in forms.split()
}
_NEAR, _FAR = 10, 9
_LEAST_TOLD = 0.5  # of his name, in the article in which he lives
_FEWEST_NAMES = 2
_SCORE = 0.8
_COUNTED = 4  # words behind a death in which a number counts the dead


@dataclass(frozen=True, slots=True)
class _Fate:
    """A word for death or life, and who it is of: words of his name, and his parts."""

    start: int
    end: int
    names: frozenset[str]
    parts: frozenset[str]


def survived(known: Comparable) -> list[Found]:
    """Return for each two outlets the surest pair in which one's dead is alive in the other."""
    return strongest((known.outlets(found), found) for found in _of_one_person(known))


def _of_one_person(known: Comparable) -> Iterator[Found]:
    passages = [*known.short_passages]
    # where some die and others live, nobody can tell who is who
    dead = [
        (passage, fate)
        for passage in passages
        for fate in _dead(passage)
        if _is_told(passage) and not _alive(passage)
    ]
    if not dead:
        return
    alive = [
        (passage, fate) for passage in passages if not _dead(passage) for fate in _alive(passage)
    ]
    for (a, gone), (b, living) in product(dead, alive):
        if not known.may_meet(a.sentence, b.sentence, dated=False):
            continue
        if known.days_later(a.sentence, b.sentence) < 0:
            continue  # who lived yesterday may have died
        shared = len(gone.names & living.names)
        if shared < _FEWEST_NAMES and not _is_one_part(known, gone, living, b):
            continue
        yield Found(
            a=a,
            b=b,
            kind="disputes",
            score=round(
                _SCORE + min(shared, 2) / 20 + known.cosine(a.sentence, b.sentence) / 10, 6
            ),
            evidence=(
                Evidence(
                    kind="negation",
                    a=a.text[gone.start : gone.end],
                    b=b.text[living.start : living.end],
                ),
            ),
        )


def _is_told(passage: Passage) -> bool:
    """Say whether the outlet tells it for true; that somebody lives is often told of a rumour."""
    return is_claim(passage) and not {word.folded for word in passage.words} & words.HEARSAY


def _is_one_part(known: Comparable, gone: _Fate, living: _Fate, b: Passage) -> bool:
    """Say whether both had one part, and the dead's name, if told, is known where he lives."""
    if not gone.parts & living.parts:
        return False
    names = known.weights.classes(gone.names)
    told = names & known.content_of(b.sentence.article)
    return len(told) >= _LEAST_TOLD * len(names)


@once
def _dead(passage: Passage) -> tuple[_Fate, ...]:
    return tuple(_dead_in(passage))


def _dead_in(passage: Passage) -> Iterator[_Fate]:
    tokens = passage.words
    if _OF_DEATH.isdisjoint(word.folded for word in tokens):
        return
    for at, token in enumerate(tokens):
        forms = {token.folded, token.folded.removeprefix("و")}
        before = {word.folded for word in tokens[max(0, at - 3) : at]}
        if before & (words.NEGATING | words.TIMES | words.ATTEMPTS):
            continue
        following = tokens[at + 1].folded if at + 1 < len(tokens) else ""
        if forms & _DEAD and not following.isdigit():
            yield from _of(passage, at, at + 1, range(at + 1, min(at + 1 + _NEAR, len(tokens))))
        has_left = any((form, following) in _LEFT_LIFE for form in forms)
        if forms & _DEAD_BEFORE or has_left:
            last = at + 1 + has_left
            yield from _of(passage, at, last, range(max(0, at - _FAR), at))


@once
def _alive(passage: Passage) -> tuple[_Fate, ...]:
    return tuple(_alive_in(passage))


def _alive_in(passage: Passage) -> Iterator[_Fate]:
    folded = [word.folded for word in passage.words]
    for at, word in enumerate(folded):
        for phrase in _ALIVE_BY_FIRST.get(word.removeprefix("و"), ()):
            if tuple(folded[at + 1 : at + len(phrase)]) != phrase[1:]:
                continue
            before = set(folded[max(0, at - 3) : at])
            if before & (words.NEGATING - {"لا"} | _WHILE):
                continue
            around = range(max(0, at - _FAR), min(len(folded), at + len(phrase) + 4))
            yield from _of(passage, at, at + len(phrase), around)


def _of(passage: Passage, first: int, last: int, around: range) -> Iterator[_Fate]:
    """Yield the fate with whoever is named around it, unless those are many."""
    folded = [word.folded for word in passage.words]
    beside = {folded[place] for place in around if abs(place - last) < _COUNTED or place < first}
    if beside & words.MANY or any(word.isdigit() for word in beside):
        return
    names: set[str] = set()
    parts: set[str] = set()
    for place in around:
        if first <= place < last or folded[place] in _SKIPPED:
            continue
        if place > last and (folded[place] in MARKS or folded[place].isdigit()):
            break
        if place < first and folded[place] in words.THAT | _MEANWHILE:
            names.clear()  # «وقال مصدر إن …»: who says so; «… بينما لقي السائق حتفه»: another
            parts.clear()
            continue
        own = _parts_of(folded[place])
        parts |= own
        stem = passage.stems[place]
        if stem and not own:
            names.add(stem)
    yield _Fate(
        passage.words[first].start,
        passage.words[last - 1].end,
        frozenset(names),
        frozenset(parts),
    )


def _parts_of(word: str) -> frozenset[str]:
    bare = _JOINED.sub("", word)
    forms = {word, bare, _OWNED.sub("", bare), _OWNED.sub("", word)}
    return frozenset(_PARTS[form] for form in forms if form in _PARTS)
