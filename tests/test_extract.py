"""`reportgen.summarize` and ``reportgen summarize``: spans of the texts, as long as asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import reportgen
from reportgen.errors import ConfigError, SourceError
from reportgen.extract import _readings, summarize_files

from .conftest import FLOOD, SEEDS

TEXTS = [path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
DATA = Path(os.environ.get("REPORTGEN_DATA", Path(__file__).parents[2] / "shared" / "data"))


def words_of(sentences: tuple) -> int:
    """Return how many words the sentences have together."""
    return sum(len(s.text.split()) for s in sentences)


@pytest.mark.parametrize("ratio", [0.2, 0.4, 0.7])
def test_one_article_gives_spans_of_itself_in_order(ratio: float) -> None:
    """Every sentence is to the letter where it says, they follow one another, the share is met."""
    text = TEXTS[0]

    found = reportgen.summarize([text], ratio=ratio)

    assert found
    assert all(text[s.start : s.end] == s.text for s in found)
    assert [s.start for s in found] == sorted(s.start for s in found)
    assert words_of(found) == pytest.approx(ratio * len(text.split()), abs=60)


def test_words_are_a_limit() -> None:
    """Several articles never give more words than asked, and several of them speak."""
    for words in (100, 150, 250):
        found = reportgen.summarize(TEXTS, words=words)

        assert 0 < words_of(found) <= words
        assert len({s.article for s in found}) > 1


def test_order_of_texts_changes_no_choice() -> None:
    """The same sentences are picked whatever the order of the texts, which they are told in."""
    one = reportgen.summarize(TEXTS, words=200)
    other = reportgen.summarize(TEXTS[::-1], words=200)

    assert {s.id for s in one} == {s.id for s in other}
    assert one == reportgen.summarize(TEXTS, words=200)


def test_texts_read_before_give_the_same_sentences() -> None:
    """What is found in the cache is what was read: every field, vectors and clauses included."""
    texts = tuple(TEXTS[:2])
    options = reportgen.extract._options_in_force(reportgen.extract._environment()).embed
    reportgen.extract._read_texts.cache_clear()
    reportgen.summarize(texts, words=100)
    given = reportgen.extract._given(texts)

    found = _readings.find(given, options)
    fresh = reportgen.extract._read(*reportgen.extract._cleaned(given), options)

    assert found is not None
    assert fresh.sentences == found[0]
    assert fresh.vectors.matrix.tobytes() == found[1].matrix.tobytes()
    assert (fresh.vectors.model, fresh.vectors.precision) == (found[1].model, found[1].precision)
    assert _readings.find(reportgen.extract._given((TEXTS[0] + " ثم",)), options) is None


def test_the_same_text_twice_is_one_article() -> None:
    """A copy adds nothing."""
    once = reportgen.summarize([TEXTS[1]], ratio=0.4)

    assert once == reportgen.summarize([TEXTS[1], TEXTS[1]], ratio=0.4)


def test_a_short_text_given_by_hand_is_meant() -> None:
    """What is too short for a briefing may still be summarized."""
    text = "أعلنت الحكومة رفع الأجور مطلع العام المقبل. ورحبت النقابات بالقرار."

    found = reportgen.summarize([text], ratio=0.5)

    assert [s.text for s in found] == ["أعلنت الحكومة رفع الأجور مطلع العام المقبل."]


@pytest.mark.parametrize(
    ("ratio", "words"), [(0.4, 100), (0.0, None), (1.5, None), (None, 0), (None, -3)]
)
def test_a_wrong_length_is_refused(ratio: float | None, words: int | None) -> None:
    """Two lengths, or one out of range, are told apart from a summary."""
    with pytest.raises(ConfigError):
        reportgen.summarize(TEXTS, ratio=ratio, words=words)


def test_nothing_to_summarize_is_said() -> None:
    """Empty texts and a bare string are errors a person understands."""
    with pytest.raises(SourceError, match="nothing to summarize"):
        reportgen.summarize(["", " \n "])
    with pytest.raises(ConfigError, match="one text"):
        reportgen.summarize("نص واحد")


def test_the_name_is_the_function_and_the_stage_is_there() -> None:
    """`reportgen.summarize` can be called though a stage has the same name."""
    from reportgen.summarize import SummarizeOptions

    assert callable(reportgen.summarize)
    assert SummarizeOptions().summary_words == 220


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``reportgen summarize`` as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "reportgen", "summarize", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_command_prints_what_can_be_proved(flood: Path) -> None:
    """--json names spans of the files, the limit holds, every outlet is heard."""
    done = run(flood, "--words", "45", "--json")

    assert done.returncode == 0, done.stderr
    content = json.loads(done.stdout)
    path_of = {article["id"]: article["path"] for article in content["articles"]}
    for item in content["summary"]:
        text = FLOOD[path_of[item["article"]]]
        assert text[item["start"] : item["end"]] == item["text"]
    assert sum(len(item["text"].split()) for item in content["summary"]) <= 45
    assert {item["article"] for item in content["summary"]} == set(path_of)


def test_command_cites_outlets_and_refuses_two_lengths(flood: Path) -> None:
    """With several articles each line ends with its outlet; two lengths are one clear line."""
    done = run(flood, "--words", "45")
    wrong = run(flood, "--words", "45", "--ratio", "0.4")
    none = run(flood, "--words", "2")

    assert all(line.endswith(("[anba]", "[sada]")) for line in done.stdout.splitlines())
    assert none.returncode == 2
    assert "fits into 2 words" in none.stderr
    assert wrong.returncode == 2
    assert wrong.stderr.splitlines()[0] == "reportgen: a summary has one length"


def test_files_in_any_order_give_the_same(flood: Path) -> None:
    """The order of the files changes nothing, not even the order of the sentences."""
    paths = sorted(flood.glob("*.txt"))

    assert summarize_files(paths, words=60) == summarize_files(paths[::-1], words=60)


@pytest.mark.skipif(
    not (DATA / "easc.jsonl.gz").is_file(), reason=f"the evaluation sets are not in {DATA}"
)
def test_real_articles_of_the_evaluation_set_are_summarized() -> None:
    """Ten articles of EASC come back at about 40 % of their words."""
    import gzip

    with gzip.open(DATA / "easc.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(next(lines))["text"] for _ in range(10)]
    shares = [
        words_of(reportgen.summarize([text], ratio=0.4)) / len(text.split()) for text in texts
    ]

    assert 0.35 < sum(shares) / len(shares) < 0.45
