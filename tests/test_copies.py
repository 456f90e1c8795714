"""One text in many papers is one voice; what is told in other words is not."""

import os
import random
import runpy
from dataclasses import replace
from pathlib import Path

import pytest

import reportgen
from reportgen.copies import CopiesOptions, copies
from reportgen.independence import independent_outlets
from reportgen.model import Article
from reportgen.outlet_names import agency_credited

from .conftest import FLOOD, ROOT, write_articles
from .pages import BRIDGE, HARVEST, TALKS
from .spaces import article as short_article

DATA = Path(os.environ.get("REPORTGEN_DATA", ROOT.parent / "shared" / "data"))


def article(outlet: str, *paragraphs: str) -> Article:
    """Make an article of these paragraphs."""
    return replace(short_article(outlet, "\n".join(paragraphs)), paragraphs=())


def test_copies_and_cut_copies_are_one_group() -> None:
    """The same text, and the same cut from its end or with another opening, make one group."""
    whole = article("أنباء", *BRIDGE)
    cut = article("صدى", *BRIDGE[:4])
    reopened = article("مرآة", "نقلت الوكالات اليوم خبرا من الميناء.", *BRIDGE[1:])
    other = article("غيرهم", *HARVEST)
    (group,) = copies((cut, other, reopened, whole))

    assert group.articles[0] in {whole.id, reopened.id}
    assert set(group.articles) == {whole.id, cut.id, reopened.id}
    assert group.shared >= 0.5
    assert group.agency is None


def test_order_changes_nothing() -> None:
    """The groups are the same whatever the order of the articles."""
    made = [article(f"o{n}", *story[: n + 3]) for n in range(3) for story in (BRIDGE, TALKS)]
    expected = copies(made)
    for seed in range(3):
        random.Random(seed).shuffle(made)

        assert copies(made) == expected


def test_the_same_agency_needs_less() -> None:
    """Where both name the same agency a smaller shared part makes them one voice."""
    own = "\n".join(HARVEST[:3])
    for head, count in (("لندن - رويترز: ", 1), ("لندن: ", 0)):
        one = article("أنباء", head + "\n".join(BRIDGE[:4]), own)
        other = article("صدى", head + "\n".join(BRIDGE[2:5]), *TALKS[:2])
        groups = copies((one, other), options=CopiesOptions(shared=0.6, shared_by_agency=0.2))

        assert len(groups) == count
    assert [
        g.agency for g in copies((article("أ", "(رويترز) ", *BRIDGE), article("ب", *BRIDGE)))
    ] == ["رويترز"]


# opening and end of a report → the agency it names
CREDITS = {
    ("لندن - رويترز: قال متحدث", ""): "رويترز",
    ("القاهرة (د ب أ) - قال متحدث", ""): "د ب أ",
    ("باريس - (أ ف ب) - قال متحدث", ""): "أ ف ب",
    ("باريس ـ أ.ف.ب: قال متحدث", ""): "أ ف ب",
    ("واس - الرياض: استقبل الأمير", ""): "واس",
    ("الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس\nأطلق", ""): "واس",
    ("أنقرة/الأناضول\nقال وزير", ""): "الأناضول",
    ("قال متحدث", "وغادر الوفد.\n(رويترز)"): "رويترز",
    ("قال متحدث", "وغادر الوفد. وكالة الأناضول"): "الأناضول",
    ("ذكرت وكالة رويترز للأنباء أن الوفد وصل", "كما قال لرويترز أمس."): None,
    ("قال متحدث باسم الوزارة", "وعاد الوفد."): None,
}


@pytest.mark.parametrize("ends", CREDITS)
def test_agency_credited(ends: tuple[str, str]) -> None:
    """A report's own credit is told from a mention of an agency."""
    assert agency_credited(*ends) == CREDITS[ends]


def test_independent_outlets() -> None:
    """Outlets with one text are one voice; a text of one's own makes another."""
    assert independent_outlets([]) == 0
    assert independent_outlets([("a", "1"), ("b", "1"), ("c", "1")]) == 1
    assert independent_outlets([("a", "1"), ("b", "1"), ("a", "2")]) == 2
    assert independent_outlets([("a", "1"), ("a", "2")]) == 1
    assert independent_outlets([("a", "1"), ("a", "2"), ("b", "2"), ("c", "2")]) == 2


def test_a_briefing_counts_independent_voices(tmp_path: Path) -> None:
    """Two papers with one report beside a third: their themes count two voices, not three."""
    report = FLOOD["anba.txt"]
    folder = write_articles(
        tmp_path / "in",
        {"a.txt": report, "b.txt": report + "\nوعاد الهدوء إلى المدينة في المساء.\n", **FLOOD},
    )
    (folder / "anba.txt").unlink()
    briefing = reportgen.build([folder])
    (group,) = briefing.copies
    name = {a.id: a.path for a in briefing.articles}

    assert {name[i] for i in group.articles} == {"a.txt", "b.txt"}
    assert {t.independent for t in briefing.themes if len(t.outlets) == 3} == {2}
    for theme in briefing.themes:
        states = {c.state for c in briefing.coverage if c.theme == theme.id and c.sentences}
        assert (states == {"alone"}) == (theme.independent == 1)
    assert [c["articles"] for c in briefing.to_dict()["copies"]] == [list(group.articles)]  # type: ignore[attr-defined]


def test_judged_pairs() -> None:
    """On pairs judged by hand the groups keep the precision and recall that are documented."""
    if not (DATA / "saudinewsnet.jsonl.gz").is_file():
        pytest.skip("no evaluation data (REPORTGEN_DATA)")
    bench = runpy.run_path(str(ROOT / "bench" / "inputs.py"))
    precision, recall = bench["judged"]()

    assert precision >= 0.93
    assert recall >= 0.85
