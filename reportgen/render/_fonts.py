"""The fonts of the report: which, and how a page finds them.

Quoted words are set in Amiri, a naskh; our own words in IBM Plex Sans Arabic.  Both are static:
of the variable Arabic fonts tried, none left a text layer that can be copied or searched.
A reader's own fonts come first where they are given, and the bundled ones stay the fallback.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.errors import ConfigError
from reportgen.render._form import Fonts
from reportgen.resources import templates_dir

_LARGEST_FONT_BYTES = 8_000_000
_SIGNATURES = (b"\x00\x01\x00\x00", b"true", b"OTTO")


@dataclass(frozen=True, slots=True)
class Face:
    """One font file, and the family and weight by which the stylesheet calls it."""

    family: str
    weight: int
    stem: str


FACES: tuple[Face, ...] = (
    Face("Amiri", 400, "Amiri-Regular"),
    Face("IBM Plex Sans Arabic", 400, "IBMPlexSansArabic-Regular"),
    Face("IBM Plex Sans Arabic", 600, "IBMPlexSansArabic-SemiBold"),
)
# the families of a reader's own files
OWN_QUOTES, OWN_TEXT = "Own quotes", "Own text"


def font_path(face: Face, *, form: str = "ttf") -> Path:
    """Return where a face lies: "ttf" for the PDF, "woff2" (a third of the size) for the page."""
    return templates_dir() / "fonts" / f"{face.stem}.{form}"


def fonts_found() -> tuple[tuple[str, bool], ...]:
    """Return for each font file the report needs whether it is there."""
    return tuple(
        (font_path(face, form=form).name, font_path(face, form=form).is_file())
        for face in FACES
        for form in ("ttf", "woff2")
    )


@cache
def glyph_letters(stem: str) -> Mapping[str, tuple[str, ...]]:
    """Return for each Arabic glyph of a bundled font, by its number in hexadecimal, its letters.

    The likeliest first.  The recipe of the file is in templates/fonts/README.md.
    """
    text = (templates_dir() / "fonts" / f"{stem}.letters.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {glyph: tuple(letters) for glyph, *letters in rows}


def font_urls() -> frozenset[str]:
    """Return the addresses of the bundled fonts, which the PDF's layout may open."""
    return frozenset(font_path(face).as_uri() for face in FACES)


def linked_faces(own: Fonts | None = None) -> str:
    """Return @font-face rules for the PDF: bundled files by address, own ones held inside."""
    bundled = (_rule(face.family, face.weight, font_path(face).as_uri()) for face in FACES)
    return "\n".join([*bundled, *_own_rules(own or Fonts())])


def embedded_faces(own: Fonts | None = None) -> str:
    """Return @font-face rules that hold the fonts themselves, for the self-contained page."""
    bundled = (
        _rule(face.family, face.weight, _held(font_path(face, form="woff2").read_bytes(), "woff2"))
        for face in FACES
    )
    return "\n".join([*bundled, *_own_rules(own or Fonts())])


def families(own: Fonts) -> tuple[str, str]:
    """Return the font-family lists of quotes and of the report's own words."""
    plex = '"IBM Plex Sans Arabic"'
    quotes = f'"{OWN_QUOTES}", "Amiri", {plex}' if own.quotes else f'"Amiri", {plex}'
    return quotes, f'"{OWN_TEXT}", {plex}' if own.text else plex


def own_addresses(own: Fonts) -> frozenset[str]:
    """Return the addresses that hold the reader's own fonts, which the layout may open, too."""
    files = [path for path in (own.quotes, own.text, own.bold) if path]
    return frozenset(_held(_font(path), "ttf") for path in files)


def _own_rules(own: Fonts) -> list[str]:
    chosen = ((OWN_QUOTES, 400, own.quotes), (OWN_TEXT, 400, own.text), (OWN_TEXT, 600, own.bold))
    return [
        _rule(family, weight, _held(_font(path), "ttf")) for family, weight, path in chosen if path
    ]


def _font(path: Path) -> bytes:
    """Return a font file's bytes.

    Raises:
        ConfigError: it cannot be read, is too large, or is no TrueType or OpenType font.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FONT_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"cannot read the font {path}: {error.strerror}") from error
    if len(content) > _LARGEST_FONT_BYTES or not content.startswith(_SIGNATURES):
        raise ConfigError(
            f"{path} is no font the report can use",
            hint="give a TTF or OTF file of at most 8 MB; static ones leave a better text layer",
        )
    return content


def _held(content: bytes, form: str) -> str:
    return f"data:font/{form};base64," + b64encode(content).decode("ascii")


def _rule(family: str, weight: int, url: str) -> str:
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f'font-style:normal;src:url("{url}")}}'
    )
