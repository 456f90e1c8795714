"""A statement → statements that cannot hold beside it, or that say the same.

Each function changes one thing of a text and leaves the rest, or returns None where it finds
nothing to change.  `chance` chooses among what it finds.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from bench.judge import words

Change = Callable[[str, random.Random], str | None]

_WORD = re.compile(r"\w+")
_PREFIX = re.compile(r"^([وفبلك]?)(\w+)$")
_FUTURE = re.compile(r"^(و?)س([يتن]\w{3,})$")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def opposite(text: str, chance: random.Random) -> str | None:
    """Turn one verb, noun or adjective into its opposite."""
    return _replace(text, chance, words.OPPOSITES.get)


def negation(text: str, chance: random.Random) -> str | None:
    """Deny the first verb that can be denied, or take a denial away."""
    found = list(_WORD.finditer(text))
    for before, match in zip([None, *found], found, strict=False):
        word = match[0]
        prior = before[0] if before else ""
        denied = _denied(prior, word)
        if denied is not None:
            start = before.start() if before and prior in _NEGATIONS else match.start()
            return text[:start] + denied + text[match.end() :]
    return denial(text, chance)


_NEGATIONS = ("لن", "لم", "لا", "ليس", "ليست", "غير")


def _denied(prior: str, word: str) -> str | None:
    future = _FUTURE.match(word)
    if prior == "لن":
        return "س" + word
    if prior in _NEGATIONS:
        return word
    if future and not word.removeprefix("و").startswith(tuple(words.NO_FUTURE)):
        return f"{future[1]}لن {future[2]}"
    bare = word.removeprefix("و")
    lead = word[: len(word) - len(bare)]
    if bare in words.AFTER_LAM:
        return f"{lead}لم {words.AFTER_LAM[bare]}"
    if bare in words.DENIED_BY_LA:
        return f"{lead}لا {bare}"
    return None


def number(text: str, chance: random.Random) -> str | None:
    """Change one number that is no year, in digits or in words."""
    found = [m for m in _DIGITS.finditer(text) if not re.fullmatch(r"(19|20)\d\d", m[0])]
    if not found or chance.random() < 0.2:
        return _replace(text, chance, _of_group(words.NUMBERS, chance)) or None
    match = chance.choice(found)
    digits = re.sub(r"\D", "", match[0])[:9]
    old = int(digits)
    new = max(1, round(old * chance.choice((0.3, 0.5, 0.7, 1.4, 2, 3, 5))))
    if new == old:
        new = old + chance.choice((1, 2, 3))
    shown = str(new)
    if match[0][0] in "٠١٢٣٤٥٦٧٨٩":
        shown = shown.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    return text[: match.start()] + shown + text[match.end() :]


def actor(text: str, chance: random.Random) -> str | None:
    """Put another country, people, town, person, office or thing in the place of one."""
    return _replace(text, chance, _of_group(words.NAMES, chance))


def day(text: str, chance: random.Random) -> str | None:
    """Put another day, month or year in the place of one."""
    years = list(re.finditer(r"(?:19|20)\d\d", text))
    if years and chance.random() < 0.4:
        match = chance.choice(years)
        new = str(int(match[0]) + chance.choice((-9, -4, -2, -1, 1, 2, 3)))
        return text[: match.start()] + new + text[match.end() :]
    return _replace(text, chance, _of_group(words.DATES, chance))


def denial(text: str, chance: random.Random) -> str:
    """Put the statement into a sentence that denies it."""
    return chance.choice(words.DENIALS).format(_bare(text))


def report(text: str, chance: random.Random) -> str:
    """Put the statement into a sentence that reports it."""
    return chance.choice(words.REPORTS).format(_bare(text))


def synonym(text: str, chance: random.Random) -> str | None:
    """Say one or two words otherwise."""
    once = _replace(text, chance, words.SYNONYMS.get)
    return _replace(once, chance, words.SYNONYMS.get) or once if once else None


def shortened(text: str, chance: random.Random) -> str | None:
    """Leave out what follows a comma, or the last fifth or so of a long statement."""
    parts = re.split(r"\s*[،,؛;]\s*", text)
    if len(parts) > 1 and len(parts[0].split()) >= 5:
        return parts[0]
    tokens = text.split()
    if len(tokens) < 10:
        return None
    kept = round(len(tokens) * chance.uniform(0.6, 0.85))
    return " ".join(tokens[:kept])


_DETAIL = re.compile(
    r"\s(?:في|من|على|إلى|الى|خلال|منذ|بعد|قبل|مع|عبر|لدى|ضد|يوم|عام|قرب|وسط|جنوب|شمال|حول|بسبب|بين)"
    r"\s\w+(?:\s(?:ال)\w+)?"
)


def thinned(text: str, chance: random.Random) -> str | None:
    """Leave out one to three details: where, when, with whom."""
    found = [m for m in _DETAIL.finditer(text) if m.start() > len(text) // 6]
    if not found or len(text.split()) < 7:
        return None
    left_out = chance.sample(found, min(len(found), chance.randint(1, 3)))
    for match in sorted(left_out, key=lambda m: -m.start()):
        text = text[: match.start()] + text[match.end() :]
    return text


def cut(text: str, chance: random.Random) -> str | None:
    """Keep a stretch of half to nine tenths of a long statement, from anywhere in it."""
    tokens = text.split()
    if len(tokens) < 14:
        return None
    kept = round(len(tokens) * chance.uniform(0.5, 0.9))
    first = chance.randint(0, len(tokens) - kept)
    return " ".join(tokens[first : first + kept])


def turned(text: str, chance: random.Random) -> str | None:
    """Put the clauses of a statement into another order."""
    parts = [part for part in re.split(r"\s*[،,؛;]\s*", text.rstrip(" .")) if part]
    if len(parts) < 2 or min(len(part.split()) for part in parts) < 3:
        return None
    first = parts[:]
    while first == parts:
        chance.shuffle(first)
    return "، ".join(first)


CONTRARY: tuple[Change, ...] = (opposite, negation, number, actor, day, denial)
SAME: tuple[Change, ...] = (report, synonym, shortened, turned, thinned, cut)
CONTRARY_BUT_NAMES: tuple[Change, ...] = (opposite, negation, number, day, denial)


_JOINED = re.compile(
    r"^و(?=\w{3})(?!(?:زار|زير|كال|ولاي|لاي|صول|اشنطن|فاة|صل|قع|فد|قف|جه|سط|ضع|ثيق|رق|طن|حد|احد))"
)


def _bare(text: str) -> str:
    """Return a statement as it stands after «أن»: without a joined «و» and a final mark."""
    return _JOINED.sub("", text.strip().rstrip(" .،,!؟"))


def _of_group(
    groups: Mapping[str, Sequence[str]], chance: random.Random
) -> Callable[[str], str | None]:
    return lambda word: chance.choice(groups[word]) if word in groups else None


def _replace(text: str, chance: random.Random, other: Callable[[str], str | None]) -> str | None:
    """Replace one word, chosen among those that `other` knows, with or without a clitic."""
    found = []
    for match in _WORD.finditer(text):
        new = other(match[0])
        split = _PREFIX.match(match[0])
        if new is None and split and split[1] and len(split[2]) >= 4:
            new = other(split[2])
            new = None if new is None else split[1] + new
        if new is None and match[0].startswith("ال") and len(match[0]) > 4:
            new = other(match[0][2:])
            new = None if new is None or " " in new else "ال" + new
        if new is not None:
            found.append((match, new))
    if not found:
        return None
    match, new = chance.choice(found)
    return text[: match.start()] + new + text[match.end() :]
