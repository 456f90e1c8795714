"""Changes of several files that happen as one, even to a process killed in the middle.

All bytes are first written and synced into a staging folder, then the renames are written down,
then they are done.  What was written down and not done is done by the next who holds the lock.
"""

import errno
import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from reportgen.errors import OutputError
from reportgen.project._folder import Project
from reportgen.store import write_all

_STAGING, _JOURNAL = "staging", "pending.json"


class Change:
    """Files to be put or moved, all or none; `changing` gives one and carries it out."""

    def __init__(self, project: Project) -> None:
        self._folder = project.folder
        self._staging = project.hidden / _STAGING
        self.moves: list[tuple[str, str, bool]] = []

    def put(self, content: bytes, target: Path, *, over: bool = False) -> None:
        """Write a file; `over` says whether it may replace another."""
        self._staging.mkdir(parents=True, exist_ok=True)
        staged = self._staging / str(len(self.moves))
        with staged.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        self.move(staged, target, over=over)

    def move(self, source: Path, target: Path, *, over: bool = False) -> None:
        """Move a file of the project to another place in it."""
        places = (str(path.relative_to(self._folder)) for path in (source, target))
        self.moves.append((*places, over))  # type: ignore[arg-type]


@contextmanager
def changing(project: Project) -> Iterator[Change]:
    """Give a change to fill, and carry it out at the end of the block; the caller holds the lock.

    Raises:
        OutputError: something cannot be written; then nothing was changed, or (where a disk fails
            between two renames) the rest is done by the next command.
    """
    finish(project)
    change = Change(project)
    try:
        yield change
        if change.moves:
            journal = json.dumps(change.moves).encode("ascii")
            write_all([(project.hidden / _JOURNAL, journal)])
            _carry_out(project)
    except OSError as error:
        raise OutputError(
            f"cannot write {error.filename2 or error.filename or project.folder}: "
            f"{error.strerror or error}",
            hint="free some space or mend the permissions; no article was lost",
        ) from error
    finally:
        if not _is_pending(project):
            shutil.rmtree(project.hidden / _STAGING, ignore_errors=True)


def finish(project: Project) -> None:
    """Do what a killed process had written down and not done; the caller holds the lock."""
    try:
        if _is_pending(project):
            _carry_out(project)
    except OSError as error:
        raise OutputError(
            f"a change begun earlier cannot be finished: {error.filename}: {error.strerror}",
            hint="mend the permissions of the project's folders and try again",
        ) from error
    shutil.rmtree(project.hidden / _STAGING, ignore_errors=True)


def free(target: Path, taken: Collection[Path] = ()) -> Path:
    """Return `target`, or with a number before its suffix where that name is in use."""
    if not os.path.lexists(target) and target not in taken:
        return target
    names = (target.with_name(f"{target.stem}-{n}{target.suffix}") for n in count(2))
    return next(name for name in names if not os.path.lexists(name) and name not in taken)


def _is_pending(project: Project) -> bool:
    return (project.hidden / _JOURNAL).is_file()


def _carry_out(project: Project) -> None:
    journal = project.hidden / _JOURNAL
    moves = json.loads(journal.read_text(encoding="ascii"))
    is_begun = not all(os.path.lexists(project.folder / source) for source, _, _ in moves)
    try:
        for source, target, over in moves:
            is_begun |= _moved(project.folder / source, project.folder / target, over=over)
    except OSError:
        if not is_begun:  # nothing was changed, so nothing is pending
            journal.unlink()
        raise
    journal.unlink()


def _moved(source: Path, target: Path, *, over: bool) -> bool:
    """Rename a file, unless an earlier attempt did; whoever came in between keeps his name."""
    if not os.path.lexists(source):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target = target if over else free(target)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:  # one of the folders is another disk's
            raise
        copy = target.with_name(f".{target.name[:200]}.moved")
        shutil.copy2(source, copy, follow_symlinks=False)
        copy.replace(target)
        source.unlink()
    return True
