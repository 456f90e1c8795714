"""The PDF, as facts: pages, tags, fonts, links, text layer, bytes."""

import io
import json
import logging
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from html.parser import HTMLParser

import page as page_validation
import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from reportgen.errors import RenderError
from reportgen.model import Briefing
from reportgen.render import RenderOptions, fonts_found, pango_version, render
from reportgen.render import _pdf as layout
from reportgen.render._fonts import FACES, font_path
from reportgen.render._html import page
from tests.briefings import HOSTILE, article, bare, crowd, tiny

OPTIONS = RenderOptions()


@pytest.fixture(autouse=True)
def no_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on anything WeasyPrint has to complain about."""
    caplog.set_level(logging.WARNING, logger="weasyprint")
    yield
    complaints = [record.getMessage() for record in caplog.records if "weasy" in record.name]
    assert not complaints


def pdf_of(briefing: Briefing, options: RenderOptions = OPTIONS) -> bytes:
    """Return the PDF of a briefing."""
    made = render(briefing, options=options, formats=("pdf",)).pdf
    assert made is not None
    return made


@pytest.fixture(scope="module")
def tiny_pdf() -> bytes:
    """Return the PDF of the small briefing."""
    return pdf_of(tiny())


def test_it_is_accessible(tiny_pdf: bytes) -> None:
    """The PDF is valid PDF/UA-1, says its language and title, and turns its pages leftwards."""
    report = page_validation.validate_pdf_bytes(
        tiny_pdf, profile=page_validation.ValidationProfile.PDF_UA_1
    )
    assert report.is_compliant, report
    with pikepdf.open(io.BytesIO(tiny_pdf)) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert str(pdf.docinfo["/Title"]) == tiny().title
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_every_font_is_ours(tiny_pdf: bytes) -> None:
    """No font of the machine that made it hides in the report."""
    with pikepdf.open(io.BytesIO(tiny_pdf)) as pdf:
        used = {
            str(font.BaseFont).split("+")[1]
            for sheet in pdf.pages
            for font in sheet.Resources.Font.values()
        }
    assert {"Amiri", "IBM-Plex-Sans-Arabic", "IBM-Plex-Sans-Arabic-Semi-Bold"} == used


def test_the_bookmarks_are_the_sections(tiny_pdf: bytes) -> None:
    """The outline leads to the sections, and under them to themes and texts."""
    with pikepdf.open(io.BytesIO(tiny_pdf)) as pdf, pdf.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
        below = [str(item.title) for part in outline.root for item in part.children]
    assert titles[0] == "الخلاصة"
    assert titles[-1] == "ملحق: نصوص المصادر"
    assert any("سلامة أهالي القرية" in title for title in below)


def test_the_briefing_travels_inside(tiny_pdf: bytes) -> None:
    """The attachment is briefing.json to the letter."""
    with pikepdf.open(io.BytesIO(tiny_pdf)) as pdf:
        (name,) = pdf.attachments
        content = pdf.attachments[name].get_file().read_bytes()
    assert name == "briefing.json"
    assert tiny().to_dict() == json.loads(content)
    assert render(tiny(), options=OPTIONS, formats=("json",)).json == content


def test_links_lead_out_only_over_http(tiny_pdf: bytes) -> None:
    """Whatever address a source gives, the PDF holds http and https links alone."""
    with pikepdf.open(io.BytesIO(tiny_pdf)) as pdf:
        actions = [
            str(note.A.URI)
            for sheet in pdf.pages
            for note in sheet.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        ]
    assert actions
    assert all(action.startswith("https://nahr.example/") for action in actions)


def test_the_same_briefing_is_the_same_bytes(tiny_pdf: bytes) -> None:
    """The PDF carries no clock and no chance."""
    assert tiny_pdf == pdf_of(tiny())


@pytest.mark.parametrize("briefing", [bare(), crowd(2), crowd(5), crowd(30)], ids=str)
def test_small_and_large_sets_fit(briefing: Briefing) -> None:
    """From nothing known to thirty outlets: no warning, no empty page, nothing over the edge."""
    with pypdfium2.PdfDocument(pdf_of(briefing)) as pdf:
        for sheet in pdf:
            text = sheet.get_textpage()
            assert len(text.get_text_bounded().split()) > 8
            width, height = sheet.get_size()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                assert left >= 0
                assert bottom >= 0
                assert right <= width
                assert top <= height


def test_letter_paper_and_western_digits() -> None:
    """Paper and digits follow the options."""
    made = pdf_of(tiny(), RenderOptions(paper="letter", digits="western"))
    with pypdfium2.PdfDocument(made) as pdf:
        assert pdf[0].get_size() == (612, 792)
        assert "1" in pdf[0].get_textpage().get_text_bounded()


def test_hostile_sizes_are_laid_out() -> None:
    """A token of 100,000 letters and a paragraph of 300 kB make a report, not a hang."""
    made, says = article("الوحش", [["ا" * 100_000], ["كلمة " * 30_000 + "."], [HOSTILE]])
    other, also = article("الثاني", [["جملة قصيرة في مقال قصير."]])
    briefing = replace(bare(), articles=(made, other), sentences=(*says, *also), title="ب" * 5_000)
    options = RenderOptions(article_characters=20_000)
    with pypdfium2.PdfDocument(pdf_of(briefing, options)) as pdf:
        assert len(pdf) >= 5


# -- the text layer ------------------------------------------------------------------------------

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0640]")
# poppler wraps what it takes for left to right in LRE … PDF and puts into it the space on its
# left, which in a right-to-left line is the one that comes after
_POPPLER_RUN = re.compile("\u202a([ ,.\u060c]*)([^\u202a-\u202c]*)\u202c")


def words(text: str) -> list[str]:
    """Return the words of a text, marks included."""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return re.findall("[\\w\u064b-\u0652]+", bare)  # FATHATAN … SUKUN


class Blocks(HTMLParser):
    """The words of a page by block, in printed order."""

    BLOCKS = frozenset({"p", "td", "th", "h1", "h2", "h3", "h4", "li", "div"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self._texts = [""]
        self.feed(html.split('<main id="main">')[1])
        self.words = [found for text in self._texts if (found := words(text))]

    def handle_starttag(self, tag: str, _: object) -> None:
        """Begin a block."""
        if tag in self.BLOCKS:
            self._texts.append("")

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in self.BLOCKS:
            self._texts.append("")

    def handle_data(self, data: str) -> None:
        """Gather text."""
        self._texts[-1] += data


def share_recovered(blocks: list[list[str]], read: list[str]) -> float:
    """Return the share of words found in order, block by block (columns may come in any order)."""
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    matcher.set_seq2(read)
    found = 0
    for block in blocks:
        matcher.set_seq1(block)
        found += sum(match.size for match in matcher.get_matching_blocks())
    return found / sum(map(len, blocks))


def read_with_pdfium(pdf: bytes) -> list[str]:
    """Return the words Chromium's reader finds."""
    with pypdfium2.PdfDocument(pdf) as document:
        return words("\n".join(sheet.get_textpage().get_text_bounded() for sheet in document))


