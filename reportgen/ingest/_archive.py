"""A .zip → its files, unpacked in memory one by one within limits; nothing is written to disk."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from reportgen.ingest import _reasons
from reportgen.ingest._document import Unreadable

_MAX_MEMBERS = 5_000
# of all members together, in files of the largest size
_MAX_FILES_UNPACKED = 10
_MAX_RATIO = 200
_RATIO_FROM_BYTES = 1_000_000


def members(content: bytes, *, max_bytes: int) -> Iterator[tuple[str, bytes | str]]:
    """Give each file's name with its content, or with the reason why it is not read (a str).

    Raises:
        Unreadable: the archive is damaged or has too many members.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(_reasons.DAMAGED) from error
    with archive:
        files = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
        if len(files) > _MAX_MEMBERS:
            raise Unreadable(f"{_reasons.TOO_MANY}: {_MAX_MEMBERS}")
        room = _MAX_FILES_UNPACKED * max_bytes
        for member in files:
            name = member.filename
            if _is_hidden(name):
                continue
            found = _unpacked(archive, member, min(max_bytes, room))
            room -= len(found)
            yield name, found


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes | str:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return _reasons.UNSAFE_NAME
    if member.flag_bits & 1:
        return _reasons.ENCRYPTED
    is_bomb = member.file_size > _MAX_RATIO * max(member.compress_size, 1)
    if member.file_size > limit or (is_bomb and member.file_size > _RATIO_FROM_BYTES):
        return f"{_reasons.TOO_LARGE}: {limit} bytes"
    if path.suffix.lower() == ".zip":
        return _reasons.NESTED
    try:
        with archive.open(member) as stream:
            content = stream.read(limit + 1)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, ValueError):
        return _reasons.DAMAGED
    return content if len(content) <= limit else f"{_reasons.TOO_LARGE}: {limit} bytes"


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(p.startswith(".") and p != ".." for p in parts) or "__MACOSX" in parts
