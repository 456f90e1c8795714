"""Sentences as counted stems, and how near each comes to what all of them say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reportgen import arabic
from reportgen.stopwords import is_stop_word


@lru_cache(maxsize=65536)
def content_stems(folded: str) -> tuple[str, ...]:
    """Return the stems of the words that carry the subject."""
    return tuple(stem for stem in map(_stem, arabic.words(folded)) if stem)


@lru_cache(maxsize=262144)
def _stem(folded_word: str) -> str:
    """Return the stem of a word, or nothing for a function word."""
    return "" if is_stop_word(folded_word) else arabic.light_stem(folded_word)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Terms:
    """A sparse table: `counts` of the stems `columns` in the sentences `rows`."""

    rows: "NDArray[np.intp]"
    columns: "NDArray[np.intp]"
    counts: "NDArray[np.float64]"
    sentences: int
    stems: int


def count_terms(stem_lists: Sequence[Sequence[str]]) -> Terms:
    """Count the stems of each sentence."""
    number: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    counts: list[int] = []
    for row, stems in enumerate(stem_lists):
        for stem, count in Counter(stems).items():
            rows.append(row)
            columns.append(number.setdefault(stem, len(number)))
            counts.append(count)
    return Terms(
        rows=np.array(rows, dtype=np.intp),
        columns=np.array(columns, dtype=np.intp),
        counts=np.array(counts, dtype=np.float64),
        sentences=len(stem_lists),
        stems=len(number),
    )


def term_centrality(terms: Terms) -> "NDArray[np.float64]":
    """Return each sentence's cosine (n,) with the sum of all of them, term counts as logarithms.

    The centroid method of Radev et al. (2004), linear in the length of the text.
    """
    weights = np.log1p(terms.counts)
    together = np.log1p(np.bincount(terms.columns, terms.counts, minlength=terms.stems))
    products = np.bincount(terms.rows, weights * together[terms.columns], minlength=terms.sentences)
    lengths = np.sqrt(np.bincount(terms.rows, weights**2, minlength=terms.sentences))
    norm = lengths * np.sqrt((together**2).sum())
    cosines: NDArray[np.float64] = np.divide(
        products, norm, out=np.zeros(terms.sentences), where=norm > 0
    )
    return cosines
