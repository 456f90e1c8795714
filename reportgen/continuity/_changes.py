"""Sentences that an outlet rewrote → the numbers and days in them that are others now.

Only where all else stayed much the same: a sentence put anew says something anew.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen import arabic
from reportgen.continuity._number_words import DAYS, NUMBERS, VALUES, WEEKDAYS
from reportgen.dates import find_dates
from reportgen.model import Change, Sentence, Withdrawn

_TOKEN = re.compile(
    r"\d+(?:[.,\u066b\u066c:/]\d+)*|[^\W\d]+"
)  # ARABIC DECIMAL, THOUSANDS SEPARATOR
# So much of the words besides the numbers has to be the same, in the same order.
_ALIKE = 0.8
# Nobody rewrites so many sentences of an article, nor so long ones; a hostile file may.
_MOST_SENTENCES, _MOST_TOKENS = 200, 200


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    folded: str
    kind: str  # "number", "date", or "" for any other word


def edited_numbers(withdrawn: Sequence[Withdrawn], new: Sequence[Sentence]) -> tuple[Change, ...]:
    """Return the numbers and days that differ between a sentence taken back and the one instead."""
    written: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in new:
        written[sentence.article].append(sentence)
    taken: defaultdict[str, list[Withdrawn]] = defaultdict(list)
    for one in withdrawn:
        taken[one.source].append(one)
    return tuple(
        change for source, old in taken.items() for change in _of_article(old, written[source])
    )


def _of_article(old: Sequence[Withdrawn], new: Sequence[Sentence]) -> Iterator[Change]:
    if max(len(old), len(new)) > _MOST_SENTENCES:
        return
    theirs = {sentence.id: _words(sentence.text) for sentence in new}
    used: set[str] = set()
    for one in old:
        words = _words(one.text)
        alike = [
            (-likeness, sentence.id)
            for sentence in new
            if sentence.id not in used
            and (likeness := _likeness(words, theirs[sentence.id])) >= _ALIKE
        ]
        if alike:
            _, best = min(alike)
            used.add(best)
            yield from _differences(one, best, words, theirs[best])


def _words(text: str) -> list[_Word]:
    days = [(found.start, found.end) for found in find_dates(text)]
    words = []
    for token in _TOKEN.finditer(text):
        folded = arabic.fold(token.group())
        in_date = any(start <= token.start() < end for start, end in days)
        words.append(_Word(token.group(), folded, _kind(folded, in_date=in_date)))
        if len(words) == _MOST_TOKENS:
            break
    return words


def _kind(folded: str, *, in_date: bool) -> str:
    bare = folded.removeprefix("و")
    is_number = folded[:1].isdigit() or not NUMBERS.isdisjoint({folded, bare})
    if folded in WEEKDAYS or (in_date and (is_number or not DAYS.isdisjoint({folded, bare}))):
        return "date"
    return "number" if is_number else ""


def _value(word: _Word) -> str:
    """Return what two ways to write one number have in common."""
    bare = word.folded.removeprefix("و")
    digits = word.folded.replace(",", "").replace("\u066c", "")  # ARABIC THOUSANDS SEPARATOR
    return str(VALUES[bare]) if bare in VALUES else digits


def _masked(words: Sequence[_Word]) -> list[str]:
    return [f"<{word.kind}>" if word.kind else word.folded for word in words]


def _likeness(a: Sequence[_Word], b: Sequence[_Word]) -> float:
    """Return how much of the words besides numbers is the same, 0 to 1."""
    counts = [Counter(word.folded for word in words if not word.kind) for words in (a, b)]
    total = sum(map(Counter.total, counts))
    if not total or 2 * (counts[0] & counts[1]).total() < _ALIKE * total:
        return 0.0
    return SequenceMatcher(None, _masked(a), _masked(b), autojunk=False).ratio()


def _differences(
    old: Withdrawn, new: str, ours: Sequence[_Word], theirs: Sequence[_Word]
) -> Iterator[Change]:
    matcher = SequenceMatcher(None, _masked(ours), _masked(theirs), autojunk=False)
    for at, there, size in matcher.get_matching_blocks():
        for a, b in zip(ours[at : at + size], theirs[there : there + size], strict=True):
            if a.kind and _value(a) != _value(b):
                yield Change(
                    kind="date" if a.kind == "date" else "number",
                    a=old.id,
                    b=new,
                    was=a.text,
                    now=b.text,
                    is_edited=True,
                )
