"""Who is let in, without any server: the gate over a folder, with a clock that tests turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from ui.access.gate import Call, Gate
from ui.access.journal import Journal
from ui.access.sessions import IDLE, LONGEST, Sessions
from ui.access.throttle import FREE, FREE_ADDRESS, MOST, Throttle
from ui.access.users import Users
from ui.access.visitor import OWNER, Forbidden, Foreign, NotSignedIn, Throttled, Unfit, Visitor

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "一把很长的钥匙，谁也猜不到"  # noqa: S105 - nobody's
SITE = {"host": "minutes.example:7860"}
FROM_PAGE = SITE | {"origin": "http://minutes.example:7860"}
POST = Call("POST", FROM_PAGE, None, "10.0.0.8")


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(tmp_path: Path, clock: Clock) -> Gate:
    """The gate of an archive with one editor."""
    made = Gate(
        Users(tmp_path), Journal(tmp_path), guarded=True, sessions=Sessions(clock=clock), throttle=Throttle(clock=clock)
    )
    made.users.add("周敏", "editor", PASSWORD)
    return made


def test_the_right_password_opens_a_session_until_it_is_left(gate: Gate) -> None:
    inside = replace(POST, cookie=gate.sign_in(POST, "周敏", PASSWORD))
    assert gate.visitor(inside) == Visitor("周敏", "editor", "session")
    gate.sign_out(inside)
    with pytest.raises(NotSignedIn):
        gate.visitor(inside)


@pytest.mark.parametrize(("name", "password"), [("周敏", PASSWORD + " "), ("周敏", ""), ("没有此人", PASSWORD)])
def test_a_wrong_password_says_nothing_about_who_exists(gate: Gate, name: str, password: str) -> None:
    with pytest.raises(NotSignedIn) as refused:
        gate.sign_in(POST, name, password)
    assert str(refused.value) == "登录：用户名或密码不对；请核对后再试"


def test_a_session_ends_unused_and_ends_at_last(gate: Gate, clock: Clock) -> None:
    inside = replace(POST, cookie=gate.sign_in(POST, "周敏", PASSWORD))
    clock.now += IDLE - 1
    assert gate.visitor(inside)
    clock.now += IDLE + 1
    with pytest.raises(NotSignedIn):
        gate.visitor(inside)
    inside = replace(POST, cookie=gate.sign_in(POST, "周敏", PASSWORD))
    for _ in range(int(LONGEST // (IDLE / 2)) - 1):
        clock.now += IDLE / 2
        assert gate.visitor(inside)
    clock.now += IDLE / 2
    with pytest.raises(NotSignedIn):
        gate.visitor(inside)


def test_another_password_or_none_at_all_ends_sessions(gate: Gate) -> None:
    inside = replace(POST, cookie=gate.sign_in(POST, "周敏", PASSWORD))
    gate.users.set_password("周敏", PASSWORD + "新")
    with pytest.raises(NotSignedIn):
        gate.visitor(inside)
    inside = replace(POST, cookie=gate.sign_in(POST, "周敏", PASSWORD + "新"))
    gate.users.remove("周敏")
    with pytest.raises(NotSignedIn):
        gate.visitor(inside)


def test_wrong_passwords_wait_twice_as_long_each_time(gate: Gate, clock: Clock) -> None:
    waits = []
    for _ in range(FREE + 4):
        with pytest.raises(NotSignedIn):
            gate.sign_in(POST, "周敏", "错的")
        try:
            gate.throttle.check("周敏", POST.address)
        except Throttled as throttled:
            waits.append(throttled.wait)
            clock.now += throttled.wait
    assert waits == [1, 2, 4, 8, 16]
    assert gate.sign_in(POST, "周敏", PASSWORD)
    gate.throttle.check("周敏", POST.address)


def test_while_one_waits_even_the_right_password_is_not_looked_at(gate: Gate) -> None:
    for _ in range(FREE):
        with pytest.raises(NotSignedIn):
            gate.sign_in(POST, "周敏", "错的")
    with pytest.raises(Throttled):
        gate.sign_in(POST, "周敏", PASSWORD)
    assert gate.sign_in(replace(POST, address="10.0.0.9"), "周敏", PASSWORD), "others are not locked out"


def test_an_address_that_tries_many_names_waits_too(clock: Clock) -> None:
    throttle = Throttle(clock=clock)
    for number in range(FREE_ADDRESS):
        throttle.wrong(f"人{number}", "10.0.0.8")
    with pytest.raises(Throttled):
        throttle.check("又一人", "10.0.0.8")
    throttle.check("又一人", "10.0.0.9")
    for _ in range(60):
        throttle.wrong("周敏", "10.0.0.7")
    with pytest.raises(Throttled) as throttled:
        throttle.check("周敏", "10.0.0.7")
    assert throttled.value.wait <= MOST


def test_what_another_site_made_the_browser_send_is_refused(gate: Gate) -> None:
    cookie = gate.sign_in(POST, "周敏", PASSWORD)
    for headers in (
        SITE | {"origin": "https://evil.example"},
        SITE | {"origin": "null"},
        SITE | {"sec-fetch-site": "cross-site"},
        FROM_PAGE | {"sec-fetch-site": "same-site"},
        SITE,
    ):
        with pytest.raises(Foreign):
            gate.visitor(Call("POST", headers, cookie, "10.0.0.8"))
        with pytest.raises(Foreign):
            gate.sign_in(Call("POST", headers, None, "10.0.0.8"), "周敏", PASSWORD)
    assert gate.visitor(Call("GET", SITE, cookie, "10.0.0.8"))


def test_a_token_is_its_users_until_it_is_revoked(gate: Gate) -> None:
    gate.users.add("督办系统", "reader", None)
    token = gate.users.give_token("督办系统")
    call = Call("POST", SITE | {"authorization": f"Bearer {token}"}, None, "10.0.0.8")
    assert gate.visitor(call) == Visitor("督办系统", "reader", "token")
    with pytest.raises(NotSignedIn):
        gate.sign_in(POST, "督办系统", "")
    gate.users.drop_tokens("督办系统")
    with pytest.raises(NotSignedIn):
        gate.visitor(call)


def test_without_users_this_machine_is_the_owner_and_nobody_else(tmp_path: Path) -> None:
    gate = Gate.of(tmp_path)
    own = {"host": "127.0.0.1:7860"}
    here = Call("POST", own, None, "127.0.0.1")
    assert gate.visitor(here) == OWNER
    for call in (
        replace(here, headers={"host": "evil.example:7860"}),
        replace(here, address="10.0.0.8"),
        replace(here, headers=own | {"origin": "http://evil.example"}),
        replace(here, headers={}),
    ):
        with pytest.raises(Foreign):
            gate.visitor(call)


def test_served_to_others_it_stays_shut_when_the_last_user_goes(gate: Gate) -> None:
    gate.users.remove("周敏")
    with pytest.raises(NotSignedIn):
        gate.visitor(Call("GET", {"host": "127.0.0.1"}, None, "127.0.0.1"))


def test_users_added_by_another_process_are_seen(gate: Gate, tmp_path: Path) -> None:
    Users(tmp_path).add("程远", "reader", PASSWORD)
    assert [one.name for one in gate.users.all()] == ["周敏", "程远"]


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "长" * 65])
def test_a_name_is_one_readable_word(gate: Gate, name: str) -> None:
    with pytest.raises(Unfit):
        gate.users.add(name, "reader", PASSWORD)


@pytest.mark.parametrize(("role", "may"), [("reader", [True, False, False]), ("editor", [True, True, False])])
def test_roles_reach_so_far(role: str, may: list[bool]) -> None:
    visitor = Visitor("某人", role, "token")  # type: ignore[arg-type]
    assert [visitor.may("reader"), visitor.may("editor"), visitor.may("admin")] == may
    with pytest.raises(Forbidden, match="请联系管理员"):
        visitor.must("admin")
