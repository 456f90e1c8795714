"""The shape of the code is a promise like any other."""

import subprocess
import sys
from pathlib import Path

import reportgen

from .conftest import ROOT

_LIGHT = """
import sys
import reportgen
heavy = {"torch", "sentence_transformers", "transformers", "sumy", "nltk", "weasyprint", "scipy"}
print(sorted(heavy & set(sys.modules)))
"""


def test_import_is_light() -> None:
    """`import reportgen` loads no heavy library."""
    done = subprocess.run(
        [sys.executable, "-c", _LIGHT], check=True, capture_output=True, text=True
    )

    assert done.stdout.strip() == "[]"


def test_architecture_contracts_hold() -> None:
    """Data flows one way, stages are siblings, heavy libraries have one door."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )

    assert done.returncode == 0, done.stdout


def test_public_names_exist() -> None:
    """Every public name is there and documented."""
    for name in reportgen.__all__:
        value = getattr(reportgen, name)
        assert isinstance(value, str) or value.__doc__


def test_modules_are_short() -> None:
    """No module has grown past 400 lines."""
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "reportgen").rglob("*.py")
    }

    assert {name: n for name, n in lengths.items() if n > 400} == {}
