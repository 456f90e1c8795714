"""Tell whether two sentences say the same thing."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from reportgen import arabic
from reportgen.model import Sentence
from reportgen.summarize._terms import content_stems

# Centred vectors have next to no common direction; with one this strong they are not centred (too
# few to be), any two are near each other, and only the words can tell.
_COMMON_DIRECTION = 0.6
_QUOTATION = re.compile('[«"“]([^«»"“”]{1,400})[»"”]')
_QUOTED_WORDS = 6  # fewer may be the name of something


class Repeats:
    """Answers for one set of sentences; `matrix` holds their centred vectors.

    Two sentences may be the same by meaning (centred cosine) or by wording (share of the shorter
    one's stems); neither alone finds what a reader calls a repetition, so the two are joined as
    independent evidence: ``1 - (1 - meaning) * (1 - wording)``.  Two that quote the same words in
    quotation marks are the same, whatever stands around these.
    """

    def __init__(
        self, sentences: Sequence[Sentence], matrix: "NDArray[np.float32]", threshold: float
    ) -> None:
        self._stems = [frozenset(content_stems(sentence.folded)) for sentence in sentences]
        self._quoted = [_quoted(sentence.text) for sentence in sentences]
        self._matrix = matrix
        self.threshold = threshold
        common = float(np.linalg.norm(matrix.mean(axis=0))) if len(matrix) else 0.0
        self._has_meaning = common < _COMMON_DIRECTION

    def nearest(self, row: int, others: Iterable[int]) -> float:
        """Return how much (0 to 1) sentence `row` repeats the one of `others` it repeats most."""
        return max((self.sameness(row, other) for other in others), default=0.0)

    def any(self, row: int, others: Iterable[int]) -> bool:
        """Say whether sentence `row` says the same as one of `others`."""
        return self.nearest(row, others) >= self.threshold

    def sameness(self, one: int, other: int) -> float:
        """Return how much (0 to 1) two sentences say the same."""
        if self._quoted[one] & self._quoted[other]:
            return 1.0
        first, second = self._stems[one], self._stems[other]
        shorter = min(len(first), len(second))
        wording = len(first & second) / shorter if shorter else 0.0
        meaning = float(self._matrix[one] @ self._matrix[other]) if self._has_meaning else 0.0
        return round(1.0 - (1.0 - max(0.0, meaning)) * (1.0 - wording), 6)


def _quoted(text: str) -> frozenset[tuple[str, ...]]:
    """Return the words of each quotation that is long enough to be what somebody said."""
    spoken = (tuple(arabic.words(arabic.fold(q))) for q in _QUOTATION.findall(text))
    return frozenset(words for words in spoken if len(words) >= _QUOTED_WORDS)
