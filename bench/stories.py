"""Real sets of articles, taken through the stages up to the themes, for what measures contrast.

Same-day stories of several newspapers (saudinewsnet), the articles found for one claim (unifiedfc)
and the samples in seeds/.  Each article has a name that stays ("saudinewsnet/sn00001",
"unifiedfc/V-15/<digest of its address>", "seeds/003_….txt"); a story falls into the half "tune" or
"report" by a digest of its name alone.
"""

import gzip
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from reportgen.clean import clean
from reportgen.cluster import ClusterOptions, cluster
from reportgen.copies import copies
from reportgen.embed import EmbedOptions, embed
from reportgen.geometry import centred
from reportgen.ingest import ingest
from reportgen.model import Article, CopyGroup, Sentence, Theme, Vectors
from reportgen.segment import segment

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("REPORTGEN_DATA", ROOT.parent / "shared" / "data"))
LABELS = ROOT / "bench" / "labels"
_LITTLE_SHARED = 0.45  # of five-word runs: stories in which papers wrote themselves
_SILVER_STORIES = 160
_STATED = frozenset({"agree", "disagree", "discuss"})


@dataclass(frozen=True, kw_only=True)
class Source:
    """One article before it is read."""

    name: str
    outlet: str
    text: str
    published: str | None = None
    stance: str | None = None


@dataclass(frozen=True, kw_only=True)
class Story:
    """A set of articles as the contrast stage meets it; `name_of` goes from article id to name."""

    name: str
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    vectors: Vectors
    themes: tuple[Theme, ...]
    groups: tuple[CopyGroup, ...]
    name_of: Mapping[str, str]
    stance_of: Mapping[str, str | None]

    @property
    def half(self) -> str:
        """The half that the story belongs to."""
        return half_of(self.name)


