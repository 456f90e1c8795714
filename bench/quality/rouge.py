"""ROUGE for Arabic: F1 on folded words, no stemming, averaged over the references.

Tokens are the runs of word characters after folding (marks and tatweel off, alef, yeh, teh marbuta
and hamza forms as one).  The usual packages count ASCII alone, or let a hamza change a word.
"""

from collections import Counter
from collections.abc import Sequence

from reportgen import arabic

Tokens = Sequence[str]


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return arabic.words(arabic.fold(text))


def rouge_n(candidate: Tokens, references: Sequence[Tokens], n: int) -> float:
    """Return the mean F1 of shared n-grams."""
    grams = _grams(candidate, n)
    return _mean(
        [
            _f1(sum((grams & other).values()), sum(grams.values()), sum(other.values()))
            for other in (_grams(reference, n) for reference in references)
        ]
    )


def rouge_l(candidate: Tokens, references: Sequence[Tokens]) -> float:
    """Return the mean F1 of the longest common subsequence."""
    return _mean(
        [_f1(_common(candidate, other), len(candidate), len(other)) for other in references]
    )


def scores(candidate: Tokens, references: Sequence[Tokens]) -> tuple[float, float, float]:
    """Return ROUGE-1, ROUGE-2 and ROUGE-L."""
    return (
        rouge_n(candidate, references, 1),
        rouge_n(candidate, references, 2),
        rouge_l(candidate, references),
    )


def _grams(words: Tokens, n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))


def _f1(shared: int, ours: int, theirs: int) -> float:
    return 2 * shared / (ours + theirs) if shared else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _common(one: Tokens, other: Tokens) -> int:
    """Return the length of the longest common subsequence, a row at a time in one integer.

    Bit-parallel (Hyyrö 2004): a bit stays up as long as its word of `one` is unmatched.
    """
    places: dict[str, int] = {}
    for at, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << at
    everywhere = (1 << len(one)) - 1
    unmatched = everywhere
    for word in other:
        here = unmatched & places.get(word, 0)
        unmatched = (unmatched + here | unmatched - here) & everywhere
    return len(one) - unmatched.bit_count()
