"""A briefing read back from its JSON is the briefing that was written."""

import json
from dataclasses import replace

import pytest

from reportgen.errors import SourceError
from reportgen.model import Briefing, briefing_of

from . import briefings


@pytest.mark.parametrize(
    "made", [briefings.tiny(), briefings.full(), briefings.bare(), briefings.crowd(30)]
)
def test_read_back_it_is_written_the_same(made: Briefing) -> None:
    """`briefing_of` is the inverse of `to_dict`, whatever the briefing holds."""
    assert made.to_dict() == briefing_of(_written(made)).to_dict()


def test_of_the_samples_nothing_is_lost_but_clauses(samples: Briefing) -> None:
    """Read back, the samples' briefing is equal in every noun; only clauses are not looked for."""
    sentences = tuple(replace(one, clauses=()) for one in samples.sentences)

    assert replace(samples, sentences=sentences) == briefing_of(_written(samples))


@pytest.mark.parametrize("data", [{}, {"schema": "reportgen/briefing/1", "id": "x"}])
def test_what_is_no_briefing_is_refused(data: dict[str, object]) -> None:
    """Another schema and a damaged document are one clear error."""
    with pytest.raises(SourceError):
        briefing_of(data)


def _written(made: Briefing) -> dict[str, object]:
    content: dict[str, object] = json.loads(json.dumps(made.to_dict()))
    return content
