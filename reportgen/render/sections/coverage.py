"""The coverage map: themes down, outlets across, and in each cell who tells what."""

from collections.abc import Iterator, Sequence
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
class WordRow:
    """A word that goes through several themes: who has it, and in how many sentences.

    Of an outlet without it nothing is said: it may tell the same in other words.
    """

    label: Markup
    href: str
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table: some outlets, all themes, and the words that go through several."""

    outlets: tuple[Outlet, ...]
    rows: tuple[Row, ...]
    words: tuple[WordRow, ...]
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
        outlets=tuple(desk.outlets[name] for name in names),
        rows=tuple(rows),
        words=tuple(_words(desk, names)),
        has_names=has_names,
    )


def _words(desk: Desk, names: Sequence[str]) -> Iterator[WordRow]:
    """Yield the threads, where their section is printed: the map only leads there."""
    for thread in desk.briefing.threads:
        href = desk.link("threads", f"thread-{thread.id}")
        told = desk.mentions_by_outlet(thread)
        if href and told.keys() & set(names):
            marks = tuple(
                _told(desk, desk.outlets[name], len(told[name])) if name in told else None
                for name in names
            )
            yield WordRow(label=desk.label(thread.label), href=href, marks=marks)


def _told(desk: Desk, outlet: Outlet, sentences: int) -> Mark:
    return Mark(
        outlet=outlet,
        state="told",
        count=desk.wording.number(sentences),
        heat=min(sentences, _HOTTEST),
        similarity=None,
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
