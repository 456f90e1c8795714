"""themes → labels: the phrase of the articles that says best what a theme is about.

A label is never made up: it is a run of words of one of the theme's sentences, to the letter.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from reportgen import arabic
from reportgen.model import Sentence
from reportgen.stopwords import is_stop_word

_LONGEST = 4
# A phrase names a thing; one word alone is often too little, four are often a clause.
_LENGTH_WEIGHT = {1: 0.5, 2: 1.0, 3: 1.05, 4: 0.9}
_TOKEN = re.compile(r"[^\W_]+(?:[\u064b-\u065f\u0670]+[^\W_]*)*")  # letters and their marks
_MOST_FROM_ONE_SENTENCE = 400

Key = tuple[str, ...]


@dataclass(slots=True)
class _Phrase:
    """What is known of one phrase within one theme."""

    surfaces: Counter[str] = field(default_factory=Counter)
    sentences: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)


def label_themes(
    themes: Sequence[Sequence[Sentence]],
    everything: Sequence[Sentence],
    *,
    outlet_of: dict[str, str],
) -> list[str]:
    """Return one label for each theme, no two alike where the words allow.

    Class-based TF-IDF (Grootendorst 2022) over phrases of one to four words that neither begin
    nor end with a function word and cross no punctuation, stems counted together, the most usual
    wording printed.  Phrases shared by several outlets win over one outlet's own.
    """
    spread = _document_frequency(everything)
    taken: set[Key] = set()
    labels = []
    for members in themes:
        phrases = _phrases_of(members, outlet_of)
        ranked = sorted(
            phrases,
            key=lambda key: (
                -_score(key, phrases[key], members, spread, len(everything)),
                _wording(phrases[key]),
            ),
        )
        chosen = next((key for key in ranked if not _says_the_same(key, taken)), None)
        if chosen is None:
            labels.append(_opening(members[0]))
            continue
        taken.add(chosen)
        labels.append(_wording(phrases[chosen]))
    return labels


def _phrases_of(members: Sequence[Sentence], outlet_of: dict[str, str]) -> dict[Key, _Phrase]:
    phrases: dict[Key, _Phrase] = {}
    for sentence in members:
        for key, surface in _candidates(sentence.text):
            phrase = phrases.setdefault(key, _Phrase())
            phrase.surfaces[surface] += 1
            phrase.sentences.add(sentence.id)
            phrase.outlets.add(outlet_of[sentence.article])
    return phrases


def _document_frequency(everything: Sequence[Sentence]) -> Counter[Key]:
    spread: Counter[Key] = Counter()
    for sentence in everything:
        spread.update({key for key, _ in _candidates(sentence.text)})
    return spread


@lru_cache(maxsize=16384)
def _candidates(text: str) -> tuple[tuple[Key, str], ...]:
    return tuple(_runs(text))[:_MOST_FROM_ONE_SENTENCE]


def _runs(text: str) -> Iterator[tuple[Key, str]]:
    tokens = list(_TOKEN.finditer(text))
    folded = [arabic.fold(token.group()) for token in tokens]
    content = [_is_content(word) for word in folded]
    together = [text[a.end() : b.start()] == " " for a, b in pairwise(tokens)]
    for first in range(len(tokens)):
        if not content[first]:
            continue
        for last in range(first, min(first + _LONGEST, len(tokens))):
            if last > first and not together[last - 1]:
                break
            if content[last]:
                key = tuple(_stem(word) for word in folded[first : last + 1])
                yield key, text[tokens[first].start() : tokens[last].end()]


def _is_content(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and not is_stop_word(word)


def _score(
    key: Key, phrase: _Phrase, members: Sequence[Sentence], spread: Counter[Key], total: int
) -> float:
    inside = len(phrase.sentences)
    rarity = math.log(1 + total / spread[key])
    # how much of the theme, against how much of everything else, speaks of it
    share = inside / len(members)
    focus = inside / spread[key]
    return (
        math.sqrt(share * focus)
        * rarity
        * math.log1p(inside)
        * (1 + 0.35 * (len(phrase.outlets) - 1))
        * _LENGTH_WEIGHT[len(key)]
        * _reads_as_a_name(_wording(phrase))
    )


_VERB_LIKE = re.compile(r"^(?:[سو]?[يتن])\w{3,}$")


def _reads_as_a_name(surface: str) -> float:
    """Weigh down wordings that begin with a joined waw or look like a verb: not a heading."""
    first = arabic.fold(surface.split(maxsplit=1)[0])
    if first.startswith("ال"):
        return 1.15
    if first.startswith(("و", "ف", "ب", "ل", "ك")) and first[1:].startswith(("ال", "ل")):
        return 0.45
    return 0.6 if first.startswith("و") or _VERB_LIKE.match(first) else 1.0


def _wording(phrase: _Phrase) -> str:
    return min(phrase.surfaces, key=lambda s: (-phrase.surfaces[s], -_reads_as_a_name(s), s))


def _says_the_same(key: Key, taken: set[Key]) -> bool:
    return any(set(key) <= set(other) or set(other) <= set(key) for other in taken)


def _opening(sentence: Sentence) -> str:
    return " ".join(sentence.text.split()[:_LONGEST])


_stem = lru_cache(maxsize=65536)(arabic.light_stem)
