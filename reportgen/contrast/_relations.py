"""themes → pairs of sentences of different outlets that agree, dispute or update one another.

Only what is sure is said: figures of the same thing that cannot both be right, a claim that the
other denies or negates, the same claim in other words.  What a later article says otherwise is
news; articles of different events are not held against one another, nor are two printings of one
text.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from reportgen.contrast._agreements import agreement_between
from reportgen.contrast._answers import answered
from reportgen.contrast._comparable import Comparable, Found, is_told, members_of, strongest
from reportgen.contrast._denying import denied, negated
from reportgen.contrast._figures import figures_of
from reportgen.contrast._hearing import Judge, heard
from reportgen.contrast._leads import led_with
from reportgen.contrast._tolls import tolls_of
from reportgen.contrast._turnouts import turnouts_of
from reportgen.model import Relation, Sentence, Theme

# a judge reads both passages twice: what it costs stays below embedding every sentence once
_SENTENCES_A_PAIR = 6


def relations_of(
    known: Comparable, themes: Sequence[Theme], *, judge: Judge | None = None
) -> tuple[Relation, ...]:
    """Return the relations: figures, denials and opposites, agreements; each pair once."""
    members = [members_of(theme, known) for theme in themes]
    denials = denied(known)
    figures = figures_of(known, members)
    tolls = [found for found in tolls_of(known) if not is_told(found, figures)]
    parted = [*figures, *tolls, *denials, *negated(known, members, denials)]
    for others in (answered(known), led_with(known), turnouts_of(known)):
        parted += [found for found in others if not is_told(found, parted)]
    pairs = {found.pair for found in parted}
    agreeing = [found for found in _agreements(known, members) if found.pair not in pairs]
    found = (*parted, *agreeing)
    kept = heard(found, judge, most=len(known.sentences) // _SENTENCES_A_PAIR) if judge else found
    return tuple(one.relation() for one in kept)


def _agreements(known: Comparable, members: Sequence[Sequence[Sentence]]) -> Iterator[Found]:
    """Yield for each sentence of a theme the one of each other outlet that says the same best."""
    for sentences in members:
        best = strongest(
            ((one.id, known.outlet_of(other)), found)
            for a, b in combinations(sentences, 2)
            if known.may_meet(a, b, dated=False) and (found := _agreement(known, a, b))
            for one, other in ((a, b), (b, a))
        )
        yield from {found.pair: found for found in best}.values()


def _agreement(known: Comparable, a: Sentence, b: Sentence) -> Found | None:
    cosine = known.cosine(a, b)
    found = [
        (score, one, other)
        for one in known.passages[a.id]
        for other in known.passages[b.id]
        if (score := agreement_between(one, other, cosine, known.weights))
    ]
    if not found:
        return None
    score, one, other = max(found, key=lambda item: (item[0], item[1].text, item[2].text))
    return Found(a=one, b=other, kind="agrees", score=score, evidence=())
