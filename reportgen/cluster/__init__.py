"""sentences + centred vectors → themes.

It never looks at anything but the sentences' vectors and words, so the order of files, their
names and their outlets' fame change nothing.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from reportgen.cluster._labels import label_themes
from reportgen.cluster._threads import find_threads
from reportgen.geometry import nearest_first, on_one_core
from reportgen.independence import independent_outlets
from reportgen.model import Sentence, Theme, Thread, Vectors
from reportgen.nearness import Nearness

# How much the rare words that two sentences share count towards their likeness; the cosine counts
# the rest.  On the half "tune" of bench/labels/themes.jsonl (silver stories, 2026-11-25) 1/3 to 3/5
# are as good as one another; more parts those who say the same in words of their own.
_WORDS_WEIGHT = 0.4


class ClusterOptions(BaseModel):
    """How close passages must be to make a theme."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # On the half "tune" of bench/labels/themes.jsonl (pairs of sentences of two outlets in nine
    # silver stories, 2026-11-25) nine of ten joined are rightly joined up to 0.83, eight from 0.85
    # on: precision 0.925, F1 0.538.  The cosine alone up to 0.8, as it was before: 0.873, 0.522.
    distance_threshold: float = Field(
        default=0.83,
        gt=0,
        lt=2,
        description="Average distance in meaning and rare words up to which clusters are joined.",
    )
    min_words: int = Field(
        default=4, ge=1, description="Sentences with fewer words are quoted but found no theme."
    )
    # Right in nine of ten on the half "tune" of bench/labels/coverage.jsonl (silver stories,
    # 2026-11-22), which is 17 of 19; in 19 of 23 on the half "test".
    told_likeness: float = Field(
        default=0.28,
        gt=0,
        le=1,
        description="An outlet tells a theme of others in passing when a clause is so like it.",
    )
    # On the half "tune" of the loose sets in bench/labels/themes.jsonl (2026-11-25) 0 to 0.1 show
    # the same outlets; from 0.15 on there are half as many threads, and fewer outlets.
    thread_likeness: float = Field(
        default=0.05,
        ge=-1,
        le=1,
        description="Sentences of several themes that share a word make a thread from this mean "
        "cosine on.",
    )
    threads: int = Field(default=8, ge=0, description="At most so many threads are told.")


@on_one_core()
def threads(
    sentences: Sequence[Sentence],
    vectors: Vectors,
    themes: Sequence[Theme],
    *,
    outlet_of: dict[str, str],
    text_of: dict[str, str] | None = None,
    options: ClusterOptions,
) -> tuple[Thread, ...]:
    """Find the words that outlets come back to in several of the `themes`, the best first.

    What a thread claims is that its sentences have its word, nothing more.  `vectors` are centred,
    row *i* is sentence *i*; `text_of` names for articles that print one text that text.
    """
    return find_threads(
        sentences,
        vectors,
        themes,
        outlet_of=outlet_of,
        text_of=text_of or {},
        likeness=options.thread_likeness,
        most=options.threads,
    )


