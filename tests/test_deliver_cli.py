"""`reportgen send`, `outbox` and `build --send` as a person at a terminal meets them."""

import json
import os
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

import reportgen
from reportgen.cli import main

from . import mail_server
from .briefings import tiny
from .mail_server import PASSWORD, USER, Script


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a small report, made the current one, and an outbox of its own."""
    monkeypatch.setenv("REPORTGEN_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    reportgen.publish(tiny(), tmp_path, formats=("pdf", "json"))
    return tmp_path


def _settings(place: Path, /, **settings: object) -> None:
    given = {"sender": "briefing@example.org", "retry_for_s": 0, **settings}
    lines = [f"{name} = {json.dumps(value)}" for name, value in given.items()]
    (place / "reportgen.toml").write_text("\n".join(["[mail]", *lines, ""]), encoding="utf-8")


def _smtp(folder: Path, port: int, **more: object) -> None:
    _settings(folder, host=mail_server.HOST, port=port, ca_file=str(folder / "ca.pem"), **more)


@pytest.mark.parametrize("report", ["briefing.pdf", "briefing.json"])
def test_send_takes_either_form_and_attaches_the_pdf(
    desk: Path, capsys: pytest.CaptureFixture[str], report: str
) -> None:
    """Of a PDF the JSON inside is read; beside a JSON the PDF is found."""
    script = Script()
    with mail_server.serving(script, mail_server.authority(desk).context()) as port:
        _smtp(desk, port)
        assert main(["send", report, "--to", "a@x.org", "--bcc", "b@x.org"]) == 0

    assert capsys.readouterr().out == "2 sent\n"
    assert script.everyone == ["a@x.org", "b@x.org"]
    attached = next(script.messages()[0].iter_attachments())
    assert attached.get_content() == (desk / "briefing.pdf").read_bytes()


def test_dry_run_writes_the_message_and_nothing_else(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No outbox, no network; the file is the message."""
    _settings(desk)

    assert main(["send", "briefing.pdf", "--to", "a@x.org", "--dry-run", "look.eml"]) == 0

    message = message_from_bytes((desk / "look.eml").read_bytes(), policy=policy.default)
    assert str(message["Subject"]).endswith("فيضان نهر السنديان")
    assert "nothing was sent" in capsys.readouterr().err
    assert not (desk / "state").exists()


