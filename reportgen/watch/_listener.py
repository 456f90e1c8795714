"""What goes into a watch and what comes out of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from reportgen.errors import ReportgenError
from reportgen.progress import Progress
from reportgen.project import Rebuilt


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long what is waited for."""

    # nothing changes for so long: what was being written is written
    quiet_s: float = 1.0
    # a file that never comes to rest is read as it is
    longest_unrest_s: float = 30.0
    # the folder is looked at so often even if nothing was heard
    look_s: float = 60.0
    # and so often where nothing can be heard, or while it is gone
    poll_s: float = 2.0
    # what failed for no fault of the articles is tried again, ever more seldom
    first_retry_s: float = 10.0
    longest_retry_s: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Who is told: `say` a line of news, `complain` what failed; none of them raises.

    `on_built` is called after each build, of a new edition or of the one that stands; `building`
    gives the listener of a build.
    """

    say: Callable[[str], None]
    complain: Callable[[ReportgenError], None]
    on_built: Callable[[Rebuilt], None]
    building: Callable[[], AbstractContextManager[Progress]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a watch did: builds begun, new editions among them, builds that failed."""

    builds: int = 0
    editions: int = 0
    failures: int = 0
