"""render: a briefing becomes the report a reader holds: PDF, self-contained page, JSON."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from reportgen.model import Briefing
from reportgen.printable import fold_space
from reportgen.render._fonts import fonts_found
from reportgen.render._options import RenderOptions
from reportgen.render.sections import SECTIONS
from reportgen.report_file import ATTACHMENT

__all__ = ["SECTIONS", "Document", "RenderOptions", "fonts_found", "pango_version", "render"]

_BRIEF_PAGES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The report in the forms asked for; None for the others."""

    html: bytes | None = None
    pdf: bytes | None = None
    json: bytes | None = None


def render(
    briefing: Briefing,
    *,
    options: RenderOptions,
    formats: Collection[str] = ("pdf", "html", "json"),
    earlier_pdf: bytes | None = None,
) -> Document:
    """Return the report in each of `formats` ("pdf", "html", "json").

    Same briefing, options and machine: same bytes.  No network, and no file opened but the
    bundled templates and fonts, whatever the articles hold.  `earlier_pdf` is the report of an
    earlier run: where it is what would be made again, the work is spared.

    Raises:
        RenderError: a template is broken, or a library the layout needs is missing.
    """
    data = json.dumps(briefing.to_dict(), ensure_ascii=False, indent=1) + "\n"
    # a lone surrogate has no UTF-8; JSON can still carry it, as an escape
    content = data.encode("utf-8", "backslashreplace")
    return Document(
        html=_for_screen(briefing, options) if "html" in formats else None,
        pdf=_for_paper(briefing, options, content, earlier_pdf) if "pdf" in formats else None,
        json=content if "json" in formats else None,
    )


def pango_version() -> str:
    """Return the version of the Pango library, for a doctor.

    Raises:
        RenderError: it is not installed; the hint is the command that installs it.
    """
    from reportgen.render import _pdf

    return _pdf.pango_version()


def _for_screen(briefing: Briefing, options: RenderOptions) -> bytes:
    from reportgen.render._html import page

    return page(briefing, options=options, medium="screen").encode()


def _for_paper(
    briefing: Briefing, options: RenderOptions, data: bytes, earlier: bytes | None
) -> bytes:
    from reportgen.render import _pdf as layout
    from reportgen.render._fonts import own_addresses
    from reportgen.render._html import page
    from reportgen.render._logo import logo_address
    from reportgen.wording import catalogue

    strings = catalogue(options.language)
    json_file = layout.Attached(
        name=ATTACHMENT, content=data, description=str(strings["page"]["kicker"])
    )
    logo = frozenset([logo_address(options.logo)]) if options.logo else frozenset[str]()
    binding = layout.Binding(
        attached=(json_file, *(_source_files(briefing) if options.archive else ())),
        is_archive=options.archive,
        is_rtl=strings["direction"] == "rtl",
        opens=logo | own_addresses(options.fonts),
        most_pages=_BRIEF_PAGES if options.layout == "brief" else None,
    )
    return layout.pdf(
        [page(briefing, options=form, medium="paper") for form in options.ever_tighter()],
        binding=binding,
        earlier=earlier,
    )


def _source_files(briefing: Briefing) -> list[Any]:
    """Return the sources' texts, to the letter, as files to attach."""
    from reportgen.render._pdf import Attached

    return [
        Attached(
            name=f"source-{number:03}.txt",
            content=article.text.encode("utf-8", "backslashreplace"),
            description=fold_space(f"{article.outlet}: {article.path}"),
        )
        for number, article in enumerate(briefing.articles, start=1)
    ]
