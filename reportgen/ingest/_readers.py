"""The table of file forms, and the reading of one file within limits.

A new form is one small file with a reader (bytes in, documents out, `Unreadable` for what it
cannot take) and one line in `READERS`.
"""

import codecs
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportgen.ingest import _reasons


class Unreadable(Exception):  # noqa: N818 - it is a verdict, not a fault of the program
    """A file that cannot make an article; `reason` is one of `_reasons`, perhaps with detail."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article's text, to the letter, as the reader of its form gave it."""

    text: str


Reader = Callable[[bytes], tuple[Document, ...]]

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(content: bytes) -> tuple[Document, ...]:
    """Decode UTF-8, strictly; remove a byte order mark and change nothing else."""
    if content.startswith(_UTF16):
        raise Unreadable(f"{_reasons.NOT_UTF8}: UTF-16")
    if b"\0" in content:
        raise Unreadable(_reasons.BINARY)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{_reasons.NOT_UTF8}: byte {error.start}") from error
    if not any(map(str.isalnum, text)):
        raise Unreadable(_reasons.EMPTY)
    return (Document(text=text),)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
}


def read(file: Path, *, max_bytes: int) -> tuple[Document, ...]:
    """Return the documents in `file`.

    Raises:
        Unreadable: the form is unknown, the file too large or not to be opened, or its content
            not what the form promises.
    """
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise Unreadable(_reasons.UNKNOWN_FORM)
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise Unreadable(_reasons.NOT_A_FILE)
        if status.st_size > max_bytes:
            raise Unreadable(f"{_reasons.TOO_LARGE}: {max_bytes} bytes")
        with file.open("rb") as stream:
            content = stream.read(max_bytes + 1)  # it may have grown since
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise Unreadable(f"{_reasons.UNREADABLE}: {detail}") from error
    if len(content) > max_bytes:
        raise Unreadable(f"{_reasons.TOO_LARGE}: {max_bytes} bytes")
    return reader(content)
