"""How sure it is that two themes of which no sentence is common are one theme.

    python bench/continuity.py [--stories 48]

Each story is told twice: by the articles of odd and of even places.  The themes of either half,
clustered apart, share no sentence, and the stories are such as share little of their wording.  Two
themes are one where, with all the articles together, most sentences of both fall into one.  Of
the pairs that match best the table says, by the cosine of their centres, how many are one theme
(precision) and how many of all that are one are found (recall).  Silver stories of saudinewsnet;
nothing was tuned on them but the threshold itself.
"""

import argparse
import gzip
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from reportgen.clean import clean
from reportgen.cluster import ClusterOptions, cluster
from reportgen.continuity._matching import assigned
from reportgen.embed import EmbedOptions, embed
from reportgen.geometry import centred, centred_alike, centroid
from reportgen.ingest import ingest
from reportgen.model import Sentence, Theme, Vectors
from reportgen.segment import segment

DATA = Path(os.environ.get("REPORTGEN_DATA", Path(__file__).parents[2] / "shared" / "data"))
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=48)
    pairs: list[tuple[float, bool]] = []
    same = 0
    for rows in _stories(parser.parse_args().stories):
        found, possible = _story(rows)
        pairs += found
        same += possible
    table = Table(title=f"{len(pairs)} best matches, {same} themes told in both halves")
    for column in ("cosine from", "pairs", "precision", "recall"):
        table.add_column(column)
    for threshold in THRESHOLDS:
        right = [is_one for cosine, is_one in pairs if cosine >= threshold]
        table.add_row(
            f"{threshold:.2f}",
            str(len(right)),
            f"{sum(right) / max(len(right), 1):.2f}",
            f"{sum(right) / max(same, 1):.2f}",
        )
    Console().print(table)


def _stories(count: int) -> Iterator[list[dict[str, str]]]:
    with gzip.open(DATA / "saudinewsnet_silver_stories.jsonl.gz", "rt", encoding="utf-8") as lines:
        stories = [json.loads(line) for line in lines]
    chosen = [s for s in stories if len(s["articles"]) >= 4 and s["mean_5gram_overlap"] < 0.4]
    wanted = {article["id"] for story in chosen[:count] for article in story["articles"]}
    with gzip.open(DATA / "saudinewsnet.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines) if row["id"] in wanted}
    for story in chosen[:count]:
        yield [rows[article["id"]] for article in story["articles"]]


def _story(rows: Sequence[dict[str, str]]) -> tuple[list[tuple[float, bool]], int]:
    with tempfile.TemporaryDirectory() as folder:
        for number, row in enumerate(rows):
            text = f"{row['title'] or ''}\n\n{row['content']}"
            (Path(folder) / f"{number:02}.txt").write_text(text, encoding="utf-8")
        articles, _ = clean(ingest([folder])[0])
    outlet_of = {article.id: article.path for article in articles}
    halves = [{a.id for a in articles[n::2]} for n in range(2)]
    everything = segment(articles)
    whole = _themes(everything, centred(_embed(everything)), outlet_of)
    theme_of = {one: theme.id for theme in whole for one in theme.sentences}
    (first, raw), (second, after) = (
        (sentences, _embed(sentences))
        for half in halves
        for sentences in [tuple(s for s in everything if s.article in half)]
    )
    old = _themes(first, centred(raw), outlet_of)
    new = _themes(second, centred(after), outlet_of)
    # as `build` does: what is gone is centred as what is there now
    ours = _centres(old, first, centred_alike(after, raw))
    theirs = _centres(new, second, centred(after))
    cosines = {(i, j): float(a @ b) for i, a in enumerate(ours) for j, b in enumerate(theirs)}
    best = assigned({pair: cosine for pair, cosine in cosines.items() if cosine > 0})
    mostly = [[_mostly(theme, theme_of) for theme in themes] for themes in (old, new)]
    found = [
        (cosines[i, j], mostly[0][i] is not None and mostly[0][i] == mostly[1][j])
        for j, i in best.items()
    ]
    return found, len((set(mostly[0]) & set(mostly[1])) - {None})


def _embed(sentences: tuple[Sentence, ...]) -> Vectors:
    return embed(sentences, options=EmbedOptions())


def _themes(
    sentences: Sequence[Sentence], vectors: Vectors, outlet_of: dict[str, str]
) -> tuple[Theme, ...]:
    return cluster(sentences, vectors, outlet_of=outlet_of, options=ClusterOptions())


def _centres(
    themes: Sequence[Theme], sentences: Sequence[Sentence], vectors: Vectors
) -> list[np.ndarray]:
    row = {sentence.id: i for i, sentence in enumerate(sentences)}
    return [centroid(vectors.matrix[[row[one] for one in theme.sentences]]) for theme in themes]


def _mostly(theme: Theme, theme_of: dict[str, str]) -> str | None:
    counts = Counter(theme_of.get(one) for one in theme.sentences)
    name, count = counts.most_common(1)[0]
    return name if 2 * count > len(theme.sentences) else None


if __name__ == "__main__":
    main()
