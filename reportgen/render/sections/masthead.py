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


def view(desk: Desk) -> Masthead:
    """Return the masthead; it is never empty."""
    briefing, strings, wording = desk.briefing, desk.strings, desk.wording
    title, is_cut = excerpt(fold_space(briefing.title), _LONGEST_TITLE)
    counts = (
        ("articles", len(briefing.articles)),
        ("outlets", len(briefing.outlets)),
        ("shared", sum(len(theme.outlets) > 1 for theme in briefing.themes)),
        ("alone", sum(len(theme.outlets) == 1 for theme in briefing.themes)),
    )
    made = desk.date(briefing.generated_at)
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
        first, last = desk.wording.date(known[0]), desk.wording.date(known[-1])
        form = words["one_day"] if first == last else words["spans"]
        lines.append(str(form).format(first=first, last=last))
    undated = len(desk.briefing.articles) - len(known)
    if undated and known:
        lines.append(desk.plural("masthead", "undated", undated))
    return lines
