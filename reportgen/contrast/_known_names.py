"""articles → what names a power, a force or its deed, by a table of nouns that take sides.

A naming is a noun of `_naming_words` with the words behind it that say whose it is: «نظام الأسد»,
«النظام السوري», «الحكومة السورية».  Two of one kind name the same referent when they belong to the
same: a nation, or a person whom the articles themselves give that nation («الرئيس السوري بشار
الأسد»).  What is in quotation marks counts, too: the outlet prints it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from reportgen.contrast import _naming_words as names
from reportgen.contrast._choices import Naming
from reportgen.contrast._numerals import Word, words_of
from reportgen.model import Sentence
from reportgen.stopwords import is_stop_word

_MOST_MODIFIERS = 2
_LEAST_OF_MOST = 2  # a person is titled at least half as often as the one titled most
_CLITICS = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ب", "ف")


def known_referents(
    sentences: Sequence[Sentence], outlet_of: Mapping[str, str]
) -> list[list[Naming]]:
    """Return what names one referent, for each; `outlet_of` goes from article to outlet."""
    tokens = {sentence.id: words_of(sentence.text) for sentence in sentences}
    namings = [
        naming
        for sentence in sentences
        for naming in _namings(sentence, tokens[sentence.id], outlet_of[sentence.article])
    ]
    nation_of = _nations_of_modifiers(namings) | _nations_of_persons(tokens.values())
    return [group for _, group in sorted(_referents(namings, nation_of).items())]


def _referents(
    namings: Sequence[Naming], nation_of: Mapping[str, str]
) -> dict[tuple[str, str], list[Naming]]:
    """Return kind and owner → what names it; «النظام» alone counts where there is only one."""
    found: dict[tuple[str, str], list[Naming]] = defaultdict(list)
    owners_of: dict[str, set[str | None]] = defaultdict(set)
    bare = []
    for naming in namings:
        if naming.is_bare:
            bare.append(naming)
            continue
        owner = _owner(naming, nation_of)
        owners_of[naming.noun].add(owner)
        if owner is not None:
            found[naming.kind, owner].append(naming)
    for naming in bare:
        owners = owners_of[naming.noun]
        if len(owners) == 1 and (only := next(iter(owners))):
            found[naming.kind, only].append(naming)
    return found


def _nations_of_persons(texts: Iterable[Sequence[Word]]) -> dict[str, str]:
    """Return name → nation, for names that only ever follow the title of one nation.

    Of the persons of one nation those count who are titled so most: «نظام صدام» is no other name
    of the government that the news is about.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for tokens in texts:
        for place, token in enumerate(tokens[:-2]):
            nation = nation_named(tokens[place + 1].folded)
            if token.folded in names.TITLES and nation:
                for name in _names_after(tokens, place + 2):
                    found[name][nation] += 1
    most: dict[str, int] = defaultdict(int)
    for nations in found.values():
        for nation, count in nations.items():
            most[nation] = max(most[nation], count)
    return {
        name: next(iter(nations))
        for name, nations in found.items()
        if len(nations) == 1 and nations.total() * _LEAST_OF_MOST >= most[next(iter(nations))]
    }


def _names_after(tokens: Sequence[Word], first: int) -> Iterator[str]:
    """Yield the names of a person: up to three words that stand close to one another."""
    for place in range(first, min(first + 3, len(tokens))):
        word = tokens[place]
        is_name = word.folded.isalpha() and not word.folded.startswith("و")
        if not (is_name and _follows(tokens, place)) or is_stop_word(word.folded):
            return
        yield word.folded


def _follows(tokens: Sequence[Word], place: int) -> bool:
    return tokens[place].start - tokens[place - 1].end == 1


@lru_cache(maxsize=1 << 16)
def nation_named(word: str) -> str | None:
    """Return the nation of an adjective in whatever gender and number."""
    bare = word.removeprefix("ال")
    for ending in ("", "ه", "ين", "ون", "ا"):
        stem = bare.removesuffix(ending) if ending else bare
        if stem in names.NATIONS:
            return {"اميركي": "امريكي"}.get(stem, stem)
    return None


def _nations_of_modifiers(namings: Sequence[Naming]) -> dict[str, str]:
    """Return modifier → nation, where a longer name gives it («القوات الحكومية السورية»)."""
    found: dict[str, set[str]] = defaultdict(set)
    for naming in namings:
        nations = {n for m in naming.modifiers if (n := nation_named(m))}
        for modifier in naming.modifiers:
            if not (nation_named(modifier) or _is_part(modifier)):
                found[modifier] |= nations
    return {modifier: nations.pop() for modifier, nations in found.items() if len(nations) == 1}


def _owner(naming: Naming, nation_of: Mapping[str, str]) -> str | None:
    """Return whose it is, as far as the articles say so."""
    if naming.kind in names.NAMES:
        return naming.kind
    if any(_is_part(modifier) for modifier in naming.modifiers):
        return None
    owners = {
        nation
        for m in naming.modifiers
        if (nation := nation_named(m) or nation_of.get(m)) is not None
    }
    return owners.pop() if len(owners) == 1 else None


