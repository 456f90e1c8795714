"""Round after round: listen, look, wait until what is being written is written, build."""

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from reportgen import project
from reportgen.errors import ConfigError, ReportgenError, SourceError
from reportgen.project import Project, Rebuilt
from reportgen.watch._ear import Deaf, listening
from reportgen.watch._listener import Listener, Pace, Watched
from reportgen.watch._snapshot import Snapshot, concerns, look
from reportgen.watch._stop import Stop


class Rounds:
    """The state of a watch between its rounds."""

    def __init__(
        self,
        root: Path,
        *,
        listener: Listener,
        stop: Stop,
        every_s: float | None,
        can_hear: bool,
        pace: Pace,
    ) -> None:
        self._root = root
        self._listener = listener
        self._stop = stop
        self._every_s = every_s
        self._can_hear = can_hear
        self._pace = pace
        self._built: Snapshot | None = None
        self._follow_at = time.monotonic()
        self._retry_at: float | None = None
        self._retry_s = pace.first_retry_s
        self._said = ""
        self._left_out: dict[str, tuple[str, ...]] = {}
        self.watched = Watched()

    def once(self) -> None:
        """Read the addresses and build, or raise what the build failed of."""
        self._follow()
        if self._settled() is not None:
            self._tell(self._built_now())
        elif not self._stop.is_set():
            raise SourceError(f"the articles of {self._root} are not there")

    def go_on(self) -> None:
        """Follow the folder until somebody asks to stop."""
        while not self._stop.is_set():
            if self._every_s is not None and time.monotonic() >= self._follow_at:
                self._follow()
                self._follow_at = time.monotonic() + self._every_s
            if self._wait_for_a_reason() and (seen := self._settled()) is not None:
                self._attempt(seen)

    def _wait_for_a_reason(self) -> bool:
        """Wait for a while; say whether there is something to build."""
        if look(self._root) is None:
            self._tell_once(SourceError(f"the articles of {self._root} are gone; waiting for them"))
            self._stop.wait(self._pace.poll_s)
            return False
        if self._can_hear:
            try:
                with listening(self._root, concerns=concerns, stop=self._stop) as wait:
                    return self._has_reason(wait)
            except Deaf as deaf:
                self._can_hear = False
                self._listener.say(
                    f"{self._root} is looked at every {self._pace.poll_s:g} s, as nobody tells of "
                    f"changes there ({deaf})"
                )
        return self._has_reason(lambda seconds: self._pause(min(seconds, self._pace.poll_s)))

    def _has_reason(self, wait: Callable[[float], None]) -> bool:
        """Look, and if nothing is to be done, wait for a reason or until it is time for one."""
        now = look(self._root)
        if now is None:
            return False
        if now != self._built or self._is_due(self._retry_at):
            return True
        due = (self._retry_at, self._follow_at if self._every_s is not None else None)
        waits = [at - time.monotonic() for at in due if at is not None]
        wait(max(0.0, min([self._pace.look_s, *waits])))
        return False

    @staticmethod
    def _is_due(at: float | None) -> bool:
        return at is not None and time.monotonic() >= at

    def _settled(self) -> Snapshot | None:
        """Return what there is once it changes no more; None if it is gone or all is to stop."""
        until = time.monotonic() + self._pace.longest_unrest_s
        before = look(self._root)
        while not self._stop.wait(self._pace.quiet_s):
            now = look(self._root)
            if now == before or time.monotonic() > until:
                return now
            before = now
        return None

    def _attempt(self, seen: Snapshot) -> None:
        """Build; whatever fails is told, and tried again if the articles are not to blame."""
        self._built, self._retry_at = seen, None
        try:
            rebuilt = self._built_now()
        except (SourceError, ConfigError) as error:
            self._fail(error)
        except ReportgenError as error:
            self._fail(error)
            self._try_again_later()
        except Exception as error:  # noqa: BLE001 - a watch outlives what nobody thought of
            self._fail(_unexpected(error))
            self._try_again_later()
        else:
            self._retry_s, self._said = self._pace.first_retry_s, ""
            self._tell(rebuilt)

    def _built_now(self) -> Rebuilt:
        """Bring the briefing up to date with the settings as they are now."""
        self.watched = replace(self.watched, builds=self.watched.builds + 1)
        try:
            with self._listener.building() as progress:
                return project.rebuild(self._project(), progress=progress)
        finally:
            gc.collect()  # the command looks for garbage seldom, and this one lives for weeks

    def _tell(self, rebuilt: Rebuilt) -> None:
        count = len(rebuilt.briefing.articles)
        if rebuilt.is_new:
            self.watched = replace(self.watched, editions=self.watched.editions + 1)
            self._listener.say(f"edition {rebuilt.edition}: {count} articles")
        else:
            self._listener.say(f"edition {rebuilt.edition} stands: {count} articles")
        self._listener.on_built(rebuilt)

    def _follow(self) -> None:
        """Add what is new at the addresses that the project follows."""
        with suppress(ReportgenError):  # told by the build that comes next
            found = self._project()
            for address in found.options.project.addresses:
                if self._stop.is_set():
                    return
                self._add(found, address)

    def _add(self, found: Project, address: str) -> None:
        try:
            added = project.add(found, [address], only_unseen=True)
        except ReportgenError as error:
            self._listener.complain(error)
            return
        except Exception as error:  # noqa: BLE001 - one address must not stop the others
            self._listener.complain(_unexpected(error))
            return
        left_out = tuple(f"{one.subject}: {one.reason}" for one in added.omissions)
        if left_out and left_out != self._left_out.get(address):
            more = f" (and {len(left_out) - 1} more)" if len(left_out) > 1 else ""
            self._listener.complain(SourceError(left_out[0] + more))
        self._left_out[address] = left_out
        if new := added.of_state("added"):
            self._listener.say(f"{address}: {len(new)} new")

    def _project(self) -> Project:
        found = project.find(self._root)
        if found is None or found.folder != self._root:
            raise ConfigError(
                f"{self._root} is no briefing project", hint="reportgen init makes one"
            )
        return found

    def _fail(self, error: ReportgenError) -> None:
        self.watched = replace(self.watched, failures=self.watched.failures + 1)
        self._tell_once(error)

    def _try_again_later(self) -> None:
        self._retry_at = time.monotonic() + self._retry_s
        self._retry_s = min(2 * self._retry_s, self._pace.longest_retry_s)

    def _tell_once(self, error: ReportgenError) -> None:
        """Complain, but not of the same thing again and again."""
        if error.message != self._said:
            self._said = error.message
            self._listener.complain(error)

    def _pause(self, seconds: float) -> None:
        self._stop.wait(seconds)


def _unexpected(error: Exception) -> ReportgenError:
    return ReportgenError(f"unexpected error: {type(error).__name__}: {error}")
