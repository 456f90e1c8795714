"""The nouns: what the stages hand to one another and what a template may use.

All are frozen, hold tuples only and do nothing but answer simple questions about themselves.
Offsets count Unicode code points of ``Article.text``, which is exactly what the source gave:
nothing rewrites it, furniture is marked and skipped instead.  So a span can be proved.
"""

from reportgen.model._briefing import SCHEMA, Briefing, Method
from reportgen.model._findings import (
    CopyGroup,
    Coverage,
    Dated,
    Event,
    Evidence,
    Framing,
    Nearest,
    Relation,
    Since,
    State,
    SummaryItem,
    Theme,
    Variant,
    Voice,
)
from reportgen.model._reading import briefing_of
from reportgen.model._texts import Article, Kind, Omission, Paragraph, Role, Sentence, Vectors

__all__ = [
    "SCHEMA",
    "Article",
    "Briefing",
    "CopyGroup",
    "Coverage",
    "Dated",
    "Event",
    "Evidence",
    "Framing",
    "Kind",
    "Method",
    "Nearest",
    "Omission",
    "Paragraph",
    "Relation",
    "Role",
    "Sentence",
    "Since",
    "State",
    "SummaryItem",
    "Theme",
    "Variant",
    "Vectors",
    "Voice",
    "briefing_of",
]
