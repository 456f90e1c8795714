"""Where templates, stylesheets and the script come from: the reader's folder, then ours."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.errors import RenderError
from reportgen.printable import clean
from reportgen.resources import templates_dir

if TYPE_CHECKING:
    from jinja2 import Environment

# a stylesheet of the reader's own, which comes after ours
OWN_STYLE = "custom.css"


@cache
def environment(own: Path | None) -> "Environment":
    """Return Jinja2 over the folder of the reader, where there is one, and the bundled one.

    Sandboxed: a template somebody hands you can print the briefing and do nothing else.
    """
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_folders(own)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )


def text_of(name: str, own: Path | None) -> str:
    """Return a stylesheet or script by its file name, the reader's before ours.

    Raises:
        RenderError: it cannot be read.
    """
    for folder in _folders(own):
        path = folder / name
        if path.is_file():
            try:
                return path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise RenderError(f"cannot read the template {path}: {error}") from error
    return ""


def _folders(own: Path | None) -> list[Path]:
    return [own, templates_dir()] if own else [templates_dir()]


def _finalize(value: object) -> Any:  # noqa: ANN401 - Jinja prints whatever it is given
    """Clean every plain text on its way out, attributes included; markup was cleaned before."""
    return clean(value) if type(value) is str else value
