"""Sentences: where they end, where they do not, and what belongs to none."""

import os
import runpy
import time
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.model import Article, Paragraph
from reportgen.segment import segment

from . import spaces

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("REPORTGEN_DATA", ROOT.parent / "shared" / "data"))


def article(text: str, *paragraphs: Paragraph) -> Article:
    """Make an article of one paragraph, or of those given."""
    spans = paragraphs or (Paragraph(start=0, end=len(text)),)
    return replace(spaces.article("o", text), paragraphs=spans)


def split(text: str) -> list[str]:
    """Return the sentences of one paragraph."""
    return [sentence.text for sentence in segment((article(text),))]


# "¦" stands where a cut is due and is no part of the text
CUTS = {
    "full stop": "وصل الوفد أمس.¦ وعاد اليوم.",
    "question": "لماذا الآن؟¦ لأن الوقت مناسب.",
    "exclamations": "يا للعجب!!!¦ عاد الفريق.",
    "Latin question mark": "هل عاد?¦ نعم عاد.",
    "Urdu full stop": "وصل الوفد\u06d4¦ وعاد.",
    "doctor": "التقى د. سامي أمين العاصمة.¦ ثم غادر.",
    "professor": "قال أ.د. سامي إن الأمر انتهى.¦ وغادر.",
    "engineer": "أوضح م. محمد الربيعي ذلك.",
    "post box": "العنوان ص.ب. 1234 الرياض.",
    "initial": "حضر أحمد ز. أمين الاجتماع.",
    "agency with dots": "ذكرت أ.ف.ب. أن الوفد وصل.",
    "era": "بدأت عام 1900 ق.م تقريباً وانتهت عام 700 ق.م.¦ وظلت قائمة.",
    "unit after a number": "طوله 100 م.¦ وعرضه أكبر.",
    "Latin initial": "قال J. Smith ذلك.¦ ثم مضى.",
    "Latin abbreviation": "قال Dr. Smith ذلك.",
    "American": "شركة U.S. Steel أعلنت ذلك.",
    "decimal": "ارتفع بنسبة 3.5% أمس.¦ ثم هبط 0.7 نقطة.",
    "Arabic decimal": "ارتفع بنسبة ٣.٥ في المئة.¦ ثم هبط.",
    "decimal before an invisible mark": "دفع 50.\u200f62 مليون يورو.",
    "thousands": "بلغت القيمة 2.063.000.000 ريال.",
    "time": "بدأ عند الساعة 8.30 مساء.¦ وانتهى 9.45.",
    "date": "نشر في 14.12.2017 في الرياض.",
    "date with spaces": "نشر في 14. 12. 2017 في الرياض.",
    "number ends": "حدث ذلك عام 2015.¦ وقال الوزير شيئا.",
    "list number": "1. وصل الوفد إلى جنيف.¦ 2. غادر الوفد.",
    "missing space": "في الشرق الأوسط.¦وسيتوجه بوتين إلى تركيا.",
    "missing space after a year": "حدث ذلك عام 2015.¦وقال الوزير شيئا.",
    "ellipsis inside": "ما تقوله وما تفعله... في الواقع لا يهم.",
    "two dots inside": "بسبب القطط.. وفاة شقيقة الفنان.",
    "ellipsis at the end": "لتصحيح مسارها السياسي..",
    "horizontal ellipsis": "صمت قليلا\u2026 ثم تكلم.",
    "address": "زوروا http://vrgs.ju.edu.sa/jobs.html?a=1#top اليوم.¦ وشكرا.",
    "address ends": "زوروا www.sehai.org.¦ وشكرا.",
    "mail": "اكتبوا إلى a.b@example.com اليوم.",
    "version": "صدر Windows 8.1 أمس.",
    "guillemets": "قال «وصل الوفد. وسيعود غدا» ثم مضى.¦ وعاد.",
    "straight quotes": 'قال "وصل الوفد. وسيعود غدا" ثم مضى.¦ وعاد.',
    "quote after the stop": "قال: «وصل الوفد.»¦ ثم مضى.",
    "straight quote after the stop": 'قال: "وصل الوفد."¦ ثم مضى.',
    "stop after the quote": "قال: «وصل الوفد».¦ ثم مضى.",
    "quoted question goes on": "«لماذا الآن؟» يتساءل الكاتب.",
    "stop, then an opening quote": 'وصل الوفد. "سنعود"¦'.replace(". ", ".¦ ").rstrip("¦"),
    "comma after the mark": "صرخ «كفى!»، ثم مضى.",
    "glued clitic and quote": 'نشرته ل"هافينجتون بوست"، أمس. وعاد.'.replace(". و", ".¦ و"),
    "brackets": "غضب الأهالي (لا أحد يعلم. لا أحد) من القرار.",
    "semicolon": "تجاوزت الحدود؛ ومجمل التطورات مهم.",
    "colon": "قال الكرملين: إن بوتين أمر بذلك.",
    "hashtag": "انتشر وسم #سوريا أمس.",
    "C sharp": "يكتب برامج C# كل يوم.",
    "line break inside": "وصل الوفد\nإلى جنيف.¦ وعاد.",
    "English": "He met Mr. Smith at 5 p.m. yesterday.¦ Then he left.",
}


@pytest.mark.parametrize("case", CUTS)
def test_ends(case: str) -> None:
    """Each form of ending and of not ending is told apart."""
    parts = [part.strip() for part in CUTS[case].split("¦")]

    assert parts == split(CUTS[case].replace("¦", ""))


