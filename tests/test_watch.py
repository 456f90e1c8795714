"""A watched project: the report follows its articles, once at a time, whatever happens.

The watch runs in a thread, or as the command itself where signals matter.  Nothing here waits for
a time: it waits until something is so.  The whole exercise, 500 events, is bench/watch.py.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from reportgen import project, watch
from reportgen.cli import main
from reportgen.progress import Progress, silent
from reportgen.project import Rebuilt
from reportgen.watch import _ear

from . import mail_server
from .bursts import Newsroom
from .conftest import FLOOD, ROOT, write_articles
from .perils.ground import ARTICLES, essence

# nothing is looked at by the clock alone: what is noticed was heard, unless a test says otherwise
BRISK = watch.Pace(quiet_s=0.15, look_s=3600, poll_s=0.1, first_retry_s=0.2, longest_retry_s=0.2)
_LONGEST_S = 120


@dataclass
class Heard:
    """What a watch said, and how many builds it began."""

    lines: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    built: list[Rebuilt] = field(default_factory=list)
    builds: int = 0

    @contextmanager
    def building(self) -> Iterator[Progress]:
        """Count a build."""
        self.builds += 1
        yield silent

    def listener(self) -> watch.Listener:
        """Return a listener that notes everything here."""
        return watch.Listener(
            say=self.lines.append,
            complain=lambda error: self.complaints.append(error.message),
            on_built=self.built.append,
            building=self.building,
        )

    @property
    def done(self) -> int:
        """How many builds succeeded."""
        return sum(line.startswith("edition") for line in self.lines)


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until it holds."""
    deadline = time.monotonic() + _LONGEST_S
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


@contextmanager
def watching(folder: Path, heard: Heard | None = None, **options: Any) -> Iterator[Heard]:
    """Watch a project in a thread for as long as the context lasts."""
    heard, stop = heard or Heard(), watch.Stop()
    options = {"pace": BRISK, **options}
    work = partial(watch.watch, folder, listener=heard.listener(), stop=stop, **options)
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield heard
    finally:
        stop.ask()
        thread.join(_LONGEST_S)
    assert not thread.is_alive()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project with two articles that writes JSON only."""
    return begun(tmp_path / "project", FLOOD)


def begun(folder: Path, texts: dict[str, str]) -> Path:
    """Begin a project with these articles."""
    project.init(folder)
    settings = '[project]\nformats = ["json"]\n'
    (folder / "reportgen.toml").write_text(settings, encoding="utf-8")
    write_articles(folder / "articles", texts)
    return folder


def claims(folder: Path) -> dict[str, Any]:
    """Return the report's JSON."""
    found: dict[str, Any] = json.loads((folder / "reports" / "briefing.json").read_bytes())
    return found


def paths(folder: Path) -> list[str]:
    """Return the names of the report's articles; none where there is no report."""
    if not (folder / "reports" / "briefing.json").exists():
        return []
    return sorted(article["path"] for article in claims(folder)["articles"])


