"""Voices: who speaks, with which verb, in whose words; in spans of the text, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.contrast._voices import voices_of
from reportgen.model import Briefing, Voice

from .spaces import article, sentences_of


def heard(text: str) -> list[tuple[str | None, str, str]]:
    """Return speaker, verb and attitude of the voices in `text`, a sentence a line."""
    return [(one.speaker, one.verb, one.attitude) for one in voices(text)]


def voices(text: str) -> tuple[Voice, ...]:
    """Return the voices in `text`, a sentence a line."""
    one = article("صدى", text)
    return voices_of([one], sentences_of(one))


@pytest.mark.parametrize(
    ("text", "speaker", "verb", "attitude"),
    [
        ("قال الوزير إن الجسر سيفتح غدا", "الوزير", "قال", "neutral"),
        ("وأكدت وزارة الصحة في بيان أن اللقاح متوفر", "وزارة الصحة", "أكدت", "endorsing"),
        ("زعم المدير أن الشركة رابحة", "المدير", "زعم", "distancing"),
        ("وادعى سمير خالد بأن الأرض له", "سمير خالد", "ادعى", "distancing"),
        ("أعلن رئيس البلدية أمس بدء العمل", "رئيس البلدية", "أعلن", "neutral"),
        ("من جهته، كشف الناطق باسم الشرطة عن اعتقال لص", "الناطق باسم الشرطة", "كشف", "endorsing"),
        ("وكان المدرب قد أكد أن الفريق جاهز", "المدرب", "أكد", "endorsing"),
        (
            "القرار صائب، يقول الخبير علي حسن، ولا بديل عنه أن يتخذ",
            "الخبير علي حسن",
            "يقول",
            "neutral",
        ),
        ("ونُقل عن الرئيس قوله إن الحوار مستمر", "الرئيس", "نُقل", "neutral"),
        ("بلغ العدد ستين بحسب وكالة الأنباء", "وكالة الأنباء", "بحسب", "neutral"),
        ("العدد ستون وفقا لتقرير المنظمة", "تقرير المنظمة", "وفقا", "neutral"),
        ("نفى المتحدث صحة الخبر", "المتحدث", "نفى", "neutral"),
        ("تعليم الشمال يعلن مواعيد المقابلات للمعلمين", "تعليم الشمال", "يعلن", "neutral"),
        (
            "أعلنت الإدارة العامة للتعليم في الشمال بدء التسجيل",
            "الإدارة العامة للتعليم",
            "أعلنت",
            "neutral",
        ),
        ("أعلنت وزارة الدفاع أمس مقتل جندي", "وزارة الدفاع", "أعلنت", "neutral"),
        ("أعلن مجلس النواب إقرار القانون", "مجلس النواب", "أعلن", "neutral"),
        ("وأفاد م. محمود سعيد بأن العمل انتهى", "م. محمود سعيد", "أفاد", "neutral"),
    ],
)
def test_speaker_verb_and_attitude(text: str, speaker: str, verb: str, attitude: str) -> None:
    """The subject is cut where «أن», a colon, a time, an occasion or the object begins."""
    assert heard(text) == [(speaker, verb, attitude)]


@pytest.mark.parametrize(
    "text",
    [
        "لم يؤكد الوزير أن الجسر سيفتح",
        "وزعت الهدايا بين الطلاب والمعلمين",
        "يذكر أن الجسر بني قبل عشرين عاما",
        "كشف الحساب موجود في البنك",
        "سار الوفد عبر الحدود إلى العاصمة",
        "وفق القواعد المعمول بها في البلاد",
        "تابع الجمهور المباراة حتى نهايتها",
    ],
)
def test_other_words_are_no_voices(text: str) -> None:
    """A denied report, «بين» as "between", an impersonal «يذكر»: nobody speaks."""
    assert heard(text) == []


def test_a_verb_without_a_subject_goes_on() -> None:
    """«وأضاف» is the one before; «وأضافت» is not, and after silence nobody is."""
    assert heard("قال الوزير إن العمل بدأ\nوأضاف أن الطريق طويل، مشيرا إلى أن المال قليل") == [
        ("الوزير", "قال", "neutral"),
        ("الوزير", "أضاف", "neutral"),
        ("الوزير", "مشيرا", "neutral"),
    ]
    assert len(heard("قال الوزير إن العمل بدأ\nوأضافت أن الطريق طويل")) == 1
    assert len(heard("قال الوزير إن العمل بدأ\nنزل المطر\nهبت الريح\nوأضاف أن الطريق طويل")) == 1


def test_anonymous_sources_have_no_name() -> None:
    """«مصادر مطلعة» speak, and nobody knows who they are."""
    assert heard("ذكرت مصادر مطلعة أن الاتفاق قريب") == [(None, "ذكرت", "neutral")]


def test_at_arms_length() -> None:
    """«على حد قوله» keeps a distance from the one who just spoke."""
    assert heard("قال المدير إن الشركة رابحة، على حد قوله") == [
        ("المدير", "قال", "neutral"),
        ("المدير", "على حد قوله", "distancing"),
    ]


@pytest.mark.parametrize("marks", ["«»", "“”", '""'])
def test_quotations_belong_to_their_speaker(marks: str) -> None:
    """What stands between the marks is tied to the verb before it; a name in marks is none."""
    said = f"{marks[0]}لن نترك أحدا خلفنا في هذا الطريق{marks[1]}"
    found = voices(f"وقالت رئيسة {marks[0]}المجلس الأعلى{marks[1]} سعاد أحمد: {said}")

    assert [(one.speaker, one.quotation) for one in found] == [
        (f"رئيسة {marks[0]}المجلس الأعلى{marks[1]} سعاد أحمد", said[1:-1])
    ]


def test_verbs_inside_a_quotation_are_the_speakers() -> None:
    """What a speaker says of others is no voice of the outlet."""
    found = voices("قال الخبير «هم يزعمون أن الحرب انتهت منذ عام كامل»")

    assert [one.speaker for one in found] == ["الخبير"]


def test_samples_are_heard_to_the_letter(samples: Briefing) -> None:
    """Speaker, verb and quotation are spans of the articles."""
    texts = {s.id: s.text for s in samples.sentences}
    articles = {
        s.id: a.text for a in samples.articles for s in samples.sentences if s.article == a.id
    }

    assert len(samples.voices) >= 20
    for voice in samples.voices:
        assert voice.verb in texts[voice.sentence]
        assert (voice.quotation or "") in texts[voice.sentence]
        assert (voice.speaker or "") in articles[voice.sentence]


@given(
    st.lists(
        st.sampled_from('قال أن : « » " “ ” . ، الوزير وأضاف مشيرا إلى عن على حد قوله م'.split()),
        max_size=40,
    )
)
def test_no_heap_of_words_breaks_it(heap: list[str]) -> None:
    """Whatever stands there, a voice is made of words of the text."""
    text = " ".join(heap)

    for voice in voices(text):
        assert voice.verb in text
        assert (voice.speaker or "") in text
