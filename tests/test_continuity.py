"""Editions: what stays is called the same, what is new is said, and nothing else differs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportgen
from reportgen import cli
from reportgen.continuity import difference
from reportgen.model import Briefing, Theme, briefing_of
from reportgen.resources import schema_path

from .conftest import FLOOD, write_articles

DAMS = """سدود الزهراء تفيض

قالت هيئة السدود إن ثلاثة سدود قرب مدينة الزهراء فاضت مساء الثلاثاء بعد الأمطار الغزيرة.
وأعلنت وزارة التربية أن المدارس في المحافظة تبقى مغلقة حتى يوم الأحد المقبل.
واتهم سكان الأحياء بلدية المدينة بإهمال صيانة شبكة تصريف المياه منذ سنوات طويلة.
وقال ناطق باسم الهيئة إن السدود الثلاثة ستفرغ في الأيام المقبلة بعد فيضانها.
"""
FARMS = """خسائر المزارعين في الزهراء

قال مزارعون إن محاصيل القمح في قرى الزهراء تضررت بشدة وإن خسائرهم تقدر بالملايين.
وذكرت نقابة المزارعين أن محاصيل القمح المتضررة هي مصدر الرزق الوحيد في القرى.
وقال وزير الزراعة إن الوزارة ستعوض أصحاب الحقول التي غمرتها المياه في أقرب وقت ممكن.
وتوقعت هيئة الأرصاد الجوية أن يستمر هطول الأمطار الغزيرة يومين آخرين على الأقل.
"""
DEATHS = ("ثلاثة أشخاص لقوا حتفهم", "سبعة أشخاص لقوا حتفهم")
RAIN = "وتوقعت هيئة الأرصاد الجوية استمرار هطول الأمطار الغزيرة يومين آخرين.\n"
# each source in a few wordings, as its outlet may correct it
SOURCES: dict[str, tuple[str, ...]] = {
    "anba.txt": (
        FLOOD["anba.txt"],
        FLOOD["anba.txt"].replace(*DEATHS),
        FLOOD["anba.txt"].replace(RAIN, ""),
    ),
    "sada.txt": (FLOOD["sada.txt"], FLOOD["sada.txt"] + "ولم تصدر البلدية أي بيان عن الفيضانات.\n"),
    "dams.txt": (DAMS, DAMS.replace("ثلاثة سدود", "أربعة سدود")),
    "farms.txt": (FARMS,),
}


@pytest.fixture
def first(flood: Path) -> Briefing:
    """Return the first edition of the two short articles on one flood."""
    return reportgen.build([flood])


def _next(folder: Path, previous: Briefing, **texts: str | None) -> Briefing:
    """Return the next edition, with some articles written anew and those of None removed."""
    for name, text in texts.items():
        if text is None:
            (folder / f"{name}.txt").unlink()
        else:
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return reportgen.build([folder], previous=previous)


def test_the_same_articles_are_the_same_edition(flood: Path, first: Briefing) -> None:
    """Nothing changed: the edition that stands comes back, also when it was read from its JSON."""
    read = briefing_of(json.loads(json.dumps(first.to_dict())))

    assert first == reportgen.build([flood], previous=first)
    assert first.to_dict() == reportgen.build([flood], previous=read).to_dict()


def test_themes_keep_id_label_and_order(flood: Path, first: Briefing) -> None:
    """Articles are added: every theme of before is there, named the same, in the same order."""
    second = _next(flood, first, dams=DAMS, farms=FARMS)

    known = [theme.id for theme in first.themes]
    assert known == [theme.id for theme in second.themes if theme.id in known]
    labels = {theme.id: theme.label for theme in second.themes}
    assert [theme.label for theme in first.themes] == [labels[one] for one in known]
    assert second.edition == 2
    assert second.since
    assert set(second.since.themes) == set(labels) - set(known)


def test_outlets_keep_sign_and_colour(flood: Path, first: Briefing) -> None:
    """An outlet that is gone keeps its place; a new one gets the next, wherever its name sorts."""
    second = _next(flood, first, aaa=DAMS, anba=None)

    assert first.places == ("anba", "sada")
    assert second.places == ("anba", "sada", "aaa")
    assert second.outlets == ("sada", "aaa")


def test_a_corrected_number_is_said(flood: Path, first: Briefing) -> None:
    """The sentence is withdrawn in its old wording, and both numbers are named in the letters."""
    second = _next(flood, first, anba=FLOOD["anba.txt"].replace(*DEATHS))

    assert second.since
    (change,) = second.since.changes
    assert (
        change.kind,
        change.was,
        change.now,
        change.is_edited,
    ) == ("number", "ثلاثة", "سبعة", True)
    (withdrawn,) = second.since.withdrawn
    assert change.a == withdrawn.id
    before = {sentence.id: sentence.text for sentence in first.sentences}
    assert withdrawn.text == before[withdrawn.id]
    assert not second.since.articles
    assert not second.since.removed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ثلاثة أشخاص لقوا", "3 أشخاص لقوا"),
        ("إن ثلاثة أشخاص لقوا", "إنّ ثلاثة أشخاصٍ لقوا"),
        (
            "وقال محافظ المدينة إن ثلاثة أشخاص لقوا حتفهم في الفيضانات التي ضربت المدينة.",
            "ولم يعرف بعد عدد الضحايا الذين سقطوا في تسعة من أحياء المدينة المنكوبة.",
        ),
    ],
)
def test_another_way_to_write_it_is_no_other_number(
    flood: Path, first: Briefing, old: str, new: str
) -> None:
    """A number put in digits, vowel marks, or a sentence put quite anew change no number."""
    second = _next(flood, first, anba=FLOOD["anba.txt"].replace(old, new))

    assert second.since
    assert not second.since.changes


def test_a_renamed_file_is_no_news(flood: Path, first: Briefing) -> None:
    """The same text under another name: nothing new, nothing gone."""
    (flood / "anba.txt").rename(flood / "anba2.txt")

    second = reportgen.build([flood], previous=first)

    assert second.since
    assert not second.since.articles
    assert not second.since.removed
    assert not second.since.sentences


def test_another_article_in_the_same_file_is_not_a_revision(flood: Path, first: Briefing) -> None:
    """A file that holds another article now: one is new, one removed, nothing was taken back."""
    second = _next(flood, first, anba=DAMS)

    assert second.since
    assert not second.since.revised
    assert not second.since.withdrawn
    assert second.since.removed == ("فيضانات تجتاح مدينة الزهراء وتقطع الطرق",)
    assert len(second.since.articles) == 1


def test_no_id_is_given_twice(flood: Path, first: Briefing) -> None:
    """A theme that vanished and came back is another one: its old id stays its own."""
    second = _next(flood, first, anba=DAMS)
    third = _next(flood, second, anba=FLOOD["anba.txt"])

    gone = {theme.id for theme in first.themes} - {theme.id for theme in second.themes}
    assert gone
    assert gone.isdisjoint(theme.id for theme in third.themes)


def test_splits_and_merges_are_recorded(samples: Briefing) -> None:
    """A theme cut in two came apart; put together again, the two become one."""
    theme = max(samples.themes, key=lambda one: len(one.sentences))
    half = len(theme.sentences) // 2
    assert half > 1
    parts = tuple(
        replace(theme, id=f"t-000000000{n}", sentences=ids)
        for n, ids in enumerate((theme.sentences[:half], theme.sentences[half:]))
    )
    rest = tuple(one for one in samples.themes if one is not theme)
    apart = replace(samples, themes=(*parts, *rest))

    split, merge = difference(samples, apart), difference(apart, samples)

    (one,) = split.regrouped
    assert ("split", (theme.id,), tuple(p.id for p in parts)) == (one.kind, one.before, one.after)
    (other,) = merge.regrouped
    assert ("merge", (theme.id,)) == (other.kind, other.after)


def test_briefings_without_a_common_history_are_matched_by_their_sentences(flood: Path) -> None:
    """Two builds from nothing: a theme of the same sentences is no new theme."""
    first = reportgen.build([flood])
    (flood / "dams.txt").write_text(DAMS, encoding="utf-8")

    since = difference(first, reportgen.build([flood]))

    assert not since.ended
    assert len(since.themes) < len(first.themes)


def test_the_json_of_an_edition_keeps_the_contract(flood: Path, first: Briefing) -> None:
    """The second edition is valid, can be read back, and every sentence of it is proved."""
    second = _next(flood, first, dams=DAMS, anba=FLOOD["anba.txt"].replace(*DEATHS))
    data = json.loads(json.dumps(second.to_dict()))

    jsonschema.validate(data, json.loads(schema_path().read_text(encoding="utf-8")))
    assert data == briefing_of(data).to_dict()


def test_what_was_taken_back_is_proved_by_the_former_edition(flood: Path, first: Briefing) -> None:
    """Today's sources prove the rest; the former report proves it, another one does not."""
    (old,) = reportgen.publish(first, flood.parent / "one", formats=["json"])
    second = _next(flood, first, anba=FLOOD["anba.txt"].replace(*DEATHS))
    (new,) = reportgen.publish(second, flood.parent / "two", formats=["json"])

    assert reportgen.verify(new, [flood]) == ()
    assert reportgen.verify(new, [flood], former=old) == ()
    assert reportgen.verify(new, [flood], former=new)
    forged = new.read_text(encoding="utf-8").replace("التي ضربت المدينة.", "التي ضربت القرية.")
    new.write_text(forged, encoding="utf-8")
    assert reportgen.verify(new, [flood], former=old)


