"""What one outlet opens with and another denies; turnouts; tolls that later days change."""

from dataclasses import replace

import pytest

from bench.retold import FOLDER, SETS
from bench.stories import lines
from reportgen.arabic import fold
from reportgen.contrast._beside import is_beside
from reportgen.contrast._passages import Passage
from reportgen.contrast._propositions import not_so_in
from reportgen.contrast._quantities import quantities_in
from reportgen.contrast._senses import places_of
from reportgen.model import Role, Sentence

from .spaces import article
from .test_contrast_relations import relations

Told = tuple[str, str | None, str | None]


def passage_of(text: str, role: Role = "body") -> Passage:
    """Return a sentence as a passage."""
    sentence = Sentence(
        article="one",
        start=0,
        end=len(text),
        text=text,
        folded=fold(text),
        paragraph=0,
        position=0,
        role=role,
    )
    return Passage(sentence, text)


def parted(a: str, b: str, *, days: tuple[str, str] = ("2021-02-05", "2021-02-05")) -> list[Told]:
    """Return what parts two articles of two outlets, headlines first: kind and words."""
    papers = [
        replace(article(outlet, text), published=day)
        for outlet, text, day in zip(("صدى", "أنباء"), (a, b), days, strict=True)
    ]
    found = [one for one in relations(*papers, titled=True) if one.kind != "agrees"]
    assert [one for one in relations(*papers[::-1], titled=True) if one.kind != "agrees"] == found
    return [(one.kind, e.a, e.b) for one in found for e in one.evidence if e.kind != "judge"]


OPENED = "الوزارة تعلن افتتاح معبر الوادي\nوبدأت الشاحنات في العبور منذ الصباح الباكر"
DENIED = (
    "الجارة تلتزم الهدوء على الحدود\n"
    "ونفت وزارة الداخلية فتح معبر الوادي أمام المسافرين بعد ساعات من الإعلان"
)


def test_what_an_article_opens_with_is_denied_in_few_of_its_words() -> None:
    """A headline and a denial below another headline part, though little else is shared."""
    assert parted(DENIED, OPENED) == [("disputes", "ونفت", None)]


def test_what_may_have_come_true_since_does_not_part() -> None:
    """What is told a day after the denial may have come true; what was told before is denied."""
    assert parted(DENIED, OPENED, days=("2021-02-05", "2021-02-06")) == []
    assert parted(DENIED, OPENED, days=("2021-02-06", "2021-02-05")) == [("disputes", "ونفت", None)]


def test_what_was_told_long_before_is_not_what_is_denied_now() -> None:
    """A denial answers what was told on its day or the day before, no news of last week."""
    assert parted(DENIED, OPENED, days=("2021-02-08", "2021-02-05")) == []


LOW = (
    "السائقون يشكون طول الانتظار\nوقالوا إنهم تعبوا\nوطالبوا بظل\n"
    "وكان معبر الوادي فتح قبل أعوام بعد اتفاق"
)


@pytest.mark.parametrize(
    ("denial", "opening"),
    [
        # only how he died is denied
        (
            "إدارة السجون تنفي وفاة موقوف في سجن الوادي تحت التعذيب\nوقالت إنها تحقق",
            "وفاة موقوف في سجن الوادي تثير الغضب\nوشيع جثمانه أمس",
        ),
        # it was shot at, it fell
        (
            "الجيش: لا صحة لإسقاط طائرة شحن فوق الوادي\nوقال إن الرحلة عادية",
            "تحطم طائرة شحن فوق الوادي\nوسقطت الطائرة في حقل",
        ),
        # who opens with it passes it on, or denies it, too
        (DENIED, "تداولت مواقع خبر افتتاح معبر الوادي\nوسأل السائقون عن الخبر"),
        (DENIED, "الادعاء بفتح معبر الوادي: تدقيق يكشف عدم صحته\nوسأل السائقون عن الخبر"),
        (DENIED, "لم يفتح معبر الوادي بعد\nوقال الناطق إن معبر الوادي مغلق"),
        # a hand in it
        (
            "الحرس ينفي مسؤوليته عن قصف سوق الوادي\nودعا إلى التحقيق",
            "قصف سوق الوادي يوقع ضحايا\nوهرعت سيارات الإسعاف",
        ),
        # far below the opening it is told by the way
        (DENIED, LOW),
    ],
)
def test_what_only_sounds_like_the_denied_does_not_part(denial: str, opening: str) -> None:
    """Another manner, another thing, a rumour, a denial, something told by the way: no dispute."""
    assert parted(denial, opening) == []


