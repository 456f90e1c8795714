"""sentences → pairs of outlets that give causes of two kinds for one event.

A plane is shot down or fails, a hall burns by arson or by a short circuit: where both say so
outright, with words of one kind of cause each, both cannot be right.  What is only supposed is
left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._comparable import Comparable, Found, strongest
from reportgen.contrast._passages import Passage, once
from reportgen.contrast._polarity import is_claim, months_in
from reportgen.model import Evidence


def _table(text: str) -> dict[str, str]:
    lines = (line.split() for line in text.strip().split("\n"))
    return {form: forms[0] for forms in lines for form in forms}


_JOINED = re.compile(r"\A(?:[وفبلك]?ال|لل|[وفبل](?=\w{3}))")
# what may have a cause, a line a kind
_EVENTS = _table(
    """
    سقوط سقط سقطت تحطم تحطمت
    انفجار انفجر انفجرت انفجارات
    حريق احتراق احترق احترقت اندلاع حرايق
    انهيار انهار انهارت
    تصادم اصطدام تصادمت
    غرق غرقت
    """
)
# kinds of causes
_CAUSES = _table(
    """
    technical خلل عطل تقني كهربايي تماس
    attack قصف غاره صاروخ صواريخ قذيفه قذايف نيران عبوه متفجرات تخريب متعمد مفتعل مفتعله هجوم
    carelessness اهمال بشري
    weather عاصفه رياح ضباب سيول
    """
)
_BECAUSE = frozenset(
    [
        *("بسبب", "سببه", "سببها", "السبب", "سبب", "نتيجه", "جراء", "ناجم", "ناجمه", "نجم", "نجمت"),
        *("ناتج", "ناتجه", "نتج", "اثر", "بفعل"),
    ]
)
_BEHIND = frozenset({"وراء"})  # «خلل فني وراء سقوط …»
# to bring down is to have caused the fall
_BROUGHT_DOWN = frozenset(["اسقاط", "اسقط", "اسقطت", "تسقط", "يسقط", "باسقاط"])
_TOLD_BY = _BECAUSE | _BEHIND | _BROUGHT_DOWN
_FLYING = frozenset(["طايره", "مقاتله", "مروحيه", "طايرات"])
_SUPPOSED = words.HEARSAY | frozenset(
    [
        *("يرجح", "ترجح", "رجح", "رجحت", "ترجيح", "محتمل", "يشتبه", "يعتقد", "قد", "ربما", "فرضيه"),
        *("سواء", "او", "ام", "زعم", "زعمت", "يزعم"),
    ]
)
_REACH = 6
_SCORE = 0.7
_NEAREST = 0.2  # as in `_answers`


@dataclass(frozen=True, slots=True)
class _Cause:
    """The words that say why, of which kind of cause, of which kind of event."""

    start: int
    end: int
    kind: str
    event: str


def caused(known: Comparable) -> list[Found]:
    """Return for each two outlets the nearest pair that gives two kinds of causes for one event."""
    return strongest((known.outlets(found), found) for found in _of_two_kinds(known))


def _of_two_kinds(known: Comparable) -> Iterator[Found]:
    told = [(passage, cause) for passage in known.short_passages for cause in _causes_in(passage)]
    for (a, one), (b, other) in combinations(told, 2):
        if one.event != other.event or one.kind == other.kind or months_in(a) != months_in(b):
            continue
        if not known.may_meet(a.sentence, b.sentence, dated=False):
            continue
        cosine = known.cosine(a.sentence, b.sentence)
        if cosine < _NEAREST:
            continue
        evidence = Evidence(
            kind="negation", a=a.text[one.start : one.end], b=b.text[other.start : other.end]
        )
        score = round(_SCORE + cosine / 10, 6)
        yield Found(a=a, b=b, kind="disputes", score=score, evidence=(evidence,))


@once
def _causes_in(passage: Passage) -> tuple[_Cause, ...]:
    folded = [word.folded for word in passage.words]
    if _TOLD_BY.isdisjoint(folded):
        return ()
    if not is_claim(passage) or _SUPPOSED & {w for f in folded for w in (f, f.removeprefix("و"))}:
        return ()
    bare = [_JOINED.sub("", word) for word in folded]
    events = {
        _EVENTS[form] for pair in zip(folded, bare, strict=True) for form in pair if form in _EVENTS
    }
    found = []
    for at, word in enumerate(folded):
        if word in _BECAUSE:
            around = range(at + 1, min(at + 1 + _REACH, len(folded)))
        elif word in _BEHIND:
            around = range(max(0, at - _REACH), at)
        elif word in _BROUGHT_DOWN and _FLYING & set(bare[at + 1 : at + 4]):
            found.append(_Cause(passage.words[at].start, passage.words[at].end, "attack", "سقوط"))
            continue
        else:
            continue
        said = [place for place in around if {folded[place], bare[place]} & _CAUSES.keys()]
        kinds = {_CAUSES.get(folded[place]) or _CAUSES[bare[place]] for place in said}
        if len(kinds) == 1 and len(events) == 1:
            first, last = min(at, *said), max(at, *said)
            found.append(
                _Cause(
                    passage.words[first].start,
                    passage.words[last].end,
                    kinds.pop(),
                    next(iter(events)),
                )
            )
    return tuple(found) if len({one.kind for one in found}) == 1 else ()
