"""Choose pairs of sentences of different outlets to be labelled by reading.

    python -m bench.relation_pairs OUT.jsonl

Five layers, each in the order of a digest and at most three pairs a story and layer: sentences of
one theme that are near, of which one has words of denial or negation, that give another number,
day or place, any two of one theme, and, for claims on which articles part, near sentences of an
agreeing and a disagreeing one.  What is written holds names, offsets and digests, no text.
"""

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.stories import Story, contested_claims, digest, stories
from reportgen.contrast._quantities import quantities_in
from reportgen.model import Sentence

_LAYERS = {"near": 70, "denial": 70, "figures": 50, "any": 40, "stance": 60}
_A_STORY = 3
_NEAR, _RELATED = 0.55, 0.3
_FEWEST_WORDS, _MOST_WORDS = 6, 90
_DENIAL = re.compile(
    r"(?<!\w)[وف]?(?:نف[يت]|نفت|ينفي|تنفي|نافيا|نفيه|كذب|كذبت|تكذيب|فند|فندت"
    r"|لا صحه|عار من|شايع\w*|اشاع\w*"
    r"|غير صحيح\w*|انكر\w*|مزاعم|لم|لن|ليس|ليست|غير|عدم|رفض\w*|استبعد\w*)(?!\w)"
)


def pairs_of(story: Story) -> Iterator[tuple[Sentence, Sentence, float]]:
    """Yield the pairs of a story that could be related: other outlets, other texts, one theme."""
    outlet_of = {a.id: a.outlet for a in story.articles}
    text_of = {a: group.articles[0] for group in story.groups for a in group.articles}
    row = {s.id: i for i, s in enumerate(story.sentences)}
    for theme in story.themes:
        members = sorted(row[i] for i in theme.sentences)
        for i, j in combinations(members, 2):
            a, b = story.sentences[i], story.sentences[j]
            if outlet_of[a.article] == outlet_of[b.article]:
                continue
            if text_of.get(a.article, a.article) == text_of.get(b.article, b.article):
                continue
            if all(_FEWEST_WORDS <= len(s.text.split()) <= _MOST_WORDS for s in (a, b)):
                yield a, b, float(story.vectors.matrix[i] @ story.vectors.matrix[j])


def _has_other_figures(a: Sentence, b: Sentence) -> bool:
    ours, theirs = (
        {(q.kind, q.noun): (q.low, q.high) for q in quantities_in(s.text).quantities}
        for s in (a, b)
    )
    return any(theirs[key] != value for key, value in ours.items() if key in theirs)


def _layers(story: Story) -> dict[str, Callable[[Sentence, Sentence, float], bool]]:
    stance = story.stance_of

    def part(a: Sentence, b: Sentence, cosine: float) -> bool:
        return cosine >= _RELATED and {stance[a.article], stance[b.article]} == {
            "agree",
            "disagree",
        }

    return {
        "stance": part,
        "figures": lambda a, b, cosine: cosine >= _RELATED and _has_other_figures(a, b),
        "denial": lambda a, b, cosine: (
            cosine >= _RELATED and bool(_DENIAL.search(a.folded) or _DENIAL.search(b.folded))
        ),
        "near": lambda _a, _b, cosine: cosine >= _NEAR,
        "any": lambda _a, _b, _cosine: True,
    }


def choose(wanted: dict[str, int]) -> list[dict[str, Any]]:
    """Return the chosen pairs, a layer after the other."""
    found: dict[str, list[dict[str, Any]]] = {layer: [] for layer in wanted}
    contested = set(contested_claims())
    for story in stories():
        told: Counter[str] = Counter()
        most = 4 * _A_STORY if story.name in contested else _A_STORY
        ordered = sorted(pairs_of(story), key=lambda p: digest(p[0].id + p[1].id))
        for a, b, cosine in ordered:
            for layer, fits in _layers(story).items():
                if layer in wanted and told[layer] < most and fits(a, b, cosine):
                    told[layer] += 1
                    found[layer].append(described(story, a, b) | {"layer": layer})
                    break
    return [
        pair
        for layer, number in wanted.items()
        for pair in sorted(found[layer], key=lambda p: digest(json.dumps(p)))[:number]
    ]


def described(story: Story, a: Sentence, b: Sentence) -> dict[str, Any]:
    """Return a pair as the labels know it."""
    sides = [
        {
            "source": story.name_of[s.article],
            "start": s.start,
            "sha256": hashlib.sha256(s.text.encode()).hexdigest()[:16],
        }
        for s in (a, b)
    ]
    return {"story": story.name, "half": story.half, "a": sides[0], "b": sides[1]}


def main() -> int:
    """Write the chosen pairs."""
    pairs = choose(_LAYERS)
    Path(sys.argv[1]).write_text(
        "".join(json.dumps(pair) + "\n" for pair in pairs), encoding="utf-8"
    )
    print(Counter((pair["layer"], pair["half"]) for pair in pairs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
