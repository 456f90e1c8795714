"""The project's report, brought up to date.

What a kill at any moment leaves: before the files are renamed the last edition, in the folder and
in the library; after it files that the library does not know of, which the next run makes again.
"""

import hashlib
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from reportgen import pipeline
from reportgen.errors import SourceError
from reportgen.library import Edition, Library, Output, open_library
from reportgen.model import Briefing, briefing_of
from reportgen.neural import cache
from reportgen.progress import Progress, silent
from reportgen.project import _inputs, _journal
from reportgen.project._folder import Project
from reportgen.project._lock import locked
from reportgen.report_file import read_report

NAME = "briefing"
_LEFTOVER = re.compile(rf"\.{NAME}\.(pdf|html|json)\.[a-z0-9_]{{8}}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild came to: the briefing in force, the files written now, its number.

    `is_new` says whether this run made it; else the articles say what they said before, and
    `written` is empty where the report's files were in order, too.
    """

    briefing: Briefing
    written: tuple[Path, ...]
    edition: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What the report is to be."""

    formats: tuple[str, ...]
    form: str
    inputs: str


def rebuild(
    project: Project,
    *,
    formats: Collection[str] | None = None,
    progress: Progress = silent,
) -> Rebuilt:
    """Bring the report in ``reports/`` up to date with the articles.

    Where they say something else than at the last edition a new one is made, which knows what is
    new in it.  Where nothing changed nothing is read, computed or written.

    Raises:
        SourceError: fewer than two articles are left; the last report stays.
        OutputError: the project cannot be written, or another process holds it for too long.
        ConfigError, ModelError, RenderError: as a build does; the last report stays.
    """
    with locked(project):
        _journal.finish(project)
        _sweep(project.reports)
        wish = _Wish(
            formats=tuple(project.options.project.formats if formats is None else formats),
            form=_inputs.form_digest(project.options),
            inputs=_inputs.inputs_digest(project),
        )
        with open_library(project.library) as library:
            last = library.last()
            if not library.outputs():  # it was begun anew: the report may know more
                last = _recovered(project, library, last)
            if last and last.inputs == wish.inputs:
                return _kept(project, library, last, wish, progress)
            return _built(project, library, last, wish, progress)


def _built(
    project: Project, library: Library, last: Edition | None, wish: _Wish, progress: Progress
) -> Rebuilt:
    if next(_inputs.files_in(project.articles), None) is None:
        raise SourceError(
            f"there is no article in {project.articles}",
            hint="add some with `reportgen add FILE_OR_URL…`, or put files there",
        )
    previous = _stored(library, last) if last else None
    with cache.beside(library.vectors):
        briefing = pipeline.build(
            [project.articles], project.options, previous=previous, progress=progress
        )
    if _inputs.inputs_digest(project) != wish.inputs:  # somebody wrote while it was read
        wish = replace(wish, inputs="")
    fingerprint = _inputs.fingerprint(briefing, project.options)
    if last and fingerprint == last.fingerprint:
        return _kept(project, library, replace(last, inputs=wish.inputs), wish, progress)
    number = last.number + 1 if last else 1
    briefing = replace(briefing, edition=number)
    written = _published(project, briefing, wish.formats, progress)
    edition = Edition(
        number=number,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        fingerprint=fingerprint,
        inputs=wish.inputs,
        title=briefing.title,
        articles=len(briefing.articles),
    )
    library.add(edition, briefing.to_dict(), _outputs(written, number, wish))
    return Rebuilt(briefing=briefing, written=written, edition=number, is_new=True)


def _kept(
    project: Project, library: Library, last: Edition, wish: _Wish, progress: Progress
) -> Rebuilt:
    """Return the last edition; where its files are not what they should be, write those anew."""
    briefing = _stored(library, last)
    stale = _stale(project, library, last, wish)
    written = _published(project, briefing, stale, progress) if stale else ()
    if written or last != library.last():
        library.renew(last, _outputs(written, last.number, wish))
    return Rebuilt(briefing=briefing, written=written, edition=last.number, is_new=False)


def _stale(project: Project, library: Library, last: Edition, wish: _Wish) -> tuple[str, ...]:
    """Return the formats whose file is not what the last edition looks like in this form."""
    sound = {
        one.name
        for one in library.outputs()
        if (one.edition, one.form) == (last.number, wish.form)
        and one.sha256 == _sha256(project.reports / one.name)
    }
    return tuple(form for form in wish.formats if f"{NAME}.{form}" not in sound)


def _published(
    project: Project, briefing: Briefing, formats: Collection[str], progress: Progress
) -> tuple[Path, ...]:
    return pipeline.publish(
        briefing,
        project.reports,
        formats=formats,
        name=NAME,
        options=project.options,
        progress=progress,
    )


def _outputs(written: Collection[Path], number: int, wish: _Wish) -> list[Output]:
    return [
        Output(name=path.name, edition=number, form=wish.form, sha256=_sha256(path))
        for path in written
    ]


def _stored(library: Library, edition: Edition) -> Briefing:
    return briefing_of(library.briefing(edition.number) or {})


def _recovered(project: Project, library: Library, last: Edition | None) -> Edition | None:
    """Take the edition whose report lies in the folder into a library that does not know it."""
    for form in ("json", "pdf"):
        with suppress(SourceError):
            briefing = briefing_of(read_report(project.reports / f"{NAME}.{form}"))
            if last and briefing.edition <= last.number:
                return last
            edition = Edition(
                number=max(briefing.edition, 1),
                created_at="",
                fingerprint=_inputs.fingerprint(briefing, project.options),
                inputs="",
                title=briefing.title,
                articles=len(briefing.articles),
            )
            library.add(edition, briefing.to_dict())
            return edition
    return last


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _sweep(folder: Path) -> None:
    """Delete what a killed run had written beside its report but not renamed."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _LEFTOVER.match(path.name):
                path.unlink()
