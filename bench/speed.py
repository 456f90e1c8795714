"""How long a briefing takes, beside straight-line code, in one run on one machine.

    python bench/speed.py [--rounds 3]

Three processes a round, by turns, each timed from its start to its end:

* straight line: import sentence-transformers, encode the same sentences with the same model in
  fp32 at batch 32, write them on pages with WeasyPrint;
* cold: `reportgen build seeds/` with no vector cached (the model is imported beforehand);
* again: the same build with nothing new;
* again, elsewhere: the same into an empty folder, so that the PDF is laid out anew (no limit).

Then a project of 200 articles (saudinewsnet, one day, any subject; left out where the data is not):
what `build` takes without rendering from an empty vector cache, again with nothing changed, and
with one article added; the added one also in a process that stays, as `reportgen watch` does.
Embedded are sentences and their clauses.  Analysis is all but embedding, which for the added
article is mostly loading torch and the model; the limits are the analysis's.

Only the ratios mean anything: times are those of this machine at this moment.  After them come
the seconds a page of reports of 5, 12 and 30 articles, and to a usable page (bench/render.py).
"""

import argparse
import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from operator import itemgetter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from reportgen import arabic
from reportgen.clean import clean
from reportgen.config import load_options
from reportgen.embed import embed, inspect_model
from reportgen.ingest import IngestOptions, ingest
from reportgen.segment import segment
from reportgen.store import CACHE_ENV, cache_dir

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
DATA = Path(os.environ.get("REPORTGEN_DATA", ROOT.parent / "shared" / "data"))
COLD_LIMIT, AGAIN_LIMIT = 1.3, 0.4
ADDED_LIMIT, NOTHING_LIMIT = 0.15, 0.05
PROJECT_ARTICLES = 200

STRAIGHT_LINE = """
import json, sys
import torch
from sentence_transformers import SentenceTransformer
import weasyprint
texts = json.load(open(sys.argv[1], encoding="utf-8"))
fp32 = {"dtype": torch.float32}
model = SentenceTransformer(sys.argv[2], device="cpu", local_files_only=True, model_kwargs=fp32)
model.encode(texts, batch_size=32, show_progress_bar=False)
page = "".join(f"<p>{text}</p>" for text in texts)
weasyprint.HTML(string=f"<html lang=ar dir=rtl><body>{page}").write_pdf(sys.argv[3])
"""

REPORTGEN = """
import sys
from reportgen.cli import run
sys.argv[1:] = ["build", sys.argv[1], "-o", sys.argv[2], "--quiet"]
try:
    run()
except SystemExit as end:
    code = end.code
heavy = sorted({"torch", "sentence_transformers"} & set(sys.modules))
print(" ".join(heavy), file=sys.stderr)
sys.exit(code)
"""


# builds, says how long it took and how many sentences the model was asked for, keeps the briefing
EDITION = """
import json, sys, time
from pathlib import Path
import reportgen
from reportgen.collector import collect_seldom
from reportgen.embed import _transformer
from reportgen.model import briefing_of
collect_seldom()  # as the command does
folder, kept = Path(sys.argv[1]), Path(sys.argv[2])
asked = []
encode = _transformer.encode
def counted(model, texts):
    asked.extend(texts)
    return encode(model, texts)
_transformer.encode = counted
def built(previous):
    asked.clear()
    stages = {}
    start = time.perf_counter()
    def tell(stage, *, done, total, detail=""):
        stages[stage] = time.perf_counter() - start
    briefing = reportgen.build([folder], previous=previous, progress=tell)
    spent = time.perf_counter() - start
    embedding = stages["embed"] - stages["segment"] if "embed" in stages else 0.0
    found = {"seconds": spent, "embedding": embedding, "asked": len(asked)}
    print(json.dumps(found | {"edition": briefing.edition}), flush=True)
    return briefing
previous = None
if kept.exists():
    previous = briefing_of(json.loads(kept.read_text(encoding="utf-8")))
briefing = built(previous)
for more in sys.argv[3:]:
    (folder / Path(more).name).write_bytes(Path(more).read_bytes())
    built(briefing)
kept.write_text(json.dumps(briefing.to_dict()), encoding="utf-8")
"""


