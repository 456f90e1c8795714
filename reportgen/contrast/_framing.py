"""articles → what is named otherwise by one outlet than by another.

Two ways lead to what has several names: nouns that are known to take sides, and phrases that take
each other's place where outlets tell the same.  Of both only that is shown in which an outlet
chooses otherwise than the others by more than chance.
"""

from collections.abc import Sequence

from reportgen.contrast._choices import framing_in
from reportgen.contrast._known_names import known_referents
from reportgen.contrast._referents import found_referents
from reportgen.model import Article, Framing, Sentence


def framing_of(articles: Sequence[Article], sentences: Sequence[Sentence]) -> tuple[Framing, ...]:
    """Return the referents named differently, those named most often first.

    The referent is called by the name most used for it; its variants are ordered by outlet as the
    articles are, then by count.
    """
    outlet_of = {article.id: article.outlet for article in articles}
    outlets = list(dict.fromkeys(outlet_of.values()))
    kept: list[Framing] = []
    for group in (*known_referents(sentences, outlet_of), *found_referents(sentences, outlet_of)):
        framing = framing_in(group, outlets)
        if framing and not any(_name_alike(framing, other) for other in kept):
            kept.append(framing)
    return tuple(sorted(kept, key=lambda f: (-sum(v.count for v in f.variants), f.referent)))


def _name_alike(one: Framing, other: Framing) -> bool:
    names = {variant.phrase for variant in one.variants}
    return not names.isdisjoint(variant.phrase for variant in other.variants)
