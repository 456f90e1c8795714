"""dated articles → the events they speak of, where the set holds more than one."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from reportgen.model import Article, Event


def events_of(
    articles: Sequence[Article], dates: Mapping[str, date], *, gap_days: int
) -> tuple[Event, ...]:
    """Return the groups of articles between which at least `gap_days` days lie, oldest first.

    Nothing where all dated articles belong together.  Articles without a date are in no event.
    """
    dated = sorted(
        (dates[article.id], place) for place, article in enumerate(articles) if article.id in dates
    )
    groups = [dated[:1]] if dated else []
    for (earlier, _), later in pairwise(dated):
        if (later[0] - earlier).days >= gap_days:
            groups.append([])
        groups[-1].append(later)
    if len(groups) < 2:  # noqa: PLR2004 - one event is no split
        return ()
    return tuple(
        Event(
            first=group[0][0].isoformat(),
            last=group[-1][0].isoformat(),
            articles=tuple(articles[place].id for _, place in group),
        )
        for group in groups
    )
