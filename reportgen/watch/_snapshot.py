"""What of a project's folder a briefing depends on, at a glance: names, sizes and times.

Comparing two looks tells that something changed, whatever the system said or forgot to say of it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from reportgen.config import FILE_NAME
from reportgen.ingest import is_passing

ARTICLES = "articles"

Snapshot = frozenset[tuple[str, int, int, int]]


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
        here = Path(folder)
        links = (name for name in subfolders if (here / name).is_symlink())
        some = [name for name in (*names, *links) if not is_passing(name)]
        yield from _seen(root, [str(here.relative_to(root) / name) for name in some])


def _seen(root: Path, names: list[str]) -> Iterator[tuple[str, int, int, int]]:
    for name in names:
        for status_of in (os.lstat, os.stat):  # of a link and of what it leads to
            try:
                status = status_of(root / name)
            except OSError:  # gone since, or a link to nothing
                break
            # the time the entry changed tells of a file moved over another of its size
            yield name, status.st_size, status.st_mtime_ns, status.st_ctime_ns
