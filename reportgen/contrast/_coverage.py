"""themes → coverage: which outlet tells which theme, which tells it alone, which is silent.

Silence is claimed only where nothing in the outlet's articles comes near the theme, clause by
clause, and nothing has the words that name it, and only of outlets that have an article on the
event the theme belongs to.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from reportgen.model import Article, Coverage, Event, Nearest, Sentence, State, Theme
from reportgen.nearness import Near, Nearness


def coverage_of(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    nearness: Nearness,
    themes: Sequence[Theme],
    events: Sequence[Event],
    *,
    names: Mapping[tuple[str, ...], str],
    absent_likeness: float,
    alone_likeness: float,
) -> tuple[Coverage, ...]:
    """Return one cell for every theme and outlet: themes in rank order, outlets in article order.

    An outlet whose likeness to the theme is `absent_likeness` or more, or that has all words of
    the theme's name in one sentence, is not called silent, nor is another then said to tell it
    alone.  That is said only where the likeness of all others is below `alone_likeness`.  The name
    is that in `names`, else the label.
    """
    row_of = {sentence.id: row for row, sentence in enumerate(sentences)}
    outlet_of = {article.id: article.outlet for article in articles}
    outlets = tuple(dict.fromkeys(article.outlet for article in articles))
    cells: list[Coverage] = []
    for theme in themes:
        cores = nearness.cores([row_of[i] for i in theme.sentences])
        asked = _asked(theme, articles, sentences, row_of, events)
        others = nearness.of_outlets(cores)
        naming = nearness.outlets_saying(names.get(theme.sentences, theme.label))
        found = []
        for outlet in outlets:
            told = _told_by(theme, outlet, sentences, row_of, outlet_of)
            passing = [row_of[i] for i in told if i in theme.also]
            if told:
                clause = nearness.of_sentences(cores, passing).clause if passing else None
                cell = Coverage(
                    theme=theme.id, outlet=outlet, state="told", sentences=told, clause=clause
                )
            else:
                near = others.get(outlet)
                is_like = near is not None and near.likeness >= absent_likeness
                is_near = outlet in naming or is_like
                silence: State = "near" if is_near else "absent"
                state = silence if outlet in asked else "not_asked"
                cell = _silent(theme, outlet, state, near, sentences)
            found.append(cell)
        cells.extend(_alone(theme, found, alone_likeness))
    return tuple(cells)


def _told_by(
    theme: Theme,
    outlet: str,
    sentences: Sequence[Sentence],
    row_of: dict[str, int],
    outlet_of: dict[str, str],
) -> tuple[str, ...]:
    every = (*theme.sentences, *theme.also)
    return tuple(i for i in every if outlet_of[sentences[row_of[i]].article] == outlet)


def _silent(
    theme: Theme, outlet: str, state: State, near: Near | None, sentences: Sequence[Sentence]
) -> Coverage:
    nearest = (
        Nearest(sentence=sentences[near.row].id, similarity=near.likeness, clause=near.clause)
        if near
        else None
    )
    return Coverage(theme=theme.id, outlet=outlet, state=state, nearest=nearest)


def _alone(theme: Theme, cells: Sequence[Coverage], alone_likeness: float) -> Sequence[Coverage]:
    """Say who tells it alone: nobody comes near it, and somebody else was there to tell it."""
    others = {cell.state for cell in cells} - {"told"}
    if theme.independent > 1 or "near" in others or "absent" not in others:
        return cells
    nearest = [cell.nearest for cell in cells if cell.state == "absent"]
    if any(one is not None and one.similarity >= alone_likeness for one in nearest):
        return cells
    return [replace(cell, state="alone") if cell.state == "told" else cell for cell in cells]


def _asked(
    theme: Theme,
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    row_of: dict[str, int],
    events: Sequence[Event],
) -> Collection[str]:
    """Return the outlets with an article on the theme's event, or one of unknown date.

    Where the set speaks of one event, or the theme shows none, all are asked.
    """
    event_of = {article: place for place, event in enumerate(events) for article in event.articles}
    own = {event_of.get(sentences[row_of[i]].article) for i in theme.sentences} - {None}
    return {
        article.outlet
        for article in articles
        if not own or event_of.get(article.id) is None or event_of[article.id] in own
    }
