"""What the weights are worth on what they were not chosen on."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product

import numpy as np
from inputs import Item
from methods import REDUNDANCY

from reportgen.summarize import Length, pick
from reportgen.summarize._weights import weights

Weights = Mapping[str, float]
Score = Callable[[Item, Sequence[int]], tuple[float, ...]]
LengthOf = Callable[[Item], Length]

_SEED = 20261121


def article_grid() -> list[dict[str, float]]:
    """Return the weights that were tried for one article."""
    return [
        {**weights("article"), "z_semantic_centrality": semantic, "z_asides": asides}
        for semantic, asides in product((0.0, 0.04, 0.07, 0.1), (0.0, -0.04, -0.07, -0.1))
    ]


def story_grid() -> list[dict[str, float]]:
    """Return the weights that were tried for a story."""
    return [
        {
            **weights("story"),
            "opening": opening,
            "z_term_centrality": terms,
            "z_lexrank": 1.0 - terms,
            "already_heard": heard,
        }
        for opening, terms, heard in product((2.0, 3.0, 4.0), (0.5, 0.75, 0.9, 1.0), (-0.3, -0.6))
    ]


def cross_validated(
    items: Sequence[Item],
    grid: Sequence[Weights],
    length_of: LengthOf,
    score: Score,
    *,
    folds: int,
) -> list[tuple[float, ...]]:
    """Return the scores of each item under the weights that did best on the other folds."""
    table = np.array(
        [[score(item, picked(item, length_of(item), weight)) for item in items] for weight in grid]
    )
    order = np.random.default_rng(_SEED).permutation(len(items))
    found = np.zeros(table.shape[1:])
    for fold in range(folds):
        held_out = order[fold::folds]
        others = np.setdiff1d(order, held_out)
        best = int(table[:, others].sum(axis=(1, 2)).argmax())
        found[held_out] = table[best, held_out]
    return [tuple(map(float, row)) for row in found]


def picked(item: Item, length: Length, weight: Weights) -> list[int]:
    """Return what is picked with other weights than those in force."""
    row = {sentence.id: i for i, sentence in enumerate(item.sentences)}
    return [
        row[sentence.id]
        for sentence in pick(
            item.articles,
            item.sentences,
            item.vectors,
            length=length,
            redundancy=REDUNDANCY,
            weight=weight,
        )
    ]
