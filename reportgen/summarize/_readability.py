"""Say whether a sentence can be quoted without its neighbours.

There are three ways it cannot: it *leans* on the sentence before («وأضاف أن …»), it is no whole
thought (a lead-in that ends with a colon, half a quotation, a few words), or it only asks.
"""

from functools import lru_cache

from reportgen import arabic
from reportgen.model import Sentence
from reportgen.stopwords import REPORTING_VERBS
from reportgen.summarize._openings import (
    ALWAYS_LEANING,
    EARLIER_OR_LATER,
    LEANING_WITH,
    NAMED_BEFORE,
    NO_SPEAKER,
    POINTING_BACK,
)

# A key sentence is quoted in a column: much shorter says little, much longer is not read.
SHORTEST_COMFORTABLE, LONGEST_COMFORTABLE = 8, 45
FEWEST_WORDS = 6

_LEANING_WEIGHT = 0.5
_FRAGMENT_WEIGHT = 0.4
_QUESTION_WEIGHT = 0.5
_QUESTION_MARKS = ("\u061f", "?")  # ARABIC QUESTION MARK
_OPEN_ENDS = (":", "\u060c", ",", "\u061b", ";")  # ARABIC COMMA, ARABIC SEMICOLON
_BROKEN_OFF = (".", "\u2026", ",", "\u060c", "\u061b", ":")  # ELLIPSIS, Arabic comma, semicolon
_CLOSERS = "\"'»”’)]}*_ \t\n"
_PAIRS = (("«", "»"), ("“", "”"), ("(", ")"))


@lru_cache(maxsize=65536)
def leans(folded: str) -> bool:
    """Say whether a folded sentence leans on the one before it by how it opens."""
    words = [word for word in arabic.words(folded[:80]) if not word.isdigit()]
    if not words:
        return False
    first, then, after = (*words[:3], "", "")[:3]
    if first in ALWAYS_LEANING:
        return True
    if first in {"في", "وفي"} and (
        after in POINTING_BACK or (then == "وقت" and after in EARLIER_OR_LATER)
    ):
        return True
    if first in LEANING_WITH:
        return then in LEANING_WITH[first]
    verb = first[1:] if first.startswith(("و", "ف")) else first
    speaker_left_out = then in NO_SPEAKER or not then
    named_before = then in NAMED_BEFORE and after in NO_SPEAKER
    return verb in REPORTING_VERBS and (speaker_left_out or named_before)


@lru_cache(maxsize=65536)
def is_whole(text: str) -> bool:
    """Say whether `text` is a whole thought: no lead-in, no half of a quotation, a few words."""
    bare = text.rstrip(_CLOSERS)
    return (
        not bare.endswith(_OPEN_ENDS)
        and not text.startswith(_BROKEN_OFF)
        and all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)
        and len(bare.split()) >= FEWEST_WORDS
    )


@lru_cache(maxsize=65536)
def asks(text: str) -> bool:
    """Say whether `text` is a question."""
    return text.rstrip(_CLOSERS).endswith(_QUESTION_MARKS)


def reads_alone(sentence: Sentence) -> float:
    """Return a weight up to 1: how well the sentence can be quoted without its neighbours."""
    words = len(sentence.folded.split())
    weight = 1.0
    if words < SHORTEST_COMFORTABLE:
        weight *= 0.4 + 0.6 * words / SHORTEST_COMFORTABLE
    elif words > LONGEST_COMFORTABLE:
        weight *= max(0.6, LONGEST_COMFORTABLE / words)
    if leans(sentence.folded):
        weight *= _LEANING_WEIGHT
    if not is_whole(sentence.text):
        weight *= _FRAGMENT_WEIGHT
    if asks(sentence.text):
        weight *= _QUESTION_WEIGHT
    return weight
