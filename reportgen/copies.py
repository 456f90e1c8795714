"""Articles → groups that print one text: near-duplicates and copies of one agency's report.

A group is one independent voice, however many outlets print it.  Texts are compared by the runs
of five words they share, as a part of the shorter one: papers cut a report from its end.
"""

import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from reportgen import arabic
from reportgen.model import Article, CopyGroup
from reportgen.outlet_names import agency_credited

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RUN_WORDS = 5
_MIN_RUNS = 20
_HASHES = 128
# 64 bands of 2: texts that share a quarter of all their runs meet with probability 0.98
_BANDS = (64, 2)
_MAX_CANDIDATES = 60
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HEAD_CHARS, _TAIL_CHARS = 200, 160


class CopiesOptions(BaseModel):
    """When two articles count as one text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # On 200 pairs of saudinewsnet judged by hand (2026-11-21, bench/inputs.py copies): at 0.5
    # precision 0.94 and recall 0.88; below it half of what is added are reports of one event, or
    # of two like events, in words of their own around the same formulas.

    shared: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="Part of the shorter article's five-word runs that a copy shares.",
    )
    shared_by_agency: float = Field(
        default=0.3,
        gt=0,
        le=1,
        description="The same where both name the same news agency as their source.",
    )


def copies(
    articles: Sequence[Article], *, options: CopiesOptions | None = None
) -> tuple[CopyGroup, ...]:
    """Return the groups of two and more, each with its longest article first.

    The order of `articles` changes nothing, and the cost grows linearly with their number: each
    is compared with the longest article of those groups only that share some hashes with it.
    """
    options = options or CopiesOptions()
    runs = {article.id: _runs(article) for article in articles}
    ranked = sorted(
        (a for a in articles if len(runs[a.id]) >= _MIN_RUNS),
        key=lambda a: (-len(runs[a.id]), a.id),
    )
    groups: dict[str, list[tuple[str, float]]] = {}
    agencies = {article.id: _agency(article) for article in ranked}
    for article, alike in zip(ranked, _meeting(ranked, runs, groups), strict=True):
        best = max(
            ((_shared(runs[article.id], runs[leader]), leader) for leader in alike),
            default=(0.0, ""),
        )
        same = best[1] and agencies[article.id] and agencies[article.id] == agencies[best[1]]
        if best[0] >= (options.shared_by_agency if same else options.shared):
            groups[best[1]].append((article.id, best[0]))
        else:
            groups[article.id] = []
    return tuple(
        CopyGroup(
            articles=(leader, *(member for member, _ in members)),
            shared=round(min(part for _, part in members), 2),
            agency=agencies[leader] or next((a for m, _ in members if (a := agencies[m])), None),
        )
        for leader, members in sorted(groups.items())
        if members
    )


def _runs(article: Article) -> "NDArray[np.uint64]":
    """Return the sorted hashes of the article's runs of words; stable from run to run."""
    spans = article.paragraphs
    text = "\n".join(article.text[p.start : p.end] for p in spans) if spans else article.text
    words = arabic.words(arabic.fold(text))
    if len(words) < _RUN_WORDS:
        return np.empty(0, dtype=np.uint64)
    hashes = np.fromiter((zlib.crc32(w.encode()) for w in words), dtype=np.uint64, count=len(words))
    last = len(words) - _RUN_WORDS + 1
    mixed = np.zeros(last, dtype=np.uint64)
    for offset in range(_RUN_WORDS):
        mixed = (mixed ^ hashes[offset : offset + last]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def _meeting(
    ranked: Sequence[Article],
    runs: "dict[str, NDArray[np.uint64]]",
    groups: dict[str, list[tuple[str, float]]],
) -> Iterator[list[str]]:
    """Give for each article in turn the heads of groups it shares hashes with.

    So few that each can be compared with every head need no sketches, nor their library.
    """
    if len(ranked) <= _MAX_CANDIDATES:
        yield from (sorted(groups) for _ in ranked)
        return
    from datasketch import MinHash, MinHashLSH

    index: Any = MinHashLSH(num_perm=_HASHES, params=_BANDS)
    model = MinHash(num_perm=_HASHES, hashfunc=int, scheme="affine32")
    for article in ranked:
        sketch = model.copy()
        sketch.update_batch((runs[article.id] >> np.uint64(32)).tolist())
        yield sorted(index.query(sketch))[:_MAX_CANDIDATES]
        if article.id in groups:
            index.insert(article.id, sketch)


def _shared(one: "NDArray[np.uint64]", other: "NDArray[np.uint64]") -> float:
    both = np.intersect1d(one, other, assume_unique=True)
    return round(len(both) / min(len(one), len(other)), 4)


def _agency(article: Article) -> str | None:
    head, tail = article.text[:_HEAD_CHARS], article.text[-_TAIL_CHARS:]
    return agency_credited(f"{article.author or ''}\n{head}", tail)
