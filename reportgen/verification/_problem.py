"""Something that does not hold, and how it is said."""

from dataclasses import dataclass

_SHOWN_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One thing that does not hold: of which sentence or article, and how."""

    subject: str
    problem: str


def shown(text: str) -> str:
    """Return the beginning of `text` on one line, between quotation marks."""
    line = " ".join(text[: 20 * _SHOWN_CHARS].split())
    short = line[:_SHOWN_CHARS]
    return f"«{short}{'…' if len(line) > len(short) else ''}»"
