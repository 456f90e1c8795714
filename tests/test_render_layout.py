"""The boxes of the pages: nothing runs over, nothing is cut, no heading stands alone."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from reportgen.model import Briefing, SummaryItem
from reportgen.render import RenderOptions
from reportgen.render import _pdf as layout
from reportgen.render._html import page
from tests.briefings import LONG_HEADLINE, RIVER, article, crowd, full, tiny

# what a line may stand out of its page by: the overhang of a letter
_OVERHANG_PX = 3.0
_HEADINGS = frozenset({"h2", "h3", "h4"})


@cache
def pages_of(name: str, form: str) -> list[Any]:
    """Return the laid-out pages of a set, as trees of boxes; of a brief those that fit."""
    weasyprint = layout._weasyprint()
    for options in FORMS[form].ever_tighter():
        html = page(SETS[name], options=options, medium="paper")
        document = weasyprint.HTML(string=html, url_fetcher=layout._fetcher()).render()
        if len(document.pages) <= 2:
            break
    return [sheet._page_box for sheet in document.pages]


def boxes(box: Any) -> Iterator[Any]:
    """Yield a box and all in it, in order."""
    yield box
    for child in getattr(box, "children", ()) or ():
        yield from boxes(child)


def body(sheet: Any) -> Any:
    """Return the box of a page's own content, without its margins."""
    return next(child for child in sheet.children if child.element_tag == "html")


def texts(sheet: Any) -> list[Any]:
    """Return the pieces of text of a page, those for the ear alone left out."""
    found = []
    for line in boxes(body(sheet)):
        if type(line).__name__ == "LineBox" and line.width > 1.5:
            found += [one for one in boxes(line) if type(one).__name__ == "TextBox"]
    return [one for one in found if one.text.strip() and one.style["font_size"] > 2]


def mixed() -> Briefing:
    """Return a set with every trap: long names, one sentence, English, French, an endless word."""
    made = [
        article("Le Monde", [["La rivière a débordé samedi et noyé 80 % des champs."]]),
        article(
            "The Daily Chronicle of International Affairs and Record",
            [["The river rose on Saturday.", "Nobody was hurt, the World Bank said."]],
            title="The river rises again: what we know about the flood of 21/11/2026, and why",
        ),
        article("صحيفة", [["فاض النهر."]], title=LONG_HEADLINE),
        article("ذات الاسم الطويل جدا " * 6, RIVER, title="عنوان"),
        article("الطويلة", [["كلمة" * 60, "جملة طويلة جدا في وصف ما جرى أمس " * 60 + "."]]),
    ]
    says = tuple(one for _, sentences in made for one in sentences)
    outlets = tuple(one.outlet for one, _ in made)
    key = tuple((one.outlet, tuple(s.id for s in sentences[:2])) for one, sentences in made)
    theme = replace(
        tiny().themes[0],
        label=LONG_HEADLINE[:300],
        sentences=tuple(one.id for one in says),
        outlets=outlets,
        key=key,
    )
    told = dict(key)
    coverage = tuple(
        replace(tiny().coverage[0], theme=theme.id, outlet=outlet, sentences=told[outlet])
        for outlet in outlets
    )
    return replace(
        tiny(),
        title=LONG_HEADLINE,
        articles=tuple(one for one, _ in made),
        sentences=says,
        summary=tuple(SummaryItem(sentence=s.id, theme=None, score=1.0) for s in says),
        themes=(theme,),
        coverage=coverage,
        omissions=(),
    )


def themed(outlets: int, themes: int) -> Briefing:
    """Return many themes of many outlets."""
    briefing = crowd(outlets)
    (theme,) = briefing.themes
    made = tuple(replace(theme, id=f"t{n}", label=f"محور الفيضان رقم {n}") for n in range(themes))
    coverage = tuple(replace(c, theme=one.id) for one in made for c in briefing.coverage)
    return replace(briefing, themes=made, coverage=coverage, summary=())


SETS = {
    "two": crowd(2),
    "five": themed(5, 9),
    "twelve": themed(12, 5),
    "thirty": themed(30, 16),
    "mixed": mixed(),
    "full": full(),
}
FORMS = {
    "A4": RenderOptions(),
    "letter": RenderOptions(paper="letter", language="en"),
    "brief": RenderOptions(layout="brief"),
}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        *((name, form) for name in SETS for form in ("A4", "brief")),
        ("mixed", "letter"),
        ("full", "letter"),
        ("twelve", "letter"),
    ],
)
def test_nothing_runs_over_and_no_heading_stands_alone(name: str, form: str) -> None:
    """Every piece of text is inside its page; every heading has some of its text under it."""
    for number, sheet in enumerate(pages_of(name, form), start=1):
        left, right = sheet.content_box_x(), sheet.content_box_x() + sheet.width
        bottom = sheet.content_box_y() + sheet.height
        found = texts(sheet)
        assert found, f"page {number} is empty"
        for one in found:
            where = f"page {number}: {one.text[:60]!r}"
            assert one.position_x >= left - _OVERHANG_PX, where
            assert one.position_x + one.width <= right + _OVERHANG_PX, where
            assert one.position_y + one.height <= bottom + _OVERHANG_PX, where
        assert found[-1].element_tag not in _HEADINGS, f"page {number}: {found[-1].text!r}"


@pytest.mark.parametrize("name", ["twelve", "thirty", "mixed", "full"])
def test_cells_and_cards_hold_their_text(name: str) -> None:
    """No word of a table or card runs out of its cell into the next."""
    for sheet in pages_of(name, "A4"):
        for cell in boxes(body(sheet)):
            if type(cell).__name__ != "TableCellBox":
                continue
            left = cell.position_x
            right = left + cell.margin_width()
            for one in boxes(cell):
                if type(one).__name__ == "TextBox" and one.style["font_size"] > 2:
                    unseen = one.width and one.height and "unseen" in str(one.element_tag)
                    if one.text.strip() and not unseen and not _is_unseen(one):
                        assert left - _OVERHANG_PX <= one.position_x, one.text
                        assert one.position_x + one.width <= right + _OVERHANG_PX, one.text


def _is_unseen(box: Any) -> bool:
    element = getattr(box, "element", None)
    return element is not None and "unseen" in (element.get("class") or "")


@pytest.mark.parametrize("name", SETS)
def test_the_brief_has_two_pages(name: str) -> None:
    """Whatever the set, the brief gives up what it must to stay on two pages."""
    assert len(pages_of(name, "brief")) <= 2
