"""What the README prints is executed: its blocks run in their order, as a reader would type them.

The first two blocks install, serve and test; `.ci/run` executes those in a fresh clone. A `text` block under
a `bash` block is what that one prints; a line `……` in it stands for any lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import ROOT, environment, jiyao

README = (ROOT / "README.md").read_text(encoding="utf-8")
BASH = shutil.which("bash") or "/bin/bash"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
COMMANDS = [text for kind, text in BLOCKS if kind == "bash"]


def expected(number: int) -> re.Pattern[str]:
    """What the README says the nth block of all prints; anything, where it does not say."""
    kind, text = BLOCKS[number + 1] if number + 1 < len(BLOCKS) else ("", "")
    return re.compile(r".*\n".join(map(re.escape, text.split("……\n"))) if kind == "text" else ".*", re.DOTALL)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the checkout, into which a reader may write."""
    folder = tmp_path_factory.mktemp("readme") / "jiyao"
    folder.mkdir()
    for one in ROOT.iterdir():
        if not one.name.startswith("."):
            (folder / one.name).symlink_to(one)
    return folder


def test_the_first_two_commands_are_one_line_each() -> None:
    first, second = COMMANDS[:2]
    assert first.count("\n") == second.count("\n") == 1, ".ci/run takes them by line"
    assert "jiyao ui --demo" in first
    assert "pytest" in second


def test_the_blocks_do_what_they_say(checkout: Path) -> None:
    """In order, in one home: what one block ingests the next one asks."""
    env = environment(checkout.parent / "home")
    env["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), env["PATH"]))
    del env["PYTHONPATH"]
    for number, (kind, script) in enumerate(BLOCKS):
        if kind != "bash" or script in COMMANDS[:2]:
            continue
        done = subprocess.run(
            [BASH, "-euo", "pipefail", "-c", script],
            cwd=checkout,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        assert expected(number).fullmatch(done.stdout), f"{script}\nprints now:\n{done.stdout}"


def test_every_command_is_documented(tmp_path: Path) -> None:
    listed = jiyao("--help", env=environment(tmp_path / "home")).stdout
    commands = re.findall(r"^  ([a-z][a-z-]+) ", listed, re.MULTILINE)
    assert "ask" in commands
    undocumented = [name for name in commands if f"jiyao {name}" not in README]
    assert not undocumented, f"the README does not say what these do: {undocumented}"


def test_every_variable_the_readme_names_is_read_somewhere() -> None:
    named = set(re.findall(r"\b(?:JIYAO|OPENAI)_[A-Z_]+\b", README))
    source = "\n".join(
        path.read_text(encoding="utf-8") for room in ("rag", "ui") for path in (ROOT / room).rglob("*.py")
    )
    assert not {name for name in named if f'"{name}"' not in source}


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_and_paths_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [one for one in re.findall(r"\]\(([^)]+)\)", text) if not one.startswith(("http:", "https:", "#"))]
    paths = re.findall(r"`((?:ingest|prompts|rag|evals|ui|tests|\.ci)/[\w./]*)`", text)
    missing = [one for one in [*links, *paths] if not (ROOT / one).exists()]
    assert not missing, f"{document} points at {missing}"
