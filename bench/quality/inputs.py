"""The evaluation sets, read, cleaned, cut and embedded as the program does it."""

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import rouge

from reportgen.embed import EmbedOptions, embed
from reportgen.extract import articles_of
from reportgen.model import Article, Sentence, Vectors
from reportgen.segment import segment

DATA = Path(
    os.environ.get("REPORTGEN_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to be summarized: an article, or a story of several."""

    name: str
    texts: tuple[str, ...]
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    vectors: Vectors
    references: tuple[tuple[str, ...], ...]
    peers: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def words(self) -> int:
        """The words of all its sentences."""
        return sum(len(sentence.text.split()) for sentence in self.sentences)


def easc() -> tuple[Item, ...]:
    """Return the articles of EASC, each with five human extracts."""
    return tuple(
        _item(row["id"], [row["text"]], [s["text"] for s in row["summaries"]])
        for row in rows("easc.jsonl.gz")
    )


def multiling() -> tuple[Item, ...]:
    """Return the stories of MultiLing 2011, each with three human summaries and all systems'."""
    return tuple(
        _item(
            row["topic"],
            [document["text"] for document in row["docs"]],
            [reference["text"] for reference in row["references"]],
            [(peer["system"], peer["text"]) for peer in row["peers"]],
        )
        for row in rows("multiling2011_ar.jsonl.gz")
    )


def news(count: int) -> list[str]:
    """Return different articles of some length from SaudiNewsNet, the first `count`."""
    found: dict[str, None] = {}
    for row in rows("saudinewsnet.jsonl.gz"):
        if len(row["content"].split()) >= 50:
            found.setdefault(row["content"])
        if len(found) == count:
            break
    return list(found)


def rows(name: str) -> Iterator[dict]:
    """Return the rows of a data file."""
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _item(
    name: str,
    texts: Sequence[str],
    references: Sequence[str],
    peers: Sequence[tuple[str, str]] = (),
) -> Item:
    articles, _ = articles_of(texts)
    sentences = segment(articles)
    return Item(
        name=name,
        texts=tuple(texts),
        articles=articles,
        sentences=sentences,
        vectors=embed(sentences, options=EmbedOptions()),
        references=tuple(tuple(rouge.tokens(text)) for text in references),
        peers=tuple((system, tuple(rouge.tokens(text))) for system, text in peers),
    )
