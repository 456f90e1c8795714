"""Threads: a word that outlets come back to in several themes, and every sentence has it."""

import random
from dataclasses import replace
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import arabic
from reportgen.cluster import ClusterOptions, threads
from reportgen.cluster._phrases import anchors_of
from reportgen.geometry import unit
from reportgen.model import Briefing, Sentence, Theme, Thread, Vectors
from reportgen.render import RenderOptions
from reportgen.render._html import page

from .briefings import tiny
from .spaces import article, sentences_of, vectors, vectors_near

OPTIONS = ClusterOptions()
# twelve lines of three outlets: three of them speak of Geneva, each with what no other says
GENEVA = (
    "تضغط موسكو عبر مسار جنيف على حليفها",
    "لا يرى الوفد جديدا في جنيف3 هذه المرة",
    "ستبحث وفود المعارضة في جنيف ملف المعتقلين",
)
OTHERS = (
    "ارتفعت أسعار القمح ارتفاعا كبيرا",
    "فاز الفريق الوطني بكأس البطولة",
    "تساقطت ثلوج كثيفة فوق الجبال",
    "افتتح الوزير مستشفى للأطفال",
    "أغلقت المدارس أبوابها مبكرا",
    "تراجع سعر النفط تراجعا طفيفا",
    "عاد الصيادون إلى الميناء سالمين",
    "زار السفير متحف الآثار",
    "احتفل الأهالي بموسم الزيتون",
)
# those of Geneva lie nearer to one another than any others
GROUPS = [0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9]

Set = tuple[tuple[Sentence, ...], Vectors, dict[str, str]]


def _three_outlets() -> Set:
    lines = [(GENEVA[n], *OTHERS[3 * n : 3 * n + 3]) for n in range(3)]
    articles = [article(name, "\n".join(some)) for name, some in zip("ابج", lines, strict=True)]
    sentences = tuple(s for one in articles for s in sentences_of(one))
    return sentences, vectors_near(GROUPS), {one.id: one.outlet for one in articles}


def _found(
    given_set: Set, themes: tuple[Theme, ...] = (), text_of: dict[str, str] | None = None
) -> tuple[Thread, ...]:
    sentences, space, outlet_of = given_set
    return threads(sentences, space, themes, outlet_of=outlet_of, text_of=text_of, options=OPTIONS)


def test_a_word_of_several_outlets_is_a_thread() -> None:
    """The word is found whatever is written to it, with all its sentences and outlets."""
    sentences, *_ = given_set = _three_outlets()

    (thread,) = _found(given_set)

    text = {s.id: s.text for s in sentences}
    assert thread.label == "جنيف"
    assert {text[m.sentence] for m in thread.mentions} == set(GENEVA)
    assert thread.outlets == ("ا", "ب", "ج")


def test_every_mention_is_the_span_of_the_word() -> None:
    """Each span lies in its sentence and has the word, to the letter."""
    sentences, *_ = given_set = _three_outlets()
    start = {s.id: s.start for s in sentences}
    text = {s.id: s.text for s in sentences}

    (thread,) = _found(given_set)

    for mention in thread.mentions:
        first, last = (place - start[mention.sentence] for place in mention.word)
        assert text[mention.sentence][first:last].startswith("جنيف")


def test_what_one_theme_brings_together_is_no_thread() -> None:
    """A word whose sentences a theme has already tells the reader nothing new."""
    sentences, *_ = given_set = _three_outlets()
    ids = tuple(s.id for s in sentences if s.text in GENEVA)

    assert _found(given_set, (Theme(id="t", label="", sentences=ids, outlets=()),)) == ()


def test_copies_of_one_text_are_no_thread() -> None:
    """Outlets that print one text are one voice, and one voice makes no thread."""
    given_set = _three_outlets()

    assert _found(given_set, text_of=dict.fromkeys(given_set[2], "one")) == ()


def test_sentences_far_from_one_another_are_no_thread() -> None:
    """One word in sentences that have nothing else in common is a chance, not a thread."""
    sentences, _, outlet_of = _three_outlets()

    assert _found((sentences, vectors_near(list(range(12))), outlet_of)) == ()


