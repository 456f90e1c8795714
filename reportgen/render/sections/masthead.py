"""The head of page one: title, edition, how many speak, and when."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.printable import excerpt, fold_space, shown
from reportgen.render._view import Desk

# A title longer than this is set smaller, so that it leaves room for the summary under it.
_LONG_TITLE, _LONGEST_TITLE = 60, 260


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """Title and facts, ready to print."""

    title: Markup
    is_long: bool
    edition: str | None
    generated: str | None
    facts: tuple[tuple[str, str], ...]
    dates: tuple[str, ...]
    events: str | None


def view(desk: Desk) -> Masthead:
    """Return the masthead; it is never empty."""
    briefing, strings, wording = desk.briefing, desk.strings, desk.wording
    title, is_cut = excerpt(fold_space(briefing.title), _LONGEST_TITLE)
    counts = (
        ("articles", len(briefing.articles)),
        ("outlets", len(briefing.outlets)),
        ("voices", desk.voices if desk.voices < len(briefing.outlets) else 0),
        ("shared", sum(theme.independent > 1 for theme in briefing.themes)),
        ("alone", len(desk.told_alone)),
    )
    made = _date(desk, briefing.generated_at)
    return Masthead(
        title=shown((title or strings["page"]["untitled"]) + ("…" if is_cut else "")),
        is_long=len(title) > _LONG_TITLE,
        edition=(
            str(strings["page"]["edition"]).format(n=wording.number(briefing.edition))
            if briefing.edition > 1
            else None
        ),
        generated=made and str(strings["masthead"]["generated"]).format(date=made),
        facts=tuple(
            (wording.number(count), wording.plural(strings["unit"][name], count))
            for name, count in counts
            if count
        ),
        dates=tuple(_dates(desk)),
        events=_events(desk),
    )


def _date(desk: Desk, iso: str | None) -> str | None:
    """Return a date in words, with its Hijri day where the reader asked for it."""
    day = desk.date(iso)
    hijri = desk.wording.hijri(iso) if iso and desk.options.hijri else None
    return f"{day} ({hijri})" if day and hijri else day


def _events(desk: Desk) -> str | None:
    """Return a line that says so when the articles are of more than one event."""
    events = desk.briefing.events
    if len(events) <= 1:
        return None
    words = desk.strings["masthead"]
    spans = []
    for event in events:
        first, last = desk.date(event.first), desk.date(event.last)
        form = words["event_day"] if first == last else words["event_days"]
        count = desk.plural("count", "articles", len(event.articles))
        spans.append(str(form).format(first=first, last=last, articles=count))
    return desk.plural("masthead", "events", len(events)) + str(desk.strings["semicolon"]).join(
        spans
    )


def _dates(desk: Desk) -> list[str]:
    words = desk.strings["masthead"]
    # ISO dates in order of text are in order of time; what cannot be read as one takes no part
    known = sorted(
        article.published
        for article in desk.briefing.articles
        if article.published and desk.wording.date(article.published)
    )
    lines = []
    if known:
        first, last = _date(desk, known[0]), _date(desk, known[-1])
        form = words["one_day"] if first == last else words["spans"]
        lines.append(str(form).format(first=first, last=last))
    undated = len(desk.briefing.articles) - len(known)
    if undated and known:
        lines.append(desk.plural("masthead", "undated", undated))
    return lines
