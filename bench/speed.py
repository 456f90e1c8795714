"""How long a briefing takes, beside straight-line code, in one run on one machine.

    python bench/speed.py [--rounds 3]

Three processes a round, by turns, each timed from its start to its end:

* straight line: import sentence-transformers, encode the same sentences with the same model in
  fp32 at batch 32, write them on pages with WeasyPrint;
* cold: `reportgen build seeds/` with no vector cached (the model is imported beforehand);
* again: the same build with nothing new;
* again, elsewhere: the same into an empty folder, so that the PDF is laid out anew (no limit).

Only the ratios mean anything: times are those of this machine at this moment.  After them come
the seconds a page of reports of 5, 12 and 30 articles, and to a usable page (bench/render.py).
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from reportgen.clean import clean
from reportgen.config import load_options
from reportgen.embed import embed, inspect_model
from reportgen.ingest import IngestOptions, ingest
from reportgen.segment import segment
from reportgen.store import CACHE_ENV

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
COLD_LIMIT, AGAIN_LIMIT = 1.3, 0.4

STRAIGHT_LINE = """
import json, sys
from sentence_transformers import SentenceTransformer
import weasyprint
texts = json.load(open(sys.argv[1], encoding="utf-8"))
model = SentenceTransformer(sys.argv[2], device="cpu", local_files_only=True)
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


def main() -> int:
    """Run the rounds, print the table, return 1 if a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        whole = _measure(Path(scratch), rounds)
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
