"""Who gets the mail: from flags, from settings, from a file; every bad address is named."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportgen.deliver._addresses import Mailbox, parse_mailbox
from reportgen.errors import ConfigError
from reportgen.wording import languages

Role = Literal["to", "cc", "bcc"]

_COLUMNS = ("address", "name", "language")
_ALIASES = {"email": "address", "e-mail": "address"}
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One reader: where, on which line of the header, and in which language (None: the usual)."""

    mailbox: Mailbox
    role: Role = "to"
    language: str | None = None


def recipients_of(
    *,
    to: Iterable[str] = (),
    cc: Iterable[str] = (),
    bcc: Iterable[str] = (),
    file: Path | None = None,
) -> tuple[Recipient, ...]:
    """Return everyone named, each mailbox once: the first mention counts.

    A file holds one address a line, with ``#`` for remarks, or is CSV whose first line names
    columns: address, and if wanted name and language.

    Raises:
        ConfigError: the file cannot be read, or an address is bad; all bad ones are named, those
            of the file by line.
    """
    found: list[Recipient] = []
    bad: list[str] = []
    roles: tuple[tuple[Role, Iterable[str]], ...] = (("to", to), ("cc", cc), ("bcc", bcc))
    for role, texts in roles:
        for text in texts:
            try:
                found.append(Recipient(mailbox=parse_mailbox(text), role=role))
            except ValueError as error:
                bad.append(f"--{role} {text!r}: {error}")
    if file is not None:
        _add_file(file, found, bad)
    if bad:
        more = f"\n… and {len(bad) - _MOST_NAMED} more" if len(bad) > _MOST_NAMED else ""
        raise ConfigError(
            f"{len(bad)} bad recipients:\n" + "\n".join(bad[:_MOST_NAMED]) + more,
            hint="mend them; nothing was sent to anybody",
        )
    first: dict[str, Recipient] = {}
    for one in found:
        first.setdefault(one.mailbox.key, one)
    return tuple(first.values())


def _add_file(file: Path, found: list[Recipient], bad: list[str]) -> None:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ConfigError(f"cannot read the recipients in {file}: {why}") from error
    try:
        for number, address, name, language in _rows(lines):
            try:
                found.append(_recipient(address, name, language))
            except ValueError as error:
                bad.append(f"{file}:{number}: {address!r}: {error}")
    except ValueError as error:
        raise ConfigError(f"{file}: {error}") from error


def _recipient(address: str, name: str, language: str) -> Recipient:
    known = languages()
    if language and language not in known:
        raise ValueError(f"no mail in the language {language!r}; there is {', '.join(known)}")
    return Recipient(mailbox=parse_mailbox(address, name=name), language=language or None)


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, str, str, str]]:
    """Yield line number, address, name and language of each recipient in the file."""
    numbered = [
        (number, line.strip())
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    header = [part.strip().lower() for part in numbered[0][1].split(",")] if numbered else []
    if not {"address", *_ALIASES} & set(header):
        for number, line in numbered:
            yield number, line, "", ""
        return
    header = [_ALIASES.get(column, column) for column in header]
    unknown = sorted(set(header) - set(_COLUMNS))
    if unknown:
        raise ValueError(f"unknown column {unknown[0]!r}; known are {', '.join(_COLUMNS)}")
    for number, line in numbered[1:]:
        cells = dict(zip(header, next(csv.reader([line])), strict=False))
        address, name, language = (cells.get(column, "").strip() for column in _COLUMNS)
        yield number, address, name, language
