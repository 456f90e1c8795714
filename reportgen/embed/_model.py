"""The model that was asked for: where it is, and what tells it from every other one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.neural import bundled
from reportgen.neural.models import folder_digest, folder_of, versions

if TYPE_CHECKING:
    from reportgen.neural.machine import Precision

_ENCODING = 2  # raise it whenever the same text comes to get another vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model that can be run.

    `source` is set for the bundled one, whose `folder` may not be there yet.  `fingerprint`
    differs whenever the vectors could: other weights, precision, libraries.
    """

    name: str
    folder: Path
    source: bundled.Source | None
    precision: Precision
    fingerprint: bytes


def locate(name: str, bundled_name: str, precision: Precision) -> Model:
    """Return the model called `name`: the bundled one, a folder's, or the hub's.

    Only a hub model that is not on this machine yet makes it use the network.

    Raises:
        ModelError: there is no such model, or it cannot be fetched.
    """
    if name == bundled_name:
        source = bundled.find()
        return Model(
            name=bundled.NAME,
            folder=bundled.folder(source, precision),
            source=source,
            precision=precision,
            fingerprint=_fingerprint(source.sha256, precision),
        )
    folder, shown = folder_of(
        name,
        owner="sentence-transformers",
        flag="--model",
        missing="model folder",
        writer="SentenceTransformer",
    )
    return Model(
        name=shown,
        folder=folder,
        source=None,
        precision=precision,
        fingerprint=_fingerprint(folder_digest(folder), precision),
    )


def _fingerprint(weights: str, precision: Precision) -> bytes:
    parts = {
        "weights": weights,
        "precision": precision,
        "encoding": _ENCODING,
        "libraries": versions(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).digest()
