"""The fonts that travel with the report: which, and how a page finds them.

Quoted words are set in Amiri, a naskh; our own words in IBM Plex Sans Arabic.  Both are static:
of the variable Arabic fonts tried, none left a text layer that can be copied or searched.
"""

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from reportgen.resources import templates_dir


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


def font_urls() -> frozenset[str]:
    """Return the addresses of the bundled fonts: all that the PDF's layout may ever open."""
    return frozenset(font_path(face).as_uri() for face in FACES)


def linked_faces() -> str:
    """Return @font-face rules that point at the bundled files, for the PDF."""
    return "\n".join(_rule(face, font_path(face).as_uri()) for face in FACES)


def embedded_faces() -> str:
    """Return @font-face rules that hold the fonts themselves, for the self-contained page."""
    return "\n".join(
        _rule(face, "data:font/woff2;base64," + b64encode(content).decode("ascii"))
        for face in FACES
        for content in [font_path(face, form="woff2").read_bytes()]
    )


def _rule(face: Face, url: str) -> str:
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f'font-style:normal;src:url("{url}")}}'
    )
