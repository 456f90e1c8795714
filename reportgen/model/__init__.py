"""The nouns: what the stages hand to one another and what a template may use.

All are frozen, hold tuples only and do nothing but answer simple questions about themselves.
Offsets count Unicode code points of ``Article.text``, which is exactly what the source gave:
nothing rewrites it, furniture is marked and skipped instead.  So a span can be proved.
"""

from reportgen.model._briefing import SCHEMA, Briefing, Method
from reportgen.model._findings import (
    Change,
    CopyGroup,
    Coverage,
    Dated,
    Denial,
    Ended,
    Event,
    Evidence,
    Framing,
    Joined,
    Mention,
    Nearest,
    Regrouping,
    Relation,
    Revision,
    Since,
    State,
    SummaryItem,
    Theme,
    Thread,
    Variant,
    Voice,
    Withdrawn,
    Word,
)
from reportgen.model._reading import briefing_of
from reportgen.model._texts import Article, Kind, Omission, Paragraph, Role, Sentence, Vectors

__all__ = [
    "SCHEMA",
    "Article",
    "Briefing",
    "Change",
    "CopyGroup",
    "Coverage",
    "Dated",
    "Denial",
    "Ended",
    "Event",
    "Evidence",
    "Framing",
    "Joined",
    "Kind",
    "Mention",
    "Method",
    "Nearest",
    "Omission",
    "Paragraph",
    "Regrouping",
    "Relation",
    "Revision",
    "Role",
    "Sentence",
    "Since",
    "State",
    "SummaryItem",
    "Theme",
    "Thread",
    "Variant",
    "Vectors",
    "Voice",
    "Withdrawn",
    "Word",
    "briefing_of",
]
