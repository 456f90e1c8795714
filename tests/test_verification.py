"""`verify` proves what is true and finds what is not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import reportgen
from reportgen.errors import SourceError
from reportgen.model import Briefing

from .conftest import SEEDS


@pytest.fixture(scope="session")
def published(samples: Briefing, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the samples' report."""
    folder = tmp_path_factory.mktemp("published")
    reportgen.publish(samples, folder)
    return folder


@pytest.mark.parametrize("form", ["json", "pdf"])
def test_true_report_is_proved(published: Path, form: str) -> None:
    """Every sentence of the samples' report passes, from the JSON and from the PDF alone."""
    assert reportgen.verify(published / f"briefing.{form}", [SEEDS]) == ()


@pytest.mark.parametrize("place", [0.02, 0.3, 0.5, 0.8])
def test_one_changed_letter_fails(
    published: Path, seeds_copy: Path, change_letter: Callable[[Path, int], None], place: float
) -> None:
    """One letter changed anywhere in a source is found, and the article named."""
    path = sorted(seeds_copy.glob("*.txt"))[1]
    change_letter(path, int(len(path.read_text(encoding="utf-8")) * place))

    mismatches = reportgen.verify(published / "briefing.pdf", [seeds_copy])

    assert path.name in {mismatch.subject for mismatch in mismatches}


def test_missing_source_is_named(published: Path, seeds_copy: Path) -> None:
    """A source that is not given is a mismatch of that article, not a crash."""
    gone = min(seeds_copy.glob("*.txt"))
    gone.unlink()
    (seeds_copy / "sources.toml").unlink()

    mismatches = reportgen.verify(published / "briefing.json", [seeds_copy])

    assert {mismatch.subject for mismatch in mismatches} == {gone.name}


def _forge_text(claims: dict[str, Any]) -> None:
    claims["sentences"][3]["text"] += " ولا أحد يعلم"


def _forge_speaker(claims: dict[str, Any]) -> None:
    one, other = (claims["sentences"][place]["id"] for place in (0, -1))
    evidence = [{"kind": "cue", "a": None, "b": None, "speaker": "رجل لم يذكره أحد"}]
    pair = {"a": one, "b": other, "kind": "disputes", "score": 0.9, "evidence": evidence}
    claims["relations"].append(pair)


def _forge_offset(claims: dict[str, Any]) -> None:
    claims["sentences"][3]["start"] += 1


def _forge_summary(claims: dict[str, Any]) -> None:
    claims["summary"][0]["sentence"] = "000000000000-0"


def _forge_article(claims: dict[str, Any]) -> None:
    claims["articles"][0]["text"] = claims["articles"][0]["text"].replace("روسيا", "أوكرانيا")


def _forge_owner(claims: dict[str, Any]) -> None:
    claims["sentences"][3]["article"] = "000000000000"


def _forge_label(claims: dict[str, Any]) -> None:
    claims["themes"][0]["label"] = "كلام لم يقله أحد"


def _forge_thread(claims: dict[str, Any]) -> None:
    one, other = claims["threads"][0]["mentions"], claims["threads"][1]["mentions"]
    one[-1] = other[0]


@pytest.mark.parametrize(
    "forge",
    [
        _forge_thread,
        _forge_text,
        _forge_speaker,
        _forge_offset,
        _forge_summary,
        _forge_article,
        _forge_owner,
        _forge_label,
    ],
)
def test_forged_report_fails(
    published: Path, tmp_path: Path, forge: Callable[[dict[str, Any]], None]
) -> None:
    """A sentence, span, reference, text, label or word that the sources do not bear out shows."""
    claims = json.loads((published / "briefing.json").read_text(encoding="utf-8"))
    forge(claims)
    forged = tmp_path / "forged.json"
    forged.write_text(json.dumps(claims), encoding="utf-8")

    assert reportgen.verify(forged, [SEEDS])


@pytest.mark.parametrize("content", [b"", b"hello", b"{}", b"[1]", b"%PDF-1.7 broken", b"\xff\xfe"])
def test_what_is_no_report_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    """A file that is no report of ours is refused, never misread as proved."""
    report = tmp_path / "report"
    report.write_bytes(content)

    with pytest.raises(SourceError):
        reportgen.verify(report, [SEEDS])


def test_damaged_report_is_one_clear_error(published: Path, tmp_path: Path) -> None:
    """A report with a value missing is said to be damaged."""
    claims = json.loads((published / "briefing.json").read_text(encoding="utf-8"))
    del claims["sentences"][0]["start"]
    damaged = tmp_path / "damaged.json"
    damaged.write_text(json.dumps(claims), encoding="utf-8")

    with pytest.raises(SourceError, match="damaged"):
        reportgen.verify(damaged, [SEEDS])
