"""Every form an article arrives in: its text to the letter, and what it says of itself."""

import io
import json
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import docx
import pytest
import weasyprint

import reportgen
from reportgen import arabic
from reportgen.cli import main
from reportgen.errors import ConfigError
from reportgen.ingest import IngestOptions, ingest
from reportgen.model import Article

from .conftest import FLOOD

HEADLINE, _, *PARAGRAPHS = FLOOD["anba.txt"].strip().split("\n")
OTHER_HEADLINE, _, *OTHERS = FLOOD["sada.txt"].strip().split("\n")
BODY = "\n".join(PARAGRAPHS)
URL = "https://anba.example/2026/11/20/flood"

PAGE = f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>{HEADLINE} | أنباء اليوم</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"{HEADLINE}","datePublished":"2026-11-20T08:00:00+03:00",
"author":[{{"@type":"Person","name":"سلمى أمين"}}],"publisher":{{"name":"أنباء اليوم"}}}}</script>
<meta property="og:url" content="{URL}"></head><body>
<nav><a href="/">الرئيسية</a> <a href="/s">سياسة</a></nav><article><h1>{HEADLINE}</h1>
{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</article>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


def docx_bytes(title: str = HEADLINE, paragraphs: list[str] = PARAGRAPHS) -> bytes:
    """Write a Word file."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "سلمى أمين"
    document.add_heading(title)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "القتلى", "3"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_bytes(font: str = "Amiri") -> bytes:
    """Print a PDF that breaks lines and pages."""
    body = "".join(f"<p>{p} {p} {p}</p>" for p in PARAGRAPHS)
    made: bytes = weasyprint.HTML(
        string=f"<html lang=ar dir=rtl><title>{HEADLINE}</title><meta name=author content='سلمى'>"
        f"<style>@page{{size:A5}}body{{font-family:'{font}'}}</style><h1>{HEADLINE}</h1>{body}"
        "<p>قال المحافظ (في المدينة) إنه «لا شيء» أولى بالآباء من الإسعاف، ثلاث مرات.</p></html>"
    ).write_pdf()
    return made


def mail_bytes(*, is_html: bool) -> bytes:
    """Write a mail as a newsletter sends it."""
    mail = EmailMessage()
    mail["From"] = "أنباء اليوم <news@anba.example>"
    mail["To"] = "desk@example.org"
    mail["Subject"] = HEADLINE
    mail["Date"] = "Fri, 20 Nov 2026 08:00:00 +0300"
    if is_html:
        mail.set_content(PAGE, subtype="html")
    else:
        mail.set_content(BODY, charset="windows-1256")
        mail.add_attachment(b"\0\1", maintype="application", subtype="x-evil", filename="../a.sh")
    return mail.as_bytes()


def feed(*, is_atom: bool = False, link: str = URL, text: str = "") -> str:
    """Write a feed of two entries."""
    text = text or "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in PARAGRAPHS)
    if is_atom:
        return (
            '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>أنباء اليوم</title><entry><title>{HEADLINE}</title>"
            f'<link href="{link}"/><updated>2026-11-20T08:00:00Z</updated><author><name>سلمى'
            f'</name></author><content type="html">{text}</content></entry></feed>'
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>أنباء اليوم'
        f"</title><item><title>{HEADLINE}</title><link>{link}</link>"
        f"<pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate><description>{text}</description></item>"
        f"<item><title>{OTHER_HEADLINE}</title><link>{link}-2</link><description>"
        f"{'&lt;br/&gt;'.join(OTHERS)}</description></item></channel></rss>"
    )


ROW = {
    "content": BODY,
    "title": HEADLINE,
    "source": "أنباء اليوم",
    "author": "سلمى أمين",
    "date": "20 تشرين الثاني 2026",
    "url": URL,
}


def csv_text(delimiter: str = ",") -> str:
    """Write a table of one article."""
    cells = ['"' + value.replace('"', '""') + '"' for value in ROW.values()]
    return delimiter.join(ROW) + "\r\n" + delimiter.join(cells) + "\r\n"


def zip_bytes(members: dict[str, bytes]) -> bytes:
    """Pack files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


FORMS: dict[str, bytes] = {
    "a.html": PAGE.encode(),
    "a.htm": PAGE.replace('charset="utf-8"', 'charset="windows-1256"').encode("cp1256"),
    "page.txt": PAGE.encode(),
    "a.docx": docx_bytes(),
    "a.jsonl": json.dumps(ROW).encode() + b"\n",
    "a.json": json.dumps({"articles": [ROW]}, ensure_ascii=False).encode(),
    "a.csv": csv_text().encode("utf-8-sig"),
    "b.csv": csv_text(";").encode("cp1256"),
    "a.tsv": csv_text("\t").encode("utf-16"),
    "a.eml": mail_bytes(is_html=False),
    "b.eml": mail_bytes(is_html=True),
    "a.atom": feed(is_atom=True).encode(),
    "a.rss": feed().encode(),
}


@pytest.mark.parametrize("name", FORMS)
def test_form(tmp_path: Path, name: str) -> None:
    """The text is whole, and title, outlet, date come from the file itself, with their origin."""
    (tmp_path / name).write_bytes(FORMS[name])
    (article, *_), omissions = ingest([tmp_path])

    assert omissions == ()
    assert " ".join(BODY.split()) in " ".join(article.text.split())
    assert article.title == HEADLINE
    assert article.language == "ar"
    if not name.endswith("docx"):
        assert (article.outlet, article.published) == ("أنباء اليوم", "2026-11-20")
        assert not {"file name", "text"} & set(dict(article.origin).values())
    if name[-4:] in {"html", "json", "sonl", ".csv", "docx"}:
        assert article.author == "سلمى أمين"
    if name[-4:] in {"html", "json", ".csv", ".rss", "atom"}:
        assert article.url == URL


@pytest.mark.parametrize("name", FORMS)
def test_reading_twice_gives_the_same_text(tmp_path: Path, name: str) -> None:
    """Readers are deterministic, so `verify` can prove spans of their text."""
    (tmp_path / name).write_bytes(FORMS[name])

    assert ingest([tmp_path]) == ingest([tmp_path])


@pytest.mark.parametrize("font", ["Amiri", "IBM Plex Sans Arabic"])
def test_pdf(tmp_path: Path, font: str) -> None:
    """A PDF's words come in order, lam-alefs and brackets too, its paragraphs whole."""
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(font))
    ((article,), omissions) = ingest([tmp_path])

    assert omissions == ()
    assert (article.title, article.author) == (HEADLINE, "سلمى")
    lines = article.text.split("\n")
    assert [line.strip() for line in lines[:2]] == [HEADLINE, " ".join([PARAGRAPHS[0]] * 3)]
    for word in ("«لا شيء»", "أولى بالآباء من الإسعاف، ثلاث مرات.", "(في المدينة)"):
        assert word in lines[-1]


