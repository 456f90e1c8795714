"""How well themes bring together what is said of one matter; `bench.contrast themes` runs it.

363 sentences of eighteen same-day stories of saudinewsnet in which papers wrote much themselves,
read whole: each has the matters that it makes a statement of (2026-11-25).
`bench/labels/themes.jsonl` names sentences by article, offset and digest; the letters of the
matters are a story's own.  Two sentences of different outlets are of one matter if they have a
letter in common (390 of 1,772 pairs of the half "tune", 240 of 997 of "report"), and count as found
if they stand in one theme.  A sentence that speaks of two matters can stand in one theme only: by
that alone many pairs are missed, before as now.  The halves are those of the stories' names.

"Before" is what the clustering did until then: the cosine alone, joined up to 0.8.  Told: of each
matter that two outlets tell, the outlets of the theme that is mostly of it and names them best,
held against those that tell it.  Intervals are of whole stories drawn again (bootstrap, 95 %).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bench.contrast_faces import LABELS, read_story, space, stories
from bench.stories import half_of
from reportgen.cluster import ClusterOptions, cluster
from reportgen.model import Sentence, Theme, Vectors
from reportgen.nearness import Nearness

_DRAWN = 2000
_SEED = 5
_COSINE_ALONE, _BEFORE = 0.0, 0.8

Counts = tuple[int, int, int]  # found rightly, found wrongly, missed


@dataclass(frozen=True, kw_only=True)
class Story:
    """A labelled story: its sentences in their space, and the matters of those read."""

    half: str
    sentences: tuple[Sentence, ...]
    vectors: Vectors
    outlet_of: dict[str, str]
    matters: dict[str, frozenset[str]]


@dataclass(frozen=True)
class Found:
    """The counts of each story of a half, and the outlets of its matters."""

    pairs: list[Counts] = field(default_factory=list)
    outlets: list[Counts] = field(default_factory=list)

    def figure(self, which: Callable[[Counts], float]) -> str:
        """Return a figure of all pairs, with its interval."""
        drawn = np.random.default_rng(_SEED).integers(
            len(self.pairs), size=(_DRAWN, len(self.pairs))
        )
        values = [which(total([self.pairs[n] for n in rows])) for rows in drawn.tolist()]
        low, high = np.quantile(values, (0.025, 0.975))
        return f"{which(total(self.pairs)):.3f} [{low:.3f}, {high:.3f}]"


def precision(counts: Counts) -> float:
    """Return the share of what was found that is right."""
    return counts[0] / max(1, counts[0] + counts[1])


def recall(counts: Counts) -> float:
    """Return the share of what is there that was found."""
    return counts[0] / max(1, counts[0] + counts[2])


def f1(counts: Counts) -> float:
    """Return the harmonic mean of the two."""
    return 2 * counts[0] / max(1, 2 * counts[0] + counts[1] + counts[2])


def total(counts: Sequence[Counts]) -> Counts:
    """Return the counts of several stories together."""
    right, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    return right, wrong, missed


def report(half: str) -> dict[str, float]:
    """Print the figures of one half, before and now; return those that have a floor."""
    read = [story for story in _labelled() if story.half == half]
    if not read:
        print("the stories are not there: the floors of the themes are not held")
        return {}
    before, now = Found(), Found()
    for story in read:
        for found, themes in ((before, _themes_before(story)), (now, _themes(story))):
            found.pairs.append(_of_pairs(story, themes))
            found.outlets.append(_of_outlets(story, themes))
    for name, found in (("before", before), ("now", now)):
        figures = ", ".join(
            f"{label} {found.figure(which)}"
            for label, which in (("precision", precision), ("recall", recall), ("F1", f1))
        )
        told = total(found.outlets)
        print(f"themes, {half} half, {name}: {figures}")
        print(f"  outlets of a matter: precision {precision(told):.3f} recall {recall(told):.3f}")
    return {
        "themes_precision": precision(total(now.pairs)),
        "themes_f1": f1(total(now.pairs)),
        "themes_outlets_precision": precision(total(now.outlets)),
    }


def _labelled() -> Iterator[Story]:
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (LABELS / "themes.jsonl").open(encoding="utf-8"):
        label = json.loads(line)
        labels[label["story"]].append(label)
    known = stories()
    for name, some in sorted(labels.items()):
        if name not in known:
            continue
        articles, names = read_story(known[name])
        sentences, vectors = space(articles)
        at = {(names[s.article], s.start): s for s in sentences}
        matters = {}
        for label in some:
            sentence = at[label["article"], label["start"]]
            digest = hashlib.sha256(sentence.text.encode()).hexdigest()[:16]
            assert digest == label["sha256"], "the articles are read otherwise now"  # noqa: S101
            matters[sentence.id] = frozenset(label["matters"])
        yield Story(
            half=half_of(f"saudinewsnet/{name}"),
            sentences=sentences,
            vectors=vectors,
            outlet_of={article.id: article.outlet for article in articles},
            matters=matters,
        )


def _themes(story: Story) -> tuple[Theme, ...]:
    return cluster(
        story.sentences, story.vectors, outlet_of=story.outlet_of, options=ClusterOptions()
    )


class _CosineAlone(Nearness):
    """The likeness of sentences as it was: their cosine."""

    def wholes(self, rows: Sequence[int], *, words_weight: float) -> Any:  # noqa: ANN401, ARG002
        return super().wholes(rows, words_weight=_COSINE_ALONE)


def _themes_before(story: Story) -> tuple[Theme, ...]:
    return cluster(
        story.sentences,
        story.vectors,
        outlet_of=story.outlet_of,
        nearness=_CosineAlone(story.sentences, story.vectors, story.outlet_of),
        options=ClusterOptions(distance_threshold=_BEFORE),
    )


def _of_pairs(story: Story, themes: Sequence[Theme]) -> Counts:
    theme_of = {i: theme.id for theme in themes for i in theme.sentences}
    outlet = {s.id: story.outlet_of[s.article] for s in story.sentences}
    right = wrong = missed = 0
    read = sorted(story.matters)
    for place, one in enumerate(read):
        for other in read[:place]:
            if outlet[one] == outlet[other]:
                continue
            is_same = bool(story.matters[one] & story.matters[other])
            is_found = one in theme_of and theme_of[one] == theme_of.get(other)
            right += is_same and is_found
            wrong += is_found and not is_same
            missed += is_same and not is_found
    return right, wrong, missed


def _of_outlets(story: Story, themes: Sequence[Theme]) -> Counts:
    outlet = {s.id: story.outlet_of[s.article] for s in story.sentences}
    tellers: dict[str, set[str]] = defaultdict(set)
    for sentence, matters in story.matters.items():
        for matter in matters:
            tellers[matter].add(outlet[sentence])
    right = wrong = missed = 0
    for matter, true in sorted(tellers.items()):
        if len(true) == 1:
            continue
        named = max(
            (set(theme.outlets) for theme in themes if _is_of(theme, matter, story)),
            key=lambda outlets: (len(outlets & true) - len(outlets - true), sorted(outlets)),
            default=set(),
        )
        right += len(named & true)
        wrong += len(named - true)
        missed += len(true - named)
    return right, wrong, missed


def _is_of(theme: Theme, matter: str, story: Story) -> bool:
    """Say whether at least half of a theme's sentences that were read speak of the matter."""
    read = [story.matters[i] for i in theme.sentences if i in story.matters]
    return bool(read) and 2 * sum(matter in matters for matters in read) >= len(read)
