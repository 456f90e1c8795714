"""The briefing, and how it stands in briefing.json."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass

from reportgen.model._findings import (
    CopyGroup,
    Coverage,
    Dated,
    Denial,
    Event,
    Framing,
    Relation,
    Since,
    SummaryItem,
    Theme,
    Thread,
    Voice,
    Word,
)
from reportgen.model._texts import Article, Omission, Sentence

SCHEMA = "reportgen/briefing/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the briefing was made: enough to make it again, and the thresholds it rests on."""

    version: str
    model: str
    precision: str
    options: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """Everything a template may use, and everything briefing.json holds.

    `outlet_places` are the outlets of the earlier editions, each at the place it was first given.
    """

    id: str
    title: str
    edition: int
    generated_at: str | None
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    summary: tuple[SummaryItem, ...]
    themes: tuple[Theme, ...]
    coverage: tuple[Coverage, ...]
    omissions: tuple[Omission, ...]
    method: Method
    copies: tuple[CopyGroup, ...] = ()
    relations: tuple[Relation, ...] = ()
    framing: tuple[Framing, ...] = ()
    voices: tuple[Voice, ...] = ()
    timeline: tuple[Dated, ...] = ()
    events: tuple[Event, ...] = ()
    since: Since | None = None
    opinions: tuple[str, ...] = ()
    vocabulary: tuple[Word, ...] = ()
    threads: tuple[Thread, ...] = ()
    denials: tuple[Denial, ...] = ()
    outlet_places: tuple[str, ...] = ()
    schema: str = field(default=SCHEMA)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets in printed order: that of earlier editions, then of their first article."""
        present = dict.fromkeys(article.outlet for article in self.articles)
        return tuple(outlet for outlet in self.places if outlet in present)

    @property
    def places(self) -> tuple[str, ...]:
        """The outlets that have a place, a sign and a colour: those gone keep theirs."""
        present = (article.outlet for article in self.articles)
        return tuple(dict.fromkeys((*self.outlet_places, *present)))

    def to_dict(self) -> dict[str, object]:
        """Return the content of briefing.json, to the letter."""
        return {
            "schema": self.schema,
            "id": self.id,
            "title": self.title,
            "edition": self.edition,
            "generated_at": self.generated_at,
            "outlets": list(self.places),
            "articles": [_article_dict(article) for article in self.articles],
            "sentences": [_sentence_dict(sentence) for sentence in self.sentences],
            "summary": [
                {
                    "sentence": item.sentence,
                    "theme": item.theme,
                    "score": item.score,
                    "joined": item.is_joined,
                }
                for item in self.summary
            ],
            "themes": [
                {
                    "id": theme.id,
                    "label": theme.label,
                    "sentences": list(theme.sentences),
                    "key": {outlet: list(ids) for outlet, ids in theme.key},
                    "joined": list(theme.joined),
                    "outlets": list(theme.outlets),
                    "copied": theme.copied,
                    "also": list(theme.also),
                }
                for theme in self.themes
            ],
            "threads": [_plain(thread) for thread in self.threads],
            "relations": [_plain(relation) for relation in self.relations],
            "denials": [_plain(denial) for denial in self.denials],
            "coverage": [_coverage_dict(cell) for cell in self.coverage],
            "framing": [_plain(framing) for framing in self.framing],
            "voices": [_plain(voice) for voice in self.voices],
            "timeline": [_plain(dated) for dated in self.timeline],
            "events": [_plain(event) for event in self.events],
            "since": self.since and _plain(self.since),
            "copies": _plain(self.copies),
            "opinions": list(self.opinions),
            "vocabulary": [_plain(word) for word in self.vocabulary],
            "omissions": [
                {"stage": o.stage, "subject": o.subject, "reason": o.reason} for o in self.omissions
            ],
            "method": {
                "version": self.method.version,
                "model": self.method.model,
                "precision": self.method.precision,
                "options": dict(self.method.options),
            },
        }


def _plain(value: object) -> object:
    """Return a noun, and those in it, as JSON has them: objects and arrays."""
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _article_dict(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "path": article.path,
        "language": article.language,
        "words": article.words,
        "sha256": article.sha256,
        "kind": article.kind,
        "origin": dict(article.origin),
        "paragraphs": [
            {"start": p.start, "end": p.end, "role": p.role} for p in article.paragraphs
        ],
        "text": article.text,
    }


def _sentence_dict(sentence: Sentence) -> dict[str, object]:
    return {
        "id": sentence.id,
        "article": sentence.article,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "role": sentence.role,
    }


def _coverage_dict(cell: Coverage) -> dict[str, object]:
    nearest = cell.nearest
    return {
        "theme": cell.theme,
        "outlet": cell.outlet,
        "state": cell.state,
        "sentences": list(cell.sentences),
        "nearest": nearest and _plain(nearest),
        "clause": cell.clause and list(cell.clause),
    }
