"""A project that is killed and starved of disk, and what must be true of it afterwards.

Run as ``python -m tests.perils`` it prints figures; every command runs in a process of its own,
forked from this one, which has loaded what all need and has no threads.
"""

import argparse
import errno
import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf

from reportgen import project, store
from reportgen.cli import main as command
from tests import faulty_disk
from tests.conftest import FLOOD
from tests.pages import BRIDGE, HARVEST, TALKS

# name → text; each name may lie in the project in one of two wordings
ARTICLES = {
    **FLOOD,
    "bridge.txt": "\n\n".join(("إغلاق الجسر القديم", *BRIDGE)),
    "harvest.txt": "\n\n".join(("تراجع إنتاج التمور", *HARVEST)),
    "talks.txt": "\n\n".join(("استئناف المحادثات", *TALKS)),
}
EDITED = {name: text.rstrip().rpartition("\n")[0] for name, text in ARTICLES.items()}
_ALWAYS_THERE = tuple(FLOOD)
_LEFT_NAME = re.compile(r"\.[a-z0-9_]{8}(?=:)")  # of a temporary file
_FAULTS = (
    ("full disk", errno.ENOSPC, True),
    ("one write fails", errno.EIO, False),
    ("broken disk", errno.EIO, True),
)


@dataclass
class Tally:
    """What was done, and everything that was not as promised."""

    kills: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    writes: dict[str, int] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    flaws: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def figures(self) -> dict[str, Any]:
        """Return it as JSON can say it."""
        return {
            "kills": sum(self.kills.values()),
            "killed": dict(sorted(self.kills.items())),
            "faults": sum(self.faults.values()),
            "failed_calls": dict(sorted(self.faults.items())),
            "writes": self.writes,
            "refusals": dict(self.refused.most_common()),
            "seconds": round(self.seconds, 1),
            "flaws": self.flaws,
        }


class Ground:
    """A folder for everything: a cache, sources to add from, and fresh builds to compare with."""

    def __init__(self, root: Path, *, formats: str) -> None:
        self.root = root
        self.sources = root / "sources"
        self._fresh: dict[tuple[tuple[str, str], ...], object] = {}
        self.sources.mkdir(parents=True)
        for name, text in ARTICLES.items():
            (self.sources / name).write_text(text, encoding="utf-8")
        self._lend_model()
        # all sentences are embedded by a child, so that this process needs no threads for it
        done(partial(run, self.begun("known", tuple(ARTICLES), formats="json"), "build"))
        # and all code is loaded that a build from known sentences needs
        project.rebuild(_found(self.begun("loaded", _ALWAYS_THERE, formats=formats)))

    def _lend_model(self) -> None:
        """Use the model that is unpacked, and nothing else of the user's cache."""
        models = store.cache_dir() / "models"
        cache = self.root / "cache"
        cache.mkdir()
        os.environ[store.CACHE_ENV] = str(cache)
        if models.is_dir():
            (cache / "models").symlink_to(models)

    def begun(self, name: str, articles: Sequence[str], *, formats: str) -> Path:
        """Return the folder of a new project with these articles and no edition."""
        folder = self.root / name
        made = project.init(folder)
        listed = json.dumps(formats.split(","))
        settings = (folder / "reportgen.toml").read_text(encoding="utf-8")
        settings = settings.replace("[project]", f"[project]\nformats = {listed}", 1)
        (folder / "reportgen.toml").write_text(settings, encoding="utf-8")
        project.add(made, [self.sources / one for one in articles])
        return folder

    def fresh(self, folder: Path) -> object:
        """Return what a build from nothing says of the articles in `folder`."""
        texts = {
            path.relative_to(folder / "articles").as_posix(): path.read_text(encoding="utf-8")
            for path in sorted((folder / "articles").rglob("*.txt"))
        }
        key = tuple((name, digest(text.encode())) for name, text in texts.items())
        if key not in self._fresh:
            new = self.begun(f"fresh-{len(self._fresh)}", (), formats="json")
            for name, text in texts.items():
                (new / "articles" / name).parent.mkdir(parents=True, exist_ok=True)
                (new / "articles" / name).write_text(text, encoding="utf-8")
            done(lambda: run(new, "build"))
            self._fresh[key] = essence(json.loads((new / "reports" / "briefing.json").read_bytes()))
        return self._fresh[key]


