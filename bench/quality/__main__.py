"""Measure every summarizer in the table, write RESULTS.md, hold the floors.

    python bench/quality [--raise-floors [--allow-regression]] [--speed-articles 200] [--no-speed]
                         [--sumy-theme]

Needs the evaluation sets (REPORTGEN_DATA, by default ../shared/data beside the repository).
"""

import argparse
import datetime as dt
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import bounds
import gate
import inputs
import methods
import rouge
import speed
import table
import validation
from inputs import Item

from reportgen.summarize import Length

RATIO = 0.4
STORY_WORDS = 245
RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> int:
    """Measure, write, and return 1 if a floor has fallen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raise-floors", action="store_true", help="bring floors.json up")
    parser.add_argument("--allow-regression", action="store_true", help="… or down")
    parser.add_argument("--speed-articles", type=int, default=200)
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument(
        "--sumy-theme", action="store_true", help="time sumy on the large theme, too (minutes)"
    )
    arguments = parser.parse_args()
    if not (inputs.DATA / "easc.jsonl.gz").is_file():
        print(f"the evaluation sets are not in {inputs.DATA}; set REPORTGEN_DATA")
        return 2
    warnings.simplefilter("ignore")  # sumy divides by zero on sentences without words
    easc = _measure(inputs.easc(), _share, validation.article_grid(), folds=10)
    story = _measure(inputs.multiling(), _limit, validation.story_grid(), folds=5)
    _bounds(easc, story)
    times = (
        None
        if arguments.no_speed
        else speed.measure(arguments.speed_articles, 2000, with_sumy_theme=arguments.sumy_theme)
    )
    today = dt.datetime.now(tz=dt.UTC).date()
    RESULTS.write_text(table.page(easc, story, times, today), encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))
    return _hold(
        {
            "easc_r1": easc.mean("ours", 0),
            "easc_r1_cross_validated": easc.mean(table.OURS_VALIDATED, 0),
            "easc_r2": easc.mean("ours", 1),
            "multiling_r1": story.mean("ours", 0),
            "multiling_r2": story.mean("ours", 1),
        },
        arguments,
    )


def _share(item: Item) -> Length:
    body = sum(len(s.text.split()) for s in item.sentences if s.role == "body")
    return Length(words=RATIO * body, is_limit=False)


def _limit(_item: Item) -> Length:
    return Length(words=STORY_WORDS, is_limit=True)


def _measure(
    items: Sequence[Item],
    length_of: Callable[[Item], Length],
    grid: Sequence[validation.Weights],
    *,
    folds: int,
) -> table.Figures:
    """Measure the table of methods and ours, the latter also cross-validated."""
    figures = table.Figures(items=items)
    for name, rank in methods.METHODS.items():
        start = time.perf_counter()
        rankings = [rank(item) for item in items]
        seconds = (time.perf_counter() - start) / len(items)
        picks = [
            methods.take(ranking, item, length_of(item))
            for ranking, item in zip(rankings, items, strict=True)
        ]
        figures.add(name, [_scores(i, p) for i, p in zip(items, picks, strict=True)], seconds)
        figures.note_lengths(name, picks)
        print(f"{name}: {seconds:.3f} s an item", file=sys.stderr, flush=True)
    start = time.perf_counter()
    picks = [methods.ours(item, length_of(item)) for item in items]
    seconds = (time.perf_counter() - start) / len(items)
    figures.add("ours", [_scores(i, p) for i, p in zip(items, picks, strict=True)], seconds)
    figures.note_lengths("ours", picks)
    figures.add(
        table.OURS_VALIDATED,
        validation.cross_validated(items, grid, length_of, _scores, folds=folds),
    )
    return figures


def _scores(item: Item, picks: Sequence[int]) -> tuple[float, ...]:
    words = [word for i in picks for word in rouge.tokens(item.sentences[i].text)]
    return rouge.scores(words, item.references)


def _bounds(easc: table.Figures, story: table.Figures) -> None:
    """Add the rows that are no methods."""
    easc.add(
        table.PLAIN_LEAD,
        [rouge.scores(bounds.lead_plain(item, RATIO), item.references) for item in easc.items],
    )
    easc.add(
        "Lead, 40 % of the sentences",
        [_scores(item, bounds.lead_count(item, RATIO)) for item in easc.items],
    )
    easc.add(
        "Lead, cut at 40 % of the words",
        [
            rouge.scores(bounds.lead_words(item, _share(item).words), item.references)
            for item in easc.items
        ],
    )
    easc.add(
        "what four people chose, and place, against the fifth",
        [bounds.other_people(item, _share(item)) for item in easc.items],
    )
    story.add(
        table.OPENINGS,
        [
            _scores(item, methods.take(bounds.openings(item), item, _limit(item)))
            for item in story.items
        ],
    )
    for system in sorted({name for item in story.items for name, _ in item.peers}):
        of_system = [dict(item.peers).get(system) for item in story.items]
        if all(words is not None for words in of_system):
            story.add(
                f"submitted system {system}",
                [
                    rouge.scores(words or (), item.references)
                    for words, item in zip(of_system, story.items, strict=True)
                ],
            )
    for figures, length_of in ((easc, _share), (story, _limit)):
        figures.add("one human against the others", [bounds.human(i) for i in figures.items])
        figures.add(
            "greedy oracle",
            [_scores(i, bounds.greedy_oracle(i, length_of(i))) for i in figures.items],
        )


def _hold(measured: dict[str, float], arguments: argparse.Namespace) -> int:
    floors = gate.read() if gate.FLOORS.is_file() else {}
    if arguments.raise_floors:
        try:
            gate.write(gate.raised(floors, measured, allow_regression=arguments.allow_regression))
        except ValueError as error:
            print(f"refused: {error}\nhint: --allow-regression lowers a floor on purpose")
            return 1
        return 0
    lines = gate.fallen(floors, measured)
    print("\n".join(lines) or "every floor holds")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