def test_presentation_forms_are_letters_for_the_model() -> None:
    """Where a PDF gives drawn shapes they are quoted so, and folded to letters for the model."""
    drawn = "\ufeb3\ufefc\ufee1"  # SEEN INITIAL, LAM WITH ALEF FINAL, MEEM ISOLATED

    assert arabic.fold(drawn) == "سلام"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    """Unicode is read in every encoding, with and without its mark."""
    (tmp_path / "a.txt").write_bytes(BODY.encode(encoding))

    assert ingest([tmp_path])[0][0].text == BODY


def test_utf8_with_a_zero_in_it_is_no_utf16(tmp_path: Path) -> None:
    """A file of UTF-8 that holds a zero is binary, never other letters than it has."""
    (tmp_path / "a.txt").write_bytes(" \0\x80".encode())

    assert not ingest([tmp_path])[0]


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
@pytest.mark.parametrize("chars", [120, 2000])
def test_old_encodings(tmp_path: Path, encoding: str, chars: int) -> None:
    """The two old Arabic encodings are told apart by their words."""
    (tmp_path / "a.txt").write_bytes(BODY[:chars].encode(encoding))

    assert ingest([tmp_path])[0][0].text == BODY[:chars]


def test_french_is_not_taken_for_arabic(tmp_path: Path) -> None:
    """A French text in an old encoding keeps its accents."""
    text = "Le président a annoncé que les forces resteront dans la région où elles ont été."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))

    assert ingest([tmp_path])[0][0].text == text


GARBLED = {
    "UTF-8 as windows-1252": BODY.encode().decode("cp1252", "replace"),
    "UTF-8 as Latin-1": BODY.encode().decode("latin-1"),
    "UTF-8 as windows-1256": BODY.encode().decode("cp1256", "replace"),
    "windows-1256 as windows-1252": BODY.encode("cp1256").decode("cp1252", "replace"),
    "replacement characters": BODY.encode("cp1256").decode("utf-8", "replace"),
    "question marks": BODY.encode("ascii", "replace").decode(),
}


@pytest.mark.parametrize("how", GARBLED)
def test_mojibake_is_refused(tmp_path: Path, how: str) -> None:
    """Text that was garbled before it came is an omission with the reason, and is not printed."""
    (tmp_path / "a.txt").write_text(GARBLED[how], encoding="utf-8")
    articles, omissions = ingest([tmp_path])

    assert articles == ()
    assert [o.reason for o in omissions] == ["text garbled by a wrong encoding"]


