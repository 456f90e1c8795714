"""What leans comes with what it leans on, or not at all; no voice drowns the others."""

import numpy as np

from reportgen.model import Article, Sentence
from reportgen.summarize import Length, SummarizeOptions, opening_first, pick, summarize
from reportgen.summarize._redundancy import Repeats
from reportgen.summarize._selection import quotation, take_by_turns, take_in_order

from .spaces import article, sentences_of, vectors, vectors_near

MINISTRY = """أعلنت وزارة الصحة تسجيل ثلاثين إصابة جديدة بالفيروس في العاصمة
وأضافت أن المستشفيات استقبلت المصابين وأن حالتهم مستقرة حتى الآن
هل تكفي أسرة المستشفيات لاستقبال كل هؤلاء المصابين؟
وجاء في بيان الوزارة الذي صدر مساء الثلاثاء ما يلي:
وقال وزير الصحة إن حملة التطعيم تبدأ صباح الأحد في كل المدارس
كما أن الوزارة ستوزع الكمامات مجانا على طلاب المدارس الحكومية"""
DOCTORS = """حذر أطباء في العاصمة من نقص الأدوية في المستشفيات الحكومية
وطالبت نقابة الأطباء بزيادة عدد الممرضات في أقسام الطوارئ فورا"""


def story() -> tuple[tuple[Article, ...], tuple[Sentence, ...]]:
    """Return two outlets on one outbreak."""
    articles = (article("أنباء", MINISTRY), article("صدى", DOCTORS))
    return articles, tuple(s for one in articles for s in sentences_of(one))


def test_a_leaning_sentence_brings_the_one_before() -> None:
    """It is quoted with its predecessor or, where that cannot stand either, not at all."""
    _, sentences = story()

    assert quotation(sentences, 0) == (0,)
    assert quotation(sentences, 1) == (0, 1)
    assert quotation(sentences, 2) is None  # only asks
    assert quotation(sentences, 3) is None  # a lead-in
    assert quotation(sentences, 5) == (4, 5)
    assert quotation(sentences, 6) == (6,)


def test_a_story_is_told_by_turns_within_its_words() -> None:
    """Both outlets are heard, the limit holds, and nobody leans on what is missing."""
    articles, sentences = story()
    for words in (12, 25, 40, 60):
        found = pick(
            articles,
            sentences,
            vectors_near([0, 1, 2, 3, 4, 5, 6, 7]),
            length=Length(words=words, is_limit=True),
            redundancy=0.6,
        )
        assert sum(len(s.text.split()) for s in found) <= words
        if words >= 25:
            assert {s.article for s in found} == {a.id for a in articles}
        assert sentences[2] not in found
        assert sentences[3] not in found
        assert sentences[1] not in found or sentences[0] in found


def test_a_share_is_met_as_nearly_as_sentences_allow() -> None:
    """One article's share of words is neither missed nor passed by more than half a sentence."""
    one = article("أنباء", MINISTRY)
    sentences = sentences_of(one)
    words = [len(s.text.split()) for s in sentences]
    for share in (0.2, 0.4, 0.6, 0.8, 1.0):
        target = share * sum(words)
        rows = take_in_order(
            sentences, -np.arange(len(words), dtype=float), Length(words=target, is_limit=False)
        )
        assert rows
        assert abs(sum(words[i] for i in rows) - target) <= max(words)


def test_equal_statements_are_made_once() -> None:
    """Two outlets with the same wire sentence: one of them is quoted, with something new."""
    wire = "أعلنت وزارة الصحة تسجيل ثلاثين إصابة جديدة بالفيروس في العاصمة"
    articles = (article("أنباء", wire), article("صدى", f"{wire}\n{DOCTORS}"))
    sentences = tuple(s for one in articles for s in sentences_of(one))
    matrix = vectors(np.eye(4)[[0, 0, 1, 2]]).matrix
    rows = take_by_turns(
        sentences,
        np.zeros(4),
        Length(words=100, is_limit=True),
        voice_of=["أنباء", "صدى", "صدى", "صدى"],
        repeats=Repeats(sentences, matrix, 0.7),
        weight={"already_heard": -0.1, "repeats_chosen": 0.0},
    )

    assert sorted(row for quoted in rows for row in quoted) in ([0, 2, 3], [1, 2, 3])


def test_who_is_quoted_from_the_opening_comes_first() -> None:
    """A sentence from the middle of one report does not open a summary that has an opening."""
    _, sentences = story()

    assert opening_first((sentences[4], sentences[6]), sentences) == (sentences[6], sentences[4])
    assert opening_first((sentences[0], sentences[7]), sentences) == (sentences[0], sentences[7])


def test_few_sentences_are_told_apart_by_their_words() -> None:
    """Vectors too few to be centred make no two sentences the same."""
    _, sentences = story()
    close = vectors(np.ones((8, 4)) + 0.05 * np.eye(8, 4))

    assert not Repeats(sentences, close.matrix, 0.6).any(0, [6])


def test_one_quotation_is_told_once() -> None:
    """Who quotes the same words says the same, whatever the sentence says of them besides."""
    said = "ألف مبروك لهؤلاء الأبطال .. مبروك للوطن"
    title = "ألف مبروك للأبطال"
    lines = (
        f"وتفاعل الجمهور مع تغريدته التي قال فيها «{said}» أمس",
        f'وقدم الرئيس تهنئته عبر حسابه ونشر صورة كتب عليها "{said}" وأرفق جدولا',
        f"واستقبل المطار البعثة بلافتة «{title}»",
        f"ونشرت الصحيفة ملفا عنوانه «{title}» في عددها الأخير",
    )
    sentences = sentences_of(article("أنباء", "\n".join(lines)))
    repeats = Repeats(sentences, np.eye(4, dtype=np.float32), 0.7)

    assert repeats.any(0, [1])
    assert not repeats.any(2, [3])  # the name of something


def test_order_of_articles_changes_no_choice() -> None:
    """The same sentences are picked whichever article comes first."""
    articles, sentences = story()
    there = vectors_near([0, 1, 2, 3, 4, 5, 6, 7])
    order = [6, 7, 0, 1, 2, 3, 4, 5]
    length = Length(words=40, is_limit=True)
    one = pick(articles, sentences, there, length=length, redundancy=0.6)
    other = pick(
        articles[::-1],
        [sentences[i] for i in order],
        vectors(there.matrix[order]),
        length=length,
        redundancy=0.6,
    )

    assert {s.id for s in one} == {s.id for s in other}


def test_nothing_to_pick_from_is_nothing_picked() -> None:
    """No sentence, no theme, no summary, and no error."""
    assert summarize((), (), vectors(np.zeros((0, 4))), (), options=SummarizeOptions()) == ((), ())
