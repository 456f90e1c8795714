"""The summarizers that are compared: one line each in `METHODS`.

Every one ranks sentences, best first, given the same folded, stop-word-free, light-stemmed words;
who takes how many of them is `take`, the same for all.
"""

from collections.abc import Callable, Sequence

import numpy as np
from inputs import Item

from reportgen.geometry import centred, centroid, unit
from reportgen.summarize import Length, SummarizeOptions, pick
from reportgen.summarize._terms import content_stems

Ranking = Sequence[int]
_DAMPING = 0.85
REDUNDANCY = SummarizeOptions().redundancy


def take(ranking: Ranking, item: Item, length: Length) -> list[int]:
    """Return the sentences that fit, in reading order, by the rule of `reportgen.summarize`.

    A share of the words is met as nearly as whole sentences allow; what is too long is stepped
    over until four fifths are reached.  A number of words is a limit.
    """
    words = [len(sentence.text.split()) for sentence in item.sentences]
    chosen: list[int] = []
    taken = 0
    for row in ranking:
        if length.admits(taken, words[row]):
            chosen.append(row)
            taken += words[row]
        elif length.is_reached(taken):
            break
    return sorted(chosen)


def ours(item: Item, length: Length) -> list[int]:
    """Return the sentences `reportgen.summarize` picks."""
    row = {sentence.id: i for i, sentence in enumerate(item.sentences)}
    picked = pick(item.articles, item.sentences, item.vectors, length=length, redundancy=REDUNDANCY)
    return [row[sentence.id] for sentence in picked]


def lead(item: Item) -> Ranking:
    """Return the sentences as they come; of several articles first all first ones, and so on."""
    place: dict[str, int] = {}
    keys = []
    for i, sentence in enumerate(item.sentences):
        place[sentence.article] = place.get(sentence.article, -1) + 1
        keys.append((place[sentence.article], i))
    return [i for _, i in sorted(keys)]


def embedding_centroid(item: Item) -> Ranking:
    """Rank by closeness to the mean vector."""
    return _best_first(item.vectors.matrix @ centroid(item.vectors.matrix))


def embedding_lexrank(item: Item) -> Ranking:
    """Rank by a random walk over the centred cosines."""
    matrix = unit(centred(item.vectors).matrix)
    graph = np.clip(matrix @ matrix.T, 0.0, None)
    np.fill_diagonal(graph, 0.0)
    degrees = graph.sum(axis=1, keepdims=True)
    even = np.full_like(graph, 1 / len(graph))
    graph = np.divide(graph, degrees, out=even, where=degrees > 0)
    ranks = np.full(len(graph), 1 / len(graph))
    for _ in range(50):
        ranks = (1 - _DAMPING) / len(graph) + _DAMPING * ranks @ graph
    return _best_first(ranks)


def of_sumy(module: str, name: str) -> Callable[[Item], Ranking]:
    """Return one of sumy's summarizers as a ranking."""

    def rank(item: Item) -> Ranking:
        from importlib import import_module

        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

        stems = [content_stems(sentence.folded) for sentence in item.sentences]

        class Lookup:
            """Looks the words of a row number up: sumy's sentences are equal by text."""

            @staticmethod
            def to_words(row: str) -> tuple[str, ...]:
                return stems[int(row)]

        class Ratings(getattr(import_module(f"sumy.summarizers.{module}"), name)):
            """Gives every rating instead of the best sentences."""

            def _get_best_sentences(self, sentences, _count, rating, *args, **kwargs):  # noqa: ANN001, ANN002, ANN003, ANN202
                rate = rating if callable(rating) else rating.__getitem__
                return [float(rate(sentence, *args, **kwargs)) for sentence in sentences]

        document = ObjectDocumentModel(
            [Paragraph([Sentence(str(row), Lookup) for row in range(len(stems))])]
        )
        return _best_first(np.array(Ratings()(document, len(stems))))

    return rank


METHODS: dict[str, Callable[[Item], Ranking]] = {
    "Lead": lead,
    "LexRank (sumy)": of_sumy("lex_rank", "LexRankSummarizer"),
    "TextRank (sumy)": of_sumy("text_rank", "TextRankSummarizer"),
    "LSA (sumy)": of_sumy("lsa", "LsaSummarizer"),
    "Luhn (sumy)": of_sumy("luhn", "LuhnSummarizer"),
    "KL (sumy)": of_sumy("kl", "KLSummarizer"),
    "SumBasic (sumy)": of_sumy("sum_basic", "SumBasicSummarizer"),
    "embedding centroid": embedding_centroid,
    "embedding LexRank": embedding_lexrank,
}


def _best_first(ratings: np.ndarray) -> Ranking:
    return [int(i) for i in np.argsort(-ratings.round(9), kind="stable")]
