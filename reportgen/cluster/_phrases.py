"""sentence → its phrases that could be a heading, each with how much it reads like one.

No tagger: the article, the endings and the neighbours of an Arabic word say much about whether it
is a noun and whether a noun phrase begins or ends there.
"""

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from typing import NamedTuple

from reportgen import arabic
from reportgen.memory import remembered
from reportgen.stopwords import (
    CALENDAR_WORDS,
    LINKING_PREPOSITIONS,
    NUMBER_WORDS,
    is_joined_waw,
    is_stop_word,
)

LONGEST_PHRASE = 4
_MOST_TOKENS = 400
_TOKEN = re.compile(r"[^\W_]+(?:[\u064b-\u065f\u0670]+[^\W_]*)*")  # letters with their marks

_DEFINITE = ("ال", "بال", "وال", "كال", "فال", "لل")
_JOINED = ("وال", "بال", "كال", "فال", "لل")
_PARTICLE_LETTERS = "وفبلك"
_OF_OTHERS = ("ي", "يه")  # where no article stands, mostly an adjective or a construct
_FATHATAN = "\u064b"  # ARABIC FATHATAN: an adverb or an accusative, no end of a heading
# endings and patterns of verbal nouns and other nouns, folded
_NOUN = re.compile(r"(?:.{2,}(?:ه|ات|يه|اء|ان)|ا(?:ن|ست)?.{1,3}ا.|ت..ي.|م.{3,})\Z")
# hardly a noun begins with yeh; many with teh, but those have a noun's pattern
_VERB = re.compile(r"(?:س?[يتن]\w{3,}|\w{2,}(?:ت|وا))\Z")
_SURELY_VERB = re.compile(r"س?ي\w{3,}\Z")

# how much a phrase still reads like a heading when …
_BEGINS_WITH_A_JOINED_PARTICLE = 0.45
_MAY_BEGIN_WITH_A_VERB = 0.35
_BEGINS_INSIDE_A_NOUN_PHRASE = 0.3
_ENDS_INSIDE_A_NOUN_PHRASE = 0.55
_MAY_LACK_ITS_HEAD = 0.8
_MAY_HEAD_A_NOUN_PHRASE = 0.85
_HOLDS_A_PREPOSITION = 0.85
_UNSURE_NOUN = 0.75
# A definite plural in -at is a noun: behind another word with the article it begins something
# else («الإسلامي التصريحات») or a letter is missing before it («المسؤول المخابرات الفرنسي»).  Of
# the 54 commonest such pairs in 8,000 articles of saudinewsnet 43 do not belong together
# (2026-11-25); the others are women («النساء العاملات»), names, «المتعددة الجنسيات».
_JOINS_TWO_NOUNS = 0.3
_PLURAL = "ات"


class Phrase(NamedTuple):
    """A run of words of a sentence: as written, as stems, its likeness to a heading (0 to 1)."""

    text: str
    stems: tuple[str, ...]
    likeness: float


class Anchor(NamedTuple):
    """A word that may be a subject: its stem, its span, and what its surroundings show of it.

    `qualifies` where it seems to be the adjective of the noun before it, or a name behind a title;
    `leads` where the anchor behind it follows at once, and both may be one name.
    """

    stem: str
    start: int
    end: int
    is_noun: bool
    qualifies: bool
    leads: bool


class _Form(NamedTuple):
    """What the letters of a folded word say about it."""

    has_article: bool
    is_definite: bool  # the article may follow a particle
    is_noun: bool  # as far as its ending and pattern show
    is_verb: bool
    is_surely_verb: bool


class _Word(NamedTuple):
    start: int
    end: int
    folded: str
    form: _Form
    is_content: bool
    follows_closely: bool  # nothing but one space before it
    has_particle: bool  # a waw, feh, beh, lam or kaf is joined to it
    is_adverbial: bool
    is_written_definite: bool  # «آلاف» and «إلى» only look like it once folded

    def is_second_noun_after(self, other: "_Word") -> bool:
        """Say whether both have the article and this one cannot be the other's adjective."""
        are_definite = self.is_written_definite and other.is_written_definite and other.is_content
        is_plural, other_is = (word.folded.endswith(_PLURAL) for word in (self, other))
        return are_definite and is_plural and not other_is


