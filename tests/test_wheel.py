"""The wheel is complete: it makes a briefing from any folder, far from this checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from .conftest import ROOT, SEEDS


@pytest.mark.timeout(300)
def test_installed_wheel_builds_a_briefing(tmp_path: Path) -> None:
    """Built, installed into a new environment and run elsewhere, it writes and proves a report.

    The new environment sees this one's libraries (installing torch again proves nothing), but
    not this checkout: templates, stylesheet, fonts and schema must come out of the wheel.
    """
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", tmp_path, ROOT],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "-q", wheel],
        check=True,
        capture_output=True,
    )
    # a plain path, so that the editable install's own .pth file is not followed
    (Path(site) / "libraries.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}

    def run(*arguments: object) -> str:
        return subprocess.run(
            [home / "bin" / "reportgen", *map(str, arguments)],
            check=True,
            capture_output=True,
            text=True,
            cwd=elsewhere,
            env=environment,
        ).stdout

    where = subprocess.run(
        [python, "-c", "import reportgen; print(reportgen.__file__)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=elsewhere,
        env=environment,
    ).stdout
    assert str(home) in where
    assert str(ROOT) not in where
    assert "briefing.pdf" in run("build", SEEDS, "-o", "out", "--quiet")
    assert "every sentence" in run("verify", "out/briefing.pdf", SEEDS)
    assert '"reportgen/briefing/1"' in run("schema")
