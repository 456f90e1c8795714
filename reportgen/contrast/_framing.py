"""articles → what is named otherwise by one outlet than by another.

A naming is a noun of `_naming_words` with the words behind it that say whose it is: «نظام الأسد»,
«النظام السوري», «الحكومة السورية».  Two of one kind name the same referent when they belong to the
same: a nation, or a person whom the articles themselves give that nation («الرئيس السوري بشار
الأسد»).  What is in quotation marks counts, too: the outlet prints it.

Shown is only what differs by more than chance: for at least one outlet and name the log-odds ratio
against all other outlets, with a Dirichlet prior, is two standard deviations from zero (Monroe,
Colaresi & Quinn 2008, "Fightin' Words", Political Analysis 16:372-403), and, as that formula is
bold where names are few, Fisher's exact test gives it less than one chance in twenty.  Each outlet
and name is tested by itself: of very many, some that are shown may still be chance.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.contrast import _naming_words as names
from reportgen.contrast._numerals import Word, words_of
from reportgen.model import Article, Framing, Sentence, Variant
from reportgen.stopwords import is_stop_word

_PRIOR = (
    0.5  # pseudo-counts of each name, Jeffreys' choice: a handful of words is often all there is
)
_SURE = 1.96
_MOST_MODIFIERS = 2
_CLITICS = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ب", "ف")
_CHANCE = 0.05
_FEWEST_NAMINGS = 2  # in the outlet that stands out


@dataclass(frozen=True, slots=True)
class _Naming:
    outlet: str
    sentence: str
    text: str
    kind: str
    noun: str
    modifiers: tuple[str, ...]
    is_clean: bool  # no particle is joined before it

    @property
    def key(self) -> tuple[str, ...]:
        return (self.noun, *self.modifiers)


def framing_of(articles: Sequence[Article], sentences: Sequence[Sentence]) -> tuple[Framing, ...]:
    """Return the referents named differently, those named most often first.

    The referent is called by the name most used for it; its variants are ordered by outlet as the
    articles are, then by count.
    """
    outlet_of = {article.id: article.outlet for article in articles}
    tokens = {sentence.id: words_of(sentence.text) for sentence in sentences}
    namings = [
        naming
        for sentence in sentences
        for naming in _namings(sentence, tokens[sentence.id], outlet_of[sentence.article])
    ]
    nation_of = _nations_of_modifiers(namings) | _nations_of_persons(tokens.values())
    referents = _referents(namings, nation_of)
    outlets = list(dict.fromkeys(outlet_of.values()))
    found = [_framing(group, outlets) for _, group in sorted(referents.items())]
    kept = [framing for framing in found if framing]
    return tuple(sorted(kept, key=lambda f: (-sum(v.count for v in f.variants), f.referent)))


def _referents(
    namings: Sequence[_Naming], nation_of: Mapping[str, str]
) -> dict[tuple[str, str], list[_Naming]]:
    """Return kind and owner → what names it; «النظام» alone counts where there is only one."""
    found: dict[tuple[str, str], list[_Naming]] = defaultdict(list)
    owners_of: dict[str, set[str | None]] = defaultdict(set)
    bare = []
    for naming in namings:
        if not naming.modifiers and naming.kind not in names.NAMES:
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
    """Return name → nation, for names that only ever follow the title of one nation."""
    found: dict[str, set[str]] = defaultdict(set)
    for tokens in texts:
        for place, token in enumerate(tokens[:-2]):
            nation = _nation(tokens[place + 1].folded)
            if token.folded in names.TITLES and nation:
                for name in _names_after(tokens, place + 2):
                    found[name].add(nation)
    return {name: nations.pop() for name, nations in found.items() if len(nations) == 1}


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


def _nation(word: str) -> str | None:
    """Return the nation of an adjective in whatever gender and number."""
    bare = word.removeprefix("ال")
    for ending in ("", "ه", "ين", "ون", "ا"):
        stem = bare.removesuffix(ending) if ending else bare
        if stem in names.NATIONS:
            return {"اميركي": "امريكي"}.get(stem, stem)
    return None


def _nations_of_modifiers(namings: Sequence[_Naming]) -> dict[str, str]:
    """Return modifier → nation, where a longer name gives it («القوات الحكومية السورية»)."""
    found: dict[str, set[str]] = defaultdict(set)
    for naming in namings:
        nations = {n for m in naming.modifiers if (n := _nation(m))}
        for modifier in naming.modifiers:
            if not _nation(modifier):
                found[modifier] |= nations
    return {modifier: nations.pop() for modifier, nations in found.items() if len(nations) == 1}


def _owner(naming: _Naming, nation_of: Mapping[str, str]) -> str | None:
    """Return whose it is, as far as the articles say so."""
    if naming.kind in names.NAMES:
        return naming.kind
    owners = {
        nation for m in naming.modifiers if (nation := _nation(m) or nation_of.get(m)) is not None
    }
    return owners.pop() if len(owners) == 1 else None


def _namings(sentence: Sentence, tokens: Sequence[Word], outlet: str) -> Iterator[_Naming]:
    place = 0
    while place < len(tokens):
        found = _known_name(tokens, place) or _phrase(tokens, place)
        if found is None:
            place += 1
            continue
        kind, noun, last, skipped = found
        joined = tokens[place].folded.startswith(("لل", "ولل")) and kind not in names.NAMES
        start = tokens[place].start + skipped
        yield _Naming(
            outlet=outlet,
            sentence=sentence.id,
            text=" ".join(sentence.text[start : tokens[last - 1].end].split()),
            kind=kind,
            noun=noun,
            modifiers=()
            if kind in names.NAMES
            else tuple(_plain(token.folded) for token in tokens[place + 1 : last]),
            is_clean=not joined,
        )
        place = last


def _plain(word: str) -> str:
    """Return a modifier as it is compared: a person's name whole, an adjective without endings."""
    nation = _nation(word)
    return nation or (word.removesuffix("ه") if word.startswith("ال") else word)


