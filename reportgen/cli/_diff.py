"""``reportgen diff``."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from reportgen import project
from reportgen.cli._project import AsJson, on_one_line, project_here
from reportgen.cli._shared import Config, Debug
from reportgen.continuity import difference
from reportgen.model import Briefing, Change, Regrouping, Since, briefing_of
from reportgen.report_file import read_report

_Edition = Annotated[
    str,
    typer.Argument(
        metavar="EDITION", help="Number of an edition, or a briefing.json or briefing.pdf."
    ),
]


def diff(
    earlier: _Edition,
    later: _Edition,
    as_json: AsJson = False,
    config: Config = None,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Show what one edition has that an earlier one had not.

    A line a fact: **+** new, **~** changed, **-** no longer there, **!** in dispute now.  Numbers
    are editions of the project you stand in.  With **--json** it is the `since` of briefing.json.

    **Examples**

    `reportgen diff 1 2`

    `reportgen diff monday.pdf reports/briefing.json --json`
    """
    a, b = (_briefing(named, config) for named in (earlier, later))
    since = difference(a, b)
    if as_json:
        print(json.dumps(asdict(since), ensure_ascii=False, indent=2))
        return
    for line in _lines(a, b, since):
        print(line)


def _briefing(named: str, config: Path | None) -> Briefing:
    """Return an edition of the project here, or what a file holds."""
    if named.isdecimal():
        return project.edition(project_here(config), int(named))
    return briefing_of(read_report(Path(named)))


def _lines(a: Briefing, b: Briefing, since: Since) -> Iterator[str]:
    outlet_of = {article.id: article.outlet for article in b.articles}
    title_of = {article.id: article.title or article.path for article in b.articles}
    labels = {theme.id: theme.label for theme in (*a.themes, *b.themes)}
    text_of = {sentence.id: sentence.text for sentence in (*a.sentences, *b.sentences)}
    facts: list[tuple[str, str]] = [
        *(("+ article", f"{outlet_of[i]}: {title_of[i]}") for i in since.articles),
        *(("+ outlet", outlet) for outlet in since.outlets),
        *(("~ article", f"{outlet_of[p.after]}: {title_of[p.after]}") for p in since.revised),
        *(("- article", title) for title in since.removed),
        *(("+ theme", labels[i]) for i in since.themes),
        *(("- theme", theme.label) for theme in since.ended),
        *(("~ theme", _regrouped(one, labels)) for one in since.regrouped),
        *(
            ("~ theme", f"{labels[one.theme]}: now told by {', '.join(one.outlets)}")
            for one in since.joined
        ),
        *(("! theme", labels[i]) for i in since.disputed),
        *(("~ number", _changed(one, outlet_of, text_of)) for one in since.changes),
        *(("- sentence", f"{outlet_of[w.source]}: {w.text}") for w in since.withdrawn),
        *(
            ("+ sentence", f"{outlet_of[article]}: {text_of[i]}")
            for i in since.sentences
            if (article := i.rpartition("-")[0]) in {pair.after for pair in since.revised}
        ),
    ]
    yield from (f"{sign}  {on_one_line(text)}" for sign, text in facts)
    if not facts:
        yield "nothing changed"


def _regrouped(one: Regrouping, labels: dict[str, str]) -> str:
    before, after = (", ".join(labels[i] for i in ids) for ids in (one.before, one.after))
    return f"{before} {'came apart into' if one.kind == 'split' else 'became'} {after}"


def _changed(one: Change, outlet_of: dict[str, str], text_of: dict[str, str]) -> str:
    outlet = outlet_of[one.b.rpartition("-")[0]]
    return f"{outlet}: {one.was} is now {one.now}: {text_of[one.b]}"