def half_of(name: str) -> str:
    """Return "tune" or "report"."""
    return "report" if hashlib.sha256(f"half {name}".encode()).digest()[0] % 2 else "tune"


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def digest(text: str) -> str:
    """Return what a label knows of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _papers() -> dict[str, dict[str, Any]]:
    wanted = {a["id"] for story in _silver().values() for a in story["articles"]}
    wanted |= {article for ids in _days().values() for article in ids}
    stored = lines(DATA / "saudinewsnet.jsonl.gz")
    return {row["id"]: row for row in stored if row["id"] in wanted}


@lru_cache(maxsize=1)
def _days() -> dict[str, list[str]]:
    """Return the stories that bench/days.py built, as far as pairs of them are labelled."""
    return {story["story"]: story["articles"] for story in lines(LABELS / "days.jsonl")}


@lru_cache(maxsize=1)
def _silver() -> dict[str, dict[str, Any]]:
    path = DATA / "saudinewsnet_silver_stories.jsonl.gz"
    return {story["cluster"]: story for story in lines(path)} if path.is_file() else {}


def _own_words() -> list[str]:
    """Return the stories in which papers wrote themselves, in the order of a digest."""
    own = (key for key, s in _silver().items() if s["mean_5gram_overlap"] < _LITTLE_SHARED)
    return sorted(own, key=digest)[:_SILVER_STORIES]


def own_words() -> tuple[frozenset[str], ...]:
    """Return the ids of the articles of each same-day story that the first labels came from."""
    return tuple(frozenset(a["id"] for a in _silver()[key]["articles"]) for key in _own_words())


@lru_cache(maxsize=1)
def _claims() -> list[dict[str, Any]]:
    path = DATA / "unifiedfc.jsonl.gz"
    return list(lines(path)) if path.is_file() else []


def is_contested(claim: Mapping[str, Any]) -> bool:
    """Say whether articles of both stances were found for the claim."""
    return {"agree", "disagree"} <= {a["stance"] for a in claim["articles"]}


def contested_claims() -> tuple[str, ...]:
    """Return the names of the claims with an agreeing and a disagreeing article."""
    return tuple(f"unifiedfc/{c['id']}" for c in _claims() if is_contested(c))


def story_names() -> tuple[str, ...]:
    """Return the names of all stories that are here."""
    told = (
        f"unifiedfc/{c['id']}"
        for c in _claims()
        if len({a["domain"] for a in c["articles"] if a["stance"] in _STATED}) > 1
    )
    return ("seeds", *(f"saudinewsnet/{key}" for key in _own_words()), *told)


def sources_of(name: str, *, stated_only: bool = True) -> tuple[Source, ...]:
    """Return the articles of a story; of a claim those that speak of it, or all that were found."""
    kind, _, key = name.partition("/")
    if kind == "seeds":
        paths = sorted((ROOT / "seeds").glob("*.txt"))
        return tuple(
            Source(name=f"seeds/{p.name}", outlet=p.stem, text=p.read_text(encoding="utf-8"))
            for p in paths
        )
    if kind in {"saudinewsnet", "days"}:
        ids = _days()[name] if kind == "days" else [a["id"] for a in _silver()[key]["articles"]]
        return printed(_papers()[article] for article in ids)
    if kind == "crossed":  # articles found for different claims
        named = (one.split("/") for one in _days()[name])
        found = {(c["id"], digest(a["url"])): a for c in _claims() for a in c["articles"]}
        return tuple(_found(claim, found[claim, one]) for claim, one in named)
    claim = next(c for c in _claims() if c["id"] == key)
    return tuple(
        _found(key, a) for a in claim["articles"] if not stated_only or a["stance"] in _STATED
    )


def _found(claim: str, row: Mapping[str, Any]) -> Source:
    """Return an article found for a claim."""
    return Source(
        name=f"unifiedfc/{claim}/{digest(row['url'])}",
        outlet=row["domain"],
        text="\n".join(row["lines"]),
        stance=row["stance"],
    )


def sources_of_papers(ids: Collection[str]) -> tuple[Source, ...]:
    """Return these articles of the newspapers."""
    rows = (row for row in lines(DATA / "saudinewsnet.jsonl.gz") if row["id"] in ids)
    return printed(sorted(rows, key=itemgetter("id")))


def printed(rows: Iterable[Mapping[str, Any]]) -> tuple[Source, ...]:
    """Return rows of saudinewsnet as the articles they are."""
    return tuple(
        Source(
            name=f"saudinewsnet/{row['id']}",
            outlet=row["source"],
            text=f"{row['title']}\n\n{row['content']}",
            published=row["batch"],
        )
        for row in rows
    )


def _given(name: str, sources: Sequence[Source]) -> tuple[Article, ...]:
    """Return the articles as `ingest` reads them."""
    folder = Path(tempfile.mkdtemp())
    try:
        tables = []
        for place, source in enumerate(sources):
            (folder / f"{place:03}.txt").write_text(source.text, encoding="utf-8")
            tables.append(f'["{place:03}.txt"]\noutlet = {json.dumps(source.outlet)}\n')
            if source.published:
                tables.append(f"published = {source.published}\n")
        if name != "seeds":
            (folder / "sources.toml").write_text("".join(tables), encoding="utf-8")
        # the samples are described by a file of their own
        return ingest([ROOT / "seeds" if name == "seeds" else folder])[0]
    finally:
        shutil.rmtree(folder)


def read_texts(
    sources: Sequence[Source],
) -> tuple[tuple[Article, ...], tuple[Sentence, ...]] | None:
    """Return articles and sentences, for what needs no vectors; None of fewer than two outlets."""
    articles, _ = clean(_given("", sources))
    if len({article.outlet for article in articles}) < 2:
        return None
    return articles, segment(articles)


def read(name: str, sources: Sequence[Source]) -> Story | None:
    """Take articles through the stages; None where fewer than two can be read."""
    articles, _ = clean(_given(name, sources))
    by_stem = {f"{place:03}": source for place, source in enumerate(sources)}
    by_stem |= {Path(source.name).stem: source for source in sources}
    source_of = {a.id: by_stem[Path(a.path).stem] for a in articles}
    sentences = segment(articles)
    if len(articles) < 2 or not sentences:
        return None
    vectors = centred(embed(sentences, options=EmbedOptions()))
    groups = copies(articles)
    themes = cluster(
        sentences,
        vectors,
        outlet_of={a.id: a.outlet for a in articles},
        text_of={a: group.articles[0] for group in groups for a in group.articles},
        options=ClusterOptions(),
    )
    return Story(
        name=name,
        articles=articles,
        sentences=sentences,
        vectors=vectors,
        themes=themes,
        groups=groups,
        name_of={a: source.name for a, source in source_of.items()},
        stance_of={a: source.stance for a, source in source_of.items()},
    )


def stories(names: Sequence[str] | None = None) -> Iterator[Story]:
    """Yield the stories of those names (all of them if none are given), read anew."""
    for name in names if names is not None else story_names():
        story = read(name, sources_of(name))
        if story is not None:
            yield story
