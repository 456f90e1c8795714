"""sentences → the words that one outlet uses far more than the others do.

The log-odds ratio of each word with an informative Dirichlet prior, which is the use of the word in
the whole set (Monroe, Colaresi & Quinn 2008, "Fightin' Words", Political Analysis 16:372-403), must
be two standard deviations from zero; and, as many words are tested, of those printed only one in
twenty may be there by chance (Fisher's exact test; Benjamini & Hochberg 1995).  Copies of one text
count once.  A word is a stem; what is printed is the form in which the outlet writes it most.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from reportgen import arabic
from reportgen.model import Article, CopyGroup, Sentence, Word
from reportgen.stopwords import CALENDAR_WORDS, is_joined_waw, is_stop_word

_SURE = 1.96
_CHANCE = 0.05
_FEWEST = 3  # times, in as many sentences as …
_FEWEST_SENTENCES = 3
_MOST = 6  # words of one outlet
_PRIOR_WORDS = 100.0  # the prior weighs as much as so many running words
_LETTERS = r"[^\W\d_]+(?:[\u064b-\u065f\u0670\u0640]+[^\W\d_]*)*"
# «عبد العزيز» is one name, with a space or without
_TOKEN = re.compile(rf"(?:(?<!\w)عبد )?{_LETTERS}")
_CLITICS = ("وال", "بال", "فال", "كال", "لل")
_PARTICLES = "بلك"  # joined to a function word: «بأن»
_LONGEST_FUNCTION_WORD = 5
# «وقال لـ«الشرق الأوسط»»: an outlet names itself
_ITSELF = re.compile(
    r"(?<!\w)[وف]?(?:لـ?|علمت|صحيفة|بصحيفة|موقع|لصحيفة)\s*[«\"“]\s*([^»\"”]{2,25}?)\s*[»\"”]"
    r"|(?:بصحيفة|لصحيفة)\s+(\w+)\s*:"
)
_FEWEST_TIMES_ITSELF = 2
_OPENING = 3  # words of a line that a site puts under all of its articles
_FEWEST_OPENINGS = 2


@dataclass(slots=True)
class _Use:
    """How an outlet uses a word."""

    count: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    sentences: list[str] = field(default_factory=list)


def vocabulary_of(
    articles: Sequence[Article], sentences: Sequence[Sentence], copies: Sequence[CopyGroup]
) -> tuple[Word, ...]:
    """Return the words by outlet, in the order of the articles, the surest first."""
    copied = {article for group in copies for article in group.articles[1:]}
    outlet_of = {a.id: a.outlet for a in articles if a.id not in copied}
    uses: dict[str, dict[str, _Use]] = {o: defaultdict(_Use) for o in outlet_of.values()}
    counted = [sentence for sentence in sentences if sentence.article in outlet_of]
    lines = _lines_of_site(counted, outlet_of)
    for sentence in counted:
        if _opening(sentence.text) not in lines[outlet_of[sentence.article]]:
            _count(sentence, uses[outlet_of[sentence.article]])
    for outlet, itself in _names_of_itself(counted, outlet_of).items():
        for stem in itself:
            uses[outlet].pop(stem, None)
    if len(uses) < 2:  # noqa: PLR2004 - nobody to differ from
        return ()
    totals: Counter[str] = Counter()
    for own in uses.values():
        totals.update({stem: use.count for stem, use in own.items()})
    tested = [
        (outlet, stem)
        for outlet, own in uses.items()
        for stem, use in own.items()
        if use.count >= _FEWEST and len(use.sentences) >= _FEWEST_SENTENCES
    ]
    sizes = {outlet: sum(use.count for use in own.values()) for outlet, own in uses.items()}
    found: dict[str, list[tuple[float, Word]]] = {outlet: [] for outlet in uses}
    total = totals.total()
    chances = _chances([(uses[o][stem].count, totals[stem], sizes[o]) for o, stem in tested], total)
    limit = _limit(chances)
    for (outlet, stem), chance in zip(tested, chances, strict=True):
        use = uses[outlet][stem]
        z = log_odds_z(use.count, totals[stem], sizes[outlet], total)
        if z >= _SURE and chance <= limit:
            found[outlet].append((z, _word(outlet, use, totals[stem])))
    return tuple(word for outlet in uses for word in _best(found[outlet]))


def _names_of_itself(
    sentences: Sequence[Sentence], outlet_of: Mapping[str, str]
) -> dict[str, set[str]]:
    """Return outlet → the stems of the name by which it speaks of itself, and no other of it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for match in _ITSELF.finditer(sentence.text):
            found[" ".join((match[1] or match[2]).split())][outlet_of[sentence.article]] += 1
    names: dict[str, set[str]] = defaultdict(set)
    for name, by in found.items():
        if len(by) == 1 and by.total() >= _FEWEST_TIMES_ITSELF:
            names[next(iter(by))].update(stem for stem, _ in _words(name))
    return names


