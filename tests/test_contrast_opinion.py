"""Opinion: marked only where an outlet surely speaks its own mind."""

from dataclasses import replace

import pytest

from reportgen.contrast import contrast
from reportgen.contrast._opinion import signs_in
from reportgen.model import Briefing, Paragraph
from reportgen.segment import segment

from .spaces import article, vectors_near

COLUMN = """للأسف ما زلنا نكرر أخطاءنا، فمتى نتعلم من كل هذه الكوارث؟
يجب علينا أن نعترف بأن المشروع فشل فشلا مريعا منذ يومه الأول.
افتتح الجسر قبل عامين أمام السيارات والمارة من أهل القرية.
أليس من العار أن ننتظر كارثة أخرى حتى نتحرك!"""
REPORT = """افتتح الوزير الجسر صباح السبت أمام السيارات والمارة من أهل القرية.
وقال الوزير إن المشروع كلف عشرة ملايين ريال ووفر مئات الوظائف.
وأضاف: «يجب علينا أن نفخر بهذا الإنجاز الرائع، أليس كذلك؟».
وأكد مدير المشروع أن العمل انتهى قبل موعده بثلاثة أشهر."""


def _found(*texts: str):  # noqa: ANN202
    articles = [
        replace(a, paragraphs=(Paragraph(start=0, end=len(a.text)),))
        for a in (article(f"مصدر {n}", text) for n, text in enumerate(texts))
    ]
    sentences = segment(articles)
    found = contrast(articles, sentences, vectors_near([0] * len(sentences)), ())
    text_of = {s.id: s.text for s in sentences}
    return [found.kinds.get(a.id) for a in articles], [text_of[i] for i in found.opinions]


def test_what_somebody_says_is_no_opinion_of_the_outlet() -> None:
    """«وأكد أن …» is somebody's, though nobody is named who could have said it."""
    said = "وأكد أن هذا العمل الجبان كارثة بشعة وجريمة مروعة ستحل بنا وببلادنا كلها يوما ما للأسف."

    assert _found(said, REPORT)[1] == []


def test_a_column_and_a_report_are_told_apart() -> None:
    """In the column its judgements are marked and its facts are not; in the report nothing is."""
    kinds, opinions = _found(COLUMN, REPORT)

    assert kinds == ["opinion", "reporting"]
    assert opinions == [COLUMN.split("\n")[n] for n in (0, 1, 3)]


def test_who_is_quoted_makes_no_opinion_of_the_outlet() -> None:
    """The judgements of a speaker are the speaker's, with quotation marks or without."""
    quoted = "وصف السكان الحادث: «نحن ضحايا كارثة مخزية ويجب علينا أن نرحل فورا!»"
    _, opinions = _found(f"قال الوزير إن علينا أن نعترف بأن المشروع كارثة مخزية!\n{quoted}")

    assert opinions == []
    assert signs_in(quoted) == 0


@pytest.mark.parametrize("heap", ["« كلمة كلمة كلمة كلمة كلمة ", "؟ ! ", "يجب علينا "])
def test_a_hostile_text_counts_for_no_more_than_its_signs(heap: str) -> None:
    """Repeating a sign changes nothing."""
    assert signs_in(heap * 20_000) == signs_in(heap * 3)


def test_samples_know_their_columns(samples: Briefing) -> None:
    """What is marked stands in the articles that argue, and no report is called a column."""
    article_of = {s.id: s.article for s in samples.sentences}
    outlet_of = {a.id: a.outlet for a in samples.articles}

    assert {outlet_of[article_of[i]] for i in samples.opinions} <= {"الخليج", "نور سورية", "002"}
    assert all(a.kind != "opinion" for a in samples.articles if a.outlet in {"000", "004"})
