"""Vectors of sentences are worked out once, kept within bounds and forgotten when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.find.meanings import Meanings
from rag.index.embed.fake import HashedBigrams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ONE, TWO, THREE = "渡口暂停摆渡", "加固东堤", "路灯全部更换"


class Counted(HashedBigrams):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return super().embed_passages(texts)


def test_a_sentence_is_embedded_once_and_rows_stand_in_the_order_asked() -> None:
    embedder = Counted()
    meanings = Meanings(embedder)
    rows = meanings.of([TWO, ONE, TWO])
    assert embedder.asked == [TWO, ONE]
    again = meanings.of([ONE, THREE])
    assert embedder.asked == [TWO, ONE, THREE]
    assert np.array_equal(rows[1], again[0])
    assert np.array_equal(rows[0], rows[2])
    assert np.array_equal(rows[0], HashedBigrams().embed_passages([TWO])[0])


def test_the_longest_unused_goes_first_and_clearing_forgets_all() -> None:
    embedder = Counted()
    meanings = Meanings(embedder, most=2)
    meanings.of([ONE, TWO])
    meanings.of([ONE])
    meanings.of([THREE])
    meanings.of([ONE])
    assert embedder.asked == [ONE, TWO, THREE]
    meanings.clear()
    meanings.of([ONE])
    assert embedder.asked == [ONE, TWO, THREE, ONE]


def test_more_than_are_kept_are_answered_all_the_same() -> None:
    assert Meanings(Counted(), most=1).of([ONE, TWO, THREE]).shape[0] == 3
    with pytest.raises(ValueError, match="blank"):
        Meanings(Counted()).of([" "])
