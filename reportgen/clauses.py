"""An over-long sentence → its clauses: spans that can be judged one by one.

Arabic news strings main clauses together with commas and «و».  A cut is made where a mark and a
word that opens a new statement stand together, outside quotations and brackets, and only where
enough words stand on both sides.
"""

import re

_LONG_WORDS = 35
_MIN_WORDS = 7
_OPENERS = (
    "فيما|بينما|في حين|في المقابل|في الوقت|كما|لكن|ولكن|لكنه|لكنها|إلا أن|الا ان|غير أن|بيد أن"
    "|حيث|إذ|اذ|ثم|مشير|مؤكد|موضح|مضيف|لافت|معتبر|مشدد|مبين|منوه|مطالب|داعي|محذر"
    # what accompanies, limits, explains or follows: «، مع الاحتفاظ بقاعدتين»
    "|(?:بل|مع|وسط|دون|بدون|من دون|رغم|على الرغم|شرط|كي|لكي|بهدف|من أجل|من اجل|مما)(?!\\w)"
    "|بعد|قبل|عقب|لأن|لان|الأمر الذي|الامر الذي|خصوص|خاصة|لا سيما|لاسيما|على أن|على ان|شريطة"
    "|و\\w{3,}|but|while|and|which|mais|tandis|et"
)
_CUT = re.compile(rf"(?:[\u061b;]|[\u060c,](?=\s*(?:{_OPENERS})))\s*", re.IGNORECASE)
_ENCLOSED = re.compile('«[^»]{0,600}»|"[^"]{0,600}"|“[^”]{0,600}”|\\([^)]{0,300}\\)')


def clauses(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the clauses of the sentence ``text[start:end]`` as spans of `text`, none if short.

    They are in order, and between them lies white space alone.
    """
    sentence = text[start:end]
    if len(sentence.split()) <= _LONG_WORDS:
        return ()
    closed = [match.span() for match in _ENCLOSED.finditer(sentence)]
    found: list[tuple[int, int]] = []
    begin = 0
    for cut in _CUT.finditer(sentence):
        while closed and closed[0][1] <= cut.start():
            closed.pop(0)
        inside = bool(closed) and closed[0][0] <= cut.start()
        if inside or not _is_enough(sentence, begin, cut.start()):
            continue
        if not _is_enough(sentence, cut.end(), len(sentence)):
            break
        found.append((start + begin, start + len(sentence[: cut.end()].rstrip())))
        begin = cut.end()
    return (*found, (start + begin, end)) if found else ()


def _is_enough(sentence: str, begin: int, end: int) -> bool:
    # no more letters are split than seven words can have, or a long line would cost its square
    return len(sentence[begin : min(end, begin + 600)].split()) >= _MIN_WORDS
