"""two passages of different outlets → whether they claim the same, each in its own words.

The same words in the same order are one text printed twice, no two voices; other numbers, a denial
or a negation on one side only, and it is not the same claim.
"""

import math

from reportgen.contrast._conflicts import conflicts_between
from reportgen.contrast._denials import denials_in
from reportgen.contrast._passages import Passage, Weights, once
from reportgen.contrast._places import other_places
from reportgen.contrast._polarity import negated_in

# chosen on the half "tune" of bench/labels/relations.jsonl, 2026-11-22: of its pairs that are no
# copies these leave 32 that agree and none that does not; both halves in bench/contrast.py
_LEAST_SHARED = 0.5
_LEAST_COSINE = 0.5
_FEWEST_WORDS = 5  # content words of the shorter one
_FEWEST_COMMON = 4
_MOST_COPIED = 0.6
_NEAR_NUMBERS = 0.05
# log-odds of agreement over what is shared and the cosine, fitted on the same half
_BIAS, _BY_SHARE, _BY_COSINE = -3.2, 3.4, 4.6


def agreement_between(a: Passage, b: Passage, cosine: float, weights: Weights) -> float | None:
    """Return how sure it is that the two claim the same; None where they do not or it is unsure."""
    ours, theirs = weights.content(a), weights.content(b)
    if cosine < _LEAST_COSINE or min(len(ours), len(theirs)) < _FEWEST_WORDS:
        return None
    if {"?", "\u061f"} & {word.folded for word in (*a.words, *b.words)}:  # ARABIC QUESTION MARK
        return None
    shared = weights.shared(a, b)
    if shared < _LEAST_SHARED or len(ours & theirs) < _FEWEST_COMMON:
        return None
    if a.copied(b) > _MOST_COPIED or _numbers_differ(a, b) or conflicts_between(a.text, b.text):
        return None
    if (
        other_places(a, b)
        or bool(denials_in(a)) != bool(denials_in(b))
        or _is_negated_otherwise(a, b)
    ):
        return None
    return 1 / (1 + math.exp(-(_BIAS + _BY_SHARE * shared + _BY_COSINE * cosine)))


def _numbers_differ(a: Passage, b: Passage) -> bool:
    """Say whether one that tells fewer numbers tells one that the other has not.

    Of the whole sentences each may tell more than the other, but not both.
    """
    fewer, more = sorted((a.numbers, b.numbers), key=len)
    ours, theirs = _all_numbers(a), _all_numbers(b)
    return _has_more(fewer, more) or (_has_more(ours, theirs) and _has_more(theirs, ours))


@once
def _all_numbers(passage: Passage) -> frozenset[float]:
    return Passage(passage.sentence, passage.sentence.text).numbers


def _has_more(some: frozenset[float], others: frozenset[float]) -> bool:
    return any(
        all(abs(one - other) > _NEAR_NUMBERS * max(one, other) for other in others) for one in some
    )


def _is_negated_otherwise(a: Passage, b: Passage) -> bool:
    return {one.verb for one in negated_in(a)} != {one.verb for one in negated_in(b)}
