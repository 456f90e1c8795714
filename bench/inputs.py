"""What reading makes of real inputs: pages, dates, duplicates, scale; figures side by side.

    python bench/inputs.py [pages] [dates] [sentences] [copies] [scale]

Without arguments all of it; what needs the evaluation data says so where that is absent.
"""

import gzip
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportgen import arabic
from reportgen.clean import clean
from reportgen.ingest import ingest
from reportgen.model import Article
from tests.pages import FORMS

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("REPORTGEN_DATA", ROOT.parent / "shared" / "data"))


def rows(name: str) -> list[dict[str, object]]:
    """Return the rows of an evaluation set, none where it is absent."""
    path = DATA / name
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(map(json.loads, lines))


def token_f1(text: str, gold: str) -> float:
    """Return the F1 of folded tokens as multisets."""
    got = Counter(arabic.words(arabic.fold(text)))
    due = Counter(arabic.words(arabic.fold(gold)))
    return 2 * sum((got & due).values()) / max(got.total() + due.total(), 1)


def read_page(content: bytes) -> Article | None:
    """Return the article in a page as a build would have it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_bytes(content)
        articles, _ = clean(ingest([folder])[0])
        return articles[0] if articles else None


def story(article: Article | None) -> str:
    """Return the kept text; the headline apart, which no reference has."""
    if article is None:
        return ""
    kept = (p for p in article.paragraphs if p.role == "body")
    return "\n".join(article.text[p.start : p.end] for p in kept)


def plain(content: bytes) -> str:
    """Extract with trafilatura as it comes."""
    import trafilatura

    return trafilatura.extract(content) or ""


def page_cases() -> list[tuple[str, bytes, str, str, str | None]]:
    """Return name, page, text, title and date: the forms of the tests, then real pages."""
    cases: list[tuple[str, bytes, str, str, str | None]] = []
    for form in FORMS:
        page = form()
        gold = "\n".join(page.gold)
        cases.append((page.name, page.html.encode(), gold, page.title, page.date))
    for row in rows("html_gold.jsonl.gz"):
        content = (DATA / "html" / Path(str(row["html_file"])).name).read_bytes()
        date = str(row["date"])[:10] if row["date"] else None
        cases.append((str(row["id"]), content, str(row["gold_text"]), str(row["title"]), date))
    return cases


def pages() -> None:
    """Print token F1 of the main text beside plain trafilatura's, and title and date."""
    print(f"{'page':16}{'reportgen':>10}{'plain':>8}  title  date")
    ours, theirs = [], []
    for name, content, gold, title, date in page_cases():
        article = read_page(content)
        ours.append(token_f1(story(article), gold))
        theirs.append(token_f1(plain(content), gold))
        found = (article.title, article.published) if article else (None, None)
        dated = (
            f"{found[1]} (not stated)" if date is None else "ok" if found[1] == date else found[1]
        )
        titled = "ok" if token_f1(found[0] or "", title) == 1 else found[0]
        print(f"{name:16}{ours[-1]:10.4f}{theirs[-1]:8.4f}  {titled:5}  {dated}")
    print(f"{'mean':16}{sum(ours) / len(ours):10.4f}{sum(theirs) / len(theirs):8.4f}")


PARTS: dict[str, Callable[[], None]] = {"pages": pages}


def main() -> int:
    """Print what was asked for."""
    for name in sys.argv[1:] or PARTS:
        print(f"== {name}")
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
