"""Vectors by (model, SHA-256 of the text), kept in one SQLite file of the user's cache.

Texts are never stored.  A row that does not match its checksum counts as absent, a file that is
no such database is set aside and begun anew, and where nothing can be written nothing is cached:
a cache may cost time, never a build.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

import numpy as np

from reportgen import store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

log = logging.getLogger(__name__)

_APPLICATION_ID = 0x52475645  # "RGVE"
_LAYOUT_VERSION = 1
_BUSY_TIMEOUT_S = 10.0
_KEYS_PER_QUERY = 500  # SQLite before 3.32 takes 999 variables
_CHECKSUM_BYTES = 8
# what SQLite says when the file is no database, is damaged, or is laid out otherwise
_UNUSABLE = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR}
_CREATE = """
CREATE TABLE IF NOT EXISTS vectors (
    model BLOB NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL, checksum BLOB NOT NULL,
    PRIMARY KEY (model, text)
) WITHOUT ROWID
"""


class Shelf(Protocol):
    """Another place for vectors, beside the user's cache; it travels with somebody's work."""

    def load(self, model: bytes, texts: Sequence[str]) -> Mapping[str, Vector]:
        """Return the vectors it has of `texts`, each as it was computed."""

    def keep(self, model: bytes, vectors: Mapping[str, Vector]) -> None:
        """Take note of vectors that were computed or looked up."""


_shelf: ContextVar[Shelf | None] = ContextVar("_shelf", default=None)


@contextmanager
def beside(shelf: Shelf) -> Iterator[None]:
    """Look on `shelf`, too, for as long as the block lasts, and tell it of all vectors used."""
    token = _shelf.set(shelf)
    try:
        yield
    finally:
        _shelf.reset(token)


def path() -> Path:
    """Return where the vectors rest."""
    return store.cache_dir() / "vectors.sqlite3"


def load(model: bytes, texts: Sequence[str]) -> dict[str, Vector]:
    """Return the vectors known of `texts`: float32, each as it was saved, or not at all."""
    found = _cached(model, texts)
    if shelf := _shelf.get():
        found |= shelf.load(model, [text for text in texts if text not in found])
        shelf.keep(model, found)
    return found


def save(model: bytes, vectors: Mapping[str, Vector]) -> None:
    """Keep `vectors`, all or none."""
    if shelf := _shelf.get():
        shelf.keep(model, vectors)
    rows = []
    for text, vector in vectors.items():
        key, content = _key(text), vector.astype("<f4").tobytes()
        rows.append((model, key, content, _checksum(model, key, content)))

    def insert(base: sqlite3.Connection) -> None:
        with base:
            base.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)

    if rows:
        _use(insert)


def _cached(model: bytes, texts: Sequence[str]) -> dict[str, Vector]:
    keys = {_key(text): text for text in texts}
    found: dict[str, Vector] = {}

    def query(base: sqlite3.Connection) -> None:
        for some in _chunks(list(keys)):
            marks = ",".join("?" * len(some))
            rows = base.execute(
                f"SELECT text, vector, checksum FROM vectors WHERE model = ? AND text IN ({marks})",  # noqa: S608 - only question marks are put in
                (model, *some),
            )
            for key, vector, checksum in rows:
                if _is_sound(model, key, vector, checksum):
                    found[keys[key]] = np.frombuffer(vector, "<f4")

    if path().exists():
        _use(query)
    return found


def count(model: bytes) -> int:
    """Return how many vectors of `model` are kept."""
    counts = [0]

    def query(base: sqlite3.Connection) -> None:
        row = base.execute("SELECT count(*) FROM vectors WHERE model = ?", (model,)).fetchone()
        counts.append(int(row[0]))

    if path().exists():
        _use(query)
    return counts[-1]


def size_bytes() -> int:
    """Return the bytes that the vectors of all models take."""
    home = path()
    return sum(file.stat().st_size for file in _files(home) if file.exists())


def _use(work: Callable[[sqlite3.Connection], None]) -> None:
    """Do `work` on the database; begin it anew once if it is unusable; else do without."""
    try:
        try:
            _attempt(work)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _UNUSABLE:
                raise
            log.warning("the vector cache %s is unusable (%s): begun anew", path(), error)
            _set_aside()
            _attempt(work)
    except (sqlite3.Error, OSError) as error:
        log.warning("vectors are not cached in %s: %s", path(), error)


def _attempt(work: Callable[[sqlite3.Connection], None]) -> None:
    with _opened() as base:
        work(base)


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    home = path()
    home.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(home, timeout=_BUSY_TIMEOUT_S)) as base:
        (application,) = base.execute("PRAGMA application_id").fetchone()
        (layout,) = base.execute("PRAGMA user_version").fetchone()
        if (application, layout) != (_APPLICATION_ID, _LAYOUT_VERSION):
            _lay_out(base)
        base.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost rows, never the file
        yield base


def _lay_out(base: sqlite3.Connection) -> None:
    """Make an empty database ours; refuse somebody else's."""
    from filelock import FileLock

    # SQLite does not wait for its turn to change the journal: two first runs would collide
    with FileLock(path().with_name(f".{path().name}.layout.lock")):
        base.execute("PRAGMA journal_mode = WAL")
        with base:
            base.execute("BEGIN IMMEDIATE")
            (application,) = base.execute("PRAGMA application_id").fetchone()
            (layout,) = base.execute("PRAGMA user_version").fetchone()
            (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables and application != _APPLICATION_ID:
                raise _foreign()
            if layout != _LAYOUT_VERSION:
                base.execute("DROP TABLE IF EXISTS vectors")
            base.execute(_CREATE)
            base.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            base.execute(f"PRAGMA user_version = {_LAYOUT_VERSION}")


def _foreign() -> sqlite3.Error:
    error = sqlite3.DatabaseError("it holds another program's tables")
    error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
    return error


def _set_aside() -> None:
    """Move the unusable file out of the way; where another process did so already, do nothing."""
    from filelock import FileLock

    home = path()
    with FileLock(home.with_name(f".{home.name}.lock")):
        try:
            _attempt(lambda base: base.execute("SELECT checksum FROM vectors LIMIT 1").close())
        except sqlite3.Error:
            home.replace(home.with_name(f"{home.name}.unusable"))
            for beside in _files(home)[1:]:
                beside.unlink(missing_ok=True)


def _files(home: Path) -> tuple[Path, ...]:
    return (home, *(home.with_name(home.name + suffix) for suffix in ("-wal", "-shm")))


def _chunks(keys: list[bytes]) -> Iterator[list[bytes]]:
    for first in range(0, len(keys), _KEYS_PER_QUERY):
        yield keys[first : first + _KEYS_PER_QUERY]


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _checksum(model: bytes, key: bytes, vector: bytes) -> bytes:
    return hashlib.blake2b(model + key + vector, digest_size=_CHECKSUM_BYTES).digest()


def _is_sound(model: bytes, key: object, vector: object, checksum: object) -> bool:
    return (
        isinstance(key, bytes)
        and isinstance(vector, bytes)
        and len(vector) % 4 == 0
        and checksum == _checksum(model, key, vector)
    )