def main() -> int:
    """Run the rounds, print the table, return 1 if a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        whole = _measure(Path(scratch), rounds)
        whole = _measure_project(Path(scratch), rounds) or whole
    rendering = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "render.py"), "--rounds", str(rounds)], check=False
    )
    return whole or rendering.returncode


def _measure(scratch: Path, rounds: int) -> int:
    cache = scratch / "cache"
    os.environ[CACHE_ENV] = str(cache)
    articles, _ = clean(ingest([SEEDS], options=IngestOptions())[0])
    sentences = segment(articles)
    embed(sentences[:1], options=load_options().embed)  # imports the model
    model = inspect_model(load_options().embed)
    texts = scratch / "texts.json"
    texts.write_text(json.dumps(["query: " + s.text for s in sentences]), encoding="utf-8")
    seconds: dict[str, list[float]] = {
        "straight line": [],
        "cold": [],
        "again": [],
        "again, elsewhere": [],
    }
    for number in range(rounds):
        line = [STRAIGHT_LINE, str(texts), str(model.folder), str(scratch / "line.pdf")]
        seconds["straight line"].append(_timed(line)[0])
        for vectors in cache.glob("vectors.sqlite3*"):
            vectors.unlink()
        shutil.rmtree(scratch / "out", ignore_errors=True)
        seconds["cold"].append(_timed([REPORTGEN, str(SEEDS), str(scratch / "out")])[0])
        for run, folder in (("again", "out"), ("again, elsewhere", f"out-{number}")):
            spent, heavy = _timed([REPORTGEN, str(SEEDS), str(scratch / folder)])
            seconds[run].append(spent)
            if heavy:
                print(f"a run with nothing new imported {heavy}")
                return 1
    return _report(seconds, len(sentences))


def _measure_project(scratch: Path, rounds: int) -> int:
    if not (DATA / "saudinewsnet.jsonl.gz").exists():
        print(f"the project of {PROJECT_ARTICLES} articles is left out: there is no {DATA}")
        return 0
    articles = _articles_of_a_day()
    added = [scratch / f"added-{number}.jsonl" for number in range(2)]
    for path, line in zip(added, articles[PROJECT_ARTICLES:], strict=True):
        path.write_text(line, encoding="utf-8")
    runs: dict[str, list[dict[str, float]]] = {}
    for number in range(rounds):
        folder, kept = scratch / f"project-{number}", scratch / f"briefing-{number}.json"
        staying = scratch / f"staying-{number}"
        for one in (folder, staying):
            one.mkdir()
            lines = "".join(articles[:PROJECT_ARTICLES])
            (one / "articles.jsonl").write_text(lines, encoding="utf-8")
        for vectors in (scratch / "cache").glob("vectors.sqlite3*"):
            vectors.unlink()
        found = {"full, cold": _edition(folder, kept)[0], "nothing new": _edition(folder, kept)[0]}
        _, first, again = _edition(staying, scratch / f"{number}.json", *map(str, added))
        _forget(articles[PROJECT_ARTICLES])
        shutil.copy(added[0], folder)
        found["one added, new process"] = _edition(folder, kept)[0]
        found["one added, process stays"] = first
        found["another added, process stays"] = again
        for name, values in found.items():
            runs.setdefault(name, []).append(values)
    return _report_project(runs)


def _articles_of_a_day() -> list[str]:
    """Return JSON lines of articles of the day that has most, picked evenly over the day."""
    with gzip.open(DATA / "saudinewsnet.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if len(row["content"].split()) >= 60]
    days = Counter(row["date_extracted"][:10] for row in rows)
    day = max(days, key=lambda one: (days[one], one))
    rows = sorted((row for row in rows if row["date_extracted"][:10] == day), key=itemgetter("id"))
    step = len(rows) // (PROJECT_ARTICLES + 2)
    return [
        json.dumps(
            {
                "title": row["title"],
                "text": row["content"],
                "outlet": row["source"],
                "url": row["url"],
                "published": day,
            }
        )
        + "\n"
        for row in rows[:: step or 1][: PROJECT_ARTICLES + 2]
    ]


def _forget(line: str) -> None:
    """Drop the vectors of an article's sentences from the cache."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "one.jsonl").write_text(line, encoding="utf-8")
        sentences = segment(clean(ingest([folder])[0])[0])
    texts = [text for one in sentences for text in (one.text, *one.clause_texts)]
    keys = [hashlib.sha256(arabic.unmark(text).encode()).digest() for text in texts]
    with closing(sqlite3.connect(cache_dir() / "vectors.sqlite3")) as base, base:
        base.executemany("DELETE FROM vectors WHERE text = ?", [(key,) for key in keys])


def _edition(folder: Path, kept: Path, *added: str) -> list[dict[str, float]]:
    done = subprocess.run(
        [sys.executable, "-c", EDITION, str(folder), str(kept), *added],
        check=True,
        capture_output=True,
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _report_project(runs: dict[str, list[dict[str, float]]]) -> int:
    full = statistics.median(run["seconds"] for run in runs["full, cold"])
    limits = {
        "nothing new": NOTHING_LIMIT,
        "one added, new process": ADDED_LIMIT,
        "one added, process stays": ADDED_LIMIT,
        "another added, process stays": ADDED_LIMIT,
    }
    table = Table(title=f"a project of {PROJECT_ARTICLES} articles, without rendering")
    for column in ("run", "seconds", "x full", "embedded", "analysis, x full", "limit"):
        table.add_column(column)
    is_over = False
    for name, values in runs.items():
        middle = statistics.median(run["seconds"] for run in values)
        analysis = statistics.median(run["seconds"] - run["embedding"] for run in values)
        limit = limits.get(name)
        is_over = is_over or (limit is not None and analysis / full > limit)
        table.add_row(
            name,
            f"{middle:.2f}",
            f"{middle / full:.3f}",
            f"{statistics.median(run['asked'] for run in values):.0f} texts",
            f"{analysis / full:.3f}",
            f"{limit or ''}",
        )
    Console().print(table)
    return int(is_over)


def _timed(arguments: list[str]) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", *arguments], check=True, capture_output=True, text=True
    )
    return time.perf_counter() - start, done.stderr.strip()


def _report(seconds: dict[str, list[float]], sentences: int) -> int:
    middle = {name: statistics.median(times) for name, times in seconds.items()}
    cold = middle["cold"] / middle["straight line"]
    again = middle["again"] / middle["cold"]
    table = Table(title=f"five samples, {sentences} sentences, median of {len(seconds['cold'])}")
    for column in ("run", "seconds", "ratio", "limit"):
        table.add_column(column)
    table.add_row("straight line", f"{middle['straight line']:.2f}", "", "")
    table.add_row("cold", f"{middle['cold']:.2f}", f"{cold:.2f} x straight line", f"{COLD_LIMIT}")
    for run, limit in (("again", f"{AGAIN_LIMIT}"), ("again, elsewhere", "")):
        ratio = middle[run] / middle["cold"]
        table.add_row(run, f"{middle[run]:.2f}", f"{ratio:.2f} x cold", limit)
    Console().print(table)
    return 0 if cold <= COLD_LIMIT and again <= AGAIN_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
