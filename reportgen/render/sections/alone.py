"""What only one outlet tells, by outlet."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.render._view import Desk, Outlet, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One theme nobody else tells."""

    anchor: str
    label: Markup
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All that one outlet alone tells."""

    outlet: Outlet
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """The groups, in the order of the outlets."""

    groups: tuple[Group, ...]


def view(desk: Desk) -> Alone | None:
    """Return what single outlets tell, or None when there is no such theme."""
    by_outlet: dict[str, list[Item]] = {name: [] for name in desk.outlets}
    for theme in desk.briefing.themes:
        if len(theme.outlets) == 1:
            by_outlet[theme.outlets[0]].append(
                Item(
                    anchor=f"theme-{theme.id}",
                    label=desk.theme_labels[theme.id],
                    quotes=tuple(quote for _, ids in theme.key for quote in desk.quotes(ids)),
                )
            )
    groups = tuple(
        Group(outlet=desk.outlets[name], items=tuple(items))
        for name, items in by_outlet.items()
        if items
    )
    return Alone(groups=groups) if groups else None