def _lines_of_site(
    sentences: Sequence[Sentence], outlet_of: Mapping[str, str]
) -> dict[str, set[tuple[str, ...]]]:
    """Return outlet → how lines begin that close several of its articles («رابط الخبر …»)."""
    last = {sentence.article: sentence for sentence in sentences}
    found: dict[str, Counter[tuple[str, ...]]] = {o: Counter() for o in outlet_of.values()}
    for article, sentence in last.items():
        found[outlet_of[article]][_opening(sentence.text)] += 1
    return {
        outlet: {opening for opening, times in openings.items() if times >= _FEWEST_OPENINGS}
        for outlet, openings in found.items()
    }


def _opening(text: str) -> tuple[str, ...]:
    return tuple(text.split(maxsplit=_OPENING)[:_OPENING])


def log_odds_z(own: int, everywhere: int, size: int, total: int) -> float:
    """Return by how many standard deviations a word is commoner here than elsewhere."""
    prior = _PRIOR_WORDS * everywhere / total
    rest, rest_size = everywhere - own, total - size
    here = math.log((own + prior) / (size + _PRIOR_WORDS - own - prior))
    there = math.log((rest + prior) / (rest_size + _PRIOR_WORDS - rest - prior))
    return (here - there) / math.sqrt(1 / (own + prior) + 1 / (rest + prior))


def _limit(chances: Sequence[float]) -> float:
    """Return the chance up to which at most one in twenty of the words may be there by chance."""
    ordered = sorted(chances)
    passing = [c for rank, c in enumerate(ordered, 1) if c <= _CHANCE * rank / len(ordered)]
    return max(passing, default=0.0)


def _chances(tested: Sequence[tuple[int, int, int]], total: int) -> list[float]:
    """Return for each word the chance to find it so often in a part of the running words.

    A word is how often it is there and everywhere, and how many words are there.  All are asked
    about at once, by logarithms, which scipy has a hundred times as fast.
    """
    from scipy.stats import hypergeom

    if not tested:
        return []
    own, everywhere, size = np.array(tested).T
    counts = np.minimum(everywhere, size) - own + 1
    starts = np.cumsum(counts) - counts
    times = np.arange(counts.sum()) + np.repeat(own - starts, counts)
    each = np.exp(
        hypergeom.logpmf(times, total, np.repeat(everywhere, counts), np.repeat(size, counts))
    )
    return [float(chance) for chance in np.add.reduceat(each, starts)]


def _count(sentence: Sentence, uses: Mapping[str, _Use]) -> None:
    for stem, form in _words(sentence.text):
        use = uses[stem]
        use.count += 1
        use.forms[form] += 1
        if not use.sentences or use.sentences[-1] != sentence.id:
            use.sentences.append(sentence.id)


def _words(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        folded = arabic.fold_word(match.group()).replace(" ", "")
        if len(folded) > 2 and not _is_no_word(folded):  # noqa: PLR2004
            yield arabic.light_stem(folded), match.group()


@lru_cache(maxsize=1 << 16)
def _is_no_word(folded: str) -> bool:
    is_joined = folded[0] in _PARTICLES and len(folded) <= _LONGEST_FUNCTION_WORD
    return (
        is_stop_word(folded)
        or folded.removeprefix("و") in _NO_CHOICE
        or (is_joined and is_stop_word(folded[1:]))
        or not arabic.is_arabic(folded)
    )


_NO_CHOICE = CALENDAR_WORDS | {"هولاء", "اولييك", "ذلكم", "تلكم", "الم"}


def _word(outlet: str, use: _Use, everywhere: int) -> Word:
    # a form without a joined particle where there is one
    form = min(use.forms, key=lambda f: (_is_joined(arabic.fold(f)), -use.forms[f], len(f), f))
    return Word(
        outlet=outlet,
        word=form[1:] if is_joined_waw(arabic.fold(form)) else form,
        count=use.count,
        elsewhere=everywhere - use.count,
        sentences=tuple(use.sentences),
    )


def _is_joined(folded: str) -> bool:
    return folded.startswith(_CLITICS) or is_joined_waw(folded)


def _best(found: Collection[tuple[float, Word]]) -> Iterator[Word]:
    ordered = sorted(found, key=lambda pair: (-round(pair[0], 6), pair[1].word))
    yield from (word for _, word in ordered[:_MOST])
