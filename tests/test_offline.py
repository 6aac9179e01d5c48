"""Nothing leaves the machine: the program itself, run as people run it, never tries to connect or to look up a name."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.program import COMMAND, guarded, jiyao
from tests.samples import plain_samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = 120


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def attempts(log: Path) -> str:
    """What the guarded program tried."""
    return log.read_text(encoding="utf-8") if log.exists() else ""


def test_the_guard_watches_subprocesses(tmp_path: Path) -> None:
    """Without this the tests below would pass for a guard that is not there."""
    env, log = guarded(tmp_path / "home", tmp_path / "site")
    reach = "import urllib.request\ntry: urllib.request.urlopen('http://example.org')\nexcept OSError: print('refused')"
    done = subprocess.run([sys.executable, "-c", reach], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"
    assert "socket.getaddrinfo example.org" in attempts(log)


def test_reading_and_asking_stay_on_the_machine(tmp_path: Path) -> None:
    env, log = guarded(tmp_path / "home", tmp_path / "site")
    samples = [path for path, _ in plain_samples()[:3]]
    read = jiyao("ingest", *samples, env=env)
    assert read.returncode == 0, read.stderr
    asked = jiyao("ask", "会议审议通过了什么？", env=env)
    assert asked.returncode in {0, 3}, asked.stderr
    assert attempts(log) == ""


@pytest.fixture
def page(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The demo page, started guarded on a free port: its address and the log of attempts."""
    env, log = guarded(tmp_path / "home", tmp_path / "site")
    output = tmp_path / "page.log"
    with output.open("wb") as sink:
        program = subprocess.Popen(
            [*COMMAND, "ui", "--demo", "--no-browser", "--port", str(free_port())],
            env=env | {"PYTHONUNBUFFERED": "1"},
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield address(program, output), log
        finally:
            os.killpg(program.pid, signal.SIGTERM)
            program.wait(timeout=30)


def address(program: subprocess.Popen[bytes], output: Path) -> str:
    """The address the page prints once it answers."""
    for _ in range(START * 4):
        said = output.read_text(encoding="utf-8", errors="replace")
        if found := re.search(r"http://127\.0\.0\.1:\d+", said):
            return found[0]
        if program.poll() is not None:
            pytest.fail(f"the page ended before it answered:\n{said}")
        time.sleep(0.25)
    pytest.fail(f"no page after {START} s:\n{output.read_text(encoding='utf-8', errors='replace')}")


def test_the_page_opens_without_leaving_the_machine(page: tuple[str, Path]) -> None:
    url, log = page
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own loopback address
        html = answer.read().decode("utf-8")
    assert "<html" in html
    assert attempts(log) == ""


def test_it_works_with_the_network_taken_away(tmp_path: Path) -> None:
    """Compiled libraries that speak to the network by themselves, past Python, find none here."""
    unshare = shutil.which("unshare")
    bare = [unshare or "unshare", "--user", "--map-root-user", "--net"]
    if unshare is None or subprocess.run([*bare, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs `unshare --net`, which this machine lacks or forbids")
    env, _ = guarded(tmp_path / "home", tmp_path / "site")
    sample, _ = plain_samples()[0]
    read = subprocess.run(
        [*bare, *COMMAND, "ingest", str(sample)], env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert read.returncode == 0, read.stderr
