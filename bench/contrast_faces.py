"""The measurements of coverage, opinion and vocabulary; `bench.contrast` runs them.

Coverage: 77 cells of 18 silver stories, theme and outlet, none of whose sentences the clustering
put into the theme: read whole and labelled whether the outlet's article tells it (2026-11-22).
`bench/labels/coverage.jsonl` names the theme's sentences by article, offset and digest.  Thresholds
were chosen on the half "tune".  "Before" is what coverage said of these cells while it looked at
whole sentences of the cluster only: all absent.
Eighteen more ("drawn") were taken by lot among those that were called absent when the threshold
was 0.2, in nine other stories; it was lowered to 0.175 after reading them.  "test" was looked at
when the likeness was chosen among half a dozen, all within 0.03 AUC of one another there.
Two of "tune" are gone: a sentence of their theme is now known for furniture (2026-11-25).

Joined: in ten other silver stories the sentences of one outlet are strung together by three, with
a comma and an "and", and the themes found anew: how many outlets that told a theme are still said
to tell it, and how many are said to be absent from it.

Opinion: columns and reports of saudinewsnet (`bench/labels/kinds.json`), told apart by author,
title and opening.  The signs and thresholds were set while looking at the half "tune"; "test" are
other columns of the same writers and other reports, drawn and measured once afterwards
(2026-11-22).  CheckThat! 2025 says nothing of any method: its labels hardly go with its texts, so
that a logistic regression on word or letter n-grams, trained on the whole of its training part,
reaches macro-F1 0.49 and 0.52 on the development test and AUC 0.50 and 0.53.
"""

import gzip
import hashlib
import json
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from reportgen.clean import clean
from reportgen.cluster import ClusterOptions, cluster
from reportgen.contrast import ContrastOptions, contrast
from reportgen.contrast._opinion import opinions_of, signs_in
from reportgen.contrast._voices import attributions_in, voices_of
from reportgen.embed import EmbedOptions, embed
from reportgen.geometry import centred
from reportgen.ingest import ingest
from reportgen.model import Article, Paragraph, Sentence, Vectors
from reportgen.nearness import Nearness
from reportgen.segment import segment

ROOT = Path(__file__).parents[1]
LABELS = ROOT / "bench" / "labels"
DATA = Path(os.environ.get("REPORTGEN_DATA", ROOT.parent / "shared" / "data"))
_OVERLAP = 0.35  # stories of wire copies have nothing to tell apart
_JOINED_STORIES = 10
_FEWEST_SOURCES = 4
_JOINED_BY = 3


@dataclass(frozen=True)
class Told:
    """How often "told" and "absent" are right, and how many cells are left open."""

    told: int
    told_rightly: int
    absent: int
    absent_rightly: int
    cells: int

    def __str__(self) -> str:
        told = self.told_rightly / max(1, self.told)
        return (
            f"absent {self.absent_precision:.3f} right of {self.absent}, told {told:.3f} right of"
            f" {self.told}, open {self.cells - self.told - self.absent} of {self.cells}"
        )

    @property
    def told_precision(self) -> float:
        """The share of the cells called told that are."""
        return self.told_rightly / max(1, self.told)

    @property
    def absent_precision(self) -> float:
        """The share of the cells called absent that are."""
        return self.absent_rightly / max(1, self.absent)


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of an evaluation set, none where it is absent."""
    path = DATA / name
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


@cache
def _stored() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows("saudinewsnet.jsonl.gz")}


def stories() -> dict[str, dict[str, Any]]:
    """Return the silver stories by name."""
    return {row["cluster"]: row for row in rows("saudinewsnet_silver_stories.jsonl.gz")}


def read_story(story: dict[str, Any]) -> tuple[tuple[Article, ...], dict[str, str]]:
    """Return the articles of a silver story, outlets named, and the set's id of each."""
    with tempfile.TemporaryDirectory() as folder:
        for one in story["articles"]:
            row = _stored()[one["id"]]
            text = f"{row['title']}\n\n{row['content']}"
            (Path(folder) / f"{row['id']}.txt").write_text(text, encoding="utf-8")
        articles, _ = clean(ingest([folder])[0])
    names = {article.id: Path(article.path).stem for article in articles}
    named = (replace(a, outlet=_stored()[names[a.id]]["source"]) for a in articles)
    return tuple(named), names


