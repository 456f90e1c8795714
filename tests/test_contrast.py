"""Coverage: told, told alone, absent; silence shows the nearest thing that was found."""

import time
from dataclasses import replace

import numpy as np
import pytest

from reportgen.cluster import ClusterOptions, cluster
from reportgen.contrast import ContrastOptions, contrast
from reportgen.model import Briefing, Paragraph, Theme
from reportgen.segment import segment

from .spaces import article, sentences_of, vectors, vectors_near


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


def test_nobody_is_silent_on_what_it_names() -> None:
    """An outlet that has the words a theme goes by, in whatever form, is not silent on it."""
    one = article("أنباء", "الضغط على بشار الأسد ورقة\nبشار الأسد حليف مطيع")
    other = article("صدى", "التقى رئيس النظام بشار الأسد الوزير\nالفريق فاز")
    third = article("منار", "الفريق خسر\nالقمح غلا")
    sentences = sentences_of(one) + sentences_of(other) + sentences_of(third)
    ids = tuple(sentence.id for sentence in sentences[:2])
    theme = Theme(id="t-1", label="بشار الأسد", sentences=ids, outlets=("أنباء",))
    space = vectors_near([0, 0, 1, 2, 2, 3])

    def states(names: dict[tuple[str, ...], str] | None = None) -> list[str]:
        found = contrast((one, other, third), sentences, space, (theme,), names=names)
        return [cell.state for cell in found.coverage]

    assert states() == ["told", "near", "absent"]
    assert states({ids: "حليف مطيع"}) == ["alone", "absent", "absent"]


def test_alone_asks_for_more_than_silence() -> None:
    """With an outlet silent, but not by far, nobody tells the theme alone."""
    one = article("أنباء", "القمح ارتفع كثيرا\nالقمح غلا كثيرا")
    other = article("صدى", "الجسر سقط\nالفريق فاز")
    sentences = sentences_of(one) + sentences_of(other)
    ids = tuple(sentence.id for sentence in sentences[:2])
    theme = Theme(id="t-1", label="القمح", sentences=ids, outlets=("أنباء",))
    space = vectors(np.array([[1, 0, 0], [1, 0, 0], [0.4, 0.9, 0], [0, 0, 1]]))

    def states(alone_likeness: float) -> list[str]:
        options = ContrastOptions(alone_likeness=alone_likeness)
        found = contrast((one, other), sentences, space, (theme,), options=options)
        return [cell.state for cell in found.coverage]

    assert states(0.15) == ["alone", "absent"]
    assert states(0.1) == ["told", "absent"]


LONG = (
    "استقبل الوزير في مكتبه صباح اليوم وفدا كبيرا من رجال الأعمال والمستثمرين،"
    " وبحث معهم سبل دعم الصناعات الصغيرة في المحافظات البعيدة عن العاصمة،"
    " وأعلن أن جسر القرية القديم سينهار حتما قبل نهاية الشتاء القادم إن لم يرمم،"
    " ثم دعا الحاضرين إلى مأدبة غداء أقيمت على شرفهم في حديقة الوزارة"
)


def test_a_clause_tells_a_theme_of_other_outlets() -> None:
    """Who speaks of a theme inside a long sentence about something else tells it, clause marked."""
    bridge = "جسر القرية القديم سينهار حتما قبل نهاية الشتاء القادم"
    texts = {
        "أنباء": f"حذر مهندسون من أن {bridge}",
        "صدى": f"قال الأهالي إن {bridge}",
        "منار": LONG,
        "ضحى": "فاز فريق المدينة بكأس البطولة بعد مباراة مثيرة أمام جمهور غفير",
    }
    articles = [article(outlet, text) for outlet, text in texts.items()]
    sentences = segment(
        [replace(a, paragraphs=(Paragraph(start=0, end=len(a.text)),)) for a in articles]
    )
    at = [s.article for s in sentences].index(articles[2].id)
    flat = vectors_near([0, 0, 1, 2])
    near = vectors_near([1, 1, 0, 1]).matrix[: len(sentences[at].clauses)]
    vectors = replace(flat, clauses=near)
    outlet_of = {a.id: a.outlet for a in articles}

    (theme,) = cluster(sentences, vectors, outlet_of=outlet_of, options=ClusterOptions())
    cells = contrast(articles, sentences, vectors, (theme,)).coverage

    assert set(theme.outlets) == {"أنباء", "صدى", "منار"}
    assert theme.also == (sentences[at].id,)
    assert [cell.state for cell in cells] == ["told", "told", "told", "absent"]
    assert cells[2].clause is not None
    assert "جسر القرية" in LONG[slice(*cells[2].clause)]
    assert len(LONG[slice(*cells[2].clause)]) < len(LONG) / 2


