"""Rows of meetings that are kept from one question to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.index.held import Held

if TYPE_CHECKING:
    from collections.abc import Iterable


class Table:
    """Rows by meeting, and what was read of them."""

    def __init__(self, rows: dict[str, list[int]]) -> None:
        self.rows = rows
        self.read: list[list[str]] = []

    def __call__(self, meetings: list[str]) -> Iterable[tuple[str, int]]:
        self.read.append(meetings)
        return [(one, row) for one in meetings for row in self.rows.get(one, [])]


def test_a_meeting_is_read_once_while_the_archive_stands() -> None:
    held, table = Held[int](10), Table({"a": [1, 2], "b": [3]})
    assert held.get(1, ["b", "a"], table) == [3, 1, 2]
    assert held.get(1, {"a"}, table) == [1, 2]
    assert held.get(1, ["a", "none", "a"], table) == [1, 2]
    assert held.get(1, ["none"], table) == []
    assert table.read == [["b", "a"], ["none"]]


def test_nothing_outlives_a_change() -> None:
    held, table = Held[int](10), Table({"a": [1]})
    assert held.get(1, ["a"], table) == [1]
    table.rows["a"] = [2]
    assert held.get(1, ["a"], table) == [1]
    assert held.get(2, ["a"], table) == [2]


def test_no_more_is_kept_than_was_agreed() -> None:
    held, table = Held[int](3), Table({"a": [1, 2], "b": [3, 4], "wide": [5, 6, 7, 8]})
    held.get(1, ["a"], table)
    held.get(1, ["b"], table)  # together too many: the first goes
    held.get(1, ["b"], table)
    assert table.read == [["a"], ["b"]]
    assert held.get(1, ["a"], table) == [1, 2]
    for _ in range(2):
        assert held.get(1, ["wide"], table) == [5, 6, 7, 8]
    assert table.read == [["a"], ["b"], ["a"], ["wide"], ["wide"]]
