"""The page: what it says, what it links to, what it never does."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pydantic import ValidationError

import reportgen
from reportgen.model import Briefing
from reportgen.printable import clean
from reportgen.render import SECTIONS, RenderOptions, render
from reportgen.render._html import page
from reportgen.resources import templates_dir
from reportgen.wording import Wording, catalogue
from tests.briefings import HOSTILE, article, bare, crowd, tiny

GOLDEN = Path(__file__).parent / "golden" / "tiny.html"
OPTIONS = RenderOptions()


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of those that quote."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.quotes: list[tuple[str, str]] = []
        self._quoting = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.found.append((tag, dict(attrs)))
        if tag == "q":
            self.quotes.append((dict(attrs)["data-sentence"] or "", ""))
            self._quoting = True

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a quote."""
        if tag == "q":
            self._quoting = False

    def handle_data(self, data: str) -> None:
        """Gather the words of a quote."""
        if self._quoting:
            name, words = self.quotes[-1]
            self.quotes[-1] = name, words + data


def screen(briefing: Briefing, options: RenderOptions = OPTIONS) -> str:
    """Return the self-contained page."""
    return page(briefing, options=options, medium="screen")


def test_the_page_is_the_approved_one() -> None:
    """The whole page of the small briefing, style aside, is what was read and approved.

    When it changed, the new page is written over the approved one: read the difference.
    """
    made = re.sub(r"(?s)<style>.*?</style>", "<style></style>", screen(tiny()))
    approved = GOLDEN.read_text(encoding="utf-8") if GOLDEN.exists() else ""
    if approved != made:
        GOLDEN.write_text(made, encoding="utf-8")
    assert approved == made


@pytest.mark.parametrize("medium", ["screen", "paper"])
def test_every_quote_is_its_sentence(medium: str) -> None:
    """What stands in a quote is the sentence it names, to the letter but for folded space."""
    briefing = tiny()
    sentences = {sentence.id: sentence.text for sentence in briefing.sentences}
    html = page(briefing, options=OPTIONS, medium="paper" if medium == "paper" else "screen")
    quotes = Elements(html).quotes
    assert len(quotes) >= 10
    for name, words in quotes:
        assert " ".join(clean(sentences[name]).split()) == words


def test_a_cut_quote_says_so() -> None:
    """A quote over the limit shows its beginning, is marked, and leads to the full text."""
    made, says = article("الطويل", [["كلمة " * 400 + "."]])
    briefing = replace(crowd(2), articles=(made, *crowd(2).articles), sentences=says)
    briefing = replace(
        briefing, summary=(replace(tiny().summary[0], sentence=says[0].id),), themes=()
    )
    html = screen(replace(briefing, coverage=()))
    (name, words) = Elements(html).quotes[0]
    assert says[0].text.startswith(words)
    assert len(words) <= OPTIONS.excerpt_characters
    assert 'data-cut="true"' in html
    assert name == says[0].id


def test_hostile_text_is_shown_and_does_nothing() -> None:
    """Markup of an article is seen as it is; only our own elements and safe links exist."""
    html = screen(tiny())
    seen = re.sub("<[^>]*>", "", html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} &lt;/style&gt; &amp;amp;" in seen
    assert "{{ 7 * 7 }}" in HOSTILE
    elements = Elements(html).found
    assert not {tag for tag, _ in elements} & {"img", "iframe", "object", "link", "svg"}
    assert [tag for tag, _ in elements].count("script") == 1
    assert not [name for _, attrs in elements for name in attrs if name.startswith("on")]
    links = {attrs["href"] or "" for tag, attrs in elements if tag == "a"}
    assert all(re.match(r"#|https?://", link) for link in links)
    assert "https://nahr.example/2026/11/21?id=7&x=<y>" in links


@pytest.mark.parametrize("medium", ["screen", "paper"])
@pytest.mark.parametrize("outlets", [2, 5, 12, 40])
def test_every_link_has_its_target(medium: str, outlets: int) -> None:
    """A citation leads somewhere, and no anchor is there twice."""
    for briefing in (tiny(), bare(), crowd(outlets)):
        elements = Elements(
            page(briefing, options=OPTIONS, medium="paper" if medium == "paper" else "screen")
        ).found
        anchors = [attrs["id"] for _, attrs in elements if "id" in attrs]
        links = {attrs["href"] or "" for tag, attrs in elements if tag == "a"}
        assert len(anchors) == len(set(anchors))
        assert {link[1:] for link in links if link.startswith("#")} <= set(anchors)


def test_links_to_what_is_not_printed_are_plain_text() -> None:
    """Without appendix or sources no citation leads into the void."""
    for sections in (("summary",), ("coverage", "absent"), ("themes", "appendix")):
        elements = Elements(screen(tiny(), RenderOptions(sections=sections))).found
        anchors = {attrs["id"] for _, attrs in elements if "id" in attrs}
        links = {attrs["href"] or "" for tag, attrs in elements if tag == "a"}
        assert {link[1:] for link in links if link.startswith("#")} <= anchors


def test_the_page_stands_alone() -> None:
    """No request leaves the page: fonts are inside, and its policy forbids the rest."""
    html = screen(tiny())
    assert "default-src 'none'" in html
    assert html.count("data:font/woff2;base64,") == 3
    assert not re.findall(r"url\((?!\"data:)", html)
    assert "@import" not in html
    assert "file:" not in html


