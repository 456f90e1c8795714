"""watch: a project's briefing follows its articles, for as long as somebody wants it.

The system's word that something changed is only a reason to look.  What is compared is the
folder as it was when the last build began with the folder as it is, and it is looked at after
listening has begun: so no change is lost, whether it came in a burst or during a build, and what
a build writes is no reason for another.
"""

from pathlib import Path

from reportgen.watch._listener import Listener, Pace, Watched
from reportgen.watch._rounds import Rounds
from reportgen.watch._stop import Stop
from reportgen.watch._unit import systemd_unit

__all__ = ["Listener", "Pace", "Stop", "Watched", "systemd_unit", "watch"]


def watch(
    root: str | Path,
    *,
    listener: Listener,
    stop: Stop,
    every_s: float | None = None,
    is_once: bool = False,
    can_hear: bool = True,
    pace: Pace | None = None,
) -> Watched:
    """Keep the briefing of the project in `root` up to date until `stop` is asked for.

    One build at a time; a change during a build causes another.  Articles, the settings and
    sources.toml count; reports, the library and what editors put down for a while do not.  An
    error is told, the last good report stays, and the watch goes on, even if the folder goes away
    and comes back.  With `every_s` the addresses that the project follows are read that often;
    with `is_once` they are read now, the briefing is brought up to date, and that is all.  Without
    `can_hear` the folder is looked at now and then, as it is on a drive of another machine.

    Raises:
        ReportgenError: only with `is_once`: what the one build failed of.
    """
    rounds = Rounds(
        Path(root).resolve(),
        listener=listener,
        stop=stop,
        every_s=every_s,
        can_hear=can_hear,
        pace=pace or Pace(),
    )
    if is_once:
        rounds.once()
    else:
        rounds.go_on()
    return rounds.watched
