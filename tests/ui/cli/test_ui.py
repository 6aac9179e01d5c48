from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ui.cli.conftest import Line


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])  # noqa: S104 - what must be refused
@pytest.mark.parametrize("command", ["ui", "serve"])
def test_nothing_is_opened_to_others_before_there_are_users(line: Line, command: str, host: str) -> None:
    done = line(command, "--host", host)
    assert done.exit_code == 2
    assert "jiyao user add" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert line.homes == [], "refused before anything is opened"


def test_a_taken_port_is_named(line: Line) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = line("ui", "--port", str(port))
    assert done.exit_code == 2
    assert str(port) in done.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "http", "７８６０"])
def test_a_port_is_a_number(line: Line, port: str) -> None:
    assert line("ui", f"--port={port}").exit_code == 2
