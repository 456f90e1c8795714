"""Articles taken out of a project, never deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen import arabic
from reportgen.errors import SourceError
from reportgen.project import _sidecars
from reportgen.project._folder import Project
from reportgen.project._journal import changing, free
from reportgen.project._lock import locked
from reportgen.project._status import Listed, status


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A file that was taken out, by its name in articles/, and where it lies now."""

    name: str
    now: Path


def remove(project: Project, names: Sequence[str]) -> tuple[Removed, ...]:
    """Take files out of ``articles/``: all that are named, or none.

    A name is a path below articles/, an article's id, or a part of a title that only one has.
    What was known of a file goes with it, so that `add` brings both back.

    Raises:
        SourceError: a name fits nothing, or more than one article.
        OutputError: the project cannot be written.
    """
    removed = []
    with locked(project), changing(project) as change:
        files = _chosen(project, names)
        taken: set[Path] = set()
        for folder in sorted({path.parent for path in files}):
            below = project.removed / folder.relative_to(project.articles)
            said, kept = _sidecars.facts_in(folder), {}
            for path in sorted(one for one in files if one.parent == folder):
                target = free(below / path.name, taken)
                taken.add(target)
                removed.append((path, target))
                if path.name in said:
                    kept[target.name] = said[path.name]
            if kept:
                change.put(_sidecars.changed(below, said=kept), below / _sidecars.NAME, over=True)
                dropped = {path.name for path in files if path.parent == folder}
                content = _sidecars.changed(folder, said={}, dropped=dropped)
                change.put(content, folder / _sidecars.NAME, over=True)
        for path, target in removed:
            change.move(path, target)
    return tuple(
        Removed(name=path.relative_to(project.articles).as_posix(), now=target)
        for path, target in removed
    )


def _chosen(project: Project, names: Sequence[str]) -> list[Path]:
    listed: tuple[Listed, ...] | None = None
    files: dict[Path, None] = {}
    for name in names:
        path = _file_named(project, name)
        if path is None:
            listed = status(project).articles if listed is None else listed
            path = _file_of(project, name, listed)
        files[path] = None
    return list(files)


def _file_named(project: Project, name: str) -> Path | None:
    """Return the file at a path: below articles/, or below the folder one stands in."""
    root = project.articles.resolve()
    for path in (project.articles / name, Path(name)):
        place = path.parent.resolve() / path.name
        is_file = path.is_file() or path.is_symlink()
        if is_file and place.is_relative_to(root) and path.name != _sidecars.NAME:
            return project.articles / place.relative_to(root)
    return None


def _file_of(project: Project, name: str, listed: Sequence[Listed]) -> Path:
    wanted = arabic.fold(name)
    found = [one for one in listed if one.id == name] or [
        one for one in listed if wanted and wanted in arabic.fold(one.title or "")
    ]
    if len(found) != 1:
        raise SourceError(
            f"{name!r} is {'more than one article' if found else 'no article'} of this project",
            hint=f"name one by its path: {', '.join(one.path for one in found[:3])}"
            if found
            else "reportgen status lists them",
        )
    path = project.articles / found[0].path
    if not path.is_file():
        file = found[0].path.rpartition("#")[0]
        raise SourceError(
            f"{name!r} is one of the articles in {file or found[0].path}",
            hint="remove that file by its path, or edit it",
        )
    return path
