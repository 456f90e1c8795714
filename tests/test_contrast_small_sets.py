"""Disputes in small sets, where each outlet tells a thing once and in its own words."""

from dataclasses import replace

import pytest

from bench import invented

from .spaces import article
from .test_contrast_relations import relations


def disputed(
    a: str, b: str, *, days: tuple[str | None, str | None] = (None, None)
) -> list[tuple[str | None, str | None]]:
    """Return the words that part two articles of two outlets."""
    papers = [
        replace(article(outlet, text), published=day)
        for outlet, text, day in zip(("صدى", "أنباء"), (a, b), days, strict=True)
    ]
    found = [one for one in relations(*papers) if one.kind == "disputes"]
    # from whichever side one looks
    assert [one for one in relations(*papers[::-1]) if one.kind == "disputes"] == found
    of_first = {one.a.startswith(papers[0].id) for one in found}
    assert of_first <= {True, False}
    return [(e.a, e.b) for one in found for e in one.evidence]


@pytest.mark.parametrize(
    ("denial", "claim", "cue"),
    [
        (
            "ونفى الوزير منع الشاحنات المحملة بالأدوية من الوصول إلى الميناء",
            "وشكا مستوردون من منع شاحنات الدواء من دخول الميناء منذ أيام",
            "ونفى",
        ),
        (
            "الأهلي ينفي إرسال عرض لضم المدافع حسان",
            "الأهلي يبعث خطابا لضم المدافع حسان",
            "ينفي",
        ),
    ],
)
def test_a_denial_met_word_by_word_needs_no_crowd(denial: str, claim: str, cue: str) -> None:
    """One outlet that tells what is denied is enough, in other words, too."""
    assert (cue, None) in disputed(denial, claim)


def test_a_negated_headline_is_answered_by_headlines_alone() -> None:
    """A verb is negated in many a sentence: only what two headlines say is held together."""
    papers = (
        article("صدى", "الشرطة: لم نقتل حارس المخزن القديم\nوهو ما قاله الناطق"),
        article("أنباء", "مقتل حارس المخزن القديم برصاص الشرطة\nوشيع جثمانه صباح الأحد"),
    )
    found = [one for one in relations(*papers, titled=True) if one.kind == "disputes"]

    assert [[e.a for e in one.evidence] for one in found] == [["لم نقتل"]]
    assert [one for one in relations(*papers) if one.kind == "disputes"] == []


@pytest.mark.parametrize(
    ("denial", "claim"),
    [
        # other questions leaked
        ("الوزارة تنفي تسرب أسئلة اللغة العربية", "تأجيل امتحان الرياضيات بعد تسرب أسئلة المادة"),
        # the street, not the clinic
        ("لا صحة لاستهداف مشفى في ريف البلدة", "قصف يطال سوقا في ريف البلدة"),
        # it is refused, not told
        ("غير صحيح رفع العقوبة عن اللاعب حسان", "رفض الاتحاد طلب رفع العقوبة عن اللاعب حسان"),
        # a right to it
        ("ولم يطلب النادي رفع العقوبة", "ويحق لكل نادي طلب رفع العقوبة"),
        # both deny it
        ("ونفى المدير بيع أرض الملعب القديم", "وأصدر النادي نفيا قاطعا لبيع أرض الملعب القديم"),
    ],
)
def test_what_is_like_the_denied_does_not_answer_it(denial: str, claim: str) -> None:
    """Of another thing, refused, allowed, or denied, too: no dispute."""
    assert disputed(denial, claim) == []


OURS = "مقتل 13 متظاهرا برصاص الشرطة في مدينة الساحل\nوشهد جسر المرفأ مواجهات فجر الخميس بعد اقتحام"
THEIRS = (
    "قيادة العمليات: أربع وفيات فقط في أحداث جسر المرفأ\n"
    "وجاء في بيان أن مدينة الساحل شهدت فجر الخميس مواجهات بين متظاهر وشرطة"
)


def test_openings_of_one_day_part_in_what_they_count() -> None:
    """Two articles of one day that open with one event count the dead otherwise."""
    assert disputed(OURS, THEIRS, days=("2019-05-02", "2019-05-02")) == [
        ("13 متظاهرا", "أربع وفيات")
    ]


@pytest.mark.parametrize(
    "theirs",
    [
        THEIRS.replace("فقط", "في حصيلة أولية"),
        THEIRS.replace("أربع وفيات فقط", "ارتفاع الحصيلة إلى 18 قتيلا"),
        "مقتل أربعة في حادث سير\nوقعت حافلة في واد شمال البلاد",
    ],
)
def test_first_counts_risen_ones_and_other_events_do_not(theirs: str) -> None:
    """A first count is soon another; a risen one is news; another event counts its own."""
    assert disputed(OURS, theirs, days=("2019-05-02", "2019-05-02")) == []


def test_every_quote_of_the_key_is_in_its_story() -> None:
    """The key of each invented story names sentences that are there, of two articles."""
    assert len(invented.names()) >= 36
    for name in invented.names()[:4]:
        for pair in invented.keyed(name).pairs:
            assert pair["a"] != pair["b"]
