"""The vectors of a project's sentences, so that a copied folder need not compute them anew.

Texts are not stored: a vector is found by its model and the SHA-256 of its text.  One that does
not match its checksum counts as absent.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

_KEYS_PER_QUERY = 500  # SQLite before 3.32 takes 999 variables
_CHECKSUM_BYTES = 8


class VectorShelf:
    """Vectors to be had, and those that were used, which `write` keeps with an edition."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._used: dict[tuple[bytes, bytes], bytes] = {}

    def load(self, model: bytes, texts: Sequence[str]) -> dict[str, Vector]:
        """Return the vectors there are of `texts`, each as it was computed."""
        import numpy as np

        keys = {_key(text): text for text in texts}
        found: dict[str, Vector] = {}
        for some in _chunks(list(keys)):
            marks = ",".join("?" * len(some))
            rows = self._base.execute(
                f"SELECT text, vector, checksum FROM vectors WHERE model = ? AND text IN ({marks})",  # noqa: S608 - only question marks are put in
                (model, *some),
            )
            for key, vector, checksum in rows:
                if checksum == _checksum(model, key, vector) and len(vector) % 4 == 0:
                    found[keys[key]] = np.frombuffer(vector, "<f4")
        return found

    def keep(self, model: bytes, vectors: Mapping[str, Vector]) -> None:
        """Note which vectors a build used, whoever computed them."""
        for text, vector in vectors.items():
            self._used[model, _key(text)] = vector.astype("<f4").tobytes()

    def write(self, edition: int) -> None:
        """Write those used as of `edition`; within a transaction of the caller's."""
        used = sorted(self._used.items())
        self._base.executemany(
            "INSERT INTO vectors VALUES (?1, ?2, ?3, ?4) ON CONFLICT (model, text) DO UPDATE"
            " SET vector = ?3, checksum = ?4 WHERE vector <> ?3 OR checksum <> ?4",
            ((*place, vector, _checksum(*place, vector)) for place, vector in used),
        )
        self._base.executemany(
            "INSERT INTO uses VALUES (?1, ?2, ?3) ON CONFLICT (model, text) DO UPDATE"
            " SET last_edition = ?3",
            ((*place, edition) for place, _ in used),
        )
        self._used = {}


def _chunks(keys: list[bytes]) -> Iterator[list[bytes]]:
    for first in range(0, len(keys), _KEYS_PER_QUERY):
        yield keys[first : first + _KEYS_PER_QUERY]


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _checksum(model: bytes, key: bytes, vector: bytes) -> bytes:
    return hashlib.blake2b(model + key + vector, digest_size=_CHECKSUM_BYTES).digest()
