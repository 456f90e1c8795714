"""The library as the rest of the program meets it."""

import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.errors import OutputError
from reportgen.library import _editions, _file
from reportgen.library._editions import Edition, Output
from reportgen.library._vectors import VectorShelf

log = logging.getLogger(__name__)

# sentences go with their articles; vectors of another model or library than the last edition's
# cannot be used again
_CLEARING = (
    "DELETE FROM editions WHERE number < :oldest",
    "DELETE FROM articles WHERE last_edition < :oldest",
    """
    DELETE FROM uses WHERE last_edition < :oldest OR model NOT IN (
        SELECT model FROM uses WHERE last_edition = (SELECT max(last_edition) FROM uses)
    )
    """,
    "DELETE FROM vectors WHERE (model, text) NOT IN (SELECT model, text FROM uses)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """What a clearing dropped of the library, and the bytes its file became smaller by."""

    editions: int
    articles: int
    vectors: int
    bytes_freed: int


class Library:
    """An open library; `open_library` gives one for the length of a block."""

    def __init__(self, path: Path, base: sqlite3.Connection) -> None:
        self._path = path
        self._base = base
        self.vectors = VectorShelf(base)

    def editions(self) -> tuple[Edition, ...]:
        """Return all editions, oldest first."""
        return _editions.editions(self._base)

    def last(self) -> Edition | None:
        """Return the latest edition."""
        return next(reversed(self.editions()), None)

    def briefing(self, number: int) -> dict[str, Any] | None:
        """Return briefing.json of an edition, or None where there is none of that number."""
        return _editions.briefing(self._base, number)

    def add(
        self, edition: Edition, claims: Mapping[str, Any], outputs: Sequence[Output] = ()
    ) -> None:
        """Write an edition with its articles, sentences, vectors and files: all, or nothing."""
        with _file.transaction(self._base):
            _editions.write(self._base, edition, claims)
            self.vectors.write(edition.number)
            self._note(outputs)

    def outputs(self) -> tuple[Output, ...]:
        """Return the report's files as they were last written."""
        rows = self._base.execute("SELECT name, edition, form, sha256 FROM outputs ORDER BY name")
        return tuple(Output(name=n, edition=e, form=f, sha256=s) for n, e, f, s in rows)

    def renew(self, edition: Edition, outputs: Sequence[Output]) -> None:
        """Note that files and settings of `edition.inputs` gave it again, and the files written."""
        with _file.transaction(self._base):
            self._base.execute(
                "UPDATE editions SET inputs = ? WHERE number = ?", (edition.inputs, edition.number)
            )
            self._note(outputs)

    def clear(self, *, keep: int | None = None) -> Dropped:
        """Drop what no edition refers to, and all but the last `keep` editions where asked to."""
        before = self._path.stat().st_size
        numbers = [edition.number for edition in self.editions()]
        kept = numbers if keep is None else numbers[-keep:]
        oldest = kept[0] if kept else 0
        with _file.transaction(self._base):
            dropped = [
                self._base.execute(statement, {"oldest": oldest}).rowcount
                for statement in _CLEARING
            ]
        self._base.execute("VACUUM")
        self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        editions, articles, _, vectors = dropped
        freed = max(before - self._path.stat().st_size, 0)
        return Dropped(editions=editions, articles=articles, vectors=vectors, bytes_freed=freed)

    def _note(self, outputs: Sequence[Output]) -> None:
        self._base.executemany(
            "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?)",
            ((one.name, one.edition, one.form, one.sha256) for one in outputs),
        )


@contextmanager
def open_library(path: Path, *, to_write: bool = True) -> Iterator[Library]:
    """Give the library at `path`; where it is written and there is none, a new one is begun.

    One that is no library or is damaged is set aside as ``.broken-N`` with a warning, and the
    editions that can be read in it go into the new one; who only reads is told instead.

    Raises:
        OutputError: it cannot be opened, read or written.
    """
    try:
        base = _opened(path, to_write=to_write)
    except (sqlite3.Error, OSError) as error:
        raise _translated(error, path) from error
    with closing(base):
        try:
            yield Library(path, base)
        except sqlite3.Error as error:
            raise _translated(error, path) from error


def _opened(path: Path, *, to_write: bool) -> sqlite3.Connection:
    if not to_write:
        return _file.opened_to_read(path)
    try:
        return _file.opened(path)
    except sqlite3.Error as error:
        if not _file.is_unusable(error):
            raise
        aside = _file.set_aside(path)
        base = _file.opened(path)
        saved = _salvage(aside, base)
        log.warning(
            "the library could not be used (%s); it was set aside as %s and a new one begun"
            " with %d editions out of it",
            error,
            aside.name,
            saved,
        )
        return base


def _salvage(aside: Path, base: sqlite3.Connection) -> int:
    """Copy every edition that can still be read; return how many."""
    count = 0
    try:
        address = f"{aside.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as broken, _file.transaction(base):
            for edition, claims in _editions.salvaged(broken):
                _editions.write(base, edition, claims)
                count += 1
    except (sqlite3.DatabaseError, KeyError, TypeError):  # nothing of it makes sense
        return 0
    return count


def _translated(error: sqlite3.Error | OSError, path: Path) -> OutputError:
    if isinstance(error, sqlite3.Error) and _file.is_unusable(error):
        return OutputError(
            f"the library {path} is damaged: {error}",
            hint="reportgen build sets it aside and begins a new one",
        )
    why = error.strerror if isinstance(error, OSError) else str(error)
    return OutputError(
        f"the library {path} cannot be used: {why}",
        hint="free some space or mend the permissions of the project folder; nothing was lost",
    )
