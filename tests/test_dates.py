"""Dates as newspapers, agencies and sites of every Arab country write them."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import arabic
from reportgen.dates import _FORMS, _may_name_a_date, find_dates, parse_date
from reportgen.month_names import GREGORIAN, HIJRI, NUMBER_WORDS, ORDINALS, WEEKDAYS

# as it stands on the page → the day
FORMS = {
    # numbers
    "15/3/2016": "2016-03-15",
    "15/03/2016": "2016-03-15",
    "٢٠١٦/٠٣/١٥": "2016-03-15",
    "١٥/٣/٢٠١٦": "2016-03-15",
    "2016/3/15": "2016-03-15",
    "2016-03-15": "2016-03-15",
    "15-3-2016": "2016-03-15",
    "15.03.2016": "2016-03-15",
    "14.12.2017": "2017-12-14",
    "14. 12. 2017": "2017-12-14",
    "15 / 3 / 2016": "2016-03-15",
    "15-03-16": "2016-03-15",
    "3/4/2016": "2016-04-03",
    "03/15/2016": "2016-03-15",
    "15.03.2016 | 10:30 GMT": "2016-03-15",
    "2016/03/15 10:30 ص": "2016-03-15",
    "نشرت في: 15/03/2016 - 10:30": "2016-03-15",
    "آخر تحديث: 15-03-2016 10:30:00": "2016-03-15",
    "الاربعاء 13/12/2017": "2017-12-13",
    "الأربعاء، 13-12-2017": "2017-12-13",
    "العدد 13622 - 2016/3/15": "2016-03-15",
    "15\u200f/3\u200f/2016": "2016-03-15",
    # the names of Egypt and the Gulf
    "15 مارس 2016": "2016-03-15",
    "15 مارس، 2016": "2016-03-15",
    "15 مارس ، 2016 م": "2016-03-15",
    "15-مارس-2016": "2016-03-15",
    "15 / مارس / 2016": "2016-03-15",
    "مارس 15, 2016": "2016-03-15",
    "مارس 15، 2016 10:30 صباحا": "2016-03-15",
    "الثلاثاء 15 مارس 2016": "2016-03-15",
    "الثلاثاء، 15 مارس 2016": "2016-03-15",
    "الثلاثاء , 15 مارس , 2016": "2016-03-15",
    "الثلاثاء الموافق 15 مارس 2016": "2016-03-15",
    "يوم الثلاثاء الموافق 15 من مارس عام 2016م": "2016-03-15",
    "كتب في: الثلاثاء 15 مارس 2016 - 10:30 م": "2016-03-15",
    "تاريخ النشر: الثلاثاء 15 مارس 2016 - الساعة 10:30 بتوقيت غرينتش": "2016-03-15",
    "الثلاثاء ١٥ مارس ٢٠١٦ - ١٠:٣٠": "2016-03-15",
    "القاهرة - 15 مارس 2016": "2016-03-15",
    "3 أبريل 2016": "2016-04-03",
    "3 إبريل 2016": "2016-04-03",
    "١ يونيو ٢٠١٧": "2017-06-01",
    "1 يونيه 2017": "2017-06-01",
    "23 يوليه 2017": "2017-07-23",
    "5 أغسطس 2015": "2015-08-05",
    "11 اكتوبر 2015": "2015-10-11",
    "ا١ نوفمبر 2015".removeprefix("ا"): "2015-11-01",
    "الخامس عشر من مارس 2016": "2016-03-15",
    "الأول من يناير عام 2017": "2017-01-01",
    "الحادي والثلاثين من ديسمبر 2016": "2016-12-31",
    # the names of the Levant and Iraq
    "15 آذار 2016": "2016-03-15",
    "15 آذار/مارس 2016": "2016-03-15",
    "15 آذار / مارس 2016": "2016-03-15",
    "15 مارس/ آذار 2016": "2016-03-15",
    "الثلاثاء، 15 آذار (مارس) 2016": "2016-03-15",
    "13 كانون الأول 2017": "2017-12-13",
    "الأربعاء 13 كانون الاول/ديسمبر 2017": "2017-12-13",
    "13 ديسمبر/كانون الأول 2017": "2017-12-13",
    "٢٢ كانون الثاني ٢٠١٧": "2017-01-22",
    "7 شباط 2017": "2017-02-07",
    "3 نيسان/إبريل 2016": "2016-04-03",
    "نيسان 3, 2016": "2016-04-03",
    "9 أيار 2016": "2016-05-09",
    "30 حزيران 2016": "2016-06-30",
    "14 تموز 2016": "2016-07-14",
    "4 آب 2020": "2020-08-04",
    "11 أيلول 2016": "2016-09-11",
    "6 تشرين الأول 2016": "2016-10-06",
    "6 تشرين اول 2016": "2016-10-06",
    "الخميس 17 تشرين الثاني 2016": "2016-11-17",
    "1 مايس 2016": "2016-05-01",
    # the names of the Maghreb
    "السبت 5 جويلية 2014": "2014-07-05",
    "14 جانفي 2011": "2011-01-14",
    "20 فيفري 2017": "2017-02-20",
    "9 أفريل 2017": "2017-04-09",
    "8 ماي 2017": "2017-05-08",
    "5 جوان 2017": "2017-06-05",
    "20 أوت 2017": "2017-08-20",
    "الجمعة 04 غشت 2017": "2017-08-04",
    "30 يوليوز 2017": "2017-07-30",
    "10 شتنبر 2017": "2017-09-10",
    "6 نونبر 2017": "2017-11-06",
    "25 دجنبر 2017": "2017-12-25",
    # Hijri, alone and beside its Gregorian day
    "6 جمادى الآخرة 1437": "2016-03-15",
    "6 جمادى الثانية 1437 هـ": "2016-03-15",
    "06/06/1437": "2016-03-15",
    "1437/6/6 هـ": "2016-03-15",
    "٦-٦-١٤٣٧هـ": "2016-03-15",
    "غرة رمضان 1437هـ": "2016-06-06",
    "1 محرم 1438هـ": "2016-10-02",
    "9 ذو الحجة 1438": "2017-08-31",
    "التاسع من ذي الحجة 1438 هـ": "2017-08-31",
    "الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس": "2015-08-10",
    "الثلاثاء 6 جمادى الثانية 1437هـ - 15 مارس 2016م": "2016-03-15",
    "الثلاثاء - 6 جمادى الآخرة 1437 هـ - 15 مارس 2016 مـ رقم العدد [13622]": "2016-03-15",
    "الاثنين 25/10/1436 هـ الموافق 10/8/2015 م": "2015-08-10",
    # machines and other languages
    "2016-03-15T10:30:00+03:00": "2016-03-15",
    "2016-03-15 10:30:00Z": "2016-03-15",
    "20160315T103000": "2016-03-15",
    "1458037800": "2016-03-15",
    "1458037800000": "2016-03-15",
    "Tue, 15 Mar 2016 10:30:00 +0300": "2016-03-15",
    "March 15, 2016": "2016-03-15",
    "15 mars 2016": "2016-03-15",
    "Tuesday 15 March 2016 - 10:30": "2016-03-15",
}


def test_table_is_long() -> None:
    """The table has at least eighty Arabic forms."""
    assert sum(not form.isascii() or form[0].isdigit() for form in FORMS) >= 80


@pytest.mark.parametrize("form", FORMS)
def test_form(form: str) -> None:
    """Each form names its day."""
    assert parse_date(form) == date.fromisoformat(FORMS[form])


# the article is of Tuesday 15 March 2016
ANCHOR = date(2016, 3, 15)
RELATIVE = {
    "أعلن الرئيس أمس الاثنين سحب القوات": "2016-03-14",
    "أعلن الرئيس أمس": "2016-03-14",
    "وأعلن أمس الأول انسحابه": "2016-03-13",
    "أعلن أول أمس انسحابه": "2016-03-13",
    "أول من أمس الأحد": "2016-03-13",
    "قال اليوم الثلاثاء": "2016-03-15",
    "وقال اليوم": "2016-03-15",
    "يصل غدا الأربعاء": "2016-03-16",
    "يصل غداً": "2016-03-16",
    "يصل بعد غد": "2016-03-17",
    "وصل يوم الأحد": "2016-03-13",
    "وصل الجمعة": "2016-03-11",
    "وصل مساء السبت": "2016-03-12",
    "وصل الثلاثاء الماضي": "2016-03-08",
    "يصل الثلاثاء المقبل": "2016-03-22",
    "يصل الخميس القادم": "2016-03-17",
    "وصل قبل ثلاثة أيام": "2016-03-12",
    "وصل قبل يومين": "2016-03-13",
    "بدأ منذ أسبوعين": "2016-03-01",
    "يبدأ بعد 10 أيام": "2016-03-25",
    "وقع في 3 مارس": "2016-03-03",
    "وقع في 27 كانون الأول": "2015-12-27",
    "وقع الخميس 10 مارس": "2016-03-10",
    # printed a day late: the weekday is right, «yesterday» was
    "قال أمس الأحد": "2016-03-13",
}


@pytest.mark.parametrize("text", RELATIVE)
def test_relative_day(text: str) -> None:
    """A relative day is resolved against the article's own date; without one it is none."""
    (found,) = find_dates(text, ANCHOR)

    assert (found.date, found.precision) == (date.fromisoformat(RELATIVE[text]), "day")
    assert find_dates(text) == ()