def test_nothing_new_is_not_sent_again(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second send is a line and a 0; --force sends."""
    _settings(desk, channel="folder", folder=str(desk / "mail"), to=["a@x.org"])

    assert main(["send", "briefing.json"]) == 0
    assert main(["send", "briefing.json"]) == 0
    assert "nothing new" in capsys.readouterr().out
    assert len(list((desk / "mail").iterdir())) == 1
    assert main(["send", "briefing.json", "--force"]) == 0
    assert len(list((desk / "mail").iterdir())) == 2


def test_refused_and_waiting_have_codes_and_words(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """7 when somebody was refused, 8 when somebody waits; the outbox tells of both."""
    answers = {"no@x.org": "550 unknown here", "later@x.org": "451 come back"}
    script = Script(rcpt=lambda _, address: answers.get(address))
    with mail_server.serving(script, mail_server.authority(desk).context()) as port:
        _smtp(desk, port)
        assert main(["send", "briefing.json", "--to", "no@x.org", "--to", "yes@x.org"]) == 7
        assert "no@x.org: refused: 550 unknown here" in capsys.readouterr().err
        assert main(["send", "briefing.json", "--to", "later@x.org"]) == 8
        assert "later@x.org: waits: 451 come back" in capsys.readouterr().err

        assert main(["outbox"]) == 0
        listed = capsys.readouterr().out.splitlines()
        assert [line.split()[:2] for line in listed] == [
            ["failed", "no@x.org;"],
            ["queued", "later@x.org;"],
        ]
        answers.clear()
        assert main(["outbox", "retry", "--now"]) == 0
        assert capsys.readouterr().out == "1 sent\n"

    assert sorted(script.everyone) == ["later@x.org", "yes@x.org"]


def test_a_bad_password_is_seen_by_nobody(desk: Path) -> None:
    """Not in output, not with --debug, not in any file; the command ends with 7."""
    script = Script()
    context = mail_server.authority(desk).context()
    with mail_server.serving(script, context, needs_login=True) as port:
        ask = desk / "ask"
        ask.write_text("#!/bin/sh\necho 'wrong-hunter2'\n", encoding="utf-8")
        ask.chmod(0o700)
        _smtp(desk, port, username=USER, password_command=[str(ask)])
        arguments = ["send", "briefing.json", "--to", "a@x.org", "--debug"]
        done = subprocess.run(
            [sys.executable, "-m", "reportgen", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode != 0
    assert "535" in done.stderr
    assert "1 mails wait" in done.stderr
    seen = done.stdout + done.stderr
    coded = ("d3JvbmctaHVudGVyMg", "AGRlc2sAd3Jvbmct")
    for secret in ("wrong-hunter2", *coded):
        assert secret not in seen
        for file in (desk / "state").iterdir():
            assert secret.encode() not in file.read_bytes()


def test_build_and_send_in_one(
    flood: Path, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`build --send` makes the report and mails it, once an edition."""
    monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", PASSWORD)
    script = Script()
    context = mail_server.authority(desk).context()
    with mail_server.serving(script, context, needs_login=True) as port:
        _smtp(desk, port, username=USER)
        build = ["build", str(flood), "-o", "out", "--quiet", "--send", "--to", "a@x.org"]
        assert main(build) == 0
        assert main(build) == 0

    assert script.everyone == ["a@x.org"]
    attached = next(script.messages()[0].iter_attachments())
    assert attached.get_content() == (desk / "out" / "briefing.pdf").read_bytes()
    assert reportgen.verify(desk / "out" / "briefing.pdf", [flood]) == ()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["send", "none.pdf", "--to", "a@x"], 3, "none.pdf"),
        (["send", "briefing.json"], 2, "nobody is named"),
        (["send", "briefing.json", "--to", "a@x"], 2, "no server is named"),
        (["send", "briefing.json", "--to", "nobody"], 2, "'nobody'"),
        (["send", "briefing.json", "--to", "a@x", "--profile", "weekly"], 2, "'weekly'"),
        (["send", "briefing.json", "--recipients", "none.csv"], 2, "none.csv"),
        (["send", "briefing.json", "--to", "a@x", "--pdf", "reportgen.toml"], 3, "neither"),
        (["build", "nowhere", "--send"], 2, "nobody is named"),
    ],
)
def test_what_is_wrong_is_one_clear_line(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    """What is wrong, what to do, a code of its own."""
    _settings(desk)

    assert main(arguments) == code
    shown = capsys.readouterr().err
    assert words in shown
    assert "Traceback" not in shown


def test_a_stranger_beside_the_report_is_not_attached(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A PDF of another build beside the JSON stays at home, and that is said."""
    claims: dict[str, Any] = tiny().to_dict()
    claims["id"] = "other"
    (desk / "briefing.json").write_text(json.dumps(claims), encoding="utf-8")
    _settings(desk, channel="folder", folder=str(desk / "mail"), to=["a@x.org"])

    assert main(["send", "briefing.json"]) == 0

    assert "was not attached" in capsys.readouterr().err
    (file,) = (desk / "mail").iterdir()
    assert b"application/pdf" not in file.read_bytes()


def test_an_outbox_that_cannot_be_used_is_one_clear_error(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A damaged file is named, and nothing is sent past it."""
    (desk / "state").mkdir()
    (desk / "state" / "outbox.sqlite3").write_bytes(b"not a database" * 100)

    assert main(["outbox"]) == 6
    assert "outbox.sqlite3 cannot be used" in capsys.readouterr().err
    monkeypatch.setenv("REPORTGEN_STATE_DIR", os.devnull)
    assert main(["outbox"]) == 6
