"""How often the judge is right, on pairs it was not trained on.

    python -m bench.judge.evaluate [NAME_OR_PATH]

Everything is judged as `reportgen.judge` does it.  The sets are those of `REPORTGEN_DATA` (default
../shared/data); nothing of unifiedfc, SaudiNewsNet and XNLI was ever trained on, and of ANS and
MultiLing only what `bench/judge/examples.py` calls training.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

import reportgen
from bench.judge.examples import HELD_OUT_STORIES, content, overlap, rows, sentences_of
from bench.stories import ROOT, digest, half_of, stories
from bench.stories import lines as json_lines

Pair = tuple[str, str]
Scores = NDArray[np.float32]
Judging = Callable[[Sequence[Pair]], Scores]

LABELS = ROOT / "bench" / "labels"
ANS_CLASSES = ("agree", "other", "disagree")
XNLI_CLASSES = ("entailment", "neutral", "contradiction")
_DRAWS = 2000
_SEED = 5


def f1_per_class(gold: NDArray[np.int64], said: NDArray[np.int64]) -> list[float]:
    """Return the F1 of each of the three classes."""
    found = []
    for label in range(3):
        right = int(((gold == label) & (said == label)).sum())
        named = int((gold == label).sum() + (said == label).sum())
        found.append(2 * right / max(1, named))
    return found


def auc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return how often a positive scores above a negative, ties counting half."""
    above = (positive[:, None] > negative[None]).mean()
    return float(above + (positive[:, None] == negative[None]).mean() / 2)


def interval(values: Sequence[float]) -> str:
    """Return the middle 95 % of bootstrap values."""
    low, high = np.percentile(np.array(values), [2.5, 97.5])
    return f"[{low:.3f}, {high:.3f}]"


def ans(judging: Judging, split: str = "dev") -> tuple[float, list[float], str]:
    """Return macro-F1 on the headline pairs of a split, F1 per class, and an interval."""
    pairs = [row for row in rows("ans_stance.jsonl.gz") if row["split"] == split]
    gold = np.array([ANS_CLASSES.index(row["stance"]) for row in pairs])
    said = judging([(row["s1"], row["s2"]) for row in pairs]).argmax(axis=1)
    chance = np.random.default_rng(_SEED)
    drawn = []
    for _ in range(_DRAWS):
        some = chance.integers(0, len(gold), len(gold))
        drawn.append(float(np.mean(f1_per_class(gold[some], said[some]))))
    each = f1_per_class(gold, said)
    return float(np.mean(each)), each, interval(drawn)


