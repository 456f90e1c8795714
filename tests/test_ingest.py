"""Reading files: every article to the letter, everything else left out with its reason."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportgen.errors import ConfigError, SourceError
from reportgen.ingest import REASONS, IngestOptions, ingest
from reportgen.model import Article

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def only(folder: Path) -> Article:
    """Return the one article in `folder`, which nothing was left out of."""
    articles, omissions = ingest([folder])
    assert omissions == ()
    (article,) = articles
    return article


def reason(folder: Path) -> str:
    """Return why the one file in `folder` was left out."""
    articles, omissions = ingest([folder])
    assert articles == ()
    (omission,) = omissions
    assert omission.stage == "ingest"
    assert omission.reason.split(": ")[0] in REASONS
    return omission.reason


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.md", "a.markdown", "A.TXT"])
def test_text_is_the_file_to_the_letter(tmp_path: Path, name: str) -> None:
    """The text is what the file holds: line ends, marks and white space too."""
    text = "\r\n\n وصل الوفدُ\r\nأمس.\u200f\t\n\n"
    (tmp_path / name).write_bytes(text.encode())
    article = only(tmp_path)
    digest = hashlib.sha256(text.encode()).hexdigest()

    assert article.text == text
    assert (article.id, article.sha256) == (digest[:12], digest)
    assert (article.path, article.language) == (name, "ar")


def test_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    """A byte order mark is removed and nothing else."""
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + "وصل".encode())

    assert only(tmp_path).text == "وصل"


def test_paths_are_relative_to_the_folder_given(tmp_path: Path) -> None:
    """No path of the machine gets into a value."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("وصل")

    assert only(tmp_path).path == "sub/a.txt"
    assert str(tmp_path) not in repr(ingest([tmp_path]))
    assert ingest([tmp_path / "sub" / "a.txt"])[0][0].path == "a.txt"


def test_a_file_given_twice_is_one(tmp_path: Path) -> None:
    """A file named by itself and by its folder is one file, not a copy of itself."""
    (tmp_path / "sub").mkdir()
    file = tmp_path / "sub" / "a.txt"
    file.write_text("وصل")

    assert ingest([tmp_path]) == ingest([file, tmp_path, tmp_path])


BAD_CONTENTS = {
    "empty file": b"",
    "empty file ": b" \r\n\t\n",
    "empty file  ": b"... --- !!!",
    "binary file": b"abc\0def",
    "text in an unknown encoding: byte 3": b"abc\xff\xfe",
    "text in an unknown encoding: byte 0": "وصل".encode("cp1256"),
    "text in an unknown encoding: byte 1": b"a\xed\xa0\x80",  # a lone surrogate
    "text garbled by a wrong encoding": ("وصل الوفد " * 2).encode().decode("latin-1").encode(),
    "larger than the limit: 100 bytes": b"a" * 101,
}


@pytest.mark.parametrize("expected", BAD_CONTENTS)
def test_bad_content_is_left_out(tmp_path: Path, expected: str) -> None:
    """A bad file is an omission with its reason, and the others still make articles."""
    (tmp_path / "bad.txt").write_bytes(BAD_CONTENTS[expected])
    (tmp_path / "good.txt").write_text("وصل")
    articles, omissions = ingest([tmp_path], options=IngestOptions(max_bytes=100))

    assert [article.path for article in articles] == ["good.txt"]
    assert [(o.subject, o.reason) for o in omissions] == [("bad.txt", expected.strip())]


@pytest.mark.parametrize("name", ["a.xyz", "a", "a.txt.bak"])
def test_unknown_form(tmp_path: Path, name: str) -> None:
    """A form no reader knows is left out, and said so."""
    (tmp_path / name).write_text("وصل")

    assert reason(tmp_path) == "unknown file form"


def test_what_tells_of_others_is_no_article(tmp_path: Path) -> None:
    """`build seeds/*` names the sources.toml, too, which is no omission."""
    one, told = tmp_path / "a.txt", tmp_path / "sources.toml"
    one.write_text("وصل الوفد إلى العاصمة مساء أمس", encoding="utf-8")
    told.write_text('["a.txt"]\noutlet = "صدى"\n', encoding="utf-8")

    (article,), omissions = ingest([told, one])

    assert (article.outlet, omissions) == ("صدى", ())
    assert [o.subject for o in ingest([told])[1]] == ["sources.toml"]


