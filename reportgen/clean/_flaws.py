"""Why an article is none: too short, a stub before a paywall, cut off by its source.

Only what the text shows counts; where nothing shows it, an article is taken for whole.
"""

import re

from reportgen import arabic, phrases
from reportgen.clean import _reasons
from reportgen.model import Article

_STUB_WORDS = 200
_CUT_WORDS = 120
_TAIL_CHARS = 400
# «[…]», «(...)» and the «[+1234 chars]» of news services stand only where something was taken off
_CUT_MARK = re.compile(
    r"(?:\[\s*(?:\u2026|\.{2,})\s*\]|\[\+\d+ chars\]|\(\s*(?:\u2026|\.{3,})\s*\))\s*\Z"
)
_ELLIPSIS = re.compile(r"(?:\u2026|\.{3,})[\s\])»\"]*\Z")


def flaw(article: Article, *, min_words: int) -> str | None:
    """Return why the article is left out, or nothing."""
    if not article.paragraphs:
        return _reasons.NO_TEXT
    words = article.words
    tail = article.text[-_TAIL_CHARS:]
    if words < _STUB_WORDS and _is_stub(tail):
        return _reasons.PAYWALL
    if _is_cut(article, tail, words):
        return _reasons.TRUNCATED
    if words < min_words:
        return f"{_reasons.TOO_SHORT}: {words} < {min_words}"
    return None


def _is_stub(tail: str) -> bool:
    folded = arabic.fold(tail)
    return any(phrase in folded for phrase in phrases.PAYWALL)


def _is_cut(article: Article, tail: str, words: int) -> bool:
    last = article.paragraphs[-1]
    ending = article.text[max(last.start, last.end - _TAIL_CHARS) : last.end]
    if _CUT_MARK.search(ending) or _CUT_MARK.search(tail.rstrip()):
        return True
    if words >= _CUT_WORDS:
        return False
    line = arabic.fold(ending)
    for phrase in phrases.CONTINUES_ELSEWHERE:
        line = line.removesuffix(phrase)
    is_led_on = line != arabic.fold(ending) or last.role != "body"
    return bool(_ELLIPSIS.search(line.rstrip())) and (is_led_on or words < _CUT_WORDS)
