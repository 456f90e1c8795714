"""One process at a time changes a project.

The lock is the operating system's, which a dead process cannot hold; the file it is on says who
has it, for those who wait.
"""

import fcntl
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from reportgen.errors import OutputError
from reportgen.project._folder import Project

log = logging.getLogger(__name__)

_FILE = "lock"
_PAUSE_S = 0.1


@contextmanager
def locked(project: Project) -> Iterator[None]:
    """Hold the project's lock; where another process does, say so, and wait for it.

    Raises:
        OutputError: it was held for longer than ``project.wait_seconds``, or cannot be made.
    """
    path = project.hidden / _FILE
    try:
        project.hidden.mkdir(exist_ok=True)  # without parents: a project moved away stays away
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise OutputError(
            f"cannot write in the project {project.folder}: {error.strerror}",
            hint="mend the permissions of its folder, or copy it to one that can be written",
        ) from error
    try:
        _acquire(handle, path, project.wait_seconds)
        _sign(handle)
        try:
            yield
        finally:
            with suppress(OSError):  # as signing it, this is a courtesy
                os.ftruncate(handle, 0)
    finally:
        os.close(handle)  # which gives the lock back


def _acquire(handle: int, path: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    is_told = False
    while not _is_taken(handle):
        holder = _holder(path)
        if time.monotonic() >= deadline:
            raise OutputError(
                f"another process is at work on this project: {holder}",
                hint="wait for it to end, or give --wait more seconds",
            )
        if not is_told:
            log.warning("waiting for another process at work on this project: %s", holder)
            is_told = True
        time.sleep(_PAUSE_S)


def _is_taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(handle: int) -> None:
    """Write down who holds the lock; it is a courtesy, so a full disk does not matter."""
    words = " ".join([Path(sys.argv[0] or "python").name, *sys.argv[1:3]])
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    content = json.dumps({"pid": os.getpid(), "command": words[:200], "since": since})
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, content.encode(), 0)
    except OSError as error:
        log.debug("the lock is not signed: %s", error)


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        words = "".join(c if c.isprintable() else " " for c in str(said["command"]))
        return f"process {int(said['pid'])}, {words}, since {str(said['since'])[:25]}"
    except (OSError, ValueError, KeyError, TypeError):
        return "it has not said who it is"