def put(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all, so that it is one change."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def is_fresh(folder: Path, tmp_path: Path) -> bool:
    """Say whether the report is what a new project makes of the same articles."""
    new = tmp_path / f"fresh-{time.monotonic_ns()}"
    begun(new, {})
    shutil.rmtree(new / "articles")
    shutil.copytree(folder / "articles", new / "articles")
    found = project.find(new)
    assert found is not None
    project.rebuild(found)
    return essence(claims(new)) == essence(claims(folder))


def test_after_bursts_of_events_the_report_is_what_a_fresh_build_makes(
    folder: Path, tmp_path: Path
) -> None:
    """Files come, change, move and go, also during builds; none is lost, and then it is calm."""
    newsroom = Newsroom(folder / "articles", chance=random.Random(3), pause_s=0.01)
    with watching(folder) as heard:
        wait_until(lambda: heard.done)
        for _ in range(4):
            begun_before = heard.builds
            newsroom.burst(15)
            wait_until(partial(_has_more, heard, begun_before))
        newsroom.come_to_rest()
        wait_until(lambda: paths(folder) and is_fresh(folder, tmp_path))
        builds = heard.builds
        # one more article proves that the watch still listens, and that it had nothing else to do
        put(folder / "articles" / "last.txt", ARTICLES["talks.txt"] + "\n")
        wait_until(lambda: "last.txt" in paths(folder) or "last.txt" in omitted(folder))

    assert newsroom.events >= 60
    assert builds <= 60
    # a last event that changed no text may have been on its way
    assert heard.builds - builds in {1, 2}


def _has_more(heard: Heard, builds: int) -> bool:
    return heard.builds > builds


def omitted(folder: Path) -> list[str]:
    """Return the names of what the report left out."""
    return [one["subject"] for one in claims(folder)["omissions"]]


def test_its_own_outputs_and_passing_files_cause_no_build(folder: Path) -> None:
    """Reports, the library and what an editor puts down are no reason; nor are they listed."""
    with watching(folder) as heard:
        wait_until(lambda: heard.done == 1)
        for name in ("a.txt~", "#a.txt#", ".a.txt.swp", "4913", "b.html.part", "c.pdf.crdownload"):
            (folder / "articles" / name).write_text("x", encoding="utf-8")
        (folder / "reports" / "note.txt").write_text("x", encoding="utf-8")
        (folder / ".reportgen" / "note").write_text("x", encoding="utf-8")
        put(folder / "articles" / "real.txt", ARTICLES["bridge.txt"])
        wait_until(lambda: "real.txt" in paths(folder))
        wait_until(lambda: heard.done == 2)

    assert heard.builds == 2
    assert omitted(folder) == []


def test_a_change_during_a_build_causes_another(folder: Path) -> None:
    """What comes while it builds is in the next report, without anybody touching it again."""
    heard = Heard()
    late = folder / "articles" / "late.txt"
    first = heard.listener()

    @contextmanager
    def building() -> Iterator[Progress]:
        with heard.building() as progress:

            def in_the_midst(stage: str, *, done: int, total: int, detail: str = "") -> None:
                if stage == "segment" and not late.exists():  # the articles have been read
                    late.write_text(ARTICLES["talks.txt"], encoding="utf-8")
                progress(stage, done=done, total=total, detail=detail)

            yield in_the_midst

    listener = watch.Listener(
        say=first.say, complain=first.complain, on_built=first.on_built, building=building
    )
    heard.listener = lambda: listener  # type: ignore[method-assign]
    with watching(folder, heard):
        wait_until(lambda: "late.txt" in paths(folder))
        wait_until(lambda: heard.done == 2)

    assert heard.builds == 2


def test_a_file_that_is_being_written_is_waited_for(folder: Path) -> None:
    """While a file grows nothing is built; it is read whole."""
    text = ARTICLES["harvest.txt"]
    with watching(folder, pace=watch.Pace(quiet_s=2.0, look_s=3600)) as heard:
        wait_until(lambda: heard.done == 1)
        with (folder / "articles" / "slow.txt").open("w", encoding="utf-8") as stream:
            for line in text.splitlines(keepends=True):
                stream.write(line)
                stream.flush()
                os.fsync(stream.fileno())
        wait_until(lambda: text in [article["text"] for article in claims(folder)["articles"]])

    # a machine that stands still for two seconds may make it three; a line is no build
    assert heard.builds in {2, 3}


def test_a_file_that_never_comes_to_rest_is_read_as_it_is(folder: Path) -> None:
    """Somebody's endless log in the folder does not keep the others waiting for ever."""
    pace = watch.Pace(quiet_s=0.15, look_s=3600, longest_unrest_s=0.5)
    is_over = threading.Event()
    put(folder / "articles" / "new.txt", ARTICLES["bridge.txt"])

    def scribble() -> None:
        with (folder / "articles" / "endless.log").open("w", encoding="utf-8") as stream:
            while not is_over.wait(0.01):
                stream.write("x")
                stream.flush()

    writer = threading.Thread(target=scribble)
    writer.start()
    try:
        with watching(folder, pace=pace):
            wait_until(lambda: "new.txt" in paths(folder))
    finally:
        is_over.set()
        writer.join()


def test_an_error_leaves_the_last_report_and_the_watch_goes_on(folder: Path) -> None:
    """Too few articles, wrong settings: one complaint each, the old report, then a new one."""
    settings = (folder / "reportgen.toml").read_text(encoding="utf-8")
    with watching(folder) as heard:
        wait_until(lambda: heard.done == 1)
        report = (folder / "reports" / "briefing.json").read_bytes()
        (folder / "articles" / "sada.txt").unlink()
        wait_until(lambda: heard.complaints)
        assert (folder / "reports" / "briefing.json").read_bytes() == report
        (folder / "reportgen.toml").write_text(settings + "[cluster]\nno = 1\n", "utf-8")
        wait_until(lambda: len(heard.complaints) == 2)
        (folder / "reportgen.toml").write_text(settings, encoding="utf-8")
        put(folder / "articles" / "talks.txt", ARTICLES["talks.txt"])
        wait_until(lambda: paths(folder) == ["anba.txt", "talks.txt"])

    assert "only one article" in heard.complaints[0]
    assert "unknown setting" in heard.complaints[1]


def test_what_failed_for_no_fault_of_the_articles_is_tried_again(folder: Path) -> None:
    """A folder that cannot be written is told of once, and written when it can be."""
    reports = folder / "reports"
    shutil.rmtree(reports)
    reports.write_text("a file where a folder should be", encoding="utf-8")
    with watching(folder) as heard:
        wait_until(lambda: heard.builds > 2)
        assert len(heard.complaints) == 1
        reports.unlink()
        wait_until(lambda: heard.done == 1)

    assert paths(folder) == ["anba.txt", "sada.txt"]


def test_folders_that_go_away_and_come_back(folder: Path) -> None:
    """The articles or the whole project are moved away and back: the report waits and follows."""
    away = folder.with_name("away")
    with watching(folder) as heard:
        wait_until(lambda: heard.done == 1)
        (folder / "articles").rename(folder / "elsewhere")
        wait_until(lambda: len(heard.complaints) == 1)
        (folder / "elsewhere" / "new.txt").write_text(ARTICLES["talks.txt"], encoding="utf-8")
        (folder / "elsewhere").rename(folder / "articles")
        wait_until(lambda: "new.txt" in paths(folder))
        wait_until(lambda: heard.done == 2)

        folder.rename(away)
        wait_until(lambda: len(heard.complaints) == 2)
        (away / "articles" / "new.txt").unlink()
        away.rename(folder)
        wait_until(lambda: paths(folder) == ["anba.txt", "sada.txt"])
        wait_until(lambda: heard.done == 3)
        put(folder / "articles" / "more.txt", ARTICLES["bridge.txt"])
        wait_until(lambda: "more.txt" in paths(folder))

    assert all("gone" in complaint for complaint in heard.complaints)


def test_where_nothing_can_be_heard_it_looks(folder: Path) -> None:
    """Without the system's word changes are found all the same."""
    with watching(folder, can_hear=False) as heard:
        wait_until(lambda: heard.done == 1)
        put(folder / "articles" / "new.txt", ARTICLES["bridge.txt"])
        wait_until(lambda: "new.txt" in paths(folder))


def test_drives_of_other_machines_are_known(tmp_path: Path) -> None:
    """Who tells of changes is asked of the innermost mount; a space in its name does not matter."""
    mounts = (
        "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "40 21 0:50 / /mnt/the\\040desk rw,relatime shared:9 - cifs //server/desk rw\n"
        "41 40 0:51 / /mnt/the\\040desk/local rw - tmpfs tmpfs rw\n"
        "42 21 0:52 / /home/me/far rw - fuse.sshfs me@there: rw\n"
    )

    assert _ear.remote_kind(Path("/mnt/the desk/gaza"), mounts) == "cifs"
    assert _ear.remote_kind(Path("/home/me/far"), mounts) == "fuse.sshfs"
    assert _ear.remote_kind(Path("/mnt/the desk/local/gaza"), mounts) == ""
    assert _ear.remote_kind(tmp_path, mounts) == ""


def test_a_signal_stops_the_command_cleanly(folder: Path) -> None:
    """The build that has begun is finished, the report is whole, the exit code is 0."""
    watcher = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "watch", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    lock = folder / ".reportgen" / "lock"
    wait_until(lambda: lock.exists() or watcher.poll() is not None)  # a build has begun
    watcher.send_signal(signal.SIGTERM)
    said, complaints = watcher.communicate(timeout=_LONGEST_S)

    assert watcher.returncode == 0, complaints
    assert said.splitlines()[1:] == ["edition 1: 2 articles"]
    assert paths(folder) == ["anba.txt", "sada.txt"]


class _Feed(BaseHTTPRequestHandler):
    """A feed whose entries a test changes; anything else is not found."""

    titles: tuple[str, ...] = ()

    def do_GET(self) -> None:
        """Answer."""
        if self.path != "/feed.xml":
            self.send_error(404)
            return
        items = "".join(
            f"<item><title>{title}</title><link>http://desk.example/{number}</link>"
            f"<description>{title}. {ARTICLES[('bridge.txt', 'talks.txt')[number]]}</description>"
            "</item>"
            for number, title in enumerate(self.titles)
        )
        content = f'<rss version="2.0"><channel><title>Desk</title>{items}</channel></rss>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def feed() -> Iterator[str]:
    """Give the address of a server with a feed."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Feed) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_feeds_are_read_now_and_then_and_only_what_is_new_is_added(folder: Path, feed: str) -> None:
    """Entries come once; a feed that fails is one complaint, and is asked again."""
    addresses = json.dumps([f"{feed}/gone.xml", f"{feed}/feed.xml"])
    with (folder / "reportgen.toml").open("a", encoding="utf-8") as stream:
        stream.write(f"addresses = {addresses}\n")
    _Feed.titles = ("إغلاق الجسر",)
    with watching(folder, every_s=0.2) as heard:
        wait_until(lambda: len(paths(folder)) == 3)
        _Feed.titles = ("إغلاق الجسر", "استئناف المحادثات")
        wait_until(lambda: len(paths(folder)) == 4)

    assert len(list((folder / "articles").glob("*.txt"))) == 4
    assert [line for line in heard.lines if "new" in line] == [f"{feed}/feed.xml: 1 new"] * 2
    assert len(heard.complaints) == 1
    assert "404" in heard.complaints[0]


def test_each_new_edition_is_mailed_once_and_a_refusal_stops_nothing(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`watch --once --send` is for cron: one mail an edition, none where nothing is new."""
    monkeypatch.setenv("REPORTGEN_STATE_DIR", str(tmp_path / "state"))
    command = ["watch", str(folder), "--once", "--send", "--to", "desk@example.org"]
    authority = mail_server.authority(tmp_path)
    script = mail_server.Script()
    with mail_server.serving(script, authority.context()) as port:
        with (folder / "reportgen.toml").open("a", encoding="utf-8") as stream:
            stream.write(
                f'[mail]\nhost = "{mail_server.HOST}"\nport = {port}\n'
                f'ca_file = "{tmp_path / "ca.pem"}"\nsender = "briefing@example.org"\n'
            )
        codes = [main(command), main(command)]
        assert script.everyone == ["desk@example.org"]
        script.rcpt = lambda *_: "550 no such desk"
        put(folder / "articles" / "new.txt", ARTICLES["talks.txt"])
        capsys.readouterr()
        codes.append(main(command))

    assert codes == [0, 0, 0]
    assert paths(folder) == ["anba.txt", "new.txt", "sada.txt"]
    assert "desk@example.org: refused: 550 no such desk" in capsys.readouterr().err


def test_an_edition_that_a_crash_left_unmailed_goes_out(folder: Path, tmp_path: Path) -> None:
    """What was there before the first watch is nobody's news; what came after it is mailed once."""
    outbox = tmp_path / "mail"
    with (folder / "reportgen.toml").open("a", encoding="utf-8") as stream:
        stream.write(f'[mail]\nchannel = "folder"\nsender = "a@example.org"\nfolder = "{outbox}"\n')
    command = ["watch", str(folder), "--once", "--send", "--to", "desk@example.org", "-q"]
    state = {**os.environ, "REPORTGEN_STATE_DIR": str(tmp_path / "state")}

    def mails() -> int:
        run = [sys.executable, "-m", "reportgen", *command]
        assert subprocess.run(run, env=state, check=False).returncode == 0
        return len([*outbox.glob("*.eml")])

    ours = project.find(folder)
    assert ours is not None
    project.rebuild(ours)
    assert mails() == 0
    put(folder / "articles" / "new.txt", ARTICLES["talks.txt"])
    project.rebuild(ours)  # … and then the power failed
    assert [mails(), mails()] == [1, 1]


def test_the_unit_printed_is_one_that_systemd_takes(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--systemd-unit` writes the words so that systemd reads them as they are."""
    odd = tmp_path / 'the "100 %" desk $HOME'
    folder.rename(odd)

    assert main(["watch", str(odd), "--every", "30m", "--systemd-unit"]) == 0

    unit = capsys.readouterr().out
    assert '\\"100 %%\\" desk $$HOME" "--every" "30m"\n' in unit
    if checker := shutil.which("systemd-analyze"):
        (tmp_path / "reportgen-watch.service").write_text(unit, encoding="utf-8")
        path = str(tmp_path / "reportgen-watch.service")
        done = subprocess.run(
            [checker, "verify", "--user", path], capture_output=True, text=True, check=False
        )
        assert "reportgen-watch.service:" not in done.stderr


def test_what_cannot_be_watched_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No project, a period that is none or too short: one line and a hint."""
    assert main(["watch", str(tmp_path)]) == 2
    assert "no briefing project" in capsys.readouterr().err
    begun(tmp_path / "p", FLOOD)
    for period in ("half an hour", "30s"):
        assert main(["watch", str(tmp_path / "p"), "--every", period]) == 2
        assert "--every" in capsys.readouterr().err


def test_errors_are_told_by_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cron job that cannot build ends with the build's exit code."""
    (folder / "articles" / "sada.txt").unlink()

    assert main(["watch", str(folder), "--once"]) == 3
    assert "only one article" in capsys.readouterr().err
