"""What the report is made of, in printed order.

A section is one module here (what it says: a frozen view, or None when it has nothing to say), one
template of the same name in ``templates/sections/`` (how it looks), and one line in `SECTIONS`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reportgen.render._view import Desk
from reportgen.render.sections import (
    absent,
    alone,
    appendix,
    coverage,
    masthead,
    method,
    sources,
    summary,
    themes,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its template's name and what makes its view."""

    name: str
    view: Callable[[Desk], object | None]


SECTIONS: tuple[Section, ...] = (
    Section("masthead", masthead.view),
    Section("summary", summary.view),
    Section("sources", sources.view),
    Section("coverage", coverage.view),
    Section("themes", themes.view),
    Section("alone", alone.view),
    Section("absent", absent.view),
    Section("method", method.view),
    Section("appendix", appendix.view),
)
