"""The executive summary: open with the story, go through the themes, repeat nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence

from reportgen.geometry import centroid
from reportgen.model import Article, Sentence, SummaryItem, Theme, Vectors
from reportgen.summarize._key import KeySentences, content_stems, reads_alone

# Sharing this much of the shorter one's stems, two sentences tell the same, whatever the model
# says.
_SHARED_STEMS = 0.6
_FEWEST_WORDS = 6


def executive(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    vectors: Vectors,
    themes: Sequence[Theme],
    *,
    picker: KeySentences,
    most_words: int,
    redundancy: float,
) -> tuple[SummaryItem, ...]:
    """Return the picked sentences in printed order, together at most `most_words` long.

    The first is the opening of the article nearest to what all have in common: where news puts
    its story, and the hardest baseline to beat (Lead on EASC, article openings on MultiLing
    2011).  Then each theme in its rank gives one sentence, from the outlet heard least so far.
    """
    chosen: list[SummaryItem] = []
    heard: Counter[str] = Counter()
    room = most_words
    theme_of = {i: theme.id for theme in themes for i in theme.sentences}
    for candidates in (
        _openings(articles, sentences, vectors),
        *(_by_outlet(theme, picker) for theme in themes),
    ):
        best = next(
            (
                item
                for item in sorted(
                    candidates, key=lambda c: (heard[_outlet(c, picker)], -c.score, c.sentence)
                )
                if _fits(item, chosen, picker, room, redundancy)
            ),
            None,
        )
        if best is not None:
            chosen.append(
                SummaryItem(
                    sentence=best.sentence,
                    theme=theme_of.get(best.sentence),
                    score=round(best.score, 4),
                )
            )
            heard[_outlet(best, picker)] += 1
            room -= _words(best, picker)
    return tuple(chosen)


def _openings(
    articles: Sequence[Article], sentences: Sequence[Sentence], vectors: Vectors
) -> Iterator[SummaryItem]:
    """Give the opening statement of each article, rated by its closeness to the whole set."""
    body = [i for i, sentence in enumerate(sentences) if sentence.role == "body"]
    if not body:
        return
    # in the centred space the set's own mean is nothing; the openings' common direction is not
    first = {
        article.id: next(
            (
                i
                for i in body
                if sentences[i].article == article.id
                and len(sentences[i].text.split()) >= _FEWEST_WORDS
            ),
            None,
        )
        for article in articles
    }
    rows = [i for i in first.values() if i is not None]
    if not rows:
        return
    common = centroid(vectors.matrix[rows])
    for i in rows:
        closeness = float(vectors.matrix[i] @ common)
        yield SummaryItem(
            sentence=sentences[i].id, theme=None, score=closeness * reads_alone(sentences[i])
        )


def _by_outlet(theme: Theme, picker: KeySentences) -> Iterator[SummaryItem]:
    for _, ids in theme.key:
        for sentence_id in ids:
            yield SummaryItem(
                sentence=sentence_id, theme=theme.id, score=picker.rating(theme, sentence_id)
            )


def _fits(
    item: SummaryItem,
    chosen: Sequence[SummaryItem],
    picker: KeySentences,
    room: int,
    redundancy: float,
) -> bool:
    if _words(item, picker) > room:
        return False
    stems = set(content_stems(picker.sentences[item.sentence].folded))
    for other in chosen:
        if picker.similarity(item.sentence, other.sentence) >= redundancy:
            return False
        others = set(content_stems(picker.sentences[other.sentence].folded))
        shorter = min(len(stems), len(others))
        if shorter and len(stems & others) >= _SHARED_STEMS * shorter:
            return False
    return True


def _outlet(item: SummaryItem, picker: KeySentences) -> str:
    return picker.outlet_of[picker.sentences[item.sentence].article]


def _words(item: SummaryItem, picker: KeySentences) -> int:
    return len(picker.sentences[item.sentence].text.split())
