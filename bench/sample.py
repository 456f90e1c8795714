"""Make the approved samples in reports/sample/: both layouts as PDF, and pictures of them.

    python bench/sample.py

Look at every page before you commit them.  The picture of the interactive page needs Chromium.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from reportgen.cli import main as reportgen
from reportgen.store import CACHE_ENV

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "reports" / "sample"
# the pages shown in the README, by the layout they are of
PICTURES = {"briefing": (1, 2, 3, 4), "brief": (1, 2)}
_SCALE, _COLOURS = 1.5, 96


def main() -> int:
    """Build both layouts from seeds/ and draw their pages."""
    SAMPLE.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ.setdefault(CACHE_ENV, str(Path(scratch) / "cache"))
        built = ["build", "seeds/", "--quiet", "-o"]
        codes = [
            reportgen([*built, scratch]),
            reportgen([*built, scratch, "--layout", "brief", "--name", "brief"]),
        ]
        if any(codes):
            return 1
        for name, numbers in PICTURES.items():
            shutil.copy(Path(scratch) / f"{name}.pdf", SAMPLE)
            _draw(SAMPLE / f"{name}.pdf", numbers)
        _photograph(Path(scratch) / "briefing.html")
    print(f"{SAMPLE}: {sum(path.stat().st_size for path in SAMPLE.iterdir()):,} bytes in all")
    return 0


def _draw(pdf: Path, numbers: tuple[int, ...]) -> None:
    stem = "page" if pdf.stem == "briefing" else pdf.stem
    with pypdfium2.PdfDocument(pdf) as document:
        for number in numbers:
            picture = document[number - 1].render(scale=_SCALE).to_pil()
            _save(picture, SAMPLE / f"{stem}-{number}.png")


def _photograph(page: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("chromium is missing: no picture of the page was taken", file=sys.stderr)
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shots = (("screen", 1100, 900, "light"), ("phone", 390, 780, "dark"))
        for name, width, height, scheme in shots:
            opened = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            opened.goto(page.as_uri())
            raw = page.with_suffix(".png")
            if name == "screen":
                opened.locator(".themes .cards a[data-open]").nth(1).click()
            opened.screenshot(path=raw)
            with Image.open(raw) as picture:
                _save(picture.convert("RGB"), SAMPLE / f"{name}.png")
        browser.close()


def _save(picture: Image.Image, path: Path) -> None:
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
