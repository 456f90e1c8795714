"""articles, sentences, themes → where the outlets meet and where they part.

Coverage: which outlet tells which theme, which tells it alone, which is silent.  Silence is only
ever "not found in the texts given": with it goes the nearest sentence that was found and how near
it is, so that a reader can judge.

No claim of dispute is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.contrast._coverage import coverage_of
from reportgen.model import Article, Coverage, Sentence, Theme, Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """What was found between the outlets, ready to be put into a briefing."""

    coverage: tuple[Coverage, ...]


def contrast(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    vectors: Vectors,
    themes: Sequence[Theme],
) -> Contrast:
    """Return what the outlets say together, apart and not at all.

    `vectors` are centred, row *i* is sentence *i*; similarities are cosines in that space, the
    same that the clustering threshold speaks of.  The same input gives the same answer.
    """
    return Contrast(coverage=coverage_of(articles, sentences, vectors, themes))
