"""Show how far a build is: a live line on a terminal, plain lines in a pipe, nothing if quiet."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reportgen.pipeline import STAGES
from reportgen.progress import Progress, silent


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """Give a listener that writes to stderr for as long as the context lasts."""
    if quiet:
        yield silent
    elif sys.stderr.isatty():
        with _live() as progress:
            yield progress
    else:
        yield _plain


def _plain(stage: str, *, done: int, total: int, detail: str = "") -> None:
    if detail and done == total:
        print(f"{_number(stage)} {stage}: {detail}", file=sys.stderr, flush=True)


def _number(stage: str) -> str:
    return f"{STAGES.index(stage) + 1}/{len(STAGES)}"


@contextmanager
def _live() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    console = Console(stderr=True)
    with RichProgress(
        SpinnerColumn(),
        TextColumn("{task.fields[number]} {task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("", total=1, number="", visible=False)

        def listen(stage: str, *, done: int, total: int, detail: str = "") -> None:
            if detail and done == total:
                console.print(f"[dim]{_number(stage)}[/] {stage}: {detail}", highlight=False)
            elif total:
                bar.update(
                    task,
                    description=stage,
                    number=_number(stage),
                    completed=done,
                    total=total,
                    visible=True,
                )

        yield listen
