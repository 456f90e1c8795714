"""The mail in real programs: a browser at two widths, a mail viewer that is not ours.

The viewer is maildev: ``npm install --prefix DIR maildev@2.2.1``, then
``REPORTGEN_MAILDEV=DIR/node_modules/.bin/maildev pytest tests/test_deliver_viewer.py``.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

import pytest

from reportgen.deliver import MailOptions, PdfFile, deliver, recipients_of
from reportgen.model import Briefing

from .briefings import crowd, tiny
from .test_deliver_message import _one, _part

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
MAILDEV = os.environ.get("REPORTGEN_MAILDEV") or shutil.which("maildev")
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --hide-scrollbars"
).split()
# says how wide the mail came out in a frame (no window is narrower than 500 pixels), and how many
# blocks do not start at their language's side or do not hold what is in them
_MEASURE = """<!DOCTYPE html><title></title><iframe style="border:0" width="{width}" height="1200"
srcdoc="{mail}"></iframe><script>
document.querySelector('iframe').onload = event => {{
  const page = event.target.contentDocument, style = event.target.contentWindow.getComputedStyle;
  const wrong = [...page.querySelectorAll('p,h1,h2,td,th')].filter(block => {{
    const side = style(block).direction === 'rtl' ? 'right' : 'left';
    return ![side, 'center'].includes(style(block).textAlign)
      || block.scrollWidth > block.clientWidth + 1;
  }}).length;
  document.title = `width=${{page.documentElement.scrollWidth}} wrong=${{wrong}}`;
}};
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.parametrize("width", [390, 1000])
@pytest.mark.parametrize("which", ["samples", "tiny", "crowd"])
def test_it_fits_a_telephone_and_a_desk(
    samples: Briefing, tmp_path: Path, which: str, width: int
) -> None:
    """Nothing runs out of the window, and every block starts where its language does."""
    briefing = {"samples": samples, "tiny": tiny(), "crowd": crowd(30)}[which]
    page = tmp_path / "mail.html"
    html = _part(_one(briefing.to_dict()), "html")
    page.write_text(html, encoding="utf-8")
    frame = tmp_path / "frame.html"
    frame.write_text(_MEASURE.format(width=width, mail=escape(html)), encoding="utf-8")
    picture = tmp_path / "mail.png"
    command = [str(CHROMIUM), *_FLAGS, f"--window-size={width},1200"]

    done = subprocess.run(
        [*command, "--dump-dom", frame.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    subprocess.run(
        [*command, f"--screenshot={picture}", page.as_uri()],
        capture_output=True,
        check=True,
        timeout=60,
    )

    found = re.search(r"width=(\d+) wrong=(\d+)", done.stdout)
    assert found
    assert int(found[1]) <= width
    assert int(found[2]) == 0
    assert picture.stat().st_size > 5_000


@pytest.fixture
def viewer(tmp_path: Path) -> Iterator[tuple[int, Callable[[], list[dict[str, Any]]]]]:
    """Give the SMTP port of a running maildev, and a function that reads its mail back."""
    if MAILDEV is None:
        pytest.skip("no maildev here; see the module's docstring")
    smtp, web = _free_port(), _free_port()
    process = subprocess.Popen(
        [MAILDEV, "--smtp", str(smtp), "--web", str(web), "--ip", "127.0.0.1",
         "--mail-directory", str(tmp_path / "mails")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def read() -> list[dict[str, Any]]:
        with urllib.request.urlopen(f"http://127.0.0.1:{web}/email", timeout=5) as answer:
            mails: list[dict[str, Any]] = json.load(answer)
            return mails

    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with suppress(OSError):
                read()
                break
            time.sleep(0.1)
        yield smtp, read
    finally:
        process.terminate()
        process.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_a_mail_viewer_reads_it(
    viewer: tuple[int, Callable[[], list[dict[str, Any]]]], samples: Briefing, tmp_path: Path
) -> None:
    """Maildev decodes subject, names, both faces, and the PDF under its Arabic name."""
    port, read = viewer
    options = MailOptions(
        host="127.0.0.1",
        port=port,
        security="none",
        sender="موجز الصباح <briefing@example.org>",
        attachment_name="الموجز الصباحي 2026-11-21.pdf",
    )
    pdf = PdfFile(data=b"%PDF-1.7 " + bytes(5000), path="briefing.pdf")

    outcome = deliver(
        samples.to_dict(),
        recipients_of(to=["هند سليم <hind@example.org>"]),
        options=options,
        pdf=pdf,
        folder=tmp_path / "state",
    )

    assert [mail.state for mail in outcome.mails] == ["sent"]
    (mail,) = read()
    assert mail["subject"] == f"موجز مقارن: {samples.title}"
    assert mail["from"] == [{"address": "briefing@example.org", "name": "موجز الصباح"}]
    assert mail["to"] == [{"address": "hind@example.org", "name": "هند سليم"}]
    assert [(a["fileName"], a["length"]) for a in mail["attachments"]] == [
        ("الموجز الصباحي 2026-11-21.pdf", len(pdf.data))
    ]
    first = next(s for s in samples.sentences if s.id == samples.summary[0].sentence)
    assert " ".join(first.text.split()) in mail["text"]
    assert '<html dir="rtl" lang="ar">' in mail["html"]
