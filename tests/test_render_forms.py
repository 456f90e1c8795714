"""The forms of the report: the archive, the brief, English, one's own look and templates."""

import base64
import gzip
import io
import json
import os
import re
import zlib
from dataclasses import replace
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pydantic import ValidationError

import reportgen
from reportgen.cli import main
from reportgen.errors import ConfigError, RenderError
from reportgen.model import Briefing, Evidence
from reportgen.render import SECTIONS, RenderOptions, render
from reportgen.render._archive import archived
from reportgen.render._colours import HUES, contrast, hue_rules
from reportgen.render._fonts import FACES, font_path, linked_faces
from reportgen.render._html import page
from reportgen.render._pdf import pdf
from reportgen.verification import verify
from tests.briefings import crowd, full, tiny
from tests.test_render_pdf import Blocks, read_with_pdfium, read_with_poppler, share_recovered

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("REPORTGEN_DATA", ROOT.parent / "shared" / "data"))
STORIES = DATA / "saudinewsnet_silver_stories.jsonl.gz"
NEWS = DATA / "saudinewsnet.jsonl.gz"
PROFILE = page_validation.ValidationProfile


def pdf_of(briefing: Briefing, **options: object) -> bytes:
    """Return the PDF of a briefing."""
    made = render(briefing, options=RenderOptions.model_validate(options), formats=("pdf",)).pdf
    assert made is not None
    return made


def is_clean(pdf: bytes, *profiles: object) -> None:
    """Check a PDF against standards."""
    for profile in profiles:
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, report


# -- the sections of the contract ------------------------------------------------------------------


def test_every_section_appears_when_it_has_something_to_say() -> None:
    """With all the contract knows, every section is printed; with nothing, only three are."""
    html = page(
        full(), options=RenderOptions(sections=tuple(s.name for s in SECTIONS)), medium="paper"
    )
    wanted = {s.name for s in SECTIONS} - {"masthead", "disputes"}
    assert wanted <= set(re.findall(r'<section class="[a-z-]*" id="([a-z]+)"', html))
    is_clean(pdf_of(full()), PROFILE.PDF_UA_1)


def test_a_dispute_stands_face_to_face_with_its_evidence() -> None:
    """In its theme's block: both quotes, the claim, and the words it rests on."""
    html = page(full(), options=RenderOptions(), medium="paper")
    block = html.split('id="theme-t1"')[1].split('id="theme-t2"')[0]
    pair = block.split('class="pair disputes"')[1]
    assert "رقمان مختلفان" in pair
    assert pair.split("</section>")[0].count("<q ") == 2
    assert "80%" in pair.split('class="proof-words"')[1]
    assert "قول لاحق يغير سابقه" in html.split('id="disputes"')[1]
    assert "يتفق عليه:" in html.split('id="theme-t2"')[1]


def test_a_denial_is_shown_with_who_denies() -> None:
    """The speaker stands behind the words of denial."""
    briefing = full()
    denial = Evidence(kind="cue", a="80%", speaker="الوزارة")
    first = replace(briefing.relations[0], evidence=(denial,))
    briefing = replace(briefing, relations=(first, *briefing.relations[1:]))
    html = page(briefing, options=RenderOptions(), medium="paper")
    proof = html.split('class="pair disputes"')[1].split('class="proof"')[1].split("</p>")[0]
    assert "على لسان" in proof
    assert "الوزارة" in proof


def test_a_dispute_is_told_even_where_its_theme_is_not() -> None:
    """What no theme block holds stands in a section of its own."""
    html = page(full(), options=RenderOptions(sections=("disputes", "appendix")), medium="paper")
    assert html.count('class="pair disputes"') == 1
    assert html.count('class="pair updates"') == 1


def test_the_masthead_counts_voices_and_tells_events_apart() -> None:
    """Copies are no voices, and a set of two events says so at its head."""
    html = page(full(), options=RenderOptions(hijri=True), medium="paper")
    head = html.split('class="masthead"')[1].split("</header>")[0]
    assert "صوتان مستقلان" in head
    assert "المقالات عن حدثين لا حدث واحد" in head
    assert "الإصدار ٢" in head
    assert re.search(r"٢٢ نوفمبر ٢٠٢٦ \(\d+ جمادى الآخرة ١٤٤٨ هـ\)", head)
    assert "نص المقال ١ نفسه، عن رويترز" in html
    assert "خبر" in html


