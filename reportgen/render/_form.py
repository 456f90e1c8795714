"""What a section may know of the reader's wishes; `_options` adds which sections there are."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Form(BaseModel):
    """The form of the report.  Nothing here changes what is said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = Field(
        default="ar", pattern=r"^[a-z]{2}$", description="Language of the report's own words."
    )
    digits: Literal["arabic", "western"] = Field(
        default="arabic",
        description="Digits of the report's own numbers: ٠١٢ or 012. Quotes keep theirs.",
    )
    paper: Literal["A4", "letter"] = Field(default="A4", description="Paper size of the PDF.")
    sections: tuple[str, ...] = Field(description="Sections to print, in this order.")
    excerpt_characters: int = Field(
        default=700,
        ge=80,
        description="Longest quote; the rest is behind its link to the appendix.",
    )
    label_characters: int = Field(
        default=140, ge=20, description="Longest headline or label in a table or heading."
    )
    absent_rows: int = Field(
        default=8,
        ge=0,
        description="Most rows of the table of what was not found; all are in the JSON.",
    )
    omission_rows: int = Field(
        default=40, ge=0, description="Most rows of the table of omissions; all are in the JSON."
    )
    article_characters: int = Field(
        default=200_000,
        ge=1_000,
        description="Most of one article the appendix prints; all is in the JSON.",
    )
