"""The nouns: what the stages hand to one another and what a template may use.

All are frozen, hold tuples only and do nothing but answer simple questions about themselves.
Offsets count Unicode code points of ``Article.text``, which is exactly what the source gave:
nothing rewrites it, furniture is marked and skipped instead.  So a span can be proved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCHEMA = "reportgen/briefing/1"

Role = Literal["title", "body"]
State = Literal["told", "alone", "absent"]


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
    letter, and `origin` says where outlet, title and date were found ("sources.toml", "text",
    "file name").  `paragraphs` is empty until `clean` has run.
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
    origin: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()

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
    """

    article: str
    start: int
    end: int
    text: str
    folded: str
    paragraph: int
    position: int
    role: Role = "body"

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
    """

    id: str
    label: str
    sentences: tuple[str, ...]
    outlets: tuple[str, ...]
    key: tuple[tuple[str, tuple[str, ...]], ...] = ()
    joined: tuple[str, ...] = ()


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
                }
                for theme in self.themes
            ],
            # relations, framing, voices and timeline belong to the contract; this version
            # claims none, because it has not measured any
            "relations": [],
            "coverage": [_coverage_dict(cell) for cell in self.coverage],
            "framing": [],
            "voices": [],
            "timeline": [],
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


def _article_dict(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "url": article.url,
        "path": article.path,
        "language": article.language,
        "words": article.words,
        "sha256": article.sha256,
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
