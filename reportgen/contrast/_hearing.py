"""relations found by rules → those that a learned judge does not contradict.

The judge prints nothing on its own word: it is asked about what the rules found, and takes away
what it is sure is otherwise.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportgen.contrast._comparable import Found
from reportgen.model import Evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

# pairs of texts → P(agree), P(neutral), P(dispute) of each
Judge = Callable[[Sequence[tuple[str, str]]], "NDArray[Any]"]

_AGREE, _DISPUTE = 0, 2
_SURELY_AGREES = 0.9
_LEAST_AGREES = 0.5


def heard(found: Sequence[Found], judge: Judge, *, most: int) -> tuple[Found, ...]:
    """Return what the judge leaves; the surest `most` of the agreements are put before it."""
    agreeing = sorted(
        (at for at, one in enumerate(found) if one.kind == "agrees"),
        key=lambda at: (-found[at].score, at),
    )
    asked = [
        *(at for at, one in enumerate(found) if one.evidence and one.evidence[0].kind in _WORDS),
        *agreeing,
    ][: max(1, most)]
    if not asked:
        return tuple(found)
    scores = judge([(found[at].a.text, found[at].b.text) for at in asked])
    said = dict(zip(asked, scores.tolist(), strict=True))
    return tuple(
        _with_word(one, said[at]) if at in said else one
        for at, one in enumerate(found)
        if at not in said or _is_borne_out(one, said[at])
    )


_WORDS = frozenset({"cue", "negation"})


def _is_borne_out(one: Found, said: Sequence[float]) -> bool:
    if one.kind == "agrees":
        return said[_AGREE] >= _LEAST_AGREES
    return said[_AGREE] < _SURELY_AGREES


def _with_word(one: Found, said: Sequence[float]) -> Found:
    """Return the relation with the judge's word as evidence, where it speaks for it."""
    column = _AGREE if one.kind == "agrees" else _DISPUTE
    if max(range(len(said)), key=said.__getitem__) != column:
        return one
    return replace(one, evidence=(*one.evidence, Evidence(kind="judge")))
