"""What a reader may ask of the report's form, sections included."""

from pydantic import Field, field_validator

from reportgen.render._form import Form
from reportgen.render.sections import BRIEF, SECTIONS, TIGHTER


class RenderOptions(Form):
    """The form of the report.  Nothing here changes what is said."""

    sections: tuple[str, ...] = Field(
        default=tuple(section.name for section in SECTIONS if section.name != "digest"),
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

    def settled(self) -> "RenderOptions":
        """Return the options with what the layout decides: the brief's sections and lengths."""
        return self.ever_tighter()[0]

    def ever_tighter(self) -> "tuple[RenderOptions, ...]":
        """Return the options to lay out by, each shorter than the one before; what is set stays."""
        if self.layout == "full":
            return (self,)
        ours = RenderOptions()
        chosen = {
            name: value
            for name in type(self).model_fields
            if (value := getattr(self, name)) != getattr(ours, name)
        }
        return tuple(RenderOptions.model_validate(BRIEF | step | chosen) for step in TIGHTER)
