"""What a section may know of the reader's wishes; `_options` adds which sections there are."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from reportgen.render._colours import HUES, is_readable

_LONGEST_LINE = 120


def _readable(colour: str) -> str:
    if not is_readable(colour):
        raise ValueError(f"{colour} is too light: text in it must have a contrast of 4.5 on white")
    return colour


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError("there is no such folder")
    return path


def _file(path: Path) -> Path:
    if not path.is_file():
        raise ValueError("there is no such file")
    return path


Folder = Annotated[Path, AfterValidator(_folder)]
File = Annotated[Path, AfterValidator(_file)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$"), AfterValidator(_readable)]


class Fonts(BaseModel):
    """Font files (TTF or OTF) to use instead of the bundled ones, which stay the fallback."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotes: File | None = Field(default=None, description="For the articles' words.")
    text: File | None = Field(default=None, description="For the report's own words.")
    bold: File | None = Field(default=None, description="For its headings; goes with `text`.")


class Look(BaseModel):
    """What makes the report look like its owner's."""

    logo: File | None = Field(
        default=None, description="PNG or JPEG file printed on page one, at most 500 kB."
    )
    logo_alt: str = Field(
        default="",
        max_length=_LONGEST_LINE,
        description="What the logo shows, for those who do not see it.",
    )
    header: str = Field(
        default="", max_length=_LONGEST_LINE, description="Text at the head of each page of paper."
    )
    footer: str = Field(
        default="", max_length=_LONGEST_LINE, description="Text at the foot of each page of paper."
    )
    accent: Colour = Field(
        default="#1a1a18", description="Colour of headings' rules and the masthead, as #rrggbb."
    )
    colours: tuple[Colour, ...] = Field(
        default=HUES,
        min_length=1,
        max_length=32,
        description="Colours of the outlets in order, each readable on white.",
    )
    fonts: Fonts = Field(default=Fonts(), description="Font files of your own.")
    template_dir: Folder | None = Field(
        default=None,
        description="Folder of your own templates: a file there wins over ours of the same name.",
    )


class Form(Look):
    """The form of the report.  Nothing here changes what is said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    layout: Literal["full", "brief"] = Field(
        default="full", description="The whole report, or a brief of two pages."
    )
    language: str = Field(
        default="ar", pattern=r"^[a-z]{2}$", description="Language of the report's own words."
    )
    digits: Literal["arabic", "western"] | None = Field(
        default=None,
        description="Digits of the report's own numbers: ٠١٢ or 012; else those of its language.",
    )
    hijri: bool = Field(default=False, description="Print the masthead's dates in Hijri, too.")
    paper: Literal["A4", "letter"] = Field(default="A4", description="Paper size of the PDF.")
    archive: bool = Field(
        default=False, description="Make the PDF PDF/A-3 too, with the sources' texts attached."
    )
    sections: tuple[str, ...] = Field(description="Sections to print, in this order.")
    excerpt_characters: int = Field(
        default=700,
        ge=80,
        description="Longest quote; the rest is behind its link to the appendix.",
    )
    label_characters: int = Field(
        default=140, ge=20, description="Longest headline or label in a table or heading."
    )
    theme_blocks: int = Field(
        default=12,
        ge=0,
        description="Most shared themes told in full; the others are a line each.",
    )
    map_rows: int = Field(
        default=40, ge=1, description="Most rows of the coverage map; all are in the JSON."
    )
    alone_items: int = Field(
        default=3,
        ge=1,
        description="Most themes of one outlet alone that are quoted; the others are named.",
    )
    absent_rows: int = Field(
        default=8,
        ge=0,
        description="Most rows of the table of what was not found; all are in the JSON.",
    )
    denial_rows: int = Field(
        default=6,
        ge=0,
        description="Most denials listed on paper; all are in the JSON.",
    )
    listed_rows: int = Field(
        default=12,
        ge=1,
        description="Most rows of framing, voices and dated statements; all are in the JSON.",
    )
    omission_rows: int = Field(
        default=40, ge=0, description="Most rows of the table of omissions; all are in the JSON."
    )
    article_characters: int = Field(
        default=200_000,
        ge=1_000,
        description="Most of one article the appendix prints; all is in the JSON.",
    )

    @property
    def numerals(self) -> Literal["arabic", "western"]:
        """The digits in force."""
        return self.digits or ("arabic" if self.language == "ar" else "western")
