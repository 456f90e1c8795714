"""What people and programs do in a folder of articles, in bursts."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from tests.perils.ground import ARTICLES, EDITED

# two articles that stay make sure that there is a briefing in the end
_ALWAYS_THERE = ("anba.txt", "sada.txt")
_NAMES = tuple(name for name in ARTICLES if name not in _ALWAYS_THERE)
_FOLDERS = ("morning", "evening")


class Newsroom:
    """Does one thing after another in ``articles/``; `events` counts them."""

    def __init__(self, articles: Path, *, chance: random.Random, pause_s: float = 0.02) -> None:
        self._articles = articles
        self._chance = chance
        self._pause_s = pause_s
        self.events = 0
        self.deeds: tuple[Callable[[], None], ...] = (
            self.create, self.write_slowly, self.rename_over, self.delete, self.edit_with_vi,
            self.move_folder, self.move_into_folder, self.download, self.leave_a_backup,
        )  # fmt: skip

    def burst(self, count: int) -> None:
        """Do so many things one right after the other."""
        for _ in range(count):
            self._chance.choice(self.deeds)()
            self.events += 1
            time.sleep(self._chance.choice((0.0, 0.0, self._pause_s)))

    def come_to_rest(self) -> None:
        """Leave two articles at least."""
        for name in _ALWAYS_THERE:
            if not (self._articles / name).exists():
                (self._articles / name).write_text(ARTICLES[name], encoding="utf-8")
                self.events += 1

    def create(self) -> None:
        """Write a file at once."""
        self._free().write_text(self._text(), encoding="utf-8")

    def write_slowly(self) -> None:
        """Write a file piece by piece, as a copy over a network does."""
        content = self._text().encode()
        with self._free().open("wb") as stream:
            for start in range(0, len(content), len(content) // 4):
                stream.write(content[start : start + len(content) // 4])
                stream.flush()
                time.sleep(self._pause_s)

    def rename_over(self) -> None:
        """Write beside a file and move it over it, as careful editors do."""
        target = self._one()
        new = target.with_name(f".{target.name}.new")
        new.write_text(self._text(), encoding="utf-8")
        new.replace(target)

    def edit_with_vi(self) -> None:
        """Leave the trail of vi: a probe, a swap file, a backup that goes again."""
        target = self._one()
        probe, swap = target.with_name("4913"), target.with_name(f".{target.name}.swp")
        for passing in (probe, swap):
            passing.touch()
        probe.unlink()
        backup = target.with_name(f"{target.name}~")
        if target.exists():
            target.replace(backup)
        target.write_text(self._text(), encoding="utf-8")
        backup.unlink(missing_ok=True)
        swap.unlink()

    def delete(self) -> None:
        """Delete a file."""
        self._one().unlink(missing_ok=True)

    def move_folder(self) -> None:
        """Move a folder with what is in it: out of the articles, back in, or to another name."""
        away = self._articles.with_name("away")
        here = self._articles / self._chance.choice(_FOLDERS)
        if away.exists() and not here.exists():
            away.rename(here)
        elif here.exists() and not away.exists():
            here.rename(away)
        else:
            here.mkdir(exist_ok=True)

    def move_into_folder(self) -> None:
        """Move a file into a folder, which may be new."""
        source, folder = self._one(), self._articles / self._chance.choice(_FOLDERS)
        folder.mkdir(exist_ok=True)
        if source.exists():
            source.replace(folder / source.name)

    def download(self) -> None:
        """Write a file under the name of a download, and give it its own when it is whole."""
        target = self._free()
        part = target.with_name(f"{target.name}.part")
        part.write_text(self._text(), encoding="utf-8")
        time.sleep(self._pause_s)
        part.replace(target)

    def leave_a_backup(self) -> None:
        """Leave files that are nobody's article."""
        for name in ("anba.txt~", "#sada.txt#", "talks.txt.crdownload", ".DS_Store"):
            (self._articles / name).write_text(self._text(), encoding="utf-8")

    def _text(self) -> str:
        return self._chance.choice((ARTICLES, EDITED))[self._chance.choice(_NAMES)]

    def _free(self) -> Path:
        return (
            self._articles / f"{self._chance.choice(_NAMES)[:-4]}-{self._chance.randint(1, 3)}.txt"
        )

    def _one(self) -> Path:
        there = sorted(self._articles.glob("*.txt"))
        return self._chance.choice(there) if there else self._free()
