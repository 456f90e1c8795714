"""What is new since the last edition, and what is gone."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.render._view import Desk, Quote, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A new theme and where it is told."""

    label: Markup
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """New articles, themes and sentences; titles of articles that are gone."""

    title: str
    articles: tuple[Source, ...]
    themes: tuple[Link, ...]
    quotes: tuple[Quote, ...]
    more: str | None
    removed: tuple[Markup, ...]


def view(desk: Desk) -> Since | None:
    """Return what is new, or None when there was no edition before or nothing changed."""
    since = desk.briefing.since
    if since is None or not (since.articles or since.themes or since.sentences or since.removed):
        return None
    new = [one for one in since.sentences if one in desk.sentences]
    limit = desk.options.listed_rows
    rest = len(new) - limit
    return Since(
        title=str(desk.strings["since"]["heading"]).format(n=desk.wording.number(since.edition)),
        articles=tuple(desk.sources[one] for one in since.articles if one in desk.sources),
        themes=tuple(
            Link(label=desk.theme_labels[one], href=desk.theme_link(one))
            for one in since.themes
            if one in desk.theme_labels
        ),
        quotes=desk.quotes(new[:limit]),
        more=desk.plural("more", "rows", rest) if rest > 0 else None,
        removed=tuple(map(desk.label, since.removed)),
    )
