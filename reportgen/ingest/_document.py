"""What a reader of a file form is given and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass, field

KEYS = ("title", "outlet", "author", "published", "url")


class Unreadable(Exception):  # noqa: N818 - it is a verdict, not a fault of the program
    """A file that cannot make an article; `reason` is one of `_reasons`, perhaps with detail."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a file says of an article: one of `KEYS`, its value, and where it was found."""

    key: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article's text, to the letter, as the reader of its form gave it.

    `place` tells it from its neighbours in a file of several (a row, an entry).  Of two facts of
    one key the first is the better.
    """

    text: str
    place: str = ""
    facts: tuple[Fact, ...] = ()

    def fact(self, key: str) -> Fact | None:
        """Return the best fact of `key`."""
        return next((fact for fact in self.facts if fact.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader may want to know besides the content."""

    max_bytes: int
    columns: dict[str, str] = field(default_factory=dict)
    charset: str = ""


Reader = Callable[[bytes, Reading], tuple[Document, ...]]


def one_line(value: object, *, longest: int = 500) -> str:
    """Return a name found in a file as one line that is safe to print, or nothing."""
    line = " ".join(str(value or "").split())
    return "".join(c for c in line if c.isprintable())[:longest].strip()
