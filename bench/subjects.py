"""What several papers wrote on one subject, of one day or of many: larger than same-day stories.

For what needs words by the hundred.
The articles of saudinewsnet whose headline has the subject's word, in an order of a digest, none
twice, none very short: of one day up to 30, or of all days in runs of 100.  A set falls into the
half "tune" or "report" by a digest of its name; sets of the subjects in `FRESH` into "fresh".
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from bench.stories import DATA, Source, half_of, lines, printed, sources_of, story_names
from reportgen import arabic

OF_A_DAY = "الحوثي داعش سوريا ايران اسراييل تركيا العراق مصر ليبيا لبنان اليونان النووي عدن الارهاب"
OF_ALL_DAYS = (
    f"{OF_A_DAY} تعز صنعاء الاسد فلسطين المستوطنين طالبان اوباما الاقصي تفجير المقاومه التحالف"
    " النفط الاسهم الحج التعليم الصحه الهلال النصر الاتحاد البنك"
)
FRESH = (
    "السيسي الاكراد روسيا امريكا افغانستان السودان تونس البحرين الكويت حماس الضفه نتنياهو العبادي"
    " المخلوع الرياض واشنطن المعارضه الجيش الشرطه الحكومه الرييس"
)
FRESH_WORDS = frozenset(FRESH.split())
_MOST, _FEWEST, _FEWEST_OUTLETS = 30, 8, 3
_RUN, _LONG, _FEWEST_OF_RUN = 100, 300, 60
_SHORTEST = 400  # characters
_SAME = 200


def names() -> tuple[str, ...]:
    """Return the names of all sets, the stories and claims of `bench.stories` among them."""
    told = (name for name in story_names() if name != "seeds")
    return (*told, *_subjects())


def half_of_set(name: str) -> str:
    """Return "tune", "report" or "fresh"."""
    is_fresh = not FRESH_WORDS.isdisjoint(name.split("/"))
    return "fresh" if is_fresh else half_of(name)


def sources(name: str) -> tuple[Source, ...]:
    """Return the articles of a set."""
    return _subjects()[name] if name.startswith(("topic/", "wide/")) else sources_of(name)


@lru_cache(maxsize=1)
def _subjects() -> dict[str, tuple[Source, ...]]:
    path = DATA / "saudinewsnet.jsonl.gz"
    if not path.is_file():
        return {}
    daily: dict[str, list[dict[str, Any]]] = defaultdict(list)
    every: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in lines(path):
        for word in _words_in(row["title"] or ""):
            every[word].append(row)
            if word in _DAILY:
                daily[f"{row['batch']}/{word}"].append(row)
    return dict((*_of_days(daily), *_of_runs(every)))


def _words_in(title: str) -> Iterator[str]:
    folded = arabic.fold(title)
    for word in _ALL:
        if re.search(rf"(?<!\w)[وبل]?{word}", folded):
            yield word


_DAILY = frozenset(f"{OF_A_DAY} {FRESH}".split())
_ALL = tuple(f"{OF_ALL_DAYS} {FRESH}".split())


def _of_days(rows_of: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, tuple[Source, ...]]]:
    for key, rows in sorted(rows_of.items()):
        kept = list(_distinct(sorted(rows, key=_place)))[:_MOST]
        if len(kept) >= _FEWEST and len({row["source"] for row in kept}) >= _FEWEST_OUTLETS:
            yield f"topic/{key}", printed(kept)


def _of_runs(rows_of: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, tuple[Source, ...]]]:
    for word, rows in sorted(rows_of.items()):
        kept = list(_distinct(sorted(rows, key=lambda row: (row["batch"], _place(row)))))[:_LONG]
        for at in range(0, len(kept), _RUN):
            if len(kept[at : at + _RUN]) >= _FEWEST_OF_RUN:
                yield f"wide/{word}/{at}", printed(kept[at : at + _RUN])


def _place(row: dict[str, Any]) -> str:
    return hashlib.sha256(row["id"].encode()).hexdigest()


def _distinct(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    seen = set()
    for row in rows:
        begins = row["content"][:_SAME]
        if begins not in seen and len(row["content"]) >= _SHORTEST:
            seen.add(begins)
            yield row
