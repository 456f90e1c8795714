"""A project: articles come and go, its briefing follows, and nothing of it is ever lost."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from reportgen import project
from reportgen.cli import main
from reportgen.config import load_options
from reportgen.errors import ConfigError, OutputError, SourceError
from reportgen.ingest._files import shown
from reportgen.project import Project

from .conftest import FLOOD, ROOT, write_articles

JSON = ("json",)
# of sentences whose vectors are at hand: no test has to load the model for it
THIRD = {
    "third.txt": "\n".join(
        [*FLOOD["sada.txt"].splitlines()[:4], *FLOOD["anba.txt"].splitlines()[3:]],
    )
}
FACTS = """\
# seen in the paper of Tuesday
["anba.txt"]
outlet = "الأنباء"
published = 2026-11-17
"""


def run(script: str, *arguments: object, **options: object) -> "subprocess.CompletedProcess[str]":
    """Run Python in a process of its own."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        **options,
    )


def content(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder that is not hidden."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part[0] == "." for part in path.relative_to(folder).parts)
    }


@pytest.fixture
def begun(tmp_path: Path) -> Project:
    """Return a project without an article."""
    return project.init(tmp_path / "project")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a project with two articles and one edition, not to be changed."""
    made = project.init(tmp_path_factory.mktemp("built") / "project")
    write_articles(made.articles, FLOOD)
    project.rebuild(made, formats=JSON)
    return made.folder


@pytest.fixture
def ours(built: Path, tmp_path: Path) -> Project:
    """Return a copy of that project, which is a project like it."""
    return found(Path(shutil.copytree(built, tmp_path / "copy")))


def found(folder: Path, **options: float) -> Project:
    """Return the project in a folder."""
    here = project.find(folder, **options)  # type: ignore[arg-type]
    assert here is not None
    return here


def test_a_project_explains_its_settings(begun: Project) -> None:
    """The reportgen.toml of a new project loads, and so does each line of it uncommented."""
    path = begun.folder / "reportgen.toml"
    said = path.read_text(encoding="utf-8")
    path.write_text(
        "\n".join(
            line.removeprefix("# ")
            if line.startswith("# ") and (" = " in line or "[" in line[:3])
            else line
            for line in said.splitlines()
        ),
        encoding="utf-8",
    )

    assert load_options(path).mail.sender == "Desk <desk@example.org>"


def test_a_project_is_begun_once_and_around_what_is_there(tmp_path: Path) -> None:
    """Articles and settings in the folder stay; a second init is refused."""
    write_articles(tmp_path / "articles", FLOOD)
    (tmp_path / "reportgen.toml").write_text('[render]\nlayout = "brief"', encoding="utf-8")
    begun = project.init(tmp_path)

    assert begun.options.render.layout == "brief"
    assert set(FLOOD) == set(content(begun.articles))
    with pytest.raises(ConfigError, match="already"):
        project.init(tmp_path)


def test_a_project_is_found_from_below_and_nowhere_else(begun: Project, tmp_path: Path) -> None:
    """The nearest folder above counts; a reportgen.toml alone makes no project."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "reportgen.toml").write_text("[render]\n", encoding="utf-8")
    (begun.articles / "deep").mkdir()

    assert found(begun.articles / "deep").folder == begun.folder.resolve()
    assert project.find(tmp_path / "other") is None
    assert project.find(tmp_path / "nowhere") is None


def test_paths_in_the_settings_start_from_the_project(begun: Project) -> None:
    """A project's own templates are found from wherever a command runs, and after a move."""
    (begun.folder / "own").mkdir()
    settings = begun.folder / "reportgen.toml"
    settings.write_text('[project]\n[render]\ntemplate_dir = "own"\n', encoding="utf-8")

    assert found(begun.articles).options.render.template_dir == (begun.folder / "own").resolve()


def test_files_are_added_with_what_is_known_of_them(begun: Project, tmp_path: Path) -> None:
    """Copies to the byte; their part of sources.toml comes along, a person's comments stay."""
    outside = write_articles(tmp_path / "given", FLOOD)
    (outside / "sources.toml").write_text(FACTS, encoding="utf-8")
    (begun.articles / "sources.toml").write_text("# mine\n", encoding="utf-8")
    came = project.add(begun, [outside])

    assert [one.name for one in came.of_state("added")] == ["anba.txt", "sada.txt"]
    assert content(begun.articles)["anba.txt"] == FLOOD["anba.txt"].encode()
    listed = {article.path: article for article in project.status(begun).articles}
    assert (listed["anba.txt"].outlet, listed["anba.txt"].published) == ("الأنباء", "2026-11-17")
    assert content(begun.articles)["sources.toml"].startswith(b"# mine\n")


