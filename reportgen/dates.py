"""Dates as Arabic news writes them: month names of every region, Hijri, relative days.

    parse_date("الاربعاء 13/12/2017")                      → 2017-12-13
    parse_date("25 شوال 1436 هـ الموافق 10 أغسطس 2015 م")    → 2015-08-10
    find_dates("وصل أمس الاثنين", date(2016, 3, 15))       → 2016-03-14 at 4-15

A number alone is never a date, and a day that does not exist is none.  Where day and month could
be taken for each other the day is the first, as everywhere Arabic is written.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from reportgen import arabic
from reportgen.memory import remembered
from reportgen.month_names import GREGORIAN, HIJRI, NUMBER_WORDS, ORDINALS, WEEKDAYS

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date spoken of: ``text[start:end]`` names it, as exactly as `precision` says."""

    start: int
    end: int
    date: date
    precision: Precision


def _names(words: "dict[str, int]") -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in ordered)


_GREGORIAN, _HIJRI = _names(GREGORIAN), _names(HIJRI)
_WEEKDAY, _ORDINAL, _NUMBER = _names(WEEKDAYS), _names(ORDINALS), _names(NUMBER_WORDS)
_GAP = r"\s*[-/،,\s]\s*"  # «15 مارس», «15-مارس-2016», «15 مارس، 2016»
_YEAR_GAP = rf"(?:{_GAP}|\s+(?:من\s+)?(?:عام|سنه|العام)\s+)"
_ERA = r"(?:\s*(?P<{0}>(?:هجريه?|ميلاديه?|للهجره|هـ|ه|م)(?![^\W\d_])))?"
_DAY = rf"(?:(?P<day>\d{{1,2}})|(?P<ordinal>{_ORDINAL}))"
# «15 آذار/مارس», «كانون الأول (ديسمبر)»: a second name of the same month
_TWIN = rf"(?:\s*[/(\-]\s*(?:{_GREGORIAN})\s*\)?)?"
_WHICH_DAY = (
    rf"(?:(?P<weekday>(?<!\w)[وبل]?(?:{_WEEKDAY})(?!\w))[\s،,:(]*(?:ال)?(?:الموافق|في|يوم|ل)?\s*)?"
)

