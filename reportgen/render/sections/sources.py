"""The table of sources: who is read here, what, of when, how long."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.printable import fold_space, shown, web_address
from reportgen.render._view import Desk, Source

# The brief has room for a table of so many; more are run in, one after another.
_MOST_BRIEF_ROWS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article of the table."""

    source: Source
    words: str
    path: Markup
    href: str | None
    kind: str | None
    author: Markup | None
    copy: str | None
    news: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The rows, in the order of their numbers; copies stand under the text they copy."""

    rows: tuple[Row, ...]
    has_kinds: bool
    is_run_in: bool


def view(desk: Desk) -> Sources | None:
    """Return the table, or None when there are no articles."""
    rows = tuple(
        Row(
            source=source,
            copy=_copy(desk, source),
            news=_news(desk, source),
            words=desk.wording.number(source.article.words),
            path=shown(fold_space(source.article.path)),
            href=web_address(source.article.url),
            kind=desk.strings["sources"]["kinds"].get(source.article.kind),
            author=desk.label(source.article.author) if source.article.author else None,
        )
        for source in sorted(desk.sources.values(), key=lambda source: _place(desk, source))
    )
    return (
        Sources(
            rows=rows,
            has_kinds=any(row.kind for row in rows),
            is_run_in=desk.options.layout == "brief" and len(rows) > _MOST_BRIEF_ROWS,
        )
        if rows
        else None
    )


def _place(desk: Desk, source: Source) -> tuple[int, int]:
    original, _ = desk.copy_of.get(source.article.id, (source, None))
    return original.number, source.number if original is not source else 0


def _news(desk: Desk, source: Source) -> str | None:
    """Return in a word that the article is new in this edition, or its text."""
    words = desk.strings["sources"]
    if source.article.id in desk.news.articles:
        return str(words["new"])
    is_revised = any(pair.after == source.article.id for pair in desk.news.revised)
    return str(words["revised"]) if is_revised else None


def _copy(desk: Desk, source: Source) -> str | None:
    """Return in words whose text this article prints, if it is not its own."""
    found = desk.copy_of.get(source.article.id)
    if found is None:
        return None
    words = desk.strings["sources"]
    said = str(words["copy_of"]).format(n=desk.wording.number(found[0].number))
    return said + (str(words["by_agency"]).format(agency=found[1]) if found[1] else "")
