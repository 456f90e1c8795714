"""The interactive page in a real browser: Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from reportgen.model import Briefing, SummaryItem
from reportgen.render import RenderOptions, render
from tests.briefings import full, tiny

CHROMIUM = os.environ.get("REPORTGEN_CHROMIUM") or shutil.which("chromium")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.skipif(find_spec("playwright") is None, reason="playwright is not installed"),
]


class Visit:
    """A page opened in the browser, and whatever it complained of or asked the network for."""

    def __init__(self, page: object, path: Path) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(path.as_uri())

    def shown(self, selector: str) -> int:
        """Return how many of these can be seen."""
        return sum(one.is_visible() for one in self.page.locator(selector).all())

    def value(self, script: str) -> object:
        """Return what a script gives."""
        return self.page.evaluate(script)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Start the browser once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, samples: Briefing) -> dict[str, Path]:
    """Write the pages of several briefings."""
    folder = tmp_path_factory.mktemp("pages")
    asked = {
        "tiny": (full(), RenderOptions()),
        "english": (full(), RenderOptions(language="en")),
        "samples": (samples, RenderOptions()),
        "brief": (samples, RenderOptions(layout="brief")),
        "many": (many_themes(), RenderOptions(theme_blocks=3)),
    }
    paths = {}
    for name, (briefing, options) in asked.items():
        content = render(briefing, options=options, formats=("html",)).html
        assert content is not None
        paths[name] = folder / f"{name}.html"
        paths[name].write_bytes(content)
    return paths


def many_themes() -> Briefing:
    """Return the small briefing with its first theme nine times over."""
    flood = tiny().themes[0]
    themes = tuple(replace(flood, id=f"t{n}", label=f"المحور {n}") for n in range(9))
    coverage = tuple(
        replace(cell, theme=theme.id) for theme in themes for cell in tiny().coverage[:3]
    )
    return replace(tiny(), themes=themes, coverage=coverage, summary=())


@pytest.fixture
def visit(browser: object, files: dict[str, Path]) -> Iterator[object]:
    """Return a function that opens a page, and check at the end that all was quiet."""
    visits: list[Visit] = []

    def opened(name: str = "tiny", **context: object) -> Visit:
        made = browser.new_context(reduced_motion="reduce", **context)
        made.set_default_timeout(30_000)
        visits.append(Visit(made.new_page(), files[name]))
        return visits[-1]

    yield opened
    for one in visits:
        assert one.complaints == []
        assert [url for url in one.requests if not url.startswith(("file:", "data:"))] == []
        one.page.context.close()


def test_a_link_lands_where_it_points(visit: object) -> None:
    """What is laid out only when it comes near stands, once jumped to, at the top of the window."""
    seen = visit("samples")
    targets = seen.value(
        "[...document.querySelectorAll('main section[id], article.text[id]')].map((e) => e.id)"
    )
    assert len(targets) > 12
    for name in reversed(targets):
        seen.value(f"(location.hash = '#{name}', 0)")
        seen.page.wait_for_function(
            """(name) => {
              const top = document.getElementById(name).getBoundingClientRect().top;
              const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 9;
              return top > 0 && (top < 300 || end);
            }""",
            arg=name,
        )


def test_an_outlet_can_be_hidden_and_shown_again(visit: object) -> None:
    """A chip takes an outlet out of every section, its column included, and brings it back."""
    seen = visit()
    of_first = "[data-outlets='0'], [data-column='0']"
    before = seen.shown(of_first)
    assert before > 5
    seen.page.click("[data-chip='0']")
    assert seen.shown(of_first) == 0
    assert seen.shown("[data-outlets='1']") > 0
    assert seen.page.get_attribute("[data-chip='0']", "aria-pressed") == "false"
    seen.page.click("#reset")
    assert seen.shown(of_first) == before
    assert not seen.page.is_visible("#reset")


def test_without_any_outlet_the_page_says_so(visit: object) -> None:
    """Hiding all leaves one line that tells why, not an empty page."""
    seen = visit()
    for chip in seen.page.locator("[data-chip]").all():
        chip.click()
    assert seen.page.is_visible("#nothing")
    assert not seen.page.is_visible("#themes")


def test_a_word_whose_outlets_are_hidden_goes_with_them(visit: object) -> None:
    """A word that returns in several themes is shown as long as one of its outlets is."""
    seen = visit("samples")
    tellers = seen.page.locator(".thread").first.locator(".teller")
    for index in {one.get_attribute("data-outlets") for one in tellers.all()}:
        assert seen.page.locator(".thread").first.is_visible()
        seen.page.click(f"[data-chip='{index}']")
    assert not seen.page.locator(".thread").first.is_visible()


def test_a_theme_can_be_picked(visit: object) -> None:
    """Picking a theme leaves that theme's block alone; nothing of another stays."""
    seen = visit()
    seen.page.select_option("#theme", "t2")
    assert seen.page.is_visible("#theme-t2")
    assert not seen.page.is_visible("#theme-t1")
    assert seen.shown("[data-theme='t1']") == 0
    seen.page.click("#reset")
    assert seen.page.is_visible("#theme-t1")


