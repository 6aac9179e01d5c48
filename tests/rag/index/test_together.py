"""Texts that wait for a model at once share its runs, and nobody waits for ever."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.index.embed.together import Together

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIT = 3


class Model:
    """Doubles numbers; its first run lasts until `open`, and a negative number breaks a run."""

    def __init__(self) -> None:
        self.runs: list[list[int]] = []
        self.open = threading.Event()
        self.inside = 0

    def __call__(self, texts: list[int]) -> list[NDArray[np.float32]]:
        self.inside += 1
        assert self.inside == 1, "one run at a time"
        self.runs.append(texts)
        self.open.wait(10)
        self.inside -= 1
        if min(texts) < 0:
            raise ValueError("negative")
        return [np.array([2 * one], np.float32) for one in texts]


def asked_while_busy(model: Model, *others: list[int]) -> list[list[float] | str]:
    """What each gets who comes, one after the other, while the model works on a text of somebody else."""
    together = Together(model, lambda texts: min(len(texts), FIT))

    def ask(texts: list[int]) -> list[float] | str:
        try:
            return [float(one[0]) for one in together.rows(texts)]
        except ValueError as error:
            return str(error)

    with ThreadPoolExecutor(len(others) + 1) as people:
        futures = [people.submit(ask, [100])]
        while not model.runs:
            time.sleep(0.001)
        for one in others:
            waiting = len(together._queue)  # noqa: SLF001 - the order of those who come is what is tested
            futures.append(people.submit(ask, one))
            while len(together._queue) == waiting:  # noqa: SLF001
                time.sleep(0.001)
        model.open.set()
        return [one.result(10) for one in futures][1:]


def test_those_who_wait_share_a_run_and_the_first_come_first() -> None:
    model = Model()
    assert asked_while_busy(model, [1], [2, 3], [4, 5], [6]) == [[2], [4, 6], [8, 10], [12]]
    assert model.runs == [[100], [1, 2, 3], [4, 5, 6]]


def test_whoever_is_alone_waits_for_nobody() -> None:
    model = Model()
    model.open.set()
    together = Together(model, len)
    assert [one.tolist() for one in together.rows([1, 2])] == [[2], [4]]
    assert together.rows([]) == []
    assert model.runs == [[1, 2]]


def test_a_run_that_breaks_keeps_nobody_else_from_an_answer() -> None:
    model = Model()
    assert asked_while_busy(model, [-1, 2], [3], [4], [5]) == ["negative", [6], [8], [10]]
    assert model.runs == [[100], [-1, 2, 3], [3, 4, 5]]


def test_a_text_that_is_too_much_for_a_run_still_has_one() -> None:
    model = Model()
    model.open.set()
    assert [one.tolist() for one in Together(model, lambda _: 0).rows([7, 8])] == [[14], [16]]
    assert model.runs == [[7], [8]]
    with pytest.raises(ValueError, match="negative"):
        Together(model, len).rows([-1])
