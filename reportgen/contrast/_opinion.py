"""sentences → those in which an outlet speaks its own mind, and articles that do little else.

What stands between quotation marks is somebody else's, and so is a sentence with a speaker
(`voices_of`).  In what is left a first person plural, a modal of duty, a question put to nobody, an
exclamation and judging words are counted.  No model: there is no free Arabic set to train one on,
and CheckThat! 2025 cannot choose between two (see bench/contrast_faces.py).
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from reportgen import arabic
from reportgen.contrast import _opinion_words as words
from reportgen.contrast._subjects import quotations_in
from reportgen.contrast._voices import attributions_in
from reportgen.model import Article, Kind, Sentence, Voice

# On 21 columns and 59 reports of saudinewsnet, told apart by reading author, title and opening
# (2026-11-22; half "tune" of bench/labels/kinds.json), so many signs has 1 sentence in 400 of a
# report and 1 in 5 of a column; so many as the lower number 1 in 33 and 2 in 5.
_SURE = 3
_LIKELY = 2
# such an article is opinion where so many of its sentences, and so large a part, have signs
_FEWEST = 3
_LEAST_PART = 0.3
# … and reporting where hardly any has and so many have a speaker
_MOST_PART_OF_REPORT = 0.1
_LEAST_PART_WITH_SPEAKERS = 0.3
_FEWEST_WORDS = 4
_SOMEBODY_ELSES = 3  # signs that a speaker takes away


def opinions_of(
    articles: Sequence[Article], sentences: Sequence[Sentence], voices: Sequence[Voice]
) -> tuple[tuple[str, ...], dict[str, Kind]]:
    """Return the ids of opinion sentences, and the kinds of the articles where that is clear."""
    spoken = {voice.sentence for voice in voices}
    of_article: dict[str, list[tuple[str, int]]] = {article.id: [] for article in articles}
    for sentence in sentences:
        if sentence.role == "body" and len(sentence.text.split()) >= _FEWEST_WORDS:
            # «وأكد أن …»: somebody says it, even where it is not sure who
            is_said = sentence.id in spoken or bool(attributions_in(sentence.text))
            signs = signs_in(sentence.text) - _SOMEBODY_ELSES * is_said
            of_article[sentence.article].append((sentence.id, signs))
    kinds = {
        article: kind for article, found in of_article.items() if (kind := _kind(found, spoken))
    }
    opinions = (
        one
        for article, found in of_article.items()
        for one, signs in found
        if signs >= (_LIKELY if kinds.get(article) == "opinion" else _SURE)
    )
    return tuple(opinions), kinds


def signs_in(text: str) -> int:
    """Return how many signs of an own voice a text has, quotations apart."""
    own = "".join(_own_words(text))
    tokens = [_bare(word) for word in arabic.words(arabic.fold(own))]

    def count(cues: Collection[str], most: int) -> int:
        return min(most, sum(not token.isdisjoint(cues) for token in tokens))

    asks = "\u061f" in own or "?" in own
    return (
        2 * count(words.FIRST_PERSON, 2)
        + 2 * count(words.OUGHT, 1)
        + 2 * asks
        + ("!" in own)
        + count(words.STANCE, 1)
        + count(words.JUDGING, 2)
    )


def _own_words(text: str) -> Iterator[str]:
    at = 0
    for start, end in quotations_in(text):
        yield text[at:start]
        at = end
    yield text[at:]


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> frozenset[str]:
    """Return a word with and without the particles that may be joined to it."""
    return frozenset({word}) | {
        word[len(clitic) :]
        for clitic in words.CLITICS
        if word.startswith(clitic) and len(word) > len(clitic) + 2
    }


def _kind(found: Sequence[tuple[str, int]], spoken: Collection[str]) -> Kind | None:
    with_signs = sum(signs >= _LIKELY for _, signs in found)
    if with_signs >= _FEWEST and with_signs >= _LEAST_PART * len(found):
        return "opinion"
    with_speakers = sum(one in spoken for one, _ in found)
    is_report = (
        len(found) >= _FEWEST
        and with_signs <= _MOST_PART_OF_REPORT * len(found)
        and with_speakers >= _LEAST_PART_WITH_SPEAKERS * len(found)
    )
    return "reporting" if is_report else None
