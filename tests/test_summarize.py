"""Key sentences and the executive summary: picked, never made; nothing said twice."""

import time
from itertools import combinations

import numpy as np
import pytest
from sumy.summarizers.lex_rank import LexRankSummarizer

from reportgen import arabic
from reportgen.model import Briefing
from reportgen.summarize import SummarizeOptions
from reportgen.summarize._readability import asks, is_whole, leans, reads_alone
from reportgen.summarize._sumy import lexrank
from reportgen.summarize._terms import content_stems

from .spaces import article, sentences_of


def test_every_outlet_of_a_theme_is_quoted(samples: Briefing) -> None:
    """Each outlet that speaks of a theme has one or two key sentences, its own."""
    outlet_of = {a.id: a.outlet for a in samples.articles}
    article_of = {s.id: s.article for s in samples.sentences}
    most = SummarizeOptions().key_sentences
    for theme in samples.themes:
        assert {outlet for outlet, _ in theme.key} == set(theme.outlets)
        for outlet, ids in theme.key:
            assert 1 <= len(ids) <= most
            assert {outlet_of[article_of[i]] for i in ids} == {outlet}
            # what a leaning sentence brings along may itself be of no theme
            brought = {ids[at - 1] for at, i in enumerate(ids) if i in theme.joined}
            assert set(ids) - brought <= {*theme.sentences, *theme.also}


def test_summary_is_short_and_opens_with_the_story(samples: Briefing) -> None:
    """It stays within its words and begins with the opening of an article."""
    sentence_of = {s.id: s for s in samples.sentences}
    chosen = [sentence_of[item.sentence] for item in samples.summary]
    openings = {}
    for sentence in samples.sentences:
        if sentence.role == "body":
            openings.setdefault(sentence.article, sentence)

    assert sum(len(s.text.split()) for s in chosen) <= SummarizeOptions().summary_words
    assert chosen[0] in openings.values()
    assert all(s.role == "body" for s in chosen)


def test_summary_hears_several_outlets_and_repeats_nothing(samples: Briefing) -> None:
    """At least three of the five outlets are heard, and no two sentences share most words."""
    sentence_of = {s.id: s for s in samples.sentences}
    outlet_of = {a.id: a.outlet for a in samples.articles}
    chosen = [sentence_of[item.sentence] for item in samples.summary]

    assert len({outlet_of[s.article] for s in chosen}) >= 3
    for one, other in combinations(chosen, 2):
        first, second = set(content_stems(one.folded)), set(content_stems(other.folded))
        assert len(first & second) < 0.6 * min(len(first), len(second))


def test_equal_sentences_are_rated_apart() -> None:
    """The same words twice are two rows with the same rating, not one row lost."""
    ratings = lexrank([("جسر", "مدين"), ("جسر", "مدين"), ("قمح", "سعر"), ("جسر", "نهر")])

    assert len(ratings) == 4
    assert ratings[0] == ratings[1] == ratings.max() == 1.0


def test_vowelled_words_count() -> None:
    """A vowelled sentence has the same stems as the plain one."""
    one = sentences_of(article("أنباء", "قَرَّرَتِ الحُكُومَةُ رَفْعَ الأُجُورِ\nقررت الحكومة رفع الأجور"))

    assert content_stems(one[0].folded) == content_stems(one[1].folded) != ()


def test_no_sentence_no_rating() -> None:
    """An empty theme has no ratings, and sentences without content words do not divide by zero."""
    assert lexrank([]).shape == (0,)
    assert np.isfinite(lexrank([(), (), ()])).all()


def test_ratings_are_those_of_sumy(samples: Briefing) -> None:
    """The graph built at once is the one sumy builds pair by pair: the ratings are its own."""
    stems = [content_stems(s.folded) for s in samples.sentences[:60]]
    theirs = LexRankSummarizer()
    tf, idf = theirs._compute_tf(stems), theirs._compute_idf(stems)
    matrix = theirs._create_matrix(stems, theirs.threshold, tf, idf)
    expected = theirs.power_method(matrix, theirs.epsilon)

    np.testing.assert_allclose(lexrank(stems), expected / expected.max(), rtol=1e-6)


def test_two_thousand_sentences_are_rated_in_seconds() -> None:
    """A theme of 2,000 sentences, which takes sumy minutes, is rated in under five seconds."""
    draw = np.random.default_rng(3)
    stems = [tuple(map(str, draw.zipf(1.4, size=20) % 5000)) for _ in range(2000)]
    start = time.perf_counter()

    assert np.isfinite(lexrank(stems)).all()
    assert time.perf_counter() - start < 5


LEANING = """
وأضاف أن الحكومة سترفع أجور العاملين في القطاع العام
وهو ما رفضته النقابات في اجتماعها أمس
كما أعلنت الوزارة فتح باب التقديم
ومن جهته قال رئيس النقابة إن القرار متأخر
من جهته قال رئيس النقابة إن القرار متأخر
وقال إن القرار متأخر ولا يكفي
وفي هذا السياق دعا نواب إلى جلسة عاجلة
لكنه لم يحدد موعدا لذلك
وفي وقت سابق نقلت الوكالة عن الوزير أن المشاورات جارية
وفي المجموعة ذاتها فاز المنتخب التونسي على نظيره
وأشارت المصادر في تصريحات للصحيفة إلى أن القرار متأخر
""".strip().splitlines()

STANDING = """
أعلنت الحكومة رفع أجور العاملين في القطاع العام
وقال رئيس النقابة إن القرار متأخر ولا يكفي
وفي القاهرة خرج آلاف المتظاهرين إلى الشوارع
ومن المتوقع أن يبدأ العمل بالقرار الشهر المقبل
من المقرر أن يبدأ العمل بالقرار الشهر المقبل
في وقت متأخر من مساء الاثنين أعلنت الوزارة القرار
وقالت الوكالة الوطنية للإعلام إن القرار متأخر
""".strip().splitlines()


@pytest.mark.parametrize("text", LEANING)
def test_what_leans_is_known(text: str) -> None:
    """A sentence that points back to the one before is known by how it opens."""
    assert leans(arabic.fold(text))


@pytest.mark.parametrize("text", STANDING)
def test_what_stands_is_left_alone(text: str) -> None:
    """An opening waw, or a verb with its speaker, does not make a sentence lean."""
    assert not leans(arabic.fold(text))


def test_fragments_and_questions_are_known() -> None:
    """A lead-in, half a quotation and a question are no whole statement."""
    assert not is_whole("وجاء في البيان الذي وزعته الوزارة ما يلي:")
    assert not is_whole("ولن نقبل بأقل من ذلك أبدا في أي يوم» كما قال")
    assert not is_whole("صورة أرشيفية")
    assert is_whole("أعلنت الحكومة رفع أجور العاملين في القطاع العام.")
    assert asks("هل ترفع الحكومة أجور العاملين؟»")


def test_leaning_sentences_weigh_less() -> None:
    """A sentence that leans on the one before, or only asks, is worth less alone."""
    plain, leaning, asking = sentences_of(
        article(
            "أنباء",
            "أعلنت الحكومة رفع أجور العاملين في القطاع العام\n"
            "وأضاف أن الحكومة سترفع أجور العاملين في القطاع العام\n"
            "هل ترفع الحكومة أجور العاملين في القطاع العام اليوم؟",
        )
    )

    assert reads_alone(plain) == 1.0
    assert reads_alone(leaning) < 1.0
    assert reads_alone(asking) < 1.0
