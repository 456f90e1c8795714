"""Build stories of newspaper articles that have not met in a story before: fresh material.

    python -m bench.unmet OUT.jsonl FIRST_DAY LAST_DAY MET.jsonl …

Every file MET holds stories as `bench.days` writes them; no pair of articles of one of them, nor of
the same-day stories of the data, meets again.  Around each article of these days, in the order of a
digest, stand those of other papers of up to a week before and after that are as near as in
`bench.days`, at most two of a paper.  Blind labels of the layers "unmet" come from these: weeks
apart from one another for what is read at different times.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.days import NEAR, articles_by_day, gathered, weighed
from bench.stories import DATA, digest, lines

_MOST_DAYS = 7

Pair = frozenset[str]


def unmet(met: Iterable[Iterable[str]], first: date, last: date) -> Iterator[dict[str, Any]]:
    """Yield stories of the articles of these days, each with pairs that `met` has not."""
    done = {frozenset(pair) for ids in met for pair in combinations(ids, 2)}
    by_day = {day: rows for day, rows in articles_by_day().items() if first <= day <= last}
    source_of = {row["id"]: row for rows in by_day.values() for row in rows}
    near = _near(by_day, done)
    for hub in sorted(near, key=digest):
        left = [(-v, one) for one, v in near[hub].items() if frozenset({hub, one}) not in done]
        order = [hub, *(one for _, one in sorted(left))]
        group = gathered(order, [source_of[one]["source"] for one in order])
        if len(group) > 1:
            done.update(frozenset(pair) for pair in combinations(group, 2))
            day = min(source_of[one]["batch"] for one in group)
            ids = sorted(group)
            yield {"story": f"days/{day}-{digest(' '.join(ids))[:8]}", "articles": ids}


def _near(
    by_day: Mapping[date, list[dict[str, Any]]], done: set[Pair]
) -> dict[str, dict[str, float]]:
    """Return for each article the likeness of those that are near and have not met it."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for day in sorted(by_day):
        for days in range(_MOST_DAYS + 1):
            rows, others = by_day[day], by_day.get(day + timedelta(days=days), []) if days else []
            matrix = weighed([*rows, *others])
            theirs = matrix[len(rows) :] if days else matrix
            likeness = (matrix[: len(rows)] @ theirs.T).tocoo()
            for i, j, value in zip(likeness.row, likeness.col, likeness.data, strict=True):
                a, b = rows[i], (others if days else rows)[j]
                if value < NEAR or a["source"] == b["source"]:
                    continue
                if frozenset({a["id"], b["id"]}) not in done:
                    found[a["id"]][b["id"]] = found[b["id"]][a["id"]] = round(float(value), 3)
    return found


def main() -> int:
    """Write the stories."""
    out, first, last, *files = sys.argv[1:]
    met = [story["articles"] for file in files for story in lines(Path(file))]
    silver = DATA / "saudinewsnet_silver_stories.jsonl.gz"
    met += [[one["id"] for one in story["articles"]] for story in lines(silver)]
    found = list(unmet(met, date.fromisoformat(first), date.fromisoformat(last)))
    Path(out).write_text("".join(json.dumps(story) + "\n" for story in found), encoding="utf-8")
    print(len(found), "stories")
    return 0


if __name__ == "__main__":
    sys.exit(main())