def phrases_of(text: str, vocabulary: Container[str]) -> tuple[Phrase, ...]:
    """Return the phrases of one to four content words that cross no punctuation.

    They begin and end with a content word; inside, one preposition may stand.  `vocabulary` holds
    the folded words of all articles: a first letter without which a word is one of them is a
    particle joined to it, not a letter of its own.
    """
    particles = (_has_particle(word.folded, vocabulary) for word in _words(text))
    return _phrases(text, tuple(particles))


@remembered
def _phrases(text: str, particles: tuple[bool, ...]) -> tuple[Phrase, ...]:
    """Return the phrases, given which of the words have a particle joined to them."""
    words = [
        word._replace(has_particle=True) if has_particle else word
        for word, has_particle in zip(_words(text), particles, strict=True)
    ]
    found = []
    for first, word in enumerate(words):
        if not word.is_content:
            continue
        for last in range(first, min(first + LONGEST_PHRASE, len(words))):
            if last > first and not _may_continue(words, first, last):
                break
            if words[last].is_content:
                run = words[first : last + 1]
                found.append(
                    Phrase(
                        text=text[run[0].start : run[-1].end],
                        stems=tuple(stem_of(w.folded) for w in run if w.is_content),
                        likeness=_likeness(words, first, last),
                    )
                )
    return tuple(found)


@remembered
def anchors_of(text: str) -> tuple[Anchor, ...]:
    """Return the words of a text that may be subjects, in their order.

    A noun shows by its article, or by the preposition before it where its ending is not that of an
    adjective or of a plural with a noun behind it («سياسية», «ممثلي»).  A number written to the end
    of a word is none of it («جنيف3»).
    """
    words = _words(text)
    found = []
    for place, word in enumerate(words):
        if not _is_subject(word):
            continue
        before = words[place - 1] if place and word.follows_closely else None
        governed = before is not None and before.folded in LINKING_PREPOSITIONS
        after = words[place + 1] if place + 1 < len(words) else None
        found.append(
            Anchor(
                arabic.stem_without_number(word.folded),
                word.start,
                word.end,
                word.form.is_definite or (governed and not word.folded.endswith(_OF_OTHERS)),
                before is not None and _qualifies(word, before),
                after is not None and _may_be_one_name(word, after, governed=governed),
            )
        )
    return tuple(found)


def _qualifies(word: _Word, before: _Word) -> bool:
    if not before.is_content or _is_joined(word):
        return False
    if word.is_written_definite:
        return before.form.is_definite
    return word.folded.endswith(_OF_OTHERS)


def _may_be_one_name(word: _Word, after: _Word, *, governed: bool) -> bool:
    form = word.form
    if not (_is_subject(after) and after.follows_closely) or _is_joined(after):
        return False
    heads = after.form.has_article and not form.is_surely_verb
    return governed or form.is_definite or heads or _may_head(word)


def _is_subject(word: _Word) -> bool:
    return word.is_content and stem_of(word.folded) not in _COUNTING_STEMS


def _is_joined(word: _Word) -> bool:
    return is_joined_waw(word.folded) or word.folded.startswith(_JOINED)


