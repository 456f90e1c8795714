"""What several outlets tell: a block a theme, the outlets' own words side by side."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Theme
from reportgen.render._view import Desk, Outlet, Quote

# A row holds three cards, or two when there are four or when long quotes need a wider measure:
# beyond so many characters a narrow card grows taller than it is good to read.
_MOST_CARDS, _TWO_AND_TWO = 3, 4
_LONG_CARD_CHARACTERS = 420
# A row of more lines than these may break between pages: kept whole it would leave a hole.
_TALL_LINES = 16
_CHARACTERS_A_LINE = {1: 110, 2: 55, 3: 36}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one outlet says on the theme."""

    outlet: Outlet
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """Cards of equal width side by side, None where the row is not full."""

    cards: tuple[Card | None, ...]
    is_tall: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One theme, and its cards in rows."""

    number: str
    anchor: str
    label: Markup
    told_by: str
    rows: tuple[CardRow, ...]
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
    width = _row_width(cards)
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
        rows=tuple(_card_row(row, width) for row in rows),
        missing=tuple(o for name, o in desk.outlets.items() if name not in theme.outlets),
    )


def _row_width(cards: list[Card]) -> int:
    if len(cards) == _TWO_AND_TWO or (
        len(cards) > _MOST_CARDS and _longest(cards) > _LONG_CARD_CHARACTERS
    ):
        return 2
    return min(_MOST_CARDS, max(len(cards), 1))


def _card_row(cards: list[Card], width: int) -> CardRow:
    return CardRow(
        cards=(*cards, *[None] * (width - len(cards))),
        is_tall=_longest(cards) > _TALL_LINES * _CHARACTERS_A_LINE[width],
    )


def _longest(cards: list[Card]) -> int:
    return max((sum(len(quote.text) for quote in card.quotes) for card in cards), default=0)
