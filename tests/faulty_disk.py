"""A disk that fails when told to: real errors from the system for the real calls of a process.

A filter of the kernel (seccomp, Linux 5.5 and later, no privilege needed) asks this process about
every call with which another one changes a disk; the answer is "go on" or an error number.  So
Python's writes and SQLite's fail alike, which no patch of `os` and no limit of size can do.
"""

import ctypes
import fcntl
import os
import platform
import select
import signal
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

KILL = -1

# system calls by their numbers on this machine
_CALLS = {
    "write": 1, "open": 2, "pwrite64": 18, "writev": 20, "fsync": 74, "fdatasync": 75,
    "ftruncate": 77, "rename": 82, "mkdir": 83, "link": 86, "openat": 257, "mkdirat": 258,
    "renameat": 264, "fallocate": 285, "pwritev": 296, "renameat2": 316, "copy_file_range": 326,
    "sendfile": 40,
}  # fmt: skip
_BY_NUMBER = {number: name for name, number in _CALLS.items()}
_WHERE_FILE_STANDS = {"copy_file_range": 2}  # else the first argument is the open file
_BY_NAME = {"rename", "mkdir", "link", "mkdirat", "renameat", "renameat2"}
_MAY_CREATE = {"open": 1, "openat": 2}

_SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER = 317, 1, 8
_SET_NO_NEW_PRIVILEGES = 38
_LOAD_CALL, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ASK, _ALLOW = 0x7FC00000, 0x7FFF0000
_RECEIVE, _SEND, _GO_ON = 0xC0502100, 0xC0182101, 1
_NOTICE, _ANSWER = struct.Struct("=QIIiIQ6Q"), struct.Struct("=QqiI")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a process: its exit code, how often it wrote, which call failed first."""

    code: int
    writes: int
    failed: str


def is_available() -> bool:
    """Say whether this machine can do it."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        return False
    try:
        return run(lambda: None, below=Path("/nowhere"), error=0).code == 0
    except OSError:
        return False


def run(
    work: Callable[[], None],
    *,
    below: Path,
    error: int = 0,
    first: int | None = None,
    is_lasting: bool = True,
) -> Outcome:
    """Fork, do `work` there, and let its writes below a folder fail with `error`.

    The `first` write fails (they are counted from 1) and, if `is_lasting`, all that come after;
    without `first` none does.  With `KILL` for an error the process is killed at that write.
    `work` may end with `SystemExit` to tell a code.
    """
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        ours.close()
        _be_the_child(theirs, work)
    theirs.close()
    with ours:
        _, handles, _, _ = socket.recv_fds(ours, 1, 1)
    if not handles:
        os.waitpid(child, 0)
        raise OSError("the system's filter of calls is not to be had")
    writes, failed = _answer(
        handles[0], child, f"{below.resolve()}/", error=error, first=first, is_lasting=is_lasting
    )
    _, status = os.waitpid(child, 0)
    return Outcome(code=os.waitstatus_to_exitcode(status), writes=writes, failed=failed)


def _be_the_child(theirs: socket.socket, work: Callable[[], None]) -> None:
    code = 99
    try:
        try:
            handle = _filter()
        except OSError:
            theirs.send(b"-")
            os._exit(98)
        socket.send_fds(theirs, [b"+"], [handle])
        os.close(handle)
        theirs.close()
        work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    finally:
        os._exit(code)


def _filter() -> int:
    """Have the kernel ask about the calls above from now on; return where it asks."""
    lines = [(_LOAD_CALL, 0, 0, 0)]
    numbers = sorted(_BY_NUMBER)
    for place, number in enumerate(numbers):
        lines.append((_IF_EQUAL, len(numbers) - place, 0, number))
    lines += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _ASK)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in lines))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(lines), ctypes.addressof(code)))
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    handle: int = system.syscall(_SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER, program)
    if handle < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return handle


def _answer(
    handle: int, child: int, below: str, *, error: int, first: int | None, is_lasting: bool
) -> tuple[int, str]:
    writes, failed = 0, ""
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    try:
        while not any(event & (select.POLLHUP | select.POLLERR) for _, event in waiting.poll()):
            notice = bytearray(_NOTICE.size)
            try:
                fcntl.ioctl(handle, _RECEIVE, notice)
            except OSError:  # it was killed, or interrupted, meanwhile
                continue
            number, process, _, call, _, _, *arguments = _NOTICE.unpack(notice)
            fails = False
            if _changes(process, _BY_NUMBER[call], arguments, below):
                writes += 1
                fails = first is not None and (writes >= first if is_lasting else writes == first)
                if fails and not failed:
                    failed = _shown(process, _BY_NUMBER[call], arguments)
                if fails and error == KILL:
                    os.kill(child, signal.SIGKILL)
                    continue
            answer = (number, 0, -error, 0) if fails else (number, 0, 0, _GO_ON)
            try:
                fcntl.ioctl(handle, _SEND, bytearray(_ANSWER.pack(*answer)))
            except OSError:
                continue
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(handle)
    return writes, failed


def _changes(process: int, call: str, arguments: list[int], below: str) -> bool:
    """Say whether a call changes something below the folder."""
    if call in _BY_NAME:
        return True
    if call in _MAY_CREATE:
        return bool(arguments[_MAY_CREATE[call]] & os.O_CREAT)
    return _file(process, call, arguments).startswith(below)


def _file(process: int, call: str, arguments: list[int]) -> str:
    try:
        handle = arguments[_WHERE_FILE_STANDS.get(call, 0)]
        return os.readlink(f"/proc/{process}/fd/{handle}")  # noqa: PTH115
    except OSError:
        return ""


def _shown(process: int, call: str, arguments: list[int]) -> str:
    if call in _BY_NAME or call in _MAY_CREATE:
        return call
    return f"{call} {Path(_file(process, call, arguments)).name}"