def space(articles: Sequence[Article]) -> tuple[tuple[Sentence, ...], Vectors]:
    """Return the sentences of a story and their centred vectors, clauses and all."""
    sentences = segment(articles)
    return sentences, centred(embed(sentences, options=EmbedOptions(), with_clauses=True))


def coverage(half: str) -> tuple[Told, Told] | None:
    """Return the figures on one half of the labels, before and now; None without the stories."""
    known = stories()
    labels = [json.loads(line) for line in (LABELS / "coverage.jsonl").open(encoding="utf-8")]
    if not known:
        return None
    by_story: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in labels:
        if label["half"] == half:
            by_story[label["story"]].append(label)
    verdicts = [
        verdict for story, some in by_story.items() for verdict in _judged(known[story], some)
    ]
    silent = sum(not told for told, _ in verdicts)
    before = Told(0, 0, len(verdicts), silent, len(verdicts))
    told_above, absent_below = ClusterOptions().told_likeness, ContrastOptions().absent_likeness
    told = [true for true, likeness in verdicts if likeness >= told_above]
    absent = [not true for true, likeness in verdicts if likeness < absent_below]
    return before, Told(len(told), sum(told), len(absent), sum(absent), len(verdicts))


def _judged(
    story: dict[str, Any], labels: Sequence[dict[str, Any]]
) -> Iterator[tuple[bool, float]]:
    articles, names = read_story(story)
    sentences, vectors = space(articles)
    outlet_of = {article.id: article.outlet for article in articles}
    row = {(names[s.article], s.start): n for n, s in enumerate(sentences)}
    nearness = Nearness(sentences, vectors, outlet_of)
    for label in labels:
        members = [row[one["article"], one["start"]] for one in label["theme"]]
        for one, member in zip(label["theme"], members, strict=True):
            digest = hashlib.sha256(sentences[member].text.encode()).hexdigest()[:16]
            assert digest == one["sha256"], "the articles are read otherwise now"  # noqa: S101
        near = nearness.of_outlets(nearness.cores(members)).get(label["outlet"])
        yield label["told"], near.likeness if near else 0.0


