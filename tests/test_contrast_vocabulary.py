"""Vocabulary: words that are one outlet's own by more than chance, in forms it prints."""

import pytest
from scipy.stats import hypergeom

from reportgen.contrast._vocabulary import _chances, log_odds_z, vocabulary_of
from reportgen.model import Briefing, CopyGroup

from .spaces import article, sentences_of

_THINGS = ("القمح", "المطر", "الطريق", "المدرسة", "السوق", "المصنع", "الميناء", "القرية") * 3


def _told(outlet: str, *names: str):  # noqa: ANN202
    lines = (f"وصف المراسل {thing} بعد {names[n % len(names)]}" for n, thing in enumerate(_THINGS))
    one = article(outlet, "\n".join(lines))
    return one, sentences_of(one)


def test_a_word_of_one_outlet_is_found_with_its_counts() -> None:
    """What one says in every sentence and the other never is its own; what both say is nobody's."""
    one, ours = _told("أنباء", "العدوان")
    other, theirs = _told("صدى", "الحملة")

    found = vocabulary_of((one, other), ours + theirs, ())

    assert [(w.outlet, w.word, w.count, w.elsewhere) for w in found] == [
        ("أنباء", "العدوان", 24, 0),
        ("صدى", "الحملة", 24, 0),
    ]
    assert found[0].sentences == tuple(s.id for s in ours)


def test_chance_is_no_vocabulary() -> None:
    """Two outlets that take the same words now and then have none of their own."""
    one, ours = _told("أنباء", "العدوان", "الحملة", "الحملة")
    other, theirs = _told("صدى", "الحملة", "العدوان", "العدوان")

    assert vocabulary_of((one, other), ours + theirs, ()) == ()


def test_a_copy_adds_nothing() -> None:
    """The copy of a text makes its words no outlet's own."""
    one, ours = _told("أنباء", "العدوان")
    other, theirs = _told("صدى", "العدوان")
    group = CopyGroup(articles=(one.id, other.id), shared=1.0)

    assert vocabulary_of((one, other), ours + theirs, (group,)) == ()


def test_a_rarer_word_needs_more() -> None:
    """The same share is surer where it rests on more words."""
    assert log_odds_z(2, 2, 100, 400) < log_odds_z(20, 20, 1000, 4000)


def test_chance_is_fishers() -> None:
    """The chance of a word is that of Fisher's exact test, however rare or common the word."""
    tested = [(3, 3, 100), (3, 40, 300), (20, 900, 500), (1, 1, 999), (100, 100, 100)]

    chances = _chances(tested, 1000)

    assert chances == pytest.approx([hypergeom.sf(n - 1, 1000, m, k) for n, m, k in tested])
    assert _chances([], 1000) == []


def test_an_outlet_does_not_choose_its_own_name() -> None:
    """«وقال لـ«النهار»»: a paper speaks of itself; a line under all its articles is its site's."""
    ours = []
    for part in range(3):
        lines = [f"وقال {n} لـ«النهار» إن العدوان مستمر {part}" for n in ("أحمد", "سالم", "علي")]
        ours.append(article("أنباء", "\n".join([*lines, f"رابط الخبر بالصفحة: خبر {part}"])))
    other, theirs = _told("صدى", "الحملة")

    own = tuple(s for one in ours for s in sentences_of(one))
    found = vocabulary_of((*ours, other), own + theirs, ())

    words = {w.word for w in found if w.outlet == "أنباء"}
    assert "العدوان" in words
    assert not words & {"النهار", "رابط", "الخبر"}


def test_function_words_with_a_particle_are_no_vocabulary() -> None:
    """«بأن», «هؤلاء» tell nothing of an outlet."""
    one, ours = _told("أنباء", "بأن هؤلاء")
    other, theirs = _told("صدى", "الحملة")

    found = vocabulary_of((one, other), ours + theirs, ())

    assert not {w.word for w in found} & {"بأن", "هؤلاء"}


def test_samples_print_what_their_outlets_write(samples: Briefing) -> None:
    """Every word is to be read in the first sentence that proves it, or another of its list."""
    text_of = {s.id: s.text for s in samples.sentences}

    assert samples.vocabulary
    for word in samples.vocabulary:
        assert any(word.word in text_of[i] for i in word.sentences)
        assert word.count >= len(word.sentences)
