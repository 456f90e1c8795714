"""Texts that were read before: where their sentences stand, and the sentences' vectors.

Kept beside the vectors, one row for all the texts of a call, so that a second summary of the same
texts costs one look-up.  As there, no text is kept: a row is numbers alone, and who asks has to
bring the texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportgen import arabic
from reportgen.embed import EmbedOptions, model_in_use
from reportgen.model import Article, Sentence, Vectors
from reportgen.neural import cache as kept

_HEAD = 3  # sentences, width of a vector, clauses of all sentences
_FIELDS = 7  # article, start, end, paragraph, position, is a title, clauses


def find(
    articles: Sequence[Article], options: EmbedOptions
) -> tuple[tuple[Sentence, ...], Vectors] | None:
    """Return the sentences and vectors of articles read before by this very program, if any."""
    model = model_in_use(options)
    key = _key(articles)
    row = kept.load(_reader(model.fingerprint), [key]).get(key)
    if row is None:
        return None
    numbers = row.view("<i4")
    count, width, clauses = (int(one) for one in numbers[:_HEAD])
    facts, spans, matrix = np.split(row, np.cumsum((_HEAD, count * _FIELDS, clauses * 2)))[1:]
    pairs = iter(spans.view("<i4").reshape(clauses, 2).tolist())
    sentences = tuple(
        _sentence(articles, fact, pairs)
        for fact in facts.view("<i4").reshape(count, _FIELDS).tolist()
    )
    vectors = Vectors(
        model=model.name, precision=model.precision, matrix=matrix.reshape(count, width)
    )
    return sentences, vectors


def remember(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    vectors: Vectors,
    options: EmbedOptions,
) -> None:
    """Keep what `find` gives back."""
    number_of = {article.id: number for number, article in enumerate(articles)}
    spans = [span for sentence in sentences for span in sentence.clauses]
    facts = [
        (
            number_of[s.article],
            s.start,
            s.end,
            s.paragraph,
            s.position,
            s.role == "title",
            len(s.clauses),
        )
        for s in sentences
    ]
    head = (len(sentences), vectors.matrix.shape[1], len(spans))
    row = np.concatenate([_words(head), _words(facts), _words(spans), vectors.matrix.ravel()])
    kept.save(_reader(model_in_use(options).fingerprint), {_key(articles): row})


def _sentence(
    articles: Sequence[Article], fact: Sequence[int], pairs: Iterator[Sequence[int]]
) -> Sentence:
    number, start, end, paragraph, position, is_title, clauses = fact
    text = articles[number].text[start:end]
    return Sentence(
        article=articles[number].id,
        start=start,
        end=end,
        text=text,
        folded=arabic.fold(text),
        paragraph=paragraph,
        position=position,
        role="title" if is_title else "body",
        clauses=tuple((first, last) for first, last in (next(pairs) for _ in range(clauses))),
    )


def _words(numbers: Sequence[object]) -> NDArray[np.float32]:
    """Return whole numbers as the bits of so many 32-bit words; they are never reckoned with."""
    return np.array(numbers, dtype="<i4").ravel().view("<f4")


def _key(articles: Sequence[Article]) -> str:
    return " ".join(article.sha256 for article in articles)


@cache
def _reader(model: bytes) -> bytes:
    """Return what tells a reading by this program and model from every other."""
    digest = hashlib.sha256(b"reading" + model)
    for file in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()
