"""A wish to stop, which a signal handler may utter at any moment."""

import time

_SLICE_S = 0.2


class Stop:
    """Like `threading.Event`, which must not be set by a handler while its own thread waits."""

    def __init__(self) -> None:
        self._is_asked = False

    def ask(self) -> None:
        """Ask to stop."""
        self._is_asked = True

    def is_set(self) -> bool:
        """Say whether somebody asked; by the name that watchfiles wants."""
        return self._is_asked

    def wait(self, seconds: float) -> bool:
        """Sleep for so long, less if somebody asks; say whether somebody did."""
        until = time.monotonic() + seconds
        while not self._is_asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _SLICE_S))
        return self._is_asked