@pytest.mark.parametrize("name", ["README.md", "readme.txt", "LICENSE.txt", "CHANGELOG.md"])
def test_files_about_the_folder(tmp_path: Path, name: str) -> None:
    """A README is no article, unless it is given by its own name."""
    (tmp_path / name).write_text("وصل")

    assert reason(tmp_path) == "about the folder, not an article"
    assert len(ingest([tmp_path / name])[0]) == 1
    assert ingest([tmp_path, tmp_path / name])[1] == ()


def test_hidden_files_are_not_seen(tmp_path: Path) -> None:
    """Hidden files and folders are nobody's articles."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("وصل")
    (tmp_path / ".a.txt.swp").write_text("وصل")

    assert ingest([tmp_path]) == ((), ())


def test_missing_path_is_named(tmp_path: Path) -> None:
    """A path that does not exist is an error that names it."""
    with pytest.raises(SourceError, match=r"no such file or folder: .*nowhere\.txt") as caught:
        ingest([tmp_path / "nowhere.txt"])

    assert caught.value.hint


def test_nothing_readable(tmp_path: Path) -> None:
    """An empty folder has no articles and no omissions; the pipeline says what that means."""
    assert ingest([tmp_path]) == ((), ())
    assert ingest([]) == ((), ())


def test_link_out_of_the_folder(tmp_path: Path) -> None:
    """A folder sent by a stranger cannot make the program read the rest of the disk."""
    (tmp_path / "secret.txt").write_text("سر")
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")

    assert reason(folder) == "link to outside the folder"


def test_links_do_not_go_in_circles(tmp_path: Path) -> None:
    """Loops end as omissions."""
    (tmp_path / "a.txt").write_text("وصل")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    articles, omissions = ingest([tmp_path])

    assert [article.path for article in articles] == ["a.txt"]
    assert [(o.subject, o.reason) for o in omissions] == [
        ("gone.txt", "broken link"),
        ("loop", "link to a folder"),
        ("self.txt", "broken link"),
    ]


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe is left out instead of read for ever."""
    os.mkfifo(tmp_path / "a.txt")

    assert reason(tmp_path) == "not a regular file"


def test_sparse_giant_costs_nothing(tmp_path: Path) -> None:
    """A file of a gigabyte is left out by its size, unread."""
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(1_000_000_000)

    assert reason(tmp_path) == "larger than the limit: 20000000 bytes"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    """A file nobody may read is left out, and so is a folder."""
    (tmp_path / "a.txt").write_text("وصل")
    (tmp_path / "a.txt").chmod(0)

    assert reason(tmp_path) == "cannot be read: Permission denied"


def test_hostile_file_name(tmp_path: Path) -> None:
    """Controls, bidi marks and broken UTF-8 in a name do not reach the briefing."""
    (tmp_path / "a\u202eb\x1b\n.txt").write_text("وصل")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("عاد")
    paths = sorted(article.path for article in ingest([tmp_path])[0])

    assert paths == ["a\ufffdb\ufffd\ufffd.txt", "\ufffd.txt"]


def test_copies_are_named(tmp_path: Path) -> None:
    """Of equal texts one is kept, the described one first, and the other names it."""
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("وصل")
    (tmp_path / "sources.toml").write_text('["b.txt"]\noutlet = "صحيفة"')
    articles, omissions = ingest([tmp_path / "c.txt", tmp_path / "a.txt", tmp_path])

    assert [article.path for article in articles] == ["b.txt"]
    assert [(o.subject, o.reason) for o in omissions] == [
        ("a.txt", "same text as another file: b.txt"),
        ("c.txt", "same text as another file: b.txt"),
    ]


def test_oldest_first_undated_last(tmp_path: Path) -> None:
    """Articles are sorted by date, then path."""
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(f"وصل {name}")
    (tmp_path / "sources.toml").write_text(
        '["c.txt"]\npublished = 2016-03-16\n["d.txt"]\npublished = "2016-03-15"'
    )
    articles, _ = ingest([tmp_path])

    assert [article.path for article in articles] == ["d.txt", "c.txt", "a.txt", "b.txt"]
    assert articles[0].published == "2016-03-15"
    assert dict(articles[0].origin)["published"] == "sources.toml"


