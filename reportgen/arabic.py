"""Facts of the Arabic script: folding, marks, digits, sentence ends, stop words.

The one place that knows them.  Combining marks are written as escapes with their Unicode names,
because they cannot be seen in a diff.
"""

import re
import unicodedata
from functools import lru_cache

_MARKS = (
    "\u0610-\u061a"  # ARABIC SIGN SALLALLAHOU ALAYHE WASSALLAM … ARABIC SMALL KASRA
    "\u064b-\u065f"  # ARABIC FATHATAN … ARABIC WAVY HAMZA BELOW
    "\u0670"  # ARABIC LETTER SUPERSCRIPT ALEF
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # ARABIC SMALL HIGH … (Quranic marks)
)
TATWEEL = "\u0640"  # ARABIC TATWEEL

# LRE RLE PDF LRO RLO, LRI RLI FSI PDI, LRM RLM ALM
BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"

_STRIP = re.compile(f"[{_MARKS}{TATWEEL}{BIDI_CONTROLS}]")
_LETTERS = {
    "\u0622": "\u0627",  # ALEF WITH MADDA ABOVE → ALEF
    "\u0623": "\u0627",  # ALEF WITH HAMZA ABOVE → ALEF
    "\u0625": "\u0627",  # ALEF WITH HAMZA BELOW → ALEF
    "\u0671": "\u0627",  # ALEF WASLA → ALEF
    "\u0649": "\u064a",  # ALEF MAKSURA → YEH
    "\u06cc": "\u064a",  # FARSI YEH → YEH
    "\u0629": "\u0647",  # TEH MARBUTA → HEH
    "\u0624": "\u0648",  # WAW WITH HAMZA ABOVE → WAW
    "\u0626": "\u064a",  # YEH WITH HAMZA ABOVE → YEH
    "\u06a9": "\u0643",  # KEHEH → KAF
}
_DIGITS = {chr(base + d): str(d) for base in (0x0660, 0x06F0) for d in range(10)}

_TABLE = str.maketrans(_LETTERS | _DIGITS)

WORD = re.compile(r"\w+")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_ARABIC_LETTERS = re.compile("[\u0600-\u06ff\ufb50-\ufefc]+")

# no word of any language is longer, and what is no word need not be remembered
_LONGEST_REMEMBERED = 40

# full stop, exclamation, question, ARABIC QUESTION MARK, ARABIC FULL STOP, HORIZONTAL ELLIPSIS
SENTENCE_ENDS = ".!?\u061f\u06d4\u2026"


def unmark(text: str) -> str:
    """Return `text` without vowel marks, tatweel and bidi controls, white space folded.

    Letters keep their hamzas: this is what an embedding model has seen in its training.
    Idempotent.
    """
    return " ".join(_STRIP.sub("", unicodedata.normalize("NFKC", text)).split())


def fold(text: str) -> str:
    """Return `text` as a lexical model should see it: one spelling for one word.

    Marks and tatweel go, alef and yeh and teh marbuta forms meet, digits become Western, Latin
    becomes lower case.  Idempotent.  This is the folding of the evaluation protocols, too.
    """
    folded = unmark(text)
    if len(folded) <= _LONGEST_REMEMBERED:
        return unmark(folded.translate(_TABLE).lower())
    # of a long text a hundred times as fast as `str.translate`, which looks at every letter
    for letter, one in (*_LETTERS.items(), *_DIGITS.items()):
        folded = folded.replace(letter, one)
    return unmark(folded.lower())


def fold_word(word: str) -> str:
    """Return `fold` of a word or a letter, remembered: the same ones come again and again."""
    return _folded(word) if len(word) <= _LONGEST_REMEMBERED else fold(word)


_folded = lru_cache(maxsize=1 << 16)(fold)


def words(folded: str) -> list[str]:
    """Return the runs of word characters of an already folded text."""
    return WORD.findall(folded)


def is_arabic(text: str) -> bool:
    """Say whether most of the letters of `text` are Arabic ones."""
    letters = _NO_LETTERS.sub("", text)
    return len(_ARABIC_LETTERS.sub("", letters)) * 2 < len(letters)


_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل", "و")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_SHORTEST_STEM = 3


def stem_without_number(folded_word: str) -> str:
    """Return the light stem of a folded word; a number written to its end is none of it."""
    return light_stem(folded_word.rstrip("0123456789"))


@lru_cache(maxsize=1 << 16)
def light_stem(folded_word: str) -> str:
    """Return the light stem of a folded word: article, joined waw and common endings off.

    Light10 (Larkey, Ballesteros & Connell 2007), which loses fewer distinctions than a root.
    Every cut leaves at least three letters.
    """
    stem = folded_word
    for prefix in _PREFIXES:
        if stem.startswith(prefix) and len(stem) - len(prefix) >= _SHORTEST_STEM:
            stem = stem[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= _SHORTEST_STEM:
            stem = stem[: -len(suffix)]
    return stem
