"""How often a referent that is printed is one thing, truly named otherwise by its outlets.

    python -m bench.contrast framing

Every referent printed of the sets of `bench.subjects` was read (2026-11-25), the doubtful ones with
the sentences that are counted.  `bench/labels/framing.jsonl` has, for each name printed, its digest
and which thing of its set it names, or nothing where it names several or none; a referent is right
when all of its names are of one thing.  What has no label yet counts as wrong.

When the half "report" was read first, 93 of the 110 referents printed were right (0.845); faults
seen there were mended («القوات الموالية» of two sides, «مقاتلين» that are any), so that its figure
is no longer blind.  The half "fresh", sets of other subjects, was read once afterwards: 17 of 20;
two of the three faults were mended since.  Of the referents that no table knows 10 of 10, 1 of 1
and (half "tune") 2 of 3 are right now; while two plurals of persons needed one place alone, it was
10 of 12, 1 of 2 and 3 of 6.
Same-day stories of a few short reports print hardly any: their words are too few to be sure.  In
ten of them (2026-11-25) eight things were found by reading that outlets name otherwise («الطفل»,
«الرضيع»; «عامل», «مزارع»), each once to three times: none is printed.
"""

import json
from collections import Counter
from functools import cache

from bench import subjects
from bench.relations import wilson
from bench.stories import ROOT, digest, read_texts
from reportgen import arabic
from reportgen.contrast._framing import framing_of
from reportgen.contrast._vocabulary import vocabulary_of
from reportgen.copies import copies

_LABELS = ROOT / "bench" / "labels" / "framing.jsonl"
_WORDS = ROOT / "bench" / "labels" / "vocabulary.jsonl"


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


def vocabulary() -> Counter[str]:
    """Return how many words of the labelled sets are printed and are words of the outlet's own.

    Thirty sets of the half "report" (two same-day stories, which are all that print any, twenty of
    subjects, eight of claims), each word read in its list (2026-11-25): poor is what names the
    outlet itself, what its site puts around articles, and what is no word of a subject.
    """
    counts: Counter[str] = Counter()
    for row in map(json.loads, _WORDS.open(encoding="utf-8")):
        texts = read_texts(subjects.sources(row["set"]))
        if texts is None:
            continue
        counts["sets"] += 1
        for word in vocabulary_of(*texts, copies(texts[0])):
            known = row["words"].get(name_of(row["set"], f"{word.outlet} {word.word}"))
            counts.update(["printed", "right" if known else "wrong"])
            counts["unlabelled"] += known is None
    return counts


def report() -> dict[str, float]:
    """Print both measurements; return the share of right ones of the halves not tuned on."""
    if not any(name.startswith("wide/") for name in subjects.names()):
        print("the articles are not there: the floors of framing and vocabulary are not held")
        return {}
    found = {}
    for half in ("tune", "report", "fresh"):
        found[half] = measure(half)
        print(f"framing, {half} half: {_said(found[half])}")
    words = vocabulary()
    print(f"vocabulary, report half: {_said(words)}")
    both = found["report"] + found["fresh"]
    return {
        "framing_precision": both["right"] / max(1, both["printed"]),
        "vocabulary_precision": words["right"] / max(1, words["printed"]),
    }


def _said(counts: Counter[str]) -> str:
    return (
        f"{wilson(counts['right'], counts['printed'])} printed of {counts['sets']} sets are right,"
        f" {counts['unlabelled']} of them not labelled"
    )