def test_the_same_content_is_not_added_twice(begun: Project, tmp_path: Path) -> None:
    """A copy under any name is told as there; another text of the same name gets a number."""
    outside = write_articles(tmp_path / "given", FLOOD)
    project.add(begun, [outside / "anba.txt"])
    twin = write_articles(tmp_path / "twin", {"b.txt": FLOOD["anba.txt"]})
    other = write_articles(tmp_path / "other", {"anba.txt": FLOOD["sada.txt"]})

    (again,) = project.add(begun, [twin]).arrivals
    (beside,) = project.add(begun, [other / "anba.txt"]).arrivals

    assert (again.name, again.state) == ("anba.txt", "already there")
    assert (beside.name, beside.state) == ("anba-2.txt", "added")
    assert set(content(begun.articles)) == {"anba.txt", "anba-2.txt"}


def test_all_are_added_or_none(begun: Project, tmp_path: Path) -> None:
    """One path that is missing or one wrong description, and nothing was added."""
    outside = write_articles(tmp_path / "given", FLOOD)
    with pytest.raises(SourceError, match=r"nowhere\.txt"):
        project.add(begun, [outside, tmp_path / "nowhere.txt"])
    with pytest.raises(ConfigError, match="described"):
        project.add(begun, [outside], said={"none.txt": {"outlet": "الأنباء"}})

    assert content(begun.articles) == {}
    assert sorted(path.name for path in begun.hidden.iterdir()) == [".gitignore", "lock"]


@pytest.mark.parametrize(
    "name",
    [
        "." * 3 + "hidden.txt",
        "line\nfeed.txt",
        "\u202etxt.exe.txt",  # RIGHT-TO-LEFT OVERRIDE
        "'; DROP TABLE articles; --.txt",
        '["a"]\nb = "c".txt',
        "م" * 125 + ".txt",
        "README.txt",
        "a\\..\\b.txt",
        os.fsdecode(b"lone\xff.txt"),
    ],
)
def test_hostile_names_become_harmless_files(begun: Project, tmp_path: Path, name: str) -> None:
    """Whatever it is called, it lies in articles/ under a name that prints, and is read."""
    given = tmp_path / name
    given.write_text(FLOOD["anba.txt"], encoding="utf-8")
    said = {shown(Path(name)): {"outlet": "الأنباء"}}
    (came,) = project.add(begun, [given], said=said).arrivals

    assert came.name.isprintable()
    assert set(content(begun.articles)) == {came.name, "sources.toml"}
    assert len(came.name.encode()) < 220
    (listed,) = project.status(begun).articles
    assert (listed.path, listed.outlet) == (came.name, "الأنباء")


def test_links_do_not_lead_out(begun: Project, tmp_path: Path) -> None:
    """A link out of a folder given is not followed, nor is a link in articles/ written through."""
    outside = write_articles(tmp_path / "outside", {"secret.txt": FLOOD["sada.txt"]})
    given = tmp_path / "given"
    write_articles(given / "deep", {"anba.txt": FLOOD["anba.txt"]})
    (given / "link.txt").symlink_to(outside / "secret.txt")
    (begun.articles / "deep").symlink_to(outside, target_is_directory=True)
    came = project.add(begun, [given])

    assert [omission.reason for omission in came.omissions] == ["link to outside the folder"]
    assert [one.name for one in came.arrivals] == ["anba.txt"]
    assert list(content(outside)) == ["secret.txt"]


def test_what_is_no_article_is_left_out_with_a_reason(begun: Project, tmp_path: Path) -> None:
    """A picture, a pipe and a giant are told, not copied."""
    given = write_articles(tmp_path / "given", {"a.jpg": "x", "anba.txt": FLOOD["anba.txt"]})
    os.mkfifo(given / "pipe.txt")
    with (given / "giant.txt").open("wb") as stream:
        stream.truncate(1_000_000_000)
    came = project.add(begun, [given])

    assert {omission.subject for omission in came.omissions} == {"a.jpg", "pipe.txt", "giant.txt"}
    assert list(content(begun.articles)) == ["anba.txt"]


