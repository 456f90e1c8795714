"""Hostile files: each ends as an omission or one clear line, soon, in little memory."""

import gzip
import io
import json
import os
import random
import resource
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from reportgen.clean import clean
from reportgen.ingest import REASONS, ingest

from .test_forms import BODY, PAGE, docx_bytes, feed, mail_bytes, pdf_bytes, zip_bytes

GOOD = BODY.encode()
MEGABYTE = 1_000_000


def _bomb(size: int = 300 * MEGABYTE) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(size // MEGABYTE):
            member.write(b"a" * MEGABYTE)
    return stream.getvalue()


def _lying_zip() -> bytes:
    """Pack 50 MB and claim that it is ten bytes."""
    packed = bytearray(_bomb(50 * MEGABYTE))
    size = struct.pack("<I", 50 * MEGABYTE)
    return bytes(packed).replace(size, struct.pack("<I", 10))


def _quine_like_zip() -> bytes:
    content = b"a"
    for level in range(12):
        content = zip_bytes({f"{level}.zip": content, "a.txt": b"a" * 1000})
    return content


def _encrypted_pdf() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes())) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    return stream.getvalue()


def _pdf(pages: int, *, content: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        if content:
            pdf.pages[0].Contents = pdf.make_stream(content)
        pdf.save(stream)
    return stream.getvalue()


def _pdf_page_loop() -> bytes:
    return pdf_bytes().replace(b"/Kids", b"/Kidz")


def _docx_with(extra: dict[str, bytes], body: bytes | None = None) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx_bytes())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, body if body is not None and name == "word/document.xml" else content
            )
        for name, content in extra.items():
            new.writestr(name, content)
    return stream.getvalue()


_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % ((c + 1,) + (c,) * 10)
        for c in range(ord("a"), ord("l"))
    )
    + b"]><rss version='2.0'><channel><title>t</title><item><title>x</title><description>&l;"
    b"</description></item></channel></rss>"
)
_OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<rss version="2.0">'
    b"<channel><title>t</title><item><title>x</title><description>&x;</description></item>"
    b"</channel></rss>"
)
_DOCX_LAUGHS = (
    _LAUGHS.split(b"<rss")[0].replace(b"<!DOCTYPE l", b"<!DOCTYPE l")
    + b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>&l;</w:t></w:r></w:p></w:body></w:document>"
)
_NOISE = random.Random(7).randbytes(200_000)
_PAGE = PAGE.encode()

