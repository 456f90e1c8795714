"""The sources and what they are cut into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Role = Literal["title", "body"]
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

    @property
    def clause_texts(self) -> tuple[str, ...]:
        """The clauses of an over-long sentence, to the letter."""
        return tuple(self.text[a - self.start : b - self.start] for a, b in self.clauses)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vectors:
    """Row *i* is sentence *i*: unit float32 rows, read-only.

    `clauses` holds, where they were asked for, a row for every clause of every sentence, in the
    order of the sentences.
    """

    model: str
    precision: str
    matrix: NDArray[np.float32]
    clauses: NDArray[np.float32] | None = None
