"""What the judge changes of multilingual-e5-small, in 4 bits: written by bench/judge, read here.

``changes.safetensors`` holds, for each tensor ``N`` of the network but the word embeddings,

- ``N.nibbles`` (uint8, 16 a block) and ``N.scales`` (float16, one a block), for matrices: blocks of
  32 weights in row order; the low nibbles are the first 16 weights, the high ones the other 16; the
  change of a weight is (nibble - 8) * scale;
- or ``N`` itself (float16), for vectors and the head: the change where e5 has such a tensor, the
  value where it has not.

``judge.json`` beside it has the file's SHA-256, that of the packed e5 the changes belong to, the
temperature that calibrates, and the pooling.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Tensors = Mapping[str, NDArray[np.float32]]

HOME = Path(__file__).with_name("bundled")
HINT = "reinstall it: pip install --force-reinstall --no-deps reportgen"

_FILE = "changes.safetensors"
_FACTS = "judge.json"
_BLOCK = 32
_HALF = _BLOCK // 2
_STEPS = 8  # of either sign that four bits tell apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What stands beside the weights."""

    path: Path
    sha256: str
    made_for: str
    temperature: float


def facts(home: Path = HOME) -> Facts:
    """Return what is known of the weights in `home` without reading them.

    Raises:
        ModelError: the file or what belongs beside it is missing or damaged.
    """
    try:
        told = json.loads((home / _FACTS).read_bytes())
        known = Facts(
            path=home / _FILE,
            sha256=str(told["sha256"]),
            made_for=str(told["made_for"]),
            temperature=float(told["temperature"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the judge in {home} is missing or damaged", hint=HINT) from error
    if not known.path.is_file():
        raise ModelError(f"{known.path} is missing, and with it the judge", hint=HINT)
    return known


def read(known: Facts) -> dict[str, NDArray[np.float32]]:
    """Return the change of each tensor as float32, flat where it was in blocks.

    Raises:
        ModelError: the file is not the one that was packed.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        content = known.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != known.sha256:
            raise ModelError(f"{known.path} is damaged: its checksum is another", hint=HINT)
        stored = load(content)
        names = sorted({name.removesuffix(".nibbles").removesuffix(".scales") for name in stored})
        return {name: _unpacked(stored, name) for name in names}
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(f"{known.path} cannot be read: {error}", hint=HINT) from error


def write(changes: Tensors, home: Path, *, made_for: str, temperature: float) -> Facts:
    """Pack `changes` into `home`; the same changes give the same bytes."""
    from safetensors.numpy import save

    stored: dict[str, NDArray[np.uint8] | NDArray[np.float16]] = {}
    for name, change in sorted(changes.items()):
        if change.ndim > 1 and change.size % _BLOCK == 0 and change.size > _BLOCK * _BLOCK * 4:
            stored[f"{name}.nibbles"], stored[f"{name}.scales"] = _packed(change)
        else:
            stored[name] = change.astype(np.float16)
    content = save(stored)
    told = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "made_for": made_for,
        "temperature": round(temperature, 4),
    }
    home.mkdir(parents=True, exist_ok=True)
    (home / _FILE).write_bytes(content)
    (home / _FACTS).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return facts(home)


def _packed(change: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    blocks = change.reshape(-1, _BLOCK).astype(np.float32)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=1)[:, None], axis=1)
    best_scales, best_steps, least = _steps_of(blocks, largest * np.float32(-1 / _STEPS))
    # clipping the largest a little often serves the other 31 better
    for share in (0.9, 0.8, 0.7):
        scales, steps, error = _steps_of(blocks, largest * np.float32(-share / _STEPS))
        is_better = error < least
        best_scales = np.where(is_better, scales, best_scales)
        best_steps = np.where(is_better, steps, best_steps)
        least = np.where(is_better, error, least)
    codes = (best_steps + _STEPS).astype(np.uint8)
    nibbles = (codes[:, :_HALF] | codes[:, _HALF:] << 4).astype(np.uint8)
    return nibbles, best_scales.ravel()


def _steps_of(
    blocks: NDArray[np.float32], wanted: NDArray[np.float32]
) -> tuple[NDArray[np.float16], NDArray[np.float32], NDArray[np.float32]]:
    """Return the scales as they are stored, the steps nearest to the blocks, and what is lost."""
    stored = wanted.astype(np.float16)
    scales = stored.astype(np.float32)
    steps = np.clip(np.rint(blocks / np.where(scales == 0, 1, scales)), -_STEPS, _STEPS - 1)
    lost = ((steps * scales - blocks) ** 2).sum(axis=1, keepdims=True)
    return stored, steps, lost


def _unpacked(stored: Mapping[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    if name in stored:
        return stored[name].astype(np.float32)
    nibbles, scales = stored[f"{name}.nibbles"], stored[f"{name}.scales"]
    codes = nibbles.astype(np.uint8)
    both = np.concatenate((codes & 15, codes >> 4), axis=1).astype(np.float32) - _STEPS
    both *= scales.astype(np.float32)[:, None]
    return both.ravel()
