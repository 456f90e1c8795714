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
    denials,
    digest,
    disputes,
    framing,
    likeness,
    masthead,
    method,
    shares,
    since,
    sources,
    summary,
    themes,
    threads,
    timeline,
    vocabulary,
    voices,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its template's name and what makes its view."""

    name: str
    view: Callable[[Desk], object | None]


SECTIONS: tuple[Section, ...] = (
    Section("masthead", masthead.view),
    Section("summary", summary.view),
    Section("since", since.view),
    Section("sources", sources.view),
    Section("coverage", coverage.view),
    Section("shares", shares.view),
    Section("likeness", likeness.view),
    Section("digest", digest.view),
    Section("themes", themes.view),
    Section("disputes", disputes.view),
    Section("denials", denials.view),
    Section("threads", threads.view),
    Section("alone", alone.view),
    Section("absent", absent.view),
    Section("framing", framing.view),
    Section("vocabulary", vocabulary.view),
    Section("voices", voices.view),
    Section("timeline", timeline.view),
    Section("method", method.view),
    Section("appendix", appendix.view),
)

# The settings of the brief of two pages; what a reader sets wins over them.
BRIEF: dict[str, object] = {
    "layout": "brief",
    "sections": (
        "masthead",
        "summary",
        "since",
        "coverage",
        "digest",
        "disputes",
        "shares",
        "sources",
        "method",
    ),
    "excerpt_characters": 240,
    "label_characters": 90,
    "theme_blocks": 8,
    "map_rows": 10,
    "omission_rows": 0,
}
# What the brief gives up, step by step, until it fits on its two pages.
_WITHOUT_BARS = (
    "masthead",
    "summary",
    "since",
    "coverage",
    "digest",
    "disputes",
    "sources",
    "method",
)
TIGHTER: tuple[dict[str, object], ...] = (
    {},
    {"theme_blocks": 6, "map_rows": 8, "excerpt_characters": 200},
    {"theme_blocks": 5, "map_rows": 6, "excerpt_characters": 160, "sections": _WITHOUT_BARS},
    {
        "theme_blocks": 3,
        "map_rows": 5,
        "excerpt_characters": 120,
        "label_characters": 60,
        "sections": _WITHOUT_BARS,
    },
    {
        "theme_blocks": 2,
        "map_rows": 3,
        "excerpt_characters": 80,
        "label_characters": 30,
        "sections": ("masthead", "summary", "coverage", "digest", "sources"),
    },
)
