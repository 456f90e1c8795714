"""Who tells the same thing independently: outlets that print one text speak with one voice."""

from collections.abc import Iterable, Mapping


def independent_outlets(told: Iterable[tuple[str, str]]) -> int:
    """Return how many of the outlets tell something in a text of their own.

    `told` pairs each outlet with a text it tells it in; copies of one text count as one.  The
    answer is the largest number of outlets that can each be given another text: two outlets
    with one agency report are one voice, an outlet with a report of its own beside it is another.
    """
    texts_of: dict[str, set[str]] = {}
    for outlet, text in told:
        texts_of.setdefault(outlet, set()).add(text)
    owner: dict[str, str] = {}
    return sum(_give_text(outlet, texts_of, owner, set()) for outlet in sorted(texts_of))


def _give_text(
    outlet: str, texts_of: Mapping[str, set[str]], owner: dict[str, str], tried: set[str]
) -> bool:
    """Find a text for `outlet`, moving others to another one of theirs where that frees it."""
    for text in sorted(texts_of[outlet] - tried):
        tried.add(text)
        if text not in owner or _give_text(owner[text], texts_of, owner, tried):
            owner[text] = outlet
            return True
    return False
