"""What several outlets tell: a block a theme, the outlets' own words side by side."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Theme
from reportgen.render._view import Desk, Outlet, Quote

# Columns in a row of cards: three is what a line of naskh bears on A4, four look better as 2 + 2.
_MOST_CARDS = 3
_TWO_ROWS_OF_TWO = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one outlet says on the theme."""

    outlet: Outlet
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One theme: its cards in rows of equal width, None where a row is not full."""

    number: str
    anchor: str
    label: Markup
    told_by: str
    rows: tuple[tuple[Card | None, ...], ...]
    missing: tuple[Outlet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """The blocks, in the order of the briefing."""

    blocks: tuple[Block, ...]


def view(desk: Desk) -> Themes | None:
    """Return the themes that two or more outlets tell, or None."""
    shared = [theme for theme in desk.briefing.themes if len(theme.outlets) > 1]
    blocks = tuple(_block(desk, number, theme) for number, theme in enumerate(shared, start=1))
    return Themes(blocks=blocks) if blocks else None


def _block(desk: Desk, number: int, theme: Theme) -> Block:
    cards = [
        Card(outlet=desk.outlets[outlet], quotes=desk.quotes(ids)) for outlet, ids in theme.key
    ]
    width = 2 if len(cards) == _TWO_ROWS_OF_TWO else min(_MOST_CARDS, max(len(cards), 1))
    rows = [cards[start : start + width] for start in range(0, len(cards), width)]
    strings = desk.strings
    every = len(desk.briefing.outlets)
    return Block(
        number=desk.wording.number(number),
        anchor=f"theme-{theme.id}",
        label=desk.theme_labels[theme.id],
        told_by=str(strings["themes"]["told_by"]).format(
            told=desk.plural("count", "outlets", len(theme.outlets)),
            all=desk.wording.number(every),
        ),
        rows=tuple((*row, *[None] * (width - len(row))) for row in rows),
        missing=tuple(o for name, o in desk.outlets.items() if name not in theme.outlets),
    )
