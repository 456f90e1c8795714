"""Two editions → what the second has that the first had not, found in their texts."""

from collections.abc import Iterator, Mapping, Sequence

from reportgen.continuity._changes import edited_numbers
from reportgen.continuity._matching import Overlap, matched, overlap, regrouped
from reportgen.continuity._standing import Standing, Texts, standing
from reportgen.model import Article, Briefing, Change, Ended, Joined, Relation, Since, Theme

# A headline missing, so much of the text names an article that is gone.
_OPENING_CHARACTERS = 80


def difference(a: Briefing, b: Briefing) -> Since:
    """Return what is new in `b` since `a`: nothing is guessed, all of it stands in their texts.

    Themes of one id are one theme; those of briefings without a common history (both of one
    number) are matched by the sentences they share.
    """
    stands = standing(_texts(a), _texts(b))
    found = overlap(a.themes, b.themes, stands.kept)
    same = _counterparts(a, b, found)
    earlier = {theme.id: theme for theme in a.themes}
    goes_on = {theme.id: earlier[same[theme.id]] for theme in b.themes if theme.id in same}
    was_there = set(stands.kept.values())
    added = tuple(s for s in b.sentences if s.id not in was_there)
    news = _news(a, b, stands)
    return Since(
        edition=a.edition,
        briefing=a.id,
        articles=tuple(article.id for article in stands.new),
        outlets=tuple(outlet for outlet in b.outlets if outlet not in set(a.outlets)),
        revised=stands.revised,
        removed=tuple(map(_title, stands.removed)),
        themes=tuple(theme.id for theme in b.themes if theme.id not in goes_on),
        ended=tuple(
            Ended(id=t.id, label=t.label) for t in a.themes if t.id not in set(same.values())
        ),
        joined=tuple(_joined(b.themes, goes_on)),
        disputed=_disputed(b.themes, goes_on, news),
        regrouped=regrouped(a.themes, b.themes, found),
        changes=(*edited_numbers(stands.withdrawn, added), *_updates(news)),
        sentences=tuple(sentence.id for sentence in added),
        withdrawn=stands.withdrawn,
    )


def _texts(briefing: Briefing) -> Texts:
    return Texts(articles=briefing.articles, sentences=briefing.sentences)


def _counterparts(a: Briefing, b: Briefing, found: Overlap) -> Mapping[str, str]:
    """Return for the ids of the themes of `b` those of `a` that they go on.

    Two first editions have no common history, whatever ids they have in common.
    """
    common = {theme.id for theme in a.themes} & {theme.id for theme in b.themes}
    if common and a.edition != b.edition:
        return {one: one for one in common}
    return {b.themes[j].id: a.themes[i].id for j, i in matched(found).items()}


def _joined(themes: Sequence[Theme], goes_on: Mapping[str, Theme]) -> Iterator[Joined]:
    for theme in themes:
        if theme.id in goes_on:
            told = set(goes_on[theme.id].outlets)
            if outlets := tuple(outlet for outlet in theme.outlets if outlet not in told):
                yield Joined(theme=theme.id, outlets=outlets)


def _news(a: Briefing, b: Briefing, stands: Standing) -> tuple[Relation, ...]:
    """Return the relations of `b` between sentences that had none of that kind in `a`."""
    kept = stands.kept
    known = {
        (frozenset({kept[pair.a], kept[pair.b]}), pair.kind)
        for pair in a.relations
        if pair.a in kept and pair.b in kept
    }
    return tuple(p for p in b.relations if (frozenset({p.a, p.b}), p.kind) not in known)


def _disputed(
    themes: Sequence[Theme], goes_on: Mapping[str, Theme], news: Sequence[Relation]
) -> tuple[str, ...]:
    pairs = [{pair.a, pair.b} for pair in news if pair.kind == "disputes"]
    return tuple(
        theme.id
        for theme in themes
        if theme.id in goes_on and any(pair <= set(theme.sentences) for pair in pairs)
    )


def _updates(news: Sequence[Relation]) -> Iterator[Change]:
    """Give the numbers that a later report gives otherwise than an earlier one."""
    for pair in news:
        for proof in pair.evidence:
            if pair.kind == "updates" and proof.a and proof.b and proof.kind in {"number", "date"}:
                yield Change(
                    kind="date" if proof.kind == "date" else "number",
                    a=pair.a,
                    b=pair.b,
                    was=proof.a,
                    now=proof.b,
                    is_edited=False,
                )


def _title(article: Article) -> str:
    if article.title:
        return " ".join(article.title.split())
    first = article.paragraphs[0] if article.paragraphs else None
    opening = article.text[first.start : first.end] if first else article.text
    return " ".join(opening[: 2 * _OPENING_CHARACTERS].split())[:_OPENING_CHARACTERS]
