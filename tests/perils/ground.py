"""The projects, the commands, and what must be true after whatever happened to them."""

import hashlib
import json
import os
import sqlite3
import sys
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
ALWAYS_THERE = tuple(FLOOD)


@dataclass
class Tally:
    """What was done, and everything that was not as promised."""

    kills: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    writes: dict[str, int] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    flaws: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def blame(self, flaw: str) -> None:
        """Note a flaw and say it at once."""
        self.flaws.append(flaw)
        sys.stderr.write(f"{flaw}\n")

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
        project.rebuild(_found(self.begun("loaded", ALWAYS_THERE, formats=formats)))

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
    if not said_by(folder).exists():
        said_by(folder).touch()
    os.dup2(os.open(said_by(folder), os.O_WRONLY | os.O_TRUNC), 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.chdir(folder)
    raise SystemExit(command([*words, "--quiet"]))


def words_of(folder: Path) -> list[str]:
    """Return the lines that the last command complained with."""
    return said_by(folder).read_text(encoding="utf-8").splitlines()


def said_by(folder: Path) -> Path:
    """Return the file that the last command's complaints went into."""
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
            tally.blame(f"{what}: again: exit {code}: {words_of(folder)}")
    code = ended(started(lambda: run(folder, "build")))
    if code:
        tally.blame(f"{what}: the next build: exit {code}: {words_of(folder)}")
        return
    found = essence(json.loads((folder / "reports" / "briefing.json").read_bytes()))
    if found != ground.fresh(folder):
        tally.blame(f"{what}: the next build is not what a fresh one is")
    staged = list((folder / ".reportgen").glob("staging/*"))
    left = [path.name for path in (folder / "reports").glob(".*")]
    if staged or left:
        tally.blame(f"{what}: left lying about: {staged}, {left}")
