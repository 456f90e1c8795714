"""How the outlets name the same referent, side by side."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Framing as Named
from reportgen.render._view import Desk, Outlet, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One outlet's name for the referent, how often, and where first."""

    outlet: Outlet
    phrase: Markup
    count: str
    first: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One referent."""

    referent: Markup
    namings: tuple[Naming, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """The referents printed, and in words how many more there are."""

    rows: tuple[Row, ...]
    more: str | None


def view(desk: Desk) -> Framing | None:
    """Return the table, or None when no referent is named in several ways."""
    found, limit = desk.briefing.framing, desk.options.listed_rows
    if not found:
        return None
    rest = len(found) - limit
    return Framing(
        rows=tuple(_row(desk, one) for one in found[:limit]),
        more=desk.plural("more", "rows", rest) if rest > 0 else None,
    )


def _row(desk: Desk, named: Named) -> Row:
    return Row(
        referent=desk.label(named.referent),
        namings=tuple(
            Naming(
                outlet=desk.outlets[variant.outlet],
                phrase=desk.label(variant.phrase),
                count=desk.plural("count", "times", variant.count),
                first=desk.quote(variant.sentences[0]) if variant.sentences else None,
            )
            for variant in named.variants
            if variant.outlet in desk.outlets
        ),
    )
