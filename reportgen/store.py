"""Where bytes rest: files written whole or not at all, and the user's cache folder."""

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import platformdirs

from reportgen.errors import OutputError

CACHE_ENV = "REPORTGEN_CACHE_DIR"


def cache_dir() -> Path:
    """Return the user's cache folder: ``$REPORTGEN_CACHE_DIR`` or the platform's own."""
    chosen = os.environ.get(CACHE_ENV)
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("reportgen"))


def write_all(files: Sequence[tuple[Path, bytes]]) -> tuple[Path, ...]:
    """Write every file or change none that a full disk, a signal or a crash could cut short.

    All contents are first written and synced beside their targets, then renamed over them one
    after the other; until the last byte of the last file is safe, the old files stand.

    Raises:
        OutputError: a folder or file cannot be written; nothing was replaced.
    """
    staged: list[tuple[str, Path]] = []
    try:
        for path, content in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            staged.append((name, path))
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            _as_umask_says(name)
        for name, path in staged:
            os.replace(name, path)  # noqa: PTH105 - the atomic one, by its own name
    except OSError as error:
        where = error.filename2 or error.filename or (files[0][0] if files else "")
        mend = "mend its permissions" if isinstance(error, PermissionError) else "free some space"
        raise OutputError(
            f"cannot write {where}: {error.strerror or error}",
            hint=f"{mend} or choose another folder; the old report is untouched",
        ) from error
    finally:
        for name, _ in staged:
            with suppress(OSError):
                os.unlink(name)  # noqa: PTH108 - gone already where the rename went through
    return tuple(path for path, _ in files)


def _as_umask_says(name: str) -> None:
    """Give a temporary file (born 0600) the permissions an ordinary new file would have."""
    umask = os.umask(0)
    os.umask(umask)
    os.chmod(name, 0o666 & ~umask)  # noqa: PTH101
