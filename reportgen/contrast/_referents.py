"""sentences → what outlets give several names, as far as the articles show that it is one thing.

No table and no likeness of meaning: two phrases name one thing when they take each other's place in
sentences that are otherwise told alike («للجهاديين», «للمتطرفين»; «الرئيس السابق», «الرئيس
المخلوع»).  That alone also joins what two reports tell of two things, so that phrases are kept
apart that stand side by side in one sentence, that belong to different nations, that are both
proper names, that are numbers, and whatever is no whole noun phrase.  Other spellings, numbers and
cases of one name, and a name with and without a further word, are no two names.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from reportgen import arabic
from reportgen.contrast import _naming_words as names
from reportgen.contrast import _number_words as numbers
from reportgen.contrast._choices import Naming
from reportgen.contrast._substitutions import Token, substitutions, tokens_of
from reportgen.model import Sentence
from reportgen.month_names import ORDINALS

Phrase = tuple[str, ...]

# Settled on the half "tune" of bench/labels/framing.jsonl (2026-11-25): what takes another's place
# in one sentence alone is mostly another thing («الأزهر», «المصدر»), unless the noun stays.
_FEWEST_PLACES = 2
_CLOSE = 2  # letters between two words of a name: a space, and a quotation mark
_AROUND = 3  # words on each side by which a place is told from another
_MOST_TOGETHER = 0.5  # sentences that hold both, for each place where one stands for the other
_SHORTEST_STEM = 4  # in which one letter may be another
_GOD = frozenset({"الله", "عبد"})  # part of names, of wishes and of oaths
_ADJECTIVE = re.compile(r"(?:ي|يه)\Z")
_GOES_ON = re.compile(r"(?:ي|يه|ين|ون)\Z")  # an adjective of one thing, or of several persons


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """The words of all sentences, and which stems are seen with the article."""

    texts: Sequence[Sequence[Token]]
    outlets: Sequence[str]
    with_article: frozenset[str]


def found_referents(
    sentences: Sequence[Sentence], outlet_of: Mapping[str, str]
) -> list[list[Naming]]:
    """Return what names one referent, for each; `outlet_of` goes from article to outlet."""
    texts = [tokens_of(sentence.text) for sentence in sentences]
    known = _Set(
        texts=texts,
        outlets=[outlet_of[sentence.article] for sentence in sentences],
        with_article=frozenset(t.stem for tokens in texts for t in tokens if t.is_definite),
    )
    places = _places_shared(known)
    wanted = {phrase for pair in places for phrase in pair}
    mentions = _mentions(known, wanted)
    rows = {phrase: {row for row, _, _ in found} for phrase, found in mentions.items()}
    with_article = {
        p for p, m in mentions.items() if any(texts[r][at].is_definite for r, at, _ in m)
    }
    runs = {
        run
        for tokens in texts
        for run in zip(*(_phrase(tokens[n:]) for n in range(3)), strict=False)
    }
    pairs = [
        (a, b)
        for (a, b), shared in sorted(places.items())
        if rows[a]
        and rows[b]
        and len(shared) >= _fewest_places(a, b, has_article={a, b} <= with_article)
        and len(rows[a] & rows[b]) <= _MOST_TOGETHER * len(shared)
        and not _are_said_of_one_noun(a, b, runs)
    ]
    return [
        [
            replace(naming, key=_same_as(phrase, group))
            for phrase in sorted(group)
            for naming in _namings(phrase, mentions[phrase], sentences, known)
        ]
        for group in _groups(pairs)
    ]


def _are_said_of_one_noun(a: Phrase, b: Phrase, runs: Container[Phrase]) -> bool:
    """Say whether a noun has both adjectives at once: «الشأن الداخلي البحريني»."""
    if a[0] != b[0] or len(a) != 2 or len(b) != 2:  # noqa: PLR2004 - a noun and its adjective
        return False
    return (*a, b[1]) in runs or (*b, a[1]) in runs


def _same_as(phrase: Phrase, group: set[Phrase]) -> Phrase:
    """Return the shortest of the group that is the same name: a third may join two such."""
    return min((p for p in group if _is_same_name(p, phrase)), key=lambda p: (len(p), p))


def _fewest_places(a: Phrase, b: Phrase, *, has_article: bool) -> int:
    """Return in how many places one must stand for the other.

    One is enough where the noun stays and its adjective changes: «الرئيس [المخلوع]».
    """
    return 1 if has_article and a[0] == b[0] else _FEWEST_PLACES


def _places_shared(known: _Set) -> dict[tuple[Phrase, Phrase], set[frozenset[Phrase]]]:
    """Return two phrases → the places where one stands for the other, copies counted once."""
    found: dict[tuple[Phrase, Phrase], set[frozenset[Phrase]]] = defaultdict(set)
    for one in substitutions(known.texts, known.outlets):
        ours, theirs = known.texts[one.one], known.texts[one.other]
        around = frozenset(
            {
                _phrase(ours[max(0, one.a.start - _AROUND) : one.a.start]),
                _phrase(ours[one.a.stop : one.a.stop + _AROUND]),
            }
        )
        for a, b in _whole(ours, one.a, theirs, one.b, known):
            if _may_be_one(ours[a], theirs[b]):
                phrases = _phrase(ours[a]), _phrase(theirs[b])
                found[min(phrases), max(phrases)].add(around)
    return found


def _phrase(tokens: Sequence[Token]) -> Phrase:
    return tuple(token.stem for token in tokens)


def _whole(
    ours: Sequence[Token], a: slice, theirs: Sequence[Token], b: slice, known: _Set
) -> Iterator[tuple[slice, slice]]:
    """Yield the noun phrases that differ, without and with the noun that both have before."""
    a, b = _with_owner(ours, a, theirs, b)
    while _is_run(ours, a, known) and _is_run(theirs, b, known):
        before = _noun_before(ours, a, known) and _noun_before(theirs, b, known)
        is_whole = _is_noun_phrase(ours, a, known) and _is_noun_phrase(theirs, b, known)
        if is_whole and not (before and before.is_definite):
            yield a, b
        if not before:
            return
        a, b = slice(a.start - 1, a.stop), slice(b.start - 1, b.stop)


def _with_owner(
    ours: Sequence[Token], a: slice, theirs: Sequence[Token], b: slice
) -> tuple[slice, slice]:
    """Return the runs with what both go on with: «ميليشيات [الحوثي]», «جماعة [الحوثي]»."""
    for tokens, part in ((ours, a), (theirs, b)):
        after = tokens[part.stop] if part.stop < len(tokens) else None
        last = tokens[part.stop - 1]
        if after is None or last.is_definite or not (after.is_definite and after.is_content):
            return a, b
        if after.joined or after.start - last.end > _CLOSE:
            return a, b
    return slice(a.start, a.stop + 1), slice(b.start, b.stop + 1)


def _noun_before(tokens: Sequence[Token], part: slice, known: _Set) -> Token | None:
    """Return the word that the phrase goes on from: «[الرئيس] المخلوع», «[قوات] الأسد»."""
    if not part.start or not tokens[part.start].is_definite or tokens[part.start].joined:
        return None
    before = tokens[part.start - 1]
    is_close = tokens[part.start].start - before.end == 1
    is_noun = before.is_content and (before.is_definite or before.stem in known.with_article)
    return before if is_close and is_noun else None


def _is_noun_phrase(tokens: Sequence[Token], part: slice, known: _Set) -> bool:
    """Say whether the words surely are a whole noun phrase."""
    words = tokens[part]
    if len(words) == 1 and _ADJECTIVE.search(words[0].folded):
        return False
    return _is_run(tokens, part, known)


def _is_run(tokens: Sequence[Token], part: slice, known: _Set) -> bool:
    """Say whether the words are a noun phrase or its end: «المخلوع», «قوات الأسد», «متمردين»."""
    words = tokens[part]
    if not words or not all(word.is_content for word in words):
        return False
    if any(w.joined or w.start - b.end > _CLOSE for b, w in pairwise(words)):
        return False
    if not all(word.is_definite for word in words[1:]) or any(w.folded in _GOD for w in words):
        return False
    head = words[0]
    is_noun = head.stem in known.with_article and (len(words) > 1 or head.stem.endswith("ين"))
    return head.is_definite or is_noun


def _may_be_one(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    a, b = _phrase(ours), _phrase(theirs)
    if _is_same_name(a, b):
        return False
    if ours[0].joined.strip("و")[:1] != theirs[0].joined.strip("و")[:1]:
        return False
    if any(word in _NUMBERS for word in (*a, *b)):
        return False
    own, other = ({_NATION_OF[word] for word in phrase if word in _NATION_OF} for phrase in (a, b))
    if own != other and (own and other):
        return False
    # a country, a nation or a city alone is no other name of anything
    return not any(len(phrase) == 1 and phrase[0] in _PLACES for phrase in (a, b))


def _is_same_name(a: Phrase, b: Phrase) -> bool:
    """Say whether one is the other in another form, or with a further word."""
    shorter, longer = sorted((a, b), key=len)
    return all(any(_is_same_word(word, other) for other in longer) for word in shorter)


def _is_same_word(a: str, b: str) -> bool:
    """Say whether two stems are forms or spellings of one word."""
    is_one_nation = a in _NATION_OF and _NATION_OF[a] == _NATION_OF.get(b)
    return is_one_nation or _skeleton(a) == _skeleton(b) or _differ_in_one_letter(a, b)


@lru_cache(maxsize=1 << 14)
def _skeleton(stem: str) -> str:
    """Return the letters that stay when a word changes its number («ميليشيا», «مليشيات»)."""
    bare = stem.removesuffix("ين").removesuffix("ات")
    letters = re.sub("[اوي]", "", bare).removesuffix("ت").removesuffix("ه")
    return letters if len(letters) > 1 else stem


def _differ_in_one_letter(a: str, b: str) -> bool:
    if min(len(a), len(b)) < _SHORTEST_STEM or abs(len(a) - len(b)) > 1:
        return False
    head = next(
        (n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    if len(a) == len(b):
        is_swapped = a[head : head + 2] == b[head : head + 2][::-1]
        return a[head + 1 :] == b[head + 1 :] or (is_swapped and a[head + 2 :] == b[head + 2 :])
    short, long = sorted((a, b), key=len)
    return short[head:] == long[head + 1 :]


def _mentions(known: _Set, wanted: set[Phrase]) -> dict[Phrase, list[tuple[int, int, int]]]:
    """Return phrase → row, first and last word of each mention that nothing makes another name."""
    of_first: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in wanted:
        of_first[phrase[0]].append(phrase)
    found: dict[Phrase, list[tuple[int, int, int]]] = {phrase: [] for phrase in wanted}
    for row, tokens in enumerate(known.texts):
        for place, token in enumerate(tokens):
            for phrase in of_first.get(token.stem, ()):
                last = _end_of(tokens, place, phrase)
                begins_inside = _noun_before(tokens, slice(place, place + 1), known)
                if begins_inside and begins_inside.is_definite:
                    continue  # «[التنظيم] المتطرف»
                if len(phrase) == 1 and not token.is_definite:
                    continue  # «مقاتلين» are any, «المقاتلين» those that are known
                if last and _is_noun_phrase(tokens, slice(place, last), known):
                    found[phrase].append((row, place, last))
    return found


def _end_of(tokens: Sequence[Token], place: int, phrase: Phrase) -> int | None:
    """Return where the phrase that begins here ends; «الرئيس [اليمني] المخلوع» is one, too."""
    last = place + 1
    for stem in phrase[1:]:
        if last + 1 < len(tokens) and _is_adjective(tokens, last) and tokens[last + 1].stem == stem:
            last += 1
        if last == len(tokens) or tokens[last].stem != stem:
            return None
        last += 1
    return None if last < len(tokens) and _is_adjective(tokens, last) else last


def _is_adjective(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place]
    is_close = word.start - tokens[place - 1].end == 1
    is_joined = word.joined or not word.is_definite
    return is_close and word.is_content and not is_joined and bool(_GOES_ON.search(word.folded))


def _groups(pairs: Sequence[tuple[Phrase, Phrase]]) -> Iterator[set[Phrase]]:
    """Yield the phrases that are joined by pairs, in a fixed order."""
    group_of: dict[Phrase, set[Phrase]] = {}
    for a, b in pairs:
        joined = group_of.get(a, {a}) | group_of.get(b, {b})
        for phrase in joined:
            group_of[phrase] = joined
    done: set[Phrase] = set()
    for phrase in sorted(group_of):
        if phrase not in done:
            done |= group_of[phrase]
            yield group_of[phrase]


def _namings(
    phrase: Phrase,
    mentions: Sequence[tuple[int, int, int]],
    sentences: Sequence[Sentence],
    known: _Set,
) -> Iterator[Naming]:
    for row, first, last in mentions:
        tokens = known.texts[row]
        joined = tokens[first].joined
        skipped = 0 if joined.endswith("لل") else len(joined)
        text = sentences[row].text[tokens[first].start + skipped : tokens[last - 1].end]
        yield Naming(
            outlet=known.outlets[row],
            sentence=sentences[row].id,
            text=" ".join(text.split()),
            key=phrase,
            kind="found",
            is_clean=not joined.endswith("لل"),
        )


def _number_stems() -> frozenset[str]:
    tables = (table for table in vars(numbers).values() if isinstance(table, dict))
    words = {word for table in tables for word in table if isinstance(word, str)}
    bare = {word.removeprefix("ال").removesuffix("ه") for word in words | ORDINALS.keys()}
    return frozenset(bare | words | {arabic.light_stem(word) for word in words})


_NUMBERS = _number_stems()
_NATION_OF = {
    form: nation
    for nation in names.NATIONS | names.REGIONS
    for form in {
        nation,
        nation.removesuffix("ي"),
        nation.removesuffix("ي") + "ا",
        nation + "ا",
        nation + "ين",
    }
}
_PLACES = _NATION_OF.keys() | names.CITIES | {city.removesuffix("ه") for city in names.CITIES}
