"""passage → what it says is not so: the words of each thing that it denies or negates, in order.

«نفى المتحدث أن تكون مروحياتها قد أوصلت أي شحنات» denies «مروحيات أوصلت شحنات»; «أحدا لم يفتح بلف
الخطر» negates «فتح بلف الخطر».  What is said not to be so ends at a mark or where something else
is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._denials import denials_in, is_happening, object_of, told_about
from reportgen.contrast._numerals import Word
from reportgen.contrast._passages import Passage, once
from reportgen.contrast._polarity import negated_in
from reportgen.contrast._reporting_words import VERBS
from reportgen.contrast._senses import senses_of
from reportgen.contrast._told import MARKS

_OVER = words.OCCASIONS | frozenset(
    [
        *("وان", "وانه", "وانها", "وانهم", "سوي", "الا", "بل", "لكن", "لكنه", "لكنها", "مبينا"),
        *("مبينه", "معللا", "واصفا", "واصفه", "متوعدا", "معتبرا", "معتبره", "مشددا", "لان"),
        *("لانه", "لانها", "فيما", "بينما", "كما", "خلافا"),
        *("بعد", "عقب", "منذ", "قبيل", "بعيد"),
    ]
)
_ONLY = frozenset({"سوي", "الا"})  # «لم يصل سوى …»: it did
_EMPTY = words.THIS_NEWS | frozenset(
    re.findall(
        r"\w+",
        "قيام قيامه قيامها تكون يكون كانت كان قد تم تمت جري ايا ايه شيء شييا احد احدا"
        " اصلا قاطعا نفيا يوما مطلقا مزعوم مزعومه المزعوم المزعومه",
    )
)
# «نفى صحة ما ورد في البيان»: what it said stands elsewhere
_SOURCES = frozenset(["ورد", "جاء", "بيان", "البيان", "وسايل", "صحيفه", "تقرير"])
_NEAR_SOURCE = 2
# behind these it is said how, why or by whom
_NARROWS = frozenset(
    re.findall(
        r"\w+",
        "تحت بسبب نتيجه جراء ناجمه ناجم جانب قبل مقابل بهدف لعدم اثر يد ايدي برصاص بسلاح بشكل لصالح"
        " ضد عبر اكلينيكيا سريريا دماغيا",
    )
)
_SAYING = (words.SAYING | VERBS.keys()) - words.PREPOSITIONS
_MOST_WORDS, _BEFORE, _BEHIND = 8, 3, 6
_REACH = 10


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is said not to be so: its content words, and where the words are that say so.

    `verb` is the one that a particle negates; of a denial there is none.  `narrowing` are those
    words that say how, by whom or of which kind it is said not to be: «تحت [التعذيب]».  Behind
    «أن» a subject may stand first and the verb behind it.
    """

    start: int
    end: int
    said: tuple[Word, ...]
    verb: Word | None = None
    narrowing: tuple[Word, ...] = ()
    is_subject_first: bool = False


@once
def not_so_in(passage: Passage) -> tuple[Proposition, ...]:
    """Return what the passage denies or negates."""
    tokens = passage.words
    found = []
    for denial in denials_in(passage):
        at = next(i for i, word in enumerate(tokens) if word.start >= denial.start)
        if tokens[at].folded in words.DENY or tokens[at].folded[1:] in words.DENY:
            said = _behind(tokens, told_about(passage, object_of(passage, at)), _MOST_WORDS)
            said = said or _headed(passage, at)
        else:
            pairs = zip(tokens, passage.stems, strict=True)
            told = [word for word, stem in pairs if stem in denial.denied]
            said = _content(told)[:_MOST_WORDS]
        if _is_only(tokens, said):
            continue
        if not _SOURCES & {word.folded for word in said[:_NEAR_SOURCE]}:
            narrowing = _narrowing(tokens, said)
            found.append(
                Proposition(
                    denial.start,
                    denial.end,
                    tuple(said),
                    narrowing=narrowing,
                    is_subject_first=_is_subject_first(passage, said),
                )
            )
    for negated in negated_in(passage):
        at = next(i for i, word in enumerate(tokens) if word.start >= negated.start)
        verb = next(i for i, word in enumerate(tokens) if word.end >= negated.end)
        if _ONLY & {word.folded for word in tokens[verb : verb + _REACH]}:
            continue
        said = [*_before(tokens, at), *_behind(tokens, verb, _BEHIND)]
        found.append(Proposition(negated.start, negated.end, tuple(said), tokens[verb]))
    return tuple(found)


def _is_only(tokens: Sequence[Word], said: Sequence[Word]) -> bool:
    """Say whether only that it was no more is denied: «الإفراج عن جزء فقط»."""
    inside = range(said[0].start, said[-1].end) if said else range(0)
    return any(word.start in inside and word.folded == "فقط" for word in tokens)


def _is_subject_first(passage: Passage, said: Sequence[Word]) -> bool:
    """Say whether «أن» stands before the first of these words, and it names nothing happening."""
    if len(said) < _NEAR_SOURCE:
        return False
    tokens = passage.words
    at = next(i for i, word in enumerate(tokens) if word.start == said[0].start)
    before = {word.folded for word in tokens[max(0, at - _NEAR_SOURCE) : at]}
    return bool((words.THAT | {"لان"}) & before) and not is_happening(passage, at)


def _narrowing(tokens: Sequence[Word], said: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words behind «تحت», «بسبب», «من جانب», and the adjective of the first noun."""
    if not said:
        return ()
    first, last = said[0].start, said[-1].end
    inside = [word for word in tokens if first <= word.start < last]
    opened = next((at for at, word in enumerate(inside) if word.folded in _NARROWS), len(inside))
    behind = {word.start for word in inside[opened:]}
    named = {word.start for word in said[:_NEAR_SOURCE]}
    adjectives = {
        b.start
        for a, b, c in zip(inside, inside[1:], [*inside[2:], None], strict=False)
        if a.start in named
        and a.folded.startswith("ال")
        and b.folded.startswith("ال")
        and not (c and c.folded.startswith("ب"))  # «المحملة بالأدوية»: more is told of it
    }
    numbers = [word for word in inside if word.folded.isdigit()]  # «مصرع 43 من جنوده»
    return (*(word for word in said if word.start in behind | adjectives), *numbers)


def _headed(passage: Passage, at: int) -> list[Word]:
    """Return what a headline tells before «… والحكومة تنفي»: that is denied."""
    tokens = passage.words
    if passage.sentence.role != "title" or at + 1 < len(tokens):
        return []
    denier = next(
        (i for i in range(at - 1, max(0, at - _BEFORE) - 1, -1) if tokens[i].folded[0] == "و"), None
    )
    if denier is None:
        return []
    said = next((i + 1 for i in range(denier) if tokens[i].folded in _SAYING), 0)
    return _content(tokens[said:denier])[:_MOST_WORDS]


def _content(tokens: Sequence[Word]) -> list[Word]:
    return [word for word in tokens if word.folded not in _EMPTY and senses_of(word.folded)]


def _behind(tokens: Sequence[Word], first: int, most: int) -> list[Word]:
    taken: list[Word] = []
    for word in tokens[first:]:
        if word.folded in MARKS or word.folded in _OVER:
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
        if word.folded in MARKS or word.folded in words.THAT or word.folded in _OVER:
            break
        taken.append(word)
    return _content(taken[::-1])[-_BEFORE:]
