"""The table of sources: who is read here, what, of when, how long."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.printable import fold_space, shown, web_address
from reportgen.render._view import Desk, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article of the table."""

    source: Source
    words: str
    path: Markup
    href: str | None
    kind: str | None
    author: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The rows, in the order of their numbers."""

    rows: tuple[Row, ...]
    has_kinds: bool


def view(desk: Desk) -> Sources | None:
    """Return the table, or None when there are no articles."""
    rows = tuple(
        Row(
            source=source,
            words=desk.wording.number(source.article.words),
            path=shown(fold_space(source.article.path)),
            href=web_address(source.article.url),
            kind=desk.strings["sources"]["kinds"].get(source.article.kind),
            author=desk.label(source.article.author) if source.article.author else None,
        )
        for source in desk.sources.values()
    )
    return Sources(rows=rows, has_kinds=any(row.kind for row in rows)) if rows else None