# name → content; whether an article may come of it is not the point
FILES: dict[str, Callable[[], bytes]] = {
    # text
    "empty.txt": lambda: b"",
    "spaces.txt": lambda: b" \n\t" * 10_000,
    "nul.txt": lambda: GOOD.replace(b" ", b"\0"),
    "nul-inside.md": lambda: GOOD + b"\0" + GOOD,
    "surrogate.txt": lambda: GOOD + b"\xed\xa0\x80" + GOOD,
    "overlong.txt": lambda: b"\xc0\xaf" * 1000,
    "noise.txt": lambda: _NOISE,
    "line.txt": lambda: ("كلمة " * 1_100_000).encode()[: 10 * MEGABYTE],
    "one-word.txt": lambda: "ك".encode() * 5 * MEGABYTE,
    "stops.txt": lambda: b". " * 2 * MEGABYTE,
    "lines.txt": lambda: b"a\n" * 4 * MEGABYTE,
    "bidi.txt": ("\u202e" + BODY.replace(" ", "\u202e \u2066")).encode,
    "zalgo.txt": lambda: ("ك" + "\u064b\u0651" * 500).encode() * 500,
    "zero-width.txt": ("\u200b\u200d\ufeff" * 300_000).encode,
    "control.txt": lambda: bytes(range(1, 32)) * 1000,
    "ansi.txt": lambda: b"\x1b[2J\x1b]0;title\x07" * 1000 + GOOD,
    "utf16-odd.txt": lambda: b"\xff\xfe" + GOOD[:999],
    "utf32.txt": lambda: b"\xff\xfe\0\0" + _NOISE,
    "mojibake.txt": lambda: GOOD.decode("latin-1").encode(),
    "pdf.txt": pdf_bytes,
    "exe.txt": lambda: b"MZ\x90\0\x03" + _NOISE,
    "markup.md": lambda: b"<script>alert(1)</script>" * 10_000,
    "quotes.txt": lambda: "«".encode() * MEGABYTE,
    "digits.txt": lambda: b"1." * MEGABYTE,
    # pages
    "deep.html": lambda: b"<html><body>" + b"<div>" * 300_000 + GOOD,
    "deep-close.html": lambda: b"<html>" + b"<b>" * 100_000 + b"</b>" * 100_000,
    "tables.html": lambda: b"<html>" + b"<table><tr><td>" * 20_000 + GOOD,
    "attributes.html": lambda: b"<html><p " + b"a=1 " * 500_000 + b">" + GOOD,
    "entities.html": lambda: b"<html><body><p>" + b"&amp;" * MEGABYTE + b"</p>",
    "scripts.html": lambda: b"<html><script>" + b"x" * 5 * MEGABYTE + b"</script></html>",
    "comments.html": lambda: b"<html>" + b"<!-- -->" * 500_000 + GOOD,
    "jsonld.html": lambda: _PAGE.replace(b'{"@context"', b"[" * 50_000 + b'{"@context"'),
    "frames.html": lambda: b"<html><iframe src='file:///etc/passwd'></iframe></html>",
    "noise.html": lambda: b"<html>" + _NOISE.replace(b"\0", b""),
    "links.html": lambda: b"<html><body>" + b"<a href='/x'>x</a> " * 200_000,
    "unclosed.html": lambda: b"<html><body><p>" + b"<" * MEGABYTE,
    "meta.html": lambda: b"<html>" + b"<meta name=author content='x'>" * 100_000 + GOOD,
    "paragraphs.html": lambda: b"<html><body>" + ("<p>" + BODY + "</p>").encode() * 3_000,
    # PDF
    "empty.pdf": lambda: b"",
    "text.pdf": lambda: GOOD,
    "cut.pdf": lambda: pdf_bytes()[:3000],
    "encrypted.pdf": _encrypted_pdf,
    "no-text.pdf": lambda: _pdf(3),
    "pages.pdf": lambda: _pdf(2_000),
    "no-kids.pdf": _pdf_page_loop,
    "nested.pdf": lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 2 * MEGABYTE,
    "operators.pdf": lambda: _pdf(1, content=b"q " * 2 * MEGABYTE),
    "noise.pdf": lambda: b"%PDF-1.4\n" + _NOISE,
    "flate.pdf": lambda: (
        b"%PDF-1.4\n1 0 obj<</Length 1/Filter[" + b"/FlateDecode" * 999 + b"]>>stream"
    ),
    # Word
    "noise.docx": lambda: b"PK\x03\x04" + _NOISE,
    "locked.docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _NOISE,
    "macros.docm": lambda: _docx_with({"word/vbaProject.bin": _NOISE}),
    "external.docx": lambda: _docx_with(
        {
            "word/_rels/settings.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org'
            b'/package/2006/relationships"><Relationship Id="r" Type="http://x/attachedTemplate" '
            b'Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>'
        }
    ),
    "laughs.docx": lambda: _docx_with({}, _DOCX_LAUGHS),
    "bomb.docx": lambda: _docx_with({"word/media/a.png": b"\0" * 250 * MEGABYTE}),
    "not-xml.docx": lambda: _docx_with({}, b"<w:document>" + b"<a>" * 100_000),
    "no-parts.docx": lambda: zip_bytes({"word/a.txt": b"a"}),
    # archives
    "bomb.zip": _bomb,
    "lying.zip": _lying_zip,
    "nested.zip": _quine_like_zip,
    "traversal.zip": lambda: zip_bytes(
        {"../../evil.txt": GOOD, "/etc/evil.txt": GOOD, "..\\evil.txt": GOOD, "C:/evil.txt": GOOD}
    ),
    "members.zip": lambda: zip_bytes({f"{n}.txt": b"" for n in range(6_000)}),
    "cut.zip": lambda: zip_bytes({"a.txt": GOOD * 100})[:-200],
    "sidecar.zip": lambda: zip_bytes({"a.txt": GOOD, "sources.toml": b"x" * 100}),
    "noise.zip": lambda: _NOISE,
    # tables
    "noise.jsonl": lambda: _NOISE,
    "deep.jsonl": lambda: b"[" * 500_000,
    "deep.json": lambda: b'{"text":' * 200_000,
    "numbers.json": lambda: b'{"text": ' + b"9" * MEGABYTE + b"}",
    "surrogates.jsonl": lambda: json.dumps({"text": "\ud800 " + BODY}).encode(),
    "no-text.jsonl": lambda: b'{"a": 1}\n' * 100_000,
    "quote.csv": lambda: b'text\n"' + b"a" * 5 * MEGABYTE,
    "columns.csv": lambda: b"," * MEGABYTE + b"\n" + b"," * MEGABYTE,
    "bombed.jsonl": lambda: gzip.compress(b"a" * 10 * MEGABYTE),
    # mail and feeds
    "noise.eml": lambda: _NOISE,
    "headers.eml": lambda: b"X: y\r\n" * 300_000 + b"\r\nbody",
    "parts.eml": lambda: (
        b"From: a@b\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n"
        + b"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" * 3_000
    ),
    "name.eml": lambda: mail_bytes(is_html=False),
    "laughs.xml": lambda: _LAUGHS,
    "outside.rss": lambda: _OUTSIDE,
    "deep.rss": lambda: b"<rss version='2.0'><channel>" + b"<item>" * 100_000,
    "entries.rss": lambda: (
        b"<rss version='2.0'><channel>" + b"<item><title>a</title></item>" * 5_000
    ),
    "html.atom": lambda: feed(is_atom=True, text="&lt;div&gt;" * 50_000).encode(),
    "zlib.xml": lambda: zlib.compress(b"<rss>" * MEGABYTE),
}


