"""tokens → LexRank ratings, computed by sumy.

No sumy object leaves this file.  Two of its habits are met here: its sentences are equal by text
(the same wire sentence in two articles would become one), and its word filter rejects vowelled
words.  So sumy is given row numbers as texts and a tokenizer that looks the words up.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def lexrank(token_lists: Sequence[Sequence[str]]) -> "NDArray[np.float64]":
    """Return one rating (n,) for each list of stems; the highest is 1.

    LexRank: graph-based centrality (Erkan & Radev 2004).  Cost grows with the square of n.
    """
    if not any(token_lists):
        return np.zeros(len(token_lists))
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Lookup:
        @staticmethod
        def to_words(row: str) -> tuple[str, ...]:
            return tuple(token_lists[int(row)])

    class Rating(LexRankSummarizer):  # type: ignore[misc]
        """LexRank that gives every rating instead of the best sentences."""

        @staticmethod
        def _get_best_sentences(
            sentences: Sequence[object], _count: object, rating: dict[object, float]
        ) -> "NDArray[np.float64]":
            return np.array([rating[sentence] for sentence in sentences], dtype=np.float64)

    rows = [SumySentence(str(row), Lookup) for row in range(len(token_lists))]
    ratings: NDArray[np.float64] = Rating()(ObjectDocumentModel([Paragraph(rows)]), len(rows))
    highest = float(ratings.max(initial=0.0))
    return ratings / highest if highest > 0 else ratings
