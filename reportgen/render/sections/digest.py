"""The themes at a glance: a line each, who tells it, and the sentence at its core."""

from dataclasses import dataclass

from reportgen.render._view import Desk
from reportgen.render.sections.themes import Line, line


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The most widely told themes, and in words how many more there are."""

    lines: tuple[Line, ...]
    more: str | None


def view(desk: Desk) -> Digest | None:
    """Return the lines, or None when no theme is shared."""
    shared = desk.shared_themes
    lines = tuple(line(desk, theme) for theme in shared if theme.id in desk.digested)
    rest = len(shared) - len(lines)
    if not lines:
        return None
    return Digest(lines=lines, more=desk.plural("digest", "more", rest) if rest else None)
