"""Themes: related sentences together, whatever the order; labels in the articles' words."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.cluster import _WORDS_WEIGHT, ClusterOptions, cluster
from reportgen.geometry import centred
from reportgen.model import Briefing, Sentence, Theme, Vectors
from reportgen.nearness import Nearness
from reportgen.stopwords import is_stop_word

from .spaces import article, sentences_of, vectors, vectors_near

OPTIONS = ClusterOptions()
BRIDGE = "انهار جسر المدينة القديم صباح اليوم"
BRIDGE_AGAIN = "سقط جسر المدينة القديم في النهر"
WHEAT = "ارتفعت أسعار القمح العالمية ارتفاعا كبيرا"
WHEAT_AGAIN = "واصلت أسعار القمح العالمية صعودها أمس"
ALONE = "فاز الفريق الوطني بكأس البطولة"


def _two_outlets() -> tuple[tuple[Sentence, ...], Vectors, dict[str, str]]:
    one = article("أنباء", "\n".join([BRIDGE, WHEAT, ALONE]))
    other = article("صدى", "\n".join([BRIDGE_AGAIN, WHEAT_AGAIN]))
    sentences = sentences_of(one) + sentences_of(other)
    return sentences, vectors_near([0, 1, 2, 0, 1]), {one.id: "أنباء", other.id: "صدى"}


def _words(theme: Theme, sentences: tuple[Sentence, ...]) -> set[str]:
    return {s.text for s in sentences if s.id in theme.sentences}


def test_how_near_a_theme_is_does_not_depend_on_the_company_it_is_asked_in() -> None:
    """Asked about many themes at once or about one after the other, the answers are the same."""
    sentences, space, outlet_of = _two_outlets()
    asked = [(0, 3), (1, 4), (2,), (0, 1, 2, 3, 4)] * 100  # more than one product holds
    together, alone = (Nearness(sentences, space, outlet_of) for _ in range(2))

    together.expect([together.cores(rows) for rows in asked])

    for rows in asked[:4]:
        assert together.of_outlets(together.cores(rows)) == alone.of_outlets(alone.cores(rows))


def test_related_sentences_meet_and_others_stay_out() -> None:
    """Two themes are found, each with both outlets; the sentence near no other is in none."""
    sentences, space, outlet_of = _two_outlets()

    themes = cluster(sentences, space, outlet_of=outlet_of, options=OPTIONS)

    assert {frozenset(_words(theme, sentences)) for theme in themes} == {
        frozenset({BRIDGE, BRIDGE_AGAIN}),
        frozenset({WHEAT, WHEAT_AGAIN}),
    }
    assert all(set(theme.outlets) == {"أنباء", "صدى"} for theme in themes)


def test_labels_are_phrases_of_the_articles() -> None:
    """The label is what both outlets call the thing, to the letter."""
    sentences, space, outlet_of = _two_outlets()

    labels = {t.label for t in cluster(sentences, space, outlet_of=outlet_of, options=OPTIONS)}

    assert labels == {"جسر المدينة القديم", "أسعار القمح العالمية"}


def test_order_of_sentences_changes_nothing() -> None:
    """Whatever order sentences come in, themes, labels and their order are the same."""
    sentences, space, outlet_of = _two_outlets()
    expected = cluster(sentences, space, outlet_of=outlet_of, options=OPTIONS)
    for seed in range(5):
        order = list(range(len(sentences)))
        random.Random(seed).shuffle(order)

        found = cluster(
            tuple(sentences[i] for i in order),
            vectors(space.matrix[order]),
            outlet_of=outlet_of,
            options=OPTIONS,
        )

        assert expected == found


def test_identical_sentences_are_never_split() -> None:
    """The same words in two articles are one theme, however tight the threshold."""
    one, other = article("أنباء", f"{BRIDGE}\n{ALONE}"), article("صدى", f"{BRIDGE}\n{WHEAT}")
    sentences = sentences_of(one) + sentences_of(other)
    rows = np.eye(3, 8)[[0, 1, 0, 2]]

    themes = cluster(
        sentences,
        vectors(rows),
        outlet_of={one.id: "أنباء", other.id: "صدى"},
        options=ClusterOptions(distance_threshold=0.001),
    )

    assert [_words(theme, sentences) for theme in themes] == [{BRIDGE}]


@settings(max_examples=40, deadline=None)
@given(
    rows=st.integers(2, 40),
    threshold=st.floats(0.05, 1.5),
    seed=st.integers(0, 2**16),
)
def test_no_theme_is_looser_than_the_threshold(rows: int, threshold: float, seed: int) -> None:
    """Two sentences that are a theme by themselves are no farther apart than the published bound.

    They share no word: their distance is that of their vectors, but for the words' part.
    """
    lines = (" ".join(f"{letter}{n}" for letter in "ابتث") for n in range(rows))
    one = article("أنباء", "\n".join(lines))
    sentences = sentences_of(one)
    space = vectors(np.random.default_rng(seed).normal(size=(rows, 16)))
    options = ClusterOptions(distance_threshold=threshold)

    themes = cluster(sentences, space, outlet_of={one.id: "أنباء"}, options=options)

    row = {sentence.id: i for i, sentence in enumerate(sentences)}
    members = [i for theme in themes for i in theme.sentences]
    assert len(members) == len(set(members))
    for theme in themes:
        inside = space.matrix[[row[i] for i in theme.sentences]].astype(float)
        n = len(inside)
        # average linkage bounds the distance between the halves last joined; within a theme of
        # two that is the pair itself
        if n == 2:
            assert 1 - (1 - _WORDS_WEIGHT) * (inside[0] @ inside[1]) <= threshold + 1e-6


def test_rare_words_in_common_bring_sentences_together() -> None:
    """Of sentences whose vectors say little those meet that share the rare words of the set."""
    one = article("أنباء", "\n".join([BRIDGE, WHEAT, ALONE]))
    other = article("صدى", "\n".join([BRIDGE_AGAIN, WHEAT_AGAIN]))
    sentences = sentences_of(one) + sentences_of(other)
    space = vectors(np.full((5, 5), 0.02) + np.eye(5))  # all as far from one another
    outlet_of = {one.id: "أنباء", other.id: "صدى"}

    themes = cluster(sentences, space, outlet_of=outlet_of, options=OPTIONS)

    assert {frozenset(_words(theme, sentences)) for theme in themes} == {
        frozenset({BRIDGE, BRIDGE_AGAIN}),
        frozenset({WHEAT, WHEAT_AGAIN}),
    }


def test_a_label_takes_the_head_of_its_phrase_along() -> None:
    """What stands behind a noun that heads it, a name or an adjective, is not cut off from it."""
    lines = ["غادرت الطائرات قاعدة حميميم الجوية في الصباح", "بقيت الطائرات في قاعدة حميميم الجوية"]
    one, other = article("أنباء", lines[0]), article("صدى", lines[1])
    sentences = sentences_of(one) + sentences_of(other)

    (theme,) = cluster(
        sentences,
        vectors_near([0, 0]),
        outlet_of={one.id: "أنباء", other.id: "صدى"},
        options=OPTIONS,
    )

    assert theme.label == "قاعدة حميميم الجوية"


def test_a_label_joins_no_two_nouns() -> None:
    """Where an article lacks a letter, the label is not the run of nouns that is left."""
    lines = [
        "رأى فيه المسؤول السابق بالمخابرات الفرنسية مناورة جديدة",
        "حيث أكد المسؤول المخابرات الفرنسي أن التدخل أنقذ النظام",
    ]
    one = article("أنباء", "\n".join(lines))

    (theme,) = cluster(
        sentences_of(one), vectors_near([0, 0]), outlet_of={one.id: "أنباء"}, options=OPTIONS
    )

    assert theme.label == "المسؤول السابق بالمخابرات الفرنسية"


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_small_sets_do_not_break(count: int) -> None:
    """No sentence, one, two or three: themes or none, never an error."""
    lines = [BRIDGE, BRIDGE_AGAIN, WHEAT][:count]
    one = article("أنباء", "\n".join(lines)) if lines else article("أنباء", "")
    sentences = sentences_of(one)[:count]
    space = vectors_near([0, 0, 1][:count]) if count else vectors(np.zeros((0, 16)))

    themes = cluster(sentences, centred(space), outlet_of={one.id: "أنباء"}, options=OPTIONS)

    assert len(themes) == (count >= 2)


def test_samples_labels_read_like_headings(samples: Briefing) -> None:
    """Labels are distinct runs of words of their theme, with no function word at either end."""
    text_of = {sentence.id: sentence.text for sentence in samples.sentences}
    labels = [theme.label for theme in samples.themes]

    assert len(labels) == len(set(labels))
    for theme in samples.themes:
        words = theme.label.split()
        assert any(theme.label in text_of[i] for i in theme.sentences)
        assert 1 <= len(words) <= 4
        assert not is_stop_word(words[0])
        assert not is_stop_word(words[-1])


def test_headlines_belong_to_no_theme(samples: Briefing) -> None:
    """A headline names a story; it is no statement to compare."""
    titles = {sentence.id for sentence in samples.sentences if sentence.role == "title"}

    assert titles
    assert not titles & {i for theme in samples.themes for i in theme.sentences}
