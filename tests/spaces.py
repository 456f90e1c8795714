"""Sentences with vectors of our choosing, so that a test can say which belong together."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reportgen import arabic
from reportgen.geometry import unit
from reportgen.model import Article, Sentence, Vectors


def article(outlet: str, text: str) -> Article:
    """Return an article of one outlet."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=digest[:12],
        outlet=outlet,
        title=None,
        text=text,
        published=None,
        url=None,
        path=f"{outlet}.txt",
        language="ar",
        sha256=digest,
    )


def sentences_of(one: Article) -> tuple[Sentence, ...]:
    """Return the lines of an article as its sentences."""
    found = []
    at = 0
    for position, line in enumerate(one.text.split("\n")):
        found.append(
            Sentence(
                article=one.id,
                start=at,
                end=at + len(line),
                text=line,
                folded=arabic.fold(line),
                paragraph=0,
                position=position,
            )
        )
        at += len(line) + 1
    return tuple(found)


def vectors_near(groups: Sequence[int], *, spread: float = 0.05) -> Vectors:
    """Return one vector a sentence: sentences of one group lie close, groups lie apart."""
    axes = np.eye(max(groups) + 1, 16)
    noise = np.random.default_rng(7).normal(scale=spread, size=(len(groups), 16))
    return vectors(axes[list(groups)] + noise)


def vectors(rows: NDArray[np.floating]) -> Vectors:
    """Return `rows` as unit vectors of no particular model."""
    matrix = unit(rows).astype(np.float32)
    return Vectors(model="test", precision="fp32", matrix=matrix)
