"""What the stages find out about the sources; sentences are named by their ids."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

# near: neither surely told nor surely absent; not_asked: no article on the theme's event
State = Literal["told", "alone", "near", "absent", "not_asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A cluster of at least two related sentences, labelled in the articles' own words.

    `sentences` are ids, nearest to the centre first.  `key` gives for each outlet that speaks of
    the theme its key sentences, in the printed order of the outlets.  Those also in `joined` lean
    on the one before them in `key`: two adjacent spans of the article, printed as one quotation.
    So many outlets as `copied` says only print a text that another prints (see `CopyGroup`).
    `also` are sentences of other themes, or of none, that speak of this one, too, in a clause of
    theirs: the proof of outlets that have no sentence in `sentences`.
    """

    id: str
    label: str
    sentences: tuple[str, ...]
    outlets: tuple[str, ...]
    key: tuple[tuple[str, tuple[str, ...]], ...] = ()
    joined: tuple[str, ...] = ()
    copied: int = 0
    also: tuple[str, ...] = ()

    @property
    def independent(self) -> int:
        """How many outlets tell it in a text of their own: what "n outlets say" may count."""
        return len(self.outlets) - self.copied


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a sentence has the word of a thread: the span of the article's text.

    `clause` is the span of the clause that has it, where it is not the whole sentence.
    """

    sentence: str
    word: tuple[int, int]
    clause: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A word that outlets come back to in several themes: its `label` is the articles' own.

    It says no more than that each sentence has the word.  `mentions` are of different sentences,
    nearest to the centre of all first; `likeness` is how alike those of different outlets are.
    """

    id: str
    label: str
    mentions: tuple[Mention, ...]
    outlets: tuple[str, ...]
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryItem:
    """One sentence of the executive summary, in printed order.

    Where `is_joined`, it goes on the item before: two adjacent spans, printed as one quotation.
    """

    sentence: str
    theme: str | None
    score: float
    is_joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The sentence of an outlet that comes closest to a theme it does not tell.

    `clause` is the span of the article's text that does, where it is not the whole sentence.
    """

    sentence: str
    similarity: float
    clause: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What a sentence denies: its words that say so, and who denies where it says that.

    `also` are sentences of other outlets that deny the same; `nearest` are of outlets that do not,
    one each, nearest first: whether they tell what is denied is for the reader to say.
    """

    sentence: str
    words: str
    speaker: str | None = None
    also: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one outlet does with one theme: tells it, tells it alone, or is silent.

    Nothing is said of an outlet without an article on the event that the theme belongs to
    (`not_asked`), nor where the outlet comes near without surely telling it.  `clause` is the span
    of the article's text that tells it, where a sentence tells it in passing.
    """

    theme: str
    outlet: str
    state: State
    sentences: tuple[str, ...] = ()
    nearest: Nearest | None = None
    clause: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why two sentences are related: the words of each that say so ("number": "3", "5").

    `speaker` is who denies, in the words of the sentence that has the words of denial ("cue"),
    where it says so.
    """

    kind: Literal["cue", "negation", "number", "date", "place", "judge"]
    a: str | None = None
    b: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A judged pair of sentences of different outlets."""

    a: str
    b: str
    kind: Literal["agrees", "disputes", "updates"]
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """How one outlet names a referent, how often, and where."""

    outlet: str
    phrase: str
    count: int
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """The names that the outlets give one referent."""

    referent: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word one outlet uses far more than the others: how often there, how often elsewhere."""

    outlet: str
    word: str
    count: int
    elsewhere: int
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who is quoted or paraphrased by an outlet, with which verb; None speaks anonymously.

    `quotation` is what stands between quotation marks as the speaker's own words.
    """

    speaker: str | None
    outlet: str
    verb: str
    attitude: Literal["neutral", "endorsing", "distancing"]
    sentence: str
    quotation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A sentence that says when something happened."""

    date: str
    precision: Literal["day", "month", "year"]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Articles that speak of one event, where the set holds more than one."""

    first: str
    last: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A source whose text is another now: its article in the earlier edition, and in this one."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A sentence that its source took back: a quotation of the *earlier* edition.

    No source of this edition has it.  `article` is an id of the earlier edition, `start` and `end`
    are a span of that article's text; `source` is the article that stands in its place now.
    """

    article: str
    start: int
    end: int
    text: str
    source: str

    @property
    def id(self) -> str:
        """The id that the sentence had in the earlier edition."""
        return f"{self.article}-{self.start}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A number or day that is another now: sentence `a` said `was`, sentence `b` says `now`.

    Where `is_edited`, the outlet rewrote its own sentence and `a` is one of `Since.withdrawn`;
    else both stand in this edition and a later report says otherwise than an earlier one.
    """

    kind: Literal["number", "date"]
    a: str
    b: str
    was: str
    now: str
    is_edited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A theme that was there, and the outlets that tell it only now."""

    theme: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A theme of the earlier edition whose id no theme of this one has."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """A theme that came apart (one `before`), or themes that became one (one `after`)."""

    kind: Literal["split", "merge"]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What is new since an earlier edition, found in the texts of both.

    Ids are of this edition, but where a noun says otherwise; `removed` are titles, for what they
    name is gone.  `briefing` is the id of the earlier edition.
    """

    edition: int
    briefing: str | None = None
    articles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    revised: tuple[Revision, ...] = ()
    removed: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    ended: tuple[Ended, ...] = ()
    joined: tuple[Joined, ...] = ()
    disputed: tuple[str, ...] = ()
    regrouped: tuple[Regrouping, ...] = ()
    changes: tuple[Change, ...] = ()
    sentences: tuple[str, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether the two editions say the same."""
        said = (getattr(self, part.name) for part in fields(self))
        return not any(value for value in said if isinstance(value, tuple))


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Articles that print one text, the longest first: one independent voice.

    Each shares at least the part `shared` of its runs of five words with the longest.  `agency`
    is the news agency they name as their source, if they do.
    """

    articles: tuple[str, ...]
    shared: float
    agency: str | None = None
