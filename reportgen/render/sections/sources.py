"""The table of sources: who is read here, what, of when, how long."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from reportgen.render._sanitize import fold_space, shown
from reportgen.render._view import Desk, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article of the table."""

    source: Source
    words: str
    path: Markup
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The rows, in the order of their numbers."""

    rows: tuple[Row, ...]


def view(desk: Desk) -> Sources | None:
    """Return the table, or None when there are no articles."""
    rows = tuple(
        Row(
            source=source,
            words=desk.wording.number(source.article.words),
            path=shown(fold_space(source.article.path)),
            href=web_address(source.article.url),
        )
        for source in desk.sources.values()
    )
    return Sources(rows=rows) if rows else None


def web_address(url: str | None) -> str | None:
    """Return `url` if it is one a reader may safely follow: http or https, with a host."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