@lru_cache(maxsize=16384)
def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words that carry the subject."""
    return tuple(stem_of(word.folded) for word in _words(text) if word.is_content)


@remembered
def _words(text: str) -> tuple[_Word, ...]:
    """Return the words; which have a particle joined to them, other texts have to say."""
    words: list[_Word] = []
    previous_end = -1
    for token in _TOKEN.finditer(text):
        folded = arabic.fold_word(token.group())
        if not folded:  # a tatweel on its own
            continue
        words.append(
            _Word(
                start=token.start(),
                end=token.end(),
                folded=folded,
                form=_form_of(folded),
                is_content=_is_content(folded),
                follows_closely=text[previous_end : token.start()] == " ",
                has_particle=False,
                is_adverbial=_FATHATAN in token.group(),
                is_written_definite=token.group().startswith("ال"),
            )
        )
        previous_end = token.end()
        if len(words) == _MOST_TOKENS:
            break
    return tuple(words)


@lru_cache(maxsize=65536)
def _form_of(word: str) -> _Form:
    return _Form(
        has_article=word.startswith("ال"),
        is_definite=word.startswith(_DEFINITE),
        is_noun=_NOUN.match(word) is not None,
        is_verb=_VERB.match(word) is not None,
        is_surely_verb=_SURELY_VERB.match(word) is not None,
    )


def _has_particle(word: str, vocabulary: Container[str]) -> bool:
    if word.startswith(_JOINED) or is_joined_waw(word):
        return True
    rest = word[1:]
    return word[0] in _PARTICLE_LETTERS and (rest in vocabulary or "ال" + rest in vocabulary)


@lru_cache(maxsize=65536)
def _is_content(word: str) -> bool:
    return (
        len(word) > 1
        and not word.isdigit()
        and not is_stop_word(word)
        and word.removeprefix("و") not in CALENDAR_WORDS
    )


def _may_continue(words: Sequence[_Word], first: int, last: int) -> bool:
    word = words[last]
    joins = word.has_particle and word.folded[0] in "وف"
    if not word.follows_closely or joins or word.is_adverbial:
        return False
    prepositions = sum(not w.is_content for w in words[first : last + 1])
    return word.is_content or (word.folded in LINKING_PREPOSITIONS and prepositions == 1)


def _likeness(words: Sequence[_Word], first: int, last: int) -> float:
    """Return how much words[first..last] reads like a heading: a whole noun phrase."""
    heads = last > first and words[first + 1].form.has_article
    likeness = _likeness_of_opening(words[first], heads=heads)
    before = words[first - 1] if first and words[first].follows_closely else None
    if before and before.is_content and words[first].form.has_article:
        # «[الدولة] الإسلامية», «[جسر] المدينة»
        is_definite = before.form.is_definite
        likeness *= _BEGINS_INSIDE_A_NOUN_PHRASE if is_definite else _MAY_LACK_ITS_HEAD
    elif before and _may_head(before):  # «قاعدة [حميميم]»
        likeness *= _MAY_LACK_ITS_HEAD
    after = words[last + 1] if last + 1 < len(words) else None
    if after and after.is_content and after.follows_closely and not after.has_particle:
        goes_on = after.form.has_article or not words[last].form.is_definite
        # «نظام [الأسد]», «القوات [الروسية]», «جولة مستشار [خادم الحرمين]»
        likeness *= _ENDS_INSIDE_A_NOUN_PHRASE if goes_on else 1.0
    if not all(word.is_content for word in words[first + 1 : last]):
        likeness *= _HOLDS_A_PREPOSITION
    for place in range(first + 1, last + 1):
        word = words[place]
        if word.is_second_noun_after(words[place - 1]):
            likeness *= _JOINS_TWO_NOUNS
        if word.is_content and not (word.form.is_definite or word.form.is_noun):
            heads = place < last and words[place + 1].form.has_article
            is_name = heads and not word.form.is_verb  # «قاعدة حميميم الجوية»
            likeness *= _MAY_HEAD_A_NOUN_PHRASE if is_name else _UNSURE_NOUN
    return likeness


def _may_head(word: _Word) -> bool:
    """Say whether the word is surely a noun and may be the first of a construct."""
    form = word.form
    is_noun = form.is_noun and not form.is_surely_verb
    return word.is_content and is_noun and not (form.is_definite or word.is_adverbial)


def _likeness_of_opening(word: _Word, *, heads: bool) -> float:
    form = word.form
    if form.has_article:
        return 1.0
    if word.has_particle:
        return _BEGINS_WITH_A_JOINED_PARTICLE
    if form.is_noun and not form.is_surely_verb:
        return 1.0
    if form.is_verb:
        return _MAY_BEGIN_WITH_A_VERB
    return _MAY_HEAD_A_NOUN_PHRASE if heads else _UNSURE_NOUN


stem_of = lru_cache(maxsize=65536)(arabic.light_stem)
# with the article, too: «الثالثة», «الساعة»
_COUNTING_STEMS = frozenset(map(stem_of, NUMBER_WORDS | CALENDAR_WORDS))
