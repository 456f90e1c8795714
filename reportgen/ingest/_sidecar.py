"""sources.toml → what it says of the files beside it: outlet, title, author, date, address.

    ["a.txt"]
    outlet = "…"
    published = 2016-03-15

A mistake in it is an error, never guessed around: a wrong date would order the story wrongly.
"""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    PrivateAttr,
    TypeAdapter,
    ValidationError,
)

from reportgen.errors import ConfigError
from reportgen.ingest._files import SIDECAR, Candidate

FLAG = "option"
_MAX_BYTES = 1_000_000
_ADDRESS = TypeAdapter(HttpUrl)


def _one_line(value: str) -> str:
    value = value.strip()
    if not value or not all(c.isprintable() for c in value):
        raise ValueError("must be one line of visible text")
    return value


def _iso_date(value: object) -> str:
    if isinstance(value, datetime) or not isinstance(value, (str, date)):
        raise ValueError("must be a date, YYYY-MM-DD")  # noqa: TRY004 - pydantic's contract
    if isinstance(value, date):
        return value.isoformat()
    try:
        return datetime.strptime(value, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007 - a day
    except ValueError:
        raise ValueError("must be a date that exists, YYYY-MM-DD") from None


def _web_address(value: str) -> str:
    try:
        _ADDRESS.validate_python(value)
    except ValidationError:
        raise ValueError("must be an address that begins with http:// or https://") from None
    return value


_Line = Annotated[str, Field(max_length=500), AfterValidator(_one_line)]


class Entry(BaseModel):
    """What somebody says of one file; all of it may be missing."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    outlet: _Line | None = None
    title: _Line | None = None
    author: _Line | None = None
    published: Annotated[str, BeforeValidator(_iso_date)] | None = None
    url: Annotated[_Line, AfterValidator(_web_address)] | None = None
    # of these the command line spoke, of the others sources.toml
    _flagged: frozenset[str] = PrivateAttr(default=frozenset())

    def values(self) -> tuple[tuple[str, str], ...]:
        """Return what is said, key by key."""
        return tuple((key, value) for key, value in self if value is not None)

    def origins(self) -> tuple[tuple[str, str], ...]:
        """Return for each key said who says it."""
        return tuple((key, FLAG if key in self._flagged else SIDECAR) for key, _ in self.values())

    def under(self, flags: "Entry") -> "Entry":
        """Return the same with what `flags` say put over it."""
        said = dict(flags.values())
        if not said:
            return self
        entry = self.model_copy(update=said)
        entry._flagged = frozenset(said)  # noqa: SLF001 - its own class
        return entry


class Described:
    """What is said of each input: by the sources.toml beside it, and over that by the options."""

    def __init__(self, beside: dict[Path, Entry], flags: dict[str, Entry]) -> None:
        self._beside = beside
        self._flags = flags
        self._unused = set(flags)

    def of_file(self, candidate: Candidate) -> Entry:
        """Return what sources.toml says of a file."""
        return self._beside[candidate.file]

    def of_path(self, path: str, entry: Entry) -> Entry:
        """Return `entry` with what the options say of the input shown as `path`."""
        for name in (path, path.rpartition("#")[0]):
            if name in self._flags:
                self._unused.discard(name)
                return entry.under(self._flags[name])
        return entry

    def check_all_used(self) -> None:
        """Refuse descriptions of what is not there: they are misspelt.

        Raises:
            ConfigError: an option describes an input that no article came from.
        """
        if self._unused:
            raise ConfigError(
                f"{min(self._unused)!r} is described but no article of that name was read",
                hint="name it as the report does, without the folder given",
            )


def described(
    candidates: Sequence[Candidate], flags: Mapping[str, Mapping[str, str]] | None = None
) -> Described:
    """Return what the sources.toml in each candidate's folder says of it, and what `flags` say.

    Raises:
        ConfigError: one of the sidecars or flags is wrong.
    """
    sidecars: dict[Path, dict[str, Entry]] = {}
    entries: dict[Path, Entry] = {}
    for candidate in candidates:
        folder = candidate.file.parent
        if folder not in sidecars:
            sidecars[folder] = _load(folder / SIDECAR)
        entries[candidate.file] = sidecars[folder].get(candidate.file.name, Entry())
    said = {name: _valid(FLAG, name, dict(keys)) for name, keys in (flags or {}).items()}
    return Described(entries, said)


def parsed(shown: str, content: bytes) -> dict[str, Entry]:
    """Return what the sources.toml inside an archive says of the files beside it."""
    return {name: _valid(shown, name, keys) for name, keys in _tables(shown, content).items()}


def _load(sidecar: Path) -> dict[str, Entry]:
    if not sidecar.is_file():
        return {}
    try:
        with sidecar.open("rb") as stream:
            content = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"cannot read {sidecar}: {error.strerror or error}") from error
    return {name: _entry(sidecar, name, keys) for name, keys in _tables(sidecar, content).items()}


def _tables(sidecar: Path | str, content: bytes) -> dict[str, object]:
    if len(content) > _MAX_BYTES:
        raise ConfigError(f"{sidecar} is larger than {_MAX_BYTES} bytes")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(
            f"{sidecar} is not valid TOML: {error}",
            hint='write one table a file: ["name.txt"], then outlet = "…", published = 2026-11-21',
        ) from error


def _entry(sidecar: Path, name: str, keys: object) -> Entry:
    if isinstance(keys, dict) and ("/" in name or not (sidecar.parent / name).is_file()):
        raise ConfigError(
            f"{sidecar} names {name!r}, which is not a file beside it",
            hint="correct the file name or remove its table; names hold no folder and need quotes",
        )
    return _valid(sidecar, name, keys)


def _valid(sidecar: Path | str, name: str, keys: object) -> Entry:
    known = ", ".join(Entry.model_fields)
    if not isinstance(keys, dict):
        raise ConfigError(
            f"{sidecar}: {name!r} stands outside a table",
            hint=f'write a table per file, ["name.txt"], with any of: {known}',
        )
    try:
        return Entry.model_validate(keys)
    except ValidationError as error:
        first = error.errors()[0]
        key = first["loc"][0]
        if first["type"] == "extra_forbidden":
            raise ConfigError(
                f"{sidecar}: unknown key {key!r} for {name!r}", hint=f"known ones: {known}"
            ) from error
        said = first["msg"].removeprefix("Value error, ")
        raise ConfigError(
            f"{sidecar}: {key!r} of {name!r} is wrong: {said}, got {first['input']!r}"
        ) from error
