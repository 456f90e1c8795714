"""Wait until something happens in a folder: by the system's word, or by looking now and then."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.watch._stop import Stop

# the system is asked that often whether it has anything to say
_STEP_MS = 250
# where files are changed by other machines, of which this system says nothing
_REMOTE = frozenset(
    "nfs nfs4 cifs smb3 smbfs 9p afs ceph glusterfs lustre vboxsf vmhgfs drvfs".split()  # noqa: SIM905
)
_REMOTE_FUSE = "fuse."
# a space in the name of a mount point
_OCTAL = re.compile(r"\\([0-7]{3})")

Wait = Callable[[float], None]


class Deaf(Exception):  # noqa: N818 - no error: the caller looks instead
    """The system says nothing of changes in this folder; `args[0]` says why."""


@contextmanager
def listening(root: Path, *, concerns: Callable[[Path, str], bool], stop: Stop) -> Iterator[Wait]:
    """Give a function that waits for a change since the context began, so many seconds at most.

    Raises:
        Deaf: the folder is on a drive of another machine, or the system's watches are used up.
    """
    import watchfiles

    if kind := remote_kind(root, _mounts()):
        raise Deaf(f"it is on a {kind} drive")
    changes = watchfiles.watch(
        root,
        watch_filter=None,
        debounce=2 * _STEP_MS,
        step=_STEP_MS,
        rust_timeout=_STEP_MS,
        yield_on_timeout=True,
        stop_event=stop,
        force_polling=False,
        ignore_permission_denied=True,
    )
    try:
        next(changes, None)  # it listens from here on
    except FileNotFoundError:
        yield lambda _seconds: None  # the folder has just gone: look again at once
        return
    except (OSError, RuntimeError) as error:
        raise Deaf(str(error)) from error

    def wait(seconds: float) -> None:
        until = time.monotonic() + seconds
        for some in changes:
            if any(concerns(root, path) for _, path in some) or time.monotonic() > until:
                return

    try:
        yield wait
    finally:
        changes.close()


def remote_kind(root: Path, mounts: str) -> str:
    """Return the kind of file system `root` is on if it is one of another machine, else nothing.

    `mounts` is what /proc/self/mountinfo says.
    """
    found: dict[Path, str] = {}
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        place = _OCTAL.sub(lambda code: chr(int(code[1], 8)), before.split()[4])
        found[Path(place)] = after.split()[0]
    kind = next((found[p] for p in (root, *root.parents) if p in found), "")
    return kind if kind in _REMOTE or kind.startswith(_REMOTE_FUSE) else ""


def _mounts() -> str:
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
