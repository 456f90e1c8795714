"""Framing: other names for the same thing, counted by outlet, and only beyond chance."""

from collections import Counter

import pytest

from reportgen.contrast._choices import chance_of, log_odds_z
from reportgen.contrast._framing import framing_of
from reportgen.model import Briefing, Framing

from .spaces import article, sentences_of

OWNER = "التقى الرئيس السوري بشار الأسد وفدا من الحزب"


def framed(**texts: str) -> tuple[Framing, ...]:
    """Return the framing of outlets that print these texts, a sentence a line."""
    articles = [article(outlet, text) for outlet, text in texts.items()]
    return framing_of(articles, [s for one in articles for s in sentences_of(one)])


def test_names_of_one_referent_are_counted_by_outlet() -> None:
    """The articles' own «الرئيس السوري بشار الأسد» makes the two names one referent."""
    (found,) = framed(
        صدى="\n".join([OWNER, *["هاجم نظام الأسد المدينة"] * 4]),
        أنباء="\n".join(["ردت الحكومة السورية على البيان"] * 4),
    )

    assert found.referent in {"نظام الأسد", "الحكومة السورية"}
    assert [(v.outlet, v.phrase, v.count) for v in found.variants] == [
        ("صدى", "نظام الأسد", 4),
        ("أنباء", "الحكومة السورية", 4),
    ]
    assert [len(v.sentences) for v in found.variants] == [4, 4]


def test_without_a_link_they_are_two_referents() -> None:
    """Nobody says whose «نظام الأسد» is: it is not held against «الحكومة السورية»."""
    assert (
        framed(
            صدى="\n".join(["هاجم نظام الأسد المدينة"] * 4),
            أنباء="\n".join(["ردت الحكومة السورية على البيان"] * 4),
        )
        == ()
    )


def test_two_nations_are_two_referents() -> None:
    """«القوات الروسية» and «القوات السورية» are no two names of one army."""
    assert (
        framed(
            صدى="\n".join(["تقدمت القوات الروسية شمالا"] * 5),
            أنباء="\n".join(["تقدمت القوات السورية شمالا"] * 5),
        )
        == ()
    )


@pytest.mark.parametrize("times", [1, 2])
def test_what_may_be_chance_is_not_shown(times: int) -> None:
    """One or two namings prove no habit against one or two others."""
    assert (
        framed(
            صدى="\n".join([OWNER, *["هاجم نظام الأسد المدينة"] * times]),
            أنباء="\n".join(["ردت الحكومة السورية على البيان"] * times),
        )
        == ()
    )


def test_all_alike_is_no_framing() -> None:
    """Where all outlets use the same names there is nothing to say."""
    same = "\n".join([OWNER, *["هاجم نظام الأسد المدينة", "ردت الحكومة السورية"] * 4])

    assert framed(صدى=same, أنباء=same + "\nانتهى الخبر") == ()


def test_forms_and_particles_of_a_name_are_one_name() -> None:
    """«وداعش», «تنظيم داعش» are one name; so are the cases of «الحوثيون»."""
    (found,) = framed(
        صدى="\n".join(["انسحب داعش وتنظيم داعش من القرية"] * 3),
        أنباء="\n".join(["انسحب تنظيم الدولة الإسلامية من القرية"] * 4),
    )

    assert [(v.outlet, v.count) for v in found.variants] == [("صدى", 6), ("أنباء", 4)]
    assert framed(صدى="قال الحوثيون\n" * 5, أنباء="بين الحوثيين\n" * 5) == ()


# one report of an agency, as two papers rewrite it, and what each of them adds
_REPORT = (
    "وشنت طائرات تركية غارات على مواقع {} في شمال البلاد قرب الحدود",
    "وأعلن بيان الجيش أن القصف دمر مخازن {} في شمال المدينة أمس",
)
_MORE = (
    "وقتل الحراس ثلاثة من {} عند الجسر الكبير",
    "وفر {} إلى الجبال بعد القصف",
    "وسيطر {} على قرية بعيدة",
    "وترك {} أسلحتهم",
)


def _told_of(name: str, *, also: str = "") -> str:
    return "\n".join((also, *(line.format(name) for line in (*_REPORT, *_MORE))))


def test_what_takes_each_others_place_is_one_referent() -> None:
    """No table knows the two: the papers rewrite one report and differ in nothing but the name."""
    (found,) = framed(صدى=_told_of("الجهاديين"), أنباء=_told_of("المتطرفين"))

    assert [(v.outlet, v.phrase, v.count) for v in found.variants] == [
        ("صدى", "الجهاديين", 6),
        ("أنباء", "المتطرفين", 6),
    ]


