"""The words that outlets come back to in several themes, each with what they say around it."""

from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup

from reportgen.model import Mention, Thread
from reportgen.render._view import Desk, Outlet, Quote

# On paper so many quotations show what a thread is; an outlet has one whatever their number.
_QUOTES_ON_PAPER = 4
# What stands around a word says what is said of it: no more of a long clause than this …
_LONGEST_CHARACTERS = 220
# … and of what is longer before the word than this, so much right before it.
_MOST_BEFORE = 150
_SHOWN_BEFORE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """An outlet that has the word, in so many sentences, and those of them that are quoted."""

    outlet: Outlet
    count: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thread: its word, and its outlets in printed order."""

    anchor: str
    label: Markup
    count: str
    tellers: tuple[Teller, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """The threads, the best first."""

    rows: tuple[Row, ...]


def view(desk: Desk) -> Threads | None:
    """Return the threads, or None when no word goes through several themes."""
    rows = tuple(_row(desk, thread) for thread in desk.briefing.threads)
    return Threads(rows=rows) if rows else None


def _row(desk: Desk, thread: Thread) -> Row:
    told = desk.mentions_by_outlet(thread)
    quoted = _quoted(list(told.values()), all_of_them=desk.medium == "screen")
    return Row(
        anchor=f"thread-{thread.id}",
        label=desk.label(thread.label),
        count=desk.plural("threads", "sentences", len(thread.mentions)),
        tellers=tuple(
            Teller(
                outlet=desk.outlets[name],
                count=desk.wording.number(len(mentions)),
                quotes=tuple(_quote(desk, m) for m in mentions if m.sentence in quoted),
            )
            for name, mentions in told.items()
        ),
    )


def _quoted(told: list[list[Mention]], *, all_of_them: bool) -> frozenset[str]:
    """Return the sentences to quote: the best of each outlet first, then the second ones."""
    rounds = [[m.sentence for m in some if m] for some in zip_longest(*told)]
    if all_of_them:
        return frozenset(sentence for some in rounds for sentence in some)
    room = max(_QUOTES_ON_PAPER, len(told))
    return frozenset([sentence for some in rounds for sentence in some][:room])


def _quote(desk: Desk, mention: Mention) -> Quote:
    """Return the clause that has the word, with the word marked."""
    sentence = desk.sentences[mention.sentence]
    text = desk.sources[sentence.article].article.text
    start, end = mention.clause or (sentence.start, sentence.end)
    if mention.word[1] - start > _MOST_BEFORE:
        start = text.find(" ", max(start, mention.word[0] - _SHOWN_BEFORE), mention.word[0]) + 1
        start = start or mention.word[0]
    limit = min(_LONGEST_CHARACTERS, desk.options.excerpt_characters)
    return desk.quote(mention.sentence, clause=(start, end), limit=limit, mark=mention.word)
