"""pairs → probabilities, by CrossEncoder on this machine's processor.

A pair's scores must not depend on the pairs it happens to be judged with: matrix products round
differently for matrices of other shapes.  So there are a few lengths, each with one number of rows,
and every batch is filled up to its shape; the same pair always goes through the same arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from reportgen.collector import without_collecting
from reportgen.errors import ModelError
from reportgen.judge import _network
from reportgen.neural.loading import patient_threads, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

    from reportgen.judge._model import Judge

_BATCH_TOKENS = 1024
_SHORTEST = 32
_FILLER = ("", "")

Batch = tuple[tuple[int, ...], "NDArray[np.float32]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runner:
    network: CrossEncoder
    classes: tuple[int, ...]
    temperature: float
    longest: int


def score(judge: Judge, pairs: Sequence[tuple[str, str]]) -> Iterator[Batch]:
    """Yield rows for all of `pairs`, some at a time: which ones they are, and their probabilities.

    Raises:
        ModelError: the model cannot be loaded or run.
        OutputError: the bundled model cannot be unpacked.
    """
    try:
        with quiet():
            runner = _load(judge)
            lengths = _padded_lengths(runner, pairs)
        for length, rows in _batches(lengths):
            with quiet():
                probabilities = _both_ways(runner, [pairs[row] for row in rows], length)
            if not np.isfinite(probabilities).all():
                raise ModelError(
                    f"the judge {judge.name} gave numbers that are none",
                    hint="leave --judge out to use the bundled one, or use --judge none",
                )
            yield rows, probabilities
    except (RuntimeError, ValueError, TypeError, KeyError, AttributeError, OSError) as error:
        raise ModelError(
            f"the judge {judge.name} cannot be run: {error}",
            hint="leave --judge out to use the bundled one, or use --judge none",
        ) from error


def _padded_lengths(runner: _Runner, pairs: Sequence[tuple[str, str]]) -> list[int]:
    ids = runner.network.tokenizer(
        [a for a, _ in pairs],
        [b for _, b in pairs],
        truncation=True,
        max_length=runner.longest,
    )["input_ids"]
    return [min(_round_up(len(row)), runner.longest) for row in ids]


def _round_up(tokens: int) -> int:
    """Return the next of a few lengths: a quarter of the next power of two apart, 32 at least."""
    step = max(_SHORTEST, (1 << (tokens - 1).bit_length()) // 4)
    return -(-tokens // step) * step


def _batches(lengths: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield rows of one length together, as many as its shape holds."""
    rows_of: dict[int, list[int]] = {}
    for row, length in enumerate(lengths):
        rows_of.setdefault(length, []).append(row)
    for length, rows in sorted(rows_of.items()):
        capacity = _capacity(length)
        for first in range(0, len(rows), capacity):
            yield length, tuple(rows[first : first + capacity])


def _capacity(length: int) -> int:
    return max(1, _BATCH_TOKENS // length)


def _both_ways(
    runner: _Runner, pairs: Sequence[tuple[str, str]], length: int
) -> NDArray[np.float32]:
    forth = _probabilities(runner, pairs, length)
    back = _probabilities(runner, [(b, a) for a, b in pairs], length)
    mean: NDArray[np.float32] = ((forth + back) / 2).astype(np.float32)
    return mean


def _probabilities(
    runner: _Runner, pairs: Sequence[tuple[str, str]], length: int
) -> NDArray[np.float64]:
    import torch

    filled = [*pairs, *[_FILLER] * (_capacity(length) - len(pairs))]
    padding = {"text": {"padding": "max_length", "max_length": length, "truncation": True}}
    with torch.inference_mode():
        features = runner.network.preprocess(filled, processing_kwargs=padding)
        logits = runner.network(features)["scores"][: len(pairs)].double().numpy()
    scaled = logits[:, runner.classes] / runner.temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares


@lru_cache(maxsize=1)  # a watcher judges again and again with the same one
def _load(judge: Judge) -> _Runner:
    with without_collecting(), patient_threads():
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        if judge.weights is not None:
            network = _network.bundled_judge(judge, judge.weights)
            classes: tuple[int, ...] = (0, 1, 2)
            temperature = judge.weights.temperature
        else:
            network, classes = _network.named_judge(judge)
            temperature = 1.0
    network.eval()
    longest = min(network.max_seq_length or _network.MAX_TOKENS, 512)
    return _Runner(network=network, classes=classes, temperature=temperature, longest=longest)
