"""themes → coverage: which outlet tells which theme, which tells it alone, which is silent."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reportgen.geometry import centroid
from reportgen.model import Article, Coverage, Nearest, Sentence, State, Theme, Vectors


def coverage_of(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    vectors: Vectors,
    themes: Sequence[Theme],
) -> tuple[Coverage, ...]:
    """Return one cell for every theme and outlet: themes in rank order, outlets in article order.

    `vectors` are centred, row *i* is sentence *i*; similarities are cosines in that space, the
    same that the clustering threshold speaks of.
    """
    row = {sentence.id: i for i, sentence in enumerate(sentences)}
    outlet_of = {article.id: article.outlet for article in articles}
    outlets = tuple(dict.fromkeys(article.outlet for article in articles))
    rows_of = {outlet: _quotable(sentences, outlet_of, outlet) for outlet in outlets}
    cells = []
    for theme in themes:
        centre = centroid(vectors.matrix[[row[i] for i in theme.sentences]])
        for outlet in outlets:
            own = tuple(
                i for i in theme.sentences if outlet_of[sentences[row[i]].article] == outlet
            )
            if own:
                state: State = "alone" if theme.independent == 1 else "told"
                cells.append(Coverage(theme=theme.id, outlet=outlet, state=state, sentences=own))
                continue
            nearest, similarity = _nearest(sentences, vectors, rows_of[outlet], centre)
            cells.append(
                Coverage(
                    theme=theme.id,
                    outlet=outlet,
                    state="absent",
                    nearest=None
                    if nearest is None
                    else Nearest(sentence=sentences[nearest].id, similarity=similarity),
                )
            )
    return tuple(cells)


def _nearest(
    sentences: Sequence[Sentence],
    vectors: Vectors,
    rows: Sequence[int],
    centre: "NDArray[np.float64]",
) -> tuple[int | None, float]:
    """Return the row that comes nearest to the centre, and how near; ties fall by content."""
    if not rows:
        return None, 0.0
    closeness = (vectors.matrix[rows] @ centre).round(4)
    best = closeness.max()
    tied = (rows[i] for i in np.flatnonzero(closeness == best).tolist())
    return min(tied, key=lambda row: sentences[row].id), float(best)


def _quotable(sentences: Sequence[Sentence], outlet_of: dict[str, str], outlet: str) -> list[int]:
    return [
        i
        for i, sentence in enumerate(sentences)
        if sentence.role == "body" and outlet_of[sentence.article] == outlet
    ]
