"""The executive summary: sentences of the sources that tell the story, each with its citation."""

from dataclasses import dataclass

from reportgen.render._view import Desk, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The quotes in printed order."""

    quotes: tuple[Quote, ...]


def view(desk: Desk) -> Summary | None:
    """Return the summary, or None when no sentence was chosen."""
    items = desk.briefing.summary
    quotes = desk.quotes(
        [item.sentence for item in items],
        joined=frozenset(item.sentence for item in items if item.is_joined),
    )
    return Summary(quotes=quotes) if quotes else None
