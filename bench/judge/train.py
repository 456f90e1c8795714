# ruff: noqa: S311 - nothing here is a secret
"""Teach e5-small to judge pairs, and pack what that changed.

    OMP_WAIT_POLICY=PASSIVE python -m bench.judge.train [--out DIR]

The seed is fixed; the examples are those of `bench/judge/examples.py`.  All layers are trained, the
word embeddings are not.  What is written is measured by `python -m bench.judge.evaluate`.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bench.judge.examples import Example, Recipe, examples
from reportgen.judge import _network, _weights
from reportgen.neural import bundled, machine

if TYPE_CHECKING:
    import torch
    from sentence_transformers import CrossEncoder

SEED = 20261122
_MAX_TOKENS = 192
_AVERAGED_EVERY = 10
_NEAR = 4000  # examples sorted by length together: batches of like lengths, in random order


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How the network is taught."""

    epochs: int = 1
    rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    weight_decay: float = 0.01
    smoothing: float = 0.03
    dropout: float = 0.0
    averaged: float = 0.0  # the share of the last steps whose weights are averaged
    frozen_layers: int = 0
    batch_tokens: int = 1024


def train(
    network: "CrossEncoder",
    examples: Sequence[Example],
    schedule: Schedule,
    report: Callable[[int], None] | None = None,
) -> None:
    """Teach `network` in place."""
    import torch

    chance = random.Random(SEED)
    _set_dropout(network, schedule.dropout)
    trained = _trained(network, schedule)
    optimiser = torch.optim.AdamW(
        [
            {"params": [t for n, t in trained if n.startswith("head")], "lr": schedule.head_rate},
            {"params": [t for n, t in trained if not n.startswith("head")], "lr": schedule.rate},
        ],
        weight_decay=schedule.weight_decay,
        fused=True,
    )
    plans = [list(_batches(network, examples, chance, schedule)) for _ in range(schedule.epochs)]
    steps = sum(map(len, plans))
    warm = max(1, int(steps * schedule.warm_up))
    slope = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(step / warm, max(0.02, 0.5 * (1 + math.cos(math.pi * step / steps)))),
    )
    network.train()
    average = _Average(trained)
    first_averaged = steps - int(steps * schedule.averaged)
    began, losses = time.monotonic(), []
    for epoch, plan in enumerate(plans):
        for step, some in enumerate(plan):
            losses.append(_step(network, [examples[i] for i in some], trained, optimiser, schedule))
            slope.step()
            if len(losses) > first_averaged and len(losses) % _AVERAGED_EVERY == 0:
                average.take()
            if step % 25 == 24:
                print(
                    f"epoch {epoch} step {step + 1}/{len(plan)} loss {np.mean(losses[-100:]):.3f} "
                    f"{time.monotonic() - began:.0f} s",
                    flush=True,
                )
        if report is not None:
            network.eval()
            report(epoch)
            network.train()
    if schedule.averaged:
        average.put()
    network.eval()


def _set_dropout(network: "CrossEncoder", share: float) -> None:
    """Spell attention out and set dropout.

    The fused attention is many times slower going backward on a processor, and the random numbers
    of dropout cost a third of a step: the first rounds do without.
    """
    import torch

    network[0].auto_model.set_attn_implementation("eager")
    for module in network.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = share


class _Average:
    """The mean of the weights at some steps."""

    def __init__(self, trained: Sequence[tuple[str, "torch.Tensor"]]) -> None:
        self._trained = trained
        self._sums = [tensor.detach().clone().zero_() for _, tensor in trained]
        self._count = 0

    def take(self) -> None:
        self._count += 1
        for total, (_, tensor) in zip(self._sums, self._trained, strict=True):
            total.add_(tensor.detach())

    def put(self) -> None:
        for total, (_, tensor) in zip(self._sums, self._trained, strict=True):
            tensor.detach().copy_(total / self._count)


def _trained(network: "CrossEncoder", schedule: Schedule) -> list[tuple[str, "torch.Tensor"]]:
    frozen = tuple(f"encoder.layer.{n}." for n in range(schedule.frozen_layers))
    for tensor in network.parameters():
        tensor.requires_grad_(requires_grad=False)
    trained = [
        (name, tensor)
        for name, tensor in _network.tensors(network).items()
        if not name.startswith(frozen or ("\0",))
        and not (schedule.frozen_layers and name.startswith("embeddings."))
    ]
    for _, tensor in trained:
        tensor.requires_grad_(requires_grad=True)
    return trained


def _step(
    network: "CrossEncoder",
    some: Sequence[Example],
    trained: Sequence[tuple[str, "torch.Tensor"]],
    optimiser: "torch.optim.Optimizer",
    schedule: Schedule,
) -> float:
    import torch

    features = network.preprocess(
        [(e.a, e.b) for e in some],
        processing_kwargs={"text": {"truncation": True, "max_length": _MAX_TOKENS}},
    )
    labels = torch.tensor([e.label for e in some])
    weights = torch.tensor([e.weight for e in some])
    with torch.autocast("cpu", torch.bfloat16) if has_bf16() else nullcontext():
        scores = network(features)["scores"]
    losses = torch.nn.functional.cross_entropy(
        scores.float(), labels, reduction="none", label_smoothing=schedule.smoothing
    )
    loss = (losses * weights).sum() / weights.sum()
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([tensor for _, tensor in trained], 1.0)
    optimiser.step()
    return float(loss.detach())


