"""Vectors of single sentences, kept: those that answer one question are weighed again for the next."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rag.ports import Embedder

MOST = 8192
"""Sentences whose vectors are kept: some 13 MB of 384 dimensions."""


class Meanings:
    """Threads share it; the longest unused goes first."""

    def __init__(self, embedder: Embedder, most: int = MOST) -> None:
        self._embedder, self._most = embedder, most
        self._turn = threading.Lock()
        self._held: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension), float32 unit rows. Raises ValueError on a blank text, ModelError."""
        with self._turn:
            held = {one: self._held[one] for one in texts if one in self._held}
        lacking = [one for one in dict.fromkeys(texts) if one not in held]
        if lacking:
            held |= zip(lacking, self._embedder.embed_passages(lacking), strict=True)
        with self._turn:
            for one in dict.fromkeys(texts):
                self._held[one] = held[one]
                self._held.move_to_end(one)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return np.stack([held[one] for one in texts])

    def clear(self) -> None:
        """Forget every sentence."""
        with self._turn:
            self._held.clear()
