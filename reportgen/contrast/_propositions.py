"""passage → what it says is not so: the words of each thing that it denies or negates, in order.

«نفى المتحدث أن تكون مروحياتها قد أوصلت أي شحنات» denies «مروحيات أوصلت شحنات»; «أحدا لم يفتح بلف
الخطر» negates «فتح بلف الخطر».  What is said not to be so ends at a mark or where something else
is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._denials import denials_in, object_of, told_about
from reportgen.contrast._numerals import Word
from reportgen.contrast._passages import Passage, once
from reportgen.contrast._polarity import negated_in
from reportgen.contrast._senses import senses_of
from reportgen.contrast._told import MARKS

_ENDS = MARKS | frozenset('\u00ab\u00bb"\u201c\u201d')
_OVER = words.OCCASIONS | frozenset(
    [
        *("وان", "وانه", "وانها", "وانهم", "سوي", "الا", "بل", "لكن", "لكنه", "لكنها", "مبينا"),
        *("مبينه", "معللا", "واصفا", "واصفه", "متوعدا", "معتبرا", "معتبره", "مشددا", "لان"),
        *("لانه", "لانها", "فيما", "بينما", "كما", "خلافا"),
    ]
)
_ONLY = frozenset({"سوي", "الا"})  # «لم يصل سوى …»: it did
_EMPTY = words.THIS_NEWS | frozenset(
    [
        *("قيام", "قيامه", "قيامها", "تكون", "يكون", "كانت", "كان", "قد", "تم", "تمت", "جري"),
        *("ايا", "ايه", "شيء", "شييا", "احد", "احدا", "اصلا", "قاطعا", "نفيا", "يوما", "مطلقا"),
    ]
)
# «نفى صحة ما ورد في البيان»: what it said stands elsewhere
_SOURCES = frozenset(["ورد", "جاء", "بيان", "البيان", "وسايل", "صحيفه", "تقرير"])
_NEAR_SOURCE = 2
_MOST_WORDS, _BEFORE, _BEHIND = 8, 3, 6
_REACH = 10


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is said not to be so: its content words, and where the words are that say so.

    `verb` is the one that a particle negates; of a denial there is none.
    """

    start: int
    end: int
    said: tuple[Word, ...]
    verb: Word | None = None


@once
def not_so_in(passage: Passage) -> tuple[Proposition, ...]:
    """Return what the passage denies or negates."""
    tokens = passage.words
    found = []
    for denial in denials_in(passage):
        at = next(i for i, word in enumerate(tokens) if word.start >= denial.start)
        if tokens[at].folded in words.DENY or tokens[at].folded[1:] in words.DENY:
            said = _behind(tokens, told_about(passage, object_of(passage, at)), _MOST_WORDS)
        else:
            pairs = zip(tokens, passage.stems, strict=True)
            told = [word for word, stem in pairs if stem in denial.denied]
            said = _content(told)[:_MOST_WORDS]
        if not _SOURCES & {word.folded for word in said[:_NEAR_SOURCE]}:
            found.append(Proposition(denial.start, denial.end, tuple(said)))
    for negated in negated_in(passage):
        at = next(i for i, word in enumerate(tokens) if word.start >= negated.start)
        verb = next(i for i, word in enumerate(tokens) if word.end >= negated.end)
        if _ONLY & {word.folded for word in tokens[verb : verb + _REACH]}:
            continue
        said = [*_before(tokens, at), *_behind(tokens, verb, _BEHIND)]
        found.append(Proposition(negated.start, negated.end, tuple(said), tokens[verb]))
    return tuple(found)


def _content(tokens: Sequence[Word]) -> list[Word]:
    return [word for word in tokens if word.folded not in _EMPTY and senses_of(word.folded)]


def _behind(tokens: Sequence[Word], first: int, most: int) -> list[Word]:
    taken: list[Word] = []
    for word in tokens[first:]:
        if word.folded in _ENDS or word.folded in _OVER:
            if _content(taken):
                break
            continue
        taken.append(word)
        if len(_content(taken)) >= most:
            break
    return _content(taken)


def _before(tokens: Sequence[Word], at: int) -> list[Word]:
    taken: list[Word] = []
    for word in reversed(tokens[max(0, at - _REACH) : at]):
        if word.folded in _ENDS or word.folded in words.THAT or word.folded in _OVER:
            break
        taken.append(word)
    return _content(taken[::-1])[-_BEFORE:]