def xnli(judging: Judging, count: int = 1500) -> float:
    """Return the accuracy on translated English pairs, the first `count`: a look, no goal."""
    pairs = [row for row, _ in zip(rows("xnli_ar.jsonl.gz"), range(count), strict=False)]
    gold = np.array([XNLI_CLASSES.index(row["label"]) for row in pairs])
    said = judging([(row["premise"], row["hypothesis"]) for row in pairs]).argmax(axis=1)
    return float((gold == said).mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rationale:
    """A line that carries an article's stance on a claim."""

    claim_id: str
    claim: str
    line: str
    is_disagreeing: bool
    article: int

    @property
    def half(self) -> str:
        """The half that the claim belongs to: "tune" or "report"."""
        return half_of(f"unifiedfc/{self.claim_id}")


def rationales() -> tuple[Rationale, ...]:
    """Return the lines that carry a stance, of the articles that agree or disagree."""
    found = []
    article_number = 0
    for row in rows("unifiedfc.jsonl.gz"):
        for article in row["articles"]:
            if article["stance"] not in {"agree", "disagree"}:
                continue
            article_number += 1
            found += [
                Rationale(
                    claim_id=row["id"],
                    claim=row["claim"],
                    line=article["lines"][place],
                    is_disagreeing=article["stance"] == "disagree",
                    article=article_number,
                )
                for place in article["rationale_lines"]
            ]
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """How well disagreeing is told from agreeing: AUC of articles and of lines, with intervals."""

    articles: float
    articles_interval: str
    lines: float
    lines_interval: str
    counts: str


def separation(judging: Judging, half: str | None = None) -> Separation:
    """Return how well articles that disagree with a claim are told from those that agree.

    An article agrees as far as its most agreeing line does: its score is 1 - P(agree) of that line.
    Of P(dispute), P(dispute) - P(agree) and 1 - P(agree), with the mean, the highest or the lowest
    of the lines, this was best on the half "tune" (2026-11-22); that half has no say elsewhere.  A
    line alone scores P(dispute) - P(agree).  Intervals draw whole claims.
    """
    asked = [r for r in rationales() if half in {None, r.half}]
    scores = judging([(r.claim, r.line) for r in asked]).astype(np.float64)
    stance = np.array([r.is_disagreeing for r in asked])
    margins = scores[:, 2] - scores[:, 0]
    articles: dict[int, tuple[float, bool, str]] = {}
    for r, agree in zip(asked, scores[:, 0], strict=True):
        least = min(1 - float(agree), articles.get(r.article, (2.0, False, ""))[0])
        articles[r.article] = (least, r.is_disagreeing, r.claim_id)
    doubts = np.array([doubt for doubt, _, _ in articles.values()])
    sides = np.array([side for _, side, _ in articles.values()])
    return Separation(
        articles=auc(doubts[sides], doubts[~sides]),
        articles_interval=_by_claim(doubts, sides, [c for _, _, c in articles.values()]),
        lines=auc(margins[stance], margins[~stance]),
        lines_interval=_by_claim(margins, stance, [r.claim_id for r in asked]),
        counts=f"{sides.sum()} of {len(sides)} articles, {stance.sum()} of {len(stance)} lines",
    )


def _by_claim(scores: Scores, stance: NDArray[np.bool_], claims: Sequence[str]) -> str:
    places: dict[str, list[int]] = {}
    for place, claim in enumerate(claims):
        places.setdefault(claim, []).append(place)
    names = sorted(places)
    chance = np.random.default_rng(_SEED)
    drawn = []
    for _ in range(_DRAWS):
        some = np.concatenate(
            [places[names[i]] for i in chance.integers(0, len(names), len(names))]
        )
        if 0 < stance[some].sum() < len(some):
            drawn.append(auc(scores[some][stance[some]], scores[some][~stance[some]]))
    return interval(drawn)


def related(judging: Judging, half: str | None = None) -> Iterator[str]:
    """Tell what is said of the pairs of bench/labels/relations.jsonl, by what they are."""
    pairs = labelled_pairs(half)
    if not pairs:
        yield "the stories are not there"
        return
    scores = judging([(a, b) for a, b, _ in pairs])
    labels = np.array([label for _, _, label in pairs])
    for label in ("agree", "none", "dispute", "update"):
        of_it = scores[labels == label]
        if len(of_it):
            shares = [(of_it.argmax(axis=1) == place).mean() for place in range(3)]
            yield (
                f"{label} ({len(of_it)}): said agree {shares[0]:.2f}, neutral {shares[1]:.2f}, "
                f"dispute {shares[2]:.2f}; P(dispute) above 0.8 {(of_it[:, 2] > 0.8).mean():.3f}"
            )


def labelled_pairs(half: str | None = None) -> list[tuple[str, str, str]]:
    """Return the texts and the label of each pair that was read and labelled, as far as there."""
    labels = [row for row in json_lines(LABELS / "relations.jsonl") if half in {None, row["half"]}]
    found = []
    for story in stories(sorted({row["story"] for row in labels})):
        articles = {name: article for article, name in story.name_of.items()}
        texts = {(s.article, s.start): s.text for s in story.sentences}
        for row in labels:
            if row["story"] != story.name:
                continue
            a, b = (
                texts.get((articles.get(row[side]["source"], ""), row[side]["start"]))
                for side in ("a", "b")
            )
            if a and b:
                found.append((a, b, row["label"]))
    return found


def held_out_neutrals() -> list[Pair]:
    """Return sentences of different articles of the stories held out, that share a little."""
    found = []
    for row in rows("multiling2011_ar.jsonl.gz"):
        if row["topic"] not in HELD_OUT_STORIES:
            continue
        texts = [sentences_of([document["text"]]) for document in row["docs"]]
        for ours, theirs in combinations(texts, 2):
            near = [
                (a, b)
                for a in ours
                for b in theirs
                if 0.1 <= overlap(a, b) <= 0.3 and len(content(a)) > 4 and len(content(b)) > 4
            ]
            found += sorted(near, key=lambda pair: digest("".join(pair)))[:8]
    return found


def main() -> int:
    """Print the figures."""
    named = sys.argv[1] if len(sys.argv) > 1 else None

    def judging(pairs: Sequence[Pair]) -> Scores:
        return reportgen.judge(pairs, model=named)

    f1, each, around = ans(judging)
    print(f"ANS dev macro-F1 {f1:.3f} {around}; of each {', '.join(f'{x:.3f}' for x in each)}")
    for half in ("tune", "report", None):
        found = separation(judging, half)
        print(
            f"unifiedfc, {half or 'both'} ({found.counts} disagree): AUC of articles "
            f"{found.articles:.3f} {found.articles_interval}, of lines {found.lines:.3f} "
            f"{found.lines_interval}"
        )
    for half in ("tune", "report"):
        for line in related(judging, half):
            print(f"labelled pairs, {half} half, {line}")
    scores = judging(held_out_neutrals())
    print(
        f"held-out stories ({len(scores)} pairs, nearly all neutral): dispute is likeliest in "
        f"{(scores.argmax(axis=1) == 2).mean():.3f}, above 0.8 in {(scores[:, 2] > 0.8).mean():.3f}"
    )
    print(f"XNLI, 1,500 pairs: accuracy {xnli(judging):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
