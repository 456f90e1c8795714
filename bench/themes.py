"""How well themes bring together what is said of one matter; `bench.contrast themes` runs it.

831 sentences read whole, with the matters that each makes a statement of (2026-11-25).  A matter is
what a reader would put under one heading of a briefing: one happening, claim or question of the
story, whoever speaks of it, for or against, in whatever words; the story as a whole is none.
`bench/labels/themes.jsonl` names sentences by article, offset and digest; the letters of the
matters are a story's own, a sentence of no matter that another has has none.  Of two kinds:

- 363 sentences of eighteen same-day stories of saudinewsnet in which papers wrote much themselves:
  reports that tell one matter in much the same words.
- 468 of eight sets ("loose/…") of five articles each, columns, interviews and reports of several
  days, as people collect them: one matter is mostly told in other words.

Two sentences of different outlets are of one matter if they have a letter in common (of the
stories 390 of 1,772 pairs of the half "tune", 240 of 997 of "report"; of the loose sets 453 of
6,594 and 526 of 4,205), and count as found if they stand in one theme.  A sentence that speaks of
two matters can stand in one theme only: by that alone many pairs are missed, before as now.  The
halves are those of the stories' names.

The threads (words that outlets come back to in several themes) are held against the same labels:
how many are of one matter, which half of their sentences speak of, and what outlets a reader finds
by themes and threads together.

"Before" is what the clustering did until then: the cosine alone, joined up to 0.8.  Told: of each
matter that two outlets tell, the outlets of the theme that is mostly of it and names them best,
held against those that tell it.  Alone and absent: of the matters that at least half of a theme's
sentences speak of, that outlet alone tells any, or that outlet none.  Intervals are of whole
stories drawn again (bootstrap, 95 %).
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bench.contrast_faces import LABELS, read_story, space, stories
from bench.stories import half_of
from reportgen.cluster import ClusterOptions, cluster, threads
from reportgen.contrast import ContrastOptions
from reportgen.contrast._coverage import coverage_of
from reportgen.model import Article, Sentence, Theme, Vectors
from reportgen.nearness import Nearness

_DRAWN = 2000
_SEED = 5
_COSINE_ALONE, _BEFORE = 0.0, 0.8

Counts = tuple[int, int, int]  # found rightly, found wrongly, missed


@dataclass(frozen=True, kw_only=True)
class Story:
    """A labelled story: its sentences in their space, and the matters of those read."""

    half: str
    is_loose: bool
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    vectors: Vectors
    outlet_of: dict[str, str]
    matters: dict[str, frozenset[str]]


@dataclass(frozen=True)
class Found:
    """The counts of each story of a half, and the outlets of its matters."""

    pairs: list[Counts] = field(default_factory=list)
    outlets: list[Counts] = field(default_factory=list)
    with_threads: list[Counts] = field(default_factory=list)
    threads: list[int] = field(default_factory=lambda: [0, 0])  # of one matter, of all


def figure(counts: Sequence[Counts], which: Callable[[Counts], float]) -> str:
    """Return a figure of the counts of all stories, with its interval."""
    drawn = np.random.default_rng(_SEED).integers(len(counts), size=(_DRAWN, len(counts)))
    values = [which(total([counts[n] for n in rows])) for rows in drawn.tolist()]
    low, high = np.quantile(values, (0.025, 0.975))
    return f"{which(total(counts)):.3f} [{low:.3f}, {high:.3f}]"


def precision(counts: Counts) -> float:
    """Return the share of what was found that is right."""
    return counts[0] / max(1, counts[0] + counts[1])


def recall(counts: Counts) -> float:
    """Return the share of what is there that was found."""
    return counts[0] / max(1, counts[0] + counts[2])


def f1(counts: Counts) -> float:
    """Return the harmonic mean of the two."""
    return 2 * counts[0] / max(1, 2 * counts[0] + counts[1] + counts[2])


_FIGURES = (("precision", precision), ("recall", recall), ("F1", f1))


def total(counts: Sequence[Counts]) -> Counts:
    """Return the counts of several stories together."""
    right, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    return right, wrong, missed


def report(half: str) -> dict[str, float]:
    """Print the figures of one half, before and now; return those that have a floor."""
    read = [story for story in labelled() if story.half == half]
    if not read:
        print("the stories are not there: the floors of the themes are not held")
        return {}
    told = _compared([story for story in read if not story.is_loose], f"themes, {half} half")
    loose = _compared([s for s in read if s.is_loose], f"themes of loose sets, {half} half")
    return {
        "themes_precision": precision(total(told.pairs)),
        "themes_f1": f1(total(told.pairs)),
        "themes_outlets_precision": precision(total(told.outlets)),
        "themes_loose_outlets_precision": precision(total(loose.outlets)),
        "threads_loose_of_one_matter": loose.threads[0] / max(1, loose.threads[1]),
        "threads_loose_outlets_precision": precision(total(loose.with_threads)),
        "threads_loose_outlets_recall": recall(total(loose.with_threads)),
    }


def _compared(read: Sequence[Story], name: str) -> Found:
    """Print the figures of some stories, before and now; return what is found now."""
    before, now = Found(), Found()
    silence: Counter[str] = Counter()
    for story in read:
        themes = _themes(story)
        for found, some in ((before, _themes_before(story)), (now, themes)):
            found.pairs.append(_of_pairs(story, some))
            found.outlets.append(_of_outlets(story, some))
        silence += _of_silence(story, themes)
        woven = _threads(story, themes)
        now.with_threads.append(_of_outlets(story, [*themes, *woven]))
        now.threads[0] += sum(_is_of_one_matter(thread, story) for thread in woven)
        now.threads[1] += len(woven)
    for when, found in (("before", before), ("now", now)):
        of_pairs = ", ".join(f"{k} {figure(found.pairs, which)}" for k, which in _FIGURES)
        of_outlets = ", ".join(f"{k} {figure(found.outlets, which)}" for k, which in _FIGURES[:2])
        print(f"{name}, {when}: {of_pairs}")
        print(f"  outlets of a matter: {of_outlets}")
    right, made = now.threads
    of_outlets = ", ".join(f"{k} {figure(now.with_threads, which)}" for k, which in _FIGURES[:2])
    print(f"  with threads: {of_outlets}; {right} of {made} threads are of one matter")
    for state in ("alone", "absent"):
        print(f"  {state}: {silence[f'{state} rightly']} of {silence[state]} right")
    return now


def labelled() -> Iterator[Story]:
    """Yield the labelled stories that are here, in the order of their names."""
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (LABELS / "themes.jsonl").open(encoding="utf-8"):
        label = json.loads(line)
        labels[label["story"]].append(label)
    known = stories()
    for name, some in sorted(labels.items()):
        is_loose = name.startswith("loose/")
        if not known or not (is_loose or name in known):
            continue
        ids = sorted({label["article"] for label in some})
        story = {"articles": [{"id": i} for i in ids]} if is_loose else known[name]
        articles, names = read_story(story)
        sentences, vectors = space(articles)
        at = {(names[s.article], s.start): s for s in sentences}
        matters = {}
        for label in some:
            sentence = at[label["article"], label["start"]]
            digest = hashlib.sha256(sentence.text.encode()).hexdigest()[:16]
            assert digest == label["sha256"], "the articles are read otherwise now"  # noqa: S101
            matters[sentence.id] = frozenset(label["matters"])
        yield Story(
            half=half_of(name if is_loose else f"saudinewsnet/{name}"),
            is_loose=is_loose,
            articles=articles,
            sentences=sentences,
            vectors=vectors,
            outlet_of={article.id: article.outlet for article in articles},
            matters=matters,
        )


def _themes(story: Story) -> tuple[Theme, ...]:
    return cluster(
        story.sentences, story.vectors, outlet_of=story.outlet_of, options=ClusterOptions()
    )


def _threads(story: Story, themes: Sequence[Theme]) -> list[Theme]:
    """Return the threads as if they were themes."""
    found = threads(
        story.sentences,
        story.vectors,
        themes,
        outlet_of=story.outlet_of,
        options=ClusterOptions(),
    )
    return [
        Theme(
            id=thread.id,
            label=thread.label,
            sentences=tuple(mention.sentence for mention in thread.mentions),
            outlets=thread.outlets,
        )
        for thread in found
    ]


def _is_of_one_matter(theme: Theme, story: Story) -> bool:
    matters = {matter for i in theme.sentences for matter in story.matters.get(i, ())}
    return any(_is_of(theme, matter, story) for matter in matters)


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


def _of_silence(story: Story, themes: Sequence[Theme]) -> Counter[str]:
    """Return how often an outlet is said to be alone or silent, and how often rightly."""
    options = ContrastOptions()
    cells = coverage_of(
        story.articles,
        story.sentences,
        Nearness(story.sentences, story.vectors, story.outlet_of),
        themes,
        (),
        names={},
        absent_likeness=options.absent_likeness,
        alone_likeness=options.alone_likeness,
    )
    outlet = {s.id: story.outlet_of[s.article] for s in story.sentences}
    tellers: dict[str, set[str]] = {}
    for theme in themes:
        matters = {m for i in theme.sentences for m in story.matters.get(i, ())}
        own = {m for m in matters if _is_of(theme, m, story)}
        if own:
            tellers[theme.id] = {outlet[i] for i, said in story.matters.items() if said & own}
    counts: Counter[str] = Counter()
    for cell in cells:
        if cell.theme not in tellers or cell.state not in {"alone", "absent"}:
            continue
        true = tellers[cell.theme]
        is_right = true == {cell.outlet} if cell.state == "alone" else cell.outlet not in true
        counts.update([cell.state, *([f"{cell.state} rightly"] if is_right else [])])
    return counts


def _is_of(theme: Theme, matter: str, story: Story) -> bool:
    """Say whether at least half of a theme's sentences that were read speak of the matter."""
    read = [story.matters[i] for i in theme.sentences if i in story.matters]
    return bool(read) and 2 * sum(matter in matters for matters in read) >= len(read)
