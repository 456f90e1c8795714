"""What a kill or a failing disk leaves: every article, a sound library, a whole report.

The whole exercise, hundreds of kills and every write of every command, is bench/faults.py.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from . import faulty_disk
from .conftest import ROOT

KILLS, FAULTS = 15, 15


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    """Return what `tests.perils` found, in a process of its own: it forks, so it has no threads."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.perils", "--quick"),
            *(f"--kills={KILLS}", f"--faults={FAULTS}"),
        ],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_killed_at_random_moments_nothing_is_lost(
    figures: dict[str, Any], record_property: Callable[[str, object], None]
) -> None:
    """SIGKILL during builds, adds, removals, watches: the next build is what a fresh one is."""
    record_property("killed", figures["killed"])

    assert [flaw for flaw in figures["flaws"] if flaw.startswith("kill")] == []
    assert figures["kills"] == KILLS


@pytest.mark.skipif(not faulty_disk.is_available(), reason="no filter of system calls here")
def test_whatever_write_fails_nothing_is_lost(
    figures: dict[str, Any], record_property: Callable[[str, object], None]
) -> None:
    """ENOSPC and EIO, of Python's and SQLite's writes alike: one clear line, and nothing broken."""
    record_property("refusals", figures["refusals"])

    assert [flaw for flaw in figures["flaws"] if not flaw.startswith("kill")] == []
    assert figures["faults"] == FAULTS
    assert figures["failed_calls"].get("none", 0) < FAULTS
