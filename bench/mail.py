"""How long a thousand mails take, and how much memory: real SMTP, STARTTLS, another process.

    python bench/mail.py [--mails 1000] [--pdf-kb 220] [--report reports/briefing.pdf]

Without --report a small briefing of the tests is sent; the PDF is made of zeros of the given size.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reportgen.deliver import MailOptions, PdfFile, deliver, deliveries, recipients_of  # noqa: E402
from reportgen.report_file import read_report  # noqa: E402
from tests import mail_server  # noqa: E402
from tests.briefings import tiny  # noqa: E402


def main() -> None:
    """Send, count what arrived, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--pdf-kb", type=int, default=220)
    parser.add_argument("--report", type=Path)
    asked = parser.parse_args()
    pdf = PdfFile(data=b"%PDF " + bytes(asked.pdf_kb * 1000), path="briefing.pdf")
    claims = tiny().to_dict()
    if asked.report:
        claims = read_report(asked.report)
        pdf = PdfFile(data=asked.report.read_bytes(), path=str(asked.report))
    peaks: list[tuple[int, int]] = []

    def note_peak(_: str, *, done: int, total: int, detail: str = "") -> None:  # noqa: ARG001
        if done in {total // 10, total}:
            peaks.append((done, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))

    with tempfile.TemporaryDirectory() as name, mail_server.process(Path(name) / "s") as port:
        folder = Path(name)
        people = recipients_of(to=[f"r{number}@desk.example" for number in range(asked.mails)])
        options = MailOptions(
            host=mail_server.HOST,
            port=port,
            ca_file=folder / "s" / "ca.pem",
            sender="briefing@example.org",
        )
        start = time.perf_counter()
        outcome = deliver(
            claims, people, options=options, pdf=pdf, folder=folder / "state", progress=note_peak
        )
        seconds = time.perf_counter() - start
        got = [to for line in mail_server.taken(folder / "s") for to in line["to"]]
        outbox_mb = (folder / "state" / "outbox.sqlite3").stat().st_size / 1e6
        known = len(deliveries(folder / "state"))
    figures = {
        "mails": asked.mails,
        "pdf_kb": round(len(pdf.data) / 1000),
        "seconds": round(seconds, 1),
        "mails_per_second": round(asked.mails / seconds, 1),
        "peak_mb_at": dict(peaks),
        "sent": len(outcome.of_state("sent")),
        "arrived": len(set(got)),
        "copies": len(got) - len(set(got)),
        "outbox_mb_after": round(outbox_mb, 2),
        "rows": known,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
