"""Who is given a voice, by whom, and with which verbs."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Voice
from reportgen.printable import shown
from reportgen.render._view import Desk, Outlet, Quote

_CHARACTERS = 140
# the verbs of one speaker that a row has room for
_MOST_VERBS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One verb that reports the speaker, what it gives away, and where it stands."""

    word: Markup
    attitude: str
    attitude_name: str
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One speaker in one outlet, and the first thing that is quoted."""

    speaker: Markup
    outlet: Outlet
    verbs: tuple[Verb, ...]
    first: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """The rows printed, and in words how many more there are."""

    rows: tuple[Row, ...]
    more: str | None


def view(desk: Desk) -> Voices | None:
    """Return the table, those who speak most first, or None when nobody is quoted."""
    by_speaker: dict[tuple[str, str], list[Voice]] = {}
    for voice in desk.briefing.voices:
        by_speaker.setdefault((voice.speaker or "", voice.outlet), []).append(voice)
    if not by_speaker:
        return None
    limit = desk.options.listed_rows
    rest = len(by_speaker) - limit
    ranked = sorted(by_speaker.values(), key=len, reverse=True)
    return Voices(
        rows=tuple(_row(desk, voices) for voices in ranked[:limit]),
        more=desk.plural("more", "rows", rest) if rest > 0 else None,
    )


def _row(desk: Desk, voices: Sequence[Voice]) -> Row:
    first, words = voices[0], desk.strings["voices"]
    return Row(
        speaker=desk.label(first.speaker) if first.speaker else shown(words["anonymous"]),
        outlet=desk.outlets[first.outlet],
        verbs=tuple(
            Verb(
                word=desk.label(voice.verb),
                attitude=voice.attitude,
                attitude_name=words["attitude"][voice.attitude],
                quote=desk.quote(voice.sentence),
            )
            for voice in voices[:_MOST_VERBS]
        ),
        first=desk.quote(first.sentence, limit=_CHARACTERS),
    )
