"""Themes of two editions → which one goes on as which."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportgen.model import Regrouping, Theme

# A theme goes on where at least this part of the sentences that it and the other one had, and
# that still stand, is common to both: most of one, or half of either.
_SHARED = 0.34
# Fewer sentences make no part of a split or merge.
_FEWEST_OF_A_PART = 2
_MOST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How many sentences the themes of two editions share, by their places.

    `standing[i]` counts the sentences of earlier theme *i* that stand in any theme or none now;
    `known[j]` those of theme *j* that some earlier theme had.
    """

    shared: Mapping[tuple[int, int], int]
    standing: tuple[int, ...]
    known: tuple[int, ...]

    def likeness(self, before: int, after: int) -> float:
        """Return the Jaccard similarity of what stands of the one and was known of the other."""
        common = self.shared[before, after]
        return common / (self.standing[before] + self.known[after] - common)


def overlap(before: Sequence[Theme], after: Sequence[Theme], kept: Mapping[str, str]) -> Overlap:
    """Count what the themes share; new sentences do not count against the theme they join."""
    theme_of = {one: place for place, theme in enumerate(after) for one in theme.sentences}
    stands = [{kept[one] for one in theme.sentences if one in kept} for theme in before]
    shared = Counter(
        (i, theme_of[one]) for i, ids in enumerate(stands) for one in ids if one in theme_of
    )
    known = {one for ids in stands for one in ids}
    return Overlap(
        shared=shared,
        standing=tuple(len(ids) for ids in stands),
        known=tuple(len(known.intersection(theme.sentences)) for theme in after),
    )


def matched(found: Overlap) -> dict[int, int]:
    """Return for places of `after` the places of `before` they go on: the best choice overall."""
    likeness = {pair: value for pair in found.shared if (value := found.likeness(*pair)) >= _SHARED}
    return assigned(likeness)


def assigned(likeness: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Return the pairs (second → first) of the greatest likeness together, each place once."""
    if not likeness:
        return {}
    from scipy.optimize import linear_sum_assignment

    rows = sorted({i for i, _ in likeness})
    columns = sorted({j for _, j in likeness})
    row_of, column_of = ({p: n for n, p in enumerate(places)} for places in (rows, columns))
    table: NDArray[np.float64] = np.zeros((len(rows), len(columns)))
    for (i, j), value in likeness.items():
        table[row_of[i], column_of[j]] = value
    chosen = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    return {
        columns[j]: rows[i] for i, j in ((int(i), int(j)) for i, j in chosen) if table[i, j] > 0
    }


def regrouped(
    before: Sequence[Theme], after: Sequence[Theme], found: Overlap
) -> tuple[Regrouping, ...]:
    """Return the themes that came apart, and those that became one.

    A theme came apart where two themes consist mostly of it, each by two sentences or more of
    those that were known; two became one where most of what stands of each is in one theme.
    """
    parts: dict[int, list[int]] = {}
    wholes: dict[int, list[int]] = {}
    for (i, j), common in sorted(found.shared.items()):
        if common < _FEWEST_OF_A_PART:
            continue
        if common > _MOST * found.known[j]:
            parts.setdefault(i, []).append(j)
        if common > _MOST * found.standing[i]:
            wholes.setdefault(j, []).append(i)
    splits = [
        Regrouping(kind="split", before=(before[i].id,), after=tuple(after[j].id for j in js))
        for i, js in parts.items()
        if len(js) > 1
    ]
    merges = [
        Regrouping(kind="merge", before=tuple(before[i].id for i in places), after=(after[j].id,))
        for j, places in sorted(wholes.items())
        if len(places) > 1
    ]
    return (*splits, *merges)
