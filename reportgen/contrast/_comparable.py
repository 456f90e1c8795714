"""The sentences of a briefing, ready to be held against one another."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from reportgen.contrast._passages import Passage, Weights, passages_of
from reportgen.contrast._sureness import sureness
from reportgen.contrast._written import weekday_of
from reportgen.model import Article, CopyGroup, Event, Evidence, Relation, Sentence, Theme, Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_WORDS = 90  # of a sentence: what is longer is a page's menu, no sentence
_SAME_PRINTING = 0.5  # of the shorter's runs of words
_DAYS_OF_WEEK = 7
_FEW_DAYS = 3
_ANSWERED_DAYS = 1
_ROUNDING = 1e-4


@dataclass(frozen=True, kw_only=True)
class Comparable:
    """All sentences with their passages, and what is known of their articles."""

    sentences: tuple[Sentence, ...]
    passages: Mapping[str, tuple[Passage, ...]]
    whole: Mapping[str, Passage]
    row: Mapping[str, int]
    matrix: "NDArray[np.float32]"
    weights: Weights
    articles: Mapping[str, Article]
    text_of: Mapping[str, str]
    event_of: Mapping[str, int]
    dates: Mapping[str, date]
    weekdays: Mapping[str, int]
    own: Mapping[str, Sequence[Sentence]]  # article → its sentences
    # what is asked of whole articles, kept as it is found
    contents: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    denials: dict[str, tuple[tuple[str | None, frozenset[str]], ...]] = field(
        default_factory=dict, repr=False
    )

    def outlet_of(self, sentence: Sentence) -> str:
        """Return the outlet that prints it."""
        return self.articles[sentence.article].outlet

    def may_meet(self, a: Sentence, b: Sentence, *, dated: bool = True) -> bool:
        """Say whether the two are of different outlets, texts, and not of different events.

        Where there are several events, an article without a date could be of any of them; unless
        `dated`, that is no obstacle.
        """
        if self.outlet_of(a) == self.outlet_of(b):
            return False
        if self.text_of.get(a.article, a.article) == self.text_of.get(b.article, b.article):
            return False
        ours, theirs = self.event_of.get(a.article), self.event_of.get(b.article)
        if None in {ours, theirs}:
            return not (self.event_of and dated)
        return ours == theirs

    def cosine(self, a: Sentence, b: Sentence) -> float:
        """Return how near the two sentences are."""
        return float(self.matrix[self.row[a.id]] @ self.matrix[self.row[b.id]])

    @cached_property
    def short(self) -> tuple[Sentence, ...]:
        """The sentences but those too long to be one."""
        return tuple(filter(is_short, self.sentences))

    @cached_property
    def by_row(self) -> tuple[Sentence, ...]:
        """The sentences in the order of the rows of the matrix."""
        return tuple(sorted(self.sentences, key=lambda sentence: self.row[sentence.id]))

    @property
    def short_passages(self) -> Iterator[Passage]:
        """The passages of those sentences."""
        return (passage for sentence in self.short for passage in self.passages[sentence.id])

    def outlets(self, found: "Found") -> frozenset[str]:
        """Return the two outlets that a relation is between."""
        return frozenset({self.outlet_of(found.a.sentence), self.outlet_of(found.b.sentence)})

    def near(self, one: Sentence, rows: "NDArray[np.intp]", *, least: float) -> Iterator[int]:
        """Yield the places in `rows` of sentences that may be at least so near to a sentence."""
        # a product of many rows may round otherwise than that of two
        cosines = (self.matrix @ self.matrix[self.row[one.id]])[rows]
        yield from (cosines >= least - _ROUNDING).nonzero()[0].tolist()

    def told_in(self, passage: Passage, article: str) -> float:
        """Return how much of what a passage says is told somewhere in an article."""
        return self.weights.share(self.weights.content(passage), self.content_of(article))

    def content_of(self, article: str) -> frozenset[str]:
        """Return what an article speaks of."""
        if article not in self.contents:
            self.contents[article] = frozenset().union(
                *(
                    self.weights.content(self.whole[sentence.id])
                    for sentence in self.own.get(article, ())
                )
            )
        return self.contents[article]

    def days_later(self, a: Sentence, b: Sentence) -> int:
        """Return how many days after `a` its article that of `b` was written, as far as known.

        Where the dates say nothing, «اليوم الأحد» in the one and «أمس الأحد» in the other do.
        """
        ours, theirs = self.dates.get(a.article), self.dates.get(b.article)
        if ours is not None and theirs is not None and ours != theirs:
            return (theirs - ours).days
        day, other = self.weekdays.get(a.article), self.weekdays.get(b.article)
        if day is None or other is None:
            return 0
        later = (other - day) % _DAYS_OF_WEEK
        if later <= _FEW_DAYS:
            return later
        return later - _DAYS_OF_WEEK if later >= _DAYS_OF_WEEK - _FEW_DAYS else 0

    def may_answer(self, denial: Sentence, claim: Sentence) -> bool:
        """Say whether a denial may be of a claim: what is told of its own day or of the day before.

        What is told later may have come true since, and what was told long before is seldom what is
        denied now: right at first contact were 70 of 86 within these days, 16 of 29 beyond (sets
        "fifth" to "eighth" of tests/stories/retold, 2026-11-26).
        """
        return -_ANSWERED_DAYS <= self.days_later(denial, claim) <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A relation with the passages it rests on; its score ranks it among those of its kind."""

    a: Passage
    b: Passage
    kind: Literal["agrees", "disputes", "updates"]
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def pair(self) -> frozenset[str]:
        """The ids of its sentences."""
        return frozenset({self.a.sentence.id, self.b.sentence.id})

    def relation(self) -> Relation:
        """Return what the briefing keeps of it."""
        is_agreed = self.kind == "agrees"
        score = self.score if is_agreed else sureness(self.evidence, self.score)
        return Relation(
            a=self.a.sentence.id,
            b=self.b.sentence.id,
            kind=self.kind,
            score=round(score, 3),
            evidence=self.evidence,
        )


