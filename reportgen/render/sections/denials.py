"""What is denied, by whom, and what comes nearest to it with those who do not deny it."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Denial
from reportgen.printable import fold_space
from reportgen.render._view import Desk, Outlet, Quote

# on paper the nearest of so many outlets show what may be meant
_NEAREST_ON_PAPER = 2
_LONGEST_CHARACTERS = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """The nearest sentence of an outlet, and how near it is."""

    quote: Quote
    similarity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One matter: who prints the denial, in whose words, and what others have nearest to it."""

    quote: Quote
    speaker: Markup | None
    also: tuple[Outlet, ...]
    nearest: tuple[Near, ...]

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """All whose words are shown or told of."""
        shown = (near.quote.source.outlet for near in self.nearest)
        return (self.quote.source.outlet, *self.also, *shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denials:
    """The rows printed, and in words how many more there are."""

    rows: tuple[Row, ...]
    more: str | None


def view(desk: Desk) -> Denials | None:
    """Return what is denied and not yet set against anything, or None."""
    parted = {
        one for pair in desk.briefing.relations if pair.kind != "agrees" for one in (pair.a, pair.b)
    }
    left = [
        denial
        for denial in desk.briefing.denials
        if parted.isdisjoint((denial.sentence, *denial.also))
    ]
    room = len(left) if desk.medium == "screen" else desk.options.denial_rows
    if not left or not room:
        return None
    return Denials(
        rows=tuple(_row(desk, denial) for denial in left[:room]),
        more=desk.plural("denials", "more", len(left) - room) if len(left) > room else None,
    )


def _row(desk: Desk, denial: Denial) -> Row:
    room = len(denial.nearest) if desk.medium == "screen" else _NEAREST_ON_PAPER
    return Row(
        quote=_quote(desk, denial.sentence),
        speaker=desk.label(fold_space(denial.speaker)) if denial.speaker else None,
        also=tuple(desk.sources[desk.sentences[one].article].outlet for one in denial.also),
        nearest=tuple(
            Near(
                quote=_quote(desk, one.sentence),
                similarity=desk.wording.number(one.similarity, decimals=2),
            )
            for one in denial.nearest[:room]
        ),
    )


def _quote(desk: Desk, sentence: str) -> Quote:
    return desk.quote(sentence, limit=min(_LONGEST_CHARACTERS, desk.options.excerpt_characters))
