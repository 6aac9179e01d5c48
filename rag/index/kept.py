"""What was worked out once, kept while the archive stands as it did; whoever asks meanwhile waits for the same work."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from rag.index.database import Standing

T = TypeVar("T")


class Kept(Generic[T]):
    """At most `most` values under keys, the longest unused going first; all go when the archive changes.

    Threads share it. While an index still lags behind the catalogue nothing is kept or shared: what is found then may
    not be what is found a moment later.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._turn = threading.Lock()
        self._generation = -1
        self._held: OrderedDict[Hashable, Future[T]] = OrderedDict()

    def get(self, standing: Standing, key: Hashable, make: Callable[[], T]) -> tuple[T, bool]:
        """The value of `make`, and whether somebody else's work made it. Raises what `make` raises."""
        while standing.settled:
            found, mine = self._claim(standing.generation, key)
            if mine:
                return self._made(found, key, make), False
            try:
                return found.result(), True
            except CancelledError:  # whoever worked on it failed: they are told why, and we try ourselves
                continue
        return make(), False

    def _claim(self, generation: int, key: Hashable) -> tuple[Future[T], bool]:
        with self._turn:
            if self._generation != generation:
                self._generation = generation
                self._held = OrderedDict()
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
                return found, False
            mine: Future[T] = Future()
            self._held[key] = mine
            if len(self._held) > self._most:
                self._held.popitem(last=False)
            return mine, True

    def _made(self, mine: Future[T], key: Hashable, make: Callable[[], T]) -> T:
        try:
            value = make()
            mine.set_result(value)
        finally:
            if not mine.done():
                with self._turn:
                    if self._held.get(key) is mine:
                        del self._held[key]
                mine.cancel()
        return value
