from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Line

PASSWORD = "一把很长的钥匙，谁也猜不到"  # noqa: S105 - nobody's


def test_users_come_and_go(line: Line) -> None:
    assert line("user", "add", "周敏", "--role", "editor", stdin=PASSWORD).exit_code == 0
    assert "周敏\teditor" in line("user", "list").stdout
    assert line("user", "add", "周敏", stdin=PASSWORD).exit_code == 1
    assert line("user", "password", "周敏", stdin=PASSWORD + "！").exit_code == 0
    assert line("user", "remove", "周敏").exit_code == 0
    assert line("user", "remove", "周敏").exit_code == 1
    assert "周敏" not in line("user", "list").stdout


def test_a_short_password_is_refused_in_one_line(line: Line) -> None:
    done = line("user", "add", "周敏", stdin="123456")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "周敏" not in line("user", "list").stdout


def test_neither_passwords_nor_tokens_lie_on_the_disk(line: Line, home: Path) -> None:
    assert line("user", "add", "周敏", stdin=PASSWORD).exit_code == 0
    assert line("user", "add", "督办系统", "--program").exit_code == 0
    token = line("user", "token", "督办系统").stdout.strip()
    assert token.startswith("jiyao_")
    written = b"".join(path.read_bytes() for path in home.iterdir())
    assert token.encode() not in written
    assert PASSWORD.encode() not in written
    assert json.dumps(PASSWORD)[1:-1].encode() not in written
    assert (home / "users.json").stat().st_mode & 0o077 == 0
    actions = [json.loads(one)["action"] for one in line("user", "log").stdout.splitlines()]
    assert actions == ["user_add", "user_add", "user_token"]
