"""Settings: flag over environment over file over default; nothing misspelt passes."""

from pathlib import Path

import pytest

from reportgen.config import load_options
from reportgen.errors import ConfigError


def _file(folder: Path, text: str) -> Path:
    path = folder / "reportgen.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_flag_beats_environment_beats_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each source wins over the one behind it, key by key."""
    config = _file(
        tmp_path,
        "[cluster]\ndistance_threshold = 0.1\nmin_words = 7\n[summarize]\nsummary_words = 100\n",
    )
    monkeypatch.setenv("REPORTGEN_CLUSTER__DISTANCE_THRESHOLD", "0.2")
    monkeypatch.setenv("REPORTGEN_SUMMARIZE__SUMMARY_WORDS", "120")

    options = load_options(config, {"summarize": {"summary_words": 140}})

    assert options.summarize.summary_words == 140
    assert options.cluster.distance_threshold == 0.2
    assert options.cluster.min_words == 7
    assert options.summarize.key_sentences == load_options().summarize.key_sentences


def test_unknown_key_lists_the_known_ones(tmp_path: Path) -> None:
    """A misspelt key names itself, its table, and what there is."""
    with pytest.raises(ConfigError, match=r"'treshold' in \[cluster\]") as error:
        load_options(_file(tmp_path, "[cluster]\ntreshold = 1\n"))
    assert "distance_threshold" in error.value.hint


def test_unknown_table_lists_the_known_ones(tmp_path: Path) -> None:
    """A misspelt table likewise."""
    with pytest.raises(ConfigError, match="'clutser'") as error:
        load_options(_file(tmp_path, "[clutser]\nmin_words = 1\n"))
    assert "summarize" in error.value.hint


def test_unknown_environment_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt variable of a known table is refused as well."""
    monkeypatch.setenv("REPORTGEN_CLUSTER__TRESHOLD", "1")

    with pytest.raises(ConfigError, match="treshold"):
        load_options()


@pytest.mark.parametrize(
    "text",
    [
        "[cluster]\ndistance_threshold = 'near'\n",
        "[cluster]\ndistance_threshold = -1\n",
        "[cluster\n",
        "[briefing]\ndate = 'yesterday'\n",
    ],
)
def test_wrong_value_is_one_clear_error(tmp_path: Path, text: str) -> None:
    """A value of the wrong kind, out of range, or a broken file says so."""
    with pytest.raises(ConfigError):
        load_options(_file(tmp_path, text))


def test_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    """A settings file that is asked for must be there."""
    with pytest.raises(ConfigError, match="cannot read"):
        load_options(tmp_path / "none.toml")
