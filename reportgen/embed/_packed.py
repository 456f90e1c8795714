"""texts → rows of the bundled model, many texts in one line of tokens, with nothing filled up.

A text's vector must not depend on the texts it happens to be encoded with: matrix products round
differently for matrices of other shapes.  So the tokens of several texts are laid end to end in
lines of one length, and every product has that one shape; what joins the tokens of a text, its
attention and its mean, is computed for each text by itself and has the text's own length.  Each
line is one core's work from end to end: cores that share every product wait for one another.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import torch
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

_LINE_TOKENS = 512
_ATTENTION = "reportgen_packed"

Batch = tuple[tuple[int, ...], "NDArray[np.float32]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Texts that are encoded together: which rows, and where each one's tokens end."""

    rows: tuple[int, ...]
    ends: tuple[int, ...]


def prepare(runner: SentenceTransformer) -> None:
    """Have the model's attention join only tokens of one text."""
    from transformers import AttentionInterface
    from transformers.masking_utils import AttentionMaskInterface

    AttentionInterface.register(_ATTENTION, _attention)
    AttentionMaskInterface.register(_ATTENTION, _no_mask)
    runner[0].auto_model.set_attn_implementation(_ATTENTION)


def encode(runner: SentenceTransformer, texts: Sequence[str]) -> Iterator[Batch]:
    """Yield rows for all of `texts`, some at a time: which ones they are, and their vectors."""
    import torch

    prompt = runner.prompts.get(runner.default_prompt_name or "", "")
    ids = runner.tokenizer(
        [prompt + text for text in texts], truncation=True, max_length=runner.max_seq_length
    )["input_ids"]
    lines = [*_lines([len(tokens) for tokens in ids])]
    cores = torch.get_num_threads()
    pool = ThreadPoolExecutor(cores, initializer=torch.set_num_threads, initargs=(1,))
    try:
        vectors = pool.map(lambda line: _run(runner, line, [ids[row] for row in line.rows]), lines)
        yield from zip((line.rows for line in lines), vectors, strict=True)
    finally:
        pool.shutdown(cancel_futures=True)  # an interrupted run waits for no more than a line
        torch.set_num_threads(cores)


def _lines(lengths: Sequence[int]) -> Iterator[_Line]:
    """Yield the texts in lines: the longest that are left, and the shortest where these end."""
    waiting = deque(sorted(range(len(lengths)), key=lambda row: (-lengths[row], row)))
    while waiting:
        rows: list[int] = []
        ends: list[int] = []
        for take, at in ((waiting.popleft, 0), (waiting.pop, -1)):
            while waiting and lengths[waiting[at]] <= _LINE_TOKENS - (ends[-1] if ends else 0):
                row = take()
                rows.append(row)
                ends.append(lengths[row] + (ends[-1] if ends else 0))
        yield _Line(rows=tuple(rows), ends=tuple(ends))


def _run(
    runner: SentenceTransformer, line: _Line, ids: Sequence[Sequence[int]]
) -> NDArray[np.float32]:
    import torch

    filler = _LINE_TOKENS - line.ends[-1]
    tokens = [token for text in ids for token in text] + [runner.tokenizer.pad_token_id] * filler
    places = [place for text in ids for place in range(len(text))] + [0] * filler
    vectors = []
    with torch.inference_mode():
        states = runner[0].auto_model(
            input_ids=torch.tensor([tokens]),
            position_ids=torch.tensor([places]),
            cu_seq_lens_q=line.ends,
        )["last_hidden_state"]
        for begin, end in zip((0, *line.ends), line.ends, strict=False):
            features: dict[str, Any] = {
                "token_embeddings": states[:, begin:end],
                "attention_mask": torch.ones((1, end - begin), dtype=torch.long),
            }
            for module in list(runner)[1:]:  # the mean, and whatever else makes a vector of it
                features = module(features)
            vectors.append(features["sentence_embedding"][0].float().numpy())
    return np.stack(vectors)


def _attention(
    _module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    _mask: None,
    scaling: float | None = None,
    *,
    cu_seq_lens_q: Sequence[int],
    **_others: object,
) -> tuple[torch.Tensor, None]:
    """Return what each token sees of its own text; a filler sees nothing, and nobody sees it.

    Texts of one length are asked about together; each still goes its own way.
    """
    import torch

    by_token = [part.transpose(1, 2)[0] for part in (query, key, value)]
    seen = torch.zeros_like(by_token[0])
    begin = 0
    for length, texts in groupby(_lengths(cu_seq_lens_q)):
        end = begin + length * len(list(texts))
        here = slice(begin, end)
        of_texts = [part[here].unflatten(0, (-1, length)).transpose(1, 2) for part in by_token]
        found = torch.nn.functional.scaled_dot_product_attention(*of_texts, scale=scaling)
        seen[here] = found.transpose(1, 2).flatten(0, 1)
        begin = end
    return seen[None], None


def _lengths(ends: Sequence[int]) -> list[int]:
    return [end - begin for begin, end in zip((0, *ends), ends, strict=False)]


def _no_mask(*_arguments: object, **_options: object) -> None:
    """Return no mask: texts are told apart by where they end."""
