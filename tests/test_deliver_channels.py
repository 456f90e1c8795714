"""Mail that stays in the house: sendmail, a folder of .eml files, a Maildir."""

import mailbox
import stat
import sys
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from reportgen.deliver import MailOptions, Round, deliver, recipients_of
from reportgen.errors import ConfigError, DeliveryError

from .briefings import tiny

PEOPLE = recipients_of(to=["a@x.org", "b@x.org"])


def _send(place: Path, /, **settings: Any) -> Round:
    options = MailOptions.model_validate(
        {"sender": "b@example.org", "retry_for_s": 0, "folder": place / "mail", **settings}
    )
    return deliver(tiny().to_dict(), PEOPLE, options=options, folder=place / "state")


def _states(outcome: Round) -> list[str]:
    return [mail.state for mail in outcome.mails]


def test_a_folder_of_eml_files(tmp_path: Path) -> None:
    """One whole message a file, which the standard library parses."""
    assert _states(_send(tmp_path, channel="folder")) == ["sent"] * 2

    files = sorted((tmp_path / "mail").iterdir())
    messages = [message_from_bytes(f.read_bytes(), policy=policy.default) for f in files]
    assert {str(message["To"]) for message in messages} == {"a@x.org", "b@x.org"}
    assert {file.suffix for file in files} == {".eml"}


def test_a_maildir_any_mail_program_opens(tmp_path: Path) -> None:
    """New mail, by the standard library's own reader."""
    assert _states(_send(tmp_path, channel="maildir")) == ["sent"] * 2

    box = mailbox.Maildir(tmp_path / "mail", create=False)
    assert sorted(message["To"] for message in box) == ["a@x.org", "b@x.org"]
    assert not list((tmp_path / "mail" / "tmp").iterdir())


def test_a_folder_that_cannot_be_written_leaves_all_waiting(tmp_path: Path) -> None:
    """A full or forbidden disk is a failure for now."""
    (tmp_path / "mail").write_text("a file where a folder should be", encoding="utf-8")

    for channel in ("folder", "maildir"):
        assert _states(_send(tmp_path, channel=channel)) == ["queued"] * 2


def test_a_channel_without_its_folder_is_an_error_of_settings(tmp_path: Path) -> None:
    """The mails wait, the missing setting is named."""
    outcome = _send(tmp_path, channel="maildir", folder=None)

    assert isinstance(outcome.hindrance, ConfigError)
    assert _states(outcome) == ["queued"] * 2


def _sendmail(folder: Path, *, code: int) -> str:
    path = folder / "sendmail"
    path.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys\n"
        "out = pathlib.Path(__file__).with_name(f'got-{sys.argv[-1]}')\n"
        "out.write_bytes('\\0'.join(sys.argv[1:]).encode() + b'\\n' + sys.stdin.buffer.read())\n"
        "print('the reason', file=sys.stderr)\n"
        f"sys.exit({code})\n",
        encoding="utf-8",
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.parametrize(("code", "state"), [(0, "sent"), (75, "queued"), (67, "failed")])
def test_sendmail(tmp_path: Path, code: int, state: str) -> None:
    """The program gets sender, recipient and message; its code and words decide."""
    outcome = _send(tmp_path, channel="sendmail", sendmail_command=_sendmail(tmp_path, code=code))

    assert _states(outcome) == [state] * 2
    assert "the reason" in outcome.mails[0].words
    arguments, _, message = (tmp_path / "got-a@x.org").read_bytes().partition(b"\n")
    assert arguments.split(b"\0") == [b"-i", b"-f", b"b@example.org", b"--", b"a@x.org"]
    assert str(message_from_bytes(message, policy=policy.default)["To"]) == "a@x.org"
    assert b"\r" not in message


def test_a_missing_sendmail_is_an_error_of_settings(tmp_path: Path) -> None:
    """Named, with what to set; the mails wait."""
    outcome = _send(tmp_path, channel="sendmail", sendmail_command="/nowhere/sendmail")

    assert isinstance(outcome.hindrance, DeliveryError)
    assert "sendmail_command" in outcome.hindrance.hint
    assert _states(outcome) == ["queued"] * 2
