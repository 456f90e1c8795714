"""Rate the sentences of one article, and of several articles on one story."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reportgen.geometry import centroid
from reportgen.model import Sentence
from reportgen.summarize._readability import (
    FEWEST_WORDS,
    LONGEST_COMFORTABLE,
    SHORTEST_COMFORTABLE,
)
from reportgen.summarize._sumy import MOST_SENTENCES, lexrank
from reportgen.summarize._terms import content_stems, count_terms, term_centrality

Ratings = NDArray[np.float64]

# Equal but for the last bits, two ratings must not change places from machine to machine.
_DIGITS = 6
_EVEN = 1e-9
# A summary of a story should have room for so many voices.
_FEWEST_QUOTATIONS = 5


def rate_article(
    sentences: Sequence[Sentence], matrix: "NDArray[np.float32]", weight: Mapping[str, float]
) -> Ratings:
    """Rate the sentences (n,) of one article for a summary of it.

    How early a sentence stands decides most; closeness to what the whole article says lifts it a
    little, an aside in brackets lowers it.  `matrix` holds their vectors as the model gave them.
    """
    words = np.array([len(sentence.text.split()) for sentence in sentences], dtype=np.float64)
    depth = (np.cumsum(words) - words / 2) / max(words.sum(), 1.0)
    is_first = np.arange(len(sentences)) == 0
    centrality = matrix @ centroid(matrix)
    asides = np.array(["(" in s.text or "[" in s.text for s in sentences], dtype=np.float64)
    ratings = (
        weight["is_first"] * is_first
        + weight["depth"] * depth
        + weight["z_semantic_centrality"] * _standard(centrality)
        + weight["z_asides"] * _standard(asides)
    )
    return _rounded(ratings)


def rate_story(
    sentences: Sequence[Sentence], summary_words: float, weight: Mapping[str, float]
) -> Ratings:
    """Rate the sentences (n,) of several articles for a summary of the story they tell.

    The openings of the articles lead; among them, and after them, what uses the story's words.
    What is too long to be read, or takes more than its share of the summary, has to be worth it.
    """
    stems = [content_stems(sentence.folded) for sentence in sentences]
    central = term_centrality(count_terms(stems))
    ratings = (
        weight["opening"] * openings(sentences)
        + weight["z_term_centrality"] * _standard(central)
        + weight["z_lexrank"] * _standard(lexrank_of_most(stems, central))
        + weight["overlong"] * _overlong(sentences, summary_words / _FEWEST_QUOTATIONS)
    )
    return _rounded(ratings)


def openings(sentences: Iterable[Sentence]) -> Ratings:
    """Return 1 for an article's first statement, then 1/2, 1/3 …; scraps and headlines get 0."""
    told: dict[str, int] = defaultdict(int)
    values = []
    for sentence in sentences:
        is_statement = sentence.role == "body" and len(sentence.text.split()) >= FEWEST_WORDS
        told[sentence.article] += is_statement
        values.append(1.0 / told[sentence.article] if is_statement else 0.0)
    return np.array(values)


def lexrank_of_most(stems: Sequence[Sequence[str]], central: Ratings) -> Ratings:
    """Return LexRank ratings of the most central sentences; beyond its reach they are 0."""
    if len(stems) <= MOST_SENTENCES:
        return lexrank(stems)
    ratings = np.zeros(len(stems))
    head = np.sort(np.argsort(-central.round(_DIGITS), kind="stable")[:MOST_SENTENCES])
    ratings[head] = lexrank([stems[i] for i in head])
    return ratings


def _overlong(sentences: Sequence[Sentence], share: float) -> Ratings:
    """Return 0 for sentences of a bearable length, 1 for those twice as long, 2 for four times."""
    bearable = min(LONGEST_COMFORTABLE, max(SHORTEST_COMFORTABLE, share))
    words = np.array([max(1, len(sentence.text.split())) for sentence in sentences])
    return np.maximum(0.0, np.log2(words / bearable))


def _standard(values: Ratings) -> Ratings:
    """Return standard scores; where all are even, nothing stands out."""
    spread = float(values.std()) if len(values) else 0.0
    return (values - values.mean()) / spread if spread > _EVEN else np.zeros(len(values))


def _rounded(ratings: Ratings) -> Ratings:
    rounded: Ratings = ratings.round(_DIGITS)
    return rounded
