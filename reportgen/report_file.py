"""A finished report, read back: the JSON a briefing.json is, or a briefing.pdf carries."""

import json
from pathlib import Path
from typing import Any

from reportgen.errors import SourceError
from reportgen.model import SCHEMA

ATTACHMENT = "briefing.json"


def read_report(report: Path) -> dict[str, Any]:
    """Return what briefing.json holds, of that file or of a PDF made by reportgen.

    Only the schema's name is checked: what stands in it are claims, not facts.

    Raises:
        SourceError: the report cannot be read, or is none of ours.
    """
    try:
        raw = report.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot read {report}: {error.strerror}") from error
    if raw.startswith(b"%PDF"):
        raw = _attached_json(report)
    try:
        claims = json.loads(raw)
    except ValueError as error:
        raise SourceError(
            f"{report} is neither a PDF nor JSON", hint="give briefing.pdf or briefing.json"
        ) from error
    if not isinstance(claims, dict) or claims.get("schema") != SCHEMA:
        raise SourceError(f"{report} is not a {SCHEMA} document")
    return claims


def _attached_json(report: Path) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(report) as pdf:
            return bytes(pdf.attachments[ATTACHMENT].get_file().read_bytes())
    except (pikepdf.PdfError, KeyError) as error:
        raise SourceError(
            f"{report} carries no {ATTACHMENT}", hint="it was not made by reportgen build"
        ) from error
