"""What nothing refers to any more, dropped."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reportgen.library import Dropped, open_library
from reportgen.project import _journal
from reportgen.project._folder import Project
from reportgen.project._lock import locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """What was dropped: of the library, and files that were set aside or removed before."""

    library: Dropped
    files: tuple[str, ...]
    bytes_freed: int


def gc(project: Project, *, keep: int | None = None, removed: bool = False) -> Cleared:
    """Drop what neither an edition nor an article that is there refers to.

    Those are vectors of models no longer in use and what killed processes left behind; with
    `keep` all editions but the last `keep`, and what only they referred to; with `removed` the
    articles that were taken out, and libraries that were set aside, too.

    Raises:
        OutputError: the project cannot be written.
    """
    with locked(project):
        _journal.finish(project)
        with open_library(project.library) as library:
            dropped = library.clear(keep=keep)
        files: list[str] = []
        freed = dropped.bytes_freed
        if removed:
            doomed = [project.removed, *sorted(project.hidden.glob("*.broken-*"))]
            for path in doomed:
                freed += _size(path)
                files += [path.relative_to(project.folder).as_posix()] if path.exists() else []
                with suppress(FileNotFoundError, NotADirectoryError):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
    return Cleared(library=dropped, files=tuple(files), bytes_freed=freed)


def _size(path: Path) -> int:
    if not path.is_dir():
        return path.stat().st_size if path.exists() else 0
    return sum(one.lstat().st_size for one in path.rglob("*") if not one.is_dir())
