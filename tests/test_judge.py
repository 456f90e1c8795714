"""The judge: the real weights on the real e5, asked about pairs written for this file."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import reportgen
from reportgen.config import load_options
from reportgen.errors import ConfigError, ModelError
from reportgen.judge import CLASSES, JudgeOptions, _model, _weights, inspect_judge, judge
from reportgen.neural import bundled, machine
from reportgen.neural.loading import quiet
from reportgen.store import cache_dir

from .conftest import SEEDS

AGREEING = (
    ("الرئيس التونسي يزور الجزائر الأحد المقبل", "زيارة مرتقبة لرئيس تونس إلى الجزائر يوم الأحد"),
    (
        "ارتفعت أسعار النفط إلى أعلى مستوى منذ عامين",
        "أسعار النفط تصعد إلى أعلى مستوياتها في عامين",
    ),
    ("البرلمان يوافق على قانون الضرائب الجديد", "أقر مجلس النواب قانون الضرائب الجديد"),
    (
        "أعلنت وزارة الصحة وصول مليون جرعة من اللقاح",
        "قالت وزارة الصحة إن مليون جرعة لقاح وصلت إلى البلاد",
    ),
)
DISPUTING = (
    ("ارتفعت أسعار القمح في الأسواق العالمية", "انخفضت أسعار القمح في الأسواق العالمية"),
    ("وافق البرلمان على تشكيل الحكومة الجديدة", "رفض البرلمان تشكيل الحكومة الجديدة"),
    (
        "القوات الحكومية تسيطر على مطار المدينة",
        "متحدث عسكري ينفي سيطرة القوات الحكومية على مطار المدينة",
    ),
    ("استقال وزير المالية من منصبه", "لم يستقل وزير المالية من منصبه"),
)
NEUTRAL = (
    (
        "وصل وزير الخارجية إلى القاهرة لبحث الأزمة الليبية",
        "أعلنت مصر زيادة رواتب الموظفين بداية الشهر المقبل",
    ),
    (
        "تضررت محاصيل القمح في القرى المجاورة للنهر",
        "قال مزارعون إن أسعار الأسمدة ارتفعت منذ بداية العام",
    ),
    (
        "قال الرئيس الروسي إن قاعدة حميميم باقية في سوريا",
        "بحث الرئيس الروسي مع نظيره التركي أسعار الغاز",
    ),
    ("افتتح معرض الكتاب أبوابه أمام الزوار", "فاز فريق العاصمة بكأس الجمهورية"),
)
PAIRS = (*AGREEING, *DISPUTING, *NEUTRAL)


CACHED = """
import json, sys
from reportgen.judge import judge
assert judge(json.loads(sys.argv[1])).shape == (2, 3)
print(sorted({"torch", "sentence_transformers"} & set(sys.modules)))
"""


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache with the unpacked e5 and not one score."""
    precision = machine.choose_precision("auto").precision
    models = bundled.ensure(bundled.find(), precision).parent
    assert models == cache_dir() / "models"
    home = tmp_path / "cache"
    home.mkdir()
    (home / "models").symlink_to(models)
    monkeypatch.setenv("REPORTGEN_CACHE_DIR", str(home))
    return home


def forget(home: Path) -> None:
    """Throw every cached score away."""
    for file in home.glob("vectors.sqlite3*"):
        file.unlink()


def said(scores: NDArray[np.float32]) -> list[str]:
    """Return what is likeliest of each pair."""
    return [CLASSES[place] for place in scores.argmax(axis=1)]


def test_scores_are_probabilities(fresh: Path) -> None:  # noqa: ARG001
    """A row for each pair, each a distribution over agree, neutral, dispute; none for none."""
    scores = reportgen.judge(PAIRS)

    assert scores.shape == (len(PAIRS), 3)
    assert scores.dtype == np.float32
    assert (scores >= 0).all()
    np.testing.assert_allclose(scores.sum(axis=1), 1, atol=1e-5)
    assert reportgen.judge([]).shape == (0, 3)


@pytest.mark.parametrize(
    ("pairs", "expected"), [(AGREEING, "agree"), (DISPUTING, "dispute"), (NEUTRAL, "neutral")]
)
def test_plain_cases_are_judged_rightly(
    pairs: tuple[tuple[str, str], ...],
    expected: str,
) -> None:
    """Of four headlines that say the same, the opposite, or something else three are told right.

    It is no better than that (`bench/judge/CARD.md`), which is why nothing is printed on its word.
    """
    assert said(judge(pairs)).count(expected) >= 3


def test_the_order_within_a_pair_changes_nothing(fresh: Path) -> None:
    """(a, b) and (b, a) get the same numbers, bit for bit."""
    forth = judge(PAIRS)
    forget(fresh)
    back = judge([(b, a) for a, b in PAIRS])

    np.testing.assert_array_equal(forth, back)


def test_company_order_and_cache_change_nothing(fresh: Path) -> None:
    """A pair judged alone, in a crowd, in another order or from the cache: the same bits."""
    long = ("تضررت محاصيل القمح " * 30, "تضررت المحاصيل " * 25)
    crowd = judge([*PAIRS, long, *PAIRS])
    cached = judge([*PAIRS, long])
    forget(fresh)
    alone = judge([PAIRS[5]])
    turned = judge([long, *reversed(PAIRS)])[::-1]

    np.testing.assert_array_equal(crowd[: len(PAIRS) + 1], cached)
    np.testing.assert_array_equal(crowd[len(PAIRS) + 1 :], cached[:-1])
    np.testing.assert_array_equal(turned, cached)
    np.testing.assert_array_equal(alone, cached[[5]])


