"""How long a report takes to lay out, and how soon its page can be used.

    python bench/render.py [--rounds 3] [--articles DIR]

Reports of 5, 12 and 30 articles, made of the samples again and again under other outlets' names
(or of the articles in DIR), laid out in one warm process; then the page of 30 articles is opened
in Chromium until a search finds something in it.  Seconds a page and seconds to a usable page are
held against their limits.  Times are those of this machine at this moment.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from rich.console import Console
from rich.table import Table

import reportgen
from reportgen.model import Briefing
from reportgen.render import RenderOptions, render

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
SIZES = (5, 12, 30)
SECONDS_A_PAGE, SECONDS_TO_USE = 0.2, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement: what, how many pages, seconds, and the limit they are held against."""

    what: str
    pages: int
    seconds: float
    measured: float
    limit: float


def main() -> int:
    """Measure, print the table, return 1 if a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=Path, default=SEEDS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        rows = list(_measured(Path(scratch), arguments.articles, arguments.rounds))
    table = Table(title=f"rendering, median of {arguments.rounds}, warm")
    for column in ("report", "pages", "seconds", "measured", "limit"):
        table.add_column(column)
    for row in rows:
        table.add_row(
            row.what, str(row.pages), f"{row.seconds:.2f}", f"{row.measured:.3f}", str(row.limit)
        )
    Console().print(table)
    return 0 if all(row.measured <= row.limit for row in rows) else 1


def _measured(scratch: Path, articles: Path, rounds: int) -> list[Row]:
    briefings = {size: _briefing(scratch / str(size), articles, size) for size in SIZES}
    # a cache of its own, for what the layout leaves behind
    os.environ["REPORTGEN_CACHE_DIR"] = str(scratch / "cache")
    _laid_out(briefings[SIZES[0]])
    rows = []
    for size, briefing in briefings.items():
        runs = [_laid_out(briefing) for _ in range(rounds)]
        seconds, pages = statistics.median(spent for spent, _ in runs), runs[0][1]
        rows.append(
            Row(
                what=f"PDF, {size} articles, seconds a page",
                pages=pages,
                seconds=seconds,
                measured=seconds / pages,
                limit=SECONDS_A_PAGE,
            )
        )
    opened = _opened(scratch / "page.html", briefings[SIZES[-1]], rounds)
    if opened is not None:
        rows.append(
            Row(
                what=f"page, {SIZES[-1]} articles, seconds until a search finds",
                pages=1,
                seconds=opened,
                measured=opened,
                limit=SECONDS_TO_USE,
            )
        )
    return rows


def _briefing(folder: Path, articles: Path, size: int) -> Briefing:
    """Return the briefing of `size` articles, each under an outlet of its own."""
    folder.mkdir()
    files = sorted(path for path in articles.iterdir() if path.suffix in {".txt", ".md"})
    lines = []
    for number in range(size):
        source = files[number % len(files)]
        name = f"{number:02}-{source.name}"
        paragraphs = source.read_text(encoding="utf-8").split("\n")
        # no two are copies: each begins elsewhere in the text
        turn = number // len(files) * 3 % max(len(paragraphs), 1)
        text = "\n".join(paragraphs[turn:] + paragraphs[:turn])
        (folder / name).write_text(f"صحيفة {number} تروي القصة\n\n{text}", encoding="utf-8")
        lines.append(
            f'["{name}"]\noutlet = "صحيفة {number}"\npublished = 2026-11-{1 + number % 28:02}\n'
        )
    (folder / "sources.toml").write_text("\n".join(lines), encoding="utf-8")
    return reportgen.build([folder])


def _laid_out(briefing: Briefing) -> tuple[float, int]:
    start = time.perf_counter()
    made = render(briefing, options=RenderOptions(), formats=("pdf",)).pdf
    spent = time.perf_counter() - start
    with pypdfium2.PdfDocument(made) as pdf:
        return spent, len(pdf)


def _opened(path: Path, briefing: Briefing, rounds: int) -> float | None:
    """Return the seconds from opening the page to a search that found something, if we can."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("chromium or playwright is missing: the page was not opened", file=sys.stderr)
        return None
    path.write_bytes(render(briefing, options=RenderOptions(), formats=("html",)).html or b"")
    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(rounds):
            page = browser.new_page()
            start = time.perf_counter()
            page.goto(path.as_uri())
            page.fill("#search", "روسيا")
            page.press("#search", "Enter")
            page.wait_for_selector("#found:not(:empty)")
            times.append(time.perf_counter() - start)
            page.close()
        browser.close()
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
