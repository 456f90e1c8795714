"""How well other likenesses of two sentences tell whether they are of one matter.

    python -m bench.likenesses

For whoever looks for a better one: the pairs are those of `bench.themes`, sentences of different
outlets, of the same-day stories and of the loose sets, half "tune" and half "report".  Printed are
the AUC and how many of the pairs of one matter stand above the lowest cut at which 85 of 100 are.

- cosine, words: what `reportgen.cluster` mixes, and their mixture.
- clauses: the best pair of clauses, as coverage compares them.
- roots, letters: instead of light stems the roots of ISRI (Taghva 2005, in nltk), and the cosine of
  runs of four and five letters (TF-IDF).
- neighbours: the words of each sentence mixed with those of the ones next to it.
- company: a word is as like another as the sentences that have it are; best match for best match,
  weighed by rarity.
- tokens: so, with the model's own vector of each word where it stands (as BERTScore, Zhang 2020).
- all: a logistic regression on all of these, each pair of "tune" rated by the other stories of
  "tune", those of "report" by "tune"; every story weighs as much as another.

2026-11-25: of the same-day stories tokens and all of them together tell more than the mixture that
is used.  Of the loose sets most rank the pairs better than it does, and none finds more than 13 in
100 at that precision on the half "tune" and 8 on "report", where nothing beats it.
"""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from nltk.stem.isri import ISRIStemmer
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench.themes import Story, labelled
from reportgen import arabic
from reportgen.geometry import unit
from reportgen.model import Sentence
from reportgen.nearness import Nearness
from reportgen.neural import bundled
from reportgen.stopwords import is_stop_word

_WORDS_WEIGHT, _NEIGHBOUR = 0.4, 0.3
_LEAST_PRECISION = 0.85
_PROMPT = "query: "

Matrix = NDArray[np.float64]


def main() -> None:
    """Print the figures of every likeness."""
    stories = list(labelled())
    model = _TokenModel()
    likenesses = [_likenesses(story, model) for story in stories]
    truths = [_truth(story) for story in stories]
    for is_loose in (False, True):
        for half in ("tune", "report"):
            some = [n for n, s in enumerate(stories) if s.half == half and s.is_loose == is_loose]
            print(f"{'loose sets' if is_loose else 'stories'}, {half} half")
            true = np.concatenate([truths[n] for n in some])
            for name in likenesses[0]:
                rated = np.concatenate([likenesses[n][name] for n in some])
                print(f"  {name:11s} {_figures(true, rated)}")
            tune = [n for n, s in enumerate(stories) if s.half == "tune"]
            rated = np.concatenate(
                [_rated(n, [k for k in tune if k != n], likenesses, truths) for n in some]
            )
            print(f"  {'all':11s} {_figures(true, rated)}")


def _figures(true: Matrix, rated: Matrix) -> str:
    precisions, recalls, _ = precision_recall_curve(true, rated)
    found = recalls[precisions >= _LEAST_PRECISION].max()
    return f"AUC {roc_auc_score(true, rated):.3f}, found {found:.3f}"


def _rated(
    one: int, others: Sequence[int], likenesses: Sequence[dict[str, Matrix]], truths: list[Matrix]
) -> Matrix:
    rows = [np.stack([*likenesses[n].values()], axis=1) for n in (*others, one)]
    true = [truths[n] for n in others]
    weights = np.concatenate([np.full(len(t), 1000 / len(t)) for t in true])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3))
    model.fit(
        np.concatenate(rows[:-1]), np.concatenate(true), logisticregression__sample_weight=weights
    )
    rated: Matrix = model.decision_function(rows[-1])
    return rated


