"""The command line of it."""

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from tests import faulty_disk
from tests.perils.ground import ALWAYS_THERE, Ground, Tally
from tests.perils.killing import Killer
from tests.perils.starving import Starver


def endangered(*, kills: int, faults: int | None, seed: int, is_quick: bool = False) -> Tally:
    """Kill so many commands, let so many writes fail (None: each in turn); say what came of it."""
    tally = Tally()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        rich = "json" if is_quick else "pdf,html,json"
        ground = Ground(Path(name) / "ground", formats=rich)
        # every tenth round writes a PDF and a page, too
        projects = (("plain", "json"), ("rich", rich))
        plain, other = (
            Killer(ground, ground.begun(title, ALWAYS_THERE, formats=formats), seed=seed + number)
            for number, (title, formats) in enumerate(projects)
        )
        killers = [other, *[plain] * 9]
        rounds = 0
        while sum(tally.kills.values()) < kills and rounds < 3 * kills:
            killers[rounds % len(killers)].round(tally)
            rounds += 1
        if faults != 0 and faulty_disk.is_available():
            starver = Starver(ground, formats=rich)
            every = starver.plan(tally)
            chosen = every if faults is None else random.Random(seed).sample(every, faults)
            for case, fault, write in sorted(chosen):
                starver.round(tally, case, fault, write)
    tally.seconds = time.monotonic() - start
    return tally


def main() -> int:
    """Do what the arguments say and print the figures; 1 if something was not as promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--faults", type=int, help="how many; else each write in turn")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="no PDF and no page, only JSON")
    asked = parser.parse_args()
    tally = endangered(
        kills=asked.kills, faults=asked.faults, seed=asked.seed, is_quick=asked.quick
    )
    sys.stdout.write(json.dumps(tally.figures(), ensure_ascii=False, indent=2) + "\n")
    return 1 if tally.flaws else 0


if __name__ == "__main__":
    sys.exit(main())
