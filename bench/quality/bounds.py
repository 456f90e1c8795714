"""What no method is measured against alone: the best picks there are, and people."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import rouge
from inputs import Item
from methods import take

from reportgen.summarize import Length

Tokens = Sequence[str]
_FEWEST_WORDS = 6
_PLAIN_END = re.compile(r"[.!?\u061f\n]")  # ARABIC QUESTION MARK


def greedy_oracle(item: Item, length: Length) -> list[int]:
    """Return the sentences taken one by one for the sake of ROUGE-1 against the references."""
    words = [rouge.tokens(sentence.text) for sentence in item.sentences]
    counts = [len(sentence.text.split()) for sentence in item.sentences]
    chosen: list[int] = []
    taken = 0
    open_ = set(range(len(words)))
    while fitting := [i for i in open_ if length.admits(taken, counts[i])]:
        so_far = [word for i in chosen for word in words[i]]
        best = max(
            fitting, key=lambda i: (rouge.rouge_n([*so_far, *words[i]], item.references, 1), -i)
        )
        chosen.append(best)
        open_.discard(best)
        taken += counts[best]
    return sorted(chosen)


def human(item: Item) -> tuple[float, ...]:
    """Return the mean scores of each reference against the others."""
    each = [
        rouge.scores(one, [other for j, other in enumerate(item.references) if j != i])
        for i, one in enumerate(item.references)
    ]
    return tuple(sum(values) / len(values) for values in zip(*each, strict=True))


def other_people(item: Item, length: Length) -> tuple[float, ...]:
    """Return the mean scores, on each reference, of what the other references chose, and place.

    What is left to learn: a sentence counts by the share of its word pairs that each of the others
    has, less how deep it stands.  No method can know this much of an article.
    """
    words = [rouge.tokens(sentence.text) for sentence in item.sentences]
    counts = np.array([len(sentence.text.split()) for sentence in item.sentences], dtype=float)
    depth = (np.cumsum(counts) - counts / 2) / counts.sum()
    pairs = [set(pairwise(one)) for one in words]
    chosen = np.array(
        [
            [len(own & theirs) / max(1, len(own)) for own in pairs]
            for theirs in (set(pairwise(r)) for r in item.references)
        ]
    )
    each = []
    for i, reference in enumerate(item.references):
        ratings = np.delete(chosen, i, axis=0).mean(axis=0) - depth
        picks = take(np.argsort(-ratings, kind="stable").tolist(), item, length)
        each.append(rouge.scores([word for row in picks for word in words[row]], [reference]))
    return tuple(sum(values) / len(values) for values in zip(*each, strict=True))


def openings(item: Item) -> list[int]:
    """Return the headline and the first sentence of each article, article after article.

    The first line is the headline, known as one or not; date lines and other scraps are no
    sentence.
    """
    lines: dict[str, list[int]] = {}
    for i, sentence in enumerate(item.sentences):
        of_article = lines.setdefault(sentence.article, [])
        is_statement = len(sentence.text.split()) >= _FEWEST_WORDS
        if not of_article or (len(of_article) == 1 and is_statement):
            of_article.append(i)
    return [i for of_article in lines.values() for i in of_article]


def lead_plain(item: Item, ratio: float) -> Tokens:
    """Return the words of the first sentences, of a text cut at every full stop and line end.

    The sentences are those of a bare pattern, round(ratio x sentences) of them are taken.
    """
    pieces = [rouge.tokens(piece) for text in item.texts for piece in _PLAIN_END.split(text)]
    sentences = [piece for piece in pieces if piece]
    first = sentences[: max(1, round(ratio * len(sentences)))]
    return [word for sentence in first for word in sentence]


def lead_words(item: Item, words: float) -> Tokens:
    """Return the first words of the article, cut where the length is reached."""
    text = " ".join(sentence.text for sentence in item.sentences)
    return rouge.tokens(" ".join(text.split()[: round(words)]))


def lead_count(item: Item, ratio: float) -> list[int]:
    """Return the first sentences by count: round(ratio x sentences)."""
    return list(range(max(1, round(ratio * len(item.sentences)))))
