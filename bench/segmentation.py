"""Sentence boundaries against UD Arabic-PUD, beside a bare pattern and two other splitters.

Each document's sentences are joined with a space and split again; a boundary counts as found when
it falls between the same two characters that are not white space.  The end of a document is no
boundary, so documents of one sentence can only lose points.  The segmenter's limits were chosen on
the even documents; the odd ones are the result.

    python bench/segmentation.py
"""

import gzip
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportgen.model import Article, Paragraph
from reportgen.segment import segment

DATA = Path(
    os.environ.get("REPORTGEN_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
)

Splitter = Callable[[str], list[str]]


def documents(path: Path) -> list[list[str]]:
    """Return the sentences of each document, in order."""
    grouped: dict[str, list[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            grouped.setdefault(row["doc"], []).append(row["text"])
    return [grouped[name] for name in sorted(grouped)]


def reportgen(text: str) -> list[str]:
    """Split with the segmenter."""
    article = Article(
        id="bench",
        outlet="",
        title=None,
        text=text,
        published=None,
        url=None,
        path="",
        language="ar",
        sha256="",
        paragraphs=(Paragraph(start=0, end=len(text)),),
    )
    return [sentence.text for sentence in segment((article,))]


def bare_pattern(text: str) -> list[str]:
    """Split after every end mark."""
    return re.split(r"(?<=[.!?\u061f\u061b])\s*", text)


def pyarabic(text: str) -> list[str]:
    """Split with pyarabic (what sumy uses for Arabic)."""
    from pyarabic.araby import sentence_tokenize

    sentences: list[str] = sentence_tokenize(text)
    return sentences


def nltk(text: str) -> list[str]:
    """Split with nltk's Punkt, untrained: it has no Arabic model."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer  # type: ignore[import-untyped]

    return list(PunktSentenceTokenizer().tokenize(text))


SPLITTERS: dict[str, Splitter] = {
    "reportgen": reportgen,
    "bare pattern": bare_pattern,
    "pyarabic": pyarabic,
    "nltk Punkt": nltk,
}


def boundaries(sentences: list[str]) -> set[int]:
    """Return after how many visible characters a sentence ends, the last one apart."""
    ends, seen = set(), 0
    for sentence in sentences:
        seen += sum(not c.isspace() for c in sentence)
        ends.add(seen)
    return ends - {0, seen}


def measure(splitter: Splitter, docs: list[list[str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the boundaries inside `docs`."""
    right = found = gold = 0
    for sentences in docs:
        expected, actual = boundaries(sentences), boundaries(splitter(" ".join(sentences)))
        right += len(expected & actual)
        found += len(actual)
        gold += len(expected)
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return precision, recall, 2 * right / max(found + gold, 1)


def main() -> int:
    """Print the table."""
    path = DATA / "ud_arabic_pud.jsonl.gz"
    if not path.is_file():
        print(f"skipped: no {path.name} (set REPORTGEN_DATA to the folder that holds it)")
        return 0
    docs = documents(path)
    for title, part in (("chosen on (even documents)", docs[::2]), ("result (odd)", docs[1::2])):
        inner = sum(len(sentences) - 1 for sentences in part)
        print(f"{title}: {len(part)} documents, {inner} inner boundaries")
        print(f"  {'splitter':14}{'precision':>10}{'recall':>10}{'F1':>10}")
        for name, splitter in SPLITTERS.items():
            figures = "".join(f"{figure:10.4f}" for figure in measure(splitter, part))
            print(f"  {name:14}{figures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
