"""No example that is not run, no command that is not told of."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from reportgen.cli import COMMANDS, main
from reportgen.config import Options, load_options

from .conftest import ROOT, SEEDS

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("command", [command.__name__ for command in COMMANDS])
def test_every_command_is_in_the_readme(command: str) -> None:
    """A reader of the README meets every command there is."""
    assert re.search(rf"reportgen {command}\b", README)


def test_the_two_commands_are_make_targets() -> None:
    """`make briefing` and `make test` are what the README promises, and CI runs the latter."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for target in ("briefing", "test"):
        assert f"make {target}" in README
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_settings_of_the_readme_are_accepted(tmp_path: Path) -> None:
    """The reportgen.toml shown is one that loads."""
    shown = [block for block in _blocks("toml") if "[cluster]" in block]
    path = tmp_path / "reportgen.toml"
    path.write_text("\n".join(shown), encoding="utf-8")

    assert shown
    assert isinstance(load_options(path), Options)


def test_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python shown makes a briefing and proves it."""
    shutil.copytree(SEEDS, tmp_path / "my-articles")
    monkeypatch.chdir(tmp_path)
    example = next(block for block in _blocks("python") if "reportgen.build(" in block)

    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - our own documentation

    assert (tmp_path / "out" / "briefing.pdf").is_file()


def test_first_shell_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command for one's own articles does what it says."""
    shutil.copytree(SEEDS, tmp_path / "my-articles")
    monkeypatch.chdir(tmp_path)
    line = next(
        line
        for block in _blocks("sh")
        for line in block.splitlines()
        if "reportgen build my-articles/ -o out" in line
    )

    assert main(shlex.split(line)[1:]) == 0
    assert (tmp_path / "out" / "briefing.html").is_file()


def test_every_setting_has_a_description() -> None:
    """Each field of each table of settings says what it does."""
    for table in Options.model_fields.values():
        for name, field in table.annotation.model_fields.items():  # type: ignore[union-attr]
            assert field.description, name