def test_the_report_and_the_mail_say_what_is_new(flood: Path, first: Briefing) -> None:
    """The page names the new article, both numbers and the old wording, marked as the former."""
    second = _next(flood, first, dams=DAMS, anba=FLOOD["anba.txt"].replace(*DEATHS))
    _, page = reportgen.publish(second, flood.parent / "out", formats=["html", "json"])[::-1]
    text = page.read_text(encoding="utf-8")

    section = text[text.index('<section class="since"') :]
    section = section[: section.index("</section>")]
    for words in ("سدود الزهراء تفيض", "كان", "ثلاثة", "سبعة", "[من الإصدار ١]"):
        assert words in section
    assert '<span class="new">' in text


def test_diff_tells_what_an_edition_added(
    flood: Path, first: Briefing, capsys: pytest.CaptureFixture[str]
) -> None:
    """`reportgen diff` reads two reports: a line a fact, or JSON; equal ones differ in nothing."""
    (old,) = reportgen.publish(first, flood.parent / "one", formats=["json"])
    (new,) = reportgen.publish(
        _next(flood, first, dams=DAMS), flood.parent / "two", formats=["json"]
    )

    assert cli.main(["diff", str(old), str(new)]) == 0
    assert "+ article  dams: سدود الزهراء تفيض" in capsys.readouterr().out
    assert cli.main(["diff", str(old), str(new), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outlets"] == ["dams"]
    assert cli.main(["diff", str(old), str(old)]) == 0
    assert capsys.readouterr().out == "nothing changed\n"


_STEPS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.integers(min_value=0, max_value=len(wordings) - 1)
            for name, wordings in SOURCES.items()
        },
    ).filter(lambda chosen: len(chosen) > 1),
    min_size=2,
    max_size=4,
)


