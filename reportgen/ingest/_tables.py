"""JSON Lines, JSON and CSV → an article a row.

Which column holds what is known by its name (`COLUMNS`), or said in ``[ingest.columns]``.
"""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reportgen.ingest import _reasons
from reportgen.ingest._decoding import decoded
from reportgen.ingest._document import KEYS, Document, Fact, Reading, Unreadable, one_line

# key → the names it is looked for under, compared in lower case; the first that is there counts
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "content", "body", "article", "articlebody", "article_text", "full_text"),
        *("النص", "نص", "المحتوى", "محتوى", "المقال", "الخبر"),
    ),
    "title": ("title", "headline", "العنوان", "عنوان"),
    "outlet": (
        *("outlet", "source", "publisher", "newspaper", "site", "sitename", "domain", "media"),
        *("المصدر", "الصحيفة", "الموقع", "الوسيلة"),
    ),
    "author": ("author", "byline", "writer", "الكاتب", "كاتب"),
    "published": (
        *("published", "published_at", "date_published", "datepublished", "pubdate", "pub_date"),
        *("publish_date", "date", "datetime", "date_extracted", "تاريخ النشر", "التاريخ", "تاريخ"),
    ),
    "url": ("url", "link", "href", "address", "الرابط", "رابط"),
}
_MAX_ROWS = 200_000
_SNIFFED_CHARS = 8_000
_DELIMITERS = ",;\t|"
_DEEPEST = "JSON nested too deeply"


def read_jsonl(content: bytes, reading: Reading) -> tuple[Document, ...]:
    """Return an article for every line that is a JSON object."""
    lines = decoded(content, charset=reading.charset).split("\n")
    rows = ((n, _object(line, n)) for n, line in enumerate(lines, 1) if line.strip())
    return _documents(rows, reading)


def read_json(content: bytes, reading: Reading) -> tuple[Document, ...]:
    """Return the articles of a JSON array, of an object, or of an object that holds the array."""
    text = decoded(content, charset=reading.charset)
    try:
        value = json.loads(text)
    except ValueError:
        return read_jsonl(content, reading)
    except RecursionError as error:
        raise Unreadable(f"{_reasons.DAMAGED}: {_DEEPEST}") from error
    if isinstance(value, dict) and not _named(value, reading).get("text"):
        value = next((v for v in value.values() if isinstance(v, list)), [value])
    rows = value if isinstance(value, list) else [value]
    return _documents(
        ((n, r if isinstance(r, dict) else None) for n, r in enumerate(rows, 1)), reading
    )


def read_csv(content: bytes, reading: Reading) -> tuple[Document, ...]:
    """Return an article for every row under a first row of names."""
    text = decoded(content, charset=reading.charset)
    csv.field_size_limit(sys.maxsize)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:_SNIFFED_CHARS].split("\n", 1)[0], _DELIMITERS)
        delimiter = dialect.delimiter
    except csv.Error:
        delimiter = ","
    # what is longer than a megabyte without a quotation mark's partner is no table
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _documents(((table.line_num, row) for row in table), reading)
    except csv.Error as error:
        raise Unreadable(f"{_reasons.DAMAGED}: {error}") from error


def _object(line: str, number: int) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise Unreadable(f"{_reasons.DAMAGED}: line {number} is no JSON") from error
    except RecursionError as error:
        raise Unreadable(f"{_reasons.DAMAGED}: {_DEEPEST}") from error
    return value if isinstance(value, dict) else None


def _documents(
    rows: Iterable[tuple[int, Mapping[str, Any] | None]], reading: Reading
) -> tuple[Document, ...]:
    documents = tuple(_of_rows(rows, reading))
    if not any(document.text for document in documents):
        raise Unreadable(_reasons.NO_TEXT_COLUMN)
    return documents


def _of_rows(
    rows: Iterable[tuple[int, Mapping[str, Any] | None]], reading: Reading
) -> Iterator[Document]:
    for count, (number, row) in enumerate(rows):
        if count >= _MAX_ROWS:
            raise Unreadable(f"{_reasons.TOO_MANY}: {_MAX_ROWS}")
        named = _named(row or {}, reading)
        text = named.get("text")
        if not isinstance(text, str):
            text = ""
        facts = tuple(
            Fact(key=key, value=value, origin="column")
            for key in KEYS
            if isinstance(named.get(key), str | int) and (value := one_line(named[key]))
        )
        yield Document(text=text, place=str(number), facts=facts)


def _named(row: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """Return the row's values by key; a column somebody named wins over those known by name."""
    lower = {str(name).strip().lower(): value for name, value in row.items() if name is not None}
    found: dict[str, Any] = {}
    for key, names in COLUMNS.items():
        chosen = reading.columns.get(key)
        wanted = (chosen.strip().lower(),) if chosen else names
        value = next((lower[name] for name in wanted if lower.get(name)), None)
        found[key] = value.get("name") if isinstance(value, dict) else value
    return found
