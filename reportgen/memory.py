"""Remember what was found in a text: the next edition asks about nearly the same sentences.

Within a process alone, of so many texts, and of none longer than sentences are: a hostile article
of one line of ten megabytes is read anew each time.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

# the sentences of a briefing of 200 articles, a few times over
_TEXTS = 8192
_LONGEST_CHARACTERS = 4_000


def remembered(function: Function) -> Function:
    """Decorate a pure function whose first argument is a text and whose result is immutable."""
    known = lru_cache(maxsize=_TEXTS)(function)

    @wraps(function)
    def ask(text: str, *args: Any, **others: Any) -> Any:  # noqa: ANN401 - as the function has them
        if len(text) > _LONGEST_CHARACTERS:
            return function(text, *args, **others)
        return known(text, *args, **others)

    return ask  # type: ignore[return-value]
