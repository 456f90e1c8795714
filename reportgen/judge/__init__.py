"""pairs of texts → how likely they agree, are neutral, or dispute one another.

A cross-encoder reads both texts at once, in both orders.  It is for short texts: clauses,
headlines, sentences.  `bench/judge/CARD.md` says what it was trained on and how often it is right;
nothing should be printed on its word alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from reportgen import arabic
from reportgen.errors import ConfigError
from reportgen.progress import silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from reportgen.judge._model import Judge
    from reportgen.progress import Progress

__all__ = ["BUNDLED", "CLASSES", "OFF", "JudgeFacts", "JudgeOptions", "inspect_judge", "judge"]

BUNDLED = "bundled"
OFF = "none"
# the columns of what `judge` returns
CLASSES = ("agree", "neutral", "dispute")

# No judge reads further, and a "sentence" of megabytes must not be tokenized whole.
_MAX_CHARACTERS = 4_096
# Scores saved together: what an interrupted run keeps, without a commit for every batch.
_SAVED_TOGETHER = 512


class JudgeOptions(BaseModel):
    """Who says whether two sentences agree or dispute one another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(
        default=BUNDLED,
        min_length=1,
        description="'bundled' (comes with the install, offline), 'none' for no judge, the folder "
        "of a cross-encoder, or its name on the Hugging Face hub; another one must have three "
        "labels, such as entailment, neutral, contradiction.",
    )
    precision: Literal["auto", "bf16", "fp32"] = Field(
        default="auto",
        description="Arithmetic: 'auto' is bf16 where the processor is built for it, else fp32.",
    )

    @property
    def is_on(self) -> bool:
        """Whether there is a judge at all."""
        return self.model != OFF


_DEFAULT = JudgeOptions()


def judge(
    pairs: Sequence[tuple[str, str]],
    *,
    model: str | None = None,
    options: JudgeOptions = _DEFAULT,
    progress: Progress = silent,
) -> NDArray[np.float32]:
    """Return for each pair P(agree), P(neutral) and P(dispute): an array of shape (n, 3).

    `model` is a short way to say `options.model`.  The order within a pair changes nothing, nor do
    the other pairs, their order, or what was cached.  Texts never leave the machine, and none is
    kept in the cache.

    Raises:
        ConfigError: the judge is switched off.
        ModelError: the model cannot be found, fetched or run, or has not three such labels.
        OutputError: the bundled model cannot be unpacked into the cache.
    """
    import numpy as np

    from reportgen.neural import cache

    if model is not None:
        options = options.model_copy(update={"model": model})
    if not options.is_on:
        raise ConfigError("there is no judge to ask", hint=f"name another one than {OFF!r}")
    chosen = _locate(options)
    asked = [_in_order(a, b) for a, b in pairs]
    wanted = {_key(a, b): (a, b) for a, b in sorted(set(asked))}
    known = cache.load(chosen.fingerprint, [*wanted])
    new = {key: pair for key, pair in wanted.items() if key not in known}
    if new:
        known |= _judge_new(chosen, new, known=len(known), progress=progress)
    progress("judge", done=len(wanted), total=len(wanted))
    rows = [known[_key(a, b)] for a, b in asked]
    return np.stack(rows) if rows else np.empty((0, len(CLASSES)), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeFacts:
    """What `reportgen doctor` tells of the judge, found without loading it."""

    name: str
    path: Path
    precision: str
    cached_scores: int


def inspect_judge(options: JudgeOptions) -> JudgeFacts:
    """Tell which judge would be asked, without loading or writing a model.

    Raises:
        ConfigError: the judge is switched off.
        ModelError: the model cannot be found, or its file is damaged.
    """
    from reportgen.neural import cache

    chosen = _locate(options)
    return JudgeFacts(
        name=chosen.name,
        path=chosen.path,
        precision=chosen.precision,
        cached_scores=cache.count(chosen.fingerprint),
    )


def _locate(options: JudgeOptions) -> Judge:
    from reportgen.judge import _model
    from reportgen.neural import machine

    precision = machine.choose_precision(options.precision).precision
    return _model.locate(None if options.model == BUNDLED else options.model, precision)


def _in_order(a: str, b: str) -> tuple[str, str]:
    """Return the two as they are read, always in the same order."""
    one, other = (arabic.unmark(text[:_MAX_CHARACTERS]) for text in (a, b))
    return (one, other) if one <= other else (other, one)


def _key(a: str, b: str) -> str:
    """Return what a pair is cached under; no other pair has the same."""
    return f"{len(a)}:{a}{b}"


def _judge_new(
    chosen: Judge, pairs: dict[str, tuple[str, str]], *, known: int, progress: Progress
) -> dict[str, NDArray[np.float32]]:
    """Ask about `pairs`, saving scores as they come."""
    from reportgen.judge import _scoring
    from reportgen.neural import cache

    keys, total = list(pairs), known + len(pairs)
    progress("judge", done=known, total=total, detail=f"loading {chosen.name}")
    found: dict[str, NDArray[np.float32]] = {}
    unsaved: dict[str, NDArray[np.float32]] = {}
    try:
        for rows, scores in _scoring.score(chosen, list(pairs.values())):
            unsaved |= {keys[row]: score for row, score in zip(rows, scores, strict=True)}
            if len(unsaved) >= _SAVED_TOGETHER:
                cache.save(chosen.fingerprint, unsaved)
                found |= unsaved
                unsaved = {}
            progress("judge", done=known + len(found) + len(unsaved), total=total)
    finally:
        cache.save(chosen.fingerprint, unsaved)
    return found | unsaved
