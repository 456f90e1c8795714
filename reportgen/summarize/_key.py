"""Rate the sentences of a theme, and pick each outlet's own."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reportgen.geometry import centroid
from reportgen.model import Article, Sentence, Theme, Vectors
from reportgen.summarize._ratings import lexrank_of_most, openings
from reportgen.summarize._readability import reads_alone
from reportgen.summarize._redundancy import Repeats
from reportgen.summarize._selection import Quotation, quotation
from reportgen.summarize._terms import content_stems
from reportgen.summarize._weights import weights


class KeySentences:
    """Ratings of sentences within their themes, computed once a theme."""

    def __init__(
        self,
        articles: Sequence[Article],
        sentences: Sequence[Sentence],
        vectors: Vectors,
        redundancy: float,
    ) -> None:
        self.sentences = sentences
        self.row = {sentence.id: i for i, sentence in enumerate(sentences)}
        self.repeats = Repeats(sentences, vectors.matrix, redundancy)
        self._outlet_of = {article.id: article.outlet for article in articles}
        self._matrix = vectors.matrix
        self._openings = openings(sentences)
        self._ratings: dict[str, dict[int, float]] = {}

    def pick(self, theme: Theme, outlet: str, most: int) -> tuple[Quotation, ...]:
        """Return the outlet's best quotations in the theme, best first, `most` spans together.

        At least one; a further one only if it does not repeat those before it.  A sentence that
        leans on the one before comes with it, or gives way to one that stands alone; only where
        the outlet has no other is it quoted as it is.
        """
        own = [
            row
            for row in map(self.row.__getitem__, (*theme.sentences, *theme.also))
            if self._is_of(row, outlet)
        ]
        best_first = sorted(own, key=lambda row: (-self.rating(theme, row), self.sentences[row].id))
        chosen: list[Quotation] = []
        used: set[int] = set()
        for row in best_first:
            rows = quotation(self.sentences, row)
            if rows is None or len(used) + len(rows) > most or used.intersection(rows):
                continue
            if not any(self.repeats.any(i, used) for i in rows):
                chosen.append(rows)
                used.update(rows)
        return tuple(chosen) or ((best_first[0],),)

    def rating(self, theme: Theme, row: int) -> float:
        """Return how well the sentence stands for what its outlet says of the theme, 0 to 1."""
        if theme.id not in self._ratings:
            self._ratings[theme.id] = self._rate(theme)
        return self._ratings[theme.id][row]

    def outlet_of(self, row: int) -> str:
        """Return the outlet that says the sentence."""
        return self._outlet_of[self.sentences[row].article]

    def _is_of(self, row: int, outlet: str) -> bool:
        return self.outlet_of(row) == outlet

    def _rate(self, theme: Theme) -> dict[int, float]:
        """Weigh what it has in common with the theme against what others say already."""
        weight = weights("theme")
        rows = [self.row[i] for i in (*theme.sentences, *theme.also)]
        members = self._matrix[rows]
        closeness = np.clip(members @ centroid(members), 0.0, 1.0)
        stems = [content_stems(self.sentences[row].folded) for row in rows]
        ratings = (
            weight["lexrank"] * lexrank_of_most(stems, closeness)
            + weight["closeness"] * closeness
            + weight["opening"] * self._openings[rows]
            + weight["repeats_others"] * self._said_by_others(rows)
        )
        alone = np.array([reads_alone(self.sentences[row]) for row in rows])
        rated = np.clip(ratings, 0.0, 1.0) * alone
        return dict(zip(rows, rated.round(6).tolist(), strict=True))

    def _said_by_others(self, rows: Sequence[int]) -> "NDArray[np.float64]":
        """Return how near (0 to 1) each sentence comes to its nearest of another outlet."""
        members = self._matrix[rows].astype(np.float64)
        outlets = np.array([self.outlet_of(row) for row in rows])
        cosines = np.where(outlets[:, None] != outlets[None, :], members @ members.T, 0.0)
        nearest: NDArray[np.float64] = np.clip(cosines.max(axis=1, initial=0.0), 0.0, 1.0)
        return nearest