def test_coarse_dates() -> None:
    """Months and years are found as such, never as a day."""
    found = find_dates("في مارس 2015 والشهر الماضي والعام المقبل", ANCHOR)

    assert [(f.date.isoformat(), f.precision) for f in found] == [
        *(("2015-03-01", "month"), ("2016-02-01", "month"), ("2017-01-01", "year")),
    ]
    assert parse_date("مارس 2015") is None


NO_DATES = [
    *("", "2016", "15", "31/2/2016", "99/99/2016", "30 فبراير 2016", "45 مارس 2016"),
    *("الساعة 10:30", "3.5", "192.168.1.1", "العدد 13622", "0096612345678", "غير معروف"),
    *("قتل 15 شخصا", "أب وأم", "1.2.3.4", "5/3", "15/3/1016", "تحديث", "35 شوال 1436"),
]


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date_is_guessed(text: str) -> None:
    """A number alone, a day that does not exist, a version or an address is no date."""
    assert parse_date(text) is None


def test_spans_are_exact() -> None:
    """A date found names its own stretch of the text, marks and Arabic digits counted."""
    text = "قالَ الوزيرُ في \u200f١٥ مارس\u200f ٢٠١٦ إنّه عاد أمس الاثنين."
    spans = [text[f.start : f.end] for f in find_dates(text, ANCHOR)]

    assert spans == ["١٥ مارس\u200f ٢٠١٦", "أمس الاثنين"]


