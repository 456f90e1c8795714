"""Disputes and changes that stand in no theme printed in full: none is left unsaid."""

from dataclasses import dataclass

from reportgen.render._faceoff import FaceOff, differing, face_off
from reportgen.render._view import Desk
from reportgen.render.sections.themes import told_in_full


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes:
    """The pairs, the surest first."""

    pairs: tuple[FaceOff, ...]


def view(desk: Desk) -> Disputes | None:
    """Return the pairs no theme block has, or None."""
    blocks = told_in_full(desk) if "themes" in desk.options.sections else ()
    pairs = tuple(
        face_off(desk, pair)
        for pair in differing(desk)
        if not any({pair.a, pair.b} <= set(theme.sentences) for theme in blocks)
    )
    return Disputes(pairs=pairs) if pairs else None
