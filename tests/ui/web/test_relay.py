from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from ui.web.relay import relayed

if TYPE_CHECKING:
    from collections.abc import Iterator

SOON = 10.0  # seconds; nothing here waits that long unless it is broken


def test_values_come_in_their_order() -> None:
    assert [one for one in relayed(iter("甲乙丙"), SOON) if one is not None] == ["甲", "乙", "丙"]


def test_waiting_is_told() -> None:
    go_on = threading.Event()

    def slow() -> Iterator[str]:
        go_on.wait(SOON)
        yield "甲"

    heard = relayed(slow(), 0.01)
    assert next(heard) is None
    go_on.set()
    assert [one for one in heard if one is not None] == ["甲"]


def test_an_error_is_raised_where_it_is_heard() -> None:
    def broken() -> Iterator[str]:
        yield "甲"
        message = "a bug"
        raise ZeroDivisionError(message)

    heard = relayed(broken(), SOON)
    assert next(heard) == "甲"
    with pytest.raises(ZeroDivisionError, match="a bug"):
        next(heard)


def test_leaving_ends_the_speaker_at_its_next_value() -> None:
    go_on, closed = threading.Event(), threading.Event()

    def endless() -> Iterator[int]:
        try:
            yield 1
            go_on.wait(SOON)
            yield 2
            pytest.fail("spoke on to nobody")
        finally:
            closed.set()

    heard = relayed(endless(), SOON)
    assert next(heard) == 1
    heard.close()  # type: ignore[attr-defined]
    go_on.set()
    assert closed.wait(SOON)
