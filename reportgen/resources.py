"""Find what travels with the package: templates, stylesheet, fonts, schema."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates_dir() -> Path:
    """Return the folder of Jinja templates, stylesheet and fonts.

    In a wheel it lies inside the package; in a checkout it is the top-level ``templates/``.
    """
    packaged = _PACKAGE / "_templates"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "templates"


def schema_path() -> Path:
    """Return the JSON Schema of briefing.json."""
    return _PACKAGE / "briefing.schema.json"
