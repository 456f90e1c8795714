"""Two sentences of different outlets face to face, and the words that part them."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Relation
from reportgen.printable import fold_space
from reportgen.render._view import Desk, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One piece of evidence: what kind, the words on either side, and who denies."""

    kind: str
    a: Markup | None
    b: Markup | None
    speaker: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceOff:
    """A pair of quotes, what is claimed of them, and why."""

    a: Quote
    b: Quote
    kind: str
    claim: str
    proofs: tuple[Proof, ...]


def differing(desk: Desk) -> Iterator[Relation]:
    """Yield the pairs that do not agree, the surest first."""
    found = (pair for pair in desk.briefing.relations if pair.kind != "agrees")
    return iter(sorted(found, key=lambda pair: (pair.kind, -pair.score, pair.a, pair.b)))


def face_off(desk: Desk, pair: Relation) -> FaceOff:
    """Return a pair ready to print; one that differs in a number alone is called that."""
    kind = pair.kind
    is_number = bool(pair.evidence) and all(one.kind == "number" for one in pair.evidence)
    words = desk.strings["disputes"]
    return FaceOff(
        a=desk.quote(pair.a),
        b=desk.quote(pair.b),
        kind=kind,
        claim=words["numbers" if kind == "disputes" and is_number else kind],
        proofs=tuple(
            Proof(
                kind=str(words["evidence"][one.kind]),
                a=_words(desk, one.a),
                b=_words(desk, one.b),
                speaker=_words(desk, one.speaker),
            )
            for one in pair.evidence
            if one.a or one.b
        ),
    )


def _words(desk: Desk, words: str | None) -> Markup | None:
    return desk.label(fold_space(words)) if words else None