def read_with_poppler(pdf: bytes) -> list[str]:
    """Return the words Linux's readers find."""
    made = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    text = made.stdout.decode()
    return words(_POPPLER_RUN.sub(lambda run: run[2] + run[1][::-1], text))


@pytest.mark.parametrize("read", [read_with_pdfium, read_with_poppler])
@pytest.mark.parametrize("which", ["crowd", "samples"])
def test_the_words_can_be_copied_and_searched(
    which: str, read: object, request: pytest.FixtureRequest
) -> None:
    """At least 97 of 100 printed words come out of the PDF whole and in order."""
    briefing = crowd(5) if which == "crowd" else request.getfixturevalue("samples")
    assert callable(read)
    blocks = Blocks(page(briefing, options=OPTIONS, medium="paper")).words
    assert share_recovered(blocks, read(pdf_of(briefing))) >= 0.97


def test_the_report_of_the_samples_is_light_and_short(samples: Briefing) -> None:
    """Something one can mail and read: under 1.5 MB, and pages an editor can leaf through."""
    made = render(samples, options=OPTIONS)
    assert made.pdf is not None
    assert made.html is not None
    assert len(made.pdf) < 1_500_000
    assert len(made.html) < 1_500_000
    with pypdfium2.PdfDocument(made.pdf) as pdf:
        assert 6 <= len(pdf) <= 20


# -- the doors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/style.css",
        "data:text/css,p{}",
        "ftp://example.org/x",
        font_path(FACES[0]).as_uri() + "?x",
        font_path(FACES[0]).as_uri().replace("fonts/", "fonts/../fonts/"),
        font_path(FACES[0]).parent.as_uri(),
    ],
)
def test_the_layout_opens_nothing_but_its_fonts(url: str) -> None:
    """An exact list decides, not a kind of address."""
    with pytest.raises(ValueError, match="nothing but its own fonts"):
        layout._fetcher().fetch(url)


def test_the_layout_opens_its_fonts() -> None:
    """The bundled fonts are on the list."""
    for face in FACES:
        assert layout._fetcher().fetch(font_path(face).as_uri()).read()


def test_pango_and_fonts_are_told_to_the_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doctor learns versions and files; without Pango it learns the command that helps."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", pango_version())
    assert all(found for _, found in fonts_found())

    def absent(*_: object, **__: object) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr("builtins.__import__", absent)
    with pytest.raises(RenderError) as caught:
        layout._weasyprint()
    monkeypatch.undo()
    assert "apt-get install --no-install-recommends libpango-1.0-0" in caught.value.hint


def test_the_two_forms_of_a_font_draw_the_same() -> None:
    """The page's and the PDF's fonts have the same glyphs; only Amiri's marks differ in width."""
    for face in FACES:
        paper, screen = (TTFont(font_path(face, form=form)) for form in ("ttf", "woff2"))
        assert paper.getBestCmap() == screen.getBestCmap()
        assert paper.getGlyphOrder() == screen.getGlyphOrder()
        marks = {
            glyph
            for glyph, kind in paper["GDEF"].table.GlyphClassDef.classDefs.items()
            if kind == 3
        }
        differing = {
            glyph
            for glyph in paper.getGlyphOrder()
            if paper["hmtx"][glyph][0] != screen["hmtx"][glyph][0]
        }
        assert differing <= (marks if face.family == "Amiri" else set())
