"""The only door to Jinja2: a briefing and the templates become a page."""

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from reportgen.errors import RenderError
from reportgen.model import Briefing
from reportgen.printable import clean
from reportgen.render._fonts import embedded_faces, linked_faces
from reportgen.render._options import RenderOptions
from reportgen.render._view import Desk
from reportgen.render.sections import SECTIONS
from reportgen.resources import templates_dir

if TYPE_CHECKING:
    from jinja2 import Environment

Medium = Literal["screen", "paper"]


def page(briefing: Briefing, *, options: RenderOptions, medium: Medium) -> str:
    """Return the report as one HTML text: "screen" stands alone, "paper" is for the PDF.

    Raises:
        RenderError: a template is broken or missing.
    """
    from jinja2 import TemplateError

    desk = Desk(briefing, options)
    makers = {section.name: section.view for section in SECTIONS}
    views = [(name, makers[name](desk)) for name in options.sections]
    try:
        template = _environment().get_template("base.html")
        return template.render(
            medium=medium,
            desk=desk,
            options=options,
            t=desk.strings,
            parts=[(name, view) for name, view in views if view is not None],
            font_faces=linked_faces() if medium == "paper" else embedded_faces(),
            style=_style(medium),
            short_title=desk.label(briefing.title).striptags() or desk.strings["page"]["untitled"],
        )
    except TemplateError as error:
        raise RenderError(
            f"the report's template cannot be used: {error}",
            hint="reinstall reportgen; its templates folder is damaged",
        ) from error


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )


def _finalize(value: object) -> Any:  # noqa: ANN401 - Jinja prints whatever it is given
    """Clean every plain text on its way out, attributes included; markup was cleaned before."""
    return clean(value) if type(value) is str else value


def _style(medium: Medium) -> str:
    """Return the stylesheet: the common look, and what only this medium needs."""
    return "\n".join(
        (templates_dir() / name).read_text(encoding="utf-8")
        for name in ("style.css", f"{medium}.css")
    )