def test_signs_are_no_mojibake(tmp_path: Path) -> None:
    """A draw of a cup, a list of French names, a string of questions are whole texts."""
    for number, text in enumerate(
        (
            " × ".join(["الصومال", "النيجر"] * 30),
            "René, Zoé, Chloé, Noël, Anaïs, Loïc, Gaëlle, Éléonore, Aurélie " * 3,
            "لماذا؟ وكيف؟ ومتى? وأين? " * 30,
        )
    ):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")

    assert len(ingest([tmp_path])[0]) == 3


def test_columns_can_be_named(tmp_path: Path) -> None:
    """A mapping says which column holds what; a row without text is named and left out."""
    rows = [{"nass": BODY, "kind": "صدى"}, {"nass": "", "kind": "x"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert ingest([tmp_path])[1][0].reason == "no column holds the text"

    options = IngestOptions(columns={"text": "nass", "outlet": "kind"})
    articles, omissions = ingest([tmp_path], options=options)

    assert [(a.text, a.outlet, a.path) for a in articles] == [(BODY, "صدى", "a.jsonl#1")]
    assert [(o.subject, o.reason) for o in omissions] == [("a.jsonl#2", "empty file")]


def test_zip_is_a_folder(tmp_path: Path) -> None:
    """An archive's files are read as a folder's, its sources.toml among them."""
    (tmp_path / "a.zip").write_bytes(
        zip_bytes(
            {
                "set/a.txt": BODY.encode(),
                "set/b.html": PAGE.encode(),
                "set/sources.toml": '["a.txt"]\noutlet = "صدى"'.encode(),
                "set/README.md": b"about",
                "../evil.txt": BODY.encode(),
                "inner.zip": zip_bytes({"a.txt": b"a"}),
                "__MACOSX/._a.txt": b"\0",
                "a.exe": b"MZ",
            }
        )
    )
    articles, omissions = ingest([tmp_path])

    assert [(a.path, a.outlet) for a in articles] == [
        ("a.zip/set/b.html", "أنباء اليوم"),
        ("a.zip/set/a.txt", "صدى"),
    ]
    assert sorted(o.reason for o in omissions) == [
        *("about the folder, not an article", "archive in an archive"),
        *("unknown file form", "unsafe name in an archive"),
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


def test_options_win_over_sidecar_and_file(tmp_path: Path) -> None:
    """What a flag says wins over sources.toml, and that over what the file says."""
    (tmp_path / "a.html").write_bytes(PAGE.encode())
    (tmp_path / "sources.toml").write_text('["a.html"]\noutlet = "صدى"\ntitle = "عنوان"')
    options = IngestOptions(described={"a.html": {"outlet": "الخليج"}})
    ((article,), _) = ingest([tmp_path], options=options)
    origin = dict(article.origin)

    assert (article.outlet, article.title, article.published) == ("الخليج", "عنوان", "2026-11-20")
    assert (origin["outlet"], origin["title"], origin["published"]) == (
        *("option", "sources.toml", "JSON-LD"),
    )
    with pytest.raises(ConfigError, match="no article of that name"):
        ingest([tmp_path], options=IngestOptions(described={"b.html": {"outlet": "x"}}))


def test_build_and_verify_of_other_forms(tmp_path: Path) -> None:
    """A briefing of a page and of a mapped table is proved by reading both again."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_bytes(PAGE.encode())
    rows = [{"nass": "\n".join(OTHERS * 2), "kind": "صدى"}]
    (folder / "b.jsonl").write_text(json.dumps(rows[0]), encoding="utf-8")
    options = reportgen.load_options(
        flags={"ingest": {"columns": {"text": "nass", "outlet": "kind"}}}
    )
    briefing = reportgen.build([folder], options)
    written = reportgen.publish(briefing, tmp_path / "out", formats=["json"])

    assert reportgen.verify(written[0], [folder]) == ()
    assert {article.outlet for article in briefing.articles} == {"أنباء اليوم", "صدى"}


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.jsonl", "a.eml", "a.rss", "a.csv"])
def test_standard_input(tmp_path: Path, name: str) -> None:
    """What is piped in is read, its form told by its first bytes (CSV is taken for text)."""
    code = (
        "from reportgen.ingest import ingest\n"
        "for a in ingest(['-'])[0]: print(a.path, a.title, len(a.text))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=FORMS[name], capture_output=True, check=True
    )
    shown = done.stdout.decode()

    assert shown.startswith("stdin")
    assert (HEADLINE in shown) == (name != "a.csv")
    assert list(tmp_path.iterdir()) == []


class _Site(BaseHTTPRequestHandler):
    """A site with pages, a feed, redirects and traps."""

    pages: ClassVar[dict[str, tuple[str, bytes]]] = {}

    def do_GET(self) -> None:
        """Answer one request."""
        if self.path in {"/loop", "/away", "/file"}:
            self.send_response(302)
            target = {"/loop": "/loop", "/away": "/page", "/file": "file:///etc/passwd"}[self.path]
            self.send_header("Location", target)
            self.end_headers()
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(100):
                    self.wfile.write(b"a")
                    self.wfile.flush()
                    time.sleep(0.1)
            except OSError:
                return
        elif self.path == "/large":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(2000):
                    self.wfile.write(b"a" * 65536)
            except OSError:
                return
        elif self.path in self.pages:
            kind, content = self.pages[self.path]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(content)
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve a site on this machine and return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    address = f"http://127.0.0.1:{server.server_port}"
    old = PAGE.replace('charset="utf-8"', "").encode("cp1256")
    _Site.pages.update(
        {
            "/page": ("text/html; charset=utf-8", PAGE.encode()),
            "/old": ("text/html; charset=windows-1256", old),
            "/a.pdf": ("application/pdf", pdf_bytes()),
            "/feed": ("application/rss+xml", feed(link=f"{address}/page", text="ملخص").encode()),
            "/full": ("application/xml", feed(link=f"{address}/none").encode()),
        }
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def fetched(address: str, **options: float) -> tuple[list[Article], list[str]]:
    """Return the articles and the reasons that an address gives."""
    articles, omissions = ingest([address], options=IngestOptions.model_validate(options))
    return list(articles), [omission.reason for omission in omissions]


@pytest.mark.parametrize("path", ["/page", "/old", "/away", "/a.pdf"])
def test_address_of_a_page(site: str, path: str) -> None:
    """A page is fetched, its metadata believed, its last address known."""
    articles, reasons = fetched(site + path)

    assert reasons == []
    assert articles[0].title == HEADLINE
    assert PARAGRAPHS[0] in articles[0].text
    assert articles[0].url == (URL if path != "/a.pdf" else site + path)


def test_address_of_a_feed(site: str) -> None:
    """A feed's own texts are taken where they are full; where not, the page is fetched."""
    articles, reasons = fetched(f"{site}/feed")

    assert [a.title for a in articles] == [HEADLINE]
    assert PARAGRAPHS[-1] in articles[0].text
    assert reasons == ["address cannot be fetched: HTTP 404"]


# path → the reason it is left out with
FAILURES = {
    "/nothing": "address cannot be fetched: HTTP 404",
    "/loop": "address cannot be fetched: more than 5 redirects",
    "/file": "address cannot be fetched: redirect to no web address",
    "/slow": "address cannot be fetched: too slow",
    "/large": "larger than the limit: 1000000 bytes",
}


@pytest.mark.parametrize("path", FAILURES)
def test_address_that_fails(site: str, path: str) -> None:
    """Loops, errors, endless and slow answers end soon, each with its reason."""
    start = time.perf_counter()

    assert fetched(site + path, max_seconds=0.5, max_bytes=1_000_000) == ([], [FAILURES[path]])
    assert time.perf_counter() - start < 8


def test_no_network(tmp_path: Path) -> None:
    """Offline, one line says so; the command ends with an error that names the address."""
    assert fetched("http://127.0.0.1:9/page")[1] == [
        "address cannot be fetched: connection refused, or no network"
    ]
    assert fetched("https://no.such.host.invalid/x")[1] == [
        "address cannot be fetched: no such host, or no network"
    ]
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "build", "http://127.0.0.1:9/a", "-o", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 3
    assert "127.0.0.1:9/a: address cannot be fetched" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_describe_flag(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--describe` names what nobody states; a wrong one is an error of one line."""
    (tmp_path / "a.html").write_bytes(PAGE.encode())
    out = tmp_path / "out"
    given = [
        "build",
        str(tmp_path / "a.html"),
        "--allow-single",
        "--format",
        "json",
        "-o",
        str(out),
    ]

    assert main([*given, "--describe", "a.html:outlet=صدى: الأولى"]) == 0
    report = json.loads((out / "briefing.json").read_text(encoding="utf-8"))
    assert report["articles"][0]["outlet"] == "صدى: الأولى"
    assert report["articles"][0]["origin"]["outlet"] == "option"
    capsys.readouterr()
    for wrong in ("outlet=x", "a.html:", "a.html:writer=x", "a.html:published=morgen"):
        assert main([*given, "--describe", wrong]) == 2
        assert capsys.readouterr().err.startswith("reportgen: ")
