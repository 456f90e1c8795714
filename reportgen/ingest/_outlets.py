"""Articles nobody named an outlet for → a neutral name from the file, each its own.

Two outlets must never share a name: the briefing would read them as one voice.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from reportgen.model import Article

# «000_3d07951648b52091» → «000»: eight hexadecimal digits or more, with a digit among them
_HASH = re.compile(r"[\W_]+(?=[0-9a-f]*[0-9])[0-9a-f]{8,}\Z", re.IGNORECASE)


def name_the_unnamed(articles: Sequence[Article]) -> list[Article]:
    """Give every article without an outlet the shortest name of its file that is its alone."""
    named = {article.outlet for article in articles if article.outlet}
    ladders = {article.id: _ladder(article) for article in articles if not article.outlet}
    rung = dict.fromkeys(ladders, 0)
    while True:
        taken = Counter(ladders[key][level] for key, level in rung.items())
        shared = [
            key
            for key, level in rung.items()
            if level < len(ladders[key]) - 1
            and (taken[ladders[key][level]] > 1 or ladders[key][level] in named)
        ]
        if not shared:
            break
        for key in shared:
            rung[key] += 1
    return [
        article
        if article.outlet
        else replace(
            article,
            outlet=ladders[article.id][rung[article.id]],
            origin=tuple(sorted((*article.origin, ("outlet", "file name")))),
        )
        for article in articles
    ]


def _ladder(article: Article) -> tuple[str, ...]:
    """Return the names to try, from the neatest to the one that cannot be shared."""
    path = PurePosixPath(article.path)
    short = _HASH.sub("", path.stem) or path.stem
    return short, path.stem, path.name, article.path, f"{article.path} ({article.id})"
