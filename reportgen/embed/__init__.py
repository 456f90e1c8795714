"""sentences → vectors.  Texts never leave the machine, and none is kept in the cache."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from reportgen import arabic
from reportgen.model import Vectors
from reportgen.progress import silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from reportgen.embed._model import Model
    from reportgen.model import Sentence
    from reportgen.progress import Progress

__all__ = [
    "BUNDLED",
    "EmbedOptions",
    "ModelFacts",
    "embed",
    "encode",
    "inspect_model",
    "model_in_use",
]

BUNDLED = "bundled"

log = logging.getLogger(__name__)

# No model reads further, and a "sentence" of megabytes must not be tokenized whole.
_MAX_CHARACTERS = 32_768
# Vectors saved together: what an interrupted run keeps, without a commit for every batch.
_SAVED_TOGETHER = 512


class EmbedOptions(BaseModel):
    """How sentences become vectors."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(
        default=BUNDLED,
        min_length=1,
        description="'bundled' (multilingual-e5-small, offline), the folder of a "
        "SentenceTransformer, or its name on the Hugging Face hub.",
    )
    precision: Literal["auto", "bf16", "fp32"] = Field(
        default="auto",
        description="Arithmetic: 'auto' is bf16 where the processor is built for it, else fp32.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """What `reportgen doctor` tells of the model, found without loading it."""

    name: str
    folder: Path
    is_imported: bool
    precision: str
    precision_reason: str
    cache: Path
    cached_vectors: int
    cache_bytes: int
    versions: tuple[tuple[str, str], ...]


def embed(
    sentences: tuple[Sentence, ...],
    *,
    options: EmbedOptions,
    progress: Progress = silent,
    with_clauses: bool = False,
) -> Vectors:
    """Give each sentence its vector, row *i* for sentence *i*; on demand its clauses theirs.

    A sentence's vector depends on its text, the model and the precision alone: not on the order
    of the sentences, not on the others, not on what was cached.

    Raises:
        ModelError: the model cannot be found, fetched or run.
        OutputError: the bundled model cannot be unpacked into the cache.
    """
    # Not `folded`: the model was trained on text as people write it.  Spearman on STS17, ar-ar /
    # ar-en: unmarked 0.739 / 0.578, folded 0.713 / 0.463 (2026-11-21).
    texts = [sentence.text for sentence in sentences]
    if with_clauses:
        texts += [text for sentence in sentences for text in sentence.clause_texts]
    vectors = encode([arabic.unmark(text) for text in texts], options=options, progress=progress)
    if not with_clauses:
        return vectors
    rows = vectors.matrix
    return replace(vectors, matrix=rows[: len(sentences)], clauses=rows[len(sentences) :])


def encode(texts: Sequence[str], *, options: EmbedOptions, progress: Progress = silent) -> Vectors:
    """Give each text its vector: those seen before from the cache, the others from the model.

    Raises:
        ModelError: the model cannot be found, fetched or run.
        OutputError: the bundled model cannot be unpacked into the cache.
    """
    import numpy as np

    from reportgen.neural import cache

    model = model_in_use(options)
    shortened = [text[:_MAX_CHARACTERS] for text in texts]
    wanted = sorted(set(shortened))
    known = cache.load(model.fingerprint, wanted)
    new = [text for text in wanted if text not in known]
    if new:
        known |= _encode_new(model, new, known=len(known), progress=progress)
    progress("embed", done=len(wanted), total=len(wanted))
    rows = [known[text] for text in shortened]
    matrix = np.stack(rows) if rows else np.empty((0, 0), dtype=np.float32)
    matrix.flags.writeable = False
    return Vectors(model=model.name, precision=model.precision, matrix=matrix)


def inspect_model(options: EmbedOptions) -> ModelFacts:
    """Tell what would be used and what is there already, without loading or writing a model.

    Raises:
        ModelError: the model cannot be found.
    """
    from reportgen.neural import bundled, cache, machine, models

    choice = machine.choose_precision(options.precision)
    model = model_in_use(options)
    return ModelFacts(
        name=model.name,
        folder=model.folder,
        is_imported=model.source is None or bundled.is_intact(model.folder),
        precision=choice.precision,
        precision_reason=choice.reason,
        cache=cache.path(),
        cached_vectors=cache.count(model.fingerprint),
        cache_bytes=cache.size_bytes(),
        versions=models.versions(),
    )


def model_in_use(options: EmbedOptions) -> Model:
    """Return the model that these options name, and what tells its vectors from all others.

    Raises:
        ModelError: the model cannot be found.
    """
    from reportgen.embed import _model
    from reportgen.neural import machine

    precision = machine.choose_precision(options.precision).precision
    return _model.locate(options.model, BUNDLED, precision)


def _encode_new(
    model: Model, texts: list[str], *, known: int, progress: Progress
) -> dict[str, NDArray[np.float32]]:
    """Run the model on `texts`, saving vectors as they come."""
    from reportgen.embed import _transformer
    from reportgen.neural import cache

    total = known + len(texts)
    progress("embed", done=known, total=total, detail=f"loading {model.name}")
    found: dict[str, NDArray[np.float32]] = {}
    unsaved: dict[str, NDArray[np.float32]] = {}
    try:
        for rows, vectors in _transformer.encode(model, texts):
            unsaved |= {texts[row]: vector for row, vector in zip(rows, vectors, strict=True)}
            if len(unsaved) >= _SAVED_TOGETHER:
                cache.save(model.fingerprint, unsaved)
                found |= unsaved
                unsaved = {}
            progress("embed", done=known + len(found) + len(unsaved), total=total)
    finally:
        cache.save(model.fingerprint, unsaved)
    return found | unsaved