def test_sidecar_describes(tmp_path: Path) -> None:
    """What sources.toml says is taken over, with its origin, in subfolders too."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("وصل")
    (tmp_path / "sub" / "sources.toml").write_text(
        '["a.txt"]\noutlet = " الخليج "\ntitle = "ع"\nurl = "https://a.example/b"\n'
        "published = 2017-12-13"
    )
    article = only(tmp_path)

    assert (article.outlet, article.title) == ("الخليج", "ع")
    assert (article.url, article.published) == ("https://a.example/b", "2017-12-13")
    assert {source for _, source in article.origin} == {"sources.toml"}
    assert article.is_outlet_named


# sidecar → what its error must say
BAD_SIDECARS = {
    "x = [": "not valid TOML",
    'outlet = "a"': "outside a table",
    '["b.txt"]\noutlet = "a"': "not a file beside it",
    '["../a.txt"]\noutlet = "a"': "not a file beside it",
    '["a.txt"]\nwriter = "a"': "unknown key 'writer'",
    '["a.txt"]\noutlet = 5': "'outlet' of 'a.txt' is wrong",
    '["a.txt"]\noutlet = " "': "one line of visible text",
    '["a.txt"]\ntitle = "a\\nb"': "one line of visible text",
    '["a.txt"]\ntitle = "a\\u202eb"': "one line of visible text",
    '["a.txt"]\npublished = 2016': "must be a date",
    '["a.txt"]\npublished = "15 مارس"': "must be a date",
    '["a.txt"]\npublished = "2016-02-30"': "a date that exists",
    '["a.txt"]\npublished = 2016-02-03T10:00:00': "must be a date",
    '["a.txt"]\nurl = "javascript:alert(1)"': "http://",
}


@pytest.mark.parametrize("content", BAD_SIDECARS)
def test_bad_sidecar_is_an_error(tmp_path: Path, content: str) -> None:
    """A mistake in sources.toml is one clear line that names the file."""
    (tmp_path / "a.txt").write_text("وصل")
    (tmp_path / "sources.toml").write_text(content)
    with pytest.raises(ConfigError) as caught:
        ingest([tmp_path])

    assert BAD_SIDECARS[content] in caught.value.message
    assert "sources.toml" in caught.value.message
    if "unknown key" in caught.value.message:
        assert caught.value.hint == "known ones: outlet, title, author, published, url"


def outlets(folder: Path, *names: str) -> list[str]:
    """Return the outlets of files with these names, sorted."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"وصل {name}")
    return sorted(article.outlet for article in ingest([folder])[0])


def test_neutral_outlet_names(tmp_path: Path) -> None:
    """Without a named outlet the file's name stands in, without the part that looks like a hash."""
    names = outlets(tmp_path, "000_3d07951648b52091.txt", "jazeera.txt", "bbc-2016.txt")

    assert names == ["000", "bbc-2016", "jazeera"]
    assert not ingest([tmp_path])[0][0].is_outlet_named


def test_outlet_names_never_collide(tmp_path: Path) -> None:
    """Two unnamed articles never share an outlet, nor take a named one's."""
    (tmp_path / "sources.toml").write_text('["n.txt"]\noutlet = "z"')
    files = (
        "a_3d07951648b52091.txt",
        "a_4e18a62759c63182.txt",
        "b.txt",
        "b.md",
        "s/c.txt",
        "c.txt",
    )
    names = outlets(tmp_path, *files, "n.txt", "z.txt")

    assert len(set(names)) == len(names)
    assert names == [
        *("a_3d07951648b52091", "a_4e18a62759c63182", "b.md", "b.txt", "c.txt"),
        *("s/c.txt", "z", "z.txt"),
    ]


def test_language(tmp_path: Path) -> None:
    """Text that is not Arabic is said to be undetermined, not guessed."""
    (tmp_path / "a.txt").write_text("Russia leaves Syria")

    assert only(tmp_path).language == "und"


def test_seeds() -> None:
    """The samples come with what they show of themselves and nothing more."""
    articles, _ = ingest([SEEDS])

    assert [(a.outlet, a.published) for a in articles] == [
        ("الخليج", "2017-12-13"),
        ("000", None),
        ("نور سورية", None),
        ("002", None),
        ("004", None),
    ]


def test_time_of_reading_changes_nothing(tmp_path: Path) -> None:
    """Neither the clock nor a file's own times get into an article."""
    (tmp_path / "a.txt").write_text("وصل")
    before = ingest([tmp_path])
    moment = datetime(2001, 1, 1, tzinfo=UTC).timestamp()
    os.utime(tmp_path / "a.txt", (moment, moment))

    assert before == ingest([tmp_path])
