"""What a reader may ask of the report's form, sections included."""

from pydantic import Field, field_validator

from reportgen.render._form import Form
from reportgen.render.sections import SECTIONS


class RenderOptions(Form):
    """The form of the report.  Nothing here changes what is said."""

    sections: tuple[str, ...] = Field(
        default=tuple(section.name for section in SECTIONS),
        description="Sections to print, in this order; one with nothing to say is left out.",
    )

    @field_validator("sections")
    @classmethod
    def _are_known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        known = [section.name for section in SECTIONS]
        for name in names:
            if name not in known:
                raise ValueError(f"unknown section {name!r}; known are {', '.join(known)}")
        if len(set(names)) != len(names):
            raise ValueError("a section is named twice")
        return names
