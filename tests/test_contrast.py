"""Coverage: told, told alone, absent; silence shows the nearest thing that was found."""

import time

import pytest

from reportgen.contrast import contrast
from reportgen.model import Briefing, Theme

from .spaces import article, sentences_of, vectors_near


def test_each_cell_says_what_the_outlet_does() -> None:
    """A theme of both outlets is told by both; a theme of one is told alone, the other absent."""
    one = article("أنباء", "الجسر انهار\nالقمح ارتفع\nالقمح غلا")
    other = article("صدى", "الجسر سقط\nالفريق فاز")
    sentences = sentences_of(one) + sentences_of(other)
    a, b, c, d, e = (sentence.id for sentence in sentences)
    themes = (
        Theme(id="t-1", label="الجسر", sentences=(a, d), outlets=("أنباء", "صدى")),
        Theme(id="t-2", label="القمح", sentences=(b, c), outlets=("أنباء",)),
    )

    cells = contrast((one, other), sentences, vectors_near([0, 1, 1, 0, 2]), themes).coverage

    assert [(cell.theme, cell.outlet, cell.state, cell.sentences) for cell in cells] == [
        ("t-1", "أنباء", "told", (a,)),
        ("t-1", "صدى", "told", (d,)),
        ("t-2", "أنباء", "alone", (b, c)),
        ("t-2", "صدى", "absent", ()),
    ]
    assert cells[3].nearest is not None
    assert cells[3].nearest.sentence in {d, e}


@pytest.mark.parametrize(
    "heap",
    [
        "قال إن ",
        "« كلمة كلمة كلمة كلمة كلمة ",
        "12 قتيلا و13 ",
        "نقل عن ",
        "على حد قوله قال إن ",
    ],
)
def test_a_hostile_sentence_takes_no_long(heap: str) -> None:
    """A sentence of thousands of repetitions is read in time that grows with its length."""
    one, other = article("أنباء", heap * 3_000), article("صدى", heap * 2_999)
    sentences = sentences_of(one) + sentences_of(other)
    theme = Theme(
        id="t-1",
        label="كومة",
        sentences=tuple(s.id for s in sentences),
        outlets=("أنباء", "صدى"),
    )
    begun = time.monotonic()

    contrast((one, other), sentences, vectors_near([0, 0]), (theme,))

    assert time.monotonic() - begun < 20


def test_samples_have_a_cell_for_every_theme_and_outlet(samples: Briefing) -> None:
    """The matrix is full, and every silence names a sentence of the silent outlet."""
    outlet_of = {a.id: a.outlet for a in samples.articles}
    article_of = {s.id: s.article for s in samples.sentences}

    assert [(cell.theme, cell.outlet) for cell in samples.coverage] == [
        (theme.id, outlet) for theme in samples.themes for outlet in samples.outlets
    ]
    for cell in samples.coverage:
        assert (cell.state == "absent") == (not cell.sentences)
        if cell.state == "absent":
            assert cell.nearest is not None
            assert outlet_of[article_of[cell.nearest.sentence]] == cell.outlet
            assert -1 <= cell.nearest.similarity <= 1
