"""texts → unit float32 rows, by SentenceTransformer on this machine's processor.

A text's vector must not depend on the texts it happens to be encoded with: matrix products round
differently for matrices of other shapes.  The bundled model is run so that nothing but a text's own
tokens decides (`_packed`).  What goes on inside another one nobody knows, so for it there are a few
lengths, each with one number of rows, and every batch is filled up to its shape; the same text
always goes through the same arithmetic.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from reportgen.collector import without_collecting
from reportgen.embed import _packed
from reportgen.errors import ModelError
from reportgen.neural import bundled
from reportgen.neural.loading import patient_threads, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from reportgen.embed._model import Model

# Tokens of a batch.  Measured on lines of Arabic articles of unifiedfc, two cores with AMX, bf16,
# 2026-11-21: 700 lines take 6.0 s with 512, 4.5 to 5.5 with 1024, 3.8 to 4.6 with 2048 or 4096; 150
# take 1.4, 1.1, 1.1 to 1.6 and 1.5 s, because a small set fills large shapes badly.
_BATCH_TOKENS = 1024
_SHORTEST = 16
_TINY = 1e-30  # what a text without a single token is divided by
_LONGEST = 512  # where a model does not say how far it reads

Batch = _packed.Batch


def encode(model: Model, texts: Sequence[str]) -> Iterator[Batch]:
    """Yield rows for all of `texts`, some at a time: which ones they are, and their unit vectors.

    Raises:
        ModelError: the model cannot be loaded or run.
        OutputError: the bundled model cannot be unpacked.
    """
    try:
        with quiet():
            runner = _load(model)
            batches = (_packed.encode if model.source else _padded)(runner, texts)
        while True:
            with quiet():
                batch = next(batches, None)
            if batch is None:
                return
            rows, vectors = batch
            yield rows, _normalised(model, vectors)
    except (RuntimeError, ValueError, TypeError, KeyError, AttributeError, OSError) as error:
        raise ModelError(
            f"the model {model.name} cannot be run: {error}",
            hint="leave --model out to use the bundled one",
        ) from error


def _padded(runner: SentenceTransformer, texts: Sequence[str]) -> Iterator[Batch]:
    for length, rows in _batches(_padded_lengths(runner, texts)):
        yield rows, _run(runner, [texts[row] for row in rows], length)


def _padded_lengths(runner: SentenceTransformer, texts: Sequence[str]) -> list[int | None]:
    """Return for each text the length it is padded to, None where the model has no such thing."""
    window = runner.max_seq_length or _LONGEST
    prompt = runner.prompts.get(runner.default_prompt_name or "", "")
    try:
        ids = runner.tokenizer(
            [prompt + text for text in texts], truncation=True, max_length=window
        )["input_ids"]
    except (TypeError, AttributeError):  # static embeddings pad nothing
        return [None] * len(texts)
    return [min(_round_up(len(row)), window) for row in ids]


def _round_up(tokens: int) -> int:
    """Return the next of a few lengths: an eighth of the next power of two apart, 16 at least."""
    step = max(_SHORTEST, (1 << (tokens - 1).bit_length()) // 8)
    return -(-tokens // step) * step


def _batches(lengths: Sequence[int | None]) -> Iterator[tuple[int | None, tuple[int, ...]]]:
    """Yield rows of one length together, as many as its shape holds."""
    rows_of: dict[int, list[int]] = {}
    for row, length in enumerate(lengths):
        rows_of.setdefault(length or 0, []).append(row)
    for length, rows in sorted(rows_of.items()):
        capacity = _capacity(length or _LONGEST)
        for first in range(0, len(rows), capacity):
            yield length or None, tuple(rows[first : first + capacity])


def _capacity(length: int) -> int:
    return max(1, _BATCH_TOKENS // length)


def _run(runner: SentenceTransformer, texts: list[str], length: int | None) -> NDArray[np.float32]:
    import torch

    vectors: Any
    if length is None:
        vectors = runner.encode(texts, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)
    filled = texts + [""] * (_capacity(length) - len(texts))
    prompt = runner.prompts.get(runner.default_prompt_name or "", "")
    padding = {"text": {"padding": "max_length", "max_length": length, "truncation": True}}
    with torch.inference_mode():
        features = runner.preprocess(filled, prompt=prompt, processing_kwargs=padding)
        vectors = runner(features)["sentence_embedding"][: len(texts)]
    return np.asarray(vectors.float())


def _normalised(model: Model, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return unit rows: those of bf16 are off by up to half a percent."""
    if not np.isfinite(vectors).all():
        raise ModelError(
            f"the model {model.name} gave numbers that are none",
            hint="try --precision fp32, or leave --model out to use the bundled one",
        )
    norms = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    unit: NDArray[np.float32] = (vectors / np.maximum(norms, _TINY)).astype(np.float32)
    return unit


@lru_cache(maxsize=1)  # a watcher embeds again and again with the same one
def _load(model: Model) -> SentenceTransformer:
    """Return the model, ready to run; the bundled one is checked while the libraries load."""
    with ThreadPoolExecutor(1) as aside:
        intact = aside.submit(bundled.is_intact, model.folder)
        with without_collecting(), patient_threads():
            import torch
            from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        if model.source is not None and not intact.result():
            bundled.ensure(model.source, model.precision)
    dtype = {"bf16": torch.bfloat16, "fp32": torch.float32}[model.precision]
    with without_collecting():
        runner = SentenceTransformer(
            str(model.folder),
            device="cpu",
            local_files_only=True,
            model_kwargs={"dtype": dtype},
        )
    runner.eval()
    if model.source is not None:
        _packed.prepare(runner)
    return runner
