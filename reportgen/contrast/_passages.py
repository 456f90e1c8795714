"""sentences → passages: the clauses that are held against one another, and what they speak of.

Two passages speak of the same thing as far as their content words meet; a word that half the
sentences use says little, one that few of them use says much.  Words meet by their stems, and
where one is the beginning of the other («الصين», «الصيني»).
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from typing import TypeVar, cast

from reportgen import arabic
from reportgen.contrast import _number_words as number_words
from reportgen.contrast._numerals import Word, numerals_in, words_of
from reportgen.model import Sentence
from reportgen.stopwords import CALENDAR_WORDS, is_stop_word

_LONGEST_CHARACTERS = 1_200  # what is longer is no statement but a heap
_RUN_WORDS = 4
_SHORTEST_BEGINNING = 3
_MOST_ENDING = 2
_JOINED_ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال")
_SHORTEST_JOINED = 5
# forms that light stems do not bring together, of what news tell most
_SAME: dict[str, str] = {
    form: forms.split()[0]
    for forms in (
        "قوه قوات",
        "خبر اخبار انباء نبا",
        "عسكر عسكري",
        "اجنب اجانب اجنبي",
        "حد حدود حدودي",
        "صدر صدور اصدر اصدار يصدر صدرت",
        "وصل وصول يصل تصل وصلت",
        "ارسل ارسال يرسل ارسلت ترسل",
        "فتح افتتح افتتاح يفتح",
        "قتل مقتل مصرع يقتل قتلت",
        "منح يمنح تمنح بمنح منحت",
        "شارك مشارك يشارك تشارك",
        "ارض اراض اراضي",
        "وافق موافقه يوافق توافق وافقت",
    )
    for form in forms.split()
}


Result = TypeVar("Result")


@dataclass(frozen=True, eq=False)
class Passage:
    """One clause of a sentence, or a whole short one; what is read out of it is kept with it."""

    sentence: Sentence
    text: str
    memory: dict[str, object] = field(default_factory=dict, repr=False)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, numbers and marks, folded."""
        return tuple(words_of(self.text[:_LONGEST_CHARACTERS]))

    @cached_property
    def stems(self) -> tuple[str | None, ...]:
        """The stem of each of the words; None for function words, numbers and marks."""
        return tuple(stem_of(word.folded) for word in self.words)

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(stem for stem in self.stems if stem)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """The values of its numbers, of whatever."""
        return frozenset(numeral.value for numeral in numerals_in(self.words))

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Its runs of words: by these a text is known for a copy."""
        said = [word.folded for word in self.words if word.folded.isalnum()]
        return frozenset(
            tuple(said[at : at + _RUN_WORDS]) for at in range(len(said) - _RUN_WORDS + 1)
        )

    def copied(self, other: "Passage") -> float:
        """Return which part of the shorter one's runs of words the two have in common."""
        least = min(len(self.runs), len(other.runs))
        return len(self.runs & other.runs) / least if least else float(self.text == other.text)


def once(read: Callable[[Passage], Result]) -> Callable[[Passage], Result]:
    """Make a reading of passages that is done once for each of them."""

    def remembering(passage: Passage) -> Result:
        if read.__name__ not in passage.memory:
            passage.memory[read.__name__] = read(passage)
        return cast("Result", passage.memory[read.__name__])

    return wraps(read)(remembering)


def passages_of(sentence: Sentence) -> tuple[Passage, ...]:
    """Return the clauses of a sentence, or the sentence."""
    spans = sentence.clauses or ((sentence.start, sentence.end),)
    cut = (sentence.text[a - sentence.start : b - sentence.start].strip() for a, b in spans)
    return tuple(Passage(sentence, text) for text in cut if text)


@lru_cache(maxsize=65536)
def stem_of(word: str) -> str | None:
    """Return the stem of a folded content word; None for one that has no subject of its own."""
    if len(word) < 2 or not word.isalpha() or is_stop_word(word):  # noqa: PLR2004
        return None
    bare = _bare(word)
    if bare in CALENDAR_WORDS or word in CALENDAR_WORDS or is_stop_word(bare):
        return None
    stem = number_words.SINGULAR.get(bare) or arabic.light_stem(bare)
    return _SAME.get(bare) or _SAME.get(stem) or stem


def _bare(word: str) -> str:
    """Return the word without article and joined particles."""
    for joined in _JOINED_ARTICLES:
        if word.startswith(joined) and len(word) > len(joined) + 2:
            return word[len(joined) :]
    if word[0] not in "وبلف" or len(word) < _SHORTEST_JOINED or word in number_words.SINGULAR:
        return word
    rest = word[1:]
    is_known = rest in number_words.SINGULAR or rest in _SAME or is_stop_word(rest)
    return rest if is_known or (word[0] == "و" and len(rest) >= _SHORTEST_JOINED) else word


class Weights:
    """How much each stem tells of what a sentence of these is about, and which stems are one."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        told: dict[str, set[str]] = {}
        for passage in passages:
            told.setdefault(passage.sentence.id, set()).update(passage.content)
        self._class_of = _classes({stem for stems in told.values() for stem in stems})
        self._sentences = max(1, len(told))
        self._counts = Counter(
            one for stems in told.values() for one in {self._class_of[stem] for stem in stems}
        )
        self._seen: dict[Passage, frozenset[str]] = {}

    def classes(self, stems: Iterable[str]) -> frozenset[str]:
        """Return the stems, each by the shortest form of it that occurs."""
        return frozenset(self._class_of.get(stem, stem) for stem in stems)

    def content(self, passage: Passage) -> frozenset[str]:
        """Return what the passage speaks of."""
        if passage not in self._seen:
            self._seen[passage] = self.classes(passage.content)
        return self._seen[passage]

    def weight(self, classes: Iterable[str]) -> float:
        """Return how much these say together."""
        # fsum: the order of a set must not change the last digit
        return math.fsum(math.log1p(self._sentences / (0.5 + self._counts[one])) for one in classes)

    def share(self, some: frozenset[str], others: frozenset[str]) -> float:
        """Return how much of `some` the others say, too: from 0 to 1."""
        whole = self.weight(some)
        return self.weight(some & others) / whole if whole else 0.0

    def shared(self, a: Passage, b: Passage) -> float:
        """Return how much of the one that says less the other says, too."""
        ours, theirs = self.content(a), self.content(b)
        least = min(self.weight(ours), self.weight(theirs))
        return self.weight(ours & theirs) / least if least else 0.0


def _classes(stems: Iterable[str]) -> dict[str, str]:
    """Return stem → the shortest stem of these that it only adds an ending to."""
    known = set(stems)
    return {stem: _shortest(stem, known) for stem in known}


def _shortest(stem: str, known: set[str]) -> str:
    for ending in range(_MOST_ENDING, 0, -1):
        short = stem[: len(stem) - ending]
        if len(short) >= _SHORTEST_BEGINNING and short in known:
            return short
    return stem
