"""The sources.toml files of a project, changed without losing what a person wrote in them."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import ConfigError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

NAME = "sources.toml"

Facts = Mapping[str, str]


def facts_in(folder: Path) -> dict[str, dict[str, str]]:
    """Return what the sources.toml of a folder says, file by file; nothing where there is none.

    Raises:
        ConfigError: it is not valid TOML.
    """
    document = _parsed(folder / NAME)
    return {
        name: {key: str(value) for key, value in keys.items()}
        for name, keys in document.items()
        if isinstance(keys, dict)
    }


def content_of(folder: Path) -> bytes:
    """Return the folder's sources.toml as it is; nothing where there is none."""
    try:
        return (folder / NAME).read_bytes()
    except FileNotFoundError:
        return b""


def changed(
    folder: Path, *, said: Mapping[str, Facts], dropped: AbstractSet[str] = frozenset()
) -> bytes:
    """Return the folder's sources.toml with `said` added where nothing was, and files dropped."""
    import tomlkit

    document = _parsed(folder / NAME)
    for name in dropped & set(document):
        document.remove(name)
    for name, facts in said.items():
        if name not in document:
            document.add(name, tomlkit.table())
        for key, value in facts.items():
            if key not in document[name]:
                is_day = key == "published"
                document[name][key] = date.fromisoformat(value) if is_day else value
    return tomlkit.dumps(document).encode()


def _parsed(path: Path) -> "TOMLDocument":
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return tomlkit.document()
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror}") from error
    except (TOMLKitError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
