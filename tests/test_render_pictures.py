"""The looks of the report, held against approved pictures, antialiasing aside.

When a look changed on purpose: delete the picture, run this, look at the new one, commit it.
"""

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from reportgen.render import RenderOptions, render
from tests.briefings import full

APPROVED = Path(__file__).parent / "golden"
# pictures are compared a third as large as they are read: an edge may fall on either side of a dot
_SHRINK = 3
_ALLOWED_DIFFERENCE, _ALLOWED_SHARE = 64, 0.002

FORMS = {
    "full": (RenderOptions(), (0, 1, 2)),
    "brief": (RenderOptions(layout="brief"), (0,)),
    "english": (RenderOptions(language="en", paper="letter"), (0,)),
}


def differing_share(one: Image.Image, other: Image.Image) -> float:
    """Return the share of dots that differ plainly; 1 where the sizes do."""
    if one.size != other.size:
        return 1.0
    difference = ImageChops.difference(one.reduce(_SHRINK), other.reduce(_SHRINK))
    plain = difference.point(lambda value: 255 if value > _ALLOWED_DIFFERENCE else 0)
    return plain.histogram()[255] / (plain.width * plain.height)


@pytest.mark.parametrize(
    ("form", "number"), [(form, number) for form, (_, pages) in FORMS.items() for number in pages]
)
def test_a_page_looks_as_it_was_approved(form: str, number: int) -> None:
    """The page of the small briefing with everything in it is the one somebody looked at."""
    made = render(full(), options=FORMS[form][0], formats=("pdf",)).pdf
    with pypdfium2.PdfDocument(io.BytesIO(made or b"")) as document:
        picture = document[number].render(scale=1.2).to_pil().convert("L")
    path = APPROVED / f"{form}-{number + 1}.png"
    if not path.exists():
        picture.quantize(8).save(path, optimize=True)
        pytest.fail(f"{path.name} was not there: look at it, and commit it if it is right")
    with Image.open(path) as approved:
        assert differing_share(approved.convert("L"), picture) <= _ALLOWED_SHARE


def test_the_comparison_sees_a_moved_line() -> None:
    """It would notice: the same page with one line moved down is another picture."""
    made = render(full(), options=RenderOptions(), formats=("pdf",)).pdf
    with pypdfium2.PdfDocument(io.BytesIO(made or b"")) as document:
        picture = document[0].render(scale=1.2).to_pil().convert("L")
    assert differing_share(picture, picture) == 0
    moved = picture.copy()
    line = picture.crop((0, 300, picture.width, 340))
    moved.paste(line, (0, 312))
    assert differing_share(moved, picture) > _ALLOWED_SHARE
