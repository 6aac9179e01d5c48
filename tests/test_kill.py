"""Pull the plug while the archive is written, again and again: what is left opens, heals, and ends up whole.

`JIYAO_TEST_KILLS` sets the number of rounds (default 3); the moments are drawn from a fixed seed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.program import COMMAND, environment, jiyao
from tests.samples import plain_samples

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = int(os.environ.get("JIYAO_TEST_KILLS", "3"))
COPIES = 4
QUESTIONS = ("枫浦区第四次全体会议由谁主持？", "有哪些事项被暂缓？", "枫浦区第四次全体会议原则同意了什么？")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample minutes several times over, each copy a document of its own."""
    made = tmp_path_factory.mktemp("kill") / "minutes"
    made.mkdir()
    for path, text in plain_samples():
        for copy in range(COPIES):
            ending = f"\n（第{copy}份）\n" if copy else ""
            (made / f"{path.stem}-{copy}{path.suffix}").write_text(text + ending, encoding="utf-8")
    return made


def state(env: dict[str, str], questions: Path) -> tuple[list[str], list[str]]:
    """What the archive holds and what it answers, without moments and durations."""
    listed = jiyao("list", "--json", env=env)
    assert listed.returncode == 0, listed.stderr
    documents = [json.loads(line) for line in listed.stdout.splitlines()]
    answered = jiyao("ask", "--batch", questions, "--json", env=env)
    assert answered.returncode == 0, answered.stderr
    answers = [json.loads(line) for line in answered.stdout.splitlines()]
    kept = ("answer", "citations", "refusal_kind")
    return (
        sorted(f"{one['name']} {one['sha256']} {len(one['meetings'])}" for one in documents),
        [json.dumps({key: one[key] for key in kept}, ensure_ascii=False) for one in answers],
    )


def ingest_and_kill(env: dict[str, str], folder: Path, after: float) -> bool:
    """Whether the run was still going when it was killed."""
    program = subprocess.Popen(
        [*COMMAND, "ingest", str(folder)],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    running = program.poll() is None
    if running:
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()
    return running


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_an_archive_survives_being_killed(folder: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = [json.dumps({"id": number, "question": text}) for number, text in enumerate(QUESTIONS)]
    questions.write_text("\n".join(lines), encoding="utf-8")

    whole = environment(tmp_path / "whole" / "home")
    (tmp_path / "whole").mkdir()
    began = time.monotonic()
    assert jiyao("ingest", folder, env=whole).returncode == 0
    took = time.monotonic() - began

    killed = environment(tmp_path / "killed" / "home")
    (tmp_path / "killed").mkdir()
    moments = random.Random(20231)  # noqa: S311 - a moment to pull the plug, not a secret
    hits = 0
    for _ in range(ROUNDS):
        hits += ingest_and_kill(killed, folder, took * moments.uniform(0.2, 0.9) / 2)
        opened = jiyao("list", "--json", env=killed)
        assert opened.returncode == 0, opened.stderr
        assert "Traceback" not in opened.stderr
    assert hits, "no run was killed while it was going; the rounds prove nothing"

    finished = jiyao("ingest", folder, env=killed)
    assert finished.returncode == 0, finished.stderr
    assert state(killed, questions) == state(whole, questions)
