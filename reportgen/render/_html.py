"""The only door to Jinja2: a briefing and the templates become a page."""

import hashlib
from base64 import b64encode
from typing import Any, Literal

from reportgen.errors import RenderError
from reportgen.model import Briefing
from reportgen.render._colours import hue_rules
from reportgen.render._fonts import embedded_faces, families, linked_faces
from reportgen.render._logo import logo_address
from reportgen.render._options import RenderOptions
from reportgen.render._templates import OWN_STYLE, environment, text_of
from reportgen.render._view import Desk
from reportgen.render.sections import SECTIONS

Medium = Literal["screen", "paper"]
# sections that look at what the others quote
_LAST = "appendix"


def page(briefing: Briefing, *, options: RenderOptions, medium: Medium) -> str:
    """Return the report as one HTML text: "screen" stands alone, "paper" is for the PDF.

    Raises:
        RenderError: a template is broken or missing.
        ConfigError: the logo, a font or the folder of templates cannot be used.
    """
    from jinja2 import TemplateError

    options = options.settled()
    if medium == "screen" and _LAST not in options.sections and options.layout == "brief":
        # the page has no end to run over: what is cited can be opened
        options = options.model_copy(update={"sections": (*options.sections, _LAST)})
    desk = Desk(briefing, options, medium=medium)
    parts = _views(desk)
    script = text_of("page.js", options.template_dir) if medium == "screen" else ""
    try:
        template = environment(options.template_dir).get_template("base.html")
        return template.render(
            medium=medium,
            desk=desk,
            options=options,
            t=desk.strings,
            parts=parts,
            contents=_contents(desk, parts),
            font_faces=_faces(options, medium),
            style=_style(options, medium),
            script=script,
            script_digest=b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii"),
            logo=logo_address(options.logo) if options.logo else None,
            short_title=desk.label(briefing.title).striptags() or desk.strings["page"]["untitled"],
        )
    except TemplateError as error:
        own = options.template_dir
        raise RenderError(
            f"the report's template cannot be used: {error}",
            hint=f"look at the files in {own}"
            if own
            else "reinstall reportgen; its templates folder is damaged",
        ) from error


def _views(desk: Desk) -> list[tuple[str, Any]]:
    """Return what the sections show, in printed order, those left out that show nothing."""
    makers = {section.name: section.view for section in SECTIONS}
    names = desk.options.sections
    views = {name: makers[name](desk) for name in sorted(names, key=lambda name: name == _LAST)}
    return [(name, views[name]) for name in names if views[name] is not None]


def _contents(desk: Desk, parts: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Return anchor and title of each section that has a title."""
    titled = [(name, desk.strings[name].get("title")) for name, _ in parts if name in desk.strings]
    return [(name, str(title)) for name, title in titled if title]


def _faces(options: RenderOptions, medium: Medium) -> str:
    return linked_faces(options.fonts) if medium == "paper" else embedded_faces(options.fonts)


def _style(options: RenderOptions, medium: Medium) -> str:
    """Return the stylesheet: the common look, what medium and layout need, the reader's own."""
    quotes, text = families(options.fonts)
    names = ["style.css", f"{medium}.css", OWN_STYLE]
    if options.layout == "brief":
        names.insert(2, "brief.css")
    return "\n".join(
        [
            f":root{{--accent:{options.accent};--quote-fonts:{quotes};--text-fonts:{text}}}",
            hue_rules(options.colours),
            *(text_of(name, options.template_dir) for name in names),
        ]
    )
