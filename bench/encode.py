"""Encoding, side by side in one run: `reportgen.embed` and plain SentenceTransformer in fp32.

Same model, same sentences, same process, by turns; neither clock includes importing or loading.

    python bench/encode.py [SENTENCES]

The sentences are article lines of unifiedfc (``$REPORTGEN_DATA``, default ``../shared/data``), or,
where that is absent, stretches of the articles in ``seeds/``.  Exits 1 below the floors.
"""

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from reportgen import arabic
from reportgen.embed import EmbedOptions, encode, inspect_model
from reportgen.store import CACHE_ENV, cache_dir

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("REPORTGEN_DATA", ROOT.parent / "shared" / "data"))
SENTENCES = 2_000
RATIO_FLOOR = 2.0  # asked of processors that multiply bf16 natively
COSINE_FLOOR = 0.999
WORDS = (6, 60)
PART = 500

UNPACK = """
from reportgen.embed import EmbedOptions, encode
encode(["one"], options=EmbedOptions(precision="fp32"))
"""


def article_lines() -> Iterator[str]:
    """Yield the Arabic lines of unifiedfc that are about as long as sentences are."""
    with gzip.open(DATA / "unifiedfc.jsonl.gz", "rt", encoding="utf-8") as stream:
        for claim in map(json.loads, stream):
            for article in claim["articles"]:
                for line in map(arabic.unmark, article["lines"]):
                    if WORDS[0] <= len(line.split()) <= WORDS[1] and arabic.is_arabic(line):
                        yield line


def seed_stretches() -> Iterator[str]:
    """Yield distinct stretches of words from the samples, of the lengths of real sentences."""
    draw = random.Random(1)  # noqa: S311 - it is to be the same every time
    words = [
        arabic.unmark(path.read_text(encoding="utf-8")).split()
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    ]
    while True:
        article = draw.choice(words)
        length = min(WORDS[1], max(WORDS[0], round(draw.lognormvariate(3.2, 0.5))))
        start = draw.randrange(max(1, len(article) - length))
        yield " ".join(article[start : start + length])


def choose(count: int) -> tuple[str, list[str]]:
    """Return where the sentences come from, and `count` distinct ones, the same every time."""
    if (DATA / "unifiedfc.jsonl.gz").exists():
        lines = sorted(set(article_lines()))
        draw = random.Random(1)  # noqa: S311 - as below
        return "unifiedfc article lines", draw.sample(lines, min(count, len(lines)))
    chosen: dict[str, None] = {}
    for stretch in seed_stretches():
        chosen[stretch] = None
        if len(chosen) == count:
            break
    return "stretches of seeds/", list(chosen)


def time_both(
    texts: list[str], options: EmbedOptions
) -> tuple[tuple[float, np.ndarray], tuple[float, np.ndarray]]:
    """Return the seconds and vectors of the stage, with nothing cached, and of plain fp32.

    By turns, a part of the texts at a time: a machine that slows down slows both.
    """
    from sentence_transformers import SentenceTransformer

    encode(["قبل البداية"], options=options)  # loads the model
    fp32 = EmbedOptions(precision="fp32")
    folder = inspect_model(fp32).folder
    if not folder.exists():  # unpacks the fp32 weights, in a process that leaves no model loaded
        subprocess.run([sys.executable, "-c", UNPACK], check=True)
    plain = SentenceTransformer(str(folder), device="cpu")
    plain.encode(texts[:32], batch_size=32, show_progress_bar=False)
    seconds = [0.0, 0.0]
    found: list[list[np.ndarray]] = [[], []]
    for first in range(0, len(texts), PART):
        part = texts[first : first + PART]
        begun = time.perf_counter()
        found[0].append(encode(part, options=options).matrix)
        between = time.perf_counter()
        found[1].append(plain.encode(part, batch_size=32, show_progress_bar=False))
        seconds[0] += between - begun
        seconds[1] += time.perf_counter() - between
    return (seconds[0], np.vstack(found[0])), (seconds[1], np.vstack(found[1]))


def main() -> int:
    """Measure, print a table, and say whether the floors hold."""
    source, texts = choose(int(sys.argv[1]) if len(sys.argv) > 1 else SENTENCES)
    models = cache_dir() / "models"
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "models").symlink_to(models.resolve())
        os.environ[CACHE_ENV] = scratch  # the same models, no vectors
        options = EmbedOptions()
        facts = inspect_model(options)
        (our_s, ours), (plain_s, plain) = time_both(texts, options)
    cosine = float((ours * plain).sum(axis=1).min())
    ratio = plain_s / our_s
    print(f"{len(texts)} {source}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'':34}{'seconds':>9}{'sentences/s':>13}")
    print(f"{'SentenceTransformer fp32, batch 32':34}{plain_s:9.1f}{len(texts) / plain_s:13.0f}")
    name = f"reportgen.embed {facts.precision}"
    print(f"{name:34}{our_s:9.1f}{len(texts) / our_s:13.0f}")
    is_native = facts.precision == "bf16"
    print(f"ratio {ratio:.2f} (floor {RATIO_FLOOR if is_native else 'none'}), ", end="")
    print(f"lowest cosine {cosine:.6f} (floor {COSINE_FLOOR})")
    return 0 if cosine >= COSINE_FLOOR and (ratio >= RATIO_FLOOR or not is_native) else 1


if __name__ == "__main__":
    sys.exit(main())
