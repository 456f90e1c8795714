"""Rate the sentences of a theme, and pick each outlet's own."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from reportgen import arabic
from reportgen.geometry import centroid
from reportgen.model import Article, Sentence, Theme, Vectors
from reportgen.stopwords import LEANING_OPENINGS, is_stop_word
from reportgen.summarize._sumy import lexrank

# sumy compares every sentence with every other in plain Python: beyond this many, only those
# nearest to the theme's centre are rated by it, the rest by their closeness alone.
_MOST_FOR_LEXRANK = 120

# A key sentence is quoted in a column: much shorter says little, much longer is not read.
_COMFORTABLE_WORDS = (8, 45)


class KeySentences:
    """Ratings of sentences within their themes, computed once a theme."""

    def __init__(
        self,
        articles: Sequence[Article],
        sentences: Sequence[Sentence],
        vectors: Vectors,
        redundancy: float,
    ) -> None:
        self.sentences = {sentence.id: sentence for sentence in sentences}
        self.row = {sentence.id: i for i, sentence in enumerate(sentences)}
        self.outlet_of = {article.id: article.outlet for article in articles}
        self._matrix = vectors.matrix
        self._redundancy = redundancy
        self._ratings: dict[str, dict[str, float]] = {}

    def pick(self, theme: Theme, outlet: str, most: int) -> tuple[str, ...]:
        """Return the ids of the outlet's best sentences in the theme, best first.

        At least one; a further one only if it does not repeat those before it.
        """
        own = [i for i in theme.sentences if self.outlet_of[self.sentences[i].article] == outlet]
        chosen: list[str] = []
        for candidate in sorted(own, key=lambda i: (-self.rating(theme, i), i)):
            if len(chosen) == most:
                break
            if all(self.similarity(candidate, other) < self._redundancy for other in chosen):
                chosen.append(candidate)
        return tuple(chosen)

    def rating(self, theme: Theme, sentence_id: str) -> float:
        """Return how well the sentence stands for the theme, 0 to about 1."""
        if theme.id not in self._ratings:
            self._ratings[theme.id] = self._rate(theme)
        return self._ratings[theme.id][sentence_id]

    def similarity(self, one: str, other: str) -> float:
        """Return the centred cosine of two sentences."""
        return float(self._matrix[self.row[one]] @ self._matrix[self.row[other]])

    def _rate(self, theme: Theme) -> dict[str, float]:
        rows = self._matrix[[self.row[i] for i in theme.sentences]]
        closeness = np.clip(rows @ centroid(rows), 0.0, 1.0)
        # theme.sentences stand nearest first, so the head is what LexRank should see
        head = [self.sentences[i] for i in theme.sentences[:_MOST_FOR_LEXRANK]]
        central = np.zeros(len(rows))
        central[: len(head)] = lexrank([content_stems(sentence.folded) for sentence in head])
        return {
            sentence_id: round(
                float((0.5 * lexical + 0.5 * near) * reads_alone(self.sentences[sentence_id])), 6
            )
            for sentence_id, lexical, near in zip(theme.sentences, central, closeness, strict=True)
        }


def reads_alone(sentence: Sentence) -> float:
    """Return a weight up to 1: how well the sentence can be quoted without its neighbours."""
    words = sentence.folded.split()
    weight = 1.0
    shortest, longest = _COMFORTABLE_WORDS
    if len(words) < shortest:
        weight *= 0.4 + 0.6 * len(words) / shortest
    elif len(words) > longest:
        weight *= max(0.6, longest / len(words))
    if words and words[0].strip("«\"'(،:") in LEANING_OPENINGS:
        weight *= 0.75
    if sentence.text.rstrip('»" ').endswith(("\u061f", "?")):  # ARABIC QUESTION MARK
        weight *= 0.6
    return weight


@lru_cache(maxsize=65536)
def content_stems(folded: str) -> tuple[str, ...]:
    """Return the stems of the words that carry the subject."""
    return tuple(arabic.light_stem(w) for w in arabic.words(folded) if not is_stop_word(w))
