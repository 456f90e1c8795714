"""sentences → pairs of outlets of which one opens with what the other says is not so.

What a report is about stands in its headline and its first sentences, told once and in words of its
own.  Where it opens with what another outlet denies, the two part, however few of the words meet:
the event must be told, and most of what the denial names of it, and all that narrows it down
(«وفاة سجين تحت التعذيب» denies no death).
"""

from collections.abc import Iterator, Sequence

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._asserted import is_asserted, is_denying
from reportgen.contrast._beside import is_beside
from reportgen.contrast._comparable import Comparable, Found, strongest
from reportgen.contrast._denied import Denied, denied_in
from reportgen.contrast._deniers import denier_of
from reportgen.contrast._denying import also_denies
from reportgen.contrast._passages import Passage
from reportgen.contrast._senses import places_of, senses_in, senses_of
from reportgen.contrast._told import events_in, is_weighed
from reportgen.model import Evidence, Sentence

# Settled on the retold stories of tests/stories (2026-11-25).
_OPENING = 3  # sentences of an article, its headline among them
_LEAST_MET, _LEAST_OF_SENTENCE, _FEWEST_MET = 0.6, 0.75, 2
_FEWEST_OF_NAME = 3
_CORE = 2  # of them: what happened, and to whom
_NEAREST = -0.1  # below it the same words tell of something else
_MOST_COPIED = 0.5
_MOST_DENYING = 200
_BY_SHARE, _BY_COSINE = 0.8, 0.2


def led_with(known: Comparable) -> list[Found]:
    """Return for each two articles the pair that parts them most surely."""
    denying = [
        denied
        for passage in known.short_passages
        for denied in denied_in(passage)
        if denied.denial.event not in words.ANSWERING  # a hand in it leaves open what happened
    ]
    return strongest(
        ((denied.passage.sentence.article, found.b.sentence.article), found)
        for denied in denying[:_MOST_DENYING]
        for found in _answering(known, denied)
    )


def _answering(known: Comparable, denied: Denied) -> Iterator[Found]:
    ours = denied.passage.sentence
    for article, sentences in known.own.items():
        if not known.may_meet(ours, sentences[0], dated=False):
            continue
        if not known.may_answer(ours, sentences[0]) or also_denies(known, denied.passage, article):
            continue
        for sentence in sentences[:_OPENING]:
            whole = known.whole[sentence.id]
            if _may_tell(known, denied, whole) and not is_denying(whole):
                yield from _met_in(known, denied, sentence)


def _may_tell(known: Comparable, denied: Denied, whole: Passage) -> bool:
    """Say whether the two may speak of one thing: what their words mean is asked of few."""
    if known.cosine(denied.passage.sentence, whole.sentence) < _NEAREST:
        return False
    if known.weights.content(denied.passage).isdisjoint(known.weights.content(whole)):
        return False
    told = senses_in(whole)
    return any(not told.isdisjoint(senses_of(word.folded)) for word in denied.first)


def _met_in(known: Comparable, denied: Denied, sentence: Sentence) -> Iterator[Found]:
    passage, one = denied.passage, denied.one
    places = known.weights.classes(denied.denial.places)
    for other in known.passages[sentence.id]:
        if passage.copied(other) > _MOST_COPIED or not is_asserted(other):
            continue
        if places and not places & known.weights.content(other):
            continue  # elsewhere it may have happened
        share = _met(known, denied, other)
        if not share or is_beside(passage, one.start, other):
            continue
        cue = passage.text[one.start : one.end]
        evidence = Evidence(kind="cue", a=cue, b=None, speaker=denier_of(passage, cue))
        cosine = known.cosine(passage.sentence, sentence)
        score = round(_BY_SHARE * share + _BY_COSINE * cosine, 6)
        yield Found(a=passage, b=other, kind="disputes", score=score, evidence=(evidence,))


def _met(known: Comparable, denied: Denied, other: Passage) -> float:
    """Return which part of what is denied is told there; 0 where it is too little."""
    if len(denied.first) < _FEWEST_MET:
        return _met_by_name(known, denied, other)
    places = [places_of(word.folded, other) for word in denied.first]
    share = sum(map(bool, places)) / len(places)
    least = _LEAST_OF_SENTENCE if denied.one.is_subject_first else _LEAST_MET
    if share < least or len(set().union(*places)) < _FEWEST_MET:
        return 0.0
    return share if _is_core_told(denied, places, other) else 0.0


def _met_by_name(known: Comparable, denied: Denied, other: Passage) -> float:
    """Return 1 where «نفى خبر الوفاة» meets a death told of whom it names, else 0."""
    event = denied.denial.event or ""
    common = known.weights.content(denied.passage) & known.weights.content(other)
    is_told = event in words.KINDS and event in events_in(other)
    return float(is_told and len(common - {event}) >= _FEWEST_OF_NAME)


def _is_core_told(denied: Denied, places: Sequence[frozenset[int]], other: Passage) -> bool:
    """Say whether the event is told for true, and whom or what it befell: the words beside it.

    Behind «أن» a subject stands first and the verb behind it.
    """
    is_late = denied.one.is_subject_first
    event, beside = places[is_late], places[: _CORE + is_late]
    kind = denied.denial.event
    is_told = kind in words.KINDS and kind in events_in(other)
    if any(is_weighed(other, at) for some in beside for at in some) or not (is_told or event):
        return False
    return sum(map(bool, beside)) + (is_told and not event) >= min(_CORE, len(places))
