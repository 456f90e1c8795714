"""Who is given a voice, by whom, and with which verb."""

from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Voice
from reportgen.printable import shown
from reportgen.render._view import Desk, Outlet, Quote

_CHARACTERS = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One speaker in one outlet."""

    speaker: Markup
    outlet: Outlet
    verb: Markup
    attitude: str
    attitude_name: str
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """The rows printed, and in words how many more there are."""

    rows: tuple[Row, ...]
    more: str | None


def view(desk: Desk) -> Voices | None:
    """Return the table, or None when nobody is quoted."""
    found, limit = desk.briefing.voices, desk.options.listed_rows
    if not found:
        return None
    rest = len(found) - limit
    return Voices(
        rows=tuple(_row(desk, voice) for voice in found[:limit]),
        more=desk.plural("more", "rows", rest) if rest > 0 else None,
    )


def _row(desk: Desk, voice: Voice) -> Row:
    words = desk.strings["voices"]
    return Row(
        speaker=desk.label(voice.speaker) if voice.speaker else shown(words["anonymous"]),
        outlet=desk.outlets[voice.outlet],
        verb=desk.label(voice.verb),
        attitude=voice.attitude,
        attitude_name=words["attitude"][voice.attitude],
        quote=desk.quote(voice.sentence, limit=_CHARACTERS),
    )
