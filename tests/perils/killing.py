"""Commands killed at any moment."""

import os
import random
import signal
import time
from pathlib import Path

from tests import faulty_disk
from tests.perils.ground import (
    ALWAYS_THERE,
    ARTICLES,
    EDITED,
    Ground,
    Tally,
    contents,
    digest,
    ended,
    flaws,
    recovered,
    run,
    started,
)


class Killer:
    """Chooses what a project does next, and when it dies of it."""

    def __init__(self, ground: Ground, folder: Path, *, seed: int) -> None:
        self._ground = ground
        self._folder = folder
        self._chance = random.Random(seed)
        self._seconds: dict[str, float] = {}
        self._writes: dict[str, int] = {}

    def round(self, tally: Tally) -> None:
        """Kill one command and look at what it leaves."""
        (kind,) = self._chance.choices(("build", "add", "remove", "watch"), (3, 2, 2, 1))
        words = self._prepared(kind)
        before = contents(self._folder)
        if not self._killed(kind, words):
            return
        tally.kills[kind] += 1
        if kind == "watch":  # articles were changed by hand meanwhile
            before = contents(self._folder)
        what = f"kill {sum(tally.kills.values())} ({' '.join(words)})"
        for flaw in flaws(self._folder, before=before):
            tally.blame(f"{what}: {flaw}")
        recovered(self._ground, self._folder, words, tally, what)
        wanted = [*before, *(digest(Path(word).read_bytes()) for word in words if "/" in word)]
        if set(wanted) - set(contents(self._folder)):
            tally.blame(f"{what}: articles lost after the next build")
        here = [digest(path.read_bytes()) for path in self._articles()]
        if len(here) != len(set(here)):
            tally.blame(f"{what}: an article is there twice")

    def _articles(self) -> list[Path]:
        return sorted((self._folder / "articles").glob("*.txt"))

    def _prepared(self, kind: str) -> list[str]:
        """Return the words of a command that has something to do."""
        absent = set(ARTICLES) - {path.name for path in self._articles()}
        passing = sorted(set(ARTICLES) - set(ALWAYS_THERE))
        if kind == "add":
            doomed = self._chance.sample(passing, self._chance.randint(0 if absent else 1, 3))
            for name in doomed:
                self._take_away(name)
            return ["add", *(str(self._ground.sources / n) for n in sorted({*absent, *doomed}))]
        if kind == "remove":
            name = self._chance.choice(passing)
            self._write(name, ARTICLES[name])
            return ["remove", name]
        if kind == "build":
            self._change()
        return [kind]

    def _change(self) -> None:
        """Change an article by hand, as an editor does."""
        name = self._chance.choice(sorted(ARTICLES))
        path = self._folder / "articles" / name
        is_whole = path.exists() and path.read_text(encoding="utf-8") == ARTICLES[name]
        if path.exists() and name not in ALWAYS_THERE and self._chance.random() < 0.3:
            self._take_away(name)
        else:
            self._write(name, EDITED[name] if is_whole else ARTICLES[name])

    def _write(self, name: str, text: str) -> None:
        new = self._folder / "articles" / f".{name}.new"
        new.write_text(text, encoding="utf-8")
        new.replace(self._folder / "articles" / name)

    def _take_away(self, name: str) -> None:
        for path in (self._folder / "articles").glob(f"{Path(name).stem}*"):
            path.unlink()

    def _killed(self, kind: str, words: list[str]) -> bool:
        """Start the command; kill it between two writes, or at any moment."""
        if kind != "watch" and faulty_disk.is_available() and self._chance.random() < 0.5:
            most = self._writes.get(kind, 40)
            outcome = faulty_disk.run(
                lambda: run(self._folder, *words),
                below=self._folder,
                error=faulty_disk.KILL,
                first=self._chance.randint(1, most + 1),
            )
            if outcome.code != -signal.SIGKILL:
                self._writes[kind] = outcome.writes
            return outcome.code == -signal.SIGKILL
        start = time.monotonic()
        child = started(lambda: run(self._folder, *words))
        usual = self._seconds.get(kind, 3.0 if kind == "watch" else 0.5)
        until = start + self._chance.uniform(0, usual)
        while time.monotonic() < until:
            if kind == "watch" and self._chance.random() < 0.05:
                self._change()
            time.sleep(0.01)
        took = time.monotonic() - start
        os.kill(child, signal.SIGKILL)
        code = ended(child)
        if code >= 0 and kind != "watch":
            self._seconds[kind] = took
        return code == -signal.SIGKILL
