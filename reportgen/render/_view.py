"""What sections share when they turn a briefing into what a template prints.

A `Desk` knows the briefing, the reader's wishes and the wording; it gives outlets their sign and
colour, sources their number, and sentences their citation.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal

from markupsafe import Markup

from reportgen.model import (
    Article,
    Briefing,
    Mention,
    Sentence,
    Since,
    State,
    Theme,
    Thread,
)
from reportgen.printable import direction_of, excerpt, fold_space, shown
from reportgen.render._form import Form
from reportgen.wording import Wording

# Where a headline is missing, so much of the opening words stands for it.
_OPENING_CHARACTERS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet as printed: its sign and its hue are the same wherever it is spoken of."""

    key: str
    name: Markup
    sign: str
    hue: int
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article as printed, with its number in the table of sources."""

    number: int
    article: Article
    outlet: Outlet
    title: Markup
    has_title: bool
    direction: str
    language: str
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence as printed, and where it stands: source, paragraph, direction.

    `rest` are the sentences that follow it in the article and are quoted in one breath with it.
    """

    id: str
    text: Markup
    is_cut: bool
    source: Source
    paragraph: int
    is_headline: bool
    href: str | None
    direction: str
    language: str
    is_opinion: bool = False
    rest: tuple["Quote", ...] = ()


