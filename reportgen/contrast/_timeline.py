"""sentences → those that say when, in order of time."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from reportgen import arabic
from reportgen.dates import FoundDate, find_dates
from reportgen.model import Dated, Sentence
from reportgen.month_names import WEEKDAYS

# «اليوم» alone is as often "nowadays" as "this day"; with the weekday it is the day
_TODAY = re.compile(r"[وفل]?(?:اليوم|today)\Z")
# a weekday alone is the last one only in what is told as past («قال الأحد إن …»): the programme of
# a festival names weekdays to come, without any mark of it
_NAMES = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_BARE_WEEKDAY = re.compile(rf"[وفل]?(?:(?:يوم|مساء|صباح|ليله|فجر|ظهر)\s+)?(?:{_NAMES})\Z")
_TOLD_AS_PAST = re.compile(
    r"(?<!\w)[وف]?(?:قال|اعلن|ذكر|اكد|اوضح|صرح|كشف|افاد|نفي|نفت|التقي|وصل|غادر|شهد|وقع|قتل|لقي|اصيب|افتتح"
    r"|اطلق|وقع|بدا|انطلق|عقد|استقبل|اجري|بحث|شن|قصف|اعتقل|ضبط|القي|اصدر|قرر|امر)"
    r"(?:ت|وا)?(?!\w)[^،.:؛]{0,90}\Z"
)
# of a week hardly ever the very day is meant
_WEEKS = re.compile(r"[وف]?(?:قبل|منذ|بعد)\s+(?:\S+\s+)?(?:اسبوع|اسبوعين|اسابيع|اسبوعا)\Z")
# «كل خميس», «أيام الجمعة»: a habit, no day
_HABIT = re.compile(r"(?:كل|ايام|يومي|كل يوم|من كل)\s*\Z")
_LOOK_BACK = 140  # characters


def timeline_of(sentences: Sequence[Sentence], dates: Mapping[str, date]) -> tuple[Dated, ...]:
    """Return the dates that sentences speak of, oldest first; one entry for each date of each.

    Relative days are resolved against the day the article was written; where that is not known
    they are left out.  So is what does not surely name one day or month.
    """
    found = {
        (one.date.isoformat(), one.precision, sentence.id): place
        for place, sentence in enumerate(sentences)
        for one in find_dates(sentence.text, dates.get(sentence.article))
        if _is_sure(one, sentence)
    }
    ordered = sorted(found.items(), key=lambda item: (item[0][0], item[1]))
    return tuple(
        Dated(date=_cut(day, precision), precision=precision, sentence=sentence)
        for (day, precision, sentence), _ in ordered
    )


def _is_sure(one: FoundDate, sentence: Sentence) -> bool:
    words = arabic.fold(sentence.text[one.start : one.end])
    before = arabic.fold(sentence.text[max(0, one.start - _LOOK_BACK) : one.start])
    if one.precision == "year" or _TODAY.match(words) or _WEEKS.match(words):
        return False
    if _HABIT.search(before):
        return False
    return not _BARE_WEEKDAY.match(words) or bool(_TOLD_AS_PAST.search(before))


def _cut(iso: str, precision: str) -> str:
    return iso if precision == "day" else iso[: len("2016-03")]
