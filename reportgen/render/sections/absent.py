"""What was not found with an outlet although others tell it, and what comes nearest there."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Coverage as Cell
from reportgen.model import Nearest
from reportgen.render._view import Desk, Outlet, Quote

# the table is for a glance; the rest of a long sentence is behind its link
_NEAREST_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One theme an outlet does not tell."""

    theme: str
    label: Markup
    href: str | None
    outlet: Outlet
    nearest: Quote | None
    similarity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """The rows printed, and in words how many more there are."""

    rows: tuple[Row, ...]
    more: str | None


def view(desk: Desk) -> Absent | None:
    """Return the silences on themes that two or more outlets tell, or None.

    The most widely told theme comes first, for silence there says most; then what comes nearest.
    """
    shared = {t.id: t.independent for t in desk.briefing.themes if t.independent > 1}
    cells = [c for c in desk.briefing.coverage if c.state == "absent" and c.theme in shared]
    cells.sort(key=lambda c: (-shared[c.theme], -c.nearest.similarity if c.nearest else 0))
    limit = desk.options.absent_rows
    if not cells or not limit:
        return None
    rest = len(cells) - limit
    return Absent(
        rows=tuple(_row(desk, cell) for cell in cells[:limit]),
        more=desk.plural("absent", "more", rest) if rest > 0 else None,
    )


def _row(desk: Desk, cell: Cell) -> Row:
    nearest = cell.nearest
    return Row(
        theme=cell.theme,
        label=desk.theme_labels[cell.theme],
        href=desk.theme_link(cell.theme),
        outlet=desk.outlets[cell.outlet],
        nearest=_quoted(desk, nearest) if nearest else None,
        similarity=desk.wording.number(nearest.similarity, decimals=2) if nearest else None,
    )


def _quoted(desk: Desk, nearest: Nearest) -> Quote:
    return desk.quote(nearest.sentence, limit=_NEAREST_CHARACTERS, clause=nearest.clause)
