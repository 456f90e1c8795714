"""The project's folder: what lies where, how it is found and how it begins."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.config import FILE_NAME, Options, load_options
from reportgen.errors import ConfigError, OutputError
from reportgen.store import write_all

HIDDEN = ".reportgen"

_SETTINGS = """\
# A reportgen project: what its briefing is like.  Every line is optional; take off the # to set it.
# All settings there are: "Settings" in reportgen's README.

[project]
# which files a build writes into reports/
# formats = ["pdf", "html", "json"]
# how many seconds a command waits for another one that is at work on this project
# wait_seconds = 60.0
# pages and feeds that `reportgen watch --every 30m` looks at for new articles
# addresses = ["https://example.org/feed.xml"]

[briefing]
# the report's title; without one the most central headline is taken
# title = "عنوان الموجز"
# the date printed on it (YYYY-MM-DD); without one none is printed
# date = "2026-11-22"

[summarize]
# the length of the executive summary, in words
# summary_words = 220

[render]
# "full" or "brief" (two pages); "ar" or "en" for the report's own words
# layout = "full"
# language = "ar"

# [mail]
# how `reportgen send` hands it over: see the README
# sender = "Desk <desk@example.org>"
# to = ["editor@example.org"]
"""
_IGNORED = "# what reportgen keeps for itself; to back the project up, copy it all\n*\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A briefing project: its folder and the settings in force there.

    `wait_seconds` is how long to wait for another process that is at work on it.
    """

    folder: Path
    options: Options
    wait_seconds: float = 60.0

    @property
    def articles(self) -> Path:
        """The folder of the sources."""
        return self.folder / "articles"

    @property
    def reports(self) -> Path:
        """The folder of the report."""
        return self.folder / "reports"

    @property
    def hidden(self) -> Path:
        """The folder of what the project keeps for itself."""
        return self.folder / HIDDEN

    @property
    def removed(self) -> Path:
        """The folder of the articles that were removed."""
        return self.hidden / "removed"

    @property
    def library(self) -> Path:
        """The library of its editions."""
        return self.hidden / "library.sqlite3"


def find(
    start: str | Path = ".",
    *,
    config: Path | None = None,
    flags: Mapping[str, Mapping[str, Any]] | None = None,
    wait_seconds: float | None = None,
) -> Project | None:
    """Return the project that `start` lies in, or None: the nearest folder above that is one.

    Its settings are those of its reportgen.toml (or of `config`), under the environment and
    `flags`; relative paths in it start from the project's folder.

    Raises:
        ConfigError: a setting is wrong.
    """
    here = Path(start).resolve()
    folder = next((one for one in (here, *here.parents) if _is_project(one)), None)
    if folder is None:
        return None
    own = folder / FILE_NAME
    if config is None and own.is_file():
        config = own
    options = load_options(config, flags)
    wait = options.project.wait_seconds if wait_seconds is None else wait_seconds
    return Project(folder=folder, options=options, wait_seconds=wait)


def init(folder: str | Path) -> Project:
    """Begin a project in `folder`, which may be there already; articles in it stay.

    Raises:
        ConfigError: it is a project already.
        OutputError: it cannot be written.
    """
    folder = Path(folder)
    if _is_project(folder):
        raise ConfigError(f"{folder} is a project already", hint="reportgen status tells of it")
    settings = folder / FILE_NAME
    if settings.exists():
        content = settings.read_bytes().rstrip(b"\n") + b"\n\n[project]\n"
    else:
        content = _SETTINGS.encode()
    try:
        for name in ("articles", "reports", HIDDEN):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot begin a project in {folder}: {error.strerror}",
            hint="choose a folder that can be written",
        ) from error
    write_all([(folder / HIDDEN / ".gitignore", _IGNORED.encode()), (settings, content)])
    project = find(folder)
    if project is None:
        raise OutputError(f"{folder} did not become a project")
    return project


def _is_project(folder: Path) -> bool:
    if (folder / HIDDEN).is_dir():
        return True
    try:
        settings = tomllib.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return "project" in settings
