"""Reftests: two sources that must look the same, compared as pictures."""

import pypdfium2
import pytest
import weasyprint
from PIL import ImageChops

from reportgen.printable import shown
from reportgen.render._fonts import FACES, font_path, linked_faces
from reportgen.render._pdf import pdf

_PAGE = """<!DOCTYPE html><html lang="ar" dir="{direction}"><head><title>x</title><style>
{faces} @page {{ size: 120mm 40mm; margin: 5mm }} html {{ font: 12pt "IBM Plex Sans Arabic" }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed }} td {{ border: .3mm solid }}
</style></head><body>{body}</body></html>"""


def picture(body: str, *, direction: str = "rtl") -> object:
    """Return the first page of a small document as a picture."""
    html = _PAGE.format(faces=linked_faces(), body=body, direction=direction)
    made = pdf(html)
    with pypdfium2.PdfDocument(made) as document:
        return document[0].render(scale=2).to_pil().convert("L")


def assert_same(one: object, other: object, *, coarse: bool = False) -> None:
    """Compare two pictures, antialiasing aside; coarsely, a tenth of a point aside."""
    if coarse:
        one, other = one.reduce(4), other.reduce(4)  # type: ignore[attr-defined]
    difference = ImageChops.difference(one, other)  # type: ignore[arg-type]
    assert difference.point(lambda value: 255 if value > 40 else 0).getbbox() is None


def assert_ink(one: object) -> None:
    """Be sure that something was drawn."""
    assert ImageChops.invert(one).getbbox() is not None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("run", "visual"),
    [
        ("21/11/2026", "21/11/2026"),
        ("80%", "80%"),
        ("World Bank", "World Bank"),
        ("+971-4", "+971-4"),
    ],
)
def test_an_isolated_run_looks_like_one_typed_by_hand(run: str, visual: str) -> None:
    """A date in Arabic words looks as it does in a box that reads from left to right."""
    by_filter = picture(f"<p>{shown(f'قبل {run} بعد')}</p>")
    by_hand = picture(
        f'<p>قبل <span dir="ltr" style="unicode-bidi:isolate">{visual}</span> بعد</p>'
    )
    assert_ink(by_filter)
    assert_same(by_filter, by_hand)


def test_an_override_in_a_text_changes_no_picture() -> None:
    """A RIGHT-TO-LEFT OVERRIDE in an article turns nothing around."""
    text = "قال\u202e World Bank أمس"
    assert_same(
        picture(f"<p>{shown(text)}</p>"),
        picture(f"<p>{shown('قال World Bank أمس')}</p>"),
    )


def test_a_table_runs_from_right_to_left() -> None:
    """Columns start at the right, as the same cells in reverse do in a left-to-right table."""
    rtl = picture("<table><tr><td>واحد<td>اثنان<td>ثلاثة</table>")
    ltr = picture("<table dir=ltr><tr><td dir=rtl>ثلاثة<td dir=rtl>اثنان<td dir=rtl>واحد</table>")
    assert_ink(rtl)
    assert_same(rtl, ltr)


def test_letters_are_joined() -> None:
    """Joined letters look different from letters kept apart."""
    whole = picture("<p>كتبنا</p>")
    assert_ink(whole)
    apart = picture("<p>ك\u200cت\u200cب\u200cن\u200cا</p>")  # ZERO WIDTH NON-JOINER
    assert ImageChops.difference(whole, apart).getbbox() is not None  # type: ignore[arg-type]


def test_marks_with_a_width_are_drawn_where_the_original_has_them() -> None:
    """The shipped Amiri, whose marks have a width for the text layer's sake, moves no mark."""
    picture_of = {}
    for form in ("ttf", "woff2"):
        url = font_path(FACES[0], form=form).as_uri()
        html = f"""<style>@font-face {{ font-family: A; src: url({url}) }}
            @page {{ size: 120mm 40mm }} html {{ font: 20pt A }}</style>
            <p dir=rtl>زاعماً أنها تُغرد أولاً، مُحَمَّدٌ وشدّة"""
        with pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf()) as document:
            picture_of[form] = document[0].render(scale=2).to_pil().convert("L")
    assert_ink(picture_of["ttf"])
    assert_same(picture_of["ttf"], picture_of["woff2"], coarse=True)
