"""The other end of `_sandbox`: a process that reads files and nothing else.

Over its standard input and output go messages: eight bytes of length, then JSON, then for a
request the content.  Whatever a parser prints goes nowhere.
"""

import json
import os
import resource
import sys
from dataclasses import asdict
from typing import IO

from reportgen.ingest import _reasons
from reportgen.ingest._document import Reading, Unreadable
from reportgen.ingest._readers import read

_LENGTH = 8


def main() -> int:
    """Answer requests until the input ends."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # a parser that writes a file writes an empty one
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    send(replies, b"{}")
    while True:
        head = receive(sys.stdin.buffer)
        if head is None:
            return 0
        content = receive(sys.stdin.buffer) or b""
        request = json.loads(head)
        send(replies, json.dumps(_answer(content, request)).encode())


def _answer(content: bytes, request: dict[str, object]) -> dict[str, object]:
    try:
        reading = Reading(**request["reading"])  # type: ignore[arg-type]
        documents = read(content, str(request["form"]), reading)
    except Unreadable as error:
        return {"reason": error.reason}
    except MemoryError:
        return {"reason": f"{_reasons.CRASHED}: memory"}
    except Exception as error:  # noqa: BLE001 - a parser's own bug is the file's omission
        return {"reason": f"{_reasons.CRASHED}: {type(error).__name__}"}
    return {"documents": [asdict(document) for document in documents]}


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(len(message).to_bytes(_LENGTH, "big") + message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message; nothing at the end of the stream."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    size = int.from_bytes(length, "big")
    message = stream.read(size)
    return message if len(message) == size else None


if __name__ == "__main__":
    sys.exit(main())
