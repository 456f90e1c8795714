"""How often printed disputes are right, and how many stories get one, in retold news.

    python -m bench.contrast retold

411 stories, five to seven articles each, in nine sets (tests/stories/retold, see the README
there): each follows how real outlets told one event, in order, attribution and wording of the
denials, but in words of its own and laid elsewhere; the writers saw neither program nor rules.  The
last two sets are shorter and more made up, since fewer reports were to be had.  Their key lists the
pairs of sentences that cannot both be true; "soft" ones are arguable.  What was printed when rules
met a set first, and other pairs, were then read by somebody who did not know which was which
("judged"; of `first` those that a fit thought likeliest).

A printed dispute is right if it is judged so or, where nobody judged it, joins what the key joins
and is not soft; what is judged soft is not right.  Nothing printed and unread counts as right.

The rules were written by `first`; each further set was met once by the rules of the moment,
committed before, and read; then they were mended by it.  "At first contact" is that meeting, and
the figure to trust; the rest is what is printed now.  A second reader called as many disputes of
`fifth` and `sixth` right, 28 of 38 of `seventh` (the first 26), 18 of 27 of `eighth` (18) and 13 of
16 of `ninth` (11).  That a denial answers the day before only was settled on `fifth` to `eighth`:
`ninth` is the one set met by it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bench.invented import Keyed, printed, spanned
from bench.relations import known_of, wilson
from bench.stories import ROOT, Source, lines, read
from reportgen.contrast._denied_matters import denied_matters
from reportgen.model import Relation

FOLDER = ROOT / "tests" / "stories" / "retold"
SETS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_PARTS = frozenset({"contested", "numbers"})


@lru_cache(maxsize=16)
def retold(which: str) -> tuple[tuple[Keyed, tuple[dict[str, Any], ...]], ...]:
    """Return the stories of a set, each with its key and what was judged of it."""
    path = FOLDER / f"{which}.jsonl"
    return tuple(_keyed(which, path, row) for row in lines(path)) if path.is_file() else ()


def _keyed(which: str, path: Path, row: dict[str, Any]) -> tuple[Keyed, tuple[dict[str, Any], ...]]:
    name = f"{which}/{row['name']}"
    sources = [
        Source(
            name=f"{name}/{one['id']}",
            outlet=one["outlet"],
            text=f"{one['title']}\n\n{one['text']}\n",
            published=one["date"],
        )
        for one in row["articles"]
    ]
    story = read(name, sources)
    if story is None:
        raise ValueError(f"{path}: {name} has fewer than two articles")
    keyed = Keyed(story=story, kind=row["kind"], pairs=spanned(story, row["disputes"]))
    return keyed, spanned(story, row["judged"])


def verdicts(keyed: Keyed, judged: Sequence[dict[str, Any]]) -> Iterator[tuple[Relation, str]]:
    """Yield what is printed of a story with "right", "soft", "update", "wrong" or "unread"."""
    read_as = Keyed(story=keyed.story, kind=keyed.kind, pairs=tuple(judged))
    sentences = {sentence.id: sentence for sentence in keyed.story.sentences}
    for relation, entries in printed(keyed):
        labels = [
            one["label"] for one in read_as.kinds_of(sentences[relation.a], sentences[relation.b])
        ]
        if labels:
            yield relation, labels[0]
        elif entries:
            yield relation, "soft" if all(one.get("soft") for one in entries) else "right"
        else:
            yield relation, "unread"


def _is_listed(keyed: Keyed) -> bool:
    """Say whether a denial is listed with a sentence near it that the key sets against it."""
    sentences = {sentence.id: sentence for sentence in keyed.story.sentences}
    return any(
        not entry.get("soft")
        for denial in denied_matters(known_of(keyed.story))
        for near in denial.nearest
        for said in (denial.sentence, *denial.also)
        for entry in keyed.kinds_of(sentences[said], sentences[near.sentence])
    )


def report(which: str) -> dict[str, float]:
    """Print the figures of one set; return those of what is printed now."""
    stories = retold(which)
    found: Counter[tuple[str, str, str]] = Counter()
    with_one: dict[str, list[bool]] = {}
    listed: dict[str, list[bool]] = {}
    for keyed, judged in stories:
        told = list(verdicts(keyed, judged))
        found.update((one.kind, one.evidence[0].kind, verdict) for one, verdict in told)
        is_owed = any(not entry.get("soft") for entry in keyed.pairs)
        if is_owed:
            right = any((one.kind, verdict) == ("disputes", "right") for one, verdict in told)
            with_one.setdefault(keyed.kind, []).append(right)
            listed.setdefault(keyed.kind, []).append(right or _is_listed(keyed))
    met = Counter(
        (one["met"], one["label"]) for _, judged in stories for one in judged if "met" in one
    )
    for kind in ("disputes", "updates"):
        all_met = sum(count for (printed_as, _), count in met.items() if printed_as == kind)
        if all_met:
            right = met[kind, "right"] + (kind == "updates") * met[kind, "update"]
            soft = met[kind, "soft"]
            print(
                f"retold, {which}, {kind} at first contact: {wilson(right, all_met)}, soft {soft}"
            )
    now = dict.fromkeys(("right", "soft", "update", "wrong", "unread"), 0)
    for (kind, _, verdict), count in found.items():
        now[verdict] += count * (kind == "disputes")
    total = sum(now.values())
    print(f"retold, {which}, disputes as printed now: {wilson(now['right'], total)} {now}")
    for kind in sorted({evidence for _, evidence, _ in found}):
        own = Counter({v: n for (k, e, v), n in found.items() if (k, e) == ("disputes", kind)})
        print(f"  by {kind}: {wilson(own['right'], own.total())}")
    for kind, own_ in sorted(with_one.items()):
        shown = listed[kind]
        print(
            f"  {kind} stories with a right one: {wilson(sum(own_), len(own_))}, "
            f"or a denial beside what the key sets against it: {wilson(sum(shown), len(shown))}"
        )
    parted = [one for kind, own_ in with_one.items() if kind in _PARTS for one in own_]
    return {
        f"retold_{which}_precision": now["right"] / max(1, total),
        f"retold_{which}_stories": sum(parted) / max(1, len(parted)),
    }


def first_contact(sets: Sequence[str]) -> Counter[str]:
    """Return the labels of the disputes that were printed when rules met these sets first."""
    return Counter(
        one["label"]
        for which in sets
        for _, judged in retold(which)
        for one in judged
        if one.get("met") == "disputes"
    )


def all_retold() -> dict[str, float]:
    """Print the figures of each set; return what is printed now of all."""
    figures: dict[str, float] = {}
    for which in SETS:
        if retold(which):
            figures |= report(which)
    blind = first_contact(SETS[1:])
    print(
        f"retold, all but the first, disputes at first contact: "
        f"{wilson(blind['right'], blind.total())} {dict(sorted(blind.items()))}"
    )
    return figures