_FORMS = re.compile(
    "|".join(
        (
            r"(?P<iso>(?<!\d)(?P<iy>[12]\d{3})-(?P<im>\d\d)-(?P<id>\d\d)(?:(?=[t\s_])|(?!\d)))",
            r"(?P<ymd>(?<![\d.])(?P<yy>1[34]\d\d|19\d\d|20\d\d)\s?(?P<ys>[/.\-])\s?(?P<ym>\d{1,2})"
            r"\s?(?P=ys)\s?(?P<yd>\d{1,2})(?![\d])" + _ERA.format("yera") + ")",
            r"(?P<dmy>(?<![\d.])(?P<dd>\d{1,2})\s?(?P<ds>[/.\-])\s?(?P<dm>\d{1,2})\s?(?P=ds)\s?"
            r"(?P<dy>\d{4}|\d{2})(?![\d])" + _ERA.format("dera") + ")",
            # «21 و22 ديسمبر»; «كانون الأول/ديسمبر» without a day is a month, not its first
            rf"(?P<full>{_WHICH_DAY}(?:(?<!\w)|(?<=(?<!\w)و)(?=\d))(?<!كانون )(?<!تشرين ){_DAY}{_GAP}?(?:من\s+)?(?:شهر\s+)?"
            rf"(?:(?P<month>{_GREGORIAN}){_TWIN}|(?P<hijri>{_HIJRI}))(?!\w)"
            rf"(?:{_YEAR_GAP}(?P<year>\d{{4}})(?!\d)" + _ERA.format("era") + r")?)",
            rf"(?P<us>(?<!\w)(?P<usmonth>{_GREGORIAN})\s+(?P<usday>\d{{1,2}})(?:st|nd|rd|th)?\s*"
            r"[،,]?\s+(?P<usyear>\d{4})(?!\d))",
            rf"(?P<my>(?<!\w)(?P<mymonth>{_GREGORIAN}){_TWIN}{_YEAR_GAP}(?P<myyear>(?:19|20)\d\d)(?!\d))",
            r"(?P<relative>(?<!\w)[وفل]?(?:"
            r"(?P<before2>اول\s+(?:من\s+)?امس|امس\s+الاول|قبل\s+امس)"
            r"|(?P<after2>بعد\s+غد)"
            r"|(?P<yesterday>(?:يوم\s+)?امس|البارحه|yesterday)"
            r"|(?P<today>اليوم|today)"
            r"|(?P<tomorrow>غدا|الغد|غد|tomorrow))(?!\w)"
            rf"(?:\s*[(،,]?\s*(?:يوم\s+)?(?P<relday>{_WEEKDAY})(?!\w)\)?)?)",
            rf"(?P<ago>(?<!\w)[وف]?(?P<agoword>قبل|منذ|بعد)\s+(?:(?P<agodual>يومين|اسبوعين|(?:يوم|اسبوع)(?!\s+ال(?!ان(?!\w))))"
            rf"|(?P<agonumber>\d{{1,2}}|{_NUMBER})\s+(?P<agounit>ايام|يوما|يوم|اسابيع|اسبوعا))(?!\w)"
            # «منذ يوم العيد» is a feast, «بعد أسبوع من الهجوم» counts from the attack
            r"(?!\s+(?:من|علي)\s+(?!الان(?!\w))))",
            rf"(?P<named>(?<!\w)[وفل]?(?:(?:يوم|مساء|صباح|ليله|فجر|ظهر)\s+)?(?P<nameday>{_WEEKDAY})"
            r"(?:\s+(?P<next>المقبل|القادم|المقبله|القادمه|التالي)|\s+(?P<last>الماضي|الماضيه|الفايت|المنصرم))?(?!\w))",
            r"(?P<period>(?<!\w)[وفل]?(?P<unit>الشهر|العام|السنه)\s+"
            r"(?P<which>الماضي|الماضيه|الجاري|الجاريه|الحالي|الحاليه|المقبل|المقبله|القادم|القادمه)(?!\w))",
        )
    )
)
# No date is without one of these; to ask for them takes a tenth of the time.
_HINTS = frozenset(
    {name.split()[0] for name in (*GREGORIAN, *HIJRI)}
    | WEEKDAYS.keys()
    | {"امس", "البارحه", "اليوم", "غد", "غدا", "الغد", "yesterday", "today", "tomorrow"}
    | {"يوم", "يوما", "يومين", "ايام", "اسبوع", "اسبوعا", "اسبوعين", "اسابيع"}
    | {"الشهر", "العام", "السنه"}
)
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMERIC = re.compile(r"\d\s?[/.\-]\s?\d")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_HIJRI_YEARS = range(1343, 1501)
_TWO_DIGIT_PIVOT = 70
_MAX_CHARS = 20_000
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_EPOCH_SECONDS, _EPOCH_MILLIS = 10, 13


def parse_date(text: str, *, anchor: date | None = None) -> date | None:
    """Return the day that `text` (a date line, a field, a header) names, or nothing.

    Of several the Gregorian one; of those the first.  `anchor` resolves relative days and days
    without a year.
    """
    found = [
        f for f in find_dates(text[:_MAX_CHARS], anchor, is_field=True) if f.precision == "day"
    ]
    if found:
        return found[0].date
    return _foreign(text.strip())