def _is_part(modifier: str) -> bool:
    """Say whether the modifier tells a part from the whole."""
    bare = modifier.removeprefix("ال")
    return bare in names.PARTS or bare.removesuffix("ه") in names.PARTS or bare in names.TITLES


def _namings(sentence: Sentence, tokens: Sequence[Word], outlet: str) -> Iterator[Naming]:
    place = 0
    while place < len(tokens):
        found = _known_name(tokens, place) or _phrase(tokens, place)
        if found is None:
            place += 1
            continue
        kind, noun, last, skipped = found
        joined = tokens[place].folded.startswith(("لل", "ولل"))
        start = tokens[place].start + skipped
        modifiers = tuple(_plain(token.folded) for token in tokens[place + 1 : last])
        is_name = kind in names.NAMES
        yield Naming(
            outlet=outlet,
            sentence=sentence.id,
            text=" ".join(sentence.text[start : tokens[last - 1].end].split()),
            kind=kind,
            key=(noun,) if is_name else (noun, *modifiers),
            is_clean=not joined,
            is_bare=not is_name and not modifiers,
        )
        place = last


def _plain(word: str) -> str:
    """Return a modifier as it is compared: a person's name whole, an adjective without endings."""
    nation = nation_named(word)
    return nation or (word.removesuffix("ه") if word.startswith("ال") else word)


def _stands(tokens: Sequence[Word], place: int, words: Sequence[str]) -> bool:
    """Say whether the words stand from `place` on."""
    return [token.folded for token in tokens[place : place + len(words)]] == [*words]


def _known_names() -> dict[str, tuple[int, str, str, int]]:
    """Return the names with what may be joined to them: which comes first, kind, noun, joined."""
    found: dict[str, tuple[int, str, str, int]] = {}
    for kind, groups in names.NAMES.items():
        for forms in groups:
            for form in forms:
                for clitic in ("", "و", "ب", "ل", "ف"):
                    found.setdefault(clitic + form, (len(found), kind, forms[0], len(clitic)))
                if form.startswith("ال"):
                    found.setdefault("ل" + form[1:], (len(found), kind, forms[0], 0))
    return found


_KNOWN_NAMES = _known_names()
_FIRST_WORDS = frozenset(name.split()[0] for name in _KNOWN_NAMES)
_LENGTHS = sorted({len(name.split()) for name in _KNOWN_NAMES})


def _known_name(tokens: Sequence[Word], place: int) -> tuple[str, str, int, int] | None:
    if tokens[place].folded not in _FIRST_WORDS:
        return None
    found = []
    for length in _LENGTHS:
        phrase = " ".join(token.folded for token in tokens[place : place + length])
        if phrase in _KNOWN_NAMES and phrase.count(" ") == length - 1:
            found.append((_KNOWN_NAMES[phrase], length))
    if not found:
        return None
    (_, kind, noun, skipped), length = min(found)
    return kind, noun, place + length, skipped


@lru_cache(maxsize=1 << 16)
def _head_of(word: str) -> tuple[str | None, str]:
    """Return the noun of the table that a word is, and what is joined before it."""
    return next(
        (
            (word.removeprefix(clitic), clitic)
            for clitic in ("", *_CLITICS)
            if word.startswith(clitic) and word.removeprefix(clitic) in names.HEADS
        ),
        (None, ""),
    )


def _phrase(tokens: Sequence[Word], place: int) -> tuple[str, str, int, int] | None:
    """Return kind, noun, end and joined letters of a naming that begins here."""
    noun, clitic = _head_of(tokens[place].folded)
    if noun is None:
        return None
    if any(_stands(tokens, place + 1, other[1:]) for other in names.OTHERS if other[0] == noun):
        return None
    is_definite = clitic.endswith(("ال", "لل"))
    last = place + 1
    while last < len(tokens) and last - place <= _MOST_MODIFIERS and _follows(tokens, last):
        following = tokens[last].folded
        is_first = last == place + 1
        if is_definite or not is_first:
            fits = following.startswith("ال") and following.endswith(("ي", "يه", "ين", "ون"))
        else:
            # «نظام إيراني» is any of them
            is_adjective = not following.startswith("ال") and nation_named(following) is not None
            fits = following.isalpha() and following[:1] != "و" and not is_adjective
        if not fits or is_stop_word(following):
            break
        last += 1
        if not is_definite:
            break
    if last == place + 1 and not is_definite:
        return None
    if last < len(tokens) and tokens[last].folded in names.FORMER:
        return None
    skipped = len(clitic) - 2 if clitic in {"وال", "فال", "بال", "كال"} else 0
    skipped = len(clitic) if clitic in {"و", "ب", "ف"} else skipped
    return names.HEADS[noun], re.sub("ون\\Z", "ين", noun), last, skipped
