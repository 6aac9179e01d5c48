"""The program as a process: locale, pipes, signals, help and what it loads."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from evals.corpus import sample_paths
from tests.program import COMMAND, environment, jiyao
from ui.cli import program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Line

COMMANDS = program.list_commands(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_chinese(line: Line, command: str) -> None:
    done = line(command, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"用法: jiyao {command}")
    assert "--home" in done.stdout
    for english in ("Usage", "Options:", "Show this message"):
        assert english not in done.stdout


def test_help_is_english_where_asked(tmp_path: Path) -> None:
    env = environment(tmp_path / "home", JIYAO_LANG="en")
    for arguments in (("--help",), ("ask", "--help")):
        done = jiyao(*arguments, env=env)
        assert done.returncode == 0
        assert done.stdout.isascii()


def test_help_loads_nothing_heavy() -> None:
    heavy = (
        "gradio",
        "chromadb",
        "langchain",
        "langchain_core",
        "numpy",
        "onnxruntime",
        "pydantic",
        "sqlalchemy",
        "tqdm",
    )
    code = (
        "import sys; sys.argv = ['jiyao', '--help']\nfrom ui.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"import json; print(json.dumps([one for one in {heavy!r} if one in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert json.loads(done.stdout.splitlines()[-1]) == []


@pytest.mark.parametrize("arguments", [("nosuch",), ("ask", "--nosuch"), ("list", "x"), ("ingest",), ("--home",)])
def test_usage_errors_are_two_and_one_chinese_line(line: Line, arguments: tuple[str, ...]) -> None:
    done = line(*arguments)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert "--help" in done.stderr
    assert any("\u4e00" <= sign <= "\u9fff" for sign in done.stderr)


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_output_is_utf8_under_any_locale(tmp_path: Path, locale: dict[str, str]) -> None:
    env = environment(tmp_path / "home", **locale)
    done = jiyao("parse", next(iter(sample_paths())), env=env)
    assert done.returncode == 0, done.stderr
    assert "质量报告" in done.stdout
    assert "没有命令 nosuch" in jiyao("nosuch", env=env).stderr


def test_a_reader_that_leaves_is_no_error_message(tmp_path: Path) -> None:
    env = environment(tmp_path / "home")
    files = [str(path) for path in sample_paths()] * 3
    with subprocess.Popen([*COMMAND, "parse", *files], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.read(10)
        run.stdout.close()
        assert run.stderr is not None
        said = run.stderr.read().decode("utf-8")
    assert run.returncode == 141
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