@remembered
def find_dates(
    text: str, anchor: date | None = None, *, is_field: bool = False
) -> tuple[FoundDate, ...]:
    """Return the dates that `text` speaks of, in order, relative ones resolved against `anchor`.

    Without an anchor relative days are not found.  In a field that is about a date and nothing
    else (`is_field`) a Hijri date that stands beside a Gregorian one is passed over.
    """
    bare = arabic.fold(text)
    if not _may_name_a_date(bare) or not _FORMS.search(bare):  # most sentences name none
        return ()
    folded, places = _folded(text)
    found: list[FoundDate] = []
    hijri: list[FoundDate] = []
    relative: list[FoundDate] = []
    for match in _FORMS.finditer(folded):
        value = _value(match, anchor)
        if value is None:
            continue
        day, precision, is_hijri = value
        is_relative = any(match[name] for name in _RELATIVE)
        one = FoundDate(
            start=places[match.start()],
            end=places[match.end() - 1] + 1,
            date=day,
            precision=precision,
        )
        if is_field and (is_hijri or is_relative):
            (hijri if is_hijri else relative).append(one)
        else:
            found.append(one)
    sure = [one for one in found if one.precision == "day"] if is_field else found
    return tuple(sure or hijri or relative or found)


def _may_name_a_date(folded: str) -> bool:
    words = _LETTERS.findall(folded)
    return (
        not _HINTS.isdisjoint(words)
        or not _HINTS.isdisjoint([word[1:] for word in words])  # a particle may be joined
        or _NUMERIC.search(folded) is not None
    )


