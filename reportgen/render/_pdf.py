"""The only door to WeasyPrint: a page becomes a PDF."""

import re
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from reportgen import receipts
from reportgen._version import __version__
from reportgen.collector import without_collecting
from reportgen.errors import RenderError
from reportgen.render._fonts import FACES, font_path, font_urls

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

PANGO_HINT = (
    "run: apt-get install --no-install-recommends "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
# The attachment carries a date whether it has one or not: a fixed one, so that the same briefing
# makes the same bytes.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)

# a mapping of one glyph to several UTF-16 units
_LIGATURE = re.compile(rb"(<[0-9a-f]{4}> <)((?:[0-9a-f]{4}){2,})(>)")
_RIGHT_TO_LEFT = (0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE)


def pdf(
    html: str, *, attachment: bytes, attachment_description: str, earlier: bytes | None = None
) -> bytes:
    """Return the page laid out as PDF/UA-1, with `attachment` inside as briefing.json.

    Opens nothing but the bundled fonts.  Same page, same bytes: so where `earlier` is known to be
    what this very page gave, to the byte, it is returned and nothing is laid out again.

    Raises:
        RenderError: WeasyPrint or the Pango library it needs cannot be loaded.
    """
    made_from = _digest(html, attachment, attachment_description)
    if earlier is not None and receipts.gave(made_from, earlier):
        return earlier
    with without_collecting():
        made = _laid_out(html, attachment, attachment_description)
    receipts.remember(made_from, made)
    return made


def _digest(html: str, attachment: bytes, attachment_description: str) -> str:
    """Return a digest of all that decides the bytes of the PDF, on one machine."""
    versions = " ".join(f"{name} {version(name)}" for name in ("weasyprint", "pydyf"))
    return receipts.digest(
        f"reportgen {__version__} {versions}".encode(),
        html.encode("utf-8", "surrogatepass"),
        attachment,
        attachment_description.encode(),
        *(font_path(face).read_bytes() for face in FACES),
    )


def _laid_out(html: str, attachment: bytes, attachment_description: str) -> bytes:
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=html, url_fetcher=_fetcher()).render()
    data: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1",
        finisher=_finish,
        attachments=[
            weasyprint.Attachment(
                string=attachment,
                name="briefing.json",
                description=attachment_description,
                created=_NO_DATE,
                modified=_NO_DATE,
                relationship="Data",
            )
        ],
    )
    return data


def pango_version() -> str:
    """Return the version of the Pango library that lays out the letters.

    Raises:
        RenderError: it is not installed; the hint is the command that installs it.
    """
    _weasyprint()
    from weasyprint.text.ffi import pango

    major, rest = divmod(int(pango.pango_version()), 10_000)
    return f"{major}.{rest // 100}.{rest % 100}"


def _weasyprint() -> Any:  # noqa: ANN401 - an untyped library
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        missing = "WeasyPrint" if isinstance(error, ImportError) else "the Pango library"
        raise RenderError(
            f"the PDF cannot be laid out: {missing} cannot be loaded", hint=PANGO_HINT
        ) from error
    return weasyprint


def _fetcher() -> "URLFetcher":
    """Return a fetcher that opens the bundled fonts, by their exact addresses, and nothing else."""
    from weasyprint.urls import URLFetcher

    allowed = font_urls()

    class BundledFontsOnly(URLFetcher):  # type: ignore[misc]  # an untyped library
        def fetch(self, url: str, headers: Any = None) -> "URLFetcherResponse":  # noqa: ANN401
            if url not in allowed:
                raise ValueError("the report opens nothing but its own fonts")
            return super().fetch(url, headers)

    return BundledFontsOnly()


def _finish(_: object, pdf: Any) -> None:  # noqa: ANN401 - an untyped library
    """Say that the pages turn from right to left, and put ligatures in the order readers expect."""
    import pydyf

    viewer = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    viewer["Direction"] = "/R2L"
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and b"begincmap" in thing.stream:
            thing.stream = [_in_visual_order(line) for line in thing.stream]


def _in_visual_order(line: bytes | str) -> bytes | str:
    """Return a ToUnicode line with a right-to-left ligature's letters reversed.

    Readers (poppler, pdfium, pdf.js) reverse a right-to-left run glyph by glyph and then reverse
    the letters of each glyph, too: lam-alef would be copied as alef-lam.
    """
    return line if isinstance(line, str) else _LIGATURE.sub(_reversed, line)


def _reversed(found: "re.Match[bytes]") -> bytes:
    head, letters, tail = found.groups()
    units = [letters[i : i + 4] for i in range(0, len(letters), 4)]
    is_rtl = any(low <= int(unit, 16) <= high for unit in units for low, high in _RIGHT_TO_LEFT)
    return head + b"".join(reversed(units) if is_rtl else units) + tail
