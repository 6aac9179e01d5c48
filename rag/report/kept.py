"""What was made of the whole archive, kept for as long as the archive stays as it is."""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Kept:
    """Threads share it: each thing is made once a generation, and making one holds up nobody who wants another."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[int, object]] = {}
        self._locks: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)

    def get(self, name: str, generation: int, make: Callable[[], T]) -> T:
        """What `make` gave for this generation; made now where it was not, and what an older one gave is dropped."""
        with self._locks[name]:
            held = self._held.get(name)
            if held is None or held[0] != generation:
                held = (generation, make())
                self._held[name] = held
        return held[1]  # type: ignore[return-value]
