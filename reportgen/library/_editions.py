"""Editions and what they are made of, as rows."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.errors import OutputError

_COLUMNS = "number, created_at, fingerprint, inputs, title, articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition as the library knows it.

    `fingerprint` is of all that decides what it says, `inputs` of the files and settings as they
    were found.  `created_at` is the time in UTC, which is kept here alone.  `new_articles` were in
    no edition before; the library counts them.
    """

    number: int
    created_at: str
    fingerprint: str
    inputs: str
    title: str
    articles: int
    new_articles: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of a report: the edition it shows, a digest of the form it has, and its own."""

    name: str
    edition: int
    form: str
    sha256: str


def editions(base: sqlite3.Connection) -> tuple[Edition, ...]:
    """Return all of them, oldest first."""
    new = "(SELECT count(*) FROM articles WHERE first_edition = number)"
    rows = base.execute(f"SELECT {_COLUMNS}, {new} FROM editions ORDER BY number")  # noqa: S608
    names = [*_COLUMNS.split(", "), "new_articles"]
    return tuple(Edition(**dict(zip(names, row, strict=True))) for row in rows)


def briefing(base: sqlite3.Connection, number: int) -> dict[str, Any] | None:
    """Return briefing.json of an edition, or None where there is no such edition.

    Raises:
        OutputError: what is stored is not what was written.
    """
    row = base.execute(
        "SELECT briefing, sha256 FROM editions WHERE number = ?", (number,)
    ).fetchone()
    if row is None:
        return None
    found = _unpacked(*row)
    if found is None:
        raise OutputError(
            f"edition {number} is damaged in the library",
            hint="restore the project folder from a backup, or build a new edition",
        )
    return found


def write(base: sqlite3.Connection, edition: Edition, claims: Mapping[str, Any]) -> None:
    """Write an edition, its articles and sentences; within a transaction of the caller's."""
    content = json.dumps(claims, separators=(",", ":")).encode("ascii")
    base.execute(
        "INSERT INTO editions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            edition.number,
            edition.created_at,
            edition.fingerprint,
            edition.inputs,
            printable(edition.title),
            edition.articles,
            zlib.compress(content),
            hashlib.sha256(content).digest(),
        ),
    )
    base.executemany(
        "INSERT INTO articles VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) ON CONFLICT (id) DO UPDATE"
        " SET path = ?2, outlet = ?3, title = ?4, published = ?5, last_edition = ?7",
        (
            (
                one["id"],
                *(printable(one[key]) for key in ("path", "outlet", "title", "published")),
                one["sha256"],
                edition.number,
            )
            for one in claims["articles"]
        ),
    )
    base.executemany(
        "INSERT INTO sentences VALUES (?1, ?2, ?3, ?4, ?4)"
        " ON CONFLICT (article, start, stop) DO UPDATE SET last_edition = ?4",
        ((one["article"], one["start"], one["end"], edition.number) for one in claims["sentences"]),
    )


def salvaged(base: sqlite3.Connection) -> Iterator[tuple[Edition, dict[str, Any]]]:
    """Give the editions that can still be read, whole, of a damaged library."""
    try:
        numbers = [row[0] for row in base.execute("SELECT number FROM editions ORDER BY number")]
    except sqlite3.Error:
        return
    for number in numbers:
        try:
            row = base.execute(
                f"SELECT {_COLUMNS}, briefing, sha256 FROM editions WHERE number = ?",  # noqa: S608
                (number,),
            ).fetchone()
        except sqlite3.Error:
            continue
        *facts, packed, digest = row or (None, None)
        claims = _unpacked(packed, digest)
        if claims is not None:
            yield Edition(**dict(zip(_COLUMNS.split(", "), facts, strict=True))), claims


def printable(text: str | None) -> str | None:
    """Return text without what has no UTF-8: SQLite would refuse it."""
    return None if text is None else text.encode("utf-8", "replace").decode()


def _unpacked(packed: object, digest: object) -> dict[str, Any] | None:
    try:
        content = zlib.decompress(packed)  # type: ignore[arg-type]
    except (zlib.error, TypeError):
        return None
    if hashlib.sha256(content).digest() != digest:
        return None
    claims: dict[str, Any] = json.loads(content)
    return claims