def _known_names() -> dict[str, tuple[int, str, str, int]]:
    """Return the names with what may be joined to them: which comes first, kind, noun, joined."""
    found: dict[str, tuple[int, str, str, int]] = {}
    for kind, groups in names.NAMES.items():
        for forms in groups:
            for form in forms:
                for clitic in ("", "و", "ب", "ل", "ف"):
                    found.setdefault(clitic + form, (len(found), kind, forms[0], len(clitic)))
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


def _phrase(tokens: Sequence[Word], place: int) -> tuple[str, str, int, int] | None:
    """Return kind, noun, end and joined letters of a naming that begins here."""
    word = tokens[place].folded
    noun, clitic = next(
        (
            (word.removeprefix(c), c)
            for c in ("", *_CLITICS)
            if word.startswith(c) and word.removeprefix(c) in names.HEADS
        ),
        (None, ""),
    )
    if noun is None:
        return None
    is_definite = clitic.endswith(("ال", "لل"))
    last = place + 1
    while last < len(tokens) and last - place <= _MOST_MODIFIERS and _follows(tokens, last):
        following = tokens[last].folded
        is_first = last == place + 1
        if is_definite or not is_first:
            fits = following.startswith("ال") and following.endswith(("ي", "يه", "ين", "ون"))
        else:
            fits = following.isalpha() and following[:1] != "و"
        if not fits or is_stop_word(following):
            break
        last += 1
        if not is_definite:
            break
    if last == place + 1 and not is_definite:
        return None
    skipped = len(clitic) - 2 if clitic in {"وال", "فال", "بال", "كال"} else 0
    skipped = len(clitic) if clitic in {"و", "ب", "ف"} else skipped
    return names.HEADS[noun], re.sub("ون\\Z", "ين", noun), last, skipped