# text → its sentences, where marks between them belong to none
MARKS = {
    "محادثات جنيف# على صعيد آخر عاد الوفد.": ["محادثات جنيف", "على صعيد آخر عاد الوفد."],
    "عاد الوفد. ##محادثات جنيف": ["عاد الوفد.", "محادثات جنيف"],
    "محادثات جنيف##على صعيد آخر": ["محادثات جنيف", "على صعيد آخر"],
    "**ومن تلك الخطوات:** وقف العمليات.": ["ومن تلك الخطوات:", "وقف العمليات."],
    "**ومن تلك الخطوات**: وقف العمليات.": ["ومن تلك الخطوات", "وقف العمليات."],
    "قال **بوتين** ذلك.": ["قال **بوتين** ذلك."],
    "وصل الوفد. - عاد الوفد.": ["وصل الوفد.", "عاد الوفد."],
    'وصل الوفد. " وعاد.': ["وصل الوفد.", "وعاد."],
    "... !!! \u2026 ***": [],
    "": [],
}


@pytest.mark.parametrize("text", MARKS)
def test_marks_belong_to_no_sentence(text: str) -> None:
    """Heading marks, lead-in marks, bullets and orphan quotes stay outside the spans."""
    assert MARKS[text] == split(text)


def test_headline_is_one_sentence() -> None:
    """A title is one sentence with its role, whatever marks it holds."""
    text = "لماذا؟ وكيف؟\nوصل الوفد. وعاد."
    title = Paragraph(start=0, end=12, role="title")
    sentences = segment((article(text, title, Paragraph(start=13, end=len(text))),))

    assert [s.text for s in sentences] == ["لماذا؟ وكيف؟", "وصل الوفد.", "وعاد."]
    assert [s.role for s in sentences] == ["title", "body", "body"]
    assert [(s.paragraph, s.position) for s in sentences] == [(0, 0), (1, 1), (1, 2)]


def test_folded_is_for_models_only() -> None:
    """The folded form has no vowel marks; the text keeps each of them."""
    (sentence,) = segment((article("حربٌ ضدّ الإرهاب"),))

    assert sentence.folded == "حرب ضد الارهاب"
    assert sentence.text == "حربٌ ضدّ الإرهاب"


@pytest.mark.parametrize(
    "unit",
    [
        "كلمة ",
        "كلمة. ",
        "كلمة.كلمة",
        "\"'«(",
        ". ",
        '". ',
        "#",
        "د. ",
        "..a",
        "1.",
        "**",
        "http://.",
    ],
)
def test_a_hostile_line_costs_linear_time(unit: str) -> None:
    """A hostile line costs time in proportion to its length, never its square."""
    text = unit * (2_000_000 // len(unit))
    start = time.perf_counter()
    segment((article(text),))

    assert time.perf_counter() - start < 20  # about 3 s on two cores


def test_boundaries_of_ud_pud() -> None:
    """On the documents it was not tuned on, at least 98 of 100 boundaries are right."""
    path = DATA / "ud_arabic_pud.jsonl.gz"
    if not path.is_file():
        pytest.skip("no evaluation data (REPORTGEN_DATA)")
    bench = runpy.run_path(str(ROOT / "bench" / "segmentation.py"))
    docs = bench["documents"](path)[1::2]
    *_, f1 = bench["measure"](bench["reportgen"], docs)

    assert f1 >= 0.98


LONG = (
    "قال وزير الخارجية في مؤتمر صحفي عقده أمس في العاصمة إن المحادثات التي جرت مع الوفد "
    "كانت مثمرة وبناءة إلى حد بعيد، مشيرا إلى أن «الطرفين، وهما حريصان على الحل، اتفقا على "
    "كل شيء»، فيما أعلن الوفد الآخر أنه لم يوافق بعد على أي بند من بنود الاتفاق المقترح؛ "
    "وكانت الجولة السابقة قد انتهت دون أي نتيجة تذكر قبل شهرين."
)


def test_over_long_sentence_has_clauses() -> None:
    """A run-on sentence is one quote with clause spans; quotations are not cut."""
    (sentence,) = segment((article(LONG),))
    parts = [LONG[start:end] for start, end in sentence.clauses]

    assert sentence.text == LONG
    assert [part.split()[0] for part in parts] == ["قال", "مشيرا", "فيما", "وكانت"]
    assert " ".join(parts) == LONG
    assert segment((article("وصل الوفد أمس، وعاد اليوم."),))[0].clauses == ()


def test_a_run_on_report_ends_where_the_next_speaks() -> None:
    """After more text than a column bears, a comma before a named speaker ends the sentence."""
    long = "أعلنت الوزارة أن الوفد وصل إلى المدينة بعد رحلة شملت ثلاث عواصم " * 6
    said = "وقالت اللجنة في بيانها إن المحادثات تبدأ غدا في مقر المنظمة"
    again = "وقالت إن المحادثات تبدأ غدا في مقر المنظمة"

    assert split(f"{long.strip()}، {said}.") == [long.strip(), f"{said}."]
    assert split(f"{long.strip()}، {again}.") == [f"{long.strip()}، {again}."]
    assert split(f"أعلنت الوزارة وصول الوفد، {said}.") == [f"أعلنت الوزارة وصول الوفد، {said}."]