def _read(story: Story) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the rows of the sentences that take part, and the labelled pairs of outlets."""
    rows = [
        n for n, s in enumerate(story.sentences) if s.role == "body" and len(s.text.split()) > 3
    ]
    outlets = [story.outlet_of[story.sentences[n].article] for n in rows]
    known = [k for k, n in enumerate(rows) if story.sentences[n].id in story.matters]
    pairs = [(a, b) for a in known for b in known if b < a and outlets[a] != outlets[b]]
    return rows, pairs


def _truth(story: Story) -> Matrix:
    rows, pairs = _read(story)
    said = [story.matters.get(story.sentences[n].id, frozenset()) for n in rows]
    return np.array([float(bool(said[a] & said[b])) for a, b in pairs])


def _likenesses(story: Story, model: "_TokenModel") -> dict[str, Matrix]:
    rows, pairs = _read(story)
    sentences = [story.sentences[n] for n in rows]
    nearness = Nearness(story.sentences, story.vectors, story.outlet_of)
    vectors = story.vectors.matrix[rows].astype(np.float64)
    cosine = vectors @ vectors.T
    mixture = nearness.wholes(rows, words_weight=_WORDS_WEIGHT)
    words = nearness.wholes(rows, words_weight=1.0)
    stems = [[arabic.light_stem(w) for w in _words(s)] for s in sentences]
    root = ISRIStemmer().stem
    roots = [[root(w) for w in _words(s)] for s in sentences]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 5), sublinear_tf=True)
    runs = letters.fit_transform([" ".join(_words(s)) for s in sentences])
    spread = _neighbours(sentences)
    found = {
        "cosine": cosine,
        "words": words,
        "mixture": mixture,
        "clauses": _clauses(nearness, rows),
        "roots": _shared(roots),
        "letters": (runs @ runs.T).toarray(),
        "neighbours": spread @ words @ spread.T,
        "company": _matched(_company(stems, vectors), stems),
        "tokens": _matched(model.words(sentences), stems),
    }
    one, other = np.array(pairs).T
    return {name: matrix[one, other] for name, matrix in found.items()}


def _words(sentence: Sentence) -> list[str]:
    return [
        w
        for w in arabic.words(sentence.folded)
        if len(w) > 1 and not w.isdigit() and not is_stop_word(w)
    ]


def _rarity(texts: Sequence[Sequence[str]]) -> dict[str, float]:
    spread = Counter(word for text in texts for word in set(text))
    return {word: math.log((1 + len(texts)) / count) for word, count in spread.items()}


def _shared(texts: Sequence[Sequence[str]]) -> Matrix:
    """Return the share of their rare words that two texts have in common."""
    rarity = _rarity(texts)
    column = {word: n for n, word in enumerate(sorted(rarity))}
    has = np.zeros((len(texts), len(column)))
    for row, text in enumerate(texts):
        has[row, [column[word] for word in text]] = 1.0
    weighed = has * np.array([rarity[word] for word in sorted(rarity)])
    weight = weighed.sum(axis=1)
    shared: Matrix = weighed @ has.T / np.maximum((weight[:, None] + weight[None, :]) / 2, 1e-9)
    return shared


def _clauses(nearness: Nearness, rows: Sequence[int]) -> Matrix:
    """Return the likeness of the two nearest clauses of two sentences."""
    units = [nearness.of_rows([row]) for row in rows]
    every = np.concatenate(units)
    first = np.cumsum([0, *(len(part) for part in units)])[:-1]
    likeness = nearness._likeness(every, every)  # noqa: SLF001
    best: Matrix = np.maximum.reduceat(np.maximum.reduceat(likeness, first, axis=0), first, axis=1)
    return best


def _neighbours(sentences: Sequence[Sentence]) -> Matrix:
    """Return what mixes each sentence with those next to it in its article."""
    order = sorted(range(len(sentences)), key=lambda n: (sentences[n].article, sentences[n].start))
    spread = np.eye(len(sentences))
    for one, other in pairwise(order):
        if sentences[one].article == sentences[other].article:
            spread[one, other] = spread[other, one] = _NEIGHBOUR
    mixing: Matrix = spread / spread.sum(axis=1, keepdims=True)
    return mixing


def _company(stems: Sequence[Sequence[str]], vectors: Matrix) -> list[Matrix]:
    """Return for each word of each text the mean of the sentences that have it."""
    of_word: dict[str, Matrix] = {}
    for text, vector in zip(stems, vectors, strict=True):
        for word in set(text):
            of_word[word] = of_word.get(word, 0.0) + vector
    return [
        unit(np.array([of_word[w] for w in text]).reshape(-1, vectors.shape[1])) for text in stems
    ]


def _matched(vectors: Sequence[Matrix], stems: Sequence[Sequence[str]]) -> Matrix:
    """Return how well the words of two texts are matched by the best of the other, by rarity."""
    rarity = _rarity(stems)
    weights = [np.array([rarity[word] for word in text]) for text in stems]
    found = np.zeros((len(stems), len(stems)))
    for a, one in enumerate(vectors):
        for b, other in enumerate(vectors[:a]):
            if len(one) and len(other):
                cosine = one @ other.T
                ways = ((cosine.max(axis=1), weights[a]), (cosine.max(axis=0), weights[b]))
                found[a, b] = found[b, a] = sum(
                    (best @ weight) / max(1e-9, weight.sum()) / 2 for best, weight in ways
                )
    return found


class _TokenModel:
    """The bundled model, asked for the vector of each word where it stands."""

    def __init__(self) -> None:
        from transformers import AutoModel, AutoTokenizer

        home = bundled.ensure(bundled.find(), "fp32")
        self._tokenizer = AutoTokenizer.from_pretrained(home)
        self._model = AutoModel.from_pretrained(home).eval()

    def words(self, sentences: Sequence[Sentence]) -> list[Matrix]:
        """Return the vectors of the words of each sentence, less the mean of all, of length one."""
        found = [self._of(sentence) for sentence in sentences]
        mean = np.concatenate(found).mean(axis=0)
        return [unit(rows - mean) for rows in found]

    def _of(self, sentence: Sentence) -> Matrix:
        import torch

        text = _PROMPT + sentence.folded
        read = self._tokenizer(text, return_offsets_mapping=True, truncation=True, max_length=512)
        with torch.inference_mode():
            states = self._model(torch.tensor([read["input_ids"]]))["last_hidden_state"]
        tokens = states[0].float().numpy().astype(np.float64)
        wanted = Counter(_words(sentence))
        rows = []
        for match in arabic.WORD.finditer(text, len(_PROMPT)):
            if wanted[match.group()] > 0:
                here = [
                    n
                    for n, (start, end) in enumerate(read["offset_mapping"])
                    if start < match.end() and end > max(start, match.start())
                ]
                rows.append(tokens[here].mean(axis=0) if here else np.zeros(tokens.shape[1]))
        return np.array(rows).reshape(-1, tokens.shape[1])


if __name__ == "__main__":
    main()
