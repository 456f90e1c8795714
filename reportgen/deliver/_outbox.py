"""What is to be sent, what was, and what became of it: SQLite in the user's state folder.

A mail is written down before anybody hears of it and ticked off after the server's 250.  A row
goes through these states, each change one transaction, synced to disk:

    queued → handing over → sent
                          → queued again (refused for now; may have arrived if the reply was lost)
                          → failed       (refused for good)

What a dead process left in "handing over" may have arrived: the one window in which a mail can
be sent twice.  It goes back to "queued" with the same Message-ID and counts as `uncertain`.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from reportgen.errors import OutputError

STATE_ENV = "REPORTGEN_STATE_DIR"

State = Literal["queued", "handing over", "sent", "failed"]

_SCHEMA = """
PRAGMA secure_delete = ON;
PRAGMA auto_vacuum = FULL;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS content (
    digest TEXT PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY,
    edition TEXT NOT NULL,
    recipient TEXT NOT NULL,
    number INTEGER NOT NULL,
    address TEXT NOT NULL,
    profile TEXT NOT NULL,
    sender TEXT NOT NULL,
    message_id TEXT NOT NULL,
    needs_utf8 INTEGER NOT NULL,
    headers BLOB,
    content TEXT,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    uncertain INTEGER NOT NULL DEFAULT 0,
    queued_at REAL NOT NULL,
    due_at REAL NOT NULL,
    done_at REAL,
    words TEXT NOT NULL DEFAULT '',
    UNIQUE (edition, recipient, number)
);
CREATE INDEX IF NOT EXISTS used ON delivery (content);
"""
_NO_ORPHANS = (
    "DELETE FROM content WHERE NOT EXISTS"
    " (SELECT 1 FROM delivery WHERE delivery.content = content.digest)"
)
_FINISH = (
    "UPDATE delivery SET attempts = attempts + (state = 'queued'), state = :state,"
    " words = :words, done_at = :at, headers = NULL,"
    " content = NULL WHERE id IN (SELECT value FROM json_each(:ids))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mail to one recipient, not yet written down."""

    edition: str
    recipient: str
    address: str
    number: int
    profile: str
    sender: str
    message_id: str
    needs_utf8: bool
    headers: bytes
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A mail to one recipient, and what has become of it."""

    id: int
    edition: str
    address: str
    number: int
    profile: str
    sender: str
    message_id: str
    needs_utf8: bool
    state: State
    attempts: int
    uncertain: int
    queued_at: float
    due_at: float
    done_at: float | None
    words: str


def state_dir() -> Path:
    """Return the user's state folder: ``$REPORTGEN_STATE_DIR`` or the platform's own."""
    chosen = os.environ.get(STATE_ENV)
    return Path(chosen) if chosen else Path(platformdirs.user_state_dir("reportgen"))


class Outbox:
    """The book of mails.  Several processes may read and queue; one at a time delivers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "outbox.sqlite3"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # born private; SQLite gives its journals the same permissions
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            self._db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise self._cannot_use(error) from error

    def close(self) -> None:
        """Let go of the file; the last one to do so leaves no journal behind."""
        self._db.close()

    def numbers_of(self, edition: str) -> dict[str, Delivery]:
        """Return the latest delivery of an edition to each recipient, by mailbox key."""
        rows = self._all(
            "SELECT * FROM delivery WHERE edition = :edition ORDER BY number", edition=edition
        )
        return {row["recipient"]: _delivery(row) for row in rows}

    def queue(self, drafts: Sequence[Draft], bodies: Iterable[tuple[str, bytes]], at: float) -> int:
        """Write all the drafts down, or none; return how many were not there already."""
        with self._transaction() as db:
            before = db.total_changes
            for draft in drafts:
                db.execute(
                    "INSERT OR IGNORE INTO delivery (edition, recipient, number, address, profile,"
                    " sender, message_id, needs_utf8, headers, content, state, queued_at, due_at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)",
                    [
                        draft.edition, draft.recipient, draft.number, draft.address,
                        draft.profile, draft.sender, draft.message_id, draft.needs_utf8,
                        draft.headers, draft.content, at, at,
                    ],
                )  # fmt: skip
            added = db.total_changes - before
            if added:
                db.executemany("INSERT OR IGNORE INTO content VALUES (?, ?)", bodies)
                db.execute(_NO_ORPHANS)
        return added

    def recover(self) -> int:
        """Take back what a dead process left half done; the caller holds the lock."""
        with self._transaction() as db:
            return db.execute(
                "UPDATE delivery SET state = 'queued', uncertain = uncertain + 1,"
                " words = 'interrupted while it was handed over; it may have arrived'"
                " WHERE state = 'handing over'"
            ).rowcount

    def due(self, ids: Sequence[int], *, now: float) -> tuple[Delivery, ...]:
        """Return those of these to be tried by now, the least tried first."""
        rows = self._all(
            "SELECT * FROM delivery WHERE state = 'queued' AND due_at <= :now"
            " AND id IN (SELECT value FROM json_each(:ids)) ORDER BY attempts, id",
            now=now,
            ids=json.dumps(ids),
        )
        return tuple(map(_delivery, rows))

    def next_due_at(self, ids: Sequence[int]) -> float | None:
        """Return when the next of these may be tried, or None when none is queued."""
        rows = self._all(
            "SELECT min(due_at) AS at FROM delivery WHERE state = 'queued'"
            " AND id IN (SELECT value FROM json_each(:ids))",
            ids=json.dumps(ids),
        )
        at: float | None = rows[0]["at"]
        return at

    def message(self, one: Delivery) -> bytes:
        """Return the message as it goes over the wire."""
        rows = self._all(
            "SELECT headers, body FROM delivery JOIN content ON digest = content WHERE id = :id",
            id=one.id,
        )
        return bytes(rows[0]["headers"]) + bytes(rows[0]["body"])

    def hand_over(self, ids: Sequence[int]) -> None:
        """Note that from now on these may arrive, whatever happens to this process."""
        self._change(
            "UPDATE delivery SET state = 'handing over', attempts = attempts + 1"
            " WHERE id IN (SELECT value FROM json_each(:ids))",
            ids,
        )

    def take_back(self, ids: Sequence[int]) -> None:
        """Note that these were not handed over after all: nothing left the house."""
        self._change(
            "UPDATE delivery SET state = 'queued', attempts = attempts - 1"
            " WHERE state = 'handing over' AND id IN (SELECT value FROM json_each(:ids))",
            ids,
        )

    def tick_off(self, ids: Sequence[int], *, words: str, at: float) -> None:
        """Note that the server has taken these; their texts are deleted."""
        self._change(_FINISH, ids, state="sent", words=words, at=at)

    def fail(self, ids: Sequence[int], *, words: str, at: float) -> None:
        """Note that these were refused for good; their texts are deleted."""
        self._change(_FINISH, ids, state="failed", words=words, at=at)

    def postpone(
        self, ids: Sequence[int], *, words: str, due_at: float, may_have_come: bool
    ) -> None:
        """Note that these were tried and are to be tried again, not before `due_at`."""
        self._change(
            "UPDATE delivery SET attempts = attempts + (state = 'queued'), state = 'queued',"
            " words = :words, due_at = :due_at, uncertain = uncertain + :may_have_come"
            " WHERE id IN (SELECT value FROM json_each(:ids))",
            ids,
            words=words,
            due_at=due_at,
            may_have_come=may_have_come,
        )

    def note(self, ids: Sequence[int], error: Exception) -> None:
        """Note what keeps those of these that wait from being tried at all."""
        self._change(
            "UPDATE delivery SET words = :words WHERE state = 'queued'"
            " AND id IN (SELECT value FROM json_each(:ids))",
            ids,
            words=str(error),
        )

    def hurry(self, ids: Sequence[int], *, at: float) -> None:
        """Make these due at once."""
        self._change(
            "UPDATE delivery SET due_at = min(due_at, :at)"
            " WHERE id IN (SELECT value FROM json_each(:ids))",
            ids,
            at=at,
        )

    def deliveries(self, ids: Sequence[int]) -> tuple[Delivery, ...]:
        """Return these, oldest first."""
        rows = self._all(
            "SELECT * FROM delivery WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id",
            ids=json.dumps(ids),
        )
        return tuple(map(_delivery, rows))

    def everything(self) -> tuple[Delivery, ...]:
        """Return all that was ever queued, oldest first."""
        return tuple(map(_delivery, self._all("SELECT * FROM delivery ORDER BY id")))

    def _change(self, sql: str, ids: Sequence[int], **values: object) -> None:
        with self._transaction() as db:
            db.execute(sql, {"ids": json.dumps(ids), **values})
            if sql is _FINISH:
                db.execute(_NO_ORPHANS)

    def _all(self, sql: str, **values: object) -> list[sqlite3.Row]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._cannot_use(error) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._cannot_use(error) from error

    def _cannot_use(self, error: Exception) -> OutputError:
        why = error.strerror if isinstance(error, OSError) else str(error)
        return OutputError(
            f"the outbox {self.path} cannot be used: {why}",
            hint=f"free some space, mend its permissions, or choose another with ${STATE_ENV}",
        )


def _delivery(row: sqlite3.Row) -> Delivery:
    fields = {name: row[name] for name in Delivery.__dataclass_fields__}
    return Delivery(**{**fields, "needs_utf8": bool(row["needs_utf8"])})
