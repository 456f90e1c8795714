"""Nothing is lost and next to nothing is sent twice, whenever the process dies.

The one window: the server has taken a message and its 250 has not been written down yet.
"""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen import report_file
from reportgen.deliver import MailOptions, PdfFile, deliver, deliveries, recipients_of

from . import mail_server
from .conftest import ROOT

KILLS = 50
READERS = tuple(f"reader{number:02}@desk.example" for number in range(20))
# the server's answer takes so long after it has taken a message: the window is held open
ANSWER_DELAY_S = 0.004


def _send_in_a_process_of_its_own(port: int, ca: Path, report: Path, state: Path) -> None:
    deliver(
        report_file.read_report(report),
        recipients_of(to=READERS),
        options=MailOptions(
            host=mail_server.HOST, port=port, ca_file=ca, sender="briefing@example.org"
        ),
        pdf=PdfFile(data=b"%PDF " + b"x" * 60_000, path="briefing.pdf"),
        folder=state,
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small briefing on disk."""
    import json

    from .briefings import tiny

    path = tmp_path_factory.mktemp("report") / "briefing.json"
    path.write_text(json.dumps(tiny().to_dict(), ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.timeout(240)
def test_killed_at_random_moments_and_started_again_everyone_gets_it(
    report: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """SIGKILL in the midst of a send to twenty: all get it; a copy only through the window.

    A copy is allowed where the outbox says so itself (`uncertain`), and one at most a kill.
    """
    chance = random.Random(7)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.test_deliver_kill"])
    kills = copies = trials = 0
    with mail_server.process(tmp_path / "server", delay_s=ANSWER_DELAY_S) as port:
        ca = tmp_path / "server" / "ca.pem"
        warm = processes.Process(target=int)  # the server that forks loads what all will need
        warm.start()
        warm.join()
        start = time.monotonic()
        whole = processes.Process(
            target=_send_in_a_process_of_its_own, args=(port, ca, report, tmp_path / "whole")
        )
        whole.start()
        whole.join(60)
        length_s = time.monotonic() - start
        while kills < KILLS:
            assert trials < 6 * KILLS, "the process keeps ending before it is killed"
            trials += 1
            state = tmp_path / f"state-{trials}"
            before = len(mail_server.taken(tmp_path / "server"))
            given = (port, ca, report, state)
            doomed = processes.Process(target=_send_in_a_process_of_its_own, args=given)
            doomed.start()
            begun = time.monotonic()
            doomed.join(chance.uniform(0, length_s))
            was_killed = doomed.exitcode is None
            if not was_killed:  # a machine that was busy is no longer
                length_s = min(length_s, time.monotonic() - begun)
            doomed.kill()
            doomed.join()
            kills += was_killed
            again = processes.Process(target=_send_in_a_process_of_its_own, args=given)
            again.start()
            again.join(60)

            assert again.exitcode == 0
            lines = mail_server.taken(tmp_path / "server")[before:]
            got = Counter(address for line in lines for address in line["to"])
            mails = deliveries(state)
            assert set(got) == set(READERS)
            assert {mail.state for mail in mails} == {"sent"}
            for mail in mails:
                assert got[mail.address] - 1 <= mail.uncertain
            assert {line["id"] for line in lines} == {mail.message_id for mail in mails}
            extra = sum(got.values()) - len(READERS)
            assert extra <= int(was_killed)
            copies += extra
    record_property("kills", kills)
    record_property("copies", copies)
    sys.stderr.write(f"{kills} kills, {copies} copies, {trials * len(READERS)} mails\n")


def test_the_command_itself_killed_and_run_again(report: Path, tmp_path: Path) -> None:
    """The real command, killed in the midst; `outbox retry` sends the rest."""
    settings = tmp_path / "reportgen.toml"
    environment = {**os.environ, "REPORTGEN_STATE_DIR": str(tmp_path / "state")}
    command = [sys.executable, "-m", "reportgen"]
    with mail_server.process(tmp_path / "server", delay_s=0.15) as port:
        settings.write_text(
            f'[mail]\nhost = "{mail_server.HOST}"\nport = {port}\n'
            f'ca_file = "{tmp_path / "server" / "ca.pem"}"\nsender = "briefing@example.org"\n',
            encoding="utf-8",
        )
        to = [word for reader in READERS for word in ("--to", reader)]
        doomed = subprocess.Popen(
            [*command, "send", str(report), *to, "--config", str(settings)],
            env=environment,
            cwd=ROOT,
        )
        book = tmp_path / "server" / "taken"
        deadline = time.monotonic() + 30
        while len(book.read_text("utf-8").splitlines()) < 5 and time.monotonic() < deadline:
            time.sleep(0.01)
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()

        done = subprocess.run(
            [*command, "outbox", "retry", "--config", str(settings)],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, done.stderr
        got = Counter(a for line in mail_server.taken(tmp_path / "server") for a in line["to"])
        assert set(got) == set(READERS)
        assert sum(got.values()) <= len(READERS) + 1
