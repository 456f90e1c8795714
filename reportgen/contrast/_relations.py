"""themes → pairs of sentences of different outlets of which one changes or disputes the other.

Only what is sure is said: numbers and days of the same thing that cannot both be right.  Where both
articles have a date and the dates differ, the later one brings news; articles of different events
are not held against one another at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from reportgen.contrast._conflicts import Conflict, conflicts_between, keys_of
from reportgen.model import Article, Event, Evidence, Relation, Sentence, Theme


def relations_of(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    themes: Sequence[Theme],
    dates: Mapping[str, date],
    events: Sequence[Event],
) -> tuple[Relation, ...]:
    """Return the relations in the order of the themes; each difference once for two outlets."""
    outlet_of = {article.id: article.outlet for article in articles}
    event_of = {article: place for place, event in enumerate(events) for article in event.articles}
    by_id = {sentence.id: sentence for sentence in sentences}
    told: set[tuple[frozenset[str], frozenset[str]]] = set()
    found = []
    for theme in themes:
        members = sorted(
            (by_id[i] for i in theme.sentences if by_id[i].role == "body"),
            key=lambda s: (s.article, s.start),
        )
        for a, b in _pairs(members, outlet_of):
            if events and event_of.get(a.article, -1) != event_of.get(b.article, -2):
                continue
            for conflict in conflicts_between(a.text, b.text):
                said = frozenset({a.text[slice(*conflict.a)], b.text[slice(*conflict.b)]})
                outlets = frozenset({outlet_of[a.article], outlet_of[b.article]})
                if (outlets, said) not in told:
                    told.add((outlets, said))
                    found.append(_relation(a, b, conflict, dates))
    return tuple(found)


def _pairs(
    members: Sequence[Sentence], outlet_of: Mapping[str, str]
) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield the pairs of different outlets that count the same thing."""
    keys = {sentence.id: keys_of(sentence.text) for sentence in members}
    counting = [sentence for sentence in members if keys[sentence.id]]
    for a, b in combinations(counting, 2):
        if outlet_of[a.article] != outlet_of[b.article] and keys[a.id] & keys[b.id]:
            yield a, b


def _relation(a: Sentence, b: Sentence, conflict: Conflict, dates: Mapping[str, date]) -> Relation:
    ours, theirs = a.text[slice(*conflict.a)], b.text[slice(*conflict.b)]
    earlier, later = dates.get(a.article), dates.get(b.article)
    is_news = earlier is not None and later is not None and earlier != later
    if is_news and earlier is not None and later is not None and later < earlier:
        a, b, ours, theirs = b, a, theirs, ours
    return Relation(
        a=a.id,
        b=b.id,
        kind="updates" if is_news else "disputes",
        score=conflict.shared,
        evidence=(Evidence(kind=conflict.kind, a=ours, b=theirs),),
    )
