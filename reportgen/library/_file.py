"""The file itself: opened, checked, brought to the layout of today, or set aside."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportgen.errors import OutputError
from reportgen.library._schema import APPLICATION_ID, STEPS

log = logging.getLogger(__name__)

_BUSY_TIMEOUT_S = 30.0
# the file is no database, or a damaged one; all else (full disk, no permission) is not its fault
_UNUSABLE = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def opened(path: Path) -> sqlite3.Connection:
    """Return the library at `path`, made where there is none, ready to be written.

    Raises:
        sqlite3.DatabaseError: it is unusable (see `is_unusable`), or cannot be opened.
        OutputError: it was laid out by a later version of the program.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
    try:
        _check_ours(base, path)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = FULL")
        base.execute("PRAGMA foreign_keys = ON")
        _migrate(base)
    except BaseException:
        base.close()
        raise
    return base


def opened_to_read(path: Path) -> sqlite3.Connection:
    """Return the library at `path` as it is, even in a folder that cannot be written.

    Raises:
        sqlite3.DatabaseError: it is unusable, or cannot be opened.
        OutputError: it was laid out by a later version, or waits to be brought up to this one.
    """
    try:
        return _checked(path, "mode=ro")
    except sqlite3.OperationalError:
        # WAL wants to write beside the file even to read it; where it may not, the file is enough
        return _checked(path, "immutable=1")


def _checked(path: Path, how: str) -> sqlite3.Connection:
    """Return the library opened in some way, sound and of the layout of today."""
    address = f"{path.resolve().as_uri()}?{how}"
    base = sqlite3.connect(address, uri=True, timeout=_BUSY_TIMEOUT_S)
    try:
        layout = _check_ours(base, path)
    except BaseException:
        base.close()
        raise
    if layout < len(STEPS):
        base.close()
        raise OutputError(
            f"{path} was written by an earlier version and waits to be brought up to this one",
            hint="run reportgen build in its project, in a folder that can be written",
        )
    return base


@contextmanager
def transaction(base: sqlite3.Connection) -> Iterator[None]:
    """Make what is done inside happen as one, or not at all."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
        base.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk has rolled back already
            base.execute("ROLLBACK")
        raise


def is_unusable(error: sqlite3.Error) -> bool:
    """Say whether the file is to blame, rather than the disk or a permission."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _UNUSABLE


def set_aside(path: Path) -> Path:
    """Give an unusable library another name, ``.broken-N``, and return it."""
    number = 1
    while (aside := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    # the journal goes first: a new library must never find the old one's
    for suffix in ("-wal", "-shm", ""):
        beside = path.with_name(path.name + suffix)
        with suppress(FileNotFoundError):
            beside.rename(aside.with_name(aside.name + suffix))
    return aside


def _check_ours(base: sqlite3.Connection, path: Path) -> int:
    """Return the layout's number of a sound library (0: of an empty file); raise for others."""
    (application,) = base.execute("PRAGMA application_id").fetchone()
    (layout,) = base.execute("PRAGMA user_version").fetchone()
    (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != APPLICATION_ID:
        raise _unusable("it holds another program's tables")
    if layout > len(STEPS):
        raise OutputError(
            f"{path} was written by a later version of reportgen",
            hint="install that version or a newer one; nothing was changed",
        )
    (verdict,) = base.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise _unusable(f"it is damaged: {verdict}".splitlines()[0])
    return int(layout)


def _migrate(base: sqlite3.Connection) -> None:
    (layout,) = base.execute("PRAGMA user_version").fetchone()
    for number in range(layout + 1, len(STEPS) + 1):
        with transaction(base):
            # another process may have been faster
            if base.execute("PRAGMA user_version").fetchone()[0] >= number:
                continue
            for statement in STEPS[number - 1]:
                base.execute(statement)
            base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            base.execute(f"PRAGMA user_version = {number}")


def _unusable(why: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(why)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
