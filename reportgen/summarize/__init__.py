"""themes + sentences + vectors → key sentences of each theme, and the executive summary.

It only ever picks: nothing it returns is anything but the id of a sentence of a source.
"""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field

from reportgen.model import Article, Sentence, SummaryItem, Theme, Vectors
from reportgen.summarize._executive import executive
from reportgen.summarize._key import KeySentences


class SummarizeOptions(BaseModel):
    """How much is picked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key_sentences: int = Field(
        default=2, ge=1, le=10, description="Key sentences of one outlet in one theme, at most."
    )
    summary_words: int = Field(
        default=220, ge=20, description="Length of the executive summary, in words."
    )
    redundancy: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="Centred cosine from which two sentences are taken to say the same.",
    )


def summarize(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    vectors: Vectors,
    themes: Sequence[Theme],
    *,
    options: SummarizeOptions,
) -> tuple[tuple[Theme, ...], tuple[SummaryItem, ...]]:
    """Fill in the key sentences of every theme, and pick the executive summary.

    Every outlet that speaks of a theme gets at least one key sentence in it.  The summary opens
    with the story, then goes through the themes, the outlets by turns, and never says the same
    thing twice.  `vectors` are centred, row *i* is sentence *i*.
    """
    picker = KeySentences(articles, sentences, vectors, options.redundancy)
    outlet_order = {article.outlet: n for n, article in reversed(list(enumerate(articles)))}
    filled = tuple(
        replace(
            theme,
            key=tuple(
                (outlet, picker.pick(theme, outlet, options.key_sentences))
                for outlet in sorted(theme.outlets, key=outlet_order.__getitem__)
            ),
        )
        for theme in themes
    )
    summary = executive(
        articles,
        sentences,
        vectors,
        filled,
        picker=picker,
        most_words=options.summary_words,
        redundancy=options.redundancy,
    )
    return filled, summary
