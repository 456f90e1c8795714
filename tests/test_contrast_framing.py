"""Framing: other names for the same thing, counted by outlet, and only beyond chance."""

from collections import Counter

import pytest

from reportgen.contrast._framing import chance_of, framing_of, log_odds_z
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
