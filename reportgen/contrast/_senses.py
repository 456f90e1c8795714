"""word → what it means, so far as that can be told without a dictionary: its sense, or its root.

A root here is what is left of a word without affixes and long vowels («إطلاق», «أطلقت», «تُطلق»):
it brings verbs and their nouns together, and now and then two words that have nothing in common.
"""

import re
from functools import lru_cache

from reportgen.contrast._passages import Passage, once, stem_of
from reportgen.contrast._sense_words import SENSES

_ARTICLE = re.compile(r"\A(?:وال|فال|بال|كال|ولل|فلل|لل|ال)")
# «و» of «وصل» or of «وأعلن»: nobody knows without a dictionary, so both are read
_LETTER = re.compile(r"\A(?:[وفبلك](?=\w{3})|س(?=[يتنا]\w{3}))")
_BEHIND = (
    *("هما", "كما", "تين", "تان", "هم", "ها", "هن", "نا", "وا", "ون", "ين", "ان", "ات", "يه"),
    *("ته", "تا", "ه", "ت", "ي", "ا"),
)
_TENTH = re.compile(r"\A[ايتمن]?ست(?=\w{3})")
_EIGHTH = re.compile(r"\A[ايتمن](\w)ت(\w)ا?(\w)\Z")
_SEVENTH = re.compile(r"\A[ايتم]ن(?=\w\w?ا?\w\Z)")
_PREFIX = re.compile(r"\A[ايتمن](?=\w{3})")
_LONG = re.compile("[اويء]")
_SHORTEST = 3
# «إسقاط طائرة», «سقوط طائرة»: the one was shot at; other forms of the verb leave it open
_CAUSED = re.compile(r"[ولبف]?اسق")
_CAUSING = re.compile(r"[وفلب]?(?:[يتن]سقط|اسق)")
# a name in one word → the words of another name of the same
_NAMES = {
    "داعش": ("تنظيم", "الدوله", "الاسلاميه"),
    "دواعش": ("تنظيم", "الدوله", "الاسلاميه"),
}
# «مقاتلين»: who fights, nobody dead
_DOER = re.compile(r"\Aمقاتل")
_TWICE = 2


@lru_cache(maxsize=1 << 16)
def root_of(word: str) -> str:
    """Return what is left of a folded word without affixes and long vowels."""
    bare = _ARTICLE.sub("", word)
    for _ in range(_TWICE):
        for ending in _BEHIND:
            if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST:
                bare = bare.removesuffix(ending)
                break
    eighth = _EIGHTH.match(bare)
    if eighth:
        bare = "".join(eighth.groups())
    elif _TENTH.match(bare):
        bare = _TENTH.sub("", bare)
    elif _SEVENTH.match(bare):
        bare = _SEVENTH.sub("", bare)
    else:
        short = _PREFIX.sub("", bare)
        # «ت», «م» and «ن» may be of the root: only where three consonants stay
        if bare[:1] in "اي" or len(_LONG.sub("", short)) >= _SHORTEST:
            bare = short
    return _LONG.sub("", bare) or bare


def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, line in enumerate(SENSES.strip().split("\n")):
        for word in line.split():
            for key in _forms_of(word):
                found.setdefault(key, set()).add(f"sense {number}")
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _forms_of(word: str) -> tuple[str, ...]:
    """Return under what a word is found, the surest first; a root of two letters is of anything."""
    bare = _ARTICLE.sub("", word)
    readings = dict.fromkeys((word, bare, _LETTER.sub("", bare)))
    stems = dict.fromkeys(f"stem {stem}" for one in readings if (stem := stem_of(one)))
    roots = dict.fromkeys(
        f"root {root}"
        for one in readings
        if len(root := root_of(one)) >= _SHORTEST and not _DOER.match(one)
    )
    return (*readings, *stems, *roots)


_GROUPS = _groups()


@lru_cache(maxsize=1 << 16)
def senses_of(word: str) -> frozenset[str]:
    """Return the keys of a folded content word, of which it shares one with what means the same."""
    stem = stem_of(word)
    if stem is None:
        return frozenset()
    forms = _forms_of(word)
    named: frozenset[str] = next((_GROUPS[form] for form in forms if form in _GROUPS), frozenset())
    own = {form for form in forms if form.startswith(("stem ", "root "))}
    if word.endswith("ا") and len(word) > _SHORTEST:  # the accusative
        own.add(f"stem {stem_of(word[:-1])}")
    return named | own


@once
def senses_by_word(passage: Passage) -> tuple[frozenset[str], ...]:
    """Return the keys of each word of a passage; a name has those of its other forms, too."""
    return tuple(_with_names(word.folded) for word in passage.words)


@once
def senses_in(passage: Passage) -> frozenset[str]:
    """Return the keys of all words of a passage."""
    return frozenset().union(*senses_by_word(passage))


def places_of(word: str, passage: Passage) -> frozenset[int]:
    """Return at which of its words a passage says what a folded word means."""
    keys = senses_of(word)
    found = (at for at, said in enumerate(senses_by_word(passage)) if said & keys)
    if not _CAUSED.match(word):
        return frozenset(found)
    return frozenset(at for at in found if _CAUSING.match(passage.words[at].folded))


@lru_cache(maxsize=1 << 16)
def _with_names(word: str) -> frozenset[str]:
    forms = _forms_of(word) if stem_of(word) else ()
    others = (other for name in forms for other in _NAMES.get(name, ()))
    return senses_of(word).union(*map(senses_of, others))
