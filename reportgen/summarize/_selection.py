"""Rated sentences → those that fit a length, each able to stand where it is quoted.

What is taken is a *quotation*: one sentence, or a leaning one together with the sentence before
it, two adjacent spans that are printed as one.
"""

import heapq
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.model import Sentence
from reportgen.summarize._ratings import Ratings
from reportgen.summarize._readability import asks, is_whole, leans
from reportgen.summarize._redundancy import Repeats

Quotation = tuple[int, ...]

# Filling up to the nearest sentence, a long one is stepped over until this share is reached.
_FILLED = 0.8
# A limit need not be reached: once half full, a voice heard already adds nothing so far below the
# average.
_WORTH_SAYING = -0.5
# … and has to say something new a little more clearly than another voice: two sentences of one
# outlet share the words it tells the story in (sixty stories of SaudiNewsNet read, 2026-11-25).
_MORE_OF_THE_SAME = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a summary is: `words` at most, or as near to `words` as whole sentences allow."""

    words: float
    is_limit: bool

    def admits(self, taken: int, more: int) -> bool:
        """Say whether `more` words fit after `taken`."""
        over = taken + more - self.words
        return over <= (0 if self.is_limit else self.words - taken)

    def is_half_full(self, taken: int) -> bool:
        """Say whether a limit leaves the choice to stop."""
        return self.is_limit and 2 * taken >= self.words

    def is_reached(self, taken: int) -> bool:
        """Say whether a sentence that does not fit ends the summary, rather than its turn."""
        return taken >= self.words or (not self.is_limit and taken >= _FILLED * self.words)


def quotation(sentences: Sequence[Sentence], row: int) -> Quotation | None:
    """Return how the sentence can be quoted: alone, with the one before it, or not at all."""
    sentence = sentences[row]
    if not is_whole(sentence.text) or asks(sentence.text) or sentence.role != "body":
        return None
    if not leans(sentence.folded):
        return (row,)
    before = sentences[row - 1] if row else None
    if (
        before is None
        or before.article != sentence.article
        or before.position + 1 != sentence.position
        or before.role != "body"
        or not is_whole(before.text)
        or leans(before.folded)
    ):
        return None
    return (row - 1, row)


def take_in_order(
    sentences: Sequence[Sentence], ratings: Ratings, length: Length
) -> tuple[int, ...]:
    """Return the rows of the best sentences of one article that fit, in reading order.

    A leaning sentence whose predecessor is taken leans on nothing that is missing.
    """
    words = [len(sentence.text.split()) for sentence in sentences]
    chosen: set[int] = set()
    taken = 0
    for row in ranked(sentences, ratings):
        if row in chosen:
            continue
        whole = [i for i in _with_support(sentences, row) if i not in chosen]
        more = sum(words[i] for i in whole)
        if length.admits(taken, more):
            chosen.update(whole)
            taken += more
        elif length.is_reached(taken):
            break
    return tuple(sorted(chosen))


def _with_support(sentences: Sequence[Sentence], row: int) -> Quotation:
    """Return the sentence and, if it leans, the one before it in its article."""
    if (
        row
        and leans(sentences[row].folded)
        and sentences[row - 1].article == sentences[row].article
    ):
        return (row - 1, row)
    return (row,)


def take_by_turns(
    sentences: Sequence[Sentence],
    ratings: Ratings,
    length: Length,
    *,
    voice_of: Sequence[str],
    repeats: Repeats,
    weight: Mapping[str, float],
) -> tuple[Quotation, ...]:
    """Return the best quotations that fit, best first, none of which repeats another.

    Maximal marginal relevance (Carbonell & Goldstein 1998): what a quotation has in common with
    those taken lowers it by ``weight["repeats_chosen"]``, each quotation its voice already has by
    ``weight["already_heard"]``.  Who has not been heard, and what is new, get the word sooner.
    """
    words = [len(sentence.text.split()) for sentence in sentences]
    heard: Counter[str] = Counter()
    chosen: list[Quotation] = []
    taken: list[int] = []

    def worth(rows: Quotation) -> float:
        rating = sum(float(ratings[i]) for i in rows) / len(rows)
        again = max(repeats.nearest(i, taken) for i in rows)
        times = heard[voice_of[rows[-1]]]
        if again >= repeats.threshold - _MORE_OF_THE_SAME * (times > 0):
            return -math.inf
        return round(rating + weight["repeats_chosen"] * again + weight["already_heard"] * times, 6)

    waiting = [
        (-worth(rows), sentences[row].id, rows)
        for row in range(len(sentences))
        if (rows := quotation(sentences, row)) is not None
    ]
    heapq.heapify(waiting)
    used = 0
    while waiting:
        before, name, rows = heapq.heappop(waiting)
        # worth only ever falls as more is taken, so whoever still leads after a new look is best
        now = -worth(rows)
        if now > before:
            if now < math.inf:
                heapq.heappush(waiting, (now, name, rows))
            continue
        is_heard = heard[voice_of[rows[-1]]] > 0
        if is_heard and -now < _WORTH_SAYING and length.is_half_full(used):
            continue
        more = sum(words[i] for i in rows)
        if length.admits(used, more):
            chosen.append(rows)
            taken.extend(rows)
            heard[voice_of[rows[-1]]] += 1
            used += more
        elif length.is_reached(used):
            break
    return tuple(chosen)


def ranked(sentences: Sequence[Sentence], ratings: Ratings) -> list[int]:
    """Return the rows, best first; ties fall by content, not by place in the input."""
    return sorted(range(len(sentences)), key=lambda row: (-ratings[row], sentences[row].id))
