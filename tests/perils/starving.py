"""Commands on a disk that is full or broken."""

import errno
import re
import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tests import faulty_disk
from tests.perils.ground import (
    ALWAYS_THERE,
    EDITED,
    Ground,
    Tally,
    contents,
    done,
    flaws,
    recovered,
    run,
    said_by,
    words_of,
)

_LEFT_NAME = re.compile(r"\.[a-z0-9_]{8}(?=:)")  # of a temporary file
_FAULTS = (
    ("full disk", errno.ENOSPC, True),
    ("one write fails", errno.EIO, False),
    ("broken disk", errno.EIO, True),
)


class Starver:
    """Lets every write of every command fail in turn."""

    def __init__(self, ground: Ground, *, formats: str) -> None:
        self._ground = ground
        self._copies = 0
        few, more = ALWAYS_THERE, (*ALWAYS_THERE, "bridge.txt")
        self._cases = (
            ("first build", ("build",), ground.begun("case-first", few, formats="json")),
            ("second build", ("build",), self._built("case-all", formats)),
            ("add", ("add", str(ground.sources / "talks.txt")), self._built("case-add", "json")),
            ("remove", ("remove", "bridge.txt"), self._built("case-remove", "json", more)),
            ("gc", ("gc", "--keep", "1"), self._built("case-gc", "json", more)),
        )

    def _built(self, name: str, formats: str, articles: Sequence[str] = ALWAYS_THERE) -> Path:
        """Return a project with an edition, an article of which has changed since."""
        folder = self._ground.begun(name, articles, formats=formats)
        done(lambda: run(folder, "build"))
        (folder / "articles" / articles[0]).write_text(EDITED[articles[0]], encoding="utf-8")
        return folder

    def plan(self, tally: Tally) -> list[tuple[int, int, int]]:
        """Return every fault there can be: the case, the kind of fault, the write that fails."""
        every = []
        for case, (name, words, folder) in enumerate(self._cases):
            work = partial(run, self._copy(folder), *words)
            outcome = faulty_disk.run(work, below=self._ground.root)
            if outcome.code:
                raise RuntimeError(f"{name} ended with {outcome.code} though nothing failed")
            tally.writes[name] = outcome.writes
            every += [
                (case, fault, write)
                for fault in range(len(_FAULTS))
                for write in range(1, outcome.writes + 1)
            ]
        return every

    def _copy(self, folder: Path) -> Path:
        self._copies += 1
        copy = self._ground.root / f"copy-{self._copies}"
        shutil.copytree(folder, copy)
        return copy

    def round(self, tally: Tally, case: int, fault: int, write: int) -> None:
        """Let one write fail and look at what that leaves."""
        name, words, template = self._cases[case]
        title, error, is_lasting = _FAULTS[fault]
        folder = self._copy(template)
        said_by(folder).touch()
        before = contents(folder)
        outcome = faulty_disk.run(
            lambda: run(folder, *words),
            below=self._ground.root,
            error=error,
            first=write,
            is_lasting=is_lasting,
        )
        tally.faults[outcome.failed.split()[0] if outcome.failed else "none"] += 1
        what = f"{title} at write {write} of {name} ({outcome.failed})"
        said = words_of(folder)
        for flaw in (*flaws(folder, before=before), *_spoken_ill(outcome.code, said)):
            tally.blame(f"{what}: {flaw}")
        for line in said:
            if line.startswith("reportgen: "):
                tally.refused[_LEFT_NAME.sub("….…", line.replace(str(folder), "…"))] += 1
        recovered(self._ground, folder, words, tally, what)
        shutil.rmtree(folder)


def _spoken_ill(code: int, said: Sequence[str]) -> Iterator[str]:
    """Say what is wrong with how a command told of its failure: one line, and perhaps a hint.

    That the cache cannot be written either is said besides.
    """
    complaints = [line for line in said if line.startswith("reportgen: ")]
    known = ("reportgen: ", "hint: ")
    rest = [line for line in said if not line.startswith(known) and "not cached" not in line]
    if code and len(complaints) != 1:
        yield f"exit {code} with {len(complaints)} complaints: {said}"
    if code not in {0, 6}:
        yield f"exit {code}: {said}"
    if any("unexpected" in line or "Traceback" in line for line in said) or (code and rest):
        yield f"said: {said}"