# -- the layouts and languages ---------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_brief_is_two_pages_of_the_samples(samples: Briefing, language: str) -> None:
    """A second look: the same words on two pages, accessible as the first."""
    made = pdf_of(samples, layout="brief", language=language)
    is_clean(made, PROFILE.PDF_UA_1)
    with pypdfium2.PdfDocument(made) as document:
        assert len(document) == 2


def test_english_mirrors_the_page_and_keeps_the_quotes() -> None:
    """The report's own words are English and run from the left; the quotes stay as they are."""
    made = pdf_of(full(), language="en")
    is_clean(made, PROFILE.PDF_UA_1)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.Root.Lang) == "en"
        assert document.Root.ViewerPreferences.Direction == "/L2R"
    arabic, english = (
        page(full(), options=RenderOptions(language=one), medium="screen") for one in ("ar", "en")
    )
    assert '<html lang="en" dir="ltr">' in english
    quotes = [re.findall(r'(?s)<q [^>]*data-sentence="([^"]*)"[^>]*>(.*?)</q>', html)
              for html in (arabic, english)]  # fmt: skip
    assert quotes[0] == quotes[1]
    ours = re.sub(r"(?s)<(q|h[1-4]|bdi|option|script|style|mark|title)\b.*?</\1>", "", english)
    ours = ours.split('id="appendix"')[0].replace("&lt;", "")
    words = set(re.findall("[\u0621-\u064a]{3,}", re.sub(r"<[^>]*>", " ", ours)))
    articles, said = full().articles, full().sentences
    known = " ".join(
        [
            *(f"{one.outlet} {one.title}" for one in articles),
            *(theme.label for theme in full().themes),
            *(one.text for one in said),
            *(one.subject for one in full().omissions),
            "رويترز الفيضان مقال قديم",
        ]
    )
    assert not {word for word in words if word not in known}


def test_the_catalogues_have_the_same_strings() -> None:
    """No string of the report is missing from a language; the names of the program may be."""
    from reportgen.wording import catalogue, languages

    def keys(table: object, path: str = "") -> set[str]:
        if not isinstance(table, dict) or {"one", "other"} & set(table):
            return {path}
        return {found for name, inner in table.items() for found in keys(inner, f"{path}.{name}")}

    for language in languages():
        mine = {k for k in keys(catalogue(language)) if not k.startswith(".names")}
        assert {k for k in keys(catalogue("ar")) if not k.startswith(".names")} == mine


# -- the archive -----------------------------------------------------------------------------------


def test_no_stream_of_an_archive_ends_as_a_line_does() -> None:
    """A stream whose last compressed byte is a carriage return is kept in another way, whole."""
    with pikepdf.open(io.BytesIO(pdf_of(tiny(), archive=True))) as document:
        content = b"\f"
        assert zlib.compress(content).endswith(b"\r")
        stream = pikepdf.Stream(document, b"")
        stream.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)
        document.Root.Names.Extra = document.make_indirect(stream)
        document.save(given := io.BytesIO(), compress_streams=False)

    made = archived(given.getvalue())

    with pikepdf.open(io.BytesIO(made)) as document:
        extra = document.Root.Names.Extra
        assert extra.read_bytes() == content
        assert not extra.read_raw_bytes().endswith(b"\r")


def test_an_archive_is_clean_and_carries_its_sources(samples: Briefing, tmp_path: Path) -> None:
    """One file passes PDF/A-3a and PDF/UA-1, holds JSON and every source's text, and verifies."""
    made = pdf_of(samples, archive=True)
    is_clean(made, PROFILE.PDF_A_3A, PROFILE.PDF_UA_1)
    with pikepdf.open(io.BytesIO(made)) as document:
        names = sorted(document.attachments)
        texts = [
            document.attachments[name].get_file().read_bytes().decode("utf-8") for name in names[1:]
        ]
        kinds = {str(document.attachments[name].obj.AFRelationship) for name in names}
    assert names == ["briefing.json", *(f"source-{n:03}.txt" for n in range(1, 6))]
    assert [article.text for article in samples.articles] == texts
    assert kinds == {"/Data", "/Source"}
    assert made == pdf_of(samples, archive=True)
    (tmp_path / "a.pdf").write_bytes(made)
    assert verify(tmp_path / "a.pdf", [ROOT / "seeds"]) == ()


