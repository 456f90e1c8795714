"""What the mail says: briefing.json becomes the few things an editor reads on a telephone.

All values are plain, cleaned text; escaping and isolating is the templates' business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportgen.errors import SourceError
from reportgen.printable import direction_of, excerpt, fold_space, web_address
from reportgen.wording import Wording

# The page's stylesheet has as many colours; the mail's template repeats them.
HUES = 8
# A telephone shows so many columns beside the theme's name; more outlets make a list instead.
_MOST_COLUMNS = 8
# Gmail hides what follows the first 102 kB of HTML: these keep the largest briefing under that.
_MOST_THEMES, _MOST_DISPUTES, _MOST_SOURCES, _MOST_QUOTES = 12, 8, 40, 12
_MOST_NEWS = 5
_QUOTE_CHARACTERS, _LABEL_CHARACTERS, _SUBJECT_CHARACTERS = 500, 120, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet with the sign and colour it has in the report."""

    name: str
    sign: str
    hue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence of a source, and whose it is."""

    text: str
    is_cut: bool
    direction: str
    outlet: Outlet
    date: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one outlet does with one theme."""

    outlet: Outlet
    state: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One theme of the coverage matrix."""

    label: str
    direction: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Themes by outlets: a grid, or where there are too many outlets for one, a list."""

    is_grid: bool
    outlets: tuple[Outlet, ...]
    rows: tuple[Row, ...]
    more: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One article: whose, of when, and where it can be read."""

    outlet: Outlet
    title: str
    direction: str
    date: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something new: in the words of a source, with the outlets it is about."""

    text: str
    direction: str
    outlets: tuple[Outlet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPart:
    """Some of what is new of one kind, and in words how many more there are."""

    title: str
    items: tuple[News, ...]
    more: str | None


class Letter:
    """The mail of one briefing in one language.

    Raises:
        SourceError: a catalogue is missing something, or the JSON is damaged, on first use.
    """

    def __init__(self, claims: Mapping[str, Any], *, language: str) -> None:
        self._claims = claims
        self.wording = Wording(language=language, digits=_digits(language))
        self.strings = self.wording.strings

    @property
    def edition(self) -> str:
        """What is sent to nobody twice: the briefing's id and edition."""
        return f"{self._claims['id']}/{self._claims['edition']}"

    @cached_property
    def title(self) -> str:
        """The briefing's title, on one line of bearable length."""
        return self._short(self._claims["title"]) or str(self.strings["page"]["untitled"])

    @property
    def title_direction(self) -> str:
        """Which way the title runs."""
        return direction_of(self.title)

    @property
    def subject(self) -> str:
        """The subject when nobody gives another."""
        return str(self.strings["mail"]["subject"]).format(title=self.title)

    @property
    def stem(self) -> str:
        """What the PDF is called when nobody says: short, ASCII, and the date or the id in it."""
        told = str(self._claims["generated_at"] or self._claims["id"])
        kept = "".join(c for c in told if c.isascii() and (c.isalnum() or c in "-_"))
        return f"mujaz-{kept[:32]}"

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """What stands under the title: edition and date if known, how many speak."""
        strings, claims = self.strings, self._claims
        made = self._date(claims["generated_at"])
        edition = str(strings["page"]["edition"]).format(
            n=self.wording.number(int(claims["edition"]))
        )
        return (
            *([edition] if claims["edition"] > 1 else []),
            *([made] if made else []),
            self.wording.plural(strings["count"]["articles"], len(claims["articles"])),
            self.wording.plural(strings["count"]["outlets"], len(self.outlets)),
        )

    @cached_property
    def outlets(self) -> dict[str, Outlet]:
        """The outlets in printed order, each with the sign of its place in all editions."""
        named: dict[str, bool] = {}
        for article in self._claims["articles"]:
            is_named = article.get("origin", {}).get("outlet") != "file name"
            named.setdefault(article["outlet"], is_named)
        unnamed = str(self.strings["outlet"]["unnamed"])
        places = tuple(dict.fromkeys((*self._claims.get("outlets", ()), *named)))
        return {
            key: Outlet(
                name=self._short(key) if named[key] else unnamed.format(name=self._short(key)),
                sign=self.wording.outlet_sign(place),
                hue=place % HUES,
            )
            for place, key in enumerate(places)
            if key in named
        }

    @cached_property
    def summary(self) -> tuple[Said, ...]:
        """The executive summary."""
        return tuple(self._said(item["sentence"]) for item in self._claims["summary"])[
            :_MOST_QUOTES
        ]

    @cached_property
    def disputes(self) -> tuple[tuple[Said, Said], ...]:
        """Pairs of sentences judged to dispute one another; none when nothing was judged."""
        return tuple(
            (self._said(relation["a"]), self._said(relation["b"]))
            for relation in self._claims["relations"]
            if relation["kind"] == "disputes"
        )[:_MOST_DISPUTES]

    @cached_property
    def news_title(self) -> str:
        """The heading over what is new."""
        since = self._claims["since"] or {"edition": 1}
        number = self.wording.number(int(since["edition"]))
        return str(self.strings["since"]["heading"]).format(n=number)

    @cached_property
    def news(self) -> tuple[NewsPart, ...]:
        """What is new since the edition before, in short; nothing in a first edition."""
        since = self._claims["since"]
        if since is None:
            return ()
        found: tuple[tuple[str, list[News]], ...] = (
            ("articles", [self._new_article(self._articles[one]) for one in since["articles"]]),
            ("changes", [self._changed(one) for one in since.get("changes", ())]),
            ("disputed", [self._theme(one) for one in since.get("disputed", ())]),
            ("themes", [self._theme(one) for one in since["themes"]]),
            (
                "joined",
                [self._theme(one["theme"], one["outlets"]) for one in since.get("joined", ())],
            ),
            (
                "revised",
                [self._new_article(self._articles[o["after"]]) for o in since.get("revised", ())],
            ),
            ("removed", [self._news(title) for title in since["removed"]]),
        )
        return tuple(
            NewsPart(
                title=str(self.strings["since"][name]),
                items=tuple(items[:_MOST_NEWS]),
                more=self.wording.plural(self.strings["mail"]["more_news"], len(items) - _MOST_NEWS)
                if len(items) > _MOST_NEWS
                else None,
            )
            for name, items in found
            if items
        )

    def _news(self, text: str, outlets: Sequence[str] = ()) -> News:
        short = self._short(text)
        return News(
            text=short,
            direction=direction_of(short),
            outlets=tuple(self.outlets[key] for key in outlets),
        )

    def _new_article(self, article: Mapping[str, Any]) -> News:
        return self._news(self._headline(article), (article["outlet"],))

    def _theme(self, theme_id: str, outlets: Sequence[str] = ()) -> News:
        return self._news(self._labels[theme_id], outlets)

    def _changed(self, change: Mapping[str, Any]) -> News:
        """Say of a number what it was and is, and whose sentence says so now."""
        words = self.strings["since"]
        text = (
            f"{words['was']} {change['was']}{self.strings['comma']}{words['now']} {change['now']}"
        )
        article = self._articles[self._sentences[change["b"]]["article"]]
        return self._news(text, (article["outlet"],))

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {theme["id"]: theme["label"] for theme in self._claims["themes"]}

    @cached_property
    def matrix(self) -> Matrix | None:
        """Which outlet tells which theme, or None when there are no themes."""
        cells = {(cell["theme"], cell["outlet"]): cell for cell in self._claims["coverage"]}
        themes = self._claims["themes"]
        if not themes:
            return None
        return Matrix(
            is_grid=len(self.outlets) <= _MOST_COLUMNS,
            outlets=tuple(self.outlets.values()),
            rows=tuple(
                Row(
                    label=self._short(theme["label"]),
                    direction=direction_of(theme["label"]),
                    marks=tuple(
                        self._mark(outlet, cells.get((theme["id"], key)))
                        for key, outlet in self.outlets.items()
                    ),
                )
                for theme in themes[:_MOST_THEMES]
            ),
            more=self._more("more_themes", len(themes) - _MOST_THEMES),
        )

    def _mark(self, outlet: Outlet, cell: Mapping[str, Any] | None) -> Mark:
        state = str(cell["state"]) if cell else "absent"
        count = len(cell["sentences"]) if cell else 0
        return Mark(outlet=outlet, state=state, count=self.wording.number(count))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The articles, those with an address to be read at among them."""
        articles = self._claims["articles"][:_MOST_SOURCES]
        return tuple(self._source(article) for article in articles)

    @cached_property
    def more_sources(self) -> str | None:
        """In words how many articles are not listed."""
        return self._more("more_sources", len(self._claims["articles"]) - _MOST_SOURCES)

    def _source(self, article: Mapping[str, Any]) -> Source:
        title = self._short(self._headline(article))
        return Source(
            outlet=self.outlets[article["outlet"]],
            title=title,
            direction=direction_of(title),
            date=self._date(article["published"]),
            url=_ascii_address(article["url"]),
        )

    @staticmethod
    def _headline(article: Mapping[str, Any]) -> str:
        return str(article["title"] or article["text"].strip()[: 2 * _LABEL_CHARACTERS])

    @cached_property
    def _sentences(self) -> dict[str, Mapping[str, Any]]:
        return {sentence["id"]: sentence for sentence in self._claims["sentences"]}

    @cached_property
    def _articles(self) -> dict[str, Mapping[str, Any]]:
        return {article["id"]: article for article in self._claims["articles"]}

    def _said(self, sentence_id: str) -> Said:
        sentence = self._sentences[sentence_id]
        article = self._articles[sentence["article"]]
        text, is_cut = excerpt(fold_space(sentence["text"]), _QUOTE_CHARACTERS)
        return Said(
            text=text,
            is_cut=is_cut,
            direction=direction_of(text),
            outlet=self.outlets[article["outlet"]],
            date=self._date(article["published"]),
            url=_ascii_address(article["url"]),
        )

    def _short(self, text: str) -> str:
        short, is_cut = excerpt(fold_space(text), _LABEL_CHARACTERS)
        return short + ("…" if is_cut else "")

    def _date(self, iso: str | None) -> str | None:
        return (self.wording.date(iso) or fold_space(iso)[:_LABEL_CHARACTERS]) if iso else None

    def _more(self, name: str, count: int) -> str | None:
        return self.wording.plural(self.strings["mail"][name], count) if count > 0 else None


def letter(claims: Mapping[str, Any], *, language: str) -> Letter:
    """Return the mail of a briefing.json, every part of it looked at.

    Raises:
        SourceError: the JSON is damaged.
    """
    made = Letter(claims, language=language)
    try:
        _ = made.edition, made.title, made.stem, made.facts, made.summary, made.disputes
        _ = made.matrix, made.sources, made.news, made.news_title
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SourceError(f"the briefing is damaged: {error!r} where a value should be") from error
    return made


def _digits(language: str) -> Any:  # noqa: ANN401 - one of Wording's two
    return "arabic" if language == "ar" else "western"


def _ascii_address(url: str | None) -> str | None:
    """Return a web address a mail program can follow as it stands, or None."""
    address = web_address(url)
    return fold_space(address).replace(" ", "%20") if address else None
