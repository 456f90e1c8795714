"""The coverage map: themes down, outlets across, and in each cell who tells what."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Coverage as Cell
from reportgen.model import State, Theme
from reportgen.render._view import Desk, Outlet

# So many columns of signs fit beside the labels on a portrait page; more start another table.
_MOST_COLUMNS = 12
# A cell of so many sentences or more has the strongest shade.
_HOTTEST = 4
# With so few there is room for the outlets' names over the columns.
_NAMED_COLUMNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One cell: the state, and what is printed in it."""

    outlet: Outlet
    state: State
    count: str
    heat: int
    similarity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One theme of the map."""

    theme: str
    label: Markup
    href: str | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table: some outlets and all themes."""

    outlets: tuple[Outlet, ...]
    rows: tuple[Row, ...]
    has_names: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The map, in as many tables as its outlets need."""

    grids: tuple[Grid, ...]
    more: str | None
    has_near: bool
    has_not_asked: bool


def view(desk: Desk) -> Coverage | None:
    """Return the map, or None without themes or cells."""
    cells = {(cell.theme, cell.outlet): cell for cell in desk.briefing.coverage}
    if not cells or not desk.briefing.themes:
        return None
    names = list(desk.outlets)
    tables = -(-len(names) // _MOST_COLUMNS)
    width = -(-len(names) // tables)
    themes = desk.briefing.themes
    room = len(themes) if desk.medium == "screen" else desk.options.map_rows
    return Coverage(
        grids=tuple(
            _grid(
                desk,
                cells,
                names[start : start + width],
                themes=themes[:room],
                has_names=len(names) <= _NAMED_COLUMNS,
            )
            for start in range(0, len(names), width)
        ),
        more=desk.plural("coverage", "more", len(themes) - room) if len(themes) > room else None,
        has_near=any(cell.state == "near" for cell in cells.values()),
        has_not_asked=any(cell.state == "not_asked" for cell in cells.values()),
    )


def _grid(
    desk: Desk,
    cells: dict[tuple[str, str], Cell],
    names: list[str],
    *,
    themes: Sequence[Theme],
    has_names: bool,
) -> Grid:
    rows = []
    for theme in themes:
        marks = tuple(
            _mark(desk, desk.outlets[name], cells.get((theme.id, name))) for name in names
        )
        href = desk.theme_link(theme.id)
        rows.append(Row(theme=theme.id, label=desk.theme_labels[theme.id], href=href, marks=marks))
    return Grid(
        outlets=tuple(desk.outlets[name] for name in names), rows=tuple(rows), has_names=has_names
    )


def _mark(desk: Desk, outlet: Outlet, cell: Cell | None) -> Mark:
    nearest = cell.nearest if cell and cell.state in {"absent", "near"} else None
    return Mark(
        outlet=outlet,
        state=cell.state if cell else "absent",
        count=desk.wording.number(len(cell.sentences)) if cell else "",
        heat=min(len(cell.sentences), _HOTTEST) if cell else 0,
        similarity=desk.wording.number(nearest.similarity, decimals=2) if nearest else None,
    )
