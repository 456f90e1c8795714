"""two passages → the places where each says that one event was, if they cannot both be.

A place is compared only behind the same kind of place («في بلدة …», «في مدينة …»): a town lies in
a province, and that is no conflict.  Both must tell of an event of one kind, name one such place
each, and neither the other's.
"""

import re

from reportgen.contrast._passages import Passage, once

_KINDS = {
    form: forms.split()[0]
    for forms in (
        "مدينه بمدينه لمدينه",
        "بلده ببلده لبلده",
        "قريه بقريه لقريه",
        "محافظه بمحافظه لمحافظه",
        "ولايه بولايه",
        "حي بحي",
        "مخيم بمخيم",
        "مطار بمطار",
        "ميناء بميناء",
        "ضاحيه بضاحيه",
        "مقاطعه بمقاطعه",
        "مديريه بمديريه",
    )
    for form in forms.split()
}
# what happens at one place at one time, and not twice a day in one country as fires do
_EVENTS = frozenset(
    re.findall(
        r"\w+",
        "انفجار تفجير هجوم زلزال تحطم سقوط اجتماع موتمر قمه مباراه حفل انهيار اغتيال اختطاف"
        " افتتاح لقاء",
    )
)
_IN = frozenset({"في", "داخل"})


def place_conflict(a: Passage, b: Passage) -> tuple[str, str] | None:
    """Return the words of both that name the place, or None where nothing is sure."""
    return other_places(a, b) if _happening(a) & _happening(b) else None


def other_places(a: Passage, b: Passage) -> tuple[str, str] | None:
    """Return the words with which both name a place of one kind, where these are two places."""
    ours, theirs = _places(a), _places(b)
    for kind in sorted(ours.keys() & theirs.keys()):
        if len(ours[kind]) != 1 or len(theirs[kind]) != 1:
            continue
        (name, words), (other, other_words) = ours[kind][0], theirs[kind][0]
        folded = [{word.folded.removeprefix("ال") for word in p.words} for p in (a, b)]
        is_named_by_both = name in folded[1] or other in folded[0]
        if name != other and not is_named_by_both and not _begin_alike(name, other):
            return words, other_words
    return None


@once
def _happening(passage: Passage) -> frozenset[str]:
    said = {word.folded.removeprefix("ال").lstrip("ولب") for word in passage.words}
    return frozenset(said & _EVENTS)


@once
def _places(passage: Passage) -> dict[str, list[tuple[str, str]]]:
    """Return kind of place → name and the words that say it."""
    found: dict[str, list[tuple[str, str]]] = {}
    tokens = passage.words
    for at in range(len(tokens) - 1):
        kind = _KINDS.get(tokens[at].folded)
        is_in = at and tokens[at - 1].folded in _IN
        if kind is None or not (is_in or tokens[at].folded != kind):
            continue
        name = tokens[at + 1]
        if name.folded.isalpha() and passage.stems[at + 1]:
            words = passage.text[tokens[at].start : name.end]
            found.setdefault(kind, []).append((name.folded.removeprefix("ال"), words))
    return found


def _begin_alike(a: str, b: str) -> bool:
    """Say whether two spellings may be of one name («سروج», «سوروج»)."""
    return a[:2] == b[:2] or a[-3:] == b[-3:]
