"""The words one outlet uses far more than the others, by outlet, each with its first sentence."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Word
from reportgen.render._view import Desk, Outlet, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One word of an outlet: how often there, how often with all others, and where first."""

    outlet: Outlet
    word: Markup
    count: str
    elsewhere: str
    first: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words printed, and in words how many more there are."""

    rows: tuple[Row, ...]
    more: str | None


def view(desk: Desk) -> Vocabulary | None:
    """Return the table, or None when no word is surely one outlet's own."""
    found, limit = desk.briefing.vocabulary, desk.options.listed_rows
    if not found:
        return None
    rest = len(found) - limit
    return Vocabulary(
        rows=tuple(_row(desk, word) for word in found[:limit]),
        more=desk.plural("more", "rows", rest) if rest > 0 else None,
    )


def _row(desk: Desk, word: Word) -> Row:
    return Row(
        outlet=desk.outlets[word.outlet],
        word=desk.label(word.word),
        count=desk.plural("count", "times", word.count),
        elsewhere=desk.wording.number(word.elsewhere),
        first=desk.quote(word.sentences[0]) if word.sentences else None,
    )
