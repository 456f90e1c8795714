"""How the briefing was made, the thresholds it rests on, and what was left out and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from reportgen.model import Omission
from reportgen.printable import shown
from reportgen.render._view import Desk, Source

_AMONG_THE_FACTS = frozenset({"embed.model", "embed.precision"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing left out, and the number of the article it was left out of, if it is one."""

    stage: Markup
    source: Source | None
    subject: Markup
    reason: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """Facts of the making and settings by name, then the omissions."""

    facts: tuple[tuple[str, Markup], ...]
    settings: tuple[tuple[Markup, Markup], ...]
    omissions: tuple[Row, ...]
    more: str | None
    is_brief: bool


def view(desk: Desk) -> Method:
    """Return the method; it is never empty."""
    method, words = desk.briefing.method, desk.strings["method"]
    limit = desk.options.omission_rows
    rest = len(desk.briefing.omissions) - limit
    return Method(
        facts=(
            (words["model"], shown(method.model)),
            (words["precision"], shown(method.precision)),
            (words["version"], shown(method.version)),
        ),
        settings=tuple(
            (shown(_named(desk, "options", name)), shown(_value(desk, value)))
            for name, value in _flat(method.options)
            if name not in _AMONG_THE_FACTS
        ),
        omissions=tuple(_row(desk, omission) for omission in desk.briefing.omissions[:limit]),
        more=desk.plural("method", "more", rest) if rest > 0 else None,
        is_brief=desk.options.layout == "brief",
    )


def _named(desk: Desk, kind: str, name: str) -> str:
    """Return the catalogue's words for a name of the program, or the name itself."""
    return str(desk.strings["names"][kind].get(name, name))


def _flat(options: tuple[tuple[str, object], ...]) -> Iterator[tuple[str, object]]:
    """Yield options by dotted name: tables of tables become single lines."""
    for name, value in options:
        if isinstance(value, dict):
            yield from _flat(tuple((f"{name}.{key}", inner) for key, inner in value.items()))
        else:
            yield name, value


def _value(desk: Desk, value: object) -> str:
    if isinstance(value, bool):
        return str(desk.strings["method"]["yes" if value else "no"])
    if isinstance(value, int | float):
        return desk.wording.number(value)
    if isinstance(value, list | tuple):
        return str(desk.strings["comma"]).join(_value(desk, one) for one in value)
    return str(value)


def _row(desk: Desk, omission: Omission) -> Row:
    path, _, text = omission.subject.partition(": ")
    source = desk.sources_by_path.get(path) if text else None
    return Row(
        source=source,
        stage=shown(_named(desk, "stages", omission.stage)),
        subject=desk.label(text if source else omission.subject),
        reason=shown(_reason(desk, omission.reason)),
    )


def _reason(desk: Desk, reason: str) -> str:
    """Return the reason in the catalogue's words; a detail after the colon stays as it is."""
    head, colon, detail = reason.partition(": ")
    return _named(desk, "reasons", head) + colon + detail
