"""``reportgen doctor`` and ``reportgen schema``: what there is."""

import typer
from rich.console import Console
from rich.markup import escape

from reportgen.cli._shared import Config, Debug, Model, options_of
from reportgen.resources import schema_path


def doctor(
    config: Config = None,
    model: Model = None,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """Say what is installed, what is chosen, what is missing and what to do about it.

    The exit code is 0 when a briefing can be made and 1 otherwise.

    **Examples**

    `reportgen doctor`

    `reportgen doctor --config reportgen.toml`
    """
    from reportgen.doctor import examine

    findings = examine(options_of(config, embed={"model": model}))
    console = Console()
    for finding in findings:
        sign = "[green]ok[/]" if finding.is_good else "[red]!![/]"
        console.print(f"{sign:<4} [bold]{escape(finding.subject)}[/]: ", end="")
        console.print(finding.fact, markup=False, highlight=False, soft_wrap=True)
        if finding.remedy:
            console.print(f"     {finding.remedy}", markup=False, highlight=False, soft_wrap=True)
    if not all(finding.is_good for finding in findings):
        raise typer.Exit(1)


def schema() -> None:
    """Print the JSON Schema of briefing.json.

    **Examples**

    `reportgen schema > briefing.schema.json`
    """
    print(schema_path().read_text(encoding="utf-8"), end="")
