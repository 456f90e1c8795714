"""sentences → what is denied in the articles, by whom, and what comes nearest to it elsewhere.

Most denials answer what another outlet tells in words that no rule brings together.  So they are
all listed, and beside each the sentence of every other outlet that comes nearest to it: that the
two part is not claimed.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._asserted import is_denying
from reportgen.contrast._comparable import Comparable
from reportgen.contrast._denied import Denied, denied_in
from reportgen.contrast._deniers import denier_of
from reportgen.contrast._senses import senses_of
from reportgen.model import Denial, Nearest, Sentence

_MOST = 24
_SAME, _BESIDE_EVENT = 0.6, 2  # of the words of what is denied
_LEAST_NEAR = 0.1
_MOST_ASKED = 400


def denied_matters(known: Comparable) -> tuple[Denial, ...]:
    """Return each thing denied once, what most outlets print first."""
    matters: list[list[Denied]] = []
    told = [one for passage in known.short_passages for one in denied_in(passage)]
    for denied in told[:_MOST_ASKED]:
        same = next((some for some in matters if _is_same(denied, some[0])), None)
        if same is None:
            matters.append([denied])
        else:
            same.append(denied)
    ranked = sorted(matters, key=lambda some: _rank(known, some))
    return tuple(_denial(known, some) for some in ranked[:_MOST])


def _is_same(one: Denied, other: Denied) -> bool:
    """Say whether the two deny one thing: most of one's words, or one event and another word."""
    less, more = sorted((one, other), key=lambda denied: len(denied.first))
    told = frozenset().union(*(senses_of(word.folded) for word in more.first))
    met = sum(not told.isdisjoint(senses_of(word.folded)) for word in less.first)
    event = one.denial.event
    if event in words.KINDS and event == other.denial.event:
        return met >= min(_BESIDE_EVENT, len(less.first))
    return met >= max(_BESIDE_EVENT, _SAME * len(less.first))


def _rank(known: Comparable, some: Sequence[Denied]) -> tuple[int, int, str, int]:
    """Return what orders the matters: outlets that print it, the best place, the text's order."""
    first = some[0].passage.sentence
    outlets = {known.outlet_of(one.passage.sentence) for one in some}
    return -len(outlets), min(one.passage.sentence.position for one in some), first.id, first.start


def _denial(known: Comparable, some: Sequence[Denied]) -> Denial:
    best = min(some, key=lambda one: (one.passage.sentence.position, one.passage.sentence.id))
    said = best.passage.sentence
    cue = best.passage.text[best.one.start : best.one.end]
    outlets = {known.outlet_of(said): said.id}
    for one in some:
        outlets.setdefault(known.outlet_of(one.passage.sentence), one.passage.sentence.id)
    return Denial(
        sentence=said.id,
        words=cue,
        speaker=denier_of(best.passage, cue),
        also=tuple(one for one in outlets.values() if one != said.id),
        nearest=tuple(_nearest(known, said, frozenset(outlets))),
    )


def _nearest(known: Comparable, said: Sentence, but: frozenset[str]) -> Iterator[Nearest]:
    """Yield for each other outlet the sentence nearest to the denial, unless it denies, too."""
    cosines = known.matrix @ known.matrix[known.row[said.id]]
    asked: set[str] = set(but)
    for row in np.argsort(-cosines, kind="stable").tolist():
        if cosines[row] < _LEAST_NEAR:
            return
        sentence = known.by_row[row]
        outlet = known.outlet_of(sentence)
        if outlet in asked or not known.may_meet(said, sentence, dated=False):
            continue
        if is_denying(known.whole[sentence.id]):
            continue
        asked.add(outlet)
        yield Nearest(sentence=sentence.id, similarity=round(float(cosines[row]), 3))
