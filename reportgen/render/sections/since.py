"""What is new since the last edition, and what is gone.

A sentence that its source took back is quoted as what it is: a quotation of the former edition,
without a place in this one to look it up.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from reportgen.model import Change, Regrouping, Withdrawn
from reportgen.model import Since as News
from reportgen.printable import direction_of, excerpt, fold_space, shown
from reportgen.render._view import Desk, Outlet, Quote, Source

# The brief has room for so many of a kind, and for none of those that take a whole quote.
_BRIEF_ROWS = 3
_IN_FULL = frozenset({"quote", "former"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A theme, where it is told, and the outlets that are new to it."""

    label: Markup
    href: str | None
    outlets: tuple[Outlet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A quotation of the former edition: the words, and the article that stands in their place."""

    text: Markup
    is_cut: bool
    direction: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A number or day that is another now: the old words, the new, and the sentences of both."""

    was: Markup
    now: Markup
    kind: str
    former: Former | None
    earlier: Quote | None
    quote: Quote
    is_brief: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of a kind, and in words how many more there are."""

    title: str
    kind: str
    items: tuple[Any, ...]
    more: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The parts that are not empty."""

    title: str
    former: str
    parts: tuple[Part, ...]


def view(desk: Desk) -> Since | None:
    """Return what is new, or None when there was no edition before or nothing changed."""
    news = desk.briefing.since
    if news is None:
        return None
    parts = tuple(
        _part(desk, *found)
        for found in _found(desk, news)
        if found[2] and not (_is_brief(desk) and found[1] in _IN_FULL)
    )
    strings, number = desk.strings["since"], desk.wording.number(news.edition)
    if not parts:
        return None
    return Since(
        title=str(strings["heading"]).format(n=number),
        former=str(strings["former"]).format(n=number),
        parts=parts,
    )


def _part(
    desk: Desk, name: str, kind: str, items: Sequence[Any], make: Callable[[Any], object]
) -> Part:
    """Return the first items, made ready to print."""
    limit = desk.options.listed_rows
    limit = min(limit, _BRIEF_ROWS) if _is_brief(desk) else limit
    rest = len(items) - limit
    return Part(
        title=str(desk.strings["since"][name]),
        kind=kind,
        items=tuple(make(item) for item in items[:limit]),
        more=desk.plural("more", "rows", rest) if rest > 0 else None,
    )


def _found(
    desk: Desk, news: News
) -> tuple[tuple[str, str, Sequence[Any], Callable[[Any], object]], ...]:
    """Return for each part its name, the kind of its items, the items, and what prints one."""
    told = {one.a for one in news.changes} | {one.b for one in news.changes}
    taken = {one.id: one for one in news.withdrawn}
    labels = desk.theme_labels
    merged = {i for one in news.regrouped for i in one.before}
    return (
        ("articles", "source", news.articles, desk.sources.__getitem__),
        ("outlets", "outlet", news.outlets, desk.outlets.__getitem__),
        ("changes", "change", news.changes, partial(_turn, desk, taken)),
        ("disputed", "theme", news.disputed, partial(_theme, desk)),
        ("themes", "theme", news.themes, partial(_theme, desk)),
        ("joined", "theme", news.joined, lambda one: _theme(desk, one.theme, one.outlets)),
        ("regrouped", "line", news.regrouped, partial(_regrouping, desk, news)),
        ("revised", "source", news.revised, lambda pair: desk.sources[pair.after]),
        ("sentences", "quote", _rewritten(desk, news, told), desk.quote),
        (
            "withdrawn",
            "former",
            [one for one in news.withdrawn if one.id not in told],
            partial(_former, desk),
        ),
        ("removed", "line", news.removed, desk.label),
        (
            "ended",
            "line",
            [one.label for one in news.ended if one.id not in merged and one.id not in labels],
            desk.label,
        ),
    )


def _is_brief(desk: Desk) -> bool:
    return desk.options.layout == "brief"


def _theme(desk: Desk, theme_id: str, outlets: Sequence[str] = ()) -> Link:
    return Link(
        label=desk.theme_labels[theme_id],
        href=desk.theme_link(theme_id),
        outlets=tuple(desk.outlets[name] for name in outlets),
    )


def _rewritten(desk: Desk, news: News, told: Container[str]) -> list[str]:
    """Return the new sentences of articles that were there: those of new ones are too many."""
    revised = {pair.after for pair in news.revised}
    return [i for i in news.sentences if desk.sentences[i].article in revised and i not in told]


def _turn(desk: Desk, taken: Mapping[str, Withdrawn], change: Change) -> Turn:
    former = taken.get(change.a)
    return Turn(
        was=desk.label(change.was),
        now=desk.label(change.now),
        kind=str(desk.strings["disputes"]["evidence"][change.kind]),
        former=_former(desk, former) if former else None,
        earlier=None if former else desk.quote(change.a),
        quote=desk.quote(change.b),
        is_brief=_is_brief(desk),
    )


def _former(desk: Desk, withdrawn: Withdrawn) -> Former:
    text, is_cut = excerpt(fold_space(withdrawn.text), desk.options.excerpt_characters)
    return Former(
        text=shown(text),
        is_cut=is_cut,
        direction=direction_of(text),
        source=desk.sources[withdrawn.source],
    )


def _regrouping(desk: Desk, news: News, one: Regrouping) -> Markup:
    """Return in words which theme came apart into which, or which became one."""
    gone = {theme.id: theme.label for theme in news.ended}
    before, after = (
        escape(desk.strings["comma"]).join(
            Markup("«{}»").format(desk.theme_labels.get(i) or desk.label(gone.get(i, i)))
            for i in ids
        )
        for ids in (one.before, one.after)
    )
    return Markup(escape(desk.strings["since"][one.kind])).format(before=before, after=after)  # noqa: S704
