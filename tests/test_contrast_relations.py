"""Denials, opposites, places and agreement between sentences of different outlets."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from reportgen.contrast import contrast
from reportgen.model import Article, CopyGroup, Relation, Theme

from .relation_pairs import (
    AGREED,
    DENIED,
    NEGATED,
    NO_TOLLS,
    NOT_AGREED,
    NOT_PARTED,
    PLACED,
    TOLLS,
    pairs,
)
from .spaces import article, sentences_of, vectors_near


def relations(
    *articles: Article,
    copies: Sequence[CopyGroup] = (),
    says: Sequence[float] | None = None,
    titled: bool = False,
) -> tuple[Relation, ...]:
    """Return the relations of articles of one theme; with a judge that `says` the same of all.

    If `titled`, the first line of each is its headline.
    """
    sentences = tuple(
        replace(s, role="title") if titled and not s.position else s
        for one in articles
        for s in sentences_of(one)
    )
    theme = Theme(
        id="t-1",
        label="خبر",
        sentences=tuple(s.id for s in sentences),
        outlets=tuple(one.outlet for one in articles),
    )

    def judge(asked: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        return np.array([says or () for _ in asked])

    return contrast(
        articles,
        sentences,
        vectors_near([0] * len(sentences)),
        (theme,),
        copies=copies,
        judge=judge if says else None,
    ).relations


def parted(denial: str, claim: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return what parts a denial and a claim that two outlets print."""
    papers = article("صدى", denial), article("أنباء", claim), article("مرآة", f"{claim} .")
    return [
        (one.kind, tuple(e.kind for e in one.evidence))
        for one in relations(*papers)
        if one.kind != "agrees"
    ]