def test_numbers_and_words_of_dates_are_no_thread() -> None:
    """That three outlets count to a thousand or name a day says nothing of what they tell."""
    sentences, space, outlet_of = _three_outlets()
    for word in ("مليون", "ألف", "الخميس", "عشرين"):
        renamed = tuple(
            replace(s, text=s.text.replace("جنيف3", word).replace("جنيف", word)) for s in sentences
        )
        assert _found((renamed, space, outlet_of)) == ()


def test_the_order_of_the_sentences_changes_nothing() -> None:
    """However the files come, the threads and all in them are the same."""
    sentences, space, outlet_of = given_set = _three_outlets()
    expected = _found(given_set)
    for seed in range(5):
        order = list(range(len(sentences)))
        random.Random(seed).shuffle(order)
        shuffled = vectors(unit(space.matrix[order]))
        assert _found((tuple(sentences[n] for n in order), shuffled, outlet_of)) == expected


WORDS = st.sampled_from(
    [
        *("في", "من", "جنيف", "جنيف3", "الضَّغْط", "وللضغط", "قاعدة", "حميميم", "الجوية", "لا"),
        *("يقول", "،", "«", "»", "ـــ", "٣", "مئة", "البيت الأبيض", "x_y", "e\u0301", "\u200f"),
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_a_word_is_proved_by_its_span_alone(text: str) -> None:
    """The stem of what a span holds is the stem that was found there: `verify` needs no more."""
    for anchor in anchors_of(text):
        words = arabic.words(arabic.fold(text[anchor.start : anchor.end]))
        assert [arabic.stem_without_number(word) for word in words] == [anchor.stem]


def test_what_the_samples_tell_in_words_of_their_own_is_seen(samples: Briefing) -> None:
    """Geneva, pressure and the Islamic State lie in several themes; threads name who has them."""
    names = {a.outlet: a.path.split("/")[-1][:3] for a in samples.articles}
    told = {t.label: {names[outlet] for outlet in t.outlets} for t in samples.threads}

    assert told["جنيف"] == {"001", "004"}
    assert told["الضغط"] == {"001", "002"}
    assert told["داعش"] == {"000", "003", "004"}
    assert told["طرطوس"] == {"001", "003", "004"}


def test_every_outlet_of_a_thread_is_quoted_with_the_word_marked(samples: Briefing) -> None:
    """On paper each outlet has a quotation, on the screen each sentence; all show the word."""
    media: tuple[Literal["paper", "screen"], ...] = ("paper", "screen")
    for medium in media:
        html = page(samples, options=RenderOptions(), medium=medium)
        section = html.split('<section class="threads"', 1)[1].split("</section>", 1)[0]
        for thread in samples.threads:
            block = section.split(f'id="thread-{thread.id}"', 1)[1].split('<div class="thread"')[0]
            tellers = block.split('<div class="teller')[1:]
            assert len(tellers) == len(thread.outlets)
            assert all('<q class="opens closes"' in teller for teller in tellers)
            quoted = block.count("<q ")
            assert quoted == block.count('<b class="mention">')
            assert quoted == len(thread.mentions) or medium == "paper"


def test_the_map_shows_the_threads_with_their_outlets(samples: Briefing) -> None:
    """Under the themes each word has a row that leads to it, and says nothing of who has it not."""
    html = page(samples, options=RenderOptions(), medium="paper")
    rows = html.split('<tbody class="returning">', 1)[1].split("</tbody>", 1)[0].split("<tr>")[2:]
    for thread, row in zip(samples.threads, rows, strict=True):
        assert f'href="#thread-{thread.id}"' in row
        assert row.count('class="told') == len(thread.outlets)
        assert row.count("<td") == len(samples.outlets)
        assert "absent" not in row

    alone = page(samples, options=RenderOptions(sections=("coverage",)), medium="paper")
    assert '<tbody class="returning">' not in alone


def test_a_set_without_threads_has_no_section() -> None:
    """Where no word goes through several themes, nothing is said of any."""
    assert 'id="threads"' not in page(tiny(), options=RenderOptions(), medium="paper")
