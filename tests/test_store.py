"""Files are written whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.errors import OutputError
from reportgen.store import write_all

_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from reportgen.errors import OutputError
from reportgen.store import write_all
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
folder = Path(sys.argv[1])
try:
    write_all([(folder / "a", b"new"), (folder / "b", b"x" * 5000)])
except OutputError as error:
    print(error.message)
"""


def test_files_are_replaced(tmp_path: Path) -> None:
    """Old contents give way to new ones, folders are made, nothing else is left behind."""
    target = tmp_path / "deep" / "a.txt"
    write_all([(target, b"old")])

    assert write_all([(target, b"new")]) == (target,)

    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]


def test_full_disk_leaves_every_old_file_whole(tmp_path: Path) -> None:
    """When the second file does not fit, the first is not replaced either."""
    for name in "ab":
        (tmp_path / name).write_bytes(b"old")

    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
    )

    assert "cannot write" in done.stdout
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a": b"old",
        "b": b"old",
    }


def test_folder_that_is_a_file_is_one_clear_error(tmp_path: Path) -> None:
    """A path through a file is an error of the program, not of the system."""
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(OutputError):
        write_all([(tmp_path / "file" / "report.pdf", b"")])
