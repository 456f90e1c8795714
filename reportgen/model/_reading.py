"""briefing.json → the briefing it was: the inverse of `Briefing.to_dict`."""

from collections.abc import Mapping, Sequence
from typing import Any

from reportgen import arabic
from reportgen.errors import SourceError
from reportgen.model._briefing import SCHEMA, Briefing, Method
from reportgen.model._findings import (
    Change,
    CopyGroup,
    Coverage,
    Dated,
    Denial,
    Ended,
    Event,
    Evidence,
    Framing,
    Joined,
    Mention,
    Nearest,
    Regrouping,
    Relation,
    Revision,
    Since,
    SummaryItem,
    Theme,
    Thread,
    Variant,
    Voice,
    Withdrawn,
    Word,
)
from reportgen.model._texts import Article, Omission, Paragraph, Sentence

Json = Mapping[str, Any]

# the nouns that stand in `Since`, by the name of its field
_NEW: tuple[tuple[str, type[Any]], ...] = (
    ("revised", Revision),
    ("ended", Ended),
    ("joined", Joined),
    ("regrouped", Regrouping),
    ("changes", Change),
    ("withdrawn", Withdrawn),
)


def briefing_of(data: Json) -> Briefing:
    """Return the briefing whose `to_dict` gives `data`.

    What briefing.json does not carry of a sentence is found out again: `folded` from its text,
    `paragraph` and `position` from its article.  `clauses` stay empty: only who judges the
    sentences of a fresh build looks at them.

    Raises:
        SourceError: `data` is no briefing of this schema, or is damaged.
    """
    if data.get("schema") != SCHEMA:
        raise SourceError(f"this is not a {SCHEMA} document")
    try:
        return _briefing(data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SourceError(f"the briefing is damaged: {error!r} where a value should be") from error


def _briefing(data: Json) -> Briefing:
    articles = tuple(map(_article, data["articles"]))
    return Briefing(
        id=data["id"],
        title=data["title"],
        edition=data["edition"],
        generated_at=data["generated_at"],
        articles=articles,
        sentences=_sentences(data["sentences"], articles),
        summary=tuple(map(_summary_item, data["summary"])),
        themes=tuple(map(_theme, data["themes"])),
        coverage=tuple(map(_cell, data["coverage"])),
        omissions=tuple(Omission(**one) for one in data["omissions"]),
        method=Method(**_with(data["method"], options=tuple(data["method"]["options"].items()))),
        copies=tuple(CopyGroup(**_tuples(one)) for one in data.get("copies", ())),
        relations=tuple(map(_relation, data["relations"])),
        framing=tuple(map(_framing, data["framing"])),
        voices=tuple(Voice(**one) for one in data["voices"]),
        timeline=tuple(Dated(**one) for one in data["timeline"]),
        events=tuple(Event(**_tuples(one)) for one in data["events"]),
        since=_since(data["since"]) if data["since"] is not None else None,
        opinions=tuple(data.get("opinions", ())),
        vocabulary=tuple(Word(**_tuples(one)) for one in data.get("vocabulary", ())),
        threads=tuple(map(_thread, data.get("threads", ()))),
        denials=tuple(map(_denial, data.get("denials", ()))),
        outlet_places=tuple(data.get("outlets", ())),
    )


def _with(data: Json, **others: object) -> dict[str, Any]:
    return {**data, **others}


def _tuples(data: Json) -> dict[str, Any]:
    """Return the values, arrays as tuples."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in data.items()}


def _article(data: Json) -> Article:
    kept = {name: value for name, value in data.items() if name != "words"}
    return Article(
        **_with(
            kept,
            origin=tuple(data["origin"].items()),
            paragraphs=tuple(Paragraph(**one) for one in data["paragraphs"]),
        )
    )


def _sentences(data: Sequence[Json], articles: Sequence[Article]) -> tuple[Sentence, ...]:
    """Return the sentences, each with its place in its article counted anew."""
    paragraphs = {article.id: article.paragraphs for article in articles}
    positions: dict[str, int] = {}
    made = []
    for one in data:
        position = positions.get(one["article"], 0)
        positions[one["article"]] = position + 1
        made.append(
            Sentence(
                article=one["article"],
                start=one["start"],
                end=one["end"],
                text=one["text"],
                folded=arabic.fold(one["text"]),
                paragraph=_paragraph(paragraphs.get(one["article"], ()), one["start"]),
                position=position,
                role=one["role"],
            )
        )
    return tuple(made)


def _paragraph(paragraphs: Sequence[Paragraph], start: int) -> int:
    return next((n for n, p in enumerate(paragraphs) if p.start <= start < p.end), 0)


def _summary_item(data: Json) -> SummaryItem:
    kept = {name: value for name, value in data.items() if name != "joined"}
    return SummaryItem(**kept, is_joined=data["joined"])


def _theme(data: Json) -> Theme:
    key = tuple((outlet, tuple(ids)) for outlet, ids in data["key"].items())
    return Theme(**_with(_tuples(data), key=key))


def _thread(data: Json) -> Thread:
    mentions = tuple(Mention(**_tuples(one)) for one in data["mentions"])
    return Thread(**_with(_tuples(data), mentions=mentions))


def _denial(data: Json) -> Denial:
    nearest = tuple(Nearest(**_tuples(one)) for one in data["nearest"])
    return Denial(**_with(_tuples(data), nearest=nearest))


def _cell(data: Json) -> Coverage:
    nearest = data["nearest"]
    return Coverage(**_with(_tuples(data), nearest=nearest and Nearest(**_tuples(nearest))))


def _relation(data: Json) -> Relation:
    return Relation(**_with(data, evidence=tuple(Evidence(**one) for one in data["evidence"])))


def _framing(data: Json) -> Framing:
    variants = tuple(Variant(**_tuples(one)) for one in data["variants"])
    return Framing(referent=data["referent"], variants=variants)


def _since(data: Json) -> Since:
    """Return what was new; of an older document that knew less, what it knew."""
    nouns = {name: tuple(noun(**_tuples(one)) for one in data.get(name, ())) for name, noun in _NEW}
    return Since(**_with(_tuples(data), **nouns))