def has_bf16() -> bool:
    """Say whether this machine trains in bf16."""
    return machine.choose_precision("auto").precision == "bf16"


def _batches(
    network: "CrossEncoder", examples: Sequence[Example], chance: random.Random, schedule: Schedule
) -> Iterator[list[int]]:
    """Yield indices of examples of like lengths, every example once."""
    ids = network.tokenizer([e.a for e in examples], [e.b for e in examples])["input_ids"]
    lengths = [min(len(row), _MAX_TOKENS) for row in ids]
    order = list(range(len(examples)))
    chance.shuffle(order)
    batches: list[list[int]] = []
    for first in range(0, len(order), _NEAR):
        batch: list[int] = []
        for index in sorted(order[first : first + _NEAR], key=lambda i: lengths[i]):
            if batch and (len(batch) + 1) * lengths[index] > schedule.batch_tokens:
                batches.append(batch)
                batch = []
            batch.append(index)
        batches.append(batch)
    chance.shuffle(batches)
    yield from batches


def temperature_of(network: "CrossEncoder", held: Sequence[Example]) -> float:
    """Return what the scores are divided by for the probabilities to be most honest on `held`."""
    import torch

    pairs = [(e.a, e.b) for e in held] + [(e.b, e.a) for e in held]
    labels = np.array([e.label for e in held] * 2)
    scores = []
    with torch.inference_mode():
        for first in range(0, len(pairs), 32):
            features = network.preprocess(pairs[first : first + 32])
            scores.append(network(features)["scores"].float().numpy())
    logits = np.concatenate(scores)
    return min(np.arange(0.5, 4.0, 0.02), key=lambda t: _surprise(logits / t, labels)).item()


def _surprise(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    shifted = logits - logits.max(axis=1, keepdims=True)
    shares = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(-shares[np.arange(len(labels)), labels].mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What is taught together, and how."""

    recipe: Recipe
    schedule: Schedule


# Each round goes on from what the one before packed, with other changes of the same sentences.
ROUNDS = (
    Round(recipe=Recipe(), schedule=Schedule(rate=1e-4, batch_tokens=1024)),
    Round(
        recipe=Recipe(
            headline_neutrals=900,
            story_neutrals=500,
            changed_neutrals=250,
            contrary_headlines=700,
            contrary_sentences=250,
            same_headlines=900,
            same_sentences=500,
            twice_denied=100,
            passages=1500,
        ),
        schedule=Schedule(rate=8e-5, batch_tokens=768),
    ),
    Round(
        recipe=Recipe(
            headline_rounds=3,
            headline_neutrals=0,
            story_neutrals=0,
            changed_neutrals=0,
            contrary_headlines=0,
            contrary_sentences=0,
            same_headlines=0,
            same_sentences=0,
            twice_denied=0,
            passages=0,
        ),
        schedule=Schedule(rate=6e-5, batch_tokens=512, dropout=0.1, averaged=0.4),
    ),
)


def main() -> int:
    """Train, calibrate and pack, a round after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=_weights.HOME, help="where to write")
    parser.add_argument("--first", type=int, default=0, help="go on with this round")
    asked = parser.parse_args()
    for number in range(asked.first, len(ROUNDS)):
        _run(number, asked.out)
    return 0


def _run(number: int, out: Path) -> None:
    """Run one round on what the one before left in `out`, and leave its own there."""
    import torch

    torch.manual_seed(SEED + number)
    taught, held = examples(ROUNDS[number].recipe, SEED + number)
    print(f"round {number}: {len(taught)} examples, {len(held)} held out", flush=True)
    source = bundled.find()
    folder = bundled.ensure(source, "bf16" if has_bf16() else "fp32")
    network = _network.untrained(folder)
    before = {name: t.detach().numpy().copy() for name, t in _network.tensors(network).items()}
    if number:
        _network.change(network, _weights.read(_weights.facts(out)))
    began = time.monotonic()
    train(network, taught, ROUNDS[number].schedule)
    temperature = temperature_of(network, held)
    changes = {
        name: t.detach().numpy() - (0 if name.startswith(_network.HEAD) else before[name])
        for name, t in _network.tensors(network).items()
    }
    known = _weights.write(changes, out, made_for=source.sha256, temperature=temperature)
    size = known.path.stat().st_size / 1e6
    minutes = (time.monotonic() - began) / 60
    print(f"{known.path}: {size:.1f} MB, temperature {temperature:.2f}, {minutes:.0f} minutes")


if __name__ == "__main__":
    sys.exit(main())
