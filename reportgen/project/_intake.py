"""Articles arriving: files copied, pages and feeds fetched, what is known of them kept beside."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Literal

from reportgen.ingest import Gathered, gather, is_address
from reportgen.model import Omission
from reportgen.project import _sidecars
from reportgen.project._folder import Project
from reportgen.project._journal import Change, changing, free
from reportgen.project._lock import locked

# most file systems take 255 bytes; room is left for a number and for our own temporary names
_LONGEST_NAME_BYTES = 180
_LONGEST_SUFFIX_BYTES = 12
_OUR_REPORT = "a report of this project"


State = Literal["added", "already there", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What became of one source: its name in articles/, now or since an earlier time.

    `removed` ones were removed from the project before and were not wanted back.
    """

    source: str
    name: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of adding: each source that is an article, and what was left out and why."""

    arrivals: tuple[Arrival, ...]
    omissions: tuple[Omission, ...]

    def of_state(self, state: str) -> tuple[Arrival, ...]:
        """Return those that came to this."""
        return tuple(one for one in self.arrivals if one.state == state)


def add(
    project: Project,
    sources: Sequence[str | Path],
    *,
    said: Mapping[str, Mapping[str, str]] | None = None,
    only_unseen: bool = False,
) -> Added:
    """Copy files and folders, fetch pages and feeds into ``articles/``: all of them, or none.

    What a sources.toml beside them, a feed or `said` knows of them goes into the project's.  The
    same content is not added twice; another content of the same name gets a number.  With
    `only_unseen` addresses that are in the project are not fetched again, and what was removed
    from it does not come back.

    Raises:
        SourceError: a path does not exist.
        ConfigError: a sources.toml is wrong.
        OutputError: the project cannot be written; then nothing was added.
    """
    omissions = []
    # nobody else has to wait until a far server has answered
    fetched = [*_gathered(project, sources, said or {}, are_far=True, only_unseen=only_unseen)]
    with locked(project), changing(project) as change:
        desk = _Desk(project, change, only_unseen=only_unseen)
        for one in chain(_gathered(project, sources, said or {}), fetched):
            if isinstance(one, Omission):
                omissions.append(one)
            elif _is_report(project, one):
                omissions.append(Omission(stage="ingest", subject=one.path, reason=_OUR_REPORT))
            else:
                desk.take(one)
        desk.write_facts()
    return Added(arrivals=tuple(desk.arrivals), omissions=tuple(omissions))


def _gathered(
    project: Project,
    sources: Sequence[str | Path],
    said: Mapping[str, Mapping[str, str]],
    *,
    are_far: bool = False,
    only_unseen: bool = False,
) -> Iterator[Gathered | Omission]:
    """Give what the addresses among the sources bring, or what the others do."""
    return gather(
        [one for one in sources if is_address(one) == are_far],
        options=project.options.ingest,
        said={name: facts for name, facts in said.items() if is_address(name) == are_far},
        known=_addresses(project) if only_unseen else (),
    )


def _is_report(project: Project, one: Gathered) -> bool:
    """Say whether somebody gave the project to itself, reports and all."""
    is_file = not is_address(one.source)
    return is_file and Path(one.source).resolve().is_relative_to(project.reports.resolve())


def _addresses(project: Project) -> set[str]:
    """Return the addresses that articles came from, those removed since, too."""
    return {
        facts["url"]
        for root in (project.articles, project.removed)
        for folder in _folders(root)
        for facts in _sidecars.facts_in(folder).values()
        if "url" in facts
    }


class _Desk:
    """Where arrivals are compared with what is there."""

    def __init__(self, project: Project, change: Change, *, only_unseen: bool) -> None:
        self.arrivals: list[Arrival] = []
        self._root = project.articles
        self._change = change
        self._here = dict(_contents(project.articles))
        self._removed = dict(_contents(project.removed))
        self._back: dict[Path, set[str]] = defaultdict(set)
        self._only_unseen = only_unseen
        self._taken: set[Path] = set()
        self._facts: dict[Path, dict[str, dict[str, str]]] = defaultdict(dict)

    def take(self, one: Gathered) -> None:
        """Put an arrival where it belongs, unless its content is there already."""
        digest = hashlib.sha256(one.content).hexdigest()
        if self._only_unseen and digest in self._removed and digest not in self._here:
            self._note(one, self._removed[digest].name, "removed")
            return
        target = self._here.get(digest)
        if target is not None:
            self._learn(target, dict(one.facts))
            self._note(one, self._shown(target), "already there")
            return
        target = free(self._place(one.path), self._taken)
        self._taken.add(target)
        self._here[digest] = target
        self._learn(target, dict(one.facts))
        self._bring(one, digest, target)
        self._note(one, self._shown(target), "added")

    def _bring(self, one: Gathered, digest: str, target: Path) -> None:
        """Put an arrival at `target`; one that was removed before comes back from there."""
        before = self._removed.get(digest)
        if before is None:
            self._change.put(one.content, target)
            return
        self._change.move(before, target)
        self._learn(target, _sidecars.facts_in(before.parent).get(before.name, {}))
        self._back[before.parent].add(before.name)

    def _learn(self, target: Path, facts: Mapping[str, str]) -> None:
        if facts:
            known = self._facts[target.parent].setdefault(target.name, {})
            known.update({key: value for key, value in facts.items() if key not in known})

    def write_facts(self) -> None:
        """Write down what is known of the arrivals and was not known before."""
        for folder, said in sorted(self._facts.items()):
            old = _sidecars.content_of(folder)
            new = _sidecars.changed(folder, said=said)
            if new != old:
                self._change.put(new, folder / _sidecars.NAME, over=True)
        for folder, names in sorted(self._back.items()):
            if _sidecars.content_of(folder):
                content = _sidecars.changed(folder, said={}, dropped=names)
                self._change.put(content, folder / _sidecars.NAME, over=True)

    def _note(self, one: Gathered, name: str, state: State) -> None:
        self.arrivals.append(Arrival(source=one.source, name=name, state=state))

    def _shown(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _place(self, path: str) -> Path:
        """Return where a file of this relative name is to lie: below articles/ and nowhere else."""
        *folders, name = [_safe(part) for part in PurePosixPath(path).parts] or ["article"]
        place = self._root.joinpath(*folders)
        try:
            is_inside = place.resolve().is_relative_to(self._root.resolve())
        except (OSError, RuntimeError):
            is_inside = False
        if not is_inside or (os.path.lexists(place) and not place.is_dir()):
            place = self._root
        return place / name


def _safe(part: str) -> str:
    """Return a name that is no path, not hidden, printable, and short enough."""
    name = "".join(c if c.isprintable() and c not in "/\\\0" else "_" for c in part)
    name = name.encode("utf-8", "replace").decode().lstrip(". ") or "article"
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix.encode()) > _LONGEST_SUFFIX_BYTES:
        stem, suffix = name, ""
    short = stem.encode()[:_LONGEST_NAME_BYTES].decode("utf-8", "ignore")
    return f"{short}.{suffix}" if suffix else short


def _folders(root: Path) -> Iterator[Path]:
    for here, subfolders, _ in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield Path(here)


def _contents(root: Path) -> Iterator[tuple[str, Path]]:
    """Give the digest of every file that is there, the first by name last."""
    for folder in _folders(root):
        for path in sorted(folder.iterdir(), reverse=True):
            if path.is_file() and not path.name.startswith(".") and path.name != _sidecars.NAME:
                with suppress(OSError), path.open("rb") as stream:
                    yield hashlib.file_digest(stream, "sha256").hexdigest(), path
