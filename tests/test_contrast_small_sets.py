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


SHOWN = (
    "والتقطت الصورة صباح الجمعة في حي الميناء بعد انهيار السد وفق سكان\n"
    "وتظهر الصورة طفلا يحمل قطته فوق سطح بيت غمرته السيول"
)
OLDER = (
    "صورة الطفل والقطة فوق سطح البيت أثارت تعاطفا واسعا\n"
    "وتبين بالبحث أن الصورة منشورة منذ مايو 2014 على موقع مصور من بلد آخر"
)


def test_a_picture_found_to_be_older_disputes_where_it_was_taken() -> None:
    """One outlet tells where it was taken, another that it was there years before."""
    assert disputed(SHOWN, OLDER, days=("2021-02-05", "2021-02-06")) == [
        ("منشورة منذ مايو 2014", None)
    ]


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        # no year before: nothing is found of it
        (SHOWN, OLDER.replace("2014", "2021")),
        # another picture
        (SHOWN, OLDER.replace("الطفل والقطة فوق سطح البيت", "الجسر المهدم")),
        # who shows it says whose word it is
        (f"{SHOWN}\nوتداولت حسابات الصورة".replace("والتقطت", "زعم ناشر أنه التقط"), OLDER),
        # what is found, is found in the same outlet, too
        (f"{SHOWN}\nغير أن الصورة قديمة، إذ نشرت الصورة عام 2014", OLDER),
    ],
)
def test_other_pictures_and_hearsay_do_not(shown: str, found: str) -> None:
    """Another picture, one of this year, one that is passed on as a rumour part nobody."""
    papers = [
        replace(article("صدى", shown), published="2021-02-05"),
        replace(article("أنباء", found), published="2021-02-06"),
    ]
    cues = [
        e.a
        for one in relations(*papers)
        for e in one.evidence
        if one.kind == "disputes" and e.kind == "cue" and "التقطت" in str(one)
    ]
    assert cues == []


@pytest.mark.parametrize(
    ("dead", "alive", "words"),
    [
        (
            "وذكر مصدر محلي أن قبطان العبارة قُتل على الفور حين جنحت",
            "وقالت النقابة إن ربان العبارة يرقد في العناية الفائقة بعد جراحة",
            ("قُتل", "في العناية الفائقة"),
        ),
        (
            "وفاة الشاعر منير الدالي بعد صراع مع المرض",
            "شقيق منير الدالي: أخي بخير ولا صحة لما يشاع",
            ("وفاة", "بخير"),
        ),
    ],
)
def test_nobody_is_dead_and_alive(dead: str, alive: str, words: tuple[str, str]) -> None:
    """Whoever is known by his name or by his part in it cannot have died and live on."""
    assert words in disputed(dead, alive)


@pytest.mark.parametrize(
    ("dead", "alive"),
    [
        # of many some die and some live
        ("مقتل 14 راكبا في تحطم الطائرة", "وخرج بقية الركاب سالمين من الطائرة"),
        ("لقي سائق مصرعه ونجا رفيقه في حادث", "نجا سائق من حادث على الطريق"),
        # another man
        (
            "وتوفيت الممثلة هدى الراوي في مطلع الشهر",
            "وقال الطبيب إن الممثلة لا تزال محجوزة في مستشفى الساحل",
        ),
        # who still lived then
        (
            "مقتل قائد المفرزة نادر الخطيب",
            "قال قائد المفرزة نادر الخطيب وهو على قيد الحياة إنه بريء",
        ),
    ],
)
def test_the_dead_and_others_who_live_do_not_part(dead: str, alive: str) -> None:
    """Some of many, another of that calling, and what he said when he lived, dispute nothing."""
    assert disputed(dead, alive) == []


def test_who_lived_yesterday_may_have_died() -> None:
    """A death told the day after is news."""
    dead = "وذكر مصدر محلي أن قبطان العبارة قُتل متأثرا بجروحه"
    alive = "وقالت النقابة إن ربان العبارة يرقد في العناية الفائقة"

    assert disputed(dead, alive, days=("2021-02-06", "2021-02-05")) == []


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


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (
            "وأعلن الجيش إسقاط طائرة مسيرة فوق الساحل",
            "وكان سقوط الطائرة بسبب خلل تقني في المحرك",
            {"إسقاط", "بسبب خلل تقني"},
        ),
        (
            "واندلع الحريق بسبب تماس كهربائي في المخزن",
            "وقال المحافظ إن الحريق ناجم عن عبوة وضعت في المخزن",
            {"بسبب تماس كهربائي", "ناجم عن عبوة"},
        ),
    ],
)
def test_one_event_has_one_kind_of_cause(a: str, b: str, words: set[str]) -> None:
    """Shot down or failed, set on fire or a short circuit: both said outright."""
    assert [set(found) for found in disputed(a, b)] == [words]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "وأعلن الجيش إسقاط طائرة مسيرة فوق الساحل",
            "وربما كان سقوط الطائرة بسبب خلل تقني في المحرك",
        ),
        (
            "واندلع الحريق بسبب تماس كهربائي في المخزن",
            "وقع الانفجار بسبب قذيفة سقطت على المرفأ",
        ),
        (
            "وتحطمت طائرة في يناير بسبب عاصفة قرب الساحل",
            "وتحطمت طائرة أمس بسبب خلل تقني قرب الساحل",
        ),
    ],
)
def test_supposed_causes_and_other_events_do_not_part(a: str, b: str) -> None:
    """What is only thought possible, and the cause of something else, dispute nothing."""
    assert disputed(a, b) == []


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
