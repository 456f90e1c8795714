"""One input after another → its documents: files, archives, addresses, standard input."""

import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self

from reportgen.ingest import _reasons
from reportgen.ingest._archive import members
from reportgen.ingest._decoding import is_garbled
from reportgen.ingest._document import Document, Reading, Unreadable
from reportgen.ingest._files import SIDECAR, Candidate, is_about_the_folder, shown
from reportgen.ingest._readers import ARCHIVE, READERS, TABLES, form_of
from reportgen.ingest._sandbox import Sandbox
from reportgen.ingest._sidecar import Entry, parsed
from reportgen.ingest._web import Fetched, fetch

# Of a feed that was fetched, entries with fewer words than this are looked up at their address.
_FULL_TEXT_WORDS = 100
_MAX_PAGES_OF_A_FEED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One article's document, or the reason why there is none; `address` is where it was got."""

    path: str
    document: Document | None = None
    reason: str = ""
    entry: Entry | None = None
    address: str = ""


class Intake:
    """Reads inputs within the limits of the options; to be used as a block."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._max_bytes: int = options["max_bytes"]
        self._max_table_bytes: int = options["max_table_bytes"]
        self._max_seconds: float = options["max_seconds"]
        self._columns: dict[str, str] = options["columns"]
        self._sandbox = Sandbox(max_seconds=self._max_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._sandbox.__exit__(kind, error, trace)

    def file(self, candidate: Candidate) -> Iterator[Read]:
        """Read one file."""
        suffix = candidate.file.suffix.lower()
        if suffix not in READERS and suffix != ARCHIVE:
            yield Read(path=candidate.path, reason=_reasons.UNKNOWN_FORM)
            return
        try:
            limit = self._max_table_bytes if suffix in TABLES else self._max_bytes
            content = loaded(candidate.file, max_bytes=limit)
        except Unreadable as error:
            yield Read(path=candidate.path, reason=error.reason)
            return
        yield from self._content(candidate.path, content, suffix)

    def standard_input(self) -> Iterator[Read]:
        """Read what somebody pipes in; its first bytes tell its form."""
        content = sys.stdin.buffer.read(self._max_table_bytes + 1)
        form = form_of(content)
        limit = self._max_table_bytes if form in TABLES else self._max_bytes
        if len(content) > limit:
            yield Read(path="stdin", reason=f"{_reasons.TOO_LARGE}: {limit} bytes")
            return
        yield from self._content("stdin", content, form)

    def address(self, address: str) -> Iterator[Read]:
        """Fetch one address; of a feed also the pages of those entries that are only announced."""
        path = shown(PurePosixPath(address.partition("://")[2].rstrip("/")))
        try:
            fetched = self.fetched(address)
        except Unreadable as error:
            yield Read(path=path, reason=error.reason)
            return
        form = form_of(fetched.content, fetched.form)
        pages = 0
        for piece in self._content(path, fetched.content, form, fetched.charset):
            url = piece.document.fact("url") if piece.document else None
            is_announced = form == ".xml" and piece.document is not None and url is not None
            if is_announced and len(piece.document.text.split()) < _FULL_TEXT_WORDS:  # type: ignore[union-attr]
                pages += 1
                if pages <= _MAX_PAGES_OF_A_FEED:
                    yield from self._page_of(piece, url.value)  # type: ignore[union-attr]
                    continue
            is_page = form not in {".xml", *TABLES, ARCHIVE}
            yield Read(
                path=piece.path,
                document=piece.document,
                reason=piece.reason,
                address=fetched.url if is_page else "",
            )

    def _page_of(self, entry: Read, address: str) -> Iterator[Read]:
        """Read the page that a feed announces, with what the feed says of it."""
        try:
            fetched = self.fetched(address)
        except Unreadable as error:
            yield Read(path=entry.path, reason=error.reason)
            return
        form = form_of(fetched.content, fetched.form)
        for page in self._content(entry.path, fetched.content, form, fetched.charset):
            if page.document is None or entry.document is None:
                yield page
                continue
            facts = (*page.document.facts, *entry.document.facts)
            document = Document(text=page.document.text, place=entry.document.place, facts=facts)
            yield Read(path=page.path, document=document, address=fetched.url)

    def fetched(self, address: str) -> Fetched:
        """Return what lies at an address.

        Raises:
            Unreadable: it cannot be fetched.
        """
        return fetch(address, max_bytes=self._max_bytes, max_seconds=2 * self._max_seconds)

    def documents(self, content: bytes, form: str, charset: str = "") -> tuple[Document, ...]:
        """Return the documents in `content`.

        Raises:
            Unreadable: it holds none.
        """
        reading = Reading(max_bytes=self._max_bytes, columns=self._columns, charset=charset)
        return self._sandbox.read(content, form, reading)

    def _content(self, path: str, content: bytes, suffix: str, charset: str = "") -> Iterator[Read]:
        form = form_of(content, suffix)
        if form == ARCHIVE:
            yield from self._archive(path, content)
            return
        try:
            documents = self.documents(content, form, charset)
        except Unreadable as error:
            yield Read(path=path, reason=error.reason)
            return
        for document in documents:
            place = f"{path}#{document.place}" if document.place else path
            if len(document.text) > self._max_bytes:
                yield Read(path=place, reason=f"{_reasons.TOO_LARGE}: {self._max_bytes} bytes")
            elif is_garbled(document.text):
                yield Read(path=place, reason=_reasons.GARBLED)
            elif not any(map(str.isalnum, document.text)):
                yield Read(path=place, reason=_reasons.EMPTY)
            else:
                yield Read(path=place, document=document)

    def _archive(self, path: str, content: bytes) -> Iterator[Read]:
        try:
            inside = list(members(content, max_bytes=self._max_bytes))
        except Unreadable as error:
            yield Read(path=path, reason=error.reason)
            return
        if not inside:
            yield Read(path=path, reason=_reasons.EMPTY)
        sidecars = {
            name.rpartition("/")[0]: parsed(f"{path}/{name}", found)
            for name, found in inside
            if PurePosixPath(name).name == SIDECAR and isinstance(found, bytes)
        }
        for name, found in inside:
            place, suffix = PurePosixPath(name), PurePosixPath(name).suffix.lower()
            inner = f"{path}/{shown(place)}"
            if place.name == SIDECAR:
                continue
            if isinstance(found, str):
                yield Read(path=inner, reason=found)
            elif is_about_the_folder(place.name):
                yield Read(path=inner, reason=_reasons.ABOUT_THE_FOLDER)
            elif suffix not in READERS:
                yield Read(path=inner, reason=_reasons.UNKNOWN_FORM)
            elif form_of(found, suffix) == ARCHIVE:
                yield Read(path=inner, reason=_reasons.NESTED)
            else:
                entry = sidecars.get(name.rpartition("/")[0], {}).get(place.name)
                for piece in self._content(inner, found, suffix):
                    yield Read(
                        path=piece.path, document=piece.document, reason=piece.reason, entry=entry
                    )


def loaded(file: Path, *, max_bytes: int) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        Unreadable: it is none, is larger than the limit, or cannot be read.
    """
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
    return content
