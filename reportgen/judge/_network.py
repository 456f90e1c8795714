"""The network itself: multilingual-e5-small with a head of three classes, or any cross-encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.errors import ModelError
from reportgen.judge import _weights
from reportgen.neural import bundled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    import torch
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

    from reportgen.judge._model import Judge

# tokens of a pair; all four kinds of training pairs are shorter, nearly always
MAX_TOKENS = 256
HEAD = "head"
_CLASSES = 3
# labels of other cross-encoders, in the order of our classes
_SYNONYMS = (
    ("agree", "agrees", "agreement", "entailment", "entails", "entail", "support", "supports"),
    ("neutral", "none", "other", "unrelated", "discuss", "not_enough_info"),
    ("dispute", "disputes", "disagree", "contradiction", "contradicts", "contradict", "refutes"),
)


def untrained(folder: Path) -> CrossEncoder:
    """Return the e5 of `folder` in float32 with an untrained head."""
    import torch
    from sentence_transformers import CrossEncoder
    from sentence_transformers.base.modules import Dense, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    body = Transformer(
        str(folder),
        max_seq_length=MAX_TOKENS,
        model_kwargs={"dtype": torch.float32, "local_files_only": True},
        config_kwargs={"local_files_only": True},
        processor_kwargs={"local_files_only": True},
    )
    hidden = body.get_embedding_dimension()
    pooling = Pooling(hidden, pooling_mode=("cls", "mean"))
    head = Dense(
        2 * hidden, _CLASSES, activation_function=torch.nn.Identity(), module_output_name="scores"
    )
    return CrossEncoder(modules=[body, pooling, head], device="cpu")


def tensors(network: CrossEncoder) -> dict[str, torch.Tensor]:
    """Return every tensor that training may change, by its name in the file."""
    body, _, head = network
    found = {
        name: tensor
        for name, tensor in body.auto_model.named_parameters()
        if "word_embeddings" not in name and not name.startswith("pooler.")
    }
    return found | {f"{HEAD}.{name}": tensor for name, tensor in head.linear.named_parameters()}


def bundled_judge(judge: Judge, weights: _weights.Facts) -> CrossEncoder:
    """Return e5 with the changes of `weights` made to it.

    Raises:
        ModelError: the changes are not those of this network.
    """
    network = untrained(bundled.ensure(bundled.find(), judge.precision))
    change(network, _weights.read(weights))
    return network.to(dtype_of(judge))


def change(network: CrossEncoder, changes: Mapping[str, NDArray[np.float32]]) -> None:
    """Make `changes` to an untrained network.

    Raises:
        ModelError: they are not those of this network.
    """
    import torch

    places = tensors(network)
    sizes = {name: place.numel() for name, place in places.items()}
    if sizes != {name: change.size for name, change in changes.items()}:
        raise ModelError("the judge's weights are of another network", hint=_weights.HINT)
    with torch.no_grad():
        for name, place in places.items():
            if name.startswith(f"{HEAD}."):
                place.zero_()
            place.add_(torch.from_numpy(changes[name].reshape(tuple(place.shape))))


def named_judge(judge: Judge) -> tuple[CrossEncoder, tuple[int, ...]]:
    """Return the cross-encoder of a folder, and which of its labels are our three classes.

    Raises:
        ModelError: it has not three labels of that meaning.
    """
    from sentence_transformers import CrossEncoder

    network = CrossEncoder(
        str(judge.path),
        device="cpu",
        local_files_only=True,
        model_kwargs={"dtype": dtype_of(judge)},
    )
    return network, _classes(judge, network)


def _classes(judge: Judge, network: CrossEncoder) -> tuple[int, ...]:
    config: Any = getattr(network, "config", None) or getattr(network.model, "config", None)
    labels = dict(getattr(config, "id2label", None) or {})
    by_name = {str(label).strip().lower(): int(place) for place, label in labels.items()}
    found = [[by_name[name] for name in names if name in by_name] for names in _SYNONYMS]
    if len(labels) != _CLASSES or any(len(places) != 1 for places in found):
        raise ModelError(
            f"{judge.name} cannot judge: its labels are {', '.join(map(str, labels.values()))}",
            hint="name a cross-encoder with the labels entailment, neutral and contradiction, or "
            "leave --judge out to use the bundled one",
        )
    return tuple(places[0] for places in found)


def dtype_of(judge: Judge) -> torch.dtype:
    """Return the type of number that the judge computes in."""
    import torch

    return {"bf16": torch.bfloat16, "fp32": torch.float32}[judge.precision]
