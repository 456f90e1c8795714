"""Work is spared only where its outcome is at hand, to the byte."""

from pathlib import Path

import pytest

import reportgen
from reportgen import receipts
from reportgen.store import CACHE_ENV


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_ENV, str(tmp_path / "cache"))


def test_receipt_holds_for_this_output_alone() -> None:
    """An output that was changed, or one of another input, has no receipt."""
    made_from = receipts.digest(b"page", b"data")
    receipts.remember(made_from, b"report")

    assert receipts.gave(made_from, b"report")
    assert not receipts.gave(made_from, b"report, changed")
    assert not receipts.gave(receipts.digest(b"pag", b"edata"), b"report")


def test_folder_that_cannot_be_written_spares_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a cache nothing is remembered, and nothing breaks."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(CACHE_ENV, str(tmp_path / "file" / "cache"))

    receipts.remember("0" * 64, b"report")

    assert not receipts.gave("0" * 64, b"report")


def test_damaged_report_is_made_again(samples: reportgen.Briefing, tmp_path: Path) -> None:
    """A PDF that was cut short or edited since is replaced by the right one."""
    (path,) = reportgen.publish(samples, tmp_path, formats=["pdf"])
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])

    reportgen.publish(samples, tmp_path, formats=["pdf"])

    assert path.read_bytes() == whole
