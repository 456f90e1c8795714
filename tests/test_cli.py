"""The command line as a person meets it: help that teaches, one line for an error."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.cli import COMMANDS, main

from .conftest import SEEDS

NAMES = sorted(command.__name__ for command in COMMANDS)


def _run(*arguments: object, **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "reportgen", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


@pytest.mark.parametrize("command", NAMES)
def test_help_of_every_command_shows_examples(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """--help of each command says what it does and shows it at work."""
    assert main([command, "--help"]) == 0

    shown = capsys.readouterr().out
    assert "Examples" in shown
    assert f"reportgen {command}" in shown


def test_build_writes_the_report_and_says_where(flood: Path, tmp_path: Path) -> None:
    """Paths go to stdout, progress to stderr as plain lines when piped."""
    done = _run("build", flood, "-o", tmp_path / "out", "--name", "flood")

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        str(tmp_path / "out" / f"flood.{form}") for form in ("pdf", "html", "json")
    ]
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        f"{number}/8 {stage}"
        for number, stage in enumerate(
            "ingest clean segment embed cluster summarize contrast render".split(), start=1
        )
    ]


def test_quiet_says_nothing(flood: Path, tmp_path: Path) -> None:
    """--quiet leaves stderr empty; --format writes what is asked for and nothing else."""
    done = _run("build", flood, "-o", tmp_path / "out", "--quiet", "--format", "json")

    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["briefing.json"]


def test_terminal_shows_live_progress(flood: Path, tmp_path: Path) -> None:
    """On a terminal every stage is named as it ends."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", flood, "-o", tmp_path / "out"],
        stderr=slave,
        stdout=subprocess.DEVNULL,
    )
    os.close(slave)
    shown = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # the terminal's other end is closed
            break
        shown += chunk
    os.close(master)

    assert process.wait() == 0
    for stage in (b"ingest", b"embed", b"cluster", b"render"):
        assert stage in shown


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["build", "nowhere.txt"], 3, "nowhere.txt"),
        (["build", SEEDS, "--config", "none.toml"], 2, "none.toml"),
        (["build", SEEDS, "--format", "docx"], 2, "docx"),
        (["build", SEEDS, "--date", "soon"], 2, "soon"),
        (["build", SEEDS, "--name", "../x", "--format", "json"], 2, "../x"),
        (["build", SEEDS, "--model", "no/such-model-anywhere"], 4, "no/such-model-anywhere"),
        (["verify", "nothing.json", SEEDS], 3, "nothing.json"),
        (["build"], 2, "INPUT"),
        (["status"], 2, "reportgen init"),
        (["add", "a.txt"], 2, "reportgen init"),
        (["send"], 2, "reportgen init"),
        (["fly"], 2, "fly"),
    ],
)
def test_error_is_one_clear_line(
    tmp_path: Path, arguments: list[object], code: int, words: str
) -> None:
    """What is wrong, what to do, a code of its own; no traceback, nothing written."""
    done = _run(*arguments, cwd=tmp_path, env={**os.environ, "HF_HUB_OFFLINE": "1"})

    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    """--debug is for whoever mends the program."""
    done = _run("build", "nowhere.txt", "--debug", cwd=tmp_path)

    assert done.returncode != 0
    assert "Traceback" in done.stderr


def test_settings_file_of_the_folder_is_read(flood: Path, tmp_path: Path) -> None:
    """A reportgen.toml in the current folder counts; a misspelt key in it is refused."""
    (tmp_path / "reportgen.toml").write_text("[briefing]\ntitel = 'x'\n", encoding="utf-8")

    done = _run("build", flood, cwd=tmp_path)

    assert done.returncode == 2
    assert "titel" in done.stderr
    assert "title" in done.stderr


def test_verify_lists_mismatches_and_exits_1(flood: Path, tmp_path: Path) -> None:
    """True is 0; after an edit of a source every mismatch is a line and the code is 1."""
    assert main(["build", str(flood), "-o", str(tmp_path), "--quiet", "--format", "json"]) == 0
    report = tmp_path / "briefing.json"
    assert _run("verify", report, flood).returncode == 0

    edited = flood / "sada.txt"
    edited.write_text(edited.read_text(encoding="utf-8").replace("خمسة", "ستة"), encoding="utf-8")
    done = _run("verify", report, flood)

    assert done.returncode == 1
    assert "sada.txt" in done.stdout


def test_doctor_finds_all_well() -> None:
    """Where a briefing can be made, doctor says so, naming model, fonts, Pango and cache."""
    done = _run("doctor")

    assert done.returncode == 0, done.stdout
    for subject in ("model", "font", "Pango", "cache", "precision", "settings"):
        assert subject.lower() in done.stdout.lower()


def test_interrupt_leaves_the_old_report(flood: Path, tmp_path: Path) -> None:
    """Ctrl-C at any stage ends with a line, a code of 130, and the old files whole."""
    out = tmp_path / "out"
    assert main(["build", str(flood), "-o", str(out), "--quiet"]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    for wait_s in (0.4, 0.9, 1.4):
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "reportgen",
                "build",
                str(flood),
                "-o",
                str(out),
                "--title",
                "ب",
            ],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        time.sleep(wait_s)
        process.send_signal(signal.SIGINT)
        process.communicate()
        after = {path.name: path.read_bytes() for path in out.iterdir()}
        if process.returncode != 0:
            assert after == before
        else:
            before = after