def _framing(group: Sequence[_Naming], outlets: Sequence[str]) -> Framing | None:
    """Return the names of one referent, if an outlet's differ by more than chance."""
    merged = _merged(group)
    counts: dict[str, Counter[tuple[str, ...]]] = {outlet: Counter() for outlet in outlets}
    for naming in group:
        counts[naming.outlet][merged[naming.key]] += 1
    if sum(1 for counter in counts.values() if counter) < 2:  # noqa: PLR2004 - needs two outlets
        return None
    if not _differ_surely(counts):
        return None
    shown = {key: _shown([n for n in group if merged[n.key] == key]) for key in merged.values()}
    variants = tuple(
        Variant(
            outlet=outlet,
            phrase=shown[key],
            count=count,
            sentences=tuple(
                dict.fromkeys(
                    n.sentence for n in group if n.outlet == outlet and merged[n.key] == key
                )
            ),
        )
        for outlet in outlets
        for key, count in sorted(counts[outlet].items(), key=lambda item: (-item[1], item[0]))
    )
    totals = sum(counts.values(), Counter[tuple[str, ...]]())
    most = min(totals, key=lambda key: (_is_bare(key), -totals[key], key))
    return Framing(referent=shown[most], variants=variants)


def _merged(group: Sequence[_Naming]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return name → the shorter name it begins with («القوات الحكومية [السورية]»), or itself."""
    keys = {naming.key for naming in group}
    return {
        key: min(
            (k for k in keys if key[: len(k)] == k and (len(k) > 1 or k == key)),
            key=lambda k: (len(k), k),
        )
        for key in keys
    }


def _shown(group: Sequence[_Naming]) -> str:
    """Return the name as most often written, without joined particles where it stands so."""
    texts = Counter((not naming.is_clean, naming.text) for naming in group)
    return min(texts, key=lambda item: (item[0], -texts[item], len(item[1]), item[1]))[1]


def _differ_surely(counts: Mapping[str, Counter[tuple[str, ...]]]) -> bool:
    """Say whether some outlet surely prefers a name; «النظام» alone is nobody's choice of words."""
    whole = {
        outlet: Counter({key: n for key, n in own.items() if not _is_bare(key)})
        for outlet, own in counts.items()
    }
    totals = sum(whole.values(), Counter[tuple[str, ...]]())
    if len(totals) < 2:  # noqa: PLR2004 - one name for all
        return False
    return any(
        count >= _FEWEST_NAMINGS
        and log_odds_z(own, totals - own, key) >= _SURE
        and chance_of(own, totals, key) < _CHANCE
        for own in whole.values()
        for key, count in own.items()
    )


def _is_bare(key: tuple[str, ...]) -> bool:
    return len(key) == 1 and key[0] in names.HEADS


def chance_of(
    own: Counter[tuple[str, ...]], totals: Counter[tuple[str, ...]], key: tuple[str, ...]
) -> float:
    """Return how likely so many or more of a name fall to an outlet by chance (Fisher, exact)."""
    all_names, drawn, named = totals.total(), own.total(), totals[key]
    ways = math.comb(all_names, drawn)
    return sum(
        math.comb(named, n) * math.comb(all_names - named, drawn - n) / ways
        for n in range(own[key], min(named, drawn) + 1)
    )


def log_odds_z(
    own: Counter[tuple[str, ...]], rest: Counter[tuple[str, ...]], key: tuple[str, ...]
) -> float:
    """Return by how many standard deviations a name is commoner in `own` than in `rest`."""
    names_in_all = own.keys() | rest.keys()
    prior = _PRIOR * len(names_in_all)

    def log_odds(counter: Counter[tuple[str, ...]]) -> float:
        others = counter.total() + prior - counter[key] - _PRIOR
        return math.log((counter[key] + _PRIOR) / others)

    deviation = math.sqrt(1 / (own[key] + _PRIOR) + 1 / (rest[key] + _PRIOR))
    return (log_odds(own) - log_odds(rest)) / deviation
