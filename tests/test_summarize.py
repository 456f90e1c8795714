"""Key sentences and the executive summary: picked, never made; nothing said twice."""

from itertools import combinations

import numpy as np

from reportgen.model import Briefing
from reportgen.summarize import SummarizeOptions
from reportgen.summarize._key import content_stems, reads_alone
from reportgen.summarize._sumy import lexrank

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
            assert set(ids) <= set(theme.sentences)


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
