"""sentences → pairs of which one denies, negates or says the opposite of what the other claims."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from reportgen.contrast._comparable import (
    Comparable,
    Found,
    disputed_or_updated,
    is_told,
)
from reportgen.contrast._denials import denials_in
from reportgen.contrast._deniers import denier_of
from reportgen.contrast._disputes import Dispute, dispute_between, has_polarity
from reportgen.contrast._passages import Passage
from reportgen.contrast._polarity import is_claim, is_told_alive
from reportgen.model import Evidence, Sentence

_MOST_DENYING = 200  # passages that deny: more of them is a heap, no story
_MOST_OF_ONE = 3  # claims set against one denial
_CONTEXT_SENTENCES = 4
_FEWEST_ALSO, _ALSO_DENIED = 2, 0.4  # words of two denials of one thing
_MUCH_OF_DENIED, _FEWEST_TELLING = 0.6, 2
_SAME_MATTER = 0.4  # of what the shorter of two passages says
_BY_SHARE, _BY_COSINE, _BY_LEAD = 0.6, 0.2, 0.2


def denied(known: Comparable) -> list[Found]:
    """Return the denials with the claims of other outlets that they deny, wherever they stand.

    Denials are rare, so each is held against all sentences, headlines among them; a denial stays
    one whenever it was printed.  Two outlets are told to part in one matter once.
    """
    told: list[Found] = []
    for passage in _denying(known)[:_MOST_DENYING]:
        found = sorted(
            _denied_by(known, passage),
            key=lambda one: (-one.score, one.a.sentence.id, one.b.sentence.id),
        )
        own: dict[frozenset[str], Found] = {}
        for one in found:
            if len(own) < _MOST_OF_ONE and not is_told(one, (*told, *own.values())):
                own.setdefault(known.outlets(one), one)
        told.extend(own.values())
    told.sort(key=lambda one: (-one.score, one.a.sentence.id, one.b.sentence.id))
    kept: list[Found] = []
    for one in told:
        if not any(_is_of_one_matter(known, one, other) for other in kept):
            kept.append(one)
    return kept


def _is_of_one_matter(known: Comparable, one: Found, other: Found) -> bool:
    """Say whether two outlets part twice over the same: in the denial, or in the claim."""
    if known.outlets(one) != known.outlets(other):
        return False
    sides = ((one.a, other.a), (one.b, other.b), (one.a, other.b), (one.b, other.a))
    return any(known.weights.shared(a, b) >= _SAME_MATTER for a, b in sides)


def _denying(known: Comparable) -> list[Passage]:
    return [
        passage for passage in known.short_passages if denials_in(passage) or is_told_alive(passage)
    ]


def _denied_by(known: Comparable, denial: Passage) -> Iterator[Found]:
    """Yield for each sentence the best reason why it cannot hold beside the denial."""
    context = _context(known, denial)
    if not context and not _is_matter_of_all(known, denial):
        return
    # an outlet that has the denial, too, does not stand against it
    also = {article for article in known.own if also_denies(known, denial, article)}
    for sentence in known.short:
        if sentence.article in also or not known.may_meet(denial.sentence, sentence, dated=False):
            continue
        if not known.may_answer(denial.sentence, sentence):
            continue  # something new is claimed
        best = _best(known, (denial,), known.passages[sentence.id], context)
        if best:
            dispute, a, b = best
            yield Found(
                a=a,
                b=b,
                kind="disputes",
                score=_rank(dispute, known.cosine(a.sentence, b.sentence)),
                evidence=(_evidence(dispute, a, b),),
            )


def _is_matter_of_all(known: Comparable, denial: Passage) -> bool:
    """Say whether the articles tell of what is denied: two of the others, and half of them.

    What one paper has denied in passing, others that tell something like it seldom claim.
    """
    matters = [known.weights.classes(one.denied) for one in denials_in(denial)]
    others = [article for article in known.own if article != denial.sentence.article]
    return not matters or any(
        sum(_tells(known, article, matter) for article in others)
        >= max(_FEWEST_TELLING, len(others) / 2)
        for matter in matters
        if matter
    )


def _tells(known: Comparable, article: str, matter: frozenset[str]) -> bool:
    """Say whether a sentence of an article tells much of a matter."""
    return any(
        len(matter & known.weights.content(known.whole[sentence.id]))
        >= _MUCH_OF_DENIED * len(matter)
        for sentence in known.own[article]
    )


def _evidence(dispute: Dispute, a: Passage, b: Passage) -> Evidence:
    """Return the words that part the two, and who denies."""
    passage, cue = (a, dispute.a) if dispute.a else (b, dispute.b)
    denier = denier_of(passage, cue) if cue and dispute.kind == "cue" else None
    return Evidence(kind=dispute.kind, a=dispute.a, b=dispute.b, speaker=denier)


def also_denies(known: Comparable, denial: Passage, article: str) -> bool:
    """Say whether anything in an article denies the same."""
    ours = [(one.event, known.weights.classes(one.denied)) for one in denials_in(denial)]
    return any(
        (event and event == other)
        or len(denied & also) >= max(_FEWEST_ALSO, _ALSO_DENIED * min(len(denied), len(also)))
        for event, denied in ours
        for other, also in _denials(known, article)
    )


def _denials(known: Comparable, article: str) -> tuple[tuple[str | None, frozenset[str]], ...]:
    """Return what is denied anywhere in an article."""
    if article not in known.denials:
        known.denials[article] = tuple(
            (one.event, known.weights.classes(one.denied))
            for sentence in known.own.get(article, ())
            for passage in known.passages[sentence.id]
            for one in denials_in(passage)
        )
    return known.denials[article]


def _context(known: Comparable, denial: Passage) -> tuple[Passage, ...]:
    """Return the claims right before a denial in its article, if it denies "this news"."""
    if not any(one.is_deictic for one in denials_in(denial)):
        return ()
    at = denial.sentence
    return tuple(
        passage
        for other in known.sentences
        if other.article == at.article and 0 < at.position - other.position <= _CONTEXT_SENTENCES
        for passage in known.passages[other.id]
        if is_claim(passage)
    )


def negated(
    known: Comparable, members: Sequence[Sequence[Sentence]], before: Sequence[Found]
) -> list[Found]:
    """Return the pairs of one theme of which one negates or says the opposite of the other."""
    told = list(before)
    for sentences in members:
        polar = {s.id for s in sentences if any(map(has_polarity, known.passages[s.id]))}
        for a, b in combinations(sentences, 2):
            if not {a.id, b.id} & polar or not known.may_meet(a, b):
                continue
            best = _best(known, known.passages[a.id], known.passages[b.id], ())
            if not best or best[0].kind != "negation":
                continue
            dispute, one, other = best
            evidence = Evidence(kind="negation", a=dispute.a, b=dispute.b)
            rank = _rank(dispute, known.cosine(a, b))
            found = disputed_or_updated(known, one, other, rank, evidence)
            if not is_told(found, told):
                told.append(found)
    return told[len(before) :]


def _best(
    known: Comparable,
    some: Sequence[Passage],
    others: Sequence[Passage],
    context: Sequence[Passage],
) -> tuple[Dispute, Passage, Passage] | None:
    found = [
        (dispute, a, b)
        for a in some
        for b in others
        if (dispute := dispute_between(a, b, known.weights, context=context))
    ]
    return max(found, key=lambda one: (one[0].share, one[1].text, one[2].text), default=None)


def _rank(dispute: Dispute, cosine: float) -> float:
    """Return how well a claim answers a denial: the best ones are printed."""
    return _BY_SHARE * dispute.share + _BY_COSINE * max(0.0, cosine) + _BY_LEAD * dispute.leads
