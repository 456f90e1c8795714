"""What is in a project, and what is new in it since the last edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.clean import clean
from reportgen.ingest import ingest
from reportgen.library import Edition, open_library
from reportgen.model import Article, Omission, briefing_of
from reportgen.project import _inputs
from reportgen.project._folder import Project

Change = Literal["", "new", "changed", "renamed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article of the project; `change` is against the last edition."""

    id: str
    path: str
    outlet: str
    title: str | None
    published: str | None
    words: int
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The articles as they are, those that are gone since the last edition, and that edition.

    `is_current` says whether a build would find nothing to do.
    """

    articles: tuple[Listed, ...]
    gone: tuple[Listed, ...]
    omissions: tuple[Omission, ...]
    edition: Edition | None
    is_current: bool

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets, each once, in the order of their first article."""
        return tuple(dict.fromkeys(article.outlet for article in self.articles))

    @property
    def left_out(self) -> tuple[Omission, ...]:
        """The files that are no article, and why; pieces of articles are not among them."""
        pieces = tuple(f"{article.path}: " for article in self.articles)
        return tuple(one for one in self.omissions if not one.subject.startswith(pieces))


def status(project: Project) -> Status:
    """Tell what articles there are and what changed since the last edition; nothing is written.

    Raises:
        ConfigError: a sources.toml is wrong.
        OutputError: the library cannot be read.
    """
    edition, then, left_out = _last(project)
    is_current = edition is not None and edition.inputs == _inputs.inputs_digest(project)
    now, omissions = (then, left_out) if is_current else _articles(project)
    paths = {article.path: article for article in then}
    ids = {article.id for article in then}
    kept_ids, kept_paths = {a.id for a in now}, {a.path for a in now}
    gone = [a for a in then if a.id not in kept_ids and a.path not in kept_paths]
    return Status(
        articles=tuple(
            _listed(article, _change(article, paths, ids) if edition else "new") for article in now
        ),
        gone=tuple(_listed(article, "") for article in gone),
        omissions=tuple(omissions),
        edition=edition,
        is_current=is_current,
    )


def _last(
    project: Project,
) -> tuple[Edition | None, Sequence[Article], Sequence[Omission]]:
    if project.library.exists():
        with open_library(project.library, to_write=False) as library:
            if edition := library.last():
                briefing = briefing_of(library.briefing(edition.number) or {})
                return edition, briefing.articles, briefing.omissions
    return None, (), ()


def _articles(project: Project) -> tuple[Sequence[Article], Sequence[Omission]]:
    if not project.articles.is_dir():
        return (), ()
    given, unread = ingest([project.articles], options=project.options.ingest)
    articles, furniture = clean(given, options=project.options.clean)
    return articles, (*unread, *furniture)


def _change(article: Article, paths: dict[str, Article], ids: set[str]) -> Change:
    before = paths.get(article.path)
    if before is None:
        return "renamed" if article.id in ids else "new"
    return "" if _said(before) == _said(article) else "changed"


def _said(article: Article) -> tuple[str | None, ...]:
    """Return the text's digest and what is known of it: what a person can change."""
    known = (article.outlet, article.title, article.author, article.published, article.url)
    return article.sha256, *known


def _listed(article: Article, change: Change) -> Listed:
    return Listed(
        id=article.id,
        path=article.path,
        outlet=article.outlet,
        title=_title(article),
        published=article.published,
        words=article.words,
        change=change,
    )


def _title(article: Article) -> str | None:
    """Return the headline, which is a paragraph of the text where nobody said it besides."""
    if article.title:
        return article.title
    for paragraph in article.paragraphs:
        if paragraph.role == "title":
            return " ".join(article.text[paragraph.start : paragraph.end].split())
    return None
