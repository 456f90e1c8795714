"""Paths given → files to read, each with the name it is shown by.

Folders are walked whole; hidden files and folders are skipped, and those that a program puts down
for a while.  A link may rename a file of the same
folder, never reach out of it, and linked folders are not entered: so no walk goes in circles and
no folder sent by a stranger makes the program read the rest of the disk.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from reportgen.errors import SourceError
from reportgen.ingest import _reasons
from reportgen.model import Omission

SIDECAR = "sources.toml"
_ABOUT_THE_FOLDER = re.compile(
    r"(?i)(readme|licen[cs]e|copying|changelog|contributing|authors|notice)(\W.*)?\Z"
)
# What editors, browsers and copying programs write beside a file until it is whole: Emacs, vi,
# Word, LibreOffice, downloads and uploads.  None of it is of a form that is read.
_PASSING = re.compile(
    r"(?i)\..*|.*~|#.*#|~\$.*|4913"
    r"|.*\.(?:sw[a-z]|tmp|temp|part|partial|crdownload|download|opdownload|filepart|aria2)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file to read.  `path` is what is shown of it: relative to the folder given."""

    path: str
    file: Path


def find(paths: Sequence[Path]) -> tuple[list[Candidate], list[Omission]]:
    """Return the files in `paths`, each once however often it was given, sorted by name.

    Raises:
        SourceError: a path does not exist.
    """
    found: dict[Path, Candidate] = {}
    omissions: dict[Path, Omission] = {}
    for given in paths:
        if not os.path.lexists(given):
            raise SourceError(
                f"no such file or folder: {given}", hint="check the spelling, or give another path"
            )
        for candidate, reason in _below(given):
            # the same file by its folder and by its own name is one file, not a copy
            place = candidate.file.parent.resolve() / candidate.file.name
            if reason:
                omission = Omission(stage="ingest", subject=candidate.path, reason=reason)
                omissions[place] = min(omissions.get(place, omission), omission, key=_by_subject)
            else:
                found[place] = min(found.get(place, candidate), candidate, key=_longest_first)
    # `build seeds/*` names what tells of the others, too
    told_of = {place.parent for place in found if place.name != SIDECAR}
    found = {
        place: candidate
        for place, candidate in found.items()
        if place.name != SIDECAR or place.parent not in told_of
    }
    # a file given by its own name is wanted, whatever the walk of its folder thought of it
    left_out = [omission for place, omission in omissions.items() if place not in found]
    return sorted(found.values(), key=_longest_first), left_out


def _by_subject(omission: Omission) -> tuple[str, str]:
    return omission.subject, omission.reason


def _longest_first(candidate: Candidate) -> tuple[int, str, str]:
    """Prefer the path that tells most, whatever the order the paths were given in."""
    return -candidate.path.count("/"), candidate.path, str(candidate.file)


def _below(given: Path) -> Iterator[tuple[Candidate, str]]:
    if not os.path.isdir(given):  # noqa: PTH112 - Path.is_dir() raises where it may not look
        alone = Candidate(path=shown(Path(given.name)), file=given)
        yield alone, "" if os.path.exists(given) else _reasons.BROKEN_LINK  # noqa: PTH110
        return
    root = given.resolve()
    closed: list[OSError] = []
    for folder, subfolders, names in os.walk(given, onerror=closed.append):
        here = Path(folder)
        for name in subfolders:
            if not is_passing(name) and (here / name).is_symlink():
                linked = Candidate(path=shown((here / name).relative_to(given)), file=here / name)
                yield linked, _reasons.LINK_TO_FOLDER
        subfolders[:] = sorted(name for name in subfolders if not is_passing(name))
        for name in sorted(names):
            if not is_passing(name) and name != SIDECAR:
                file = here / name
                candidate = Candidate(path=shown(file.relative_to(given)), file=file)
                yield candidate, _why_not(file, root)
    for error in closed:
        barred = Path(error.filename)
        path = given.name if barred == given else shown(barred.relative_to(given))
        reason = f"{_reasons.UNREADABLE}: {error.strerror}"
        yield Candidate(path=path, file=barred), reason


def _why_not(file: Path, root: Path) -> str:
    """Say why a file met in a folder is not read, or nothing."""
    if is_about_the_folder(file.name):
        return _reasons.ABOUT_THE_FOLDER
    if not file.is_symlink():
        return ""
    try:
        target = file.resolve(strict=True)
    except (OSError, RuntimeError):  # a link to itself
        return _reasons.BROKEN_LINK
    return "" if target.is_relative_to(root) else _reasons.LINK_OUT


def is_passing(name: str) -> bool:
    """Say whether a file or folder of this name is hidden, or one that is put down for a while."""
    return bool(_PASSING.fullmatch(name))


def is_about_the_folder(name: str) -> bool:
    """Say whether a file of this name tells of its folder, as a README does."""
    return bool(_ABOUT_THE_FOLDER.match(name))


def shown(relative: PurePath) -> str:
    """Return a path as text that is safe to print: no control, no bidi mark, no lone surrogate."""
    name = os.fsencode(relative.as_posix()).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