def test_a_theme_folded_away_opens(visit: object) -> None:
    """Themes beyond the full ones are a line that opens: by hand, by link, by the filter."""
    seen = visit("many")
    assert seen.shown("details.line") == 6
    assert seen.shown("details.line .card") == 0
    seen.page.locator("details.line summary").first.press("Enter")
    assert seen.shown("details.line .card") > 0
    seen.page.select_option("#theme", "t8")
    assert seen.page.locator("#theme-t8 .card").first.is_visible()
    seen.page.click("#reset")
    seen.page.evaluate("location.hash = '#theme-t6'")
    seen.page.wait_for_selector("#theme-t6[open]")


def test_a_citation_opens_its_sentence_in_its_paragraph(visit: object) -> None:
    """By hand or key the window shows the source's paragraph, the sentence marked, and closes."""
    seen = visit()
    link = seen.page.locator(".summary a[data-open]").first
    quoted = seen.page.locator(".summary q").first.inner_text()
    link.focus()
    seen.page.keyboard.press("Enter")
    assert seen.page.is_visible("dialog[open]")
    assert quoted == seen.page.inner_text("dialog mark.here")
    assert "صحيفة النهر" in seen.page.inner_text("#source-who")
    assert "أجلت فرق الإنقاذ" not in seen.page.inner_text("#source-text")
    seen.page.keyboard.press("Escape")
    assert not seen.page.is_visible("dialog")
    assert seen.value("document.activeElement.dataset.open") == link.get_attribute("data-open")


def test_every_citation_of_the_samples_opens(visit: object) -> None:
    """No citation leads into the void: each has its sentence marked in the appendix."""
    for name in ("samples", "brief"):
        seen = visit(name)
        lost = seen.value(
            "[...document.querySelectorAll('a[data-open]')].filter(a => !document.querySelector("
            '`mark[data-cited="${a.dataset.open}"]`)).map(a => a.dataset.open)'
        )
        assert lost == []
        assert seen.value("document.querySelectorAll('a[data-open]').length") > 10


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("انقاذ", 1),  # إنقاذ, without its hamza
        ("إنْقَاذ", 1),  # with marks nobody wrote
        ("قريه", 2),  # قرية
        ("21/11/2026", 3),
        ("٢١/١١/٢٠٢٦", 3),  # Arabic digits find Western ones
        ("world bank", 2),
        ("لا وجود له", 0),
    ],
)
def test_search_finds_however_it_is_spelled(visit: object, typed: str, count: int) -> None:
    """Search folds hamzas, marks, teh marbuta, digits and case, as the program itself does."""
    seen = visit()
    seen.page.fill("#search", typed)
    seen.page.keyboard.press("Enter")
    found = seen.value("CSS.highlights.get('hit')?.size ?? 0")
    assert (found >= count) if count else (found == 0)
    texts = seen.value("[...CSS.highlights.get('hit')].map(range => range.toString())")
    assert all(texts)
    assert "النتائج" in seen.page.inner_text("#found")


def test_search_steps_through_what_it_found(visit: object) -> None:
    """Enter goes on to the next hit and brings it into view; Escape clears."""
    seen = visit("samples")
    seen.page.keyboard.press("/")
    assert seen.value("document.activeElement.id") == "search"
    seen.page.keyboard.type("روسيا")
    seen.page.wait_for_timeout(300)  # the page waits for the typing to pause
    assert seen.value("CSS.highlights.get('hit').size") > 3
    tops = set()
    for _ in range(3):
        seen.page.keyboard.press("Enter")
        tops.add(seen.value("scrollY"))
        box = seen.value(
            "(() => {const r = [...CSS.highlights.get('current')][0].getBoundingClientRect();"
            "return [r.top, innerHeight - r.bottom]})()"
        )
        assert min(box) > 0
    assert len(tops) > 1
    seen.page.keyboard.press("Escape")
    assert seen.page.input_value("#search") == ""
    assert seen.value("CSS.highlights.get('hit').size") == 0


