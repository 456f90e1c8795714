"""The executive summary: open with the story, let every outlet speak, repeat nothing."""

from collections.abc import Sequence

from reportgen.model import SummaryItem, Theme
from reportgen.summarize._key import KeySentences
from reportgen.summarize._ratings import rate_story
from reportgen.summarize._selection import Length, Quotation, take_by_turns
from reportgen.summarize._weights import weights


def executive(
    themes: Sequence[Theme], *, picker: KeySentences, most_words: int
) -> tuple[SummaryItem, ...]:
    """Return the picked sentences in printed order, together at most `most_words` long.

    They are those of `rate_story`, best first: the opening of an article, where news puts its
    story, leads, and an outlet not yet heard gets the word sooner than one that was.
    """
    sentences = picker.sentences
    ratings = rate_story(sentences, most_words, weights("story"))
    quotations = take_by_turns(
        sentences,
        ratings,
        Length(words=most_words, is_limit=True),
        voice_of=[picker.outlet_of(row) for row in range(len(sentences))],
        repeats=picker.repeats,
        weight=weights("story"),
    )
    theme_of = {i: theme.id for theme in themes for i in theme.sentences}
    return tuple(
        SummaryItem(
            sentence=sentences[row].id,
            theme=theme_of.get(sentences[row].id),
            score=round(float(ratings[row]), 4),
            is_joined=is_joined,
        )
        for rows in quotations
        for row, is_joined in _spans(rows)
    )


def _spans(rows: Quotation) -> list[tuple[int, bool]]:
    """Return each row with whether it goes on the one before in the same quotation."""
    return [(row, at > 0) for at, row in enumerate(rows)]
