"""Hundreds of things happen in a watched folder: the report is right in the end, the watch calm.

    python bench/watch.py [--events 500] [--idle 20] [--seed 7] [--poll]

The watch is the command itself, in a process of its own.  Printed are the events and the builds
they led to, whether the report is what a fresh build makes of the folder, the builds while
nothing happened, and the CPU time of the idle watch.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OMP_NUM_THREADS", "1")

from tests.bursts import Newsroom  # noqa: E402
from tests.conftest import FLOOD  # noqa: E402
from tests.perils.ground import Ground, essence  # noqa: E402

_LONGEST_S = 120


def main() -> int:
    """Make the bursts, wait for the report to follow, watch the watch doing nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=500)
    parser.add_argument("--idle", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--poll", action="store_true")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as name:
        ground = Ground(Path(name) / "ground", formats="json")
        folder = ground.begun("watched", tuple(FLOOD), formats="json")
        log = Path(name) / "log"
        command = [sys.executable, "-m", "reportgen", "watch", str(folder)]
        with log.open("wb") as stream:
            watch = subprocess.Popen(
                [*command, *(["--poll"] if asked.poll else [])],
                stdout=stream,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
            )
        newsroom = Newsroom(folder / "articles", chance=chance)
        bursts = 0
        start = time.monotonic()
        while newsroom.events < asked.events:
            newsroom.burst(min(chance.randint(1, 25), asked.events - newsroom.events))
            bursts += 1
            time.sleep(chance.choice((0.0, 0.3, 1.5, 3.0)))
        newsroom.come_to_rest()
        end = time.monotonic()
        fresh = ground.fresh(folder)
        while not (is_right := _essence(folder) == fresh) and time.monotonic() < end + _LONGEST_S:
            time.sleep(0.1)
        settled = time.monotonic()
        time.sleep(5)  # what still echoes may do so
        builds, cpu_s = _builds(log), _cpu_s(watch.pid)
        time.sleep(asked.idle)
        builds_idle, cpu_idle_s = _builds(log) - builds, _cpu_s(watch.pid) - cpu_s
        watch.send_signal(signal.SIGTERM)
        code = watch.wait(_LONGEST_S)
    figures = {
        "events": newsroom.events,
        "bursts": bursts,
        "builds": builds,
        "report equals a fresh build": is_right,
        "seconds of bursts": round(end - start, 1),
        "seconds until it was right": round(settled - end, 1),
        "builds while idle": builds_idle,
        "CPU seconds while idle": round(cpu_idle_s, 3),
        "seconds idle": asked.idle,
        "exit code": code,
    }
    print(json.dumps(figures, indent=2))
    return 0 if is_right and not builds_idle and not code else 1


def _essence(folder: Path) -> object:
    try:
        return essence(json.loads((folder / "reports" / "briefing.json").read_bytes()))
    except (OSError, ValueError):
        return None


def _builds(log: Path) -> int:
    """Return how many builds the watch told of, those that failed included."""
    lines = log.read_text(encoding="utf-8").splitlines()
    return sum(line.startswith(("edition ", "reportgen: ")) for line in lines)


def _cpu_s(process: int) -> float:
    """Return the user and system time of a process, its finished children included."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
