# ruff: noqa: S311 - nothing here is a secret
"""What the judge is taught with, and where each example comes from.

Licences: ANS (Apache-2.0), the Wikipedia articles of EASC (CC BY-SA 3.0), three of the five stories
of MultiLing 2011 (CC BY 3.0), UD Arabic-PUD (CC BY-SA 3.0).  No other set is read here.
"""

import gzip
import json
import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from bench.judge import changes
from reportgen import arabic
from reportgen.embed import EmbedOptions, encode
from reportgen.extract import articles_of
from reportgen.segment import segment
from reportgen.stopwords import is_stop_word

DATA = Path(
    os.environ.get("REPORTGEN_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)
AGREE, NEUTRAL, DISPUTE = 0, 1, 2
_STANCES = {"agree": AGREE, "other": NEUTRAL, "disagree": DISPUTE}
HELD_OUT_STORIES = ("M002", "M008")
_HELD_OUT_SHARE = 10  # one in so many headlines chooses between schedules and sets the temperature


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A pair with its class: 0 agree, 1 neutral, 2 dispute."""

    a: str
    b: str
    label: int
    kind: str
    weight: float = 1.0


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a data file."""
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How many of each kind."""

    headline_rounds: int = 2
    headline_neutrals: int = 1200
    story_neutrals: int = 900
    changed_neutrals: int = 400
    contrary_headlines: int = 800
    contrary_sentences: int = 600
    same_headlines: int = 900
    same_sentences: int = 1000
    twice_denied: int = 250
    passages: int = 2400


def examples(recipe: Recipe, seed: int) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """Return what is taught and what is held out, in an order that the seed decides."""
    chance = random.Random(seed)
    headlines, held = _split(list(_headlines()))
    stories = _stories()
    sentences = [s for story in stories for s in story]
    chance.shuffle(sentences)
    near = _near_headlines(headlines, chance)
    apart = _apart(stories, chance)
    taught = [
        *headlines,
        *near[: recipe.headline_neutrals],
        *apart[: recipe.story_neutrals],
        *_changed_neutrals([*near, *apart], chance, recipe.changed_neutrals),
        *_contrary_headlines(headlines, chance, recipe.contrary_headlines),
        *_contrary(sentences, chance, recipe.contrary_sentences),
        *_same(sentences, chance, recipe.same_sentences),
        *_same_headlines(headlines, chance, recipe.same_headlines),
        *_twice(sentences, chance, recipe.twice_denied),
    ]
    taught += _passages(taught, [*near, *apart], chance, recipe.passages)
    taught = [_either_way(e, chance) for e in taught]
    both_orders = [*headlines, *(replace(e, a=e.b, b=e.a) for e in headlines)]
    taught = [e for e in taught if e.kind != "headlines"] + both_orders * recipe.headline_rounds
    chance.shuffle(taught)
    return tuple(taught), tuple(held)


def _either_way(example: Example, chance: random.Random) -> Example:
    if example.kind != "headlines" and chance.random() < 0.5:
        return replace(example, a=example.b, b=example.a)
    return example


def _headlines() -> Iterator[Example]:
    for row in rows("ans_stance.jsonl.gz"):
        if row["split"] == "train":
            yield Example(a=row["s1"], b=row["s2"], label=_STANCES[row["stance"]], kind="headlines")


def _split(pairs: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Hold out whole families: no headline is on both sides."""
    family = _families(pairs)
    kept, held = [], []
    for pair in pairs:
        (held if family[pair.a] % _HELD_OUT_SHARE == 0 else kept).append(pair)
    return kept, held


def _families(pairs: Sequence[Example]) -> dict[str, int]:
    """Give a number to the headlines that pairs join, directly or by others."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        while parent.setdefault(text, text) != text:
            text = parent[text]
        return text

    for pair in pairs:
        parent[root(pair.a)] = root(pair.b)
    numbers: dict[str, int] = {}
    return {text: numbers.setdefault(root(text), len(numbers)) for text in list(parent)}


def _near_headlines(pairs: Sequence[Example], chance: random.Random) -> list[Example]:
    """Pair headlines of different families that speak of like things: other claims, no dispute."""
    family = _families(pairs)
    texts = sorted(family)
    vectors = encode(texts, options=EmbedOptions()).matrix
    vectors = vectors - vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    likeness = vectors @ vectors.T
    found = []
    for place, text in enumerate(texts):
        others = np.argsort(-likeness[place], kind="stable")[1:40]
        usable = [
            texts[o]
            for o in others
            if likeness[place, o] < 0.72
            and family[texts[o]] != family[text]
            and overlap(text, texts[o]) < 0.3
        ]
        if usable:
            other = chance.choice(usable[:8])
            found.append(Example(a=text, b=other, label=NEUTRAL, kind="near headlines"))
    chance.shuffle(found)
    return found


def _stories() -> list[list[str]]:
    """Return the sentences of each story, article or document."""
    texts = [row["text"] for row in rows("easc.jsonl.gz") if row["source"] == "Wikipedia"]
    stories = [sentences_of([text]) for text in texts]
    stories += [
        sentences_of([document["text"] for document in row["docs"]])
        for row in rows("multiling2011_ar.jsonl.gz")
        if row["topic"] not in HELD_OUT_STORIES
    ]
    documents = defaultdict(list)
    for row in rows("ud_arabic_pud.jsonl.gz"):
        documents[row["doc"]].append(row["text"])
    return [*stories, *documents.values()]


def sentences_of(texts: Sequence[str]) -> list[str]:
    """Return the sentences of texts, long ones by their clauses, none twice."""
    articles, _ = articles_of(texts)
    found = []
    for sentence in segment(articles):
        spans = sentence.clauses or ((0, 0),)
        whole = " ".join(sentence.text.split())
        if sentence.clauses:
            found += [
                " ".join(sentence.text[a - sentence.start : b - sentence.start].split())
                for a, b in spans
            ]
        else:
            found.append(whole)
    return [text for text in dict.fromkeys(found) if 5 <= len(text.split()) <= 45]


def content(text: str) -> frozenset[str]:
    """Return the stems that carry a text's subject."""
    return frozenset(
        arabic.light_stem(word)
        for word in arabic.words(arabic.fold(text))
        if len(word) > 2 and not is_stop_word(word)
    )


def overlap(a: str, b: str) -> float:
    """Return the share of the shorter one's subject words that the other has, too."""
    ours, theirs = content(a), content(b)
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _apart(stories: Sequence[Sequence[str]], chance: random.Random) -> list[Example]:
    """Pair sentences of one story that share a little: a subject, but no claim."""
    found = []
    for story in stories:
        stems = [content(text) for text in story]
        for place, text in enumerate(story):
            shared = [
                (len(stems[place] & stems[o]) / max(1, min(len(stems[place]), len(stems[o]))), o)
                for o in range(len(story))
                if o != place
            ]
            hard = [o for share, o in shared if 0.08 <= share <= 0.35]
            easy = [o for share, o in shared if share < 0.08]
            others = chance.sample(hard, min(2, len(hard)))
            if easy and chance.random() < 0.3:
                others.append(chance.choice(easy))
            found += [
                Example(a=text, b=story[other], label=NEUTRAL, kind="one story") for other in others
            ]
    chance.shuffle(found)
    return found


def _changed_neutrals(
    neutrals: Sequence[Example], chance: random.Random, count: int
) -> Iterator[Example]:
    """Deny, turn or report one side of what has nothing to do with the other: still neutral."""
    ways = (changes.denial, changes.negation, changes.opposite, changes.report, changes.number)
    for pair in chance.sample(neutrals, min(count, len(neutrals))):
        b = chance.choice(ways)(pair.b, chance)
        if b:
            yield replace(pair, b=b, kind="changed neutrals")


def _contrary_headlines(
    headlines: Sequence[Example], chance: random.Random, count: int
) -> Iterator[Example]:
    """Change one side of two headlines that agree in other words."""
    agreeing = [pair for pair in headlines if pair.label == AGREE]
    ways = (*changes.CONTRARY_BUT_NAMES, changes.negation, changes.denial)
    done = 0
    for _ in range(6):
        for pair in chance.sample(agreeing, len(agreeing)):
            b = chance.choice(ways)(pair.b, chance)
            if b and done < count:
                done += 1
                yield replace(pair, b=b, label=DISPUTE, kind="contrary headlines")


def _same_headlines(
    headlines: Sequence[Example], chance: random.Random, count: int
) -> Iterator[Example]:
    """Report, thin or reword one side of two headlines that agree."""
    agreeing = [pair for pair in headlines if pair.label == AGREE]
    ways = (changes.report, changes.synonym, changes.thinned)
    done = 0
    for _ in range(4):
        for pair in chance.sample(agreeing, len(agreeing)):
            b = chance.choice(ways)(pair.b, chance)
            if b and done < count:
                done += 1
                yield replace(pair, b=b, kind="same headlines")


def _contrary(sentences: Sequence[str], chance: random.Random, count: int) -> Iterator[Example]:
    """Change one thing of a sentence, and often say the rest otherwise, too."""
    made = _made(sentences, chance, changes.CONTRARY_BUT_NAMES, DISPUTE, "contrary sentences")
    return islice(made, count)


def _same(sentences: Sequence[str], chance: random.Random, count: int) -> Iterator[Example]:
    """Say a sentence otherwise."""
    return islice(_made(sentences, chance, changes.SAME, AGREE, "same sentences"), count)


def _made(
    sentences: Sequence[str],
    chance: random.Random,
    ways: Sequence[changes.Change],
    label: int,
    kind: str,
) -> Iterator[Example]:
    for _ in range(8):
        for text in sentences:
            b = chance.choice(ways)(text, chance)
            if not b or b == text:
                continue
            a = text
            for softer in chance.sample(changes.SAME, 3):
                if chance.random() < 0.5:
                    a = _softened(a, text, b, softer, chance, is_contrary=label == DISPUTE)
            yield Example(a=a, b=b, label=label, kind=kind)


def _softened(
    a: str,
    text: str,
    b: str,
    softer: changes.Change,
    chance: random.Random,
    *,
    is_contrary: bool,
) -> str:
    """Say `a` otherwise, unless what `b` says otherwise than `text` would be lost by it."""
    new = softer(a, chance)
    if not new:
        return a
    if is_contrary:
        changed = set(text.split()) - set(b.split())
        if not changed <= set(new.split()) or (not changed and len(new) < len(a)):
            return a
    elif len(content(new) & content(b)) < 0.4 * min(len(content(new)), len(content(b))):
        return a  # too little in common to say the same
    return new


def _twice(sentences: Sequence[str], chance: random.Random, count: int) -> Iterator[Example]:
    """Change both sides alike: two denials agree."""
    ways: tuple[Callable[[str, random.Random], str | None], ...] = (
        changes.negation,
        changes.denial,
    )
    done = 0
    for text in chance.sample(list(sentences), len(sentences)):
        way = chance.choice(ways)
        a, b = way(text, chance), way(text, random.Random(len(text)))
        if way is changes.denial or a == b:
            b = b and (changes.synonym(b, chance) or changes.report(b, chance))
        if a and b and a != b and done < count:
            done += 1
            yield Example(a=a, b=b, label=AGREE, kind="twice denied")


def _passages(
    taught: Sequence[Example],
    neutrals: Sequence[Example],
    chance: random.Random,
    count: int,
) -> Iterator[Example]:
    """Put sides among sentences of like things: a claim may be one clause of a long line.

    What stands around them differs from side to side and says nothing about the pair.
    """
    beside = defaultdict(list)
    for pair in neutrals:
        beside[pair.a].append(pair.b)
        beside[pair.b].append(pair.a)
    others = sorted(beside)
    for pair in chance.sample(list(taught), min(count, len(taught))):
        # of the same subject where there is one: nothing to be told by the subject alone
        around = beside.get(pair.a) or beside.get(pair.b) or others
        a = _among(pair.a, around, chance) if chance.random() < 0.6 else pair.a
        b = _among(pair.b, around, chance) if a == pair.a or chance.random() < 0.6 else pair.b
        yield replace(pair, a=a, b=b, kind=f"{pair.kind} in a passage")


def _among(text: str, around: Sequence[str], chance: random.Random) -> str:
    joint = chance.choice((" ", " و", "، ", "، فيما ", ". "))
    if chance.random() < 0.5:
        return f"{_some(chance.choice(around), chance)}{joint}{text}"
    return f"{text}{joint}{_some(chance.choice(around), chance)}"


def _some(text: str, chance: random.Random) -> str:
    tokens = text.split()
    return " ".join(tokens[: chance.randint(4, 16)])
