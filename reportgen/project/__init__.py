"""A briefing project: a folder whose articles change and whose briefing follows.

    project/
        reportgen.toml    settings; its table [project] makes the folder a project
        articles/         the sources, with a sources.toml that says what is known of them
        reports/          the report of the last edition
        .reportgen/       the library of editions, and articles that were removed

Everything of a project is in its folder: to copy it is to back it up, to move it is to move it.
Whoever changes it holds its lock, and a process killed at any moment leaves nothing half done.
"""

from reportgen.project._clearing import Cleared, gc
from reportgen.project._editions import edition, editions
from reportgen.project._folder import Project, find, init
from reportgen.project._intake import Added, Arrival, add
from reportgen.project._mailing import begin_mailing, is_to_mail, note_mailed
from reportgen.project._rebuilding import Rebuilt, rebuild
from reportgen.project._removing import Removed, remove
from reportgen.project._status import Listed, Status, status

__all__ = [
    "Added",
    "Arrival",
    "Cleared",
    "Listed",
    "Project",
    "Rebuilt",
    "Removed",
    "Status",
    "add",
    "begin_mailing",
    "edition",
    "editions",
    "find",
    "gc",
    "init",
    "is_to_mail",
    "note_mailed",
    "rebuild",
    "remove",
    "status",
]
