"""What is denied, by whom, and the nearest that others tell: listed, never claimed to part."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import reportgen
from bench.retold import FOLDER
from bench.stories import lines
from reportgen.contrast import contrast
from reportgen.model import Article, Denial, Theme
from reportgen.render import RenderOptions
from reportgen.render._html import page
from reportgen.verification import verify

from .briefings import full, tiny
from .spaces import article, sentences_of, vectors_near


def denials_of(*articles: Article, near: list[int]) -> tuple[Denial, ...]:
    """Return what is denied in articles of one theme; sentences with one number are alike."""
    sentences = tuple(s for one in articles for s in sentences_of(one))
    theme = Theme(
        id="t-1",
        label="خبر",
        sentences=tuple(s.id for s in sentences),
        outlets=tuple(one.outlet for one in articles),
    )
    return contrast(articles, sentences, vectors_near(near), (theme,)).denials


CLAIM = article("صدى", "رأى سكان الحي طائرة تلقي براميل فوق السوق\nوأقفلت المتاجر")
DENIAL = article("أنباء", "ونفى الناطق باسم الجيش استخدام أي سلاح محرم في الحي")
ALSO = article("مرفأ", "لا صحة لاستخدام سلاح محرم في الحي بحسب الجيش")


def test_a_denial_is_listed_with_its_speaker_and_the_nearest_elsewhere() -> None:
    """Though no rule brings the two together: the reader sees both."""
    (one,) = denials_of(CLAIM, DENIAL, near=[0, 1, 0])

    assert (one.words, one.speaker) == ("ونفى", "الناطق باسم الجيش")
    assert [near.sentence for near in one.nearest] == [sentences_of(CLAIM)[0].id]
    assert one.also == ()


def test_what_several_deny_is_listed_once() -> None:
    """One row for one thing denied; who denies it, too, is no witness for the other side."""
    (one,) = denials_of(CLAIM, DENIAL, ALSO, near=[0, 1, 0, 0])

    assert {one.sentence, *one.also} == {sentences_of(DENIAL)[0].id, sentences_of(ALSO)[0].id}
    assert [near.sentence for near in one.nearest] == [sentences_of(CLAIM)[0].id]


def test_other_things_denied_have_rows_of_their_own() -> None:
    """Two denials of two things are two rows, and the order of the articles changes nothing."""
    other = article("مرفأ", "ونفت النقابة رفع أسعار الخبز في المخابز")
    found = denials_of(DENIAL, other, near=[0, 1])

    assert len(found) == 2
    assert set(denials_of(other, DENIAL, near=[1, 0])) == set(found)


@pytest.mark.parametrize(
    "text",
    ["وقال الناطق إنه لا ينفي ولا يؤكد النبأ", "ونفى ذلك", "وهو ما نفاه في وقت لاحق"],
)
def test_what_denies_nothing_in_so_many_words_is_not_listed(text: str) -> None:
    """«لا ينفي», «نفى ذلك»: nobody could say what is denied."""
    assert denials_of(CLAIM, article("أنباء", text), near=[0, 1, 0]) == ()


def test_the_report_lists_what_is_set_against_nothing() -> None:
    """The section has the denial and the nearest sentence; what is in a dispute stands there."""
    briefing = full()
    (denial,) = briefing.denials
    html = page(briefing, options=RenderOptions(), medium="paper")
    section = html.split('<section class="denials"', 1)[1].split("</section>", 1)[0]
    assert denial.sentence in section
    assert denial.nearest[0].sentence in section

    pair = replace(briefing.relations[0], a=denial.sentence, kind="disputes")
    parted = replace(briefing, relations=(pair,))
    assert 'id="denials"' not in page(parted, options=RenderOptions(), medium="paper")
    assert 'id="denials"' not in page(tiny(), options=RenderOptions(), medium="paper")


def test_verify_proves_the_words_of_a_denial(tmp_path: Path) -> None:
    """A word that the sentence has not is found out, and so is a sentence that is of no source."""
    (tmp_path / "in").mkdir()
    story = next(one for one in lines(FOLDER / "first.jsonl") if one["name"] == "market-daein")
    for one in story["articles"]:
        text = f"{one['title']}\n\n{one['text']}\n"
        (tmp_path / "in" / f"{one['id']}.txt").write_text(text, encoding="utf-8")
    briefing = reportgen.build([tmp_path / "in"])
    assert briefing.denials
    claims = json.loads(json.dumps(briefing.to_dict()))
    path = tmp_path / "briefing.json"

    path.write_text(json.dumps(claims), encoding="utf-8")
    assert verify(path, [tmp_path / "in"]) == ()

    claims["denials"][0]["words"] = "كذبت"
    path.write_text(json.dumps(claims), encoding="utf-8")
    assert [one.subject for one in verify(path, [tmp_path / "in"])] == [
        claims["denials"][0]["sentence"]
    ]
