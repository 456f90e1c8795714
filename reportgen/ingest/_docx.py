"""DOCX → the text of its paragraphs and tables, in order, a paragraph a line.

Macros, links and embedded objects are never looked at: python-docx reads XML and runs nothing.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from reportgen.ingest import _reasons
from reportgen.ingest._document import Document, Fact, Reading, Unreadable, one_line

_MAX_UNPACKED = 10
_OLE = b"\xd0\xcf\x11\xe0"


def read_docx(content: bytes, reading: Reading) -> tuple[Document, ...]:
    """Return the body's text; headers, footers, notes and comments are no part of the article."""
    if content.startswith(_OLE):  # what Word writes when a password protects the file
        raise Unreadable(_reasons.ENCRYPTED)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > min(_MAX_UNPACKED * reading.max_bytes, 200_000_000):
            raise Unreadable(f"{_reasons.TOO_LARGE}: {unpacked} bytes unpacked")
        document = docx.Document(io.BytesIO(content))
        text = "\n".join(_paragraphs(document))
        facts = tuple(_facts(document.core_properties))
    except (
        *(OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError),
        *(NotImplementedError, EOFError, RecursionError, OSError),
    ) as error:
        raise Unreadable(_reasons.DAMAGED) from error
    return (Document(text=text, facts=facts),)


def _paragraphs(document: Any) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield "\t".join(cell for cell in cells if cell)
        else:
            yield block.text


def _facts(said: Any) -> Iterator[Fact]:
    for key in ("title", "author"):
        value = one_line(getattr(said, key, ""))
        if value and value != "python-docx":
            yield Fact(key=key, value=value, origin="DOCX properties")
