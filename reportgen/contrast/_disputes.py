"""two passages → what one denies of what the other claims, with the words that say so.

Denials, negated verbs and opposite states, where both passages speak of the same thing; what only
sounds alike is left alone.  The cut-offs were chosen on the half "tune" of
bench/labels/relations.jsonl and on tests/relation_pairs.py (2026-11-22).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._asserted import is_asserted
from reportgen.contrast._beside import is_beside
from reportgen.contrast._conflicts import counted_in
from reportgen.contrast._denials import Denial, denials_in
from reportgen.contrast._passages import Passage, Weights, once
from reportgen.contrast._polarity import (
    State,
    is_claim,
    months_in,
    negated_in,
    negates,
    states_in,
    tells_state,
    verbs_in,
)
from reportgen.contrast._told import events_in, told_in

# how much of what is denied (negated, said of a state) the other must speak of, and in how many
# words; one text printed twice with a slip in it disputes nothing
_DENIED = (0.5, 3)
_CONTEXT = (0.6, 5)
_NEGATED = (0.6, 3)
_STATE = (0.3, 2)
_DEATH = (0.5, 1)  # of the name of the dead
_ONE_CLAIM = (0.6, 4)
_MOST_COPIED = 0.5
_LEAD_WORDS = 7
_EVENT_REACH = 16  # words about an event that tell which one it is


@dataclass(frozen=True, slots=True)
class Dispute:
    """The words of both passages that cannot both hold, and how sure it is that they meet."""

    kind: Literal["cue", "negation"]
    a: str | None
    b: str | None
    share: float
    leads: bool = False  # what is denied is what the claim begins with

    @property
    def turned(self) -> "Dispute":
        """The same with the passages the other way round."""
        return replace(self, a=self.b, b=self.a)


def has_polarity(passage: Passage) -> bool:
    """Say whether the passage denies or negates anything, or tells a state that has an opposite."""
    return bool(denials_in(passage) or negated_in(passage) or states_in(passage))


def dispute_between(
    a: Passage, b: Passage, weights: Weights, *, context: Sequence[Passage] = ()
) -> Dispute | None:
    """Return the surest reason why the two cannot both hold, looking from both sides.

    `context` are the claims right before `a`: a denial of "this news" denies one of them.
    """
    found = [
        *_of(a, b, weights, context),
        *(one.turned for one in _of(b, a, weights, ())),
    ]
    if not found or _is_of_another_day(a, b):
        return None
    if a.copied(b) > _MOST_COPIED:
        found = [one for one in found if one.kind == "negation"]
    return max(found, key=lambda one: (one.share, one.kind, one.a or "", one.b or ""), default=None)


def _is_of_another_day(a: Passage, b: Passage) -> bool:
    """Say whether they name other months or days, and so speak of something else."""
    for when in (months_in, _days_in):
        ours, theirs = when(a), when(b)
        if ours and theirs and not ours & theirs:
            return True
    return False


@once
def _days_in(passage: Passage) -> frozenset[object]:
    """Return the days that the passage names with their month."""
    return frozenset(one.low for one in counted_in(passage.text) if one.kind == "date")


def _of(a: Passage, b: Passage, weights: Weights, context: Sequence[Passage]) -> Iterator[Dispute]:
    if not is_claim(b):
        return
    yield from _denied(a, b, weights, context)
    yield from _negated(a, b, weights)
    yield from _opposite(a, b, weights)


def _denied(
    a: Passage, b: Passage, weights: Weights, context: Sequence[Passage]
) -> Iterator[Dispute]:
    denials = denials_in(a)
    if not denials or negates(b) or not is_asserted(b):
        return
    events = events_in(b)
    for denial in denials:
        if denial.is_deictic:
            share = _share_of_context(b, weights, context)
        else:
            share = _share_of_denied(denial, b, weights) if denial.event in events else 0.0
        if share and not is_beside(a, denial.start, b):
            leads = not denial.is_deictic and denial.event in events_in(_lead(b))
            words_ = a.text[denial.start : denial.end]
            yield Dispute("cue", words_, None, share, leads=leads)


@once
def _lead(passage: Passage) -> Passage:
    """Return the first words of a passage: a claim proper says what happened there."""
    last = passage.words[min(_LEAD_WORDS, len(passage.words)) - 1].end if passage.words else 0
    return Passage(passage.sentence, passage.text[:last])


def _share_of_denied(denial: Denial, b: Passage, weights: Weights) -> float:
    """Return how many of the words about what is denied are said near it: each counts the same.

    Whom and what all articles name is just what a denial is about, so no word weighs less.
    """
    if denial.places and not weights.classes(denial.places) & weights.content(b):
        return 0.0  # «نفى وفاته في بلاده»: elsewhere he may have died
    denied = weights.classes(denial.denied - words.GENERAL) - {denial.event}
    met = denied & weights.classes(_about(b, denial.event))
    share = len(met) / len(denied) if denied else 0.0
    return share if share >= _DENIED[0] and len(met) >= _DENIED[1] else 0.0


def _about(b: Passage, event: str | None) -> frozenset[str]:
    """Return the stems of the words about an event that the passage tells."""
    places = told_in(b).get(event or "", ())
    return frozenset(
        stem
        for at in places
        for stem in b.stems[max(0, at - _EVENT_REACH) : at + _EVENT_REACH + 1]
        if stem
    )


def _share_of_context(b: Passage, weights: Weights, context: Sequence[Passage]) -> float:
    """Return how much `b` claims what stands before a denial of "this news"."""
    said = weights.content(b)
    least, fewest = _CONTEXT
    shares = (
        weights.shared(b, before)
        for before in context
        if len(said & weights.content(before)) >= fewest
    )
    share = max(shares, default=0.0)
    return share if share >= least else 0.0


def _negated(a: Passage, b: Passage, weights: Weights) -> Iterator[Dispute]:
    negations = negated_in(a)
    if not negations or negates(b) or not _is_of_one_claim(a, b, weights):
        return
    verbs = verbs_in(b)
    said = weights.content(b)
    for negated in negations:
        around = weights.classes(negated.around)
        share = weights.share(around, said)
        key = negated.verb, negated.is_past
        if key in verbs and share >= _NEGATED[0] and len(around & said) >= _NEGATED[1]:
            start, end = verbs[key]
            yield Dispute("negation", a.text[negated.start : negated.end], b.text[start:end], share)


def _is_of_one_claim(a: Passage, b: Passage, weights: Weights) -> bool:
    """Say whether the two say the same but for the word that parts them.

    Who wins is told with much the same words as who loses, and what begins as what ends: of 14
    pairs that only shared the words about it none was right (stories of bench/days.py, half
    "tune", 2026-11-25).
    """
    ours, theirs = weights.content(a), weights.content(b)
    least, fewest = _ONE_CLAIM
    return len(ours & theirs) >= fewest and weights.shared(a, b) >= least


def _names_others(a: Passage, b: Passage, weights: Weights) -> bool:
    """Say whether each names something that the other does not, what parts them aside."""
    parting = weights.classes(
        passage.stems[at] or ""
        for passage in (a, b)
        for at, word in enumerate(passage.words)
        if word.folded in words.SIDES
    )
    ours, theirs = weights.content(a) - parting, weights.content(b) - parting
    return bool(ours - theirs) and bool(theirs - ours)


def _opposite(a: Passage, b: Passage, weights: Weights) -> Iterator[Dispute]:
    if not is_claim(a) or denials_in(a) or denials_in(b):
        return
    ours, theirs = states_in(a), states_in(b)
    for one in ours:
        for other in theirs:
            if one.pair != other.pair or (one.side, other.side) != (0, 1):
                continue
            if tells_state(b, one.pair, 0) or tells_state(a, one.pair, 1):
                continue
            if one.pair != words.DEATH and not (
                _is_of_one_claim(a, b, weights) and not (negates(a) or negates(b))
            ):
                continue
            if one.pair == words.VICTORY and _names_others(a, b, weights):
                continue  # who wins and who loses are told with the same words, but for the names
            share = _share_of_states(one, other, weights)
            if share:
                spans = a.text[one.start : one.end], b.text[other.start : other.end]
                yield Dispute("negation", *spans, share)


def _share_of_states(one: State, other: State, weights: Weights) -> float:
    ours, theirs = weights.classes(one.around), weights.classes(other.around)
    if one.pair == words.DEATH:
        met = ours & theirs  # a name counts by its words, however rare
        share = len(met) / max(1, len(ours))
        return share if share >= _DEATH[0] and len(met) >= _DEATH[1] else 0.0
    least, fewest = _STATE
    share = max(weights.share(ours, theirs), weights.share(theirs, ours))
    return share if share >= least and len(ours & theirs) >= fewest else 0.0
