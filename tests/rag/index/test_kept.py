"""Work that is shared: once for all who ask together, never across a change of the archive, never while indexes lag."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from rag.index.database import Standing
from rag.index.kept import Kept

NOW = Standing(1, settled=True)


def test_all_who_ask_together_wait_for_one_piece_of_work() -> None:
    kept: Kept[int] = Kept(4)
    together, calls = threading.Barrier(8), []

    def work() -> int:
        calls.append(1)
        threading.Event().wait(0.1)
        return 7

    def ask(_: int) -> tuple[int, bool]:
        together.wait()
        return kept.get(NOW, "a", work)

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(ask, range(8)))
    assert [value for value, _ in told] == [7] * 8
    assert len(calls) == 1
    assert sum(shared for _, shared in told) == 7


def test_nothing_outlives_a_change_or_is_kept_while_an_index_lags() -> None:
    kept: Kept[int] = Kept(4)
    numbers = iter(range(9))

    def ask(standing: Standing) -> int:
        return kept.get(standing, "a", lambda: next(numbers))[0]

    assert [ask(NOW), ask(NOW), ask(Standing(2, settled=True))] == [0, 0, 1]
    lagging = Standing(3, settled=False)
    assert [ask(lagging), ask(lagging), ask(Standing(3, settled=True))] == [2, 3, 4]


def test_the_longest_unused_goes_first() -> None:
    kept: Kept[str] = Kept(2)
    for key in ("a", "b", "a", "c"):
        kept.get(NOW, key, key.upper)
    assert kept.get(NOW, "a", lambda: "new") == ("A", True)
    assert kept.get(NOW, "b", lambda: "new") == ("new", False)


def test_work_that_fails_is_told_to_its_own_asker_and_tried_again_by_the_next() -> None:
    kept: Kept[int] = Kept(2)

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get(NOW, "a", fail)
    assert kept.get(NOW, "a", lambda: 1) == (1, False)