def comparable(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    vectors: Vectors,
    *,
    dates: Mapping[str, date],
    events: Sequence[Event],
    copies: Sequence[CopyGroup],
) -> Comparable:
    """Return the sentences, in an order that is theirs alone, with all that is asked of them."""
    passages = {sentence.id: passages_of(sentence) for sentence in sentences}
    own: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        own.setdefault(sentence.article, []).append(sentence)
    weekdays = {article: weekday_of(some) for article, some in own.items()}
    return Comparable(
        sentences=tuple(sorted(sentences, key=lambda s: (s.article, s.start))),
        passages=passages,
        whole={
            sentence.id: passages[sentence.id][0]
            if len(passages[sentence.id]) == 1
            else Passage(sentence, sentence.text)
            for sentence in sentences
        },
        row={sentence.id: i for i, sentence in enumerate(sentences)},
        matrix=vectors.matrix,
        weights=Weights([one for cut in passages.values() for one in cut]),
        articles={article.id: article for article in articles},
        text_of={one: group.articles[0] for group in copies for one in group.articles},
        event_of={a: place for place, event in enumerate(events) for a in event.articles},
        dates=dates,
        weekdays={article: day for article, day in weekdays.items() if day is not None},
        own=own,
    )


def members_of(theme: Theme, known: Comparable) -> tuple[Sentence, ...]:
    """Return the sentences of a theme in the order of the text."""
    members = (known.whole[one].sentence for one in theme.sentences)
    return tuple(
        sorted((s for s in members if s.role == "body"), key=lambda s: (s.article, s.start))
    )


def disputed_or_updated(
    known: Comparable, a: Passage, b: Passage, score: float, evidence: Evidence
) -> Found:
    """Return a dispute; of articles of different days the later one as an update of the earlier."""
    later = known.days_later(a.sentence, b.sentence)
    if later < 0:
        a, b = b, a
        evidence = replace(evidence, a=evidence.b, b=evidence.a)
    return Found(
        a=a, b=b, kind="updates" if later else "disputes", score=score, evidence=(evidence,)
    )


def is_short(sentence: Sentence) -> bool:
    """Say whether it is short enough to be a sentence."""
    return len(sentence.text.split()) <= _MOST_WORDS


def strongest(keyed: Iterable[tuple[Hashable, Found]]) -> list[Found]:
    """Return of each key the relation with the highest score, the first of several."""
    best: dict[Hashable, Found] = {}
    for key, found in keyed:
        if key not in best or best[key].score < found.score:
            best[key] = found
    return list(best.values())


def is_told(found: Found, told: Sequence[Found]) -> bool:
    """Say whether the same two printings stand against one another already."""
    return any(
        _is_printed(found.a, ours) and _is_printed(found.b, theirs)
        for one in told
        for ours, theirs in ((one.a, one.b), (one.b, one.a))
    )


def _is_printed(a: Passage, b: Passage) -> bool:
    return a.sentence.id == b.sentence.id or a.copied(b) > _SAME_PRINTING