def test_the_noun_comes_with_its_adjective() -> None:
    """«المخلوع» alone is no name: what is printed is the noun phrase as it stands."""
    (found,) = framed(صدى=_told_of("الرئيس المخلوع"), أنباء=_told_of("الرئيس السابق"))

    assert {v.phrase for v in found.variants} == {"الرئيس المخلوع", "الرئيس السابق"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("القوات الروسية", "القوات السورية"),  # two nations
        ("التحالف الدولي", "التحالف العربي"),  # two parts of the world
        ("الكويت", "الإمارات"),  # two countries
        ("المليشيات المسلحة", "الميليشيا المسلحة"),  # number and spelling
        ("المسئولين الجدد", "المسؤولين الجدد"),  # spelling
        ("المجلس", "المجلس المحلي"),  # with and without a further word
        ("الفرقة الثالثة", "الفرقة الرابعة"),  # numbers
        ("سعيد", "محمود"),  # proper names
    ],
)
def test_what_is_two_things_or_one_name_is_no_framing(one: str, other: str) -> None:
    """Though they take each other's place in one report."""
    assert framed(صدى=_told_of(one), أنباء=_told_of(other)) == ()


def test_what_stands_side_by_side_is_two_things() -> None:
    """A text that has both in one sentence speaks of two."""
    both = "\n".join(["تفاوض الجهاديون مع المتطرفين", "قاتل المتطرفون خصومهم الجهاديين"] * 2)

    assert framed(صدى=_told_of("الجهاديين", also=both), أنباء=_told_of("المتطرفين")) == ()


def test_one_rewritten_word_makes_no_referent() -> None:
    """Without reports told alike nothing says that two phrases are one."""
    ours = "\n".join(line.format("الجهاديين") for line in _MORE)
    theirs = "\n".join(
        f"{place} شاهد السكان المتطرفين" for place in ("عند الباب", "في الحقل", "قرب النهر") * 2
    )

    assert framed(صدى=ours, أنباء=theirs) == ()


def test_the_order_of_articles_changes_no_referent() -> None:
    """Of two articles, whichever is first, the same referent with the same counts."""
    one = framed(صدى=_told_of("الجهاديين"), أنباء=_told_of("المتطرفين"))
    other = framed(أنباء=_told_of("المتطرفين"), صدى=_told_of("الجهاديين"))

    assert {(v.outlet, v.phrase, v.count) for f in one for v in f.variants} == {
        (v.outlet, v.phrase, v.count) for f in other for v in f.variants
    }


@pytest.mark.parametrize(
    "name",
    ["قوات سوريا الديمقراطية", "الجيش السوري الحر", "القوات الجوية السورية", "القوات الأمنية"],
)
def test_a_part_or_another_force_is_no_name_of_the_army(name: str) -> None:
    """«القوات الجوية» is not all of the army, «قوات سوريا الديمقراطية» is another."""
    texts = {
        "صدى": "\n".join([OWNER, *[f"تقدمت {name} شمالا"] * 5]),
        "أنباء": "\n".join(["تقدم الجيش السوري شمالا"] * 5),
    }

    assert framed(**texts) == ()


def test_a_government_that_is_gone_is_another() -> None:
    """«نظام صدام» is no name of the government of today, «النظام السابق» is nobody's."""
    titled = ["قال الرئيس العراقي فؤاد معصوم ذلك"] * 3
    gone = ["سقط النظام العراقي السابق قديما"] * 3
    texts = {
        "صدى": "\n".join([*titled, *gone]),
        "أنباء": "\n".join(["ردت الحكومة العراقية على البيان"] * 5),
    }

    assert framed(**texts) == ()


def test_the_statistics_are_those_of_the_books() -> None:
    """All of five against three of eight: one chance in 23 (Fisher), log-odds well above zero."""
    own: Counter[tuple[str, ...]] = Counter({("a",): 5})
    rest: Counter[tuple[str, ...]] = Counter({("a",): 3, ("b",): 5})

    assert chance_of(own, own + rest, ("a",)) == pytest.approx(56 / 1287)
    assert log_odds_z(own, rest, ("a",)) > 1.96
    assert log_odds_z(rest, own, ("a",)) < -1.96


def test_samples_name_government_and_army_otherwise(samples: Briefing) -> None:
    """The five samples differ in what they call the government and the army of Syria."""
    names = [{(v.outlet, v.phrase): v.count for v in f.variants} for f in samples.framing]

    (government,) = [n for n in names if ("004", "نظام الأسد") in n]
    assert government["004", "نظام الأسد"] == 5
    assert government["002", "النظام السوري"] == 3
    (army,) = [n for n in names if ("الخليج", "الجيش السوري") in n]
    assert army["الخليج", "الجيش السوري"] == 2
    assert {("000", "القوات الحكومية"), ("000", "قوات الأسد")} <= army.keys()
    assert len(names) == 2


def test_phrases_stand_in_their_sentences(samples: Briefing) -> None:
    """Every count has its sentences, and each of them holds a form of the name."""
    texts = {s.id: s.text for s in samples.sentences}

    for framing in samples.framing:
        for variant in framing.variants:
            assert 1 <= len(variant.sentences) <= variant.count
            head = variant.phrase.split()[0].removeprefix("ال")
            assert all(head in texts[i] for i in variant.sentences)
