"""Tell whether two sentences say the same thing."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from reportgen.model import Sentence
from reportgen.summarize._terms import content_stems

# Sharing this much of the shorter one's stems, two sentences tell the same, whatever the model
# says: "a bridge fell" inside "a bridge fell and ten were hurt".
_SHARED_STEMS = 0.6
# Centred vectors have next to no common direction; with one this strong they are not centred (too
# few to be), any two are near each other, and only the words can tell.
_COMMON_DIRECTION = 0.6


class Repeats:
    """Answers for one set of sentences; `matrix` holds their centred vectors."""

    def __init__(
        self, sentences: Sequence[Sentence], matrix: "NDArray[np.float32]", threshold: float
    ) -> None:
        self._stems = [frozenset(content_stems(sentence.folded)) for sentence in sentences]
        self._matrix = matrix
        self._threshold = threshold
        common = float(np.linalg.norm(matrix.mean(axis=0))) if len(matrix) else 0.0
        self._has_meaning = common < _COMMON_DIRECTION

    def any(self, row: int, others: Iterable[int]) -> bool:
        """Say whether sentence `row` repeats one of `others`."""
        return any(self.are_same(row, other) for other in others)

    def are_same(self, one: int, other: int) -> bool:
        """Say whether two sentences say the same thing."""
        first, second = self._stems[one], self._stems[other]
        shorter = min(len(first), len(second))
        if shorter and len(first & second) >= _SHARED_STEMS * shorter:
            return True
        return self._has_meaning and self.similarity(one, other) >= self._threshold

    def similarity(self, one: int, other: int) -> float:
        """Return the centred cosine of two sentences."""
        return round(float(self._matrix[one] @ self._matrix[other]), 6)
