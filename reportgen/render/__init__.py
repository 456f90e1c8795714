"""render: a briefing becomes the report a reader holds: PDF, self-contained page, JSON."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from reportgen.model import Briefing
from reportgen.render._fonts import fonts_found
from reportgen.render._options import RenderOptions
from reportgen.render.sections import SECTIONS

__all__ = ["SECTIONS", "Document", "RenderOptions", "fonts_found", "pango_version", "render"]


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
    from reportgen.render._html import page
    from reportgen.wording import catalogue

    return layout.pdf(
        page(briefing, options=options, medium="paper"),
        attachment=data,
        earlier=earlier,
        attachment_description=str(catalogue(options.language)["page"]["kicker"]),
    )
