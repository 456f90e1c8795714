"""articles, sentences, themes → where the outlets meet and where they part.

Coverage: which outlet tells which theme, which tells it alone, which is silent, judged clause by
clause and within the theme's event.  Silence is only ever "not found in the texts given": with it
goes the nearest sentence that was found and how near it is, so that a reader can judge; where
something comes too near for that, neither is claimed.

Events: whether the articles speak of one time or of several far apart; what lies between those is
change, no contradiction.  Timeline: the days and months that sentences speak of.  Voices: who is
quoted or paraphrased where, and whether the verb passes on, endorses or keeps its distance.

Opinion: the sentences in which an outlet surely speaks its own mind, and whether an article is a
report or a column, where that is clear.

Framing: what one outlet names otherwise than another, where that is more than chance.
Vocabulary: the words it uses far more than the others, with the same caution.

Relations: figures of the same thing in which two outlets differ, a claim that another denies,
negates or says the opposite of, and the same claim made by two in words of their own; where a date
says so, the later one is news.  Nothing else is called a dispute, and a judge, if one is given,
only takes away what it contradicts.

Denials: what is denied, by whom, and the nearest sentence of each outlet that does not deny it; of
these nothing is claimed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field

from reportgen.contrast._comparable import comparable
from reportgen.contrast._coverage import coverage_of
from reportgen.contrast._dating import dates_of
from reportgen.contrast._denied_matters import denied_matters
from reportgen.contrast._events import events_of
from reportgen.contrast._framing import framing_of
from reportgen.contrast._hearing import Judge
from reportgen.contrast._opinion import opinions_of
from reportgen.contrast._relations import relations_of
from reportgen.contrast._timeline import timeline_of
from reportgen.contrast._vocabulary import vocabulary_of
from reportgen.contrast._voices import voices_of
from reportgen.geometry import on_one_core
from reportgen.model import (
    Article,
    CopyGroup,
    Coverage,
    Dated,
    Denial,
    Event,
    Framing,
    Kind,
    Relation,
    Sentence,
    Theme,
    Vectors,
    Voice,
    Word,
)
from reportgen.nearness import Nearness


class ContrastOptions(BaseModel):
    """When outlets are said to differ."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event_gap_days: int = Field(
        default=30,
        ge=1,
        description="Articles with this many days between them speak of different events.",
    )
    # Of the cells of silver stories read for bench/labels/coverage.jsonl (2026-11-22) all below it
    # are truly silent: 14 of the half "tune", 13 of 18 drawn among those below 0.2 (of all 18, 14
    # are) and 6 of the half "test"; of all without a sentence in the theme only 33 of 77 are.
    absent_likeness: float = Field(
        default=0.175,
        ge=0,
        le=1,
        description="An outlet is silent on a theme when nothing in it is so like it.",
    )
    # Themes of one outlet are mostly told by others, too, in other words.  Of those in
    # bench/labels/themes.jsonl called alone on the half "tune" 12 of 22 are if nothing else comes
    # as near as `absent_likeness`, 8 of 11 below 0.15; on "report" 4 of 7 and 2 of 2 (2026-11-25).
    alone_likeness: float = Field(
        default=0.15,
        ge=0,
        le=1,
        description="An outlet tells a theme alone when nothing in any other is so like it.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """What was found between the outlets, ready to be put into a briefing."""

    coverage: tuple[Coverage, ...]
    events: tuple[Event, ...] = ()
    timeline: tuple[Dated, ...] = ()
    voices: tuple[Voice, ...] = ()
    relations: tuple[Relation, ...] = ()
    denials: tuple[Denial, ...] = ()
    framing: tuple[Framing, ...] = ()
    vocabulary: tuple[Word, ...] = ()
    opinions: tuple[str, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)


_DEFAULT = ContrastOptions()


@on_one_core()
def contrast(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    vectors: Vectors,
    themes: Sequence[Theme],
    *,
    copies: Sequence[CopyGroup] = (),
    nearness: Nearness | None = None,
    names: Mapping[tuple[str, ...], str] | None = None,
    judge: Judge | None = None,
    options: ContrastOptions = _DEFAULT,
) -> Contrast:
    """Return what the outlets say together, apart and not at all.

    `vectors` are centred, row *i* is sentence *i*; `nearness` is that of these sentences, if
    somebody has it.  `names` says what the sentences of a theme are named by where its label is of
    an earlier edition.  The same input gives the same answer.
    """
    dates = dates_of(articles)
    events = events_of(articles, dates, gap_days=options.event_gap_days)
    known = comparable(articles, sentences, vectors, dates=dates, events=events, copies=copies)
    voices = voices_of(articles, sentences)
    opinions, kinds = opinions_of(articles, sentences, voices)
    return Contrast(
        coverage=coverage_of(
            articles,
            sentences,
            nearness or Nearness(sentences, vectors, {a.id: a.outlet for a in articles}),
            themes,
            events,
            names=names or {},
            absent_likeness=options.absent_likeness,
            alone_likeness=options.alone_likeness,
        ),
        events=events,
        timeline=timeline_of(sentences, dates),
        voices=voices,
        opinions=opinions,
        kinds=kinds,
        framing=framing_of(articles, sentences),
        vocabulary=vocabulary_of(articles, sentences, copies),
        relations=relations_of(known, themes, judge=judge),
        denials=denied_matters(known),
    )
