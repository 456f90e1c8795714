"""passage → what it tells for true, by kinds of events, and the words about a place in it."""

from collections.abc import Sequence

from reportgen.contrast import _polarity_words as words
from reportgen.contrast._numerals import Word
from reportgen.contrast._passages import Passage, once

MARKS = frozenset("\u060c,;\u061b.!?\u061f:")
REACH = 16  # words behind a denial or a negation that it speaks of
JOINED_LETTERS = frozenset("وفبلك")
_HEARSAY_REACH = 4
_NEXT = 2
_REFUSAL_REACH = 14
_WEIGHING = words.WEIGHED | words.SPOKEN_OF | words.REFUSE


@once
def events_in(passage: Passage) -> frozenset[str]:
    """Return the kinds of everything the passage tells for true; see `told_in`."""
    return frozenset(told_in(passage))


@once
def told_in(passage: Passage) -> dict[str, tuple[int, ...]]:
    """Return the kind of everything the passage tells for true, and at which of its words.

    What is negated, refused, asked for, weighed or only spoken about is not told.
    """
    found: dict[str, tuple[int, ...]] = {}
    may_weigh = not _WEIGHING.isdisjoint([word.folded for word in passage.words])
    for at, (word, stem) in enumerate(zip(passage.words, passage.stems, strict=True)):
        if stem and not (may_weigh and is_weighed(passage, at)):
            kind = kind_of(word.folded, stem)
            found[kind] = (*found.get(kind, ()), at)
    return found


def is_weighed(passage: Passage, at: int) -> bool:
    """Say whether the word is under a negation, a refusal or a doubt, or only spoken about."""
    said = [word.folded for word in passage.words[max(0, at - _HEARSAY_REACH) : at]]
    for place in range(len(said) - 1, -1, -1):
        if said[place] in MARKS:
            said = said[place + 1 :]
            break
    near = set(said[-_NEXT:])
    far = {word.folded for word in passage.words[max(0, at - _REFUSAL_REACH) : at]}
    return bool(set(said) & words.WEIGHED or near & words.SPOKEN_OF or far & words.REFUSE)


def kind_of(word: str, stem: str) -> str:
    """Return the one name of an event with many words, else the stem."""
    forms = [word, word.removeprefix("ال")]
    if word[:1] in JOINED_LETTERS:  # not «سمات», which is no «مات»
        forms += [word[1:], word[1:].removeprefix("ال")]
    return next((words.EVENTS[form] for form in (*forms, stem) if form in words.EVENTS), stem)


def end_of(tokens: Sequence[Word], first: int) -> int:
    """Return where what a cue speaks of ends: at a mark, an occasion, or after so many words."""
    for place in range(first + 3, min(first + REACH, len(tokens))):
        if tokens[place].folded in MARKS or tokens[place].folded in words.OCCASIONS:
            return place
    return min(first + REACH, len(tokens))


def content_in(passage: Passage, first: int, last: int) -> frozenset[str]:
    said = zip(passage.words[first:last], passage.stems[first:last], strict=True)
    return frozenset(stem for word, stem in said if stem and word.folded not in words.THIS_NEWS)
