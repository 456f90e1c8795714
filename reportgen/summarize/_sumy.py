"""counted stems → LexRank ratings, computed by sumy.

No sumy object leaves this file.  sumy's walk over the graph of sentences is used as it is; its
graph, which it builds pair by pair in plain Python (minutes for 2,000 sentences), is built here
with one sparse product, by the same formula and the same threshold.  That also meets two of its
habits: its sentences are equal by text (the same wire sentence in two articles would become one),
and its word filter rejects vowelled words.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reportgen.summarize._terms import Terms, count_terms

# the graph of so many sentences is a table of 128 MB
MOST_SENTENCES = 4000


def lexrank(stem_lists: Sequence[Sequence[str]]) -> "NDArray[np.float64]":
    """Return one rating (n,) for each list of stems; the highest is 1.

    LexRank: graph-based centrality (Erkan & Radev 2004).  The cost grows with the square of n;
    more than `MOST_SENTENCES` are not for it.
    """
    if not stem_lists:
        return np.zeros(0)
    from sumy.summarizers.lex_rank import LexRankSummarizer

    similarity = _cosines(count_terms(stem_lists))
    graph = (similarity > LexRankSummarizer.threshold).astype(np.float64)
    degrees = graph.sum(axis=1, keepdims=True)
    graph /= np.where(degrees > 0, degrees, 1.0)
    if not graph.any():  # nothing shares a stem with anything, not even with itself
        return np.ones(len(stem_lists))
    ratings: NDArray[np.float64] = LexRankSummarizer.power_method(graph, LexRankSummarizer.epsilon)
    highest = float(ratings.max(initial=0.0))
    return ratings / highest if highest > 0 else ratings


def _cosines(terms: Terms) -> "NDArray[np.float64]":
    """Return the idf-modified cosines (n, n) of sumy's LexRank."""
    from scipy.sparse import csr_array

    size = (terms.sentences, terms.stems)
    in_sentences = np.bincount(terms.columns, minlength=terms.stems)
    idf = np.log(terms.sentences / (1.0 + in_sentences))
    most = np.zeros(terms.sentences)
    np.maximum.at(most, terms.rows, terms.counts)
    weights = terms.counts / most[terms.rows] * idf[terms.columns]
    lengths = np.sqrt(np.bincount(terms.rows, weights**2, minlength=terms.sentences))
    scale = lengths[terms.rows]
    scaled = np.divide(weights, scale, out=np.zeros_like(weights), where=scale > 0)
    table = csr_array((scaled, (terms.rows, terms.columns)), shape=size)
    cosines: NDArray[np.float64] = (table @ table.T).toarray()
    return cosines