def test_a_quote_is_copied_with_its_source(visit: object) -> None:
    """The clipboard gets the whole sentence in its marks, outlet, title, date, address."""
    seen = visit(permissions=["clipboard-read", "clipboard-write"])
    seen.page.locator(".summary .copy").first.click()
    seen.page.wait_for_selector(".copy.done")
    first = seen.value("navigator.clipboard.readText()")
    seen.page.locator(".summary a[data-open]").first.click()
    seen.page.click("#source-copy")
    seen.page.wait_for_selector("#source-copy.done")
    second = seen.value("navigator.clipboard.readText()")
    assert first == second
    words, source = str(first).split("\n")
    assert words == "«فاض نهر السنديان فجر السبت 21/11/2026 وغمر 80% من الحقول.»"
    assert source.startswith(
        "صحيفة النهر · فيضان السنديان · ٢١ نوفمبر ٢٠٢٦ · https://nahr.example/"
    )


def test_night_follows_the_reader(visit: object) -> None:
    """The page follows the system's choice, and the button turns it and is remembered."""
    seen = visit(color_scheme="dark")
    assert "night" in seen.value("document.documentElement.className")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert seen.value(ground) == "rgb(23, 23, 21)"
    seen.page.click("#dark")
    assert seen.value(ground) == "rgb(255, 255, 255)"
    seen.page.reload()
    assert seen.value(ground) == "rgb(255, 255, 255)"


def test_the_whole_page_can_be_used_by_keyboard(visit: object) -> None:
    """Tab reaches the skip link first, then search, every filter and the citations, in order."""
    seen = visit()
    reached = []
    for _ in range(40):
        seen.page.keyboard.press("Tab")
        reached.append(
            seen.value(
                "(e => e.id || e.dataset.chip || e.dataset.open || e.className || e.tagName)"
                "(document.activeElement)"
            )
        )
    assert reached[0] == "skip"
    wanted = ["search", "search-previous", "search-next", "theme", "dark", "0", "1", "2"]
    assert [one for one in reached if one in wanted] == wanted
    assert any(str(one).startswith(tiny().sentences[0].id) for one in reached)


@pytest.mark.parametrize("name", ["tiny", "samples", "many", "english"])
def test_it_fits_a_phone(visit: object, name: str) -> None:
    """Nothing but tables that may be pushed sideways is wider than a phone."""
    seen = visit(name, viewport={"width": 360, "height": 740})
    assert seen.value("document.documentElement.scrollWidth") == 360


def test_without_the_script_it_reads_on(browser: object, files: dict[str, Path]) -> None:
    """Where scripts are off the page is whole, and its links lead to the appendix."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(files["tiny"].as_uri())
    assert not opened.is_visible("#tools")
    assert opened.is_visible("#appendix")
    opened.locator(".summary a[data-open]").first.click()
    assert opened.url.endswith("#p-1-1")
    context.close()


def test_on_paper_the_tools_are_gone(visit: object) -> None:
    """Printing leaves the report: tools and buttons go, folded themes open."""
    seen = visit("many")
    seen.page.emulate_media(media="print")
    seen.value("dispatchEvent(new Event('beforeprint'))")
    assert seen.shown(".tools, .contents, .copy") == 0
    assert seen.shown("details.line .card") > 0


def test_hostile_text_does_nothing_in_a_browser(visit: object) -> None:
    """Markup of an article stays text: no element of its own, no request, no message."""
    seen = visit()
    assert seen.value("document.querySelectorAll('main script, main img').length") == 0
    assert "<script>alert(1)</script>" in seen.page.text_content("main")


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("tiny", "light"),
        ("tiny", "dark"),
        ("samples", "light"),
        ("english", "dark"),
        ("many", "light"),
    ],
)
def test_axe_finds_no_serious_fault(visit: object, name: str, scheme: str) -> None:
    """The accessibility checker has nothing serious or critical to say, contrast included."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    seen = visit(name, color_scheme=scheme)
    found = axe.run(seen.page).response["violations"]
    serious = [
        (fault["id"], fault["help"], fault["nodes"][0]["html"][:200], len(fault["nodes"]))
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    # the window of a citation, too
    seen.page.locator("a[data-open]").first.click()
    inside = axe.run(seen.page, context="#source").response["violations"]
    assert [fault["id"] for fault in inside if fault["impact"] in {"serious", "critical"}] == []


def test_a_summary_of_one_breath_is_copied_whole(browser: object, tmp_path: Path) -> None:
    """Two sentences quoted in one breath are copied as one quotation."""
    briefing = tiny()
    first, second = briefing.sentences[:2]
    joined = replace(
        briefing,
        summary=(
            SummaryItem(sentence=first.id, theme=None, score=1.0),
            SummaryItem(sentence=second.id, theme=None, score=1.0, is_joined=True),
        ),
    )
    path = tmp_path / "joined.html"
    path.write_bytes(render(joined, options=RenderOptions(), formats=("html",)).html or b"")
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto(path.as_uri())
    opened.locator(".summary .copy").first.click()
    opened.wait_for_selector(".copy.done")
    text = opened.evaluate("navigator.clipboard.readText()")
    assert text.split("\n")[0] == f"«{first.text} {second.text}»"
    context.close()
