"""A thousand readers are one command, some seconds, and the memory of ten."""

import json
import subprocess
import sys

from .conftest import ROOT


def test_a_thousand_recipients() -> None:
    """In under a minute, memory flat, each mail once, nothing of it left in the outbox."""
    done = subprocess.run(
        [sys.executable, "bench/mail.py", "--mails", "1000", "--pdf-kb", "20"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    figures = json.loads(done.stdout)
    assert figures["sent"] == figures["arrived"] == figures["rows"] == 1000
    assert figures["copies"] == 0
    assert figures["seconds"] < 60
    peaks = figures["peak_mb_at"]
    assert peaks["1000"] - peaks["100"] < 20
    assert figures["outbox_mb_after"] < 2
