"""sentences told alike by different outlets → what one says where another says something else.

Papers rewrite what they take from agencies, and rewrite one another: «أعلن [المتمردون] سيطرتهم على
المدينة» here, «أعلن [المسلحون] سيطرتهم على المدينة» there.  Two sentences are held against each
other when they share rare pairs of neighbouring words, and what stands between two such pairs in
one and between the same pairs in the other took the same place.  Nothing is compared with
everything: a pair of words that many sentences have leads nowhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from reportgen.contrast._numerals import words_of
from reportgen.memory import remembered
from reportgen.stopwords import CALENDAR_WORDS, is_joined_waw, is_stop_word

_ARTICLES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال")
_MOST_SENTENCES = 8  # that have a pair of words, for it to lead from one to the other
_MOST_TWINS = 6  # sentences that one is held against
_FEWEST_SHARED = 2  # pairs of words
LONGEST_NAME = 3  # words
# Of the rare words that the shorter sentence has apart from the names, so many must return: below
# this, on stories and days of saudinewsnet (half "tune", 2026-11-25), what takes the same place is
# mostly another thing.
_LEAST_ALIKE = 0.3
_FEWEST_ALIKE = 4
_NO_ARTICLE = frozenset({"المانيا", "البانيا", "الف", "الاف"})  # the article is no article
_SHORTEST = 3  # letters of a word that carries a subject
_EDGE = ("^", "$")


class Token(NamedTuple):
    """A word of a sentence: its stem, and what is joined before it."""

    start: int
    end: int
    folded: str
    stem: str
    joined: str
    is_definite: bool
    is_content: bool


@dataclass(frozen=True, slots=True)
class Substitution:
    """Words `a` of sentence number `one` stand where words `b` of number `other` do.

    `alike` is the share of the other rare words of the shorter sentence that both have.
    """

    one: int
    other: int
    a: slice
    b: slice
    alike: float


@remembered
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of a sentence, and its marks but those of quotation."""
    found = []
    for word in words_of(text):
        if word.folded in '«»"“”':
            continue
        stem, joined, is_definite = _parts(word.folded)
        found.append(
            Token(
                start=word.start,
                end=word.end,
                folded=word.folded,
                stem=stem,
                joined=joined,
                is_definite=is_definite,
                is_content=_is_content(word.folded) and not word.leans,
            )
        )
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _parts(word: str) -> tuple[str, str, bool]:
    """Return stem, joined particles, and whether the article is there."""
    if not word.isalpha() or word in _NO_ARTICLE:
        return word, "", False
    for article in _ARTICLES:
        rest = word[len(article) :]
        if word.startswith(article) and len(rest) > 1:
            return _bare(rest), article.removesuffix("ال"), True
    if is_joined_waw(word):
        return _bare(word[1:]), "و", False
    return _bare(word), "", False


def _bare(word: str) -> str:
    """Return a word without its case and gender; an adjective keeps its yeh, a plural its noun."""
    if word.endswith("ون") and len(word) > _SHORTEST + 1:
        return word.removesuffix("ون") + "ين"
    return word.removesuffix("ه") if len(word) > _SHORTEST else word


@lru_cache(maxsize=1 << 16)
def _is_content(word: str) -> bool:
    bare = word.removeprefix("و")
    return (
        len(word) >= _SHORTEST
        and word.isalpha()
        and not is_stop_word(word)
        and bare not in CALENDAR_WORDS
    )


def substitutions(
    texts: Sequence[Sequence[Token]], outlets: Sequence[str]
) -> Iterator[Substitution]:
    """Yield the substitutions between sentences of different outlets, row *i* being text *i*.

    A text that an outlet prints twice counts once.
    """
    rows = _without_repeats(texts, outlets)
    stems = {row: [token.stem for token in texts[row]] for row in rows}
    rare = {row: frozenset(t.stem for t in texts[row] if t.is_content) for row in rows}
    for one, other in _twins(stems, outlets):
        for a, b in _gaps(stems[one], stems[other]):
            own = {*stems[one][a], *stems[other][b]}
            left, right = rare[one] - own, rare[other] - own
            shorter = min(len(left), len(right))
            if shorter >= _FEWEST_ALIKE and len(left & right) >= _LEAST_ALIKE * shorter:
                yield Substitution(one, other, a, b, len(left & right) / shorter)


def _without_repeats(texts: Sequence[Sequence[Token]], outlets: Sequence[str]) -> list[int]:
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    for row, tokens in enumerate(texts):
        first.setdefault((outlets[row], tuple(token.folded for token in tokens)), row)
    return sorted(first.values())


def _twins(stems: Mapping[int, Sequence[str]], outlets: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the rows that share enough rare pairs of words, each with its nearest few."""
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, words in stems.items():
        for pair in dict.fromkeys(pairwise(words)):
            having[pair].append(row)
    shared: Counter[tuple[int, int]] = Counter()
    for rows in having.values():
        if 1 < len(rows) <= _MOST_SENTENCES:
            shared.update(combinations(rows, 2))
    near: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (one, other), count in shared.items():
        if count >= _FEWEST_SHARED and outlets[one] != outlets[other]:
            near[one].append((-count, other))
            near[other].append((-count, one))
    chosen = {
        (min(row, other), max(row, other))
        for row, twins in near.items()
        for _, other in sorted(twins)[:_MOST_TWINS]
    }
    yield from sorted(chosen)


def _gaps(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """Yield what stands in both between the same two pairs of words, and differs."""
    ours, theirs = (
        (_EDGE[0], _EDGE[0], *ours, _EDGE[1], _EDGE[1]),
        (
            _EDGE[0],
            _EDGE[0],
            *theirs,
            _EDGE[1],
            _EDGE[1],
        ),
    )
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, pair in enumerate(pairwise(theirs)):
        places[pair].append(place)
    anchors: list[tuple[int, int]] = []
    for place, pair in enumerate(pairwise(ours)):
        after = anchors[-1][1] if anchors else -1
        there = next((p for p in places.get(pair, ()) if p > after), None)
        if there is not None and (len(places[pair]) == 1 or there - after <= LONGEST_NAME + 2):
            anchors.append((place, there))
    for (here, there), (here_next, there_next) in pairwise(anchors):
        mine, his = here_next - here - 2, there_next - there - 2
        if 1 <= mine <= LONGEST_NAME and 1 <= his <= LONGEST_NAME:
            # places are counted with the two edges before the first word
            yield slice(here, here + mine), slice(there, there + his)
