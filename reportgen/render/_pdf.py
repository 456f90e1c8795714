"""The only door to WeasyPrint: a page becomes a PDF."""

import re
import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from reportgen import receipts
from reportgen._version import __version__
from reportgen.collector import without_collecting
from reportgen.errors import RenderError
from reportgen.render._archive import archived
from reportgen.render._fonts import font_urls, glyph_letters

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
_MAPPING = re.compile(rb"<([0-9a-f]{4})> <((?:[0-9a-f]{4})*)>")
_RIGHT_TO_LEFT = (0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that travels inside the PDF."""

    name: str
    content: bytes
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """How the pages become a file.

    `opens` are addresses the layout may open beside the bundled fonts: data: ones, of a logo or a
    font that was looked at.  `most_pages` is what the pages must fit on, where there is a limit.
    """

    attached: tuple[Attached, ...] = ()
    is_archive: bool = False
    is_rtl: bool = True
    opens: frozenset[str] = frozenset()
    most_pages: int | None = None


def pdf(
    pages: Sequence[str] | str, *, binding: Binding | None = None, earlier: bytes | None = None
) -> bytes:
    """Return a page laid out as PDF/UA-1 (and PDF/A-3a for an archive), with what is attached.

    Of several `pages` it is the first that fits on `most_pages`, else the last.  Opens nothing but
    the bundled fonts and what the binding names.  Same page, same bytes: so where `earlier` is
    known to be what these very pages gave, to the byte, it is returned and nothing is laid out.

    Raises:
        RenderError: WeasyPrint or the Pango library it needs cannot be loaded.
    """
    binding = binding or Binding()
    pages = (pages,) if isinstance(pages, str) else tuple(pages)
    made_from = _digest(pages, binding)
    if earlier is not None and receipts.gave(made_from, earlier):
        return earlier
    with without_collecting():
        made = _laid_out(pages, binding)
    receipts.remember(made_from, made)
    return made


def _digest(pages: Sequence[str], binding: Binding) -> str:
    """Return a digest of all that decides the bytes of the PDF, on one machine."""
    versions = " ".join(f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "pikepdf"))
    attached = (
        part
        for one in binding.attached
        for part in (one.name.encode(), one.content, one.description.encode())
    )
    form = f"{binding.is_archive} {binding.is_rtl} {binding.most_pages} {sorted(binding.opens)}"
    return receipts.digest(
        f"reportgen {__version__} {versions} {form}".encode(),
        *(html.encode("utf-8", "surrogatepass") for html in pages),
        *attached,
    )


def _laid_out(pages: Sequence[str], binding: Binding) -> bytes:
    weasyprint = _weasyprint()
    for html in pages:
        document = weasyprint.HTML(string=html, url_fetcher=_fetcher(binding.opens)).render()
        if binding.most_pages is None or len(document.pages) <= binding.most_pages:
            break
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves the colour profile of an archive for the collector to close
        warnings.simplefilter("ignore", ResourceWarning)
        data = _written(weasyprint, document, binding)
    return archived(data) if binding.is_archive else data


def _written(weasyprint: Any, document: Any, binding: Binding) -> bytes:  # noqa: ANN401
    data: bytes = document.write_pdf(
        pdf_variant="pdf/a-3a" if binding.is_archive else "pdf/ua-1",
        finisher=partial(_finish, is_rtl=binding.is_rtl),
        attachments=[
            weasyprint.Attachment(
                string=one.content,
                name=one.name,
                description=one.description,
                created=_NO_DATE,
                modified=_NO_DATE,
                relationship="Data" if one.name.endswith(".json") else "Source",
            )
            for one in binding.attached
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


def _fetcher(opens: frozenset[str] = frozenset()) -> "URLFetcher":
    """Return a fetcher that opens bundled fonts and `opens`, by exact address, nothing else."""
    from weasyprint.urls import URLFetcher

    allowed = font_urls() | opens

    class BundledFontsOnly(URLFetcher):  # type: ignore[misc]  # an untyped library
        def fetch(self, url: str, headers: Any = None) -> "URLFetcherResponse":  # noqa: ANN401
            if url not in allowed:
                raise ValueError("the report opens nothing but its own fonts")
            return super().fetch(url, headers)

    return BundledFontsOnly()


def _finish(_: object, pdf: Any, *, is_rtl: bool) -> None:  # noqa: ANN401 - an untyped library
    """Say which way the pages turn, and put ligatures in the order readers expect."""
    import pydyf

    viewer = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    viewer["Direction"] = "/R2L" if is_rtl else "/L2R"
    by_reference = {thing.reference: thing for thing in pdf.objects}
    for font in pdf.objects:
        if isinstance(font, pydyf.Dictionary) and "ToUnicode" in font:
            texts = by_reference[font["ToUnicode"]]
            letters = _letters_of(bytes(font["BaseFont"]))
            texts.stream = [_in_visual_order(_spelled(line, letters)) for line in texts.stream]


def _letters_of(base_font: bytes) -> Mapping[str, tuple[str, ...]]:
    """Return what each glyph of a bundled font can stand for, where that had to be worked out."""
    return glyph_letters("Amiri-Regular") if base_font.endswith(b"+Amiri") else {}


def _spelled(line: bytes | str, letters: Mapping[str, tuple[str, ...]]) -> bytes | str:
    """Return a ToUnicode line with a text its glyph can stand for.

    WeasyPrint 70 gives a glyph the text of the cluster in which it first met it: of a cluster of
    two glyphs one gets both letters and one gets none, wherever either is used.
    """
    found = None if isinstance(line, str) else _MAPPING.fullmatch(line)
    if found is None or not (can_be := letters.get(found[1].decode("ascii"))):
        return line
    given = bytes.fromhex(found[2].decode("ascii")).decode("utf-16-be", "replace")
    if unicodedata.normalize("NFKC", given) in can_be:
        return line
    return b"<%s> <%s>" % (found[1], can_be[0].encode("utf-16-be").hex().encode("ascii"))


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