class Desk:
    """Where a briefing is prepared for print.

    It remembers what was quoted, for the appendix to mark; what it returns else depends on its
    arguments alone.
    """

    def __init__(
        self, briefing: Briefing, options: Form, *, medium: Literal["screen", "paper"] = "paper"
    ) -> None:
        self.briefing = briefing
        self.options = options
        self.medium = medium
        self.wording = Wording(language=options.language, digits=options.numerals)
        self.quoted: set[str] = set()

    @property
    def strings(self) -> Mapping[str, Any]:
        """The catalogue of the report's language."""
        return self.wording.strings

    @cached_property
    def outlets(self) -> dict[str, Outlet]:
        """The outlets by name, in printed order; the place of their first edition is their sign."""
        named = {a.outlet: a.is_outlet_named for a in reversed(self.briefing.articles)}
        place = {name: number for number, name in enumerate(self.briefing.places)}
        return {
            name: Outlet(
                key=name,
                name=shown(self._outlet_name(name, is_named=named[name])),
                sign=self.wording.outlet_sign(place[name]),
                # when the colours run out they start again; the signs do not
                hue=place[name] % len(self.options.colours),
                index=index,
            )
            for index, name in enumerate(self.briefing.outlets)
        }

    @property
    def news(self) -> Since:
        """What is new since the edition before; of a first edition nothing is."""
        return self.briefing.since or Since(edition=self.briefing.edition)

    def is_new_to(self, outlet: str, theme_id: str) -> bool:
        """Say whether the outlet tells a theme only now that others told before."""
        return any(one.theme == theme_id and outlet in one.outlets for one in self.news.joined)

    def _outlet_name(self, name: str, *, is_named: bool) -> str:
        name, _ = excerpt(fold_space(name), self.options.label_characters)
        return name if is_named else str(self.strings["outlet"]["unnamed"]).format(name=name)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The articles by id, numbered from one in the order of the briefing."""
        return {
            article.id: self._source(number, article)
            for number, article in enumerate(self.briefing.articles, start=1)
        }

    @cached_property
    def copy_of(self) -> dict[str, tuple[Source, str | None]]:
        """For each article that prints another's text: that one, and the agency both name."""
        return {
            copy: (self.sources[group.articles[0]], group.agency)
            for group in self.briefing.copies
            for copy in group.articles[1:]
        }

    @property
    def voices(self) -> int:
        """How many outlets print a text of their own: what copies another's is no voice more."""
        own = (a.outlet for a in self.briefing.articles if a.id not in self.copy_of)
        return len(set(own))

    @cached_property
    def sources_by_path(self) -> dict[str, Source]:
        """The sources by the path of their file."""
        return {source.article.path: source for source in self.sources.values()}

    def _source(self, number: int, article: Article) -> Source:
        opening = article.title or (
            article.text[article.paragraphs[0].start : article.paragraphs[0].end]
            if article.paragraphs
            else article.text[: self.options.label_characters]
        )
        most = self.options.label_characters if article.title else _OPENING_CHARACTERS
        title, is_cut = excerpt(fold_space(opening), most)
        return Source(
            number=number,
            article=article,
            outlet=self.outlets[article.outlet],
            title=shown(title + ("…" if is_cut else "")),
            has_title=bool(article.title),
            direction=direction_of(opening),
            language=article.language,
            date=self.date(article.published),
        )

    def date(self, iso: str | None) -> str | None:
        """Return a date in the report's words; what is no ISO date stays as it is."""
        return iso and (self.wording.date(iso) or fold_space(iso))

    @cached_property
    def sentences(self) -> dict[str, Sentence]:
        """The sentences by id."""
        return {sentence.id: sentence for sentence in self.briefing.sentences}

    def quote(
        self,
        sentence_id: str,
        *,
        limit: int | None = None,
        clause: tuple[int, int] | None = None,
        mark: tuple[int, int] | None = None,
    ) -> Quote:
        """Return the sentence of that id, or its first `limit` characters, with its citation.

        Of a long sentence only the `clause` where one is given; `mark` is the span of the word
        in it that the reader is to see.
        """
        self.quoted.add(sentence_id)
        sentence = self.sentences[sentence_id]
        source = self.sources[sentence.article]
        words_at, _ = clause or (sentence.start, sentence.end)
        words = source.article.text[slice(*clause)] if clause else sentence.text
        text, is_cut = excerpt(fold_space(words), limit or self.options.excerpt_characters)
        paragraph = _paragraph_of(sentence, source.article)
        return Quote(
            id=sentence.id,
            text=_marked(text, source.article.text, words_at, mark) if mark else shown(text),
            is_cut=is_cut or words != sentence.text,
            source=source,
            paragraph=paragraph,
            is_headline=sentence.role == "title",
            href=(
                self.link("appendix", f"p-{source.number}-{paragraph}")
                if paragraph <= self.printed_paragraphs(source.article)
                else None
            ),
            direction=direction_of(text),
            language=source.language,
            is_opinion=sentence_id in self._opinions,
        )

    @cached_property
    def _opinions(self) -> frozenset[str]:
        return frozenset(self.briefing.opinions)

    def quotes(
        self, sentence_ids: Sequence[str], *, joined: Collection[str] = ()
    ) -> tuple[Quote, ...]:
        """Return several sentences with their citations; one of `joined` goes on the one before."""
        made: list[Quote] = []
        for one in map(self.quote, sentence_ids):
            before = made[-1] if made else None
            if before and one.id in joined and before.source is one.source:
                made[-1] = replace(before, rest=(*before.rest, one))
            else:
                made.append(one)
        return tuple(made)

    def percent(self, share: float) -> Markup:
        """Return a share of one as a percentage."""
        sign = "٪" if self.wording.digits == "arabic" else "%"
        return shown(self.wording.number(round(100 * share)) + sign)

    @cached_property
    def theme_labels(self) -> dict[str, Markup]:
        """The themes' labels by id."""
        return {theme.id: self.label(theme.label) for theme in self.briefing.themes}

    def label(self, text: str) -> Markup:
        """Return a label or name of the sources on one line of bearable length."""
        short, is_cut = excerpt(fold_space(text), self.options.label_characters)
        return shown(short + ("…" if is_cut else ""))

    def plural(self, section: str, name: str, count: int) -> str:
        """Return the catalogue's words for `count` of something."""
        return self.wording.plural(self.strings[section][name], count)

    def link(self, section: str, anchor: str) -> str | None:
        """Return the link to an anchor of `section`, or None when the section is not printed."""
        return f"#{anchor}" if section in self.options.sections else None

    def theme_link(self, theme_id: str) -> str | None:
        """Return the link to the block of a theme, wherever its outlets put it."""
        section = "themes" if self._tellers[theme_id] > 1 else "alone"
        if section == "themes" and section not in self.options.sections:
            section = "digest" if theme_id in self.digested else "themes"
        return self.link(section, f"theme-{theme_id}")

    def mentions_by_outlet(self, thread: Thread) -> dict[str, list[Mention]]:
        """Return outlet → its mentions of a thread, the outlets in printed order."""
        told: dict[str, list[Mention]] = {name: [] for name in self.outlets}
        for mention in thread.mentions:
            source = self.sources[self.sentences[mention.sentence].article]
            told[source.outlet.key].append(mention)
        return {name: mentions for name, mentions in told.items() if mentions}

    @cached_property
    def shared_themes(self) -> tuple[Theme, ...]:
        """The themes that two or more outlets tell, in the order of the briefing."""
        return tuple(theme for theme in self.briefing.themes if theme.independent > 1)

    def in_state(self, theme: Theme, state: State) -> tuple[Outlet, ...]:
        """Return the outlets of which the coverage says so."""
        if not self.briefing.coverage:
            others = state == "absent"
            return tuple(o for n, o in self.outlets.items() if others and n not in theme.outlets)
        return tuple(
            outlet
            for name, outlet in self.outlets.items()
            if self._states.get((theme.id, name)) == state
        )

    @cached_property
    def _states(self) -> dict[tuple[str, str], State]:
        return {(cell.theme, cell.outlet): cell.state for cell in self.briefing.coverage}

    @cached_property
    def told_alone(self) -> tuple[Theme, ...]:
        """The themes that surely nobody else tells; without coverage those of one voice."""
        return tuple(
            theme
            for theme in self.briefing.themes
            if self.in_state(theme, "alone")
            or (not self.briefing.coverage and theme.independent == 1)
        )

    @cached_property
    def digested(self) -> frozenset[str]:
        """The ids of the themes a digest has room for."""
        return frozenset(t.id for t in self.shared_themes[: self.options.theme_blocks])

    @cached_property
    def _tellers(self) -> dict[str, int]:
        return {theme.id: theme.independent for theme in self.briefing.themes}

    def printed_paragraphs(self, article: Article) -> int:
        """Return how many paragraphs of an article the appendix has room for."""
        if self.options.article_characters >= len(article.text):
            return len(article.paragraphs)
        lengths = accumulate(p.end - p.start for p in article.paragraphs)
        full = sum(length <= self.options.article_characters for length in lengths)
        return min(full + 1, len(article.paragraphs))


def _marked(text: str, article: str, start: int, mark: tuple[int, int]) -> Markup:
    """Return what is printed of the article from `start` on, the marked word as such if it is."""
    before = len(fold_space(article[start : mark[0]] + "-")) - 1
    word = fold_space(article[slice(*mark)])
    after = before + len(word)
    if text[before:after] != word:
        return shown(text)
    parts = shown(text[:before]), shown(word), shown(text[after:])
    return Markup('{}<b class="mention">{}</b>{}').format(*parts)


def _paragraph_of(sentence: Sentence, article: Article) -> int:
    """Return the number, from one, of the kept paragraph that holds the sentence."""
    for number, paragraph in enumerate(article.paragraphs, start=1):
        if paragraph.start <= sentence.start < paragraph.end:
            return number
    return 1