@pytest.mark.parametrize("medium", ["screen", "paper"])
def test_no_tag_stands_inside_a_word(medium: str, samples: Briefing) -> None:
    """WeasyPrint joins no letters across a tag, so a tag inside a word would break it."""
    for briefing in (tiny(), crowd(5), samples):
        html = page(briefing, options=OPTIONS, medium="paper" if medium == "paper" else "screen")
        letter = "[\u0620-\u064a]"  # ARABIC LETTER KASHMIRI YEH … ARABIC LETTER YEH
        inline = "(?:q|a|bdi|mark|span|b|i|em|strong)"
        assert not re.findall(f"{letter}(?:</?{inline}(?: [^>]*)?>)+{letter}", html)


def test_templates_and_sections_are_one_to_one() -> None:
    """Every section has its template and no template lies about unused."""
    templates = {path.stem for path in (templates_dir() / "sections").glob("*")}
    assert {section.name for section in SECTIONS} == templates
    package = Path(reportgen.__file__).parent
    users = [*package.rglob("*.py"), *templates_dir().rglob("*.html")]
    text = "".join(path.read_text(encoding="utf-8") for path in users)
    assert not [path for path in templates_dir().glob("*.html") if f'"{path.name}"' not in text]


@pytest.mark.parametrize("name", [section.name for section in SECTIONS])
def test_an_empty_section_is_silent(name: str) -> None:
    """A section with nothing to say leaves neither heading nor empty box."""
    html = screen(bare(), RenderOptions(sections=(name,)))
    body = html.split('<main id="main">')[1].split("</main>")[0].strip()
    assert bool(body) == (name in {"masthead", "sources", "method"})


def test_sections_come_as_asked() -> None:
    """Sections can be left out and put in another order; an unknown one is refused by name."""
    html = screen(tiny(), RenderOptions(sections=("method", "summary")))
    assert html.index('id="method"') < html.index('id="summary"')
    assert 'id="themes"' not in html
    with pytest.raises(ValidationError, match="known are masthead"):
        RenderOptions(sections=("footer",))


def test_unnamed_outlets_and_unknown_dates_are_told() -> None:
    """An outlet nobody named and a date nobody knows are shown as what they are."""
    html = screen(tiny())
    assert "المصدر 000" in html
    assert "غير معروف" in html
    assert "٢١ نوفمبر ٢٠٢٦" in html


def test_digits_are_a_choice_and_quotes_keep_theirs() -> None:
    """Our own numbers follow the option; those of a source never change."""
    html = screen(tiny(), RenderOptions(digits="western"))
    assert "21 نوفمبر 2026" in html
    assert "٢" not in html
    assert "80%" in screen(tiny())


def test_omissions_are_printed_with_their_reason() -> None:
    """What was left out is listed; a reason's detail stays as it is."""
    html = screen(tiny())
    assert "مسار التصفح" in html
    assert "نص مطابق لملف آخر: " in html


def test_reasons_and_settings_have_words() -> None:
    """Every reason a stage gives, and every setting the method prints, is in the catalogue."""
    from reportgen.clean import REASONS as OF_CLEAN
    from reportgen.config import Options
    from reportgen.ingest import REASONS as OF_INGEST

    names = catalogue("ar")["names"]
    assert not set(OF_CLEAN + OF_INGEST) - set(names["reasons"])
    tables = Options().model_dump(exclude={"briefing", *Options.presentational})
    settings = {f"{table}.{key}" for table, keys in tables.items() for key in keys}
    assert not settings - set(names["options"])


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "٣ مقالات"),
        (11, "١١ مقالا"),
        (100, "١٠٠ مقال"),
        (103, "١٠٣ مقالات"),
    ],
)
def test_counts_agree_with_their_nouns(count: int, words: str) -> None:
    """Arabic counts one, two, few and many differently."""
    wording = Wording(language="ar", digits="arabic")
    assert words == wording.plural(wording.strings["count"]["articles"], count)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2017-12-13", "١٣ ديسمبر ٢٠١٧"),
        ("2017-12-13T08:00:00+03:00", "١٣ ديسمبر ٢٠١٧"),
        ("2017-12", "ديسمبر ٢٠١٧"),
        ("2017", "٢٠١٧"),
        ("2017-13-01", None),
        ("أمس", None),
    ],
)
def test_dates_are_words(iso: str, words: str | None) -> None:
    """ISO dates become words; anything else is left to be shown as it is."""
    assert words == Wording(language="ar", digits="arabic").date(iso)


def test_the_json_is_the_briefing() -> None:
    """briefing.json is `to_dict`, readable, with a newline at its end."""
    content = render(tiny(), options=OPTIONS, formats=("json",)).json
    assert content is not None
    assert tiny().to_dict() == json.loads(content)
    assert content.endswith(b"}\n")
    assert "فيضان".encode() in content


def test_only_the_forms_asked_for_are_made() -> None:
    """Nothing is laid out that nobody wants."""
    document = render(tiny(), options=OPTIONS, formats=("json",))
    assert document.html is None
    assert document.pdf is None


def test_two_pages_of_one_briefing_are_the_same_bytes() -> None:
    """The page carries no clock and no chance."""
    first, second = (render(tiny(), options=OPTIONS, formats=("html",)) for _ in range(2))
    assert first == second
