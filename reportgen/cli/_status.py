"""``reportgen status``."""

import json
from dataclasses import asdict

from reportgen import project
from reportgen.cli._project import AsJson, local_time, on_one_line, project_here
from reportgen.cli._shared import Config, Debug
from reportgen.project import Listed, Project, Status

_SIGNS = {"": " ", "new": "+", "changed": "~", "renamed": ">", "gone": "-", "left out": "!"}


def status(
    as_json: AsJson = False,
    config: Config = None,
    debug: Debug = False,  # noqa: ARG001 - read by main()
) -> None:
    """List the articles of the project you stand in, and what changed since its last edition.

    A line an article: a sign, its date, id, outlet, file and title.  The signs are **+** new,
    **~** changed, **>** renamed, **-** no longer there, and **!** left out, with the reason.
    Nothing is written.

    **Examples**

    `reportgen status`

    `reportgen status --json`
    """
    here = project_here(config)
    found = project.status(here)
    if as_json:
        print(json.dumps(_claims(here, found), ensure_ascii=False, indent=2))
        return
    for article in found.articles:
        print(_line(article, article.change))
    for article in found.gone:
        print(_line(article, "gone"))
    for omission in found.left_out:
        subject, reason = on_one_line(omission.subject), on_one_line(omission.reason)
        print(f"{_SIGNS['left out']} {subject}: {reason}")
    print(_summed_up(found))


def _line(article: Listed, change: str) -> str:
    facts = (
        article.published or "----------",
        article.id,
        on_one_line(article.outlet),
        on_one_line(article.path),
        on_one_line(article.title),
    )
    return f"{_SIGNS[change]} {'  '.join(fact for fact in facts if fact)}"


def _summed_up(found: Status) -> str:
    edition = found.edition
    counts = f"{len(found.articles)} articles of {len(found.outlets)} outlets"
    counts += f", {len(found.left_out)} left out" if found.left_out else ""
    if edition is None:
        return f"{counts}; no edition yet: reportgen build makes the first"
    last = f"edition {edition.number} of {local_time(edition.created_at)}"
    if found.is_current:
        return f"{counts}; nothing changed since {last}"
    changes = [
        f"{number} {change}"
        for change in ("new", "changed", "renamed")
        if (number := sum(article.change == change for article in found.articles))
    ]
    changes += [f"{len(found.gone)} gone"] if found.gone else []
    return f"{counts}; since {last}: {', '.join(changes) or 'other files or settings'}"


def _claims(here: Project, found: Status) -> dict[str, object]:
    edition = found.edition
    return {
        "folder": str(here.folder),
        "edition": edition and {"number": edition.number, "created_at": edition.created_at},
        "is_current": found.is_current,
        "outlets": list(found.outlets),
        "articles": [asdict(article) for article in found.articles],
        "gone": [asdict(article) for article in found.gone],
        "omissions": [asdict(omission) for omission in found.omissions],
    }