def kinds(a: str, b: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the kinds of the relations between two sentences, each with its evidence."""
    found = relations(article("صدى", a), article("أنباء", b))
    return [(one.kind, tuple(e.kind for e in one.evidence)) for one in found]


@pytest.mark.parametrize(("a", "b"), pairs(DENIED))
def test_a_denial_disputes_the_claim(a: str, b: str) -> None:
    """By a verb, as untrue, or as what did not happen; from whichever side one looks."""
    assert parted(a, b) == [("disputes", ("cue",))]


def test_a_denial_answers_what_several_tell() -> None:
    """What one outlet alone tells may be another matter."""
    assert [kind for kind, _ in kinds(DENIAL, CLAIM) if kind == "disputes"] == []


@pytest.mark.parametrize(("a", "b"), pairs(NEGATED))
def test_negated_and_opposite_claims_are_disputes(a: str, b: str) -> None:
    """A verb negated in one only, or opposite states of the same thing."""
    assert kinds(a, b) == [("disputes", ("negation",))]
    assert kinds(b, a) == [("disputes", ("negation",))]


@pytest.mark.parametrize(("a", "b"), pairs(PLACED))
def test_an_event_is_in_one_place(a: str, b: str) -> None:
    """Two names behind the same kind of place, all else alike."""
    assert kinds(a, b) == [("disputes", ("place",))]


@pytest.mark.parametrize(("a", "b"), pairs(NOT_PARTED))
def test_what_only_sounds_contrary_is_no_dispute(a: str, b: str) -> None:
    """Two denials, questions, doubts, conditions, other subjects, a town in its province."""
    assert [kind for kind, _ in kinds(a, b) if kind != "agrees"] == []
    assert parted(a, b) == parted(b, a) == []


@pytest.mark.parametrize(("a", "b"), pairs(AGREED))
def test_the_same_claim_in_other_words_agrees(a: str, b: str) -> None:
    """Two voices, one claim."""
    assert [kind for kind, _ in kinds(a, b)] == ["agrees"]


@pytest.mark.parametrize(("a", "b"), pairs(NOT_AGREED))
def test_agreement_is_of_two_voices_on_one_claim(a: str, b: str) -> None:
    """Not with other numbers, not the same print, not negated, not a question."""
    assert "agrees" not in [kind for kind, _ in kinds(a, b)]


def tolls(a: str, b: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the kinds of the relations between two headlines of articles that tell no more."""
    found = [
        r
        for r in relations(article("صدى", a), article("أنباء", b), titled=True)
        if r.kind != "agrees"
    ]
    return [(r.kind, tuple(e.kind for e in r.evidence)) for r in found]


@pytest.mark.parametrize(("a", "b"), pairs(TOLLS))
def test_tolls_of_one_event_part_in_headlines(a: str, b: str) -> None:
    """In other words, in headlines, which belong to no theme; once, from either side."""
    assert tolls(a, b) == [("disputes", ("number",))]
    assert tolls(b, a) == [("disputes", ("number",))]


@pytest.mark.parametrize(("a", "b"), pairs(NO_TOLLS))
def test_tolls_of_other_events_or_parts_do_not(a: str, b: str) -> None:
    """Another accident, two of three, the dead and the hurt together, a sum told by its parts."""
    assert tolls(a, b) == []


def test_a_risen_toll_updates_the_other() -> None:
    """«ارتفع العدد إلى …» is later news on the same day; never an older article's."""
    low = article("صدى", "إصابة 27 شخصا بانفجار مبنى في هامبورغ الألمانية")
    high = article("أنباء", "ارتفاع مصابي انفجار مبنى هامبورغ الألمانية إلى 38 مصابا")

    (found,) = relations(low, high, titled=True)

    assert (found.kind, found.evidence[0].a, found.evidence[0].b) == (
        "updates",
        "27 شخصا",
        "38 مصابا",
    )
    dated = [replace(low, published="2026-03-02"), replace(high, published="2026-03-01")]
    assert relations(*dated, titled=True) == ()


def test_an_outlet_that_has_the_denial_does_not_stand_against_it() -> None:
    """Who tells a rumour only to deny it makes no claim."""
    told = "بسبب حريق الصالة تأجل نهائي اليد في كأس الرابطة إلى الشهر المقبل"
    denial = "نفى اتحاد اليد تأجيل نهائي كأس الرابطة إلى الشهر المقبل"
    rumour = f"قالت مواقع: {told}\nنفى الاتحاد ما تردد عن تأجيل نهائي كأس الرابطة لكرة اليد"

    assert parted(denial, told)
    found = relations(
        article("صدى", denial), article("أنباء", rumour), article("مرآة", f"{rumour} .")
    )
    assert [one for one in found if one.kind == "disputes"] == []


DENIAL, CLAIM = pairs(DENIED)[0]
ALSO = article("مرآة", f"{CLAIM} .")


def test_evidence_is_the_words_of_the_denial() -> None:
    """The cue stands on the side of the sentence that denies."""
    for one, other in ((DENIAL, CLAIM), (CLAIM, DENIAL)):
        found = relations(article("صدى", one), article("أنباء", other), ALSO)
        ((evidence,),) = [one.evidence for one in found if one.kind == "disputes"]
        denies = DENIAL.startswith(evidence.a or "-")
        assert (evidence.a, evidence.b) == (("نفى", None) if denies else (None, "نفى"))


@pytest.mark.parametrize(
    ("denial", "speaker"),
    [
        (DENIAL, "المتحدث باسم الجيش النيجري"),
        ("الجيش النيجري ينفي إرسال قوات خاصة إلى الحدود المالية", "الجيش النيجري"),
        ("أخبار اليوم من نيامي «صدى» تنفي إرسال قوات خاصة نيجرية إلى الحدود المالية", "صدى"),
        ("لا صحة لما تردد عن وصول قوات نيجرية خاصة إلى مدن الحدود المالية", None),
    ],
)
def test_evidence_names_who_denies(denial: str, speaker: str | None) -> None:
    """In the words of the sentence that denies, where it says so."""
    found = relations(article("صدى", denial), article("أنباء", CLAIM), ALSO)
    assert [one.evidence[0].speaker for one in found if one.kind == "disputes"] == [speaker]


def test_a_sum_of_another_day_that_fell_is_no_news() -> None:
    """What is counted up to today's morning is today's, where the sum would have fallen."""
    early, late = (
        replace(
            article(name, f"بلغ عدد السيارات الواردة لسوق التمور حتى صباح {text}"), published=day
        )
        for name, text, day in (
            ("صدى", "أمس الجمعة 1800 سيارة وفق فريق الإحصاء", "2020-03-07"),
            ("أنباء", "اليوم 1467 سيارة وفق فريق الإحصاء", "2020-03-08"),
        )
    )
    risen = replace(late, text=late.text.replace("1467", "2467"))

    assert relations(early, late) == ()
    assert [one.kind for one in relations(early, risen)] == ["updates"]


def test_a_denial_of_this_news_denies_what_stands_before() -> None:
    """«نفى مصدر هذا الخبر» answers the claim right before it in its article."""
    told = article(
        "صدى", "قالت صحف إن مجلس المدينة وافق على هدم سوق الخضار القديم\nنفى مصدر هذا الخبر"
    )
    other = article("أنباء", "وافق مجلس المدينة أمس على هدم سوق الخضار القديم وسط البلدة")

    (found,) = [one for one in relations(told, other) if one.kind == "disputes"]

    assert "نفى" in {found.evidence[0].a, found.evidence[0].b}


def test_copies_neither_agree_nor_dispute() -> None:
    """Articles that print one text are one voice."""
    one, other = article("صدى", DENIAL), article("أنباء", CLAIM)
    group = CopyGroup(articles=(one.id, other.id), shared=0.9)

    assert relations(one, other, copies=(group,)) == ()


def test_one_printing_is_told_once() -> None:
    """Two outlets with the same sentence are not listed twice against a third."""
    a = "أسفر انفجار السوق عن مقتل 12 شخصا وفق الشرطة"
    b = "أسفر انفجار السوق عن مقتل 17 شخصا وفق الشرطة"

    found = relations(article("صدى", a), article("أنباء", b), article("مرآة", b + "."))

    assert [one.kind for one in found].count("disputes") == 1


def test_days_named_by_the_texts_make_news() -> None:
    """«اليوم الاثنين» and «أمس الاثنين»: the second was written later and updates the first."""
    early = article("صدى", "أسفر انفجار السوق اليوم الاثنين عن مقتل 12 شخصا وفق الشرطة")
    late = article("أنباء", "أسفر انفجار السوق أمس الاثنين عن مقتل 17 شخصا وفق الشرطة")

    for order in ((early, late), (late, early)):
        (found,) = relations(*order)
        assert (found.kind, found.a.split("-")[0]) == ("updates", early.id)


def test_an_opposite_on_a_later_day_is_news() -> None:
    """What was refused on Monday and passed on Tuesday is a change, no dispute."""
    b, a = pairs(NEGATED)[2]
    early = replace(article("صدى", a), published="2020-03-02")
    late = replace(article("أنباء", b), published="2020-03-03")

    (found,) = relations(late, early)

    assert (found.kind, found.a.split("-")[0]) == ("updates", early.id)


def test_a_denial_stays_one_on_a_later_day() -> None:
    """A claim denied the day after is still disputed; one made days after a denial is new."""
    early = replace(article("صدى", CLAIM), published="2020-03-02")
    late = replace(article("أنباء", DENIAL), published="2020-03-03")

    also = replace(ALSO, published="2020-03-02")

    assert [one.kind for one in relations(early, late, also)] == ["disputes"]
    new = [replace(one, published="2020-03-06") for one in (early, also)]
    assert [one.kind for one in relations(late, *new)] == []


def test_a_judge_takes_away_and_adds_nothing() -> None:
    """It is asked about what the rules found; its word is evidence, never the only one."""
    same = tuple(
        article(name, text) for name, text in zip(("صدى", "أنباء"), pairs(AGREED)[0], strict=True)
    )
    apart = article("صدى", DENIAL), article("أنباء", CLAIM), ALSO
    far = article("صدى", "القمح غلا في السوق هذا العام"), article("أنباء", "فاز الفريق بالكأس أمس")

    assert [e.kind for one in relations(*same, says=(0.9, 0.1, 0.0)) for e in one.evidence] == [
        "judge"
    ]
    assert relations(*same, says=(0.1, 0.8, 0.1)) == ()
    assert relations(*apart, says=(0.95, 0.05, 0.0)) == ()
    (disputed,) = relations(*apart, says=(0.0, 0.1, 0.9))
    assert [e.kind for e in disputed.evidence] == ["cue", "judge"]
    assert relations(*far, says=(0.0, 0.0, 1.0)) == ()
