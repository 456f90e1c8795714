"""sentences → pairs of outlets of which one says is not so what the other tells, in other words.

A denial in a small set has no crowd behind it: it is enough that one other outlet tells what it
denies, if that is met word by word, whatever the words.  The first two words of what is said not
to be so, who and what he did, or what was done and to what, must be met, and most of the others;
fewer in headlines, which tell the matter itself.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reportgen.contrast._asserted import is_asserted, is_denying
from reportgen.contrast._beside import is_beside
from reportgen.contrast._comparable import Comparable, Found, strongest
from reportgen.contrast._deniers import denier_of
from reportgen.contrast._denying import also_denies
from reportgen.contrast._passages import Passage
from reportgen.contrast._polarity import negates
from reportgen.contrast._propositions import Proposition, not_so_in
from reportgen.contrast._senses import places_of, senses_in, senses_of
from reportgen.contrast._told import is_weighed
from reportgen.model import Evidence

# Settled on tests/stories and stories of bench/days.py, half "tune" (2026-11-25).  What a headline
# denies and another tells was right in all seven that were read.  Below the headlines, at 0.6 and
# with negated verbs at 0.75, two of nine were right at first sight in the newspapers' half
# "report": there most of the rare words must be met, and of a verb that a particle negates nothing
# is said.
_OF_HEADLINES, _LEAST_MET = 0.6, 0.75
_FEWEST_MET, _FIRST = 3, 2
_BESIDE = 10  # words between the first two, where they are met
_NEAREST = 0.2  # below it the same words tell of something else
_MOST_COPIED = 0.5
_MOST_DENYING = 200
_BY_SHARE, _BY_COSINE = 0.8, 0.2


@dataclass(frozen=True)
class _Told:
    """The sentences that may tell what is denied, and how rare the senses of words are in them."""

    known: Comparable
    rows: NDArray[np.intp]

    @cached_property
    def counts(self) -> Counter[str]:
        """In how many sentences each sense is: counted only where a denial is nearly met."""
        return Counter(key for s in self.known.short for key in senses_in(self.known.whole[s.id]))

    def weight_of(self, word: str) -> float:
        most = max((self.counts.get(key, 0) for key in senses_of(word)), default=0)
        return math.log1p(len(self.known.short) / (0.5 + most))


def answered(known: Comparable) -> list[Found]:
    """Return for each two outlets the pairs in which one tells what the other says is not so."""
    told = _Told(known, np.array([known.row[s.id] for s in known.short], dtype=np.intp))
    denying = [
        (passage, one)
        for passage in known.short_passages
        for one in not_so_in(passage)
        if len(one.said) >= _FEWEST_MET and (one.verb is None or passage.sentence.role == "title")
    ]
    return strongest(
        ((passage.sentence.id, known.outlet_of(found.b.sentence)), found)
        for passage, one in denying[:_MOST_DENYING]
        for found in _answering(known, told, passage, one)
    )


def _answering(
    known: Comparable, told: _Told, passage: Passage, one: Proposition
) -> Iterator[Found]:
    for place in known.near(passage.sentence, told.rows, least=_NEAREST):
        sentence = known.short[place]
        if not known.may_meet(passage.sentence, sentence, dated=False):
            continue
        cosine = known.cosine(passage.sentence, sentence)
        may_answer = known.may_answer(passage.sentence, sentence)
        if not may_answer or cosine < _NEAREST or is_denying(known.whole[sentence.id]):
            continue
        for other in known.passages[sentence.id]:
            are_heads = passage.sentence.role == other.sentence.role == "title"
            if one.verb is not None and not are_heads:
                continue
            share = _met(told, one, other, least=_OF_HEADLINES if are_heads else _LEAST_MET)
            if not share or passage.copied(other) > _MOST_COPIED:
                continue
            if is_beside(passage, one.start, other):
                continue
            if also_denies(known, passage, sentence.article):
                continue
            cue = passage.text[one.start : one.end]
            is_denial = one.verb is None
            evidence = Evidence(
                kind="cue" if is_denial else "negation",
                a=cue,
                b=None,
                speaker=denier_of(passage, cue) if is_denial else None,
            )
            score = round(_BY_SHARE * share + _BY_COSINE * max(0.0, cosine), 6)
            yield Found(a=passage, b=other, kind="disputes", score=score, evidence=(evidence,))


def _met(told: _Told, one: Proposition, other: Passage, *, least: float) -> float:
    """Return how much of what is said not to be so is told there; 0 where it is too little."""
    places = [places_of(word.folded, other) for word in one.said]
    met = [bool(some) for some in places]
    if sum(met) < _FEWEST_MET or not all(met[:_FIRST]):
        return 0.0
    if len(set().union(*places)) < _FEWEST_MET:
        return 0.0
    apart, lead = min((abs(i - j), min(i, j)) for i in places[0] for j in places[1])
    if apart > _BESIDE or is_weighed(other, lead):
        return 0.0
    if one.verb is not None:
        verbs = places_of(one.verb.folded, other)
        if all(is_weighed(other, at) for at in verbs):
            return 0.0
    weights = [told.weight_of(word.folded) for word in one.said]
    share = sum(w for w, is_met in zip(weights, met, strict=True) if is_met) / sum(weights)
    is_told = is_asserted(other) and not negates(other)
    return share if share >= least and is_told else 0.0
