"""``reportgen editions`` and ``reportgen gc``: what a project keeps."""

import json
from typing import Annotated

import typer

from reportgen import project
from reportgen.cli._project import AsJson, Wait, local_time, on_one_line, project_here
from reportgen.cli._shared import Config, Debug, Quiet


def editions(
    as_json: AsJson = False,
    config: Config = None,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """List the editions of the project you stand in, oldest first.

    A line an edition: its number, when it was made, its articles (and how many of them are new in
    it), its title.

    **Examples**

    `reportgen editions`

    `reportgen editions --json`
    """
    found = project.editions(project_here(config))
    if as_json:
        claims = [
            {
                "number": one.number,
                "created_at": one.created_at or None,
                "title": one.title,
                "articles": one.articles,
                "new_articles": one.new_articles,
            }
            for one in found
        ]
        print(json.dumps(claims, ensure_ascii=False, indent=2))
        return
    for one in found:
        new = f" ({one.new_articles} new)" if one.new_articles else ""
        when = local_time(one.created_at)
        print(f"{one.number}  {when}  {one.articles} articles{new}  {on_one_line(one.title)}")


def gc(
    keep: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Keep the last N editions only.")
    ] = None,
    removed: Annotated[
        bool,
        typer.Option("--removed", help="Delete removed articles and broken libraries for good."),
    ] = False,
    wait: Wait = None,
    config: Config = None,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Drop what neither an edition nor an article of the project refers to, and say what.

    Unasked that is what interrupted commands and models no longer in use left behind; every
    edition and every removed article stays unless the options say otherwise.

    **Examples**

    `reportgen gc`

    `reportgen gc --keep 20 --removed`
    """
    cleared = project.gc(project_here(config, wait=wait), keep=keep, removed=removed)
    if quiet:
        return
    dropped = cleared.library
    for count, what in (
        (dropped.editions, "editions"),
        (dropped.articles, "articles that only they referred to"),
        (dropped.vectors, "vectors"),
    ):
        if count:
            print(f"dropped {count} {what}")
    for name in cleared.files:
        print(f"deleted {on_one_line(name)}")
    print(f"{cleared.bytes_freed} bytes freed")
