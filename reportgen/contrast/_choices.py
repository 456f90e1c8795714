"""the namings of one referent → its framing, where an outlet chooses otherwise than the others.

Shown is only what differs by more than chance: for at least one outlet and name the log-odds ratio
against all other outlets, with a Dirichlet prior, is two standard deviations from zero (Monroe,
Colaresi & Quinn 2008, "Fightin' Words", Political Analysis 16:372-403), and, as that formula is
bold where names are few, Fisher's exact test gives it less than one chance in twenty.  Each outlet
and name is tested by itself: of very many, some that are shown may still be chance.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reportgen.model import Framing, Variant

_PRIOR = (
    0.5  # pseudo-counts of each name, Jeffreys' choice: a handful of words is often all there is
)
_SURE = 1.96
_CHANCE = 0.05
_FEWEST_NAMINGS = 2  # in the outlet that stands out


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One place where an outlet names something: `key` is one for all forms of one name."""

    outlet: str
    sentence: str
    text: str
    key: tuple[str, ...]
    kind: str
    is_clean: bool = True  # no particle is joined before it
    is_bare: bool = False  # «النظام» alone: nobody's choice of words

    @property
    def noun(self) -> str:
        """The noun that names."""
        return self.key[0]

    @property
    def modifiers(self) -> tuple[str, ...]:
        """The words behind it that say whose it is."""
        return self.key[1:]


def framing_in(group: Sequence[Naming], outlets: Sequence[str]) -> Framing | None:
    """Return the names of one referent, if an outlet's differ by more than chance."""
    merged = _merged(group)
    counts: dict[str, Counter[tuple[str, ...]]] = {outlet: Counter() for outlet in outlets}
    for naming in group:
        counts[naming.outlet][merged[naming.key]] += 1
    if sum(1 for counter in counts.values() if counter) < 2:  # noqa: PLR2004 - needs two outlets
        return None
    bare = {merged[naming.key] for naming in group if naming.is_bare}
    if not _differ_surely(counts, bare):
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
    most = min(totals, key=lambda key: (key in bare, -totals[key], key))
    return Framing(referent=shown[most], variants=variants)


def _merged(group: Sequence[Naming]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return name → the shorter name it begins with («القوات الحكومية [السورية]»), or itself."""
    keys = {naming.key for naming in group}
    return {
        key: min(
            (k for k in keys if key[: len(k)] == k and (len(k) > 1 or k == key)),
            key=lambda k: (len(k), k),
        )
        for key in keys
    }


def _shown(group: Sequence[Naming]) -> str:
    """Return the name as most often written, without joined particles where it stands so."""
    texts = Counter((not naming.is_clean, naming.text) for naming in group)
    return min(texts, key=lambda item: (item[0], -texts[item], len(item[1]), item[1]))[1]


def _differ_surely(
    counts: Mapping[str, Counter[tuple[str, ...]]], bare: Collection[tuple[str, ...]]
) -> bool:
    """Say whether some outlet surely prefers a name; «النظام» alone is nobody's choice of words."""
    whole = {
        outlet: Counter({key: n for key, n in own.items() if key not in bare})
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