# -- the text layer on real stories ----------------------------------------------------------------


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> list[Briefing]:
    """Return the briefings of three real stories of several newspapers."""
    if not (STORIES.is_file() and NEWS.is_file()):
        pytest.skip(f"the news collection is not in {DATA}")
    with gzip.open(STORIES, "rt", encoding="utf-8") as lines:
        chosen = [json.loads(line) for line, _ in zip(lines, range(3), strict=False)]
    wanted = {str(one) for story in chosen for one in _ids(story)}
    found: dict[str, dict[str, str]] = {}
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if str(record["id"]) in wanted:
                found[str(record["id"])] = record
    made = []
    for story in chosen:
        folder = tmp_path_factory.mktemp("story")
        for one in _ids(story):
            record = found[str(one)]
            text = f"{record['title']}\n\n{record['content']}"
            (folder / f"{one}.txt").write_text(text, encoding="utf-8")
            with (folder / "sources.toml").open("a", encoding="utf-8") as names:
                names.write(f'["{one}.txt"]\noutlet = "{record["source"]}"\n')
        made.append(reportgen.build([folder]))
    return made


def _ids(story: dict[str, object]) -> list[object]:
    members = story["articles"]
    assert isinstance(members, list)
    return [one["id"] for one in members][:8]


@pytest.mark.parametrize("word", ["المملكة", "الملكي", "بالمملكة", "المجلس", "لمحمد", "الإسلام"])
def test_clusters_of_two_glyphs_are_spelled_right(word: str) -> None:
    """Where Amiri draws two letters as one cluster of two glyphs, each letter is copied once."""
    faces = linked_faces()
    html = f"<html lang=ar dir=rtl><title>x</title><style>{faces} p{{font-family:Amiri}}</style>"
    for around in ("{}", "ملء {} مل", "لم {} ثم ملك"):
        text = around.format(word)
        with pypdfium2.PdfDocument(pdf(f"{html}<p>{text}")) as document:
            assert text in document[0].get_textpage().get_text_bounded().replace("\u0640", "")


def test_the_words_of_real_stories_can_be_copied(stories: list[Briefing]) -> None:
    """Of each report at least 97 words in 100 come out of pdfium and of poppler, in order."""
    for briefing in stories:
        made = pdf_of(briefing)
        blocks = Blocks(page(briefing, options=RenderOptions(), medium="paper")).words
        for read in (read_with_pdfium, read_with_poppler):
            assert share_recovered(blocks, read(made)) >= 0.97


# -- one's own look --------------------------------------------------------------------------------


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    """Return a small picture."""
    path = tmp_path / "logo.png"
    Image.new("RGB", (120, 40), "#204060").save(path)
    return path


