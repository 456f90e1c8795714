"""Build further stories out of the newspapers: what several papers wrote on one day and the next.

    python -m bench.days OUT.jsonl

The articles of two days that follow each other are held against one another by the words of their
titles and leads (TF-IDF); around each in turn, those of other papers that are near enough make a
story.  Articles of the stories that the labels of 2026-11-22 came from are left out.  What is
written holds the ids of the articles alone; bench/labels/days.jsonl keeps those that have labels,
among them some strung together otherwise: of what was left over, at a likeness of 0.2 and within
three days, and of one article with up to three of two to four days later.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bench.stories import DATA, digest, lines, own_words
from reportgen import arabic

_LEAD_WORDS = 60
NEAR = 0.3
MOST_ARTICLES = 10
MOST_OF_A_PAPER = 2
SHORTEST = 200  # characters

Article = TypeVar("Article")


def days() -> Iterator[dict[str, Any]]:
    """Yield the stories: their name and the ids of their articles; each article in one only."""
    by_day = articles_by_day({article for story in own_words() for article in story})
    taken: set[str] = set()
    for day in sorted(by_day):
        both = [*by_day[day], *by_day.get(day + timedelta(days=1), ())]
        rows = [row for row in both if row["id"] not in taken]
        for group in _groups(rows):
            ids = sorted(row["id"] for row in group)
            if all(row["batch"] != day.isoformat() for row in group):
                continue  # the next pair of days meets it with all that follows
            taken.update(ids)
            yield {"story": f"days/{day.isoformat()}-{digest(' '.join(ids))[:8]}", "articles": ids}


def articles_by_day(without: Container[str] = ()) -> dict[date, list[dict[str, Any]]]:
    """Return the articles that are no stubs, each text once, by the day they were collected on."""
    by_day: dict[date, list[dict[str, Any]]] = {}
    seen = set()
    for row in lines(DATA / "saudinewsnet.jsonl.gz"):
        body = digest(" ".join(row["content"].split()))
        if row["id"] in without or body in seen or len(row["content"]) < SHORTEST:
            continue
        seen.add(body)
        by_day.setdefault(date.fromisoformat(row["batch"]), []).append(row)
    return by_day


def story_of(day: date, number: int) -> list[str]:
    """Return the ids of so many articles of a day on one story: those nearest to one of them."""
    rows = [row for row in lines(DATA / "saudinewsnet.jsonl.gz") if row["batch"] == str(day)]
    rows = sorted(
        (row for row in rows if len(row["content"]) >= SHORTEST), key=lambda row: row["id"]
    )
    near = _likeness(rows)
    hub = max(range(len(rows)), key=lambda at: (sorted(near(at))[-number], rows[at]["id"]))
    likeness = near(hub)
    order = sorted(range(len(rows)), key=lambda at: (-likeness[at], rows[at]["id"]))
    return [rows[at]["id"] for at in order[:number]]


def _groups(rows: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    near_of = _likeness(rows)
    left = set(range(len(rows)))
    for i in sorted(range(len(rows)), key=lambda at: digest(rows[at]["id"])):
        if i not in left:
            continue
        near = near_of(i)
        others = [j for j in left if j != i and near[j] >= NEAR]
        others.sort(key=lambda j: (-near[j], rows[j]["id"]))
        group = gathered([i, *others], [rows[j]["source"] for j in (i, *others)])
        if len({rows[j]["source"] for j in group}) > 1:
            left -= set(group)
            yield [rows[j] for j in group]


def gathered(articles: Sequence[Article], papers: Sequence[str]) -> list[Article]:
    """Return the first articles that make a story: few, and of each paper fewer."""
    group: list[Article] = []
    told: Counter[str] = Counter()
    for one, paper in zip(articles, papers, strict=True):
        if len(group) < MOST_ARTICLES and told[paper] < MOST_OF_A_PAPER:
            told[paper] += 1
            group.append(one)
    return group


def _likeness(rows: Sequence[Mapping[str, Any]]) -> Callable[[int], Sequence[float]]:
    """Return what tells how near one of the rows is to each of them."""
    matrix = weighed(rows)
    return lambda at: [float(one) for one in (matrix[at] @ matrix.T).toarray()[0]]


def weighed(rows: Sequence[Mapping[str, Any]]) -> Any:  # noqa: ANN401 - a sparse matrix
    """Return the words of each article's head by TF-IDF, a row an article, each of length one."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        tokenizer=str.split,
        token_pattern=None,
        lowercase=False,
        min_df=2,
        max_df=0.05,
        sublinear_tf=True,
    ).fit_transform([_head(row) for row in rows])


def _head(row: Mapping[str, Any]) -> str:
    """Return the stems of an article's title and first words: by these it is near to others."""
    lead = " ".join(row["content"].split()[:_LEAD_WORDS])
    words = [arabic.light_stem(w) for w in arabic.words(arabic.fold(f"{row['title']} {lead}"))]
    return " ".join(word for word in words if len(word) > 1)


def main() -> int:
    """Write the stories."""
    found = list(days())
    Path(sys.argv[1]).write_text(
        "".join(json.dumps(story) + "\n" for story in found), encoding="utf-8"
    )
    sizes = Counter(len(story["articles"]) for story in found)
    print(len(found), "stories; articles of each:", sorted(sizes.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
