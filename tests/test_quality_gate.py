"""The floors under the quality figures, and ROUGE as the evaluation protocols mean it."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import ROOT

QUALITY = ROOT / "bench" / "quality"


def load(name: str) -> ModuleType:
    """Return a module of bench/quality, which is no package."""
    spec = importlib.util.spec_from_file_location(f"quality_{name}", QUALITY / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


gate = load("gate")
rouge = load("rouge")


def test_a_figure_below_its_floor_is_named() -> None:
    """The gate says which figure fell, from what to what, and forgets none."""
    floors = {"easc_r1": 0.53, "multiling_r1": 0.44, "multiling_r2": 0.25}

    lines = gate.fallen(floors, {"easc_r1": 0.52, "multiling_r1": 0.45})

    assert lines == [
        "easc_r1: 0.5200 is below the floor of 0.5300",
        "multiling_r2: not measured, the floor is 0.2500",
    ]


def test_a_hair_below_is_not_below() -> None:
    """Two machines that differ in the last digit both pass."""
    assert gate.fallen({"easc_r1": 0.53}, {"easc_r1": 0.53 - gate.TOLERANCE / 2}) == []


def test_each_label_is_of_a_story_that_can_be_read() -> None:
    """What the labels call a story of several days is listed with the ids of its articles."""
    labels = ROOT / "bench" / "labels"

    def named(path: Path) -> set[str]:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return {row["story"] for row in rows if row.get("story", "").startswith("days/")}

    known = named(labels / "days.jsonl")
    assert {path.name: named(path) - known for path in labels.glob("*.jsonl")} == {
        path.name: set() for path in labels.glob("*.jsonl")
    }


def test_floors_rise_and_do_not_sink() -> None:
    """Raising takes the better of both; a lower figure is refused and changes nothing."""
    floors = {"easc_r1": 0.53, "multiling_r1": 0.44}

    assert gate.raised(floors, {"easc_r1": 0.54, "multiling_r1": 0.4399}) == {
        "easc_r1": 0.54,
        "multiling_r1": 0.44,
    }
    with pytest.raises(ValueError, match="easc_r1"):
        gate.raised(floors, {"easc_r1": 0.5, "multiling_r1": 0.5})


def test_a_floor_sinks_only_on_purpose() -> None:
    """With the explicit flag a floor is what was measured."""
    assert gate.raised({"easc_r1": 0.53}, {"easc_r1": 0.5}, allow_regression=True) == {
        "easc_r1": 0.5
    }


def test_floors_are_kept_as_they_are_read(tmp_path: Path) -> None:
    """What is written is read again, and the file says what it is."""
    path = tmp_path / "floors.json"
    gate.write({"easc_r1": 0.53}, path)

    assert gate.read(path) == {"easc_r1": 0.53}
    assert json.loads(path.read_text(encoding="utf-8"))["what"]


def test_the_floors_in_force_are_those_asked_for() -> None:
    """Both protocols have floors; the story's are the targets or more."""
    floors = gate.read()

    assert {"easc_r1", "easc_r1_cross_validated", "multiling_r1", "multiling_r2"} <= set(floors)
    assert floors["multiling_r1"] >= 0.42
    assert floors["multiling_r2"] >= 0.25


def test_results_hold_figures_only() -> None:
    """No word of the evaluation sets, which are not ours to publish, is in the table."""
    text = (QUALITY / "RESULTS.md").read_text(encoding="utf-8")

    assert not any("\u0600" <= letter <= "\u06ff" for letter in text)


def test_rouge_counts_arabic_words_in_any_spelling() -> None:
    """Marks, hamzas and a final teh marbuta make no difference; another word does."""
    reference = rouge.tokens("أعلنت الحكومة رفع الأجور")

    assert rouge.scores(rouge.tokens("اعلنت الحكومه رَفْعَ الاجور"), [reference]) == (1.0, 1.0, 1.0)
    assert rouge.rouge_n(rouge.tokens("أعلنت الحكومة خفض الأجور"), [reference], 1) == 0.75
    assert rouge.rouge_n(rouge.tokens("أعلنت الحكومة خفض الأجور"), [reference], 2) == 1 / 3


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [("a b c d", "a c d b", 3), ("a b", "c d", 0), ("a a b", "a b a", 2), ("a", "", 0)],
)
def test_rouge_l_is_the_longest_common_subsequence(one: str, other: str, shared: int) -> None:
    """The bit-parallel count is the one of the textbook."""
    first, second = one.split(), other.split()
    expected = 2 * shared / (len(first) + len(second)) if shared else 0.0

    assert expected == rouge.rouge_l(first, [second])