@given(_STEPS)
@settings(max_examples=8, deadline=None)
def test_a_chain_of_editions_says_what_a_build_from_nothing_says(
    steps: Sequence[dict[str, int]],
) -> None:
    """Whatever was added, edited and removed before: sentences, relations and summary are equal.

    So are the themes' sentences and all that is said of them; only their ids, labels and places
    are those of the history.  Ids stay unique, and none comes back.
    """
    seen: set[str] = set()
    edition: Briefing | None = None
    for files in _states(steps):
        with TemporaryDirectory() as folder:
            write_articles(Path(folder), files)
            before, edition = edition, reportgen.build([folder], previous=edition)
            anew = reportgen.build([folder])
        assert _said(anew) == _said(edition)
        ids = [theme.id for theme in edition.themes]
        assert len(ids) == len(set(ids))
        known = {theme.id: theme for theme in before.themes} if before else {}
        assert seen.isdisjoint(set(ids) - set(known))
        seen |= set(ids)
        for theme in edition.themes:
            twin = _twin(theme, known.values())
            assert twin is None or twin.id == theme.id


def _states(steps: Sequence[dict[str, int]]) -> Iterator[dict[str, str]]:
    for chosen in steps:
        yield {name: SOURCES[name][wording] for name, wording in chosen.items()}


def _said(briefing: Briefing) -> dict[str, object]:
    """Return what a briefing says, with no word of its history."""
    sentences_of = {theme.id: theme.sentences for theme in briefing.themes}
    return {
        "sentences": briefing.sentences,
        "relations": briefing.relations,
        "summary": [
            (item.sentence, item.score, sentences_of.get(item.theme or ""))
            for item in briefing.summary
        ],
        "themes": {(t.sentences, t.outlets, t.copied, frozenset(t.key)) for t in briefing.themes},
        "coverage": {
            (sentences_of[c.theme], c.outlet, c.state, c.nearest) for c in briefing.coverage
        },
        "else": (briefing.voices, briefing.framing, briefing.timeline, briefing.copies),
    }


def _twin(theme: Theme, others: object) -> Theme | None:
    """Return the theme of exactly these sentences, if there was one."""
    found = [one for one in others if set(one.sentences) == set(theme.sentences)]  # type: ignore[attr-defined]
    return found[0] if found else None
