"""themes + an earlier edition → the same themes, called what they were called before.

A theme keeps its id, its label and its place among the others while articles come and go.  It
goes on as the theme with which it shares most of the sentences that still stand; where nothing of
it stands, as one that nothing was known of and that speaks of the same thing (`_NEAR`).  What is
born after the first edition has the edition in its id, so no id is ever given twice.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reportgen.continuity._difference import difference
from reportgen.continuity._matching import assigned, matched, overlap
from reportgen.continuity._standing import Texts, standing
from reportgen.geometry import centroid
from reportgen.model import Article, Briefing, Sentence, Theme, Vectors

__all__ = ["continuity", "difference", "placed", "vanished"]

# Cosine of two themes' centres from which they are one theme of which no sentence stands.  On the
# 48 silver stories that share least of their wording precision is 0.95 and recall 0.85; from 0.7 on
# 0.92 and 0.91, from 0.8 on 0.96 and 0.74 (2026-11-22, bench/continuity.py).
_NEAR = 0.75


def vanished(
    previous: Briefing, articles: Sequence[Article], sentences: Sequence[Sentence]
) -> tuple[Sentence, ...]:
    """Return the sentences of those themes of `previous` of which no sentence stands.

    Their vectors are what `continuity` knows such a theme by; mostly there is none.
    """
    kept = _kept(previous, articles, sentences)
    lost = {
        one
        for theme in previous.themes
        if not any(member in kept for member in theme.sentences)
        for one in theme.sentences
    }
    return tuple(sentence for sentence in previous.sentences if sentence.id in lost)


def continuity(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    vectors: Vectors,
    themes: Sequence[Theme],
    *,
    previous: Briefing,
    lost: tuple[Sequence[Sentence], Vectors] | None = None,
) -> tuple[Theme, ...]:
    """Return `themes` in their order, each with the id and label it had in `previous`.

    A label is kept while it is still a phrase of the theme's sentences and names no other theme.
    `vectors` are centred, row *i* is sentence *i*; `lost` are the sentences `vanished` gave and
    their vectors, centred alike.
    """
    found = overlap(previous.themes, themes, _kept(previous, articles, sentences))
    goes_on = matched(found)
    if lost:
        unfollowed = {i: t for i, t in enumerate(previous.themes) if not found.standing[i]}
        unknown = {j: t for j, t in enumerate(themes) if not found.known[j]}
        near = _nearness(_centres(unfollowed, *lost), _centres(unknown, sentences, vectors))
        goes_on |= assigned(near)
    edition = previous.edition + 1
    named = [
        replace(theme, id=previous.themes[goes_on[j]].id)
        if j in goes_on
        else replace(theme, id=_born(theme, edition))
        for j, theme in enumerate(themes)
    ]
    wanted = {j: previous.themes[i].label for j, i in goes_on.items()}
    labels = _labels(named, wanted, {sentence.id: sentence.text for sentence in sentences})
    return tuple(replace(theme, label=label) for theme, label in zip(named, labels, strict=True))


def placed(briefing: Briefing, previous: Briefing | None) -> Briefing:
    """Return the briefing with its themes and outlets where the reader knows them from.

    The themes of `previous` stay in their order; a new one stands after the last of them that is
    at least as widely told.  Outlets keep their place, those gone too.  What is new is noted.
    """
    if previous is None:
        return replace(briefing, outlet_places=briefing.places)
    briefing = replace(briefing, outlet_places=previous.places)
    briefing = replace(briefing, outlet_places=briefing.places)
    outlet_place = {outlet: n for n, outlet in enumerate(briefing.places)}
    themes = tuple(
        replace(theme, key=tuple(sorted(theme.key, key=lambda pair: outlet_place[pair[0]])))
        for theme in _in_place(briefing.themes, previous)
    )
    theme_place = {theme.id: n for n, theme in enumerate(themes)}
    coverage = tuple(
        sorted(briefing.coverage, key=lambda c: (theme_place[c.theme], outlet_place[c.outlet]))
    )
    made = replace(briefing, themes=themes, coverage=coverage)
    return replace(made, since=difference(previous, made))


def _in_place(themes: Sequence[Theme], previous: Briefing) -> list[Theme]:
    place = {theme.id: n for n, theme in enumerate(previous.themes)}
    order = sorted((t for t in themes if t.id in place), key=lambda t: place[t.id])
    for theme in themes:
        if theme.id not in place:
            wider = (n for n, t in enumerate(order, 1) if t.independent >= theme.independent)
            order.insert(max(wider, default=0), theme)
    return order


def _kept(
    previous: Briefing, articles: Sequence[Article], sentences: Sequence[Sentence]
) -> Mapping[str, str]:
    before = Texts(articles=previous.articles, sentences=previous.sentences)
    return standing(before, Texts(articles=articles, sentences=sentences)).kept


def _born(theme: Theme, edition: int) -> str:
    digest = hashlib.sha256(f"{edition} {' '.join(sorted(theme.sentences))}".encode())
    return f"t-{digest.hexdigest()[:10]}"


def _centres(
    themes: Mapping[int, Theme], sentences: Sequence[Sentence], vectors: Vectors
) -> "dict[int, NDArray[np.float64]]":
    row = {sentence.id: i for i, sentence in enumerate(sentences)}
    return {
        place: centroid(vectors.matrix[[row[one] for one in theme.sentences]])
        for place, theme in themes.items()
    }


def _nearness(
    before: "Mapping[int, NDArray[np.float64]]", after: "Mapping[int, NDArray[np.float64]]"
) -> dict[tuple[int, int], float]:
    """Return how near the centres of the themes lie, where they lie near."""
    near = {(i, j): round(float(a @ b), 4) for i, a in before.items() for j, b in after.items()}
    return {pair: cosine for pair, cosine in near.items() if cosine >= _NEAR}


def _labels(
    themes: Sequence[Theme], wanted: Mapping[int, str], text_of: Mapping[str, str]
) -> list[str]:
    """Return the labels, the wanted ones where they hold and are one theme's alone."""
    kept = {
        j: label
        for j, label in wanted.items()
        if any(label in text_of[one] for one in themes[j].sentences)
    }
    while True:
        labels = [kept.get(j, theme.label) for j, theme in enumerate(themes)]
        times = Counter(labels)
        clashing = [j for j in kept if times[labels[j]] > 1 and labels[j] != themes[j].label]
        if not clashing:
            return labels
        for j in clashing:
            del kept[j]