@on_one_core()
def cluster(
    sentences: Sequence[Sentence],
    vectors: Vectors,
    *,
    outlet_of: dict[str, str],
    text_of: dict[str, str] | None = None,
    nearness: Nearness | None = None,
    options: ClusterOptions,
) -> tuple[Theme, ...]:
    """Group related sentences into themes, the most widely told first.

    Average-linkage agglomerative clustering on the cosine distance mixed with that of the rare
    words that two sentences share: on 3 to 30 articles density methods (HDBSCAN) find nothing and
    projections (UMAP) change from run to run.  Headlines take
    no part.  A sentence near no other belongs to no theme.  One that speaks of the theme of other
    outlets in passing belongs to it, too (`Theme.also`), where its own outlet has no other there.
    `text_of` names for articles that print one text that text: such outlets count once.  `vectors`
    are centred, row *i* is sentence *i*; `outlet_of` gives the outlet of an article's id.
    `nearness` is that of these sentences, if somebody has it.
    """
    nearness = nearness or Nearness(sentences, vectors, outlet_of)
    told = _told_in_passing(sentences, nearness, outlet_of=outlet_of, options=options)
    texts = text_of or {}
    rows = sorted(
        (
            i
            for i, sentence in enumerate(sentences)
            if sentence.role == "body" and len(sentence.text.split()) >= options.min_words
        ),
        # by content, not by place in the input: ties between equal distances fall alike
        key=lambda i: sentences[i].id,
    )
    ids = [sentence.id for sentence in sentences]
    groups = [
        nearest_first([rows[i] for i in group], vectors.matrix, ids)
        for group in _linked(
            nearness.wholes(rows, words_weight=_WORDS_WEIGHT), options.distance_threshold
        )
    ]
    nearness.expect([nearness.cores(group) for group in groups])
    themes = [
        _theme([sentences[i] for i in group], [sentences[i] for i in told(group)], outlet_of, texts)
        for group in groups
    ]
    ranked = sorted(range(len(themes)), key=lambda t: _rank(themes[t]))
    labels = label_themes(
        [[sentences[i] for i in groups[t]] for t in ranked], sentences, outlet_of=outlet_of
    )
    return tuple(
        replace(theme, label=label)
        for theme, label in zip((themes[t] for t in ranked), labels, strict=True)
    )


def _linked(likeness: NDArray[np.float64], threshold: float) -> list[list[int]]:
    """Return the clusters of at least two rows, as row numbers."""
    if len(likeness) < 2:  # noqa: PLR2004 - one row has no partner
        return []
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    # rounded, lest the order in which words were added up decide between equal distances
    distances = np.clip(np.round(1.0 - likeness, 9), 0.0, 2.0)
    np.fill_diagonal(distances, 0.0)
    tree = linkage(squareform(distances, checks=False), method="average")
    members: dict[int, list[int]] = {}
    for row, name in enumerate(fcluster(tree, t=threshold, criterion="distance")):
        members.setdefault(int(name), []).append(row)
    return [group for group in members.values() if len(group) > 1]


def _told_in_passing(
    sentences: Sequence[Sentence],
    nearness: Nearness,
    *,
    outlet_of: dict[str, str],
    options: ClusterOptions,
) -> Callable[[Sequence[int]], list[int]]:
    """Return what finds, for the rows of a theme, the rows of other outlets that tell it, too."""

    def told(group: Sequence[int]) -> list[int]:
        own = {outlet_of[sentences[row].article] for row in group}
        others = nearness.of_outlets(nearness.cores(group))
        return [
            near.row
            for outlet, near in others.items()
            if outlet not in own and near.likeness >= options.told_likeness
        ]

    return told


def _theme(
    members: Sequence[Sentence],
    also: Sequence[Sentence],
    outlet_of: dict[str, str],
    text_of: dict[str, str],
) -> Theme:
    ids = tuple(sentence.id for sentence in members)
    digest = hashlib.sha256(" ".join(sorted(ids)).encode()).hexdigest()
    counts: dict[str, int] = {}
    for sentence in members:
        outlet = outlet_of[sentence.article]
        counts[outlet] = counts.get(outlet, 0) + 1
    outlets = sorted(counts, key=lambda outlet: (-counts[outlet], outlet))
    outlets += sorted(outlet_of[sentence.article] for sentence in also)
    texts = {(outlet_of[s.article], text_of.get(s.article, s.article)) for s in (*members, *also)}
    return Theme(
        id=f"t-{digest[:10]}",
        label="",
        sentences=ids,
        outlets=tuple(outlets),
        copied=len(outlets) - independent_outlets(texts),
        also=tuple(sorted(sentence.id for sentence in also)),
    )


def _rank(theme: Theme) -> tuple[int, int, str]:
    return (-theme.independent, -len(theme.sentences), theme.id)