def test_a_look_of_ones_own(tmp_path: Path, logo: Path) -> None:
    """Logo, colours, fonts, header and footer of one's own; the PDF stays accessible."""
    own = tmp_path / "own.ttf"
    own.write_bytes(font_path(FACES[1]).read_bytes())
    look = {
        "logo": logo,
        "logo_alt": "شعار المرصد",
        "header": "مرصد الأنباء",
        "footer": "للاستعمال <الداخلي>",
        "accent": "#7d1d2c",
        "colours": ["#204060", "#603010"],
        "fonts": {"quotes": own},
    }
    made = pdf_of(tiny(), **look)
    is_clean(made, PROFILE.PDF_UA_1)
    with pypdfium2.PdfDocument(made) as document:
        text = document[1].get_textpage().get_text_bounded()
    assert "مرصد" in text
    assert "الداخلي" in text
    html = page(tiny(), options=RenderOptions.model_validate(look), medium="screen")
    assert f"data:image/png;base64,{base64.b64encode(logo.read_bytes()).decode()}" in html
    assert 'alt="شعار المرصد"' in html
    assert "--accent:#7d1d2c" in html
    assert '--quote-fonts:"Own quotes", "Amiri"' in html
    assert "للاستعمال &lt;الداخلي&gt;" in html


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg"), (b"GIF89a", "x.gif"), (b"", "x.png"),
     (b"\x89PNG\r\n\x1a\n" + b"\0" * 600_000, "x.png"), (b"\x89PNG\r\n\x1a\nrubbish", "x.png")],
)  # fmt: skip
def test_a_logo_that_is_none_is_refused(tmp_path: Path, content: bytes, name: str) -> None:
    """Only a sound PNG or JPEG of bearable size is printed."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="logo"):
        pdf_of(tiny(), logo=path)


def test_a_font_that_is_none_is_refused(tmp_path: Path) -> None:
    """A file that is no font says so before anything is laid out."""
    path = tmp_path / "x.ttf"
    path.write_bytes(b"no font")
    with pytest.raises(ConfigError, match="font"):
        pdf_of(tiny(), fonts={"text": path})


def test_colours_must_be_readable() -> None:
    """A colour too light to read on white is refused; ours can be read by day and night."""
    with pytest.raises(ValidationError, match="too light"):
        RenderOptions(colours=("#ffcc00",))
    with pytest.raises(ValidationError):
        RenderOptions(accent="red;}")
    rules = re.findall(r"--hue:(#\w+);--tint:(#\w+);--heat:(#\w+);--on-hue:(#\w+)", hue_rules(HUES))
    assert len(rules) == 2 * len(HUES)
    for hue, tint, heat, on_hue in rules:
        assert min(contrast(hue, tint), contrast(hue, heat), contrast(hue, on_hue)) >= 4.5


def test_templates_of_ones_own(tmp_path: Path) -> None:
    """A file in the reader's folder wins over ours of the same name; text stays escaped."""
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "summary.html").write_text(
        '<section id="summary"><h2>خلاصتي</h2>{% for quote in view.quotes %}'
        "<p>{{ quote.text }} {{ desk.briefing.articles[2].text }}</p>{% endfor %}</section>",
        encoding="utf-8",
    )
    (tmp_path / "custom.css").write_text("h1 { color: #123456 }", encoding="utf-8")
    html = page(tiny(), options=RenderOptions(template_dir=tmp_path), medium="screen")
    assert "<h2>خلاصتي</h2>" in html
    assert "h1 { color: #123456 }" in html
    assert "<script>alert" not in html
    assert 'id="themes"' in html


def test_a_template_of_ones_own_cannot_leave_its_sandbox(tmp_path: Path) -> None:
    """A template somebody hands you prints the briefing and reaches nothing else."""
    (tmp_path / "sections").mkdir()
    for attack in (
        "{{ ''.__class__.__mro__ }}",
        "{{ desk.quote.__func__.__globals__ }}",
        "{{ desk.quoted.clear() }}",
    ):
        (tmp_path / "sections" / "summary.html").write_text(attack, encoding="utf-8")
        with pytest.raises(RenderError, match="template"):
            page(tiny(), options=RenderOptions(template_dir=tmp_path), medium="screen")


def test_the_flags_reach_the_report(flood: Path, tmp_path: Path) -> None:
    """--layout, --lang, --template and --archive do what they say; wrong ones end in one line."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "custom.css").write_text("/* mine */", encoding="utf-8")
    out = tmp_path / "out"
    asked = ["build", str(flood), "-o", str(out), "-q", "--lang", "en"]
    assert main([*asked, "--layout", "brief", "--archive", "--template", str(own)]) == 0
    assert "/* mine */" in (out / "briefing.html").read_text(encoding="utf-8")
    is_clean((out / "briefing.pdf").read_bytes(), PROFILE.PDF_A_3A, PROFILE.PDF_UA_1)
    assert main([*asked, "--template", str(tmp_path / "nowhere")]) == 2
    assert main([*asked, "--layout", "poster"]) == 2


def test_many_outlets_keep_their_signs_when_colours_run_out() -> None:
    """The ninth outlet has the first one's colour and a sign of its own."""
    html = page(crowd(20), options=RenderOptions(), medium="paper")
    signs = re.findall(r'<span class="sign hue-\d+" title="[^"]*">([^<]*)</span>', html)
    assert len(set(signs)) == 20
