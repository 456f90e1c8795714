"""What several outlets tell: a block a theme, the outlets' own words side by side."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Theme
from reportgen.render._faceoff import FaceOff, differing, face_off
from reportgen.render._view import Desk, Outlet, Quote

# A row holds three cards, or two when there are four or when long quotes need a wider measure:
# beyond so many characters a narrow card grows taller than it is good to read.
_MOST_CARDS, _TWO_AND_TWO = 3, 4
_LONG_CARD_CHARACTERS = 420
# A row of more lines than these may break between pages: kept whole it would leave a hole.
_TALL_LINES = 8
_CHARACTERS_A_LINE = {1: 110, 2: 55, 3: 36}
# So many outlets have a core worth showing over their cards; two stand face to face.
_ENOUGH_FOR_A_CORE = 3
_LINE_CHARACTERS = 220
# more outlets on a line are counted
_MOST_SIGNS = 12
# more silent outlets are counted; the coverage map names them
_MOST_MISSING_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one outlet says on the theme."""

    outlet: Outlet
    quotes: tuple[Quote, ...]
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """Cards of equal width side by side, None where the row is not full."""

    cards: tuple[Card | None, ...]
    is_tall: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One theme: its core, its cards in rows, and what in it does not agree."""

    number: str
    anchor: str
    theme: str
    label: Markup
    told_by: str
    core: Quote | None
    agreeing: tuple[Outlet, ...]
    rows: tuple[CardRow, ...]
    differences: tuple[FaceOff, ...]
    missing: tuple[Outlet, ...]
    missing_count: str | None
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One theme on a line: who tells it, or how many, and the beginning of its core sentence."""

    anchor: str
    theme: str
    label: Markup
    outlets: tuple[Outlet, ...]
    told_by: str | None
    core: Quote | None
    is_new: bool
    block: Block | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """The blocks in the order of the briefing, then a line for each of the others."""

    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    more: str | None


def view(desk: Desk) -> Themes | None:
    """Return the themes that two or more outlets tell, or None."""
    chosen = told_in_full(desk)
    numbered = {theme.id: number for number, theme in enumerate(desk.shared_themes, start=1)}
    others = [theme for theme in desk.shared_themes if theme not in chosen]
    if not numbered:
        return None
    return Themes(
        blocks=tuple(_block(desk, numbered[theme.id], theme) for theme in chosen),
        lines=tuple(
            # on a screen a line opens
            line(desk, theme, _block(desk, numbered[theme.id], theme))
            if desk.medium == "screen"
            else line(desk, theme)
            for theme in others
        ),
        more=desk.plural("themes", "more", len(others)) if others else None,
    )


def told_in_full(desk: Desk) -> tuple[Theme, ...]:
    """Return the shared themes that get a block: those in dispute, then the most widely told."""
    shared, room = desk.shared_themes, desk.options.theme_blocks
    if len(shared) <= room + 2:  # a list of one or two would save nothing
        return shared
    disputed = {
        theme.id
        for theme in shared
        if any({pair.a, pair.b} <= set(theme.sentences) for pair in differing(desk))
    }
    ranked = sorted(shared, key=lambda theme: (theme.id not in disputed, -theme.independent))
    chosen = {theme.id for theme in ranked[: max(room, len(disputed))]}
    return tuple(theme for theme in shared if theme.id in chosen)


def line(desk: Desk, theme: Theme, block: Block | None = None) -> Line:
    """Return a theme on a line."""
    core = _core(theme)
    return Line(
        anchor=f"theme-{theme.id}",
        theme=theme.id,
        label=desk.theme_labels[theme.id],
        outlets=tuple(desk.outlets[name] for name in theme.outlets),
        told_by=(
            desk.plural("count", "outlets", len(theme.outlets))
            if len(theme.outlets) > _MOST_SIGNS
            else None
        ),
        core=desk.quote(core, limit=_line_limit(desk)) if core else None,
        is_new=theme.id in desk.news.themes,
        block=block,
    )


def _line_limit(desk: Desk) -> int:
    return min(_LINE_CHARACTERS, desk.options.excerpt_characters)


def _core(theme: Theme) -> str | None:
    """Return the key sentence nearest to the theme's centre; one that begins a quotation."""
    key = [one for _, ids in theme.key for one in ids if one not in theme.joined]
    return next((one for one in theme.sentences if one in key), key[0] if key else None)


def _block(desk: Desk, number: int, theme: Theme) -> Block:
    agreeing = _agreeing(desk, theme)
    core = _core(theme) if agreeing or len(theme.key) >= _ENOUGH_FOR_A_CORE else None
    cards = _cards(desk, theme, core)
    width = _row_width(cards)
    rows = [cards[start : start + width] for start in range(0, len(cards), width)]
    missing = desk.in_state(theme, "absent")
    has_names = len(missing) <= _MOST_MISSING_NAMED
    strings = desk.strings
    return Block(
        number=desk.wording.number(number),
        anchor=f"theme-{theme.id}",
        theme=theme.id,
        label=desk.theme_labels[theme.id],
        told_by=str(strings["themes"]["told_by"]).format(
            told=desk.plural("count", "outlets", theme.independent),
            all=desk.wording.number(len(desk.briefing.outlets)),
        ),
        core=_whole_core(desk, theme, core),
        agreeing=agreeing,
        rows=tuple(_card_row(row, width) for row in rows),
        differences=tuple(
            face_off(desk, pair)
            for pair in differing(desk)
            if {pair.a, pair.b} <= set(theme.sentences)
        ),
        missing=missing if has_names else (),
        missing_count=(None if has_names else desk.plural("themes", "missing_count", len(missing))),
        is_new=theme.id in desk.news.themes,
    )


def _whole_core(desk: Desk, theme: Theme, core: str | None) -> Quote | None:
    """Return the core with what is joined to it."""
    quotes = (desk.quotes(ids, joined=theme.joined) for _, ids in theme.key)
    return next((one for found in quotes for one in found if one.id == core), None)


def _cards(desk: Desk, theme: Theme, core: str | None) -> list[Card]:
    """Return a card an outlet, without the sentence that is printed over them all."""
    cards = []
    for outlet, ids in theme.key:
        quotes = tuple(q for q in desk.quotes(ids, joined=theme.joined) if q.id != core)
        if quotes:
            is_new = desk.is_new_to(outlet, theme.id)
            cards.append(Card(outlet=desk.outlets[outlet], quotes=quotes, is_new=is_new))
    return cards


def _agreeing(desk: Desk, theme: Theme) -> tuple[Outlet, ...]:
    """Return the outlets of the theme's sentences that are judged to say the same as its core."""
    core, inside = _core(theme), set(theme.sentences)
    same = {core}
    for pair in desk.briefing.relations:
        if pair.kind == "agrees" and {pair.a, pair.b} <= inside and core in {pair.a, pair.b}:
            same |= {pair.a, pair.b}
    names = {desk.sources[desk.sentences[one].article].article.outlet for one in same if one}
    return tuple(o for name, o in desk.outlets.items() if name in names) if len(names) > 1 else ()


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
    return max((sum(map(_length, card.quotes)) for card in cards), default=0)


def _length(quote: Quote) -> int:
    return len(quote.text) + sum(len(one.text) for one in quote.rest)