def joined() -> dict[str, int] | None:
    """Return how many outlets that told a theme do so after their sentences were strung together.

    "members" have a sentence in the cluster, "told" by a clause, too; the rest are near or absent.
    """
    labelled = {json.loads(line)["story"] for line in (LABELS / "coverage.jsonl").open()}
    fit = [
        story
        for name, story in sorted(stories().items())
        if name not in labelled
        and story["n_sources"] > 3
        and story["mean_5gram_overlap"] < _OVERLAP
    ]
    if not fit:
        return None
    counts: Counter[str] = Counter()
    for story in fit[:: max(1, len(fit) // _JOINED_STORIES)][:_JOINED_STORIES]:
        counts.update(_after_joining(read_story(story)[0]))
    return dict(counts)


def _after_joining(articles: tuple[Article, ...]) -> Counter[str]:
    """Return what the outlet with most sentences still tells when they are strung together."""
    found, sentences = _found(articles)
    size = Counter(s.article for s in sentences if s.role == "body")
    longest = max(articles, key=lambda a: (size[a.id], a.id))
    strung = _strung(longest, [s for s in sentences if s.article == longest.id])
    others = [a for a in articles if a.outlet != longest.outlet]
    again, _ = _found((*others, strung))
    outlet_of = {article.id: article.outlet for article in articles}
    counts: Counter[str] = Counter()
    for theme in found.themes:
        own = [i for i in theme.sentences if outlet_of[i.split("-")[0]] == longest.outlet]
        rest = set(theme.sentences) - set(own)
        if not own or not rest:
            continue
        twin = max(again.themes, key=lambda t: (len(rest & set(t.sentences)), t.id))
        if not rest & set(twin.sentences):
            continue
        cell = next(c for c in again.coverage if (c.theme, c.outlet) == (twin.id, longest.outlet))
        is_member = any(i.startswith(strung.id) for i in twin.sentences)
        counts.update(["themes", *(["members"] if is_member else []), cell.state])
    return counts


def _found(articles: tuple[Article, ...]) -> tuple[Any, tuple[Sentence, ...]]:
    sentences, vectors = space(articles)
    outlet_of = {article.id: article.outlet for article in articles}
    themes = cluster(sentences, vectors, outlet_of=outlet_of, options=ClusterOptions())
    found = contrast(articles, sentences, vectors, themes)
    return SimpleNamespace(themes=themes, coverage=found.coverage), sentences


def _strung(article: Article, sentences: Sequence[Sentence]) -> Article:
    """Return the article with every three sentences made one."""
    body = [s.text.rstrip(" .") for s in sentences if s.role == "body"]
    runs = ["، و".join(body[n : n + _JOINED_BY]) + "." for n in range(0, len(body), _JOINED_BY)]
    text = "\n\n".join(runs)
    ends = [0]
    for run in runs:
        ends.append(ends[-1] + len(run) + 2)
    paragraphs = tuple(
        Paragraph(start=start, end=start + len(run)) for start, run in zip(ends, runs, strict=False)
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(article, id=digest[:12], sha256=digest, text=text, paragraphs=paragraphs)


def opinion(half: str) -> dict[str, float] | None:
    """Return how far opinion and reporting are told apart, on one half of the articles.

    Articles are told apart by reading author, title and opening; a sentence of a column counts as
    opinion, one of a report as reporting, though columns hold facts, too: the recall of sentences
    is therefore no more than a lower bound.
    """
    labels = json.loads((LABELS / "kinds.json").read_text(encoding="utf-8"))[half]
    counts: Counter[str] = Counter()
    if not _stored():
        return None
    for kind in ("opinion", "reporting"):
        for name in labels[kind]:
            story = {"articles": [{"id": name}]}
            articles, _ = read_story(story)
            if not articles:
                continue
            sentences = segment(articles)
            marked, kinds = opinions_of(articles, sentences, voices_of(articles, sentences))
            said = kinds.get(articles[0].id)
            counts.update([f"{kind} articles", *([f"{kind} called {said}"] if said else [])])
            counts[f"{kind} sentences"] += sum(s.role == "body" for s in sentences)
            counts[f"{kind} marked"] += len(marked)
    called = counts["opinion called opinion"] + counts["reporting called opinion"]
    called_report = counts["opinion called reporting"] + counts["reporting called reporting"]
    return {
        "opinion_articles_precision": counts["opinion called opinion"] / max(1, called),
        "opinion_articles_recall": counts["opinion called opinion"] / counts["opinion articles"],
        "reporting_articles_precision": counts["reporting called reporting"]
        / max(1, called_report),
        "reporting_articles_recall": counts["reporting called reporting"]
        / counts["reporting articles"],
        "marked_in_columns": counts["opinion marked"] / counts["opinion sentences"],
        "marked_in_reports": counts["reporting marked"] / counts["reporting sentences"],
    }


def subjectivity(split: str) -> float | None:
    """Return macro-F1 on a split of CheckThat! 2025, a sentence at a time."""
    counts: Counter[tuple[str, bool]] = Counter()
    for row in rows("checkthat25_subjectivity_ar.jsonl.gz"):
        if row["split"] == split:
            is_spoken = bool(attributions_in(row["text"]))
            counts[row["label"], signs_in(row["text"]) - 3 * is_spoken >= 1] += 1
    if not counts:
        return None
    subjective = _f1(counts["SUBJ", True], counts["OBJ", True], counts["SUBJ", False])
    objective = _f1(counts["OBJ", False], counts["SUBJ", False], counts["OBJ", True])
    return (subjective + objective) / 2


def _f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / max(1, 2 * right + wrong + missed)
