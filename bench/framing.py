"""How often a referent that is printed is one thing, truly named otherwise by its outlets.

Every referent printed of the sets of `bench.subjects` was read (2026-11-25), the doubtful ones with
the sentences that are counted.  `bench/labels/framing.jsonl` has, for each name printed, its digest
and which thing of its set it names, or nothing where it names several or none; a referent is right
when all of its names are of one thing.  What has no label yet counts as wrong.

When the half "report" was read first, 93 of the 110 referents printed were right (0.845); faults
seen there were mended («القوات الموالية» of two sides, «مقاتلين» that are any), so that its figure
is no longer blind.  The half "fresh", sets of other subjects, was read once afterwards: 17 of 20;
one fault was mended since.
Same-day stories of a few short reports print hardly any: their words are too few to be sure.
"""

import json
from collections import Counter
from functools import cache

from bench import subjects
from bench.stories import ROOT, digest, read_texts
from reportgen import arabic
from reportgen.contrast._framing import framing_of

_LABELS = ROOT / "bench" / "labels" / "framing.jsonl"


def name_of(name: str, phrase: str) -> str:
    """Return what a label knows of a name printed of a set."""
    return digest(f"{name} {arabic.fold(phrase)}")


@cache
def _labels() -> dict[str, int | None]:
    rows = map(json.loads, _LABELS.open(encoding="utf-8"))
    return {key: thing for row in rows for key, thing in row["names"].items()}


def measure(half: str) -> Counter[str]:
    """Return how many sets there are, how many referents they print and how many are right."""
    labels = _labels()
    counts: Counter[str] = Counter()
    for name in subjects.names():
        if subjects.half_of_set(name) != half:
            continue
        texts = read_texts(subjects.sources(name))
        if texts is None:
            continue
        counts["sets"] += 1
        for framing in framing_of(*texts):
            keys = {name_of(name, variant.phrase) for variant in framing.variants}
            things = {labels.get(key, -1) for key in keys}
            is_right = len(things) == 1 and not things & {None, -1}
            counts.update(["printed", "right" if is_right else "wrong"])
            counts["unlabelled"] += -1 in things
    return counts
