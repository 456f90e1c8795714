"""When: the articles on one line of time, and what the outlets date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportgen.model import Dated
from reportgen.render._view import Desk, Quote, Source

_CHARACTERS = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One article: its date, and how far along the line that is, in percent."""

    source: Source
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What is said of one date, by one or several outlets side by side."""

    date: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The articles from the earliest to the latest, then the dated statements."""

    lanes: tuple[Lane, ...]
    first: str | None
    last: str | None
    moments: tuple[Moment, ...]
    more: str | None


def view(desk: Desk) -> Timeline | None:
    """Return the line of time, or None where all is of one day or no day is known."""
    lanes = tuple(_lanes(desk))
    found = sorted(desk.briefing.timeline, key=lambda one: (one.date, one.sentence))
    if not lanes and not found:
        return None
    limit = desk.options.listed_rows
    rest = len(found) - limit
    return Timeline(
        lanes=lanes,
        first=lanes[0].source.date if lanes else None,
        last=lanes[-1].source.date if lanes else None,
        moments=tuple(_moments(desk, found[:limit])),
        more=desk.plural("more", "rows", rest) if rest > 0 else None,
    )


def _lanes(desk: Desk) -> Iterator[Lane]:
    """Yield the articles of a known day; nothing where all are of one day."""
    known = [
        (day, source)
        for source in desk.sources.values()
        if (day := _day(source.article.published)) is not None
    ]
    known.sort(key=lambda pair: (pair[0], pair[1].number))
    if not known or known[0][0] == known[-1][0]:
        return
    first = known[0][0]
    length = (known[-1][0] - first).days
    for day, source in known:
        yield Lane(source=source, percent=round(100 * (day - first).days / length, 2))


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def _moments(desk: Desk, found: list[Dated]) -> Iterator[Moment]:
    """Yield the statements, those of one date together."""
    by_date: dict[str, list[Quote]] = {}
    for one in found:
        by_date.setdefault(one.date, []).append(desk.quote(one.sentence, limit=_CHARACTERS))
    for iso, quotes in by_date.items():
        yield Moment(date=desk.date(iso) or iso, quotes=tuple(quotes))
