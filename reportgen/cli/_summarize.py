"""``reportgen summarize``."""

import json
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli._shared import Config, Debug, Model, options_of
from reportgen.errors import ConfigError
from reportgen.extract import Extract, summarize_files


def summarize(
    inputs: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Articles: text or Markdown files, or folders."),
    ],
    ratio: Annotated[
        float | None,
        typer.Option(help="Share of the words, met as nearly as whole sentences allow."),
    ] = None,
    words: Annotated[int | None, typer.Option(help="Most words.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print sentences with their spans as JSON.")
    ] = False,
    model: Model = None,
    config: Config = None,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Print the sentences that sum up an article, or several articles on one story.

    In reading order and to the letter; nothing is rewritten.  With several articles each sentence
    is followed by its outlet, and none repeats another.  Without a length one article is cut to
    40 % of its words, several to 250 words.

    **Examples**

    `reportgen summarize article.txt --ratio 0.4`

    `reportgen summarize seeds/ --words 250`

    `reportgen summarize a.txt b.md --words 150 --json`
    """
    extract = summarize_files(
        inputs, ratio=ratio, words=words, options=options_of(config, embed={"model": model})
    )
    if not extract.sentences:
        raise ConfigError(
            f"no sentence that can stand alone fits into {words} words", hint="give --words more"
        )
    print(_as_json(extract) if as_json else _as_text(extract))


def _as_text(extract: Extract) -> str:
    outlet_of = {article.id: article.outlet for article in extract.articles}
    if len(outlet_of) == 1:
        return "\n".join(_on_one_line(s.text) for s in extract.sentences)
    return "\n".join(
        f"{_on_one_line(s.text)} [{_on_one_line(outlet_of[s.article])}]" for s in extract.sentences
    )


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _as_json(extract: Extract) -> str:
    content = {
        "articles": [
            {
                "id": article.id,
                "outlet": article.outlet,
                "title": article.title,
                "published": article.published,
                "path": article.path,
                "sha256": article.sha256,
            }
            for article in extract.articles
        ],
        "summary": [
            {
                "id": s.id,
                "article": s.article,
                "start": s.start,
                "end": s.end,
                "text": s.text,
            }
            for s in extract.sentences
        ],
        "omissions": [
            {"stage": o.stage, "subject": o.subject, "reason": o.reason} for o in extract.omissions
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
