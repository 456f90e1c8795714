"""The nouns: what the stages hand to one another and what a template may use.

All are frozen, hold tuples only and do nothing but answer simple questions about themselves.
Offsets count Unicode code points of ``Article.text``, which is exactly what the source gave:
nothing rewrites it, furniture is marked and skipped instead.  So a span can be proved.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCHEMA = "reportgen/briefing/1"

Role = Literal["title", "body"]
State = Literal["told", "alone", "absent"]
Kind = Literal["reporting", "opinion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """Something dropped: at which stage, what, and why.  The briefing prints it."""

    stage: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A kept stretch of an article's text, without surrounding white space."""

    start: int
    end: int
    role: Role = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One source text.

    `id` is made from the text alone, `text` is what the reader of its file form gave, to the
    letter, and `origin` says where outlet, title, author, date and url were found ("sources.toml",
    "JSON-LD", "text", "file name" …).  `paragraphs` is empty until `clean` has run.
    """

    id: str
    outlet: str
    title: str | None
    text: str
    published: str | None
    url: str | None
    path: str
    language: str
    sha256: str
    author: str | None = None
    origin: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    kind: Kind | None = None

    @property
    def words(self) -> int:
        """The words of its kept paragraphs (of the whole text before `clean`)."""
        if not self.paragraphs:
            return len(self.text.split())
        return sum(len(self.text[p.start : p.end].split()) for p in self.paragraphs)

    @property
    def is_outlet_named(self) -> bool:
        """Whether somebody named the outlet, rather than the file's name standing in."""
        return dict(self.origin).get("outlet") != "file name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A span of an article: ``article.text[start:end] == text``.

    Identity is (article, start), never the wording.  `text` is for eyes, `folded` for models.
    An over-long one is quoted whole; what judges it may look at its `clauses`, spans that make it.
    """

    article: str
    start: int
    end: int
    text: str
    folded: str
    paragraph: int
    position: int
    role: Role = "body"
    clauses: tuple[tuple[int, int], ...] = ()

    @property
    def id(self) -> str:
        """The article's id and the start of the span."""
        return f"{self.article}-{self.start}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vectors:
    """Row *i* is sentence *i*: unit float32 rows, read-only."""

    model: str
    precision: str
    matrix: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A cluster of at least two related sentences, labelled in the articles' own words.

    `sentences` are ids, nearest to the centre first.  `key` gives for each outlet that speaks of
    the theme its key sentences, in the printed order of the outlets.  Those also in `joined` lean
    on the one before them in `key`: two adjacent spans of the article, printed as one quotation.
    So many outlets as `copied` says only print a text that another prints (see `CopyGroup`).
    """

    id: str
    label: str
    sentences: tuple[str, ...]
    outlets: tuple[str, ...]
    key: tuple[tuple[str, tuple[str, ...]], ...] = ()
    joined: tuple[str, ...] = ()
    copied: int = 0

    @property
    def independent(self) -> int:
        """How many outlets tell it in a text of their own: what "n outlets say" may count."""
        return len(self.outlets) - self.copied


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryItem:
    """One sentence of the executive summary, in printed order.

    Where `is_joined`, it goes on the item before: two adjacent spans, printed as one quotation.
    """

    sentence: str
    theme: str | None
    score: float
    is_joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The sentence of an outlet that comes closest to a theme it does not tell."""

    sentence: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one outlet does with one theme: tells it, tells it alone, or is silent."""

    theme: str
    outlet: str
    state: State
    sentences: tuple[str, ...] = ()
    nearest: Nearest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why two sentences are related: the words of each that say so ("number": "3", "5")."""

    kind: Literal["cue", "negation", "number", "date", "place", "judge"]
    a: str | None = None
    b: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A judged pair of sentences of different outlets."""

    a: str
    b: str
    kind: Literal["agrees", "disputes", "updates"]
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """How one outlet names a referent, how often, and where."""

    outlet: str
    phrase: str
    count: int
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """The names that the outlets give one referent."""

    referent: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who is quoted or paraphrased by an outlet, with which verb; None speaks anonymously.

    `quotation` is what stands between quotation marks as the speaker's own words.
    """

    speaker: str | None
    outlet: str
    verb: str
    attitude: Literal["neutral", "endorsing", "distancing"]
    sentence: str
    quotation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A sentence that says when something happened."""

    date: str
    precision: Literal["day", "month", "year"]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Articles that speak of one event, where the set holds more than one."""

    first: str
    last: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What is new since an earlier edition: ids of this one, and the titles of what is gone."""

    edition: int
    articles: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Articles that print one text, the longest first: one independent voice.

    Each shares at least the part `shared` of its runs of five words with the longest.  `agency`
    is the news agency they name as their source, if they do.
    """

    articles: tuple[str, ...]
    shared: float
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the briefing was made: enough to make it again, and the thresholds it rests on."""

    version: str
    model: str
    precision: str
    options: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """Everything a template may use, and everything briefing.json holds."""

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
    schema: str = field(default=SCHEMA)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets in the order of their first article."""
        return tuple(dict.fromkeys(article.outlet for article in self.articles))

    def to_dict(self) -> dict[str, object]:
        """Return the content of briefing.json, to the letter."""
        return {
            "schema": self.schema,
            "id": self.id,
            "title": self.title,
            "edition": self.edition,
            "generated_at": self.generated_at,
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
                }
                for theme in self.themes
            ],
            "relations": [_plain(relation) for relation in self.relations],
            "coverage": [_coverage_dict(cell) for cell in self.coverage],
            "framing": [_plain(framing) for framing in self.framing],
            "voices": [_plain(voice) for voice in self.voices],
            "timeline": [_plain(dated) for dated in self.timeline],
            "events": [_plain(event) for event in self.events],
            "since": self.since and _plain(self.since),
            "copies": _plain(self.copies),
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
        "nearest": nearest and {"sentence": nearest.sentence, "similarity": nearest.similarity},
    }
