"""Time beside sumy's: an article after the other, and one theme of 2,000 sentences."""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import inputs
from methods import REDUNDANCY

import reportgen
from reportgen.embed import EmbedOptions, embed
from reportgen.extract import articles_of
from reportgen.model import Sentence
from reportgen.segment import segment
from reportgen.summarize import Length, pick
from reportgen.summarize._sumy import lexrank
from reportgen.summarize._terms import content_stems


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Seconds.

    `picking` has sentences and vectors at hand.  `first_call` cleans and cuts the text and finds
    its vectors in the cache on disk.  `cached_call` is the same call for texts that were read
    before, by another process, and `again` for texts read before by this one.
    """

    articles: int
    sentences: int
    sumy_loop: float
    picking: float
    first_call: float
    cached_call: float
    again: float
    theme_sentences: int
    theme_ours: float
    theme_sumy: float | None


def measure(articles: int, theme_sentences: int, *, with_sumy_theme: bool) -> Speed:
    """Measure both; vectors are embedded (and so cached) before the clock starts."""
    texts = inputs.news(articles)
    read = [_read(text) for text in texts]
    for _, sentences, _ in read[:20]:
        _stems(sentences)
    start = time.perf_counter()
    for text in texts:
        _sumy(text)
    sumy_loop = time.perf_counter() - start
    start = time.perf_counter()
    for marked, sentences, vectors in read:
        words = 0.4 * sum(len(s.text.split()) for s in sentences)
        pick(
            marked,
            sentences,
            vectors,
            length=Length(words=words, is_limit=False),
            redundancy=REDUNDANCY,
        )
    picking = time.perf_counter() - start
    first_call = _loop(texts)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as another:
        another.submit(_loop, texts[:1]).result()  # the imports
        cached_call = another.submit(_loop, texts).result()
    again = _loop(texts)
    theme = [s for _, sentences, _ in read for s in sentences][:theme_sentences]
    start = time.perf_counter()
    lexrank(_stems(theme))
    theme_ours = time.perf_counter() - start
    theme_sumy = None
    if with_sumy_theme:
        start = time.perf_counter()
        _sumy_theme(_stems(theme))
        theme_sumy = time.perf_counter() - start
    return Speed(
        articles=len(texts),
        sentences=sum(len(sentences) for _, sentences, _ in read),
        sumy_loop=sumy_loop,
        picking=picking,
        first_call=first_call,
        cached_call=cached_call,
        again=again,
        theme_sentences=len(theme),
        theme_ours=theme_ours,
        theme_sumy=theme_sumy,
    )


def _loop(texts: Sequence[str]) -> float:
    """Return the seconds that summaries of the texts take, one after the other."""
    start = time.perf_counter()
    for text in texts:
        reportgen.summarize([text], ratio=0.4)
    return time.perf_counter() - start


def _read(text: str) -> tuple:
    articles, _ = articles_of([text])
    sentences = segment(articles)
    return articles, sentences, embed(sentences, options=EmbedOptions())


def _stems(sentences: Sequence[Sentence]) -> list[tuple[str, ...]]:
    return [content_stems(sentence.folded) for sentence in sentences]


def _sumy_theme(stems: Sequence[Sequence[str]]) -> None:
    """Rate as many sentences with sumy alone, given the same words."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Lookup:
        @staticmethod
        def to_words(row: str) -> Sequence[str]:
            return stems[int(row)]

    rows = [SumySentence(str(row), Lookup) for row in range(len(stems))]
    LexRankSummarizer()(ObjectDocumentModel([Paragraph(rows)]), 10)


def _sumy(text: str) -> None:
    """Summarize as sumy's own documentation does."""
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    document = PlaintextParser.from_string(text, Tokenizer("arabic")).document
    summarizer = LexRankSummarizer()
    summarizer.stop_words = get_stop_words("arabic")
    summarizer(document, max(1, round(0.4 * len(document.sentences))))
