"""Main text, title, date, author and outlet of pages as newsrooms lay them out."""

import os
import runpy
from pathlib import Path

import pytest

from .conftest import ROOT
from .pages import FORMS, Page

BENCH = runpy.run_path(str(ROOT / "bench" / "inputs.py"))
DATA = Path(os.environ.get("REPORTGEN_DATA", ROOT.parent / "shared" / "data"))
CASES = [form() for form in FORMS]


@pytest.mark.parametrize("page", CASES, ids=[page.name for page in CASES])
def test_page(page: Page) -> None:
    """Nothing of the story is lost, hardly anything else kept, and the page's facts are right."""
    name, content = page.name, page.html.encode()
    gold = "\n".join(page.gold)
    article = BENCH["read_page"](content)
    score = BENCH["token_f1"](BENCH["story"](article), gold)

    assert score >= BENCH["token_f1"](BENCH["plain"](content), gold)
    assert score >= 0.96, name
    assert (article.title, article.published) == (page.title, page.date)
    assert article.author == page.author
    if page.outlet:
        assert article.outlet == page.outlet


def test_there_are_enough_forms() -> None:
    """At least ten layouts, each its own."""
    assert len({page.name for page in CASES}) >= 10


def test_real_pages() -> None:
    """On real pages the main text is at least as good as trafilatura's; 0.97 on average."""
    if not (DATA / "html_gold.jsonl.gz").is_file():
        pytest.skip("no evaluation data (REPORTGEN_DATA)")
    scores = []
    for _, content, gold, title, date in BENCH["page_cases"]()[len(CASES) :]:
        article = BENCH["read_page"](content)
        scores.append(BENCH["token_f1"](BENCH["story"](article), gold))

        assert scores[-1] >= BENCH["token_f1"](BENCH["plain"](content), gold)
        assert BENCH["token_f1"](article.title, title) == 1
        assert date is None or article.published == date
    assert sum(scores) / len(scores) >= 0.97
