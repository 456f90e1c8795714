"""Parsers of PDF, DOCX, HTML, mail and feeds, kept in a process of their own.

A hostile file can make a parser crash, eat memory or never return.  There it costs the process,
not the build: within a limit of memory and time each file ends as documents or as a reason.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import IO, Any, Self

from reportgen.ingest import _reasons
from reportgen.ingest._document import Document, Fact, Reading, Unreadable
from reportgen.ingest._readers import PLAIN, read
from reportgen.ingest._worker import receive, send

_MEMORY_BYTES = 900_000_000
_PACKAGE_PARENT = str(Path(__file__).resolve().parents[2])


class Sandbox:
    """Reads files; the process is started for the first that needs it and ended with the block."""

    def __init__(self, *, max_seconds: float) -> None:
        self._max_seconds = max_seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, content: bytes, form: str, reading: Reading) -> tuple[Document, ...]:
        """Return the documents in `content`, whatever it does to its parser.

        Raises:
            Unreadable: it holds none, takes too long or too much memory, or crashes the parser.
        """
        if form in PLAIN:
            return read(content, form, reading)
        answer = self._ask(content, {"form": form, "reading": asdict(reading)})
        if "reason" in answer:
            raise Unreadable(str(answer["reason"]))
        return tuple(
            Document(
                text=found["text"],
                place=found["place"],
                facts=tuple(Fact(**fact) for fact in found["facts"]),
            )
            for found in answer["documents"]
        )

    def _ask(self, content: bytes, request: dict[str, object]) -> dict[str, Any]:
        process = self._running()
        is_late = Event()

        def stop() -> None:
            is_late.set()
            process.kill()

        timer = Timer(self._max_seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            send(_pipe(process.stdin), json.dumps(request).encode())
            send(_pipe(process.stdin), content)
            answer = receive(_pipe(process.stdout))
        except OSError:
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            self._end()
            raise Unreadable(
                f"{_reasons.TOO_SLOW}: {self._max_seconds:g} s"
                if is_late.is_set()
                else _reasons.CRASHED
            )
        return json.loads(answer)  # type: ignore[no-any-return]

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            paths = [_PACKAGE_PARENT, os.environ.get("PYTHONPATH", "")]
            # -P: a folder of articles that is the current one must not lend us its modules
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "reportgen.ingest._worker", str(_MEMORY_BYTES)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(filter(None, paths)),
                    "OPENBLAS_NUM_THREADS": "1",
                },
            )
            if receive(_pipe(self._process.stdout)) is None:
                self._end()
                raise Unreadable(f"{_reasons.CRASHED}: the reading process does not start")
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        process.wait()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:  # Popen was told to make it
        raise OSError("no pipe")
    return stream
