"""Which outlets tell the story alike: of all the themes two of them tell, how many both tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from markupsafe import Markup, escape

from reportgen.render._view import Desk, Outlet

# shades of a cell, from nothing in common to everything
_SHADES = 5
# beyond so many outlets the cells are narrow and the numbers small
_ROOMY_COLUMNS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One pair: its shade from 0 to 5 and its number, or None where an outlet meets itself."""

    shade: int
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One outlet against all."""

    outlet: Outlet
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The map, those alike side by side, and in words who is nearest to whom and farthest."""

    rows: tuple[Row, ...]
    is_roomy: bool
    nearest: Markup
    farthest: Markup | None


def view(desk: Desk) -> Likeness | None:
    """Return the map, or None with fewer than three outlets that tell a theme: a pair is no map."""
    told = {
        name: frozenset(theme.id for theme in desk.briefing.themes if name in theme.outlets)
        for name in desk.outlets
    }
    names = [name for name in desk.outlets if told[name]]
    if len(names) <= 2:  # noqa: PLR2004
        return None
    alike = {
        frozenset(pair): len(told[pair[0]] & told[pair[1]]) / len(told[pair[0]] | told[pair[1]])
        for pair in combinations(names, 2)
    }
    order = _side_by_side(names, alike)
    ranked = sorted(combinations(order, 2), key=lambda pair: -alike[frozenset(pair)])
    is_flat = alike[frozenset(ranked[0])] == alike[frozenset(ranked[-1])]
    return Likeness(
        rows=tuple(_row(desk, name, order, alike) for name in order),
        is_roomy=len(order) <= _ROOMY_COLUMNS,
        nearest=_said(desk, "nearest", ranked[0], alike),
        farthest=None if is_flat else _said(desk, "farthest", ranked[-1], alike),
    )


def _side_by_side(names: Sequence[str], alike: dict[frozenset[str], float]) -> list[str]:
    """Return the names so that each is next to the one most like it that is still free."""
    first = min(
        names, key=lambda one: (-sum(alike[frozenset((one, o))] for o in names if o != one),)
    )
    order, free = [first], [name for name in names if name != first]
    while free:
        following = max(free, key=lambda name: alike[frozenset((order[-1], name))])
        order.append(following)
        free.remove(following)
    return order


def _row(desk: Desk, name: str, order: Sequence[str], alike: dict[frozenset[str], float]) -> Row:
    return Row(
        outlet=desk.outlets[name],
        cells=tuple(
            Cell(
                shade=round(_SHADES * value),
                value=desk.wording.number(round(100 * value)),
            )
            if (value := alike.get(frozenset((name, other)))) is not None
            else Cell(shade=0, value=None)
            for other in order
        ),
    )


def _said(
    desk: Desk, name: str, pair: tuple[str, str], alike: dict[frozenset[str], float]
) -> Markup:
    one, other = (desk.outlets[name].name for name in pair)
    return escape(desk.strings["likeness"][name]).format(
        a=one, b=other, share=desk.percent(alike[frozenset(pair)])
    )
