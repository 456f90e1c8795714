"""How much of the story each outlet tells: its share of all themes, as bars and in words."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.render._view import Desk, Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One outlet: themes told with others and told alone, as percentages of all themes."""

    outlet: Outlet
    shared_percent: float
    alone_percent: float
    told: str
    share: Markup
    alone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The bars, in the order of the outlets."""

    bars: tuple[Bar, ...]


def view(desk: Desk) -> Shares | None:
    """Return the bars, or None without themes or with one outlet only."""
    themes = desk.briefing.themes
    if not themes or len(desk.outlets) <= 1:
        return None
    return Shares(bars=tuple(_bar(desk, outlet, len(themes)) for outlet in desk.outlets.values()))


def _bar(desk: Desk, outlet: Outlet, every: int) -> Bar:
    told = [theme for theme in desk.briefing.themes if outlet.key in theme.outlets]
    alone = sum(theme in desk.told_alone for theme in told)
    return Bar(
        outlet=outlet,
        shared_percent=round(100 * (len(told) - alone) / every, 2),
        alone_percent=round(100 * alone / every, 2),
        told=str(desk.strings["shares"]["told"]).format(
            told=desk.wording.number(len(told)), all=desk.wording.number(every)
        ),
        share=desk.percent(len(told) / every),
        alone=desk.plural("shares", "alone", alone) if alone else None,
    )