def essence(claims: dict[str, Any]) -> object:
    """Return what must not depend on history: all but numbers of editions and ids of themes."""
    sentences_of = {theme["id"]: tuple(sorted(theme["sentences"])) for theme in claims["themes"]}
    return {
        "articles": claims["articles"],
        "sentences": claims["sentences"],
        "omissions": claims["omissions"],
        "relations": claims["relations"],
        "summary": [one["sentence"] for one in claims["summary"]],
        "themes": sorted(sentences_of.values()),
        "coverage": sorted(
            (sentences_of[cell["theme"]], cell["outlet"], cell["state"])
            for cell in claims["coverage"]
        ),
    }


def run(folder: Path, *words: str) -> None:
    """Be the command, in a child: its words go into a file beside the project, and leave."""
    if not _said(folder).exists():
        _said(folder).touch()
    os.dup2(os.open(_said(folder), os.O_WRONLY | os.O_TRUNC), 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.chdir(folder)
    raise SystemExit(command([*words, "--quiet"]))


def words_of(folder: Path) -> list[str]:
    """Return the lines that the last command complained with."""
    return _said(folder).read_text(encoding="utf-8").splitlines()


def _said(folder: Path) -> Path:
    # beside the ground, where no disk fails
    return folder.parent.with_name(f"{folder.parent.name}-{folder.name}.stderr")


def started(work: Callable[[], None]) -> int:
    """Fork and do `work` there; return the process."""
    child = os.fork()
    if not child:
        code = 99
        try:
            work()
            code = 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
        finally:
            os._exit(code)
    return child


def ended(child: int) -> int:
    """Wait for a process; return its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def done(work: Callable[[], None]) -> None:
    """Fork and do `work` there, which must succeed."""
    code = ended(started(work))
    if code:
        raise RuntimeError(f"a command that nothing hindered ended with {code}")


def digest(content: bytes) -> str:
    """Return a short digest."""
    return hashlib.sha256(content).hexdigest()[:12]


def contents(folder: Path) -> Counter[str]:
    """Return the digests of all articles, those taken out included."""
    found = (*(folder / "articles").rglob("*.txt"), *(folder / ".reportgen/removed").rglob("*.txt"))
    return Counter(digest(path.read_bytes()) for path in found)


def flaws(folder: Path, *, before: Counter[str]) -> Iterator[str]:
    """Say what is wrong with a project right after something happened to it."""
    if lost := set(before) - set(contents(folder)):
        yield f"{len(lost)} articles lost"
    for aside in (folder / ".reportgen").glob("*.broken-*"):
        yield f"{aside.name}: the library was given up"
    yield from _library_flaws(folder / ".reportgen" / "library.sqlite3")
    for path in (folder / "reports").glob("briefing.*"):
        try:
            _check_whole(path)
        except (ValueError, KeyError, pikepdf.PdfError) as error:
            yield f"{path.name} is half a report: {error!r}"


def _library_flaws(path: Path) -> Iterator[str]:
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path)) as base:
            verdict = base.execute("PRAGMA integrity_check").fetchone()[0]
            # the file may have been made and not laid out yet
            if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                base.execute("SELECT number, briefing FROM editions").fetchall()
    except sqlite3.Error as error:
        yield f"the library does not open: {error}"
        return
    if verdict != "ok":
        yield f"the library is damaged: {verdict}"


def _check_whole(path: Path) -> None:
    content = path.read_bytes()
    if path.suffix == ".json":
        json.loads(content)["method"]["version"]
    elif path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            if not len(pdf.pages):
                raise ValueError("no page")
    elif not content.rstrip().endswith(b"</html>"):
        raise ValueError("it breaks off")


def _found(folder: Path) -> project.Project:
    found = project.find(folder)
    if found is None:
        raise RuntimeError(f"{folder} is no project any more")
    return found


def recovered(ground: Ground, folder: Path, words: Sequence[str], tally: Tally, what: str) -> None:
    """Do again what was hindered, then build: it must come to what a fresh build says."""
    if words[0] not in {"build", "watch"}:
        code = ended(started(lambda: run(folder, *words)))
        was_done = words[0] == "remove" and code == 3  # what is removed is not there to be removed
        if code and not was_done:
            tally.flaws.append(f"{what}: again: exit {code}: {words_of(folder)}")
    code = ended(started(lambda: run(folder, "build")))
    if code:
        tally.flaws.append(f"{what}: the next build: exit {code}: {words_of(folder)}")
        return
    found = essence(json.loads((folder / "reports" / "briefing.json").read_bytes()))
    if found != ground.fresh(folder):
        tally.flaws.append(f"{what}: the next build is not what a fresh one is")
    staged = list((folder / ".reportgen").glob("staging/*"))
    left = [path.name for path in (folder / "reports").glob(".*")]
    if staged or left:
        tally.flaws.append(f"{what}: left lying about: {staged}, {left}")


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
        tally.flaws += [f"{what}: {flaw}" for flaw in flaws(self._folder, before=before)]
        recovered(self._ground, self._folder, words, tally, what)
        wanted = [*before, *(digest(Path(word).read_bytes()) for word in words if "/" in word)]
        if set(wanted) - set(contents(self._folder)):
            tally.flaws.append(f"{what}: articles lost after the next build")
        here = [digest(path.read_bytes()) for path in self._articles()]
        if len(here) != len(set(here)):
            tally.flaws.append(f"{what}: an article is there twice")

    def _articles(self) -> list[Path]:
        return sorted((self._folder / "articles").glob("*.txt"))

    def _prepared(self, kind: str) -> list[str]:
        """Return the words of a command that has something to do."""
        absent = set(ARTICLES) - {path.name for path in self._articles()}
        passing = sorted(set(ARTICLES) - set(_ALWAYS_THERE))
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
        if path.exists() and name not in _ALWAYS_THERE and self._chance.random() < 0.3:
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


class Starver:
    """Lets every write of every command fail in turn."""

    def __init__(self, ground: Ground, *, formats: str) -> None:
        self._ground = ground
        self._copies = 0
        few, more = _ALWAYS_THERE, (*_ALWAYS_THERE, "bridge.txt")
        self._cases = (
            ("first build", ("build",), ground.begun("case-first", few, formats="json")),
            ("second build", ("build",), self._built("case-all", formats)),
            ("add", ("add", str(ground.sources / "talks.txt")), self._built("case-add", "json")),
            ("remove", ("remove", "bridge.txt"), self._built("case-remove", "json", more)),
            ("gc", ("gc", "--keep", "1"), self._built("case-gc", "json", more)),
        )

    def _built(self, name: str, formats: str, articles: Sequence[str] = _ALWAYS_THERE) -> Path:
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
        _said(folder).touch()
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
        tally.flaws += [f"{what}: {flaw}" for flaw in flaws(folder, before=before)]
        tally.flaws += [f"{what}: {flaw}" for flaw in _spoken_ill(outcome.code, said)]
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


def endangered(*, kills: int, faults: int | None, seed: int, is_quick: bool = False) -> Tally:
    """Kill so many commands, let so many writes fail (None: each in turn); say what came of it."""
    tally = Tally()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        rich = "json" if is_quick else "pdf,html,json"
        ground = Ground(Path(name) / "ground", formats=rich)
        # every tenth round writes a PDF and a page, too
        projects = (("plain", "json"), ("rich", rich))
        plain, other = (
            Killer(ground, ground.begun(title, _ALWAYS_THERE, formats=formats), seed=seed + number)
            for number, (title, formats) in enumerate(projects)
        )
        killers = [other, *[plain] * 9]
        rounds = 0
        while sum(tally.kills.values()) < kills and rounds < 3 * kills:
            killers[rounds % len(killers)].round(tally)
            rounds += 1
        if faults != 0 and faulty_disk.is_available():
            starver = Starver(ground, formats=rich)
            every = starver.plan(tally)
            chosen = every if faults is None else random.Random(seed).sample(every, faults)
            for case, fault, write in sorted(chosen):
                starver.round(tally, case, fault, write)
    tally.seconds = time.monotonic() - start
    return tally


def main() -> int:
    """Do what the arguments say and print the figures; 1 if something was not as promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--faults", type=int, help="how many; else each write in turn")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="no PDF and no page, only JSON")
    asked = parser.parse_args()
    tally = endangered(
        kills=asked.kills, faults=asked.faults, seed=asked.seed, is_quick=asked.quick
    )
    sys.stdout.write(json.dumps(tally.figures(), ensure_ascii=False, indent=2) + "\n")
    return 1 if tally.flaws else 0


if __name__ == "__main__":
    sys.exit(main())