def test_what_comes_near_is_neither_told_nor_absent() -> None:
    """Where the likeness lies between the thresholds nothing is claimed, and nobody tells alone."""
    one = article("أنباء", "انهار جسر القرية القديم فجر السبت\nسقط جسر القرية القديم فجر السبت")
    other = article(
        "صدى", "أغلقت طريق جسر القرية القديم أمام السيارات فجر الأحد\nفاز الفريق بالكأس"
    )
    sentences = sentences_of(one) + sentences_of(other)
    theme = Theme(
        id="t-1", label="الجسر", sentences=tuple(s.id for s in sentences[:2]), outlets=("أنباء",)
    )
    options = ContrastOptions(absent_likeness=0.05)

    cells = contrast((one, other), sentences, vectors_near([0, 0, 1, 2]), (theme,), options=options)

    assert [cell.state for cell in cells.coverage] == ["told", "near"]
    assert cells.coverage[1].nearest is not None
    assert cells.coverage[1].nearest.sentence == sentences[2].id


def test_an_outlet_is_asked_within_the_event_only() -> None:
    """Who wrote of 2016 only is not blamed for a theme of 2017; who is undated is asked."""
    texts = {
        "أنباء": ("الجسر انهار فجأة\nالجسر سقط فجأة", "2017-12-12"),
        "صدى": ("الفريق فاز بالكأس", "2017-12-13"),
        "منار": ("القمح غلا كثيرا", "2016-03-15"),
        "ضحى": ("المطر هطل غزيرا", None),
    }
    articles = [
        replace(article(outlet, text), published=day) for outlet, (text, day) in texts.items()
    ]
    sentences = tuple(s for a in articles for s in sentences_of(a))
    theme = Theme(
        id="t-1", label="الجسر", sentences=tuple(s.id for s in sentences[:2]), outlets=("أنباء",)
    )

    cells = contrast(articles, sentences, vectors_near([0, 0, 1, 2, 3]), (theme,)).coverage

    assert [cell.state for cell in cells] == ["alone", "absent", "not_asked", "absent"]


def test_nobody_is_alone_where_nobody_else_was_asked() -> None:
    """A theme of the only outlet that writes of the event is told, not told alone."""
    one = replace(article("أنباء", "الجسر انهار فجأة\nالجسر سقط فجأة"), published="2017-12-12")
    other = replace(article("منار", "القمح غلا كثيرا"), published="2016-03-15")
    sentences = sentences_of(one) + sentences_of(other)
    theme = Theme(
        id="t-1", label="الجسر", sentences=tuple(s.id for s in sentences[:2]), outlets=("أنباء",)
    )

    cells = contrast((one, other), sentences, vectors_near([0, 0, 1]), (theme,)).coverage

    assert [cell.state for cell in cells] == ["told", "not_asked"]


def test_samples_keep_the_bases_with_those_who_tell_it(samples: Briefing) -> None:
    """Hmeimim and Tartus stay Russian with the three outlets that say so, one in a clause."""
    text_of = {s.id: s.text for s in samples.sentences}
    named = {
        theme.id: theme
        for theme in samples.themes
        if all("طرطوس" in text_of[i] for i in theme.sentences)
    }

    (theme,) = named.values()
    assert set(theme.outlets) == {"004", "نور سورية", "الخليج"}
    (told,) = (c for c in samples.coverage if (c.theme, c.outlet) == (theme.id, "الخليج"))
    assert told.state == "told"
    assert told.clause is not None


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
        assert (cell.state in {"told", "alone"}) == bool(cell.sentences)
        if not cell.sentences:
            assert cell.nearest is not None
            assert outlet_of[article_of[cell.nearest.sentence]] == cell.outlet
            assert -1 <= cell.nearest.similarity <= 1


def test_in_the_samples_nobody_alone_tells_of_whom_all_tell(samples: Briefing) -> None:
    """No theme is told alone whose label stands in the text of another outlet."""
    for cell in samples.coverage:
        theme = next(theme for theme in samples.themes if theme.id == cell.theme)
        others = [a.text for a in samples.articles if a.outlet != cell.outlet]
        if cell.state == "alone":
            assert not any(theme.label in text for text in others)