def test_a_project_is_no_source_of_itself(ours: Project) -> None:
    """Given its own folder, a project finds its articles there and takes no report for one."""
    came = project.add(ours, [ours.folder])

    assert [one.state for one in came.arrivals] == ["already there"] * 2
    assert [one.reason for one in came.omissions].count("a report of this project") == 1
    assert project.status(ours).is_current


class _Site(BaseHTTPRequestHandler):
    """A page in an old encoding, and a feed that announces it and tells one story whole."""

    asked: ClassVar[list[str]] = []
    feed: ClassVar[str] = ""

    def do_GET(self) -> None:
        """Answer one request."""
        self.asked.append(self.path)
        paragraphs = "".join(f"<p>{line}</p>" for line in FLOOD["anba.txt"].splitlines() if line)
        page = f"<html><body><article>{paragraphs}</article></body></html>".encode("cp1256")
        kind, body = {
            "/page": ("text/html; charset=windows-1256", page),
            "/feed": ("application/rss+xml; charset=utf-8", self.feed.encode()),
        }[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """Serve that site on this machine and return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    address = f"http://127.0.0.1:{server.server_port}"
    whole = FLOOD["sada.txt"] * 2
    _Site.asked.clear()
    _Site.feed = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>صدى البلد</title>"
        f"<item><title>فيضان</title><link>{address}/page</link><description>ملخص</description>"
        "<pubDate>Tue, 17 Nov 2026 08:00:00 GMT</pubDate></item>"
        f"<item><title>غرق أحياء / الزهراء</title><link>{address}/whole</link>"
        f"<description>{whole}</description></item></channel></rss>"
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_feed_becomes_files(begun: Project, site: str) -> None:
    """Each entry is a file with what the feed says of it; what was seen is not fetched again."""
    came = project.add(begun, [f"{site}/feed"])
    listed = {article.path: article for article in project.status(begun).articles}

    assert [one.name for one in came.of_state("added")] == ["فيضان.html", "غرق-أحياء-الزهراء.txt"]
    assert (listed["فيضان.html"].outlet, listed["فيضان.html"].published) == (
        "صدى البلد",
        "2026-11-17",
    )
    assert _Site.asked == ["/feed", "/page"]
    (gone,) = project.remove(begun, ["فيضان.html"])
    assert project.add(begun, [f"{site}/feed"], only_unseen=True).arrivals == ()
    assert _Site.asked == ["/feed", "/page", "/feed"]
    assert [one.name for one in project.add(begun, [gone.now]).arrivals] == ["فيضان.html"]


def test_a_page_is_kept_readable(begun: Project, site: str) -> None:
    """Of a page in an old encoding that only the server names, the letters are kept."""
    project.add(begun, [f"{site}/page"])
    (listed,) = project.status(begun).articles

    assert listed.title == "فيضانات تجتاح مدينة الزهراء وتقطع الطرق"
    assert listed.outlet == "127.0.0.1"


_KILLED_AT_A_RENAME = """
import os, sys
from reportgen import project
here, at, command = project.find(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
count = 0
def kill(event, arguments):
    global count
    if event == "os.rename":
        count += 1
        if count == at:
            os._exit(9)
sys.addaudithook(kill)
if command == "add":
    project.add(here, [sys.argv[4]])
elif command == "remove":
    project.remove(here, sys.argv[4:])
else:
    project.rebuild(here, formats=("json", "html"))
"""


@pytest.mark.parametrize("at", [1, 2, 4])
def test_adding_survives_a_kill(begun: Project, tmp_path: Path, at: int) -> None:
    """Killed at any rename, the next command finds all of the articles or none, facts included."""
    outside = write_articles(tmp_path / "given", FLOOD)
    (outside / "sources.toml").write_text(FACTS, encoding="utf-8")
    done = run(_KILLED_AT_A_RENAME, begun.folder, at, "add", outside)
    assert done.returncode == 9, done.stderr
    project.remove(begun, [])

    expected = {*FLOOD, "sources.toml"} if at > 1 else set()
    assert set(content(begun.articles)) == expected
    project.add(begun, [outside])
    assert {one.outlet for one in project.status(begun).articles} == {"الأنباء", "sada"}


def test_articles_are_removed_and_come_back(begun: Project, tmp_path: Path) -> None:
    """By path, id or words of the title; what was known of them goes along and returns."""
    outside = write_articles(tmp_path / "given", FLOOD)
    (outside / "sources.toml").write_text(FACTS, encoding="utf-8")
    project.add(begun, [outside])
    before = content(begun.articles)
    ids = {article.path: article.id for article in project.status(begun).articles}

    for name in (
        "anba.txt",
        ids["anba.txt"],
        "فيضانات تجتاح مدينه",
        str(begun.articles / "anba.txt"),
    ):
        (gone,) = project.remove(begun, [name])
        assert set(content(begun.articles)) == {"sada.txt", "sources.toml"}
        assert gone.now.read_bytes() == before["anba.txt"]
        project.add(begun, [gone.now])
        assert {article.path: article.id for article in project.status(begun).articles} == ids
        assert project.status(begun).outlets == ("الأنباء", "sada")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("الزهراء", "more than one"),
        ("no such thing", "no article"),
        ("", "no article"),
        ("../reportgen.toml", "no article"),
        ("many.csv#1", "no article"),
    ],
)
def test_what_is_not_clear_is_not_removed(begun: Project, name: str, words: str) -> None:
    """A name that fits two, none, or a file that is no article changes nothing."""
    write_articles(begun.articles, FLOOD)
    before = content(begun.folder)
    with pytest.raises(SourceError, match=words):
        project.remove(begun, ["anba.txt", name])

    assert content(begun.folder) == before


def test_one_of_a_file_of_many_is_not_removed(begun: Project) -> None:
    """A row of a table is no file: the whole is named instead."""
    rows = [{"title": f"خبر {n}", "text": text} for n, text in enumerate(FLOOD.values())]
    (begun.articles / "many.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.raises(SourceError, match=r"one of the articles in many\.jsonl"):
        project.remove(begun, ["خبر 1"])

    assert [one.name for one in project.remove(begun, ["many.jsonl"])] == ["many.jsonl"]


def test_an_unchanged_set_makes_no_new_edition(ours: Project) -> None:
    """Nothing is written where nothing changed, nor by a comment in sources.toml; nor is a time."""
    library = ours.library.read_bytes()
    for _ in range(2):
        rebuilt = project.rebuild(ours, formats=JSON)
        assert (rebuilt.edition, rebuilt.is_new, rebuilt.written) == (1, False, ())
    assert ours.library.read_bytes() == library
    (ours.articles / "sources.toml").write_text("# nothing\n", encoding="utf-8")

    assert not project.status(ours).is_current
    assert not project.rebuild(ours, formats=JSON).is_new
    assert project.status(ours).is_current


def test_the_report_is_put_right(ours: Project) -> None:
    """A report that was deleted or changed is written again, to the byte, of the same edition."""
    report = ours.reports / "briefing.json"
    before = report.read_bytes()
    for spoil in (report.unlink, lambda: report.write_bytes(b"{}")):
        spoil()
        rebuilt = project.rebuild(ours, formats=JSON)
        assert (rebuilt.is_new, rebuilt.written) == (False, (report,))
        assert report.read_bytes() == before


def test_a_change_makes_the_next_edition(ours: Project) -> None:
    """Added, edited, removed: each is told, makes an edition, and all editions can be had again."""
    first = project.edition(ours, 1)
    write_articles(ours.articles, THIRD)
    edited = FLOOD["anba.txt"].replace("ثلاثة أشخاص", "أربعة أشخاص")
    write_articles(ours.articles, {"anba.txt": edited})
    now = project.status(ours)
    changes = {article.path: article.change for article in now.articles}
    assert changes == {"anba.txt": "changed", "sada.txt": "", "third.txt": "new"}

    rebuilt = project.rebuild(ours, formats=JSON)
    assert (rebuilt.edition, rebuilt.is_new) == (2, True)
    assert rebuilt.briefing.since is not None
    project.remove(ours, ["third.txt"])
    (ours.articles / "anba.txt").rename(ours.articles / "news.txt")
    changes = {article.path: article.change for article in project.status(ours).articles}
    assert changes == {"news.txt": "renamed", "sada.txt": ""}
    assert [one.path for one in project.status(ours).gone] == ["third.txt"]
    assert project.rebuild(ours, formats=JSON).edition == 3
    assert first.to_dict() == project.edition(ours, 1).to_dict()
    assert [one.new_articles for one in project.editions(ours)] == [2, 2, 0]
    with pytest.raises(SourceError, match="no edition 4"):
        project.edition(ours, 4)


def test_same_history_same_bytes(built: Path, tmp_path: Path) -> None:
    """Two copies that go the same way at different times and places have the same report."""
    digests = set()
    for name in ("one", "another"):
        ours = found(Path(shutil.copytree(built, tmp_path / name / "deep" / name)))
        write_articles(ours.articles, THIRD)
        project.rebuild(ours, formats=("json", "html"))
        digests.add(
            hashlib.sha256(
                b"".join(
                    (ours.reports / f"briefing.{form}").read_bytes() for form in ("json", "html")
                )
            ).hexdigest()
        )

    assert len(digests) == 1


_WITHOUT_THE_MODEL = """
import sys
from reportgen import project
(here := project.find(sys.argv[1])).articles.joinpath("sources.toml").write_text(sys.argv[2])
rebuilt = project.rebuild(here, formats=("json",))
print(rebuilt.is_new, rebuilt.edition, "torch" in sys.modules)
"""


def test_a_moved_project_is_the_project_it_was(ours: Project, tmp_path: Path) -> None:
    """Moved, nothing is to be done; on a machine that knows nothing no vector is computed anew."""
    (tmp_path / "else").mkdir()
    moved = found(Path(shutil.move(ours.folder, tmp_path / "else" / "where")))
    assert project.rebuild(moved, formats=JSON).written == ()
    environment = {**os.environ, "REPORTGEN_CACHE_DIR": str(tmp_path / "empty")}
    done = run(_WITHOUT_THE_MODEL, moved.folder, FACTS, env=environment)

    assert done.stdout.split() == ["True", "2", "False"], done.stderr


_HOLDER = """
import sys, time
from reportgen import project
from reportgen.project._lock import locked
with locked(project.find(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_waits_or_says_who_holds_it(
    ours: Project, caplog: pytest.LogCaptureFixture
) -> None:
    """While one process is at work another waits and names it; a dead one holds nothing."""
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, ours.folder], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert holder.stdout is not None
    with holder.stdout:
        assert holder.stdout.readline() == b"held\n"
    with pytest.raises(OutputError, match=f"process {holder.pid}, -c"):
        project.rebuild(found(ours.folder, wait_seconds=0))
    threading.Timer(0.3, holder.send_signal, [signal.SIGKILL]).start()

    assert not project.rebuild(found(ours.folder, wait_seconds=60), formats=JSON).is_new
    assert (
        f"waiting for another process at work on this project: process {holder.pid}" in caplog.text
    )
    holder.wait()


@pytest.mark.parametrize("at", [1, 2])
def test_a_build_survives_a_kill(ours: Project, at: int) -> None:
    """Killed at any rename, each file is an old or a new one, and the next run makes it right."""
    write_articles(ours.articles, THIRD)
    done = run(_KILLED_AT_A_RENAME, ours.folder, at, "build")
    json.loads((ours.reports / "briefing.json").read_bytes())
    rebuilt = project.rebuild(ours, formats=("json", "html"))

    assert done.returncode == 9, done.stderr
    assert rebuilt.edition == 2
    assert [one.number for one in project.editions(ours)] == [1, 2]
    assert sorted(path.name for path in ours.reports.iterdir()) == [
        "briefing.html",
        "briefing.json",
    ]
    assert json.loads((ours.reports / "briefing.json").read_bytes())["edition"] == 2


def test_a_lost_library_goes_on_from_the_report(ours: Project) -> None:
    """Where the library is beyond repair, the report in the folder is the edition to follow."""
    ours.library.write_bytes(b"rubbish" * 1000)
    assert not project.rebuild(ours, formats=JSON).is_new
    assert [one.number for one in project.editions(ours)] == [1]
    write_articles(ours.articles, THIRD)

    assert project.rebuild(ours, formats=JSON).edition == 2
    assert [path.name for path in ours.hidden.glob("*.broken-*")] == ["library.sqlite3.broken-1"]


_FULL_DISK = """
import resource, signal, sys
from reportgen import project
from reportgen.errors import OutputError
here = project.find(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    if sys.argv[3] == "build":
        project.rebuild(here, formats=("json",))
    else:
        project.add(here, sys.argv[3:])
except OutputError as error:
    print(error.message)
"""


@pytest.mark.parametrize(("command", "limit"), [("build", 100), ("build", 20_000), ("add", 20_000)])
def test_a_full_disk_costs_nothing(ours: Project, tmp_path: Path, command: str, limit: int) -> None:
    """One line says so; articles, library and the last report are as they were."""
    third = THIRD["third.txt"] * 40
    write_articles(
        ours.articles if command == "build" else tmp_path / "given", {"third.txt": third}
    )
    before = content(ours.folder)
    given = tmp_path / "given" if command == "add" else "build"
    done = run(_FULL_DISK, ours.folder, limit, given)

    assert "cannot" in done.stdout, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert content(ours.folder) == before
    assert [one.number for one in project.editions(ours)] == [1]
    if command == "build":
        assert project.rebuild(ours, formats=JSON).edition == 2


_AS_NOBODY = """
import os, sys
from reportgen import project
from reportgen.errors import OutputError
for folder in sys.argv[1:]:  # the second as somebody who may not write there
    here = project.find(folder)
    print(project.status(here).is_current, len(project.editions(here)))
    for work in (
        lambda: project.rebuild(here, formats=("json",)),
        lambda: project.remove(here, ["anba.txt"]),
        lambda: project.add(here, [here.articles / "sada.txt"]),
    ):
        try:
            work()
        except OutputError as error:
            print(error.message)
    if os.geteuid() == 0:
        os.setuid(65534)
"""


def test_a_read_only_project_can_be_looked_at(ours: Project) -> None:
    """Status and editions read it; whoever would change it is told in one line."""
    with tempfile.TemporaryDirectory() as folder:  # nobody may look into a folder of pytest's
        Path(folder).chmod(0o755)
        closed = Path(shutil.copytree(ours.folder, f"{folder}/closed"))
        subprocess.run(["chmod", "-R", "a-w,a+rX", closed], check=True)
        done = run(_AS_NOBODY, ours.folder, closed)
        subprocess.run(["chmod", "-R", "u+w", closed], check=True)

    allowed, seen, *refused = done.stdout.splitlines()
    assert (allowed, seen) == ("True 1", "True 1"), done.stderr
    assert len(refused) == 3
    assert all(line.startswith("cannot write in the project") for line in refused)


def test_clearing_says_what_it_dropped(ours: Project) -> None:
    """Old editions go when asked to, removed articles when asked to, the rest stays."""
    project.remove(ours, ["sada.txt"])
    write_articles(ours.articles, THIRD)
    project.rebuild(ours, formats=JSON)
    assert project.gc(ours).library.editions == 0
    assert (ours.removed / "sada.txt").is_file()
    cleared = project.gc(ours, keep=1, removed=True)

    assert (cleared.library.editions, cleared.library.articles) == (1, 1)
    assert cleared.library.vectors > 0
    assert cleared.files == (".reportgen/removed",)
    assert project.status(ours).is_current


def test_commands_of_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From init to gc, in the words a person would use."""
    outside = write_articles(tmp_path / "given", FLOOD)
    monkeypatch.chdir(tmp_path)
    assert main(["init", "flood"]) == 0
    monkeypatch.chdir(tmp_path / "flood" / "articles")
    assert main(["build"]) == 3
    assert "reportgen add" in capsys.readouterr().err

    def said(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main([*words]) == code
        return capsys.readouterr().out

    assert said("add", str(outside)) == "anba.txt\nsada.txt\n"
    assert "2 articles of 2 outlets; no edition yet" in said("status")
    assert said("editions") == ""
    (tmp_path / "flood" / "articles" / "short.txt").write_text("خبر", encoding="utf-8")
    assert "! short.txt: " in (told := said("status"))
    assert "2 articles of 2 outlets, 1 left out;" in told
    report = tmp_path / "flood" / "reports" / "briefing.json"
    assert said("build", "--format", "json", "-q").split() == [str(report)]
    assert said("build", "--format", "json", "-q") == ""
    assert said("build", "-o", "elsewhere", code=2) == ""
    assert said("editions").startswith("1  2")
    (listed,) = json.loads(said("editions", "--json"))
    assert (listed["number"], listed["articles"]) == (1, 2)
    claims = json.loads(said("status", "--json"))
    assert (claims["is_current"], len(claims["articles"])) == (True, 2)
    mail = str(tmp_path / "look.eml")
    sender = {"REPORTGEN_MAIL__SENDER": "desk@example.org", "REPORTGEN_MAIL__HOST": "localhost"}
    for name, value in sender.items():
        monkeypatch.setenv(name, value)
    said("send", "--to", "a@example.org", "--dry-run", mail)
    assert Path(mail).is_file()
    assert said("remove", "غرق أحياء") == "sada.txt\n"
    assert "- ----------" in said("status")
    assert "bytes freed" in said("gc", "--removed")