@given(st.text(st.sampled_from("0123456789٠١٥/.-، مارسأمسالاثنينقبلشوالهـم1437 "), max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    """Whatever the text, spans lie within it, in order."""
    end = 0
    for found in find_dates(text, ANCHOR):
        assert end <= found.start < found.end <= len(text)
        end = found.end
    parse_date(text, anchor=ANCHOR)


_PIECES = [*GREGORIAN, *HIJRI, *ORDINALS, *WEEKDAYS, *NUMBER_WORDS, *FORMS, *RELATIVE]
_PIECES += [
    *("0 1 15 1437 2016 / . - و ل ب , ( من شهر عام سنه قبل منذ بعد يوم امس غد الماضي").split()
]


@given(st.lists(st.sampled_from(_PIECES), max_size=6), st.sampled_from([" ", "-", "/", " و"]))
@settings(max_examples=500, deadline=None)
def test_no_date_is_passed_over_for_want_of_a_hint(pieces: list[str], gap: str) -> None:
    """What is asked first, whether a text may name a date at all, never says no to one."""
    folded = arabic.fold(gap.join(pieces))

    assert _may_name_a_date(folded) or not _FORMS.search(folded)


@pytest.mark.parametrize("unit", ["1", "1/", "15 ", "الأول ", " ", "أمس ", "1 مارس ", "الثاني و"])
def test_hostile_text_costs_linear_time(unit: str) -> None:
    """Time grows with the length of the text, never with its square."""
    start = time.perf_counter()
    find_dates(unit * (100_000 // len(unit)), ANCHOR)

    assert time.perf_counter() - start < 10
