"""Past editions."""

from reportgen.errors import SourceError
from reportgen.library import Edition, open_library
from reportgen.model import Briefing, briefing_of
from reportgen.project._folder import Project


def editions(project: Project) -> tuple[Edition, ...]:
    """Return the editions there are, oldest first.

    Raises:
        OutputError: the library cannot be read.
    """
    if not project.library.exists():
        return ()
    with open_library(project.library, to_write=False) as library:
        return library.editions()


def edition(project: Project, number: int) -> Briefing:
    """Return an edition as it was.

    Raises:
        SourceError: there is no such edition.
        OutputError: the library cannot be read.
    """
    numbers = [one.number for one in editions(project)]
    if number not in numbers:
        raise SourceError(
            f"there is no edition {number}",
            hint=f"there are {numbers[0]} to {numbers[-1]}"
            if numbers
            else "reportgen build makes the first",
        )
    with open_library(project.library, to_write=False) as library:
        claims = library.briefing(number)
    return briefing_of(claims or {})
