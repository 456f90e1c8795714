"""What reading makes of real inputs: pages, dates, duplicates, scale; figures side by side.

    python bench/inputs.py [pages] [dates] [sentences] [copies] [scale]

Without arguments all of it; what needs the evaluation data says so where that is absent.
"""

import gzip
import hashlib
import json
import os
import resource
import runpy
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportgen import arabic
from reportgen.clean import clean
from reportgen.copies import CopiesOptions, copies
from reportgen.dates import find_dates, parse_date
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


def dates() -> None:
    """Print how many of the date forms of the tests name the right day, ours and dateparser's."""
    import dateparser

    from tests.test_dates import ANCHOR, RELATIVE
    from tests.test_dates import FORMS as DATES

    ours = sum(str(parse_date(form)) == day for form, day in DATES.items())
    theirs = sum(str(dateparser.parse(form))[:10] == day for form, day in DATES.items())
    found = {text: find_dates(text, ANCHOR) for text in RELATIVE}
    relative = sum(
        len(dates) == 1 and str(dates[0].date) == RELATIVE[text] for text, dates in found.items()
    )
    print(f"{'date forms':20}{ours} of {len(DATES)} right (dateparser alone: {theirs})")
    print(f"{'relative days':20}{relative} of {len(RELATIVE)} right")


def sentences() -> None:
    """Print the table of sentence boundaries."""
    runpy.run_path(str(ROOT / "bench" / "segmentation.py"))["main"]()


def _judged_pairs() -> list[tuple[Article, Article, bool, float]]:
    """Return the pairs judged by hand: two articles, whether copies, how many pairs it stands for.

    Drawn at random (seed 20261121), a hundred among 7,095 pairs above the threshold and a hundred
    among 2,704 below it: every article of saudinewsnet with the group's head it shares most with.
    """
    judged = json.loads((ROOT / "bench" / "copies_judged.json").read_text(encoding="utf-8"))
    wanted = {i for side in ("below", "above") for pair in judged[side] for i in pair[:2]}
    texts = {}
    for row in rows("saudinewsnet.jsonl.gz"):
        text = str(row["content"])
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest[:12] in wanted:
            texts[digest[:12]] = text
    with tempfile.TemporaryDirectory() as folder:
        lines = (json.dumps({"text": text}) for text in texts.values())
        (Path(folder) / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
        articles = {a.id: a for a in clean(ingest([folder])[0])[0]}
    return [
        (articles[a], articles[b], verdict, judged["drawn_from"][side] / len(judged[side]))
        for side in ("below", "above")
        for a, b, verdict in judged[side]
    ]


def judged(options: CopiesOptions | None = None) -> tuple[float, float]:
    """Return precision and recall of the grouping on the judged pairs."""
    return _figures([(bool(copies(p[:2], options=options)), *p[2:]) for p in _judged_pairs()])


def _figures(verdicts: list[tuple[bool, bool, float]]) -> tuple[float, float]:
    right = sum(weight for found, is_copy, weight in verdicts if found and is_copy)
    found = sum(weight for found, _, weight in verdicts if found)
    due = sum(weight for _, is_copy, weight in verdicts if is_copy)
    return right / found, right / due


def copies_() -> None:
    """Print precision and recall of the grouping at several thresholds."""
    if not rows("saudinewsnet.jsonl.gz"):
        print("skipped: no saudinewsnet.jsonl.gz (set REPORTGEN_DATA)")
        return
    pairs = _judged_pairs()
    print(f"{'shared part':12}{'precision':>10}{'recall':>8}")
    for shared in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        options = CopiesOptions(shared=shared, shared_by_agency=min(shared, 0.3))
        found = [(bool(copies(pair[:2], options=options)), *pair[2:]) for pair in pairs]
        precision, recall = _figures(found)
        print(f"{shared:<12}{precision:10.3f}{recall:8.3f}")


def scale() -> None:
    """Print time and memory of reading, cleaning and grouping a library, whole and by quarters."""
    everything = rows("saudinewsnet.jsonl.gz")
    if not everything:
        print("skipped: no saudinewsnet.jsonl.gz (set REPORTGEN_DATA)")
        return
    print(f"{'articles':>9}{'ingest':>9}{'clean':>9}{'group':>9}{'total':>9}  seconds")
    for part in (4, 2, 1):
        some = everything[::part]
        with tempfile.TemporaryDirectory() as folder:
            with (Path(folder) / "a.jsonl").open("w", encoding="utf-8") as stream:
                stream.writelines(json.dumps(row) + "\n" for row in some)
            if part == 1:
                everything = []
            times = [time.perf_counter()]
            articles, omissions = ingest([folder])
            times.append(time.perf_counter())
            kept, _ = clean(articles)
            times.append(time.perf_counter())
            groups = copies(kept)
            times.append(time.perf_counter())
        spent = "".join(f"{b - a:9.1f}" for a, b in pairwise(times))
        print(f"{len(some):9}{spent}{times[-1] - times[0]:9.1f}")
    bodies = Counter(str(row["content"]) for row in some)
    due = sum(n - 1 for n in bodies.values())
    distinct = len(bodies)
    lost = len(some) - len(articles)
    empty = sum(o.reason == "empty file" for o in omissions)
    named = sum(o.reason.startswith("same text") for o in omissions)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"duplicate bodies {due}; {len(articles)} of {distinct} distinct bodies kept")
    print(f"left out {lost}: {named} named as copies, {empty} empty, {lost - named - empty} other")
    print(f"groups {len(groups)}, articles in them {sum(len(g.articles) for g in groups)}")
    print(f"peak memory {peak:.0f} MiB (this bench's own rows included)")


PARTS: dict[str, Callable[[], None]] = {
    "pages": pages,
    "dates": dates,
    "sentences": sentences,
    "copies": copies_,
    "scale": scale,
}


def main() -> int:
    """Print what was asked for."""
    for name in sys.argv[1:] or PARTS:
        print(f"== {name}")
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
