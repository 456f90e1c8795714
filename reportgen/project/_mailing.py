"""Which edition was mailed last: one made right before a crash still has to go out."""

from contextlib import suppress

from reportgen.project._editions import editions
from reportgen.project._folder import Project
from reportgen.project._rebuilding import Rebuilt
from reportgen.store import write_all

_NOTE = "mailed"


def begin_mailing(project: Project) -> None:
    """Note, if nobody did so before, that the editions there are need no mail.

    Raises:
        OutputError: the project cannot be read or written.
    """
    if _mailed(project) is None:
        note_mailed(project, max((one.number for one in editions(project)), default=0))


def is_to_mail(project: Project, rebuilt: Rebuilt) -> bool:
    """Say whether an edition is still to be mailed: a new one, or one that a crash cut short."""
    mailed = _mailed(project)
    return rebuilt.is_new or (mailed is not None and rebuilt.edition > mailed)


def note_mailed(project: Project, edition: int) -> None:
    """Note that this edition and those before it are in the hands of the outbox.

    Raises:
        OutputError: the project cannot be written.
    """
    write_all([(project.hidden / _NOTE, f"{edition}\n".encode("ascii"))])


def _mailed(project: Project) -> int | None:
    with suppress(OSError, ValueError):
        return int((project.hidden / _NOTE).read_bytes())
    return None
