"""What only one outlet tells, by outlet; and who comes near it."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Theme
from reportgen.render._view import Desk, Outlet, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One theme nobody else tells."""

    anchor: str
    theme: str
    label: Markup
    quotes: tuple[Quote, ...]
    is_new: bool
    near: tuple[Outlet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All that one outlet alone tells."""

    outlet: Outlet
    items: tuple[Item, ...]
    named: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """The groups, in the order of the outlets."""

    groups: tuple[Group, ...]


def view(desk: Desk) -> Alone | None:
    """Return what single outlets tell, or None when there is no such theme."""
    by_outlet: dict[str, list[Theme]] = {name: [] for name in desk.outlets}
    for theme in desk.briefing.themes:
        if theme.independent == 1:
            by_outlet[theme.outlets[0]].append(theme)
    groups = tuple(
        _group(desk, desk.outlets[name], themes) for name, themes in by_outlet.items() if themes
    )
    return Alone(groups=groups) if groups else None


def _group(desk: Desk, outlet: Outlet, themes: list[Theme]) -> Group:
    """Return the first themes with their quotes, the others by name; on a screen all in full."""
    room = len(themes) if desk.medium == "screen" else desk.options.alone_items
    return Group(
        outlet=outlet,
        items=tuple(_item(desk, theme, has_quotes=True) for theme in themes[:room]),
        named=tuple(_item(desk, theme, has_quotes=False) for theme in themes[room:]),
    )


def _item(desk: Desk, theme: Theme, *, has_quotes: bool) -> Item:
    quotes = (q for _, ids in theme.key for q in desk.quotes(ids, joined=theme.joined))
    return Item(
        anchor=f"theme-{theme.id}",
        theme=theme.id,
        label=desk.theme_labels[theme.id],
        quotes=tuple(quotes) if has_quotes else (),
        is_new=theme.id in desk.news.themes,
        near=desk.in_state(theme, "near"),
    )
