"""The only door to Jinja2 for mail: a letter becomes HTML and plain text."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from reportgen.deliver._letter import Letter
from reportgen.errors import RenderError
from reportgen.printable import clean, direction_of, shown
from reportgen.resources import templates_dir

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """The PDF: in the mail under `name`, or elsewhere: at `url`, or where `place` says."""

    is_attached: bool
    name: str
    size: str = ""
    url: str | None = None
    place: str = ""

    @property
    def direction(self) -> str:
        """Which way the file's name runs."""
        return direction_of(self.name.removesuffix(".pdf"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The two faces of a mail."""

    html: str
    text: str


def pages(letter: Letter, *, enclosure: Enclosure | None, unsubscribe: str | None) -> Pages:
    """Return the mail as HTML and as plain text.

    Raises:
        RenderError: a template is broken or missing.
    """
    from jinja2 import TemplateError

    given: dict[str, Any] = {
        "letter": letter,
        "t": letter.strings,
        "enclosure": enclosure,
        "unsubscribe": unsubscribe,
    }
    try:
        return Pages(
            html=_environment().get_template("email.html").render(given),
            text=_environment().get_template("email.txt").render(given),
        )
    except TemplateError as error:
        raise RenderError(
            f"the mail's template cannot be used: {error}",
            hint="reinstall reportgen; its templates folder is damaged",
        ) from error


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=lambda name: name != "email.txt",  # noqa: S701 - plain text has no markup
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["words"] = _words
    return environment


def _finalize(value: object) -> Any:  # noqa: ANN401 - Jinja prints whatever it is given
    """Clean every plain text on its way out, attributes included; markup was cleaned before."""
    return clean(value) if type(value) is str else value


def _words(text: str) -> Markup:
    """Return text of a source, its left-to-right stretches isolated as mail programs know it."""
    isolated = str(shown(text))
    # whatever else looks like a tag has been escaped
    return Markup(  # noqa: S704
        isolated.replace('<bdi dir="ltr">', '<span dir="ltr">').replace("</bdi>", "</span>")
    )
