"""Texts or files → the sentences that sum them up: the pipeline's first half, without a report.

read → clean → segment → embed → pick
"""

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from reportgen import arabic
from reportgen.clean import CleanOptions, clean
from reportgen.config import Options, load_options
from reportgen.embed import EmbedOptions, embed
from reportgen.errors import ConfigError, SourceError
from reportgen.extract import _readings
from reportgen.ingest import ingest
from reportgen.model import Article, Omission, Paragraph, Sentence, Vectors
from reportgen.segment import segment
from reportgen.summarize import Length, opening_first, pick

# Asked for no length, one article gets the share of the EASC protocol, a story that of MultiLing.
DEFAULT_RATIO = 0.4
DEFAULT_WORDS = 250

# What was read last is kept for the next call: about 60 kB an article.
_REMEMBERED = 1024
_LONGEST_REMEMBERED_CHARACTERS = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The sentences of a summary in reading order, their articles, and what was left out."""

    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    omissions: tuple[Omission, ...]


def summarize(
    texts: Sequence[str], *, ratio: float | None = None, words: int | None = None
) -> tuple[Sentence, ...]:
    """Return the sentences that sum up one article, or several on one story, in reading order.

    Every one is a span of its text, to the letter.  `words` is a limit.  `ratio` is a share of
    the words of the texts (headlines and furniture apart) and is met as nearly as whole sentences
    allow.  Without either one text is cut to 40 % and several to 250 words.  The order of the
    texts changes the order of the sentences and nothing else.

    Raises:
        ConfigError: both lengths are given, or one is out of range.
        SourceError: no text holds a sentence.
        ModelError: the embedding model cannot be had.
    """
    _check_length(ratio, words)
    if isinstance(texts, str):
        raise ConfigError("one text was given where several are expected", hint="put it in a list")
    options = _options_in_force(_environment())
    is_short = sum(map(len, texts)) <= _LONGEST_REMEMBERED_CHARACTERS
    read = (_read_texts if is_short else _read_texts.__wrapped__)(tuple(texts), options.embed)
    return _picked(read, ratio, words, options.summarize.redundancy)


def articles_of(texts: Sequence[str]) -> tuple[tuple[Article, ...], tuple[Omission, ...]]:
    """Return the texts as cleaned articles, in their order; the same text twice is one article.

    What is given by hand is meant: a text that `clean` would rather leave out (short, cut off) is
    kept as it stands.
    """
    return _cleaned(_given(texts))


def summarize_files(
    paths: Iterable[str | Path],
    *,
    ratio: float | None = None,
    words: int | None = None,
    options: Options | None = None,
) -> Extract:
    """Return the sentences that sum up the articles in `paths` (files or folders).

    The order of `paths` changes nothing: articles stand oldest first, those that are quoted from
    their opening before those that are not.

    Raises:
        SourceError: a path is missing, or no article could be read.
        ConfigError: both lengths are given, or one is out of range, or a setting is wrong.
        ModelError: the embedding model cannot be had.
    """
    options = options or load_options()
    _check_length(ratio, words)
    given, unread = ingest([Path(path) for path in paths], options=options.ingest)
    articles, furniture = clean(given, options=options.clean)
    read = _read(articles, (*unread, *furniture), options.embed)
    sentences = _picked(read, ratio, words, options.summarize.redundancy)
    return Extract(
        articles=read.articles,
        sentences=opening_first(sentences, read.sentences),
        omissions=read.omissions,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """Articles ready to be picked from."""

    articles: tuple[Article, ...]
    omissions: tuple[Omission, ...]
    sentences: tuple[Sentence, ...]
    vectors: Vectors


@lru_cache(maxsize=_REMEMBERED)
def _read_texts(texts: tuple[str, ...], options: EmbedOptions) -> _Read:
    """Clean, cut and embed the texts, or find them read before, in this process or another."""
    given = _given(texts)
    found = _readings.find(given, options)
    if found is not None:
        return _Read(articles=given, omissions=(), sentences=found[0], vectors=found[1])
    read = _read(*_cleaned(given), options)
    _readings.remember(given, read.sentences, read.vectors, options)
    return read


def _read(
    articles: tuple[Article, ...], omissions: tuple[Omission, ...], options: EmbedOptions
) -> _Read:
    sentences = segment(articles)
    if not sentences:
        why = "; ".join(f"{o.subject}: {o.reason}" for o in omissions[:3])
        raise SourceError(
            f"there is nothing to summarize{f' ({why})' if why else ''}",
            hint="give at least one article",
        )
    return _Read(
        articles=articles,
        omissions=omissions,
        sentences=sentences,
        vectors=embed(sentences, options=options),
    )


def _environment() -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, value) for name, value in os.environ.items() if name.startswith("REPORTGEN")
    )


@lru_cache(maxsize=1)
def _options_in_force(_environment: tuple[tuple[str, str], ...]) -> Options:
    """Return the settings, read anew only where the environment they come from has changed."""
    return load_options()


def _given(texts: Sequence[str]) -> tuple[Article, ...]:
    given: dict[str, Article] = {}
    for number, text in enumerate(texts, start=1):
        article = _article(text, number)
        given.setdefault(article.id, article)
    return tuple(given.values())


def _cleaned(given: tuple[Article, ...]) -> tuple[tuple[Article, ...], tuple[Omission, ...]]:
    kept, omissions = clean(given, options=CleanOptions(min_words=1))
    cleaned = {article.id: article for article in kept}
    return tuple(cleaned.get(article.id) or _as_it_stands(article) for article in given), omissions


def _picked(
    read: _Read, ratio: float | None, words: int | None, redundancy: float
) -> tuple[Sentence, ...]:
    return pick(
        read.articles,
        read.sentences,
        read.vectors,
        length=_length(read.sentences, len(read.articles), ratio, words),
        redundancy=redundancy,
    )


def _length(
    sentences: Sequence[Sentence], articles: int, ratio: float | None, words: int | None
) -> Length:
    if words is None and ratio is None:
        ratio, words = (DEFAULT_RATIO, None) if articles == 1 else (None, DEFAULT_WORDS)
    if words is not None:
        return Length(words=words, is_limit=True)
    body = sum(len(s.text.split()) for s in sentences if s.role == "body")
    return Length(words=(ratio or 0.0) * body, is_limit=False)


def _check_length(ratio: float | None, words: int | None) -> None:
    if ratio is not None and words is not None:
        raise ConfigError("a summary has one length", hint="give either ratio or words")
    if ratio is not None and not 0 < ratio <= 1:
        raise ConfigError(f"ratio must be above 0 and at most 1, got {ratio}")
    if words is not None and words < 1:
        raise ConfigError(f"words must be 1 or more, got {words}")


def _article(text: str, number: int) -> Article:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        id=digest[:12],
        outlet=str(number),
        title=None,
        text=text,
        published=None,
        url=None,
        path=f"text {number}",
        language="ar" if arabic.is_arabic(text) else "und",
        sha256=digest,
    )


def _as_it_stands(article: Article) -> Article:
    """Return the article with each of its lines as a paragraph."""
    lines = re.finditer(r"\S(?:[^\r\n]*\S)?", article.text)
    return replace(
        article, paragraphs=tuple(Paragraph(start=line.start(), end=line.end()) for line in lines)
    )
