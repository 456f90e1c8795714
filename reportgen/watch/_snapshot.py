"""What of a project's folder a briefing depends on, at a glance: names, sizes and times.

Comparing two looks tells that something changed, whatever the system said or forgot to say of it.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from reportgen.config import FILE_NAME

ARTICLES = "articles"

# What editors, browsers and copying programs write beside a file until it is whole: Emacs, vi,
# LibreOffice and Word, GTK, browsers' downloads, rsync and cloud folders.
_PASSING = re.compile(
    r"(?i)\..*|.*~|#.*#|~\$.*|4913|.*\.(?:sw[a-z]|tmp|temp|part|partial|crdownload|download|opdownload"
    r"|bak|lock|filepart|!ut|aria2)"
)

Snapshot = frozenset[tuple[str, int, int, int]]


def is_passing(name: str) -> bool:
    """Say whether a file or folder of this name is one that a program puts down for a while."""
    return _PASSING.fullmatch(name) is not None


def concerns(root: Path, path: str) -> bool:
    """Say whether what happened at `path` may change what `look` sees."""
    parts = Path(os.path.relpath(path, root)).parts
    if not parts or parts[0] == "..":
        return True  # the project's folder itself
    if parts[0] != ARTICLES:
        return parts == (FILE_NAME,)
    return not any(map(is_passing, parts[1:]))


def look(root: Path) -> Snapshot | None:
    """Return what the briefing of the project depends on; None where its articles are not there."""
    if not os.path.isdir(root / ARTICLES):  # noqa: PTH112 - Path.is_dir() raises where it may not look
        return None
    return frozenset((*_seen(root, [FILE_NAME]), *_below(root)))


def _below(root: Path) -> Iterator[tuple[str, int, int, int]]:
    for folder, subfolders, names in os.walk(root / ARTICLES):
        subfolders[:] = [name for name in subfolders if not is_passing(name)]
        here = os.path.relpath(folder, root)
        yield from _seen(root, [os.path.join(here, n) for n in names if not is_passing(n)])  # noqa: PTH118


def _seen(root: Path, names: list[str]) -> Iterator[tuple[str, int, int, int]]:
    for name in names:
        try:
            status = os.stat(os.path.join(root, name))  # noqa: PTH116, PTH118 - thousands at a time
        except OSError:  # gone since, or a link to nothing
            continue
        # the time of the last change of the entry tells of a file moved over another of its size
        yield name, status.st_size, status.st_mtime_ns, status.st_ctime_ns