@pytest.mark.parametrize(
    ("denial", "beside", "met"),
    [
        # his secretary died
        (
            "الجيش ينفي مقتل قائد الأركان في تحطم المروحية",
            "مقتل مدير مكتب قائد الأركان في تحطم المروحية",
            "مقتل قائد الأركان في تحطم المروحية",
        ),
        # years ago
        (
            "نفى رئيس الجامعة تسمم طالبات المدينة الجامعية",
            "وشهدت المدينة الجامعية في العام 2013 تسمم طالبات كثيرات",
            "وشهدت المدينة الجامعية تسمم طالبات كثيرات",
        ),
        # the other side won
        (
            "نفت القيادة استعادة قوات السامر قاعدة الوادي",
            "استعادة قاعدة الوادي من أيدي قوات السامر",
            "استعادة قاعدة الوادي على يد قوات السامر",
        ),
        # who denies it announces something else
        (
            "قوة حماية الجنوب تنفي استعادة قاعدة الوادي",
            "أعلن آمر قوة حماية الجنوب استعادة قاعدة الوادي",
            "أعلن آمر كتيبة الساحل استعادة قاعدة الوادي",
        ),
        # only who is meant is told by both
        (
            "نفت السفارة أن يكون المهندس الذي خطف قرب الوادي من رعاياها",
            "خطف مسلحون مهندسا قرب الوادي",
            "خطف مسلحون مهندسا من رعايا الجارة قرب الوادي",
        ),
        # he is said to be dying
        (
            "نفى الناطق وفاة المغني سالم إكلينيكيا",
            "وفاة المغني سالم في المستشفى",
            "المغني سالم في حالة وفاة إكلينيكيا",
        ),
    ],
)
def test_what_is_told_beside_the_denied_is_known(denial: str, beside: str, met: str) -> None:
    """An aide's death, another year, the losing side, the denier's own news: not denied."""
    passage = passage_of(denial, role="title")
    (start,) = {one.start for one in not_so_in(passage)}
    assert is_beside(passage, start, passage_of(beside))
    assert not is_beside(passage, start, passage_of(met))


def test_who_fights_is_not_dead() -> None:
    """«مقاتلين» and «قتلى» have letters in common, and nothing else."""
    assert not places_of("مقاتليه", passage_of("قصف يوقع قتلى في الوادي"))
    assert places_of("مقتل", passage_of("قصف يوقع قتلى في الوادي"))


def test_a_headline_that_ends_in_a_denial_denies_what_it_tells() -> None:
    """«… والحكومة تنفي»: the words before it are what is denied."""
    (one,) = not_so_in(passage_of("الحركة تعلن سيطرتها على قلعة الوادي والحكومة تنفي", "title"))
    assert [word.folded for word in one.said] == ["سيطرتها", "قلعه", "الوادي"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "ونفى مصدر أمني ما تداولته بعض وسائل الإعلام من اقتحام رجال الأمن للمدرسة",
            ["اقتحام", "رجال", "الامن", "للمدرسه"],
        ),
        (
            "نفى مصدر بإدارة السجون وإعادة الإدماج، اليوم، ما راج في المواقع عن تدهور صحة سجين",
            ["تدهور", "سجين"],
        ),
        ("لا صحة لإسقاط أي طائرة مقاتلة", ["لاسقاط", "طايره", "مقاتله"]),
        ("سبب نفوق أسماك البحيرة مرض ولا صحة لتسميم المياه", ["لتسميم", "المياه"]),
        (
            "نفت المديرية في بيان اقتحام المبنى، وقالت إن ستة ضباط توجهوا إليه",
            ["اقتحام", "المبني"],
        ),
        (
            "نفى المكتب الخاص لزعيم حزب الوفاء سالم ولد الشيخ عثمان تقارير عن رفض الرئيس طلبه",
            ["رفض", "الرييس", "طلبه"],
        ),
        ("نفت الجارة فتح معبر «الوادي» الحدودي", ["فتح", "معبر", "الوادي", "الحدودي"]),
    ],
)
def test_what_is_denied_stands_behind_who_told_it(text: str, said: list[str]) -> None:
    """«ما تداولته … من», «ما راج … عن», a name in quotation marks: the denied is read whole."""
    assert [word.folded for one in not_so_in(passage_of(text)) for word in one.said] == said


STRIKE = "إضراب عام في البلاد\nوأغلقت المتاجر والمدارس والبنوك أبوابها في العاصمة ومدن الساحل"


