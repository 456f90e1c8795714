"""articles → the day each was written, where that is known.

Where nobody gives it, a text often names the day of its own news («الثلاثاء 15 مارس 2016»): a
weekday with a full date is how newspapers speak of the present, a date without one how they speak
of history.  What names none stays undated: nothing is guessed from likeness.
"""

import re
from collections.abc import Sequence
from datetime import date

from reportgen import arabic
from reportgen.dates import find_dates
from reportgen.model import Article
from reportgen.month_names import WEEKDAYS

_NAMES = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_WEEKDAY = re.compile(rf"(?<!\w)[وبفل]?(?:{_NAMES})(?!\w)")
_NEARBY = 16  # characters before a date in which its weekday stands
_ISO_LENGTH = 10


def dates_of(articles: Sequence[Article]) -> dict[str, date]:
    """Return article id → the day it was written, for the articles that show one."""
    found = {article.id: _published(article) or _named_in_text(article) for article in articles}
    return {article: day for article, day in found.items() if day}


def _published(article: Article) -> date | None:
    try:
        return date.fromisoformat((article.published or "")[:_ISO_LENGTH])
    except ValueError:
        return None


def _named_in_text(article: Article) -> date | None:
    """Return the latest full date that stands with its weekday."""
    days = []
    for paragraph in article.paragraphs:
        text = article.text[paragraph.start : paragraph.end]
        for found in find_dates(text):
            around = arabic.fold(text[max(0, found.start - _NEARBY) : found.end])
            if found.precision == "day" and _WEEKDAY.search(around):
                days.append(found.date)
    return max(days, default=None)
