"""Two editions' texts → which sentences stand in both, and which were taken back.

An article's id is made of its text: unchanged, it is the same article in both.  A source whose
text was changed is known by what it keeps: its address, its file, or its outlet and headline.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reportgen import arabic
from reportgen.model import Article, Revision, Sentence, Withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The articles of an edition and their sentences."""

    articles: Sequence[Article]
    sentences: Sequence[Sentence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What two editions have in common: `kept` names a sentence of the first in the second."""

    kept: Mapping[str, str]
    new: tuple[Article, ...]
    removed: tuple[Article, ...]
    revised: tuple[Revision, ...]
    withdrawn: tuple[Withdrawn, ...]


def standing(before: Texts, after: Texts) -> Standing:
    """Return which sentences of `before` stand in `after`, and as which.

    Those of an article that is in both stand if their span does.  Those of a revised one stand if
    it has the same words anywhere: vowel marks and letter forms apart, each as often as it is said.
    """
    old, new = ({a.id for a in texts.articles} for texts in (before, after))
    gone = [article for article in before.articles if article.id not in new]
    come = [article for article in after.articles if article.id not in old]
    revised = _revised(gone, come, _bodies(before), _bodies(after))
    spans = {(s.id, s.end) for s in after.sentences}
    kept = {s.id: s.id for s in before.sentences if (s.id, s.end) in spans}
    withdrawn: list[Withdrawn] = []
    of_old, of_new = _by_article(before), _by_article(after)
    for pair in revised:
        same = _same_words(of_old[pair.before], of_new[pair.after])
        kept |= same
        withdrawn += [
            Withdrawn(article=s.article, start=s.start, end=s.end, text=s.text, source=pair.after)
            for s in of_old[pair.before]
            if s.id not in same
        ]
    followed = {pair.before for pair in revised}
    replaced = {pair.after for pair in revised}
    return Standing(
        kept=kept,
        new=tuple(article for article in come if article.id not in replaced),
        removed=tuple(article for article in gone if article.id not in followed),
        revised=revised,
        withdrawn=tuple(withdrawn),
    )


def _by_article(texts: Texts) -> Mapping[str, list[Sentence]]:
    found: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in texts.sentences:
        found[sentence.article].append(sentence)
    return found


def _bodies(texts: Texts) -> Mapping[str, set[str]]:
    """Return for each article the wordings of its body."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sentence in texts.sentences:
        if sentence.role == "body":
            found[sentence.article].add(sentence.folded)
    return found


def _address(article: Article) -> str | None:
    return article.url


def _file(article: Article) -> str | None:
    return article.path


def _headline(article: Article) -> str | None:
    return f"{article.outlet}\n{arabic.fold(article.title)}" if article.title else None


def _revised(
    gone: Sequence[Article],
    come: Sequence[Article],
    old: Mapping[str, set[str]],
    new: Mapping[str, set[str]],
) -> tuple[Revision, ...]:
    """Pair the articles of one source; where two could be meant, none is.

    An address names its article.  A file may be given another article, and a column has the same
    headline every day: these count only where a sentence of the body stands.
    """
    pairs: dict[str, str] = {}
    for name_of in (_address, _file, _headline):
        left = [a for a in gone if a.id not in pairs]
        right = [a for a in come if a.id not in pairs.values()]
        theirs = _only(right, name_of)
        for name, article in _only(left, name_of).items():
            other = theirs.get(name)
            if other and (name_of is _address or old[article.id] & new[other.id]):
                pairs[article.id] = other.id
    order = [article.id for article in come]
    return tuple(
        Revision(before=before, after=after)
        for before, after in sorted(pairs.items(), key=lambda pair: order.index(pair[1]))
    )


def _only(
    articles: Sequence[Article], name_of: Callable[[Article], str | None]
) -> dict[str, Article]:
    """Return the articles by a name that only one of them has."""
    named = [(name, article) for article in articles if (name := name_of(article))]
    times = Counter(name for name, _ in named)
    return {name: article for name, article in named if times[name] == 1}


def _same_words(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[str, str]:
    """Return which sentence of `new` says what one of `old` said, the first for the first."""
    said: defaultdict[tuple[str, str], deque[str]] = defaultdict(deque)
    for sentence in new:
        said[sentence.role, sentence.folded].append(sentence.id)
    return {
        sentence.id: waiting.popleft()
        for sentence in old
        if (waiting := said[sentence.role, sentence.folded])
    }
