"""themes → labels: the phrase of the articles that says best what a theme is about.

A label is never made up: it is a run of words of one of the theme's sentences, to the letter.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reportgen import arabic
from reportgen.cluster._phrases import LONGEST_PHRASE, content_stems, phrases_of
from reportgen.model import Sentence

# What only one sentence of a theme says is a poor name for all of it.
_UNSHARED = 0.25
# A phrase names a thing; one word is often too little for that.
_LENGTH_WEIGHT = {1: 0.6, 2: 1.0, 3: 1.0, 4: 0.9}
_REPEATED = 1.4

Key = tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """Where in a theme a phrase is found, and in which wordings."""

    wordings: dict[str, float] = field(default_factory=dict)
    sentences: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)

    def wording(self) -> str:
        """Return the wording that reads most like a heading."""
        return min(self.wordings, key=lambda w: (-self.wordings[w], len(w), w))


def label_themes(
    themes: Sequence[Sequence[Sentence]],
    everything: Sequence[Sentence],
    *,
    outlet_of: dict[str, str],
) -> list[str]:
    """Return one label for each theme, no two naming the same where the words allow.

    Phrases of one to four words that read like a noun phrase are rated by the stems they share
    with the other sentences of the theme, each stem by how rare it is elsewhere (class-based
    TF-IDF, Grootendorst 2022); a phrase that several sentences or outlets have in common wins.
    """
    spread: Counter[str] = Counter()
    vocabulary: set[str] = set()
    for sentence in everything:
        spread.update(set(content_stems(sentence.text)))
        vocabulary.update(arabic.words(sentence.folded))
    taken: list[Key] = []
    labels = []
    for members in themes:
        weight = _stem_weights(members, spread, len(everything))
        found = _collect(members, outlet_of, vocabulary)
        ranked = _best_first(found, weight)
        chosen = next((key for key in ranked if not _says_the_same(key, taken)), None)
        if chosen is None:
            labels.append(" ".join(members[0].text.split(" ")[:LONGEST_PHRASE]))
            continue
        taken.append(chosen)
        labels.append(found[chosen].wording())
    return labels


def _stem_weights(
    members: Sequence[Sentence], spread: Counter[str], total: int
) -> dict[str, float]:
    """Return how well each stem stands for the theme: shared inside, rare outside."""
    inside: Counter[str] = Counter()
    for sentence in members:
        inside.update(set(content_stems(sentence.text)))
    return {
        stem: (count if count > 1 else _UNSHARED)
        / len(members)
        * math.log(1 + total / spread[stem])
        for stem, count in inside.items()
    }


def _collect(
    members: Sequence[Sentence], outlet_of: dict[str, str], vocabulary: set[str]
) -> dict[Key, _Found]:
    found: dict[Key, _Found] = {}
    for sentence in members:
        for phrase in phrases_of(sentence.text, vocabulary):
            entry = found.get(phrase.stems)
            if entry is None:
                entry = found[phrase.stems] = _Found()
            entry.wordings[phrase.text] = max(entry.wordings.get(phrase.text, 0.0), phrase.likeness)
            entry.sentences.add(sentence.id)
            entry.outlets.add(outlet_of[sentence.article])
    return found


def _best_first(found: dict[Key, _Found], weight: dict[str, float]) -> Iterator[Key]:
    """Yield the phrases by their score, those of one score by their wording."""
    scores = {key: _score(key, entry, weight) for key, entry in found.items()}
    ranked = sorted(found, key=lambda key: -scores[key])
    for _, tied in groupby(ranked, key=scores.__getitem__):  # few are ever looked at
        yield from sorted(tied, key=lambda key: found[key].wording())


def _score(key: Key, found: _Found, weight: dict[str, float]) -> float:
    meaning = sum(weight[stem] for stem in set(key)) / math.sqrt(len(key))
    repeated = _REPEATED if len(found.sentences) > 1 else 1.0
    shared = _REPEATED if len(found.outlets) > 1 else 1.0
    return meaning * repeated * shared * _LENGTH_WEIGHT[len(key)] * max(found.wordings.values())


def _says_the_same(key: Key, taken: Sequence[Key]) -> bool:
    return any(set(key) <= set(other) or set(other) <= set(key) for other in taken)