def test_there_are_sixty() -> None:
    """Sixty and more kinds of harm."""
    assert len(FILES) >= 60


_READ = """
import resource, sys, time
from pathlib import Path
from reportgen.clean import clean
from reportgen.errors import ReportgenError
from reportgen.ingest import ingest
from reportgen.segment import segment
for path in map(Path, sys.argv[1:]):
    start = time.perf_counter()
    try:
        articles, omissions = ingest([path])
        kept, dropped = clean(articles)
        segment(kept)
        said = [o.reason for o in (*omissions, *dropped)]
        verdict = "article" if kept else said[-1] if said else "NOTHING SAID"
    except ReportgenError as error:
        verdict = "error: " + error.message
    # the peak of this very process; ru_maxrss would begin with its parent's
    status = Path("/proc/self/status").read_text()
    own = int(status.split("VmHWM:")[1].split()[0])
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    seconds = f"{time.perf_counter() - start:.2f}"
    print(path.name, seconds, max(own, child) // 1024, verdict, sep="|")
"""
_MEMORY_BYTES = 3_000_000_000  # of addresses: the resident part is measured below


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def test_hostile_files(tmp_path: Path) -> None:
    """Each says what became of it, within ten seconds and a gigabyte; nothing is written."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, make in FILES.items():
        (folder / name).write_bytes(make())
    before = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-c", _READ, *(folder / name for name in FILES)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        preexec_fn=_limited,
    )
    told = dict(line.split("|", 1) for line in done.stdout.splitlines())

    assert done.returncode == 0, done.stderr[-2000:]
    assert set(told) == set(FILES)
    for name, line in told.items():
        seconds, mebibytes, verdict = line.split("|", 2)
        assert float(seconds) < 10, (name, line)
        assert int(mebibytes) < 1000, (name, line)
        assert verdict != "NOTHING SAID", name
        assert "Traceback" not in verdict
        assert len(verdict) < 300
    assert before == sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*"))
    assert "root:" not in done.stdout


def test_the_same_together(tmp_path: Path) -> None:
    """A good file among hostile ones still makes its article."""
    for name in ("cut.pdf", "deep.jsonl", "laughs.xml", "noise.docx", "locked.docx", "nul.txt"):
        (tmp_path / name).write_bytes(FILES[name]())
    (tmp_path / "good.html").write_bytes(_PAGE)
    articles, omissions = ingest([tmp_path])

    assert [a.path for a in articles] == ["good.html"]
    assert len(omissions) == 6
    assert {o.reason.split(": ")[0] for o in omissions} <= set(REASONS)


def test_things_that_are_no_files(tmp_path: Path) -> None:
    """Links in circles, links out, pipes, a giant full of nothing: all named, none followed."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.pdf")
    for name in ("giant.txt", "giant.pdf", "giant.jsonl", "giant.zip"):
        with (folder / name).open("wb") as stream:
            stream.truncate(1_000_000_000)
    start = time.perf_counter()
    articles, omissions = ingest([folder])

    assert articles == ()
    assert len(omissions) == 8
    assert time.perf_counter() - start < 10


def test_parser_that_never_returns(tmp_path: Path) -> None:
    """A file that takes too long is left out, and the next one is read by a new process."""
    from reportgen.ingest import IngestOptions

    (tmp_path / "a.html").write_bytes(FILES["paragraphs.html"]())
    (tmp_path / "b.html").write_bytes(_PAGE)
    articles, omissions = ingest([tmp_path], options=IngestOptions(max_seconds=0.05))

    assert [o.reason for o in omissions if o.subject == "a.html"] == [
        "takes too long to read: 0.05 s"
    ]
    assert len(articles) <= 1


@pytest.mark.parametrize("name", ["bidi.txt", "surrogates.jsonl", "ansi.txt"])
def test_marks_do_not_reach_names(tmp_path: Path, name: str) -> None:
    """Hostile marks stay in the quoted text; no title, outlet or author carries them."""
    (tmp_path / name).write_bytes(FILES[name]())
    articles, _ = clean(ingest([tmp_path])[0])
    for article in articles:
        for value in (article.outlet, article.author or "", article.path):
            assert value.isprintable()