def test_vowel_marks_change_nothing() -> None:
    """A vowelled text is read as an unvowelled one."""
    np.testing.assert_array_equal(
        judge([("ارتفعت الأسعار", "انخفضت الأسعار")]),
        judge([("ارْتَفَعَتِ الأَسْعَارُ", "انْخَفَضَتِ الأَسْعَارُ")]),
    )


def test_a_cached_run_loads_no_heavy_library() -> None:
    """What was judged before costs no torch."""
    judge(PAIRS[:2])
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            CACHED,
            json.dumps(PAIRS[:2]),
        ],
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout.strip() == "[]"


def test_the_cache_holds_no_text(fresh: Path) -> None:
    """What was judged cannot be read from the disk."""
    judge([("سيطرت القوات على المطار", "نفى متحدث سيطرة القوات")])

    kept = b"".join(file.read_bytes() for file in fresh.glob("vectors.sqlite3*"))
    assert "المطار".encode() not in kept


def test_damaged_weights_are_one_clear_error(tmp_path: Path) -> None:
    """One changed byte is noticed before anything is judged by it."""
    home = Path(shutil.copytree(_weights.HOME, tmp_path / "judge"))
    file = next(home.glob("*.safetensors"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    with pytest.raises(ModelError, match="checksum"):
        _weights.read(_weights.facts(home))
    file.unlink()
    with pytest.raises(ModelError, match="missing"):
        _weights.facts(home)


def test_weights_for_another_e5_are_refused(tmp_path: Path) -> None:
    """Changes are made to the model they were measured on, or to none."""
    home = Path(shutil.copytree(_weights.HOME, tmp_path / "judge"))
    told = json.loads((home / "judge.json").read_text(encoding="utf-8"))
    (home / "judge.json").write_text(json.dumps(told | {"made_for": "0" * 64}), encoding="utf-8")

    with pytest.raises(ModelError, match="not the model that the judge was made for"):
        _model.of_weights(_weights.facts(home), "fp32")


def test_packed_changes_come_back() -> None:
    """Four bits a weight lose little beside the largest of its 32."""
    chance = np.random.default_rng(1)
    matrix = chance.normal(size=(128, 64)).astype(np.float32)

    nibbles, scales = _weights._packed(matrix)
    stored = {"m.nibbles": nibbles, "m.scales": scales}
    back = _weights._unpacked(stored, "m").reshape(matrix.shape)

    largest = np.abs(matrix.reshape(-1, 32)).max(axis=1).repeat(32).reshape(matrix.shape)
    assert (np.abs(back - matrix) <= 0.35 * largest).all()
    assert np.sqrt(((back - matrix) ** 2).mean()) < 0.1


def test_the_weights_fit_the_wheel() -> None:
    """At most 16 MB of weights, and what belongs beside them."""
    known = _weights.facts()

    assert known.path.stat().st_size <= 16_000_000
    assert known.temperature > 0
    assert {path.name for path in _weights.HOME.iterdir()} == {"changes.safetensors", "judge.json"}


def test_no_judge_is_a_choice() -> None:
    """'none' is a setting like any other; asking nobody is an error that says so."""
    options = load_options(flags={"judge": {"model": "none"}}).judge

    assert not options.is_on
    with pytest.raises(ConfigError, match="no judge"):
        judge(PAIRS, options=options)
    assert JudgeOptions().is_on


def test_a_judge_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    """A folder that does not exist is named; nothing is fetched."""
    with pytest.raises(ModelError, match="no judge in") as raised:
        judge(PAIRS, model=str(tmp_path / "nowhere"))

    assert "--judge" in raised.value.hint


def test_another_cross_encoder_judges_by_the_names_of_its_labels(
    tmp_path: Path,
    fresh: Path,  # noqa: ARG001
) -> None:
    """Labels are found by name, whatever their order; a model without them is refused."""
    with quiet():
        _small_cross_encoder(tmp_path / "nli", ("contradiction", "ENTAILMENT", "neutral"))
        _small_cross_encoder(tmp_path / "turned", ("ENTAILMENT", "neutral", "contradiction"))
        _small_cross_encoder(tmp_path / "other", ("LABEL_0", "LABEL_1", "LABEL_2"))
    one, other = (judge(PAIRS[:2], model=str(tmp_path / name)) for name in ("nli", "turned"))

    np.testing.assert_allclose(one.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(one, other[:, [1, 2, 0]], atol=1e-6)
    with pytest.raises(ModelError, match="LABEL_0") as raised:
        judge(PAIRS[:1], model=str(tmp_path / "other"))
    assert "entailment, neutral and contradiction" in raised.value.hint


def test_no_path_of_a_judge_gets_into_a_briefing(tmp_path: Path) -> None:
    """A judge of one's own is named by its folder's name, as an embedding model is."""
    _small_cross_encoder(tmp_path / "mine", ("entailment", "neutral", "contradiction"))
    options = load_options(flags={"judge": {"model": str(tmp_path / "mine")}})
    said = str(dict(reportgen.build([SEEDS], options).method.options)["judge.model"])

    assert "mine" in said
    assert str(tmp_path) not in said


def _small_cross_encoder(folder: Path, labels: tuple[str, ...]) -> None:
    """Save a cross-encoder of two small layers with e5's tokenizer, always the same."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=250_037,
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=dict(enumerate(labels)),
        label2id={label: place for place, label in enumerate(labels)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    e5 = bundled.ensure(bundled.find(), machine.choose_precision("auto").precision)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(e5 / name, folder / name)


def test_the_judge_is_known_without_loading_it() -> None:
    """What doctor tells comes from the file beside the weights."""
    facts = inspect_judge(JudgeOptions())

    assert facts.name == "e5-small-judge"
    assert facts.path.is_file()
    assert facts.precision in {"bf16", "fp32"}