def _folded(text: str) -> tuple[str, list[int]]:
    """Fold letter by letter, so that every letter still knows its place in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in arabic.fold_word(char) or (" " if char.isspace() else ""):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _value(match: re.Match[str], anchor: date | None) -> tuple[date, Precision, bool] | None:
    kind = match.lastgroup or ""
    for name in ("iso", "ymd", "dmy", "full", "us", "my", "relative", "ago", "named", "period"):
        if match[name]:
            kind = name
            break
    if kind in _RELATIVE:
        return _relative(kind, match, anchor) if anchor else None
    return _absolute(kind, match, anchor)


def _absolute(
    kind: str, match: re.Match[str], anchor: date | None
) -> tuple[date, Precision, bool] | None:
    if kind == "iso":
        return _day(int(match["iy"]), int(match["im"]), int(match["id"]))
    if kind == "ymd":
        return _day(int(match["yy"]), int(match["ym"]), int(match["yd"]))
    if kind == "dmy":
        return _day(_year_of(match["dy"]), int(match["dm"]), int(match["dd"]), may_swap=True)
    if kind == "us":
        return _day(int(match["usyear"]), GREGORIAN[_spaced(match["usmonth"])], int(match["usday"]))
    if kind == "my":
        day = _gregorian(int(match["myyear"]), GREGORIAN[_spaced(match["mymonth"])], 1)
        return (day, "month", False) if day else None
    return _full(match, anchor)


def _full(match: re.Match[str], anchor: date | None) -> tuple[date, Precision, bool] | None:
    number = int(match["day"]) if match["day"] else ORDINALS[_spaced(match["ordinal"])]
    if match["hijri"]:
        if not match["year"]:
            return None
        day = _from_hijri(int(match["year"]), HIJRI[_spaced(match["hijri"])], number)
        return (day, "day", True) if day else None
    month = GREGORIAN[_spaced(match["month"])]
    if match["year"]:
        return _day(int(match["year"]), month, number)
    if anchor is None:
        return None
    # without a year it is the nearest such day, or the nearest that is this weekday
    years = sorted(range(anchor.year - 1, anchor.year + 2), key=lambda y: abs(y - anchor.year))
    days = [d for y in years if (d := _gregorian(y, month, number))]
    if match["weekday"]:
        weekday = _weekday(match["weekday"])
        days = [d for d in days if d.weekday() == weekday] or days
    day = min(days, key=lambda d: abs((d - anchor).days), default=None)
    return (day, "day", False) if day else None


def _relative(kind: str, match: re.Match[str], anchor: date) -> tuple[date, Precision, bool] | None:
    if kind == "relative":
        offset = next(days for name, days in _OFFSETS.items() if match[name])
        day = anchor + timedelta(days=offset)
        if match["relday"]:
            # «أمس الاثنين», «غدا الجمعة» in a paper dated later: the weekday is right
            day = _nearest_weekday(day, WEEKDAYS[_spaced(match["relday"])], before=True)
        return day, "day", False
    if kind == "ago":
        return anchor + timedelta(days=_ago(match)), "day", False
    if kind == "named":
        return _named_day(match, anchor), "day", False
    shift = -1 if match["which"].startswith("الماضي") else 0
    shift = 1 if match["which"].startswith(("المقبل", "القادم")) else shift
    if match["unit"] == "الشهر":
        months = anchor.year * 12 + anchor.month - 1 + shift
        return date(months // 12, months % 12 + 1, 1), "month", False
    return date(anchor.year + shift, 1, 1), "year", False


_RELATIVE = ("relative", "ago", "named", "period")
_OFFSETS = {"before2": -2, "after2": 2, "yesterday": -1, "today": 0, "tomorrow": 1}


def _ago(match: re.Match[str]) -> int:
    if dual := match["agodual"]:
        days = (7 if dual.startswith("اسبوع") else 1) * (2 if dual.endswith("ين") else 1)
    else:
        number = match["agonumber"]
        count = int(number) if number.isdigit() else NUMBER_WORDS[_spaced(number)]
        days = count * (7 if match["agounit"].startswith("اس") else 1)
    return days if match["agoword"] == "بعد" else -days


def _named_day(match: re.Match[str], anchor: date) -> date:
    weekday = WEEKDAYS[_spaced(match["nameday"])]
    if match["next"]:
        return _nearest_weekday(anchor + timedelta(days=1), weekday, before=False)
    if match["last"]:
        return _nearest_weekday(anchor - timedelta(days=1), weekday, before=True)
    return _nearest_weekday(anchor, weekday, before=True)


def _nearest_weekday(day: date, weekday: int, *, before: bool) -> date:
    step = -1 if before else 1
    return next(d for n in range(7) if (d := day + timedelta(days=step * n)).weekday() == weekday)


def _day(
    year: int, month: int, day: int, *, may_swap: bool = False
) -> tuple[date, Precision, bool] | None:
    if year in _HIJRI_YEARS:
        found = _from_hijri(year, month, day) or (
            _from_hijri(year, day, month) if may_swap else None
        )
        return (found, "day", True) if found else None
    found = _gregorian(year, month, day) or (_gregorian(year, day, month) if may_swap else None)
    return (found, "day", False) if found else None


def _gregorian(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_hijri(year: int, month: int, day: int) -> date | None:
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def _year_of(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - a year in full
        return number
    return number + (1900 if number >= _TWO_DIGIT_PIVOT else 2000)


def _weekday(word: str) -> int:
    spaced = _spaced(word)
    return WEEKDAYS[spaced] if spaced in WEEKDAYS else WEEKDAYS[spaced[1:]]


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _foreign(text: str) -> date | None:
    """Read what is no Arabic form: machine stamps, and dates in other languages."""
    if compact := _COMPACT.search(text):
        return _gregorian(*(int(part) for part in compact.groups()))
    if text.isascii() and text.isdigit():
        if len(text) not in {_EPOCH_SECONDS, _EPOCH_MILLIS} or text.startswith("0"):
            return None
        seconds = int(text[:_EPOCH_SECONDS])
        return datetime.fromtimestamp(seconds, tz=UTC).date()
    if not any(map(str.isdigit, text)) or len(text) > 100:  # noqa: PLR2004 - no date is so long
        return None
    import dateparser

    found = dateparser.parse(
        text,
        languages=["en", "fr", "es", "de", "tr", "fa", "ar"],
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
        },
    )
    return found.date() if found and _FIRST_YEAR <= found.year <= _LAST_YEAR else None
