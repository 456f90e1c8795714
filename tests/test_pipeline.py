"""The whole line: same inputs, same bytes; bad inputs lose nothing else."""

import json
import random
import shutil
from pathlib import Path

import jsonschema
import pytest

import reportgen
from reportgen.config import Options, load_options
from reportgen.errors import ConfigError, SourceError
from reportgen.model import Briefing
from reportgen.resources import schema_path

from .conftest import FLOOD, SEEDS, write_articles


def test_json_keeps_the_contract(samples: Briefing) -> None:
    """briefing.json is valid against the schema that is published."""
    schema = json.loads(schema_path().read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.validate(json.loads(json.dumps(samples.to_dict())), schema)


def test_every_sentence_is_its_span(samples: Briefing) -> None:
    """Each sentence is to the letter the stretch of the source file it names."""
    files = {path.name: path.read_bytes().decode() for path in SEEDS.glob("*.txt")}
    article = {article.id: article for article in samples.articles}

    assert samples.sentences
    for sentence in samples.sentences:
        source = files[article[sentence.article].path]
        assert source[sentence.start : sentence.end] == sentence.text


def test_all_five_samples_are_told(samples: Briefing) -> None:
    """No sample is lost, every one has sentences, and themes cross the outlets."""
    assert len(samples.articles) == 5
    assert {s.article for s in samples.sentences} == {a.id for a in samples.articles}
    assert sum(len(theme.outlets) > 1 for theme in samples.themes) >= 4


def test_order_and_names_of_folders_change_nothing(tmp_path: Path) -> None:
    """Files given one by one in any order make the same briefing, to the byte."""
    given = sorted(SEEDS.glob("*.txt"))
    shutil.copy(SEEDS / "sources.toml", tmp_path)
    copies = [Path(shutil.copy(path, tmp_path)) for path in given]
    expected = reportgen.build([SEEDS]).to_dict()
    for seed in range(3):
        random.Random(seed).shuffle(copies)

        assert reportgen.build(copies).to_dict() == expected


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    """PDF, HTML and JSON are byte-identical from one run to the next."""
    first, second = (
        reportgen.publish(reportgen.build([SEEDS]), tmp_path / name) for name in ("a", "b")
    )

    assert [path.suffix for path in first] == [".pdf", ".html", ".json"]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_json_file_is_to_dict(samples: Briefing, tmp_path: Path) -> None:
    """`Briefing.to_dict()` is exactly the content of briefing.json."""
    (path,) = reportgen.publish(samples, tmp_path, formats=["json"])

    assert json.loads(path.read_text(encoding="utf-8")) == samples.to_dict()


def test_no_date_unless_asked_for(flood: Path) -> None:
    """`generated_at` is null, or the very date of the option."""
    dated = load_options(flags={"briefing": {"date": "2026-11-21"}})

    assert reportgen.build([flood]).generated_at is None
    assert reportgen.build([flood], dated).generated_at == "2026-11-21"


def test_no_path_of_this_machine_in_the_output(flood: Path) -> None:
    """The JSON names files relative to the folder given, and no folder above it."""
    text = json.dumps(reportgen.build([flood]).to_dict(), ensure_ascii=False)

    assert str(flood.parent) not in text
    assert str(Path.home()) not in text


def test_bad_files_are_omissions_and_the_rest_is_told(flood: Path) -> None:
    """Empty, binary and duplicate files are listed with a reason; the good ones make a briefing."""
    good = reportgen.build([flood])
    (flood / "empty.txt").write_text("", encoding="utf-8")
    (flood / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    (flood / "copy.txt").write_text(FLOOD["anba.txt"], encoding="utf-8")
    (flood / "latin.txt").write_bytes("مرحبا بالعالم".encode("cp1256"))

    briefing = reportgen.build([flood])

    dropped = {omission.subject for omission in briefing.omissions if omission.stage == "ingest"}
    assert {"empty.txt", "binary.txt", "copy.txt", "latin.txt"} == dropped
    assert [a.id for a in briefing.articles] == [a.id for a in good.articles]
    assert briefing.summary == good.summary


@pytest.mark.parametrize("texts", [{}, {"empty.txt": ""}])
def test_nothing_to_read_is_one_clear_error(tmp_path: Path, texts: dict[str, str]) -> None:
    """An empty folder, or one of useless files, is an error that says what to give."""
    folder = write_articles(tmp_path / "none", texts)

    with pytest.raises(SourceError) as error:
        reportgen.build([folder])
    assert error.value.hint


def test_one_article_is_refused_unless_allowed(tmp_path: Path) -> None:
    """A briefing of one needs --allow-single, and then is made."""
    folder = write_articles(tmp_path / "one", {"anba.txt": FLOOD["anba.txt"]})
    with pytest.raises(SourceError, match="two or more") as error:
        reportgen.build([folder])
    assert "--allow-single" in error.value.hint

    allowed: Options = load_options(flags={"briefing": {"allow_single": True}})
    briefing = reportgen.build([folder], allowed)

    assert len(briefing.articles) == 1
    assert briefing.summary
    assert reportgen.publish(briefing, tmp_path / "out")


@pytest.mark.parametrize("name", ["../escape", "a/b", "", ".."])
def test_name_cannot_leave_the_folder(samples: Briefing, tmp_path: Path, name: str) -> None:
    """A report's name holds no folder."""
    with pytest.raises(ConfigError):
        reportgen.publish(samples, tmp_path / "out", formats=["json"], name=name)
    assert not list(tmp_path.iterdir())


def test_unknown_format_is_refused(samples: Briefing, tmp_path: Path) -> None:
    """An unknown format is an error that lists the known ones."""
    with pytest.raises(ConfigError) as error:
        reportgen.publish(samples, tmp_path, formats=["docx"])
    assert "pdf" in error.value.hint


def test_title_is_a_headline_or_the_one_given(samples: Briefing, flood: Path) -> None:
    """Without --title the briefing is called by one of its articles' headlines."""
    titled = load_options(flags={"briefing": {"title": "عنوان مختار"}})

    assert samples.title in {" ".join((a.title or "").split()) for a in samples.articles}
    assert reportgen.build([flood], titled).title == "عنوان مختار"
