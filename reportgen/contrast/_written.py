"""sentences of one article → the weekday it was written on, where they name it."""

import re
from collections import Counter
from collections.abc import Iterable

from reportgen.model import Sentence
from reportgen.month_names import WEEKDAYS

_NAMES = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_NAMED = re.compile(
    rf"(?<!\w)(?P<day>اليوم|امس الاول|اول من امس|امس)\s*[،,(]?\s*(?P<name>{_NAMES})(?!\w)"
)
_BACK = {"اليوم": 0, "امس": 1, "امس الاول": 2, "اول من امس": 2}
_DAYS_OF_WEEK = 7
_LONGEST_CHARACTERS = 4_000


def weekday_of(sentences: Iterable[Sentence]) -> int | None:
    """Return the weekday, Monday as 0: «اليوم الاثنين», «أمس (الأحد)»; None where they differ."""
    found = Counter(
        (WEEKDAYS[match["name"]] + _BACK[match["day"]]) % _DAYS_OF_WEEK
        for sentence in sentences
        for match in _NAMED.finditer(sentence.folded[:_LONGEST_CHARACTERS])
    )
    return next(iter(found)) if len(found) == 1 else None