@pytest.mark.parametrize(
    ("union", "ministry", "is_parted"),
    [
        ("وقالت النقابات إن نسبة المشاركة في الإضراب بلغت 80%", "المشاركة لم تتجاوز 27%", True),
        # a branch, an hour, a forecast are not the whole
        ("وقالت إن نسبة المشاركة في قطاع التعليم بلغت 80%", "المشاركة لم تتجاوز 27%", False),
        ("وقالت إن المشاركة بلغت 80%", "المشاركة بلغت 27% حتى منتصف النهار", False),
        ("وشل الإضراب ولاية الوادي وقالت إن المشاركة بلغت 80%", "المشاركة لم تتجاوز 27%", False),
        ("وتوقعت النقابات أن تبلغ المشاركة 80%", "المشاركة لم تتجاوز 27%", False),
        # who tells both takes no side
        (
            "وقالت النقابات إن المشاركة بلغت 80% والوزير إنها 27%",
            "المشاركة لم تتجاوز 27%",
            False,
        ),
        # one sector is a part, both are the whole
        ("وقالت إن المشاركة بلغت 80%", "المشاركة لم تتجاوز 27% في القطاع العام", False),
        (
            "وقالت إن المشاركة بلغت 80%",
            "المشاركة لم تتجاوز 2% في القطاع الخاص و27% في القطاع العام",
            True,
        ),
        # near enough for two counts
        ("وقالت إن نسبة المشاركة بلغت 80%", "نسبة المشاركة بلغت 70% ", False),
    ],
)
def test_turnouts_far_apart_part_two_outlets(union: str, ministry: str, is_parted: bool) -> None:
    """Of the whole, of one strike, and far apart: then those who count differ."""
    told = parted(f"{STRIKE}\n{union}", f"{STRIKE} أمس\nوقال الوزير إن {ministry}")
    assert bool([one for one in told if "80%" in str(one)]) == is_parted


FIRE = "في حريق مستشفى الوادي\nواندلع الحريق فجرا في قسم الأطفال بالطابق الثاني من مستشفى الوادي"


def test_the_toll_of_the_next_day_changes_that_of_the_first() -> None:
    """The dead of the following days are news, of one day a difference, of weeks another fire."""
    first, later = f"14 قتيلا {FIRE}", f"مقتل 19 شخصا {FIRE} قبل يوم"
    days = ("2021-02-05", "2021-02-06")

    assert parted(first, later, days=days) == [("updates", "14 قتيلا", "19 شخصا")]
    assert parted(first, later) == [("disputes", "14 قتيلا", "19 شخصا")]
    assert parted(first, later, days=("2021-02-05", "2021-03-05")) == []


def test_a_part_of_the_dead_is_no_toll() -> None:
    """«14 وفاة من داخل المستشفى» are some of the dead, «18 شهادة وفاة» are papers."""
    first, later = f"22 قتيلا {FIRE}", f"14 وفاة من داخل المستشفى {FIRE}"

    assert parted(first, later) == []
    assert parted(first, f"مصدر: 18 شهادة وفاة صدرت {FIRE}") == []


@pytest.mark.parametrize(
    ("text", "fate", "value"),
    [
        ("وفاة 17 وإصابة 71 في الحريق", "killed", 17),
        ("إصابة نحو 120 بتسمم في المدينة", "injured", 120),
        ("قُصف السوق فمات 24 وجرح العشرات", "killed", 24),
    ],
)
def test_a_number_counts_nothing_that_is_joined_to_the_next_word(
    text: str, fate: str, value: int
) -> None:
    """«17 وإصابة», «120 بتسمم»: people, of whom nothing more is said."""
    first = quantities_in(text).quantities[0]
    assert (first.noun, first.fate) == ("", fate)
    assert first.low <= value <= first.high


@pytest.mark.parametrize("which", SETS)
def test_the_retold_stories_quote_what_their_articles_say(which: str) -> None:
    """Each pair of the key, and each that was judged, stands in its articles to the letter."""
    stories = list(lines(FOLDER / f"{which}.jsonl"))
    assert len({story["name"] for story in stories}) == len(stories) >= 42
    for story in stories:
        said = {one["id"]: f"{one['title']}\n\n{one['text']}" for one in story["articles"]}
        for pair in (*story["disputes"], *story["judged"]):
            assert all(pair[f"{side}_quote"] in said[pair[side]] for side in ("a", "b"))
