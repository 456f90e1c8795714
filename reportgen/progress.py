"""How a long build tells where it is, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """A listener told of each stage; it must return quickly and never raise."""

    def __call__(self, stage: str, *, done: int, total: int, detail: str = "") -> None:
        """Take note that `done` of `total` units of `stage` are finished."""


def silent(stage: str, *, done: int, total: int, detail: str = "") -> None:
    """Listen to nothing: the default of the Python API."""
