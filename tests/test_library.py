"""The library of a project loses nothing: not to a crash, not to damage, not to time."""

import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from reportgen import project
from reportgen.errors import OutputError
from reportgen.library import Edition, Library, open_library
from reportgen.model import Briefing, briefing_of

from . import briefings
from .conftest import FLOOD, write_articles
from .first_library import ADDED, HERE

MODEL = b"m" * 32


def edition(number: int, briefing: Briefing) -> Edition:
    """Return how the library knows an edition."""
    return Edition(
        number=number,
        created_at="2026-11-22T00:00:00+00:00",
        fingerprint=f"{number}",
        inputs="",
        title=briefing.title,
        articles=len(briefing.articles),
    )


def fill(library: Library, *numbers: int) -> None:
    """Write editions of one small briefing."""
    briefing = briefings.tiny()
    for number in numbers:
        library.vectors.keep(MODEL, {f"text {number}": np.full(4, number, np.float32)})
        library.add(edition(number, briefing), briefing.to_dict())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a library may be."""
    return tmp_path / "library.sqlite3"


def test_an_edition_is_read_back_to_the_letter(path: Path) -> None:
    """What is taken out is what was put in, hostile text and all."""
    briefing = briefings.full()
    with open_library(path) as library:
        library.add(edition(1, briefing), briefing.to_dict())
    with open_library(path, to_write=False) as library:
        assert briefing.to_dict() == briefing_of(library.briefing(1) or {}).to_dict()
        assert library.briefing(2) is None
        (found,) = library.editions()

    assert (found.articles, found.new_articles) == (len(briefing.articles),) * 2
    assert found.title == briefing.title


def test_an_edition_is_written_whole_or_not_at_all(path: Path) -> None:
    """An edition that cannot be finished leaves no article, sentence or vector of its own."""
    with open_library(path) as library:
        fill(library, 1)
    broken = briefings.full().to_dict() | {
        "sentences": [{"article": "nobody", "start": 0, "end": 1}]
    }
    with open_library(path) as library:
        library.vectors.keep(MODEL, {"more": np.zeros(4, np.float32)})
        with pytest.raises(sqlite3.IntegrityError):
            library.add(edition(2, briefings.full()), broken)

    with closing(sqlite3.connect(path)) as base:
        counts = [
            base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("editions", "articles", "vectors")
        ]
    assert counts == [1, len(briefings.tiny().articles), 1]


def test_a_vector_comes_back_as_it_was_or_not_at_all(path: Path) -> None:
    """A changed byte makes a vector absent, never another vector."""
    with open_library(path) as library:
        fill(library, 1, 2)
    with closing(sqlite3.connect(path)) as base:
        base.execute(
            "UPDATE vectors SET vector = zeroblob(16)"
            " WHERE text IN (SELECT text FROM uses WHERE last_edition = 2)"
        )
        base.commit()
    with open_library(path) as library:
        found = library.vectors.load(MODEL, ["text 1", "text 2", "text 3"])
        others = library.vectors.load(b"o" * 32, ["text 1"])

    assert {text: list(vector) for text, vector in found.items()} == {"text 1": [1.0] * 4}
    assert others == {}


def test_clearing_keeps_what_an_edition_refers_to(path: Path) -> None:
    """Unasked every edition stays; with `keep` the last ones and what is theirs."""
    with open_library(path) as library:
        fill(library, 1, 2)
        library.vectors.keep(b"o" * 32, {"old": np.zeros(4, np.float32)})
        fill(library, 3)
        assert library.clear().editions == 0
        dropped = library.clear(keep=1)
        numbers = [one.number for one in library.editions()]

    assert (dropped.editions, dropped.articles) == (2, 0)
    assert numbers == [3]


def damage(path: Path, kind: str) -> None:
    """Make a library unusable."""
    content = path.read_bytes()
    other = path.with_name("other")
    with closing(sqlite3.connect(other)) as base:
        base.execute("CREATE TABLE theirs (a)")
    damaged = {
        "text": b"not a database at all, but long enough to look like one" * 20,
        "torn": content[: len(content) // 2],
        "holes": content[:4096] + b"\xff" * 8192 + content[12288:],
        "foreign": other.read_bytes(),
    }
    path.write_bytes(damaged[kind])
    other.unlink()


@pytest.mark.parametrize("kind", ["text", "torn", "holes", "foreign"])
def test_an_unusable_library_is_set_aside(
    path: Path, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is never deleted, one line says so, and a new one works; who only reads is told."""
    with open_library(path) as library:
        fill(library, 1, 2, 3)
    damage(path, kind)
    before = path.read_bytes()
    with pytest.raises(OutputError, match=r"library\.sqlite3 is damaged"):
        open_library(path, to_write=False).__enter__()

    with caplog.at_level(logging.WARNING), open_library(path) as library:
        fill(library, 10)
    assert path.with_name("library.sqlite3.broken-1").read_bytes() == before
    (line,) = caplog.messages
    assert "library.sqlite3.broken-1" in line
    assert "\n" not in line


def test_what_can_be_read_of_a_damaged_library_is_saved(path: Path) -> None:
    """Damage in one place does not cost the editions that lie elsewhere."""
    with open_library(path) as library:
        fill(library, 1, 2)
    with closing(sqlite3.connect(path)) as base:
        (page,) = base.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'vectors'"
        ).fetchone()
        (size,) = base.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)

    with open_library(path) as library:
        assert [one.number for one in library.editions()] == [1, 2]
        assert library.briefing(2) == briefings.tiny().to_dict()


def test_a_later_library_is_left_alone(path: Path) -> None:
    """What a later version wrote is not touched by this one, and one line says what to do."""
    with open_library(path) as library:
        fill(library, 1)
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA user_version = 99")
    before = path.read_bytes()

    with pytest.raises(OutputError, match="later version"):
        open_library(path).__enter__()
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_folder_that_is_a_file_is_one_clear_error(tmp_path: Path) -> None:
    """Where no library can be, one line says so."""
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(OutputError, match="cannot be used"):
        open_library(tmp_path / "file" / "library.sqlite3").__enter__()


def test_the_library_of_the_first_release_opens(tmp_path: Path) -> None:
    """Editions written by the first released layout are read, and the next one follows them."""
    folder = tmp_path / "flood"
    begun = project.init(folder)
    write_articles(begun.articles, FLOOD | ADDED)
    shutil.copy(HERE, begun.library)

    first, second = project.editions(begun)
    assert (first.articles, second.articles, second.new_articles) == (2, 3, 1)
    assert set(FLOOD) == {article.path for article in project.edition(begun, 1).articles}
    (begun.articles / "third.txt").unlink()
    rebuilt = project.rebuild(begun, formats=("json",))

    assert (rebuilt.edition, rebuilt.is_new) == (3, True)
    assert rebuilt.briefing.since is not None
    assert rebuilt.briefing.since.edition == 2
