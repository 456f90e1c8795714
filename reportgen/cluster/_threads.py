"""themes → threads: the words that outlets come back to in themes of their own.

Clustering puts a sentence into one theme.  Where columns and interviews speak of one matter in
words of their own, its sentences lie in several themes or in none, and nobody sees who speaks of
it: of the outlets that tell a matter of the loose sets in bench/labels/themes.jsonl the themes
show six in ten.  A thread is the part of the answer that can be proved: its sentences all have one
word, or one pair of words, and those of different outlets lie nearer to one another than sentences
of the set do on average.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reportgen import arabic
from reportgen.cluster._phrases import anchors_of, phrases_of
from reportgen.geometry import nearest_first
from reportgen.independence import independent_outlets
from reportgen.model import Mention, Sentence, Theme, Thread, Vectors

# Settled on the half "tune" of the loose sets in bench/labels/themes.jsonl (2026-11-25).  How many
# sentences have a word counts little beside how near they are: with powers 0.1 to 0.3 of the count
# 72 to 75 in 100 threads are of one matter and .76 of the outlets are shown, with 0.8 and 1 66 and
# .63 to .68.
_COUNT_POWER = 0.3
_FEWEST_MENTIONS = 3
# What more sentences have is what the whole set is about, and no thread of it …
_LARGEST_SHARE = 0.25
_MOST_MENTIONS = 60
# … and what stands in one theme already is nothing new.
_TOGETHER = 0.5
# Of two threads of much the same sentences the better one is enough.
_MUCH_THE_SAME = 0.5
_SHORTEST_STEM = 3
# A thread is named by the longest phrase that so many of its sentences have.
_NAMING_SHARE = 0.75

Key = tuple[str, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Body:
    """The body sentences in an order of their own: no sum depends on the order of the files."""

    sentences: tuple[Sentence, ...]
    matrix: NDArray[np.float32]
    outlets: tuple[str, ...]
    texts: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """Where a word stands: the first span of each sentence, by its place in the body."""

    spans: dict[int, Span] = field(default_factory=dict)
    is_noun: bool = False
    qualifying: int = 0  # of them, those where it is the adjective of another


def find_threads(
    sentences: Sequence[Sentence],
    vectors: Vectors,
    themes: Sequence[Theme],
    *,
    outlet_of: Mapping[str, str],
    text_of: Mapping[str, str],
    likeness: float,
    most: int,
) -> tuple[Thread, ...]:
    """Return the words that independent outlets come back to in several themes, the best first.

    A word is one by its stem, or two that follow each other.  At least three sentences have it,
    of outlets that do not all print one text (`text_of`, as for `cluster`); fewer than half of
    their pairs of two outlets stand in one theme, and the mean cosine of these pairs is at least
    `likeness`.  The order of the articles changes nothing.
    """
    body = _body(sentences, vectors, themes, outlet_of, text_of)
    found = _words_of(body)
    if not found:
        return ()
    kept: list[tuple[Key, float]] = []
    for key, cosine in _best_first(found, body, likeness):
        if len(kept) == most:
            break
        rows = found[key].spans
        told = independent_outlets((body.outlets[row], body.texts[row]) for row in rows)
        is_said = any(_are_much_the_same(rows, found[other].spans) for other, _ in kept)
        if told > 1 and not is_said and _share_together(list(rows), body) < _TOGETHER:
            kept.append((key, cosine))
    vocabulary = {word for sentence in sentences for word in arabic.words(sentence.folded)}
    return tuple(_thread(key, found[key].spans, cosine, body, vocabulary) for key, cosine in kept)


def _body(
    sentences: Sequence[Sentence],
    vectors: Vectors,
    themes: Sequence[Theme],
    outlet_of: Mapping[str, str],
    text_of: Mapping[str, str],
) -> _Body:
    rows = sorted(
        (row for row, sentence in enumerate(sentences) if sentence.role == "body"),
        key=lambda row: sentences[row].id,
    )
    body = tuple(sentences[row] for row in rows)
    theme_of = {i: theme.id for theme in themes for i in theme.sentences}
    return _Body(
        sentences=body,
        matrix=vectors.matrix[rows],
        outlets=tuple(outlet_of[s.article] for s in body),
        texts=tuple(text_of.get(s.article, s.article) for s in body),
        themes=tuple(theme_of.get(s.id, s.id) for s in body),
    )


def _words_of(body: _Body) -> dict[Key, _Found]:
    """Return the nouns, and pairs that are names, that enough sentences of two outlets have."""
    anchors = [anchors_of(sentence.text) for sentence in body.sentences]
    spread: Counter[str] = Counter()
    for some in anchors:
        spread.update({anchor.stem for anchor in some})
    common = {
        stem
        for stem, count in spread.items()
        if count >= _FEWEST_MENTIONS and len(stem) >= _SHORTEST_STEM
    }
    found: dict[Key, _Found] = defaultdict(_Found)
    for row, some in enumerate(anchors):
        for place, anchor in enumerate(some):
            if anchor.stem not in common:
                continue
            word = found[anchor.stem,]
            if row not in word.spans:
                word.spans[row] = anchor.start, anchor.end
                word.qualifying += anchor.qualifies
            word.is_noun |= anchor.is_noun
            if anchor.leads and some[place + 1].stem in common:
                pair = found[anchor.stem, some[place + 1].stem]
                pair.spans.setdefault(row, (anchor.start, some[place + 1].end))
                pair.is_noun = True
    most = min(_LARGEST_SHARE * len(body.sentences), _MOST_MENTIONS)
    return {
        key: entry
        for key, entry in found.items()
        if entry.is_noun
        and 2 * entry.qualifying < len(entry.spans)
        and _FEWEST_MENTIONS <= len(entry.spans) <= most
        and len({body.outlets[row] for row in entry.spans}) > 1
    }


def _best_first(
    found: Mapping[Key, _Found], body: _Body, likeness: float
) -> list[tuple[Key, float]]:
    """Return the words whose sentences are near enough to one another, with their mean cosine."""
    near = _mean_cosines([list(entry.spans) for entry in found.values()], body)
    ranked = [
        (-round(cosine * len(found[key].spans) ** _COUNT_POWER, 6), key, cosine)
        for key, cosine in zip(found, near, strict=True)
        if cosine >= likeness
    ]
    return [(key, cosine) for _, key, cosine in sorted(ranked)]


def _mean_cosines(groups: Sequence[Sequence[int]], body: _Body) -> list[float]:
    """Return for each group of rows the mean cosine of its pairs of two outlets.

    Found by way of sums of vectors, so that the cost grows with the mentions, not their pairs:
    the pairs of a group are all its pairs but those within an outlet.
    """
    from scipy.sparse import csr_matrix

    columns = [row for rows in groups for row in rows]
    ends = np.cumsum([0, *map(len, groups)])
    has = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(groups), len(body.outlets)))
    matrix = body.matrix.astype(np.float64)

    def of_all(members: csr_matrix) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        summed = members @ matrix
        counts = np.asarray(members.sum(axis=1)).ravel()
        return np.einsum("ij,ij->i", summed, summed), counts**2

    cosines, pairs = of_all(has)
    outlets = np.array(body.outlets)
    for outlet in sorted(set(body.outlets)):
        within, within_pairs = of_all(has.multiply((outlets == outlet)[None, :]).tocsr())
        cosines, pairs = cosines - within, pairs - within_pairs
    return [round(float(value), 6) for value in cosines / np.maximum(pairs, 1)]


def _share_together(rows: Sequence[int], body: _Body) -> float:
    """Return how many of the pairs of two outlets stand in one theme."""
    pairs = [
        body.themes[one] == body.themes[other]
        for place, one in enumerate(rows)
        for other in rows[:place]
        if body.outlets[one] != body.outlets[other]
    ]
    return sum(pairs) / len(pairs)


def _are_much_the_same(one: Collection[int], other: Collection[int]) -> bool:
    shared = len(set(one) & set(other))
    return shared >= _MUCH_THE_SAME * min(len(one), len(other))


def _thread(
    key: Key, spans: Mapping[int, Span], cosine: float, body: _Body, vocabulary: set[str]
) -> Thread:
    rows = nearest_first(list(spans), body.matrix, [s.id for s in body.sentences])
    counts = Counter(body.outlets[row] for row in spans)
    label = _label(key, [body.sentences[row] for row in rows], vocabulary)
    return Thread(
        id=f"w-{hashlib.sha256(' '.join(key).encode()).hexdigest()[:10]}",
        label=label or _as_written(spans, body),
        mentions=tuple(_mention(body.sentences[row], spans[row]) for row in rows),
        outlets=tuple(sorted(counts, key=lambda outlet: (-counts[outlet], outlet))),
        likeness=cosine,
    )


def _mention(sentence: Sentence, span: Span) -> Mention:
    start, end = (sentence.start + place for place in span)
    clause = next((c for c in sentence.clauses if c[0] <= start and end <= c[1]), None)
    return Mention(sentence=sentence.id, word=(start, end), clause=clause)


def _as_written(spans: Mapping[int, Span], body: _Body) -> str:
    """Return the word as it is written most."""
    written = Counter(body.sentences[row].text[slice(*span)] for row, span in spans.items())
    return min(written, key=lambda text: (-written[text], text))


def _label(key: Key, sentences: Sequence[Sentence], vocabulary: set[str]) -> str | None:
    """Return the longest phrase about the word that most sentences have, as it reads best."""
    wordings: dict[Key, dict[str, float]] = defaultdict(dict)
    having: Counter[Key] = Counter()
    for sentence in sentences:
        phrases = [p for p in phrases_of(sentence.text, vocabulary) if _holds(p.stems, key)]
        having.update({phrase.stems for phrase in phrases})
        for phrase in phrases:
            wordings[phrase.stems][phrase.text] = phrase.likeness
    common = [stems for stems, count in having.items() if count >= _NAMING_SHARE * len(sentences)]
    if not common:
        return None
    stems = max(common, key=lambda stems: (len(stems), having[stems], stems))
    likeness = wordings[stems]
    # of «سياسية» and «السياسية» the second is a name
    return min(likeness, key=lambda t: (-likeness[t], not t.startswith("ال"), len(t), t))


def _holds(stems: Key, key: Key) -> bool:
    return any(stems[n : n + len(key)] == key for n in range(len(stems) - len(key) + 1))
