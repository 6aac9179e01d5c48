"""Wrong passwords make the next try wait, twice as long each time: per user and address, and per address."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.access.visitor import Throttled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FREE = 3
"""Wrong tries of one user from one address that cost nothing: people mistype."""
FREE_ADDRESS = 20
"""Wrong tries from one address, whatever the user: an office may share one."""
FIRST, MOST = 1.0, 900.0
"""Seconds to wait after the first try that costs, and at the most."""
REMEMBERED = 10_000
"""Keys held at once; the ones waited for least go first, so that made-up names cannot fill the memory."""


@dataclass(frozen=True, slots=True)
class _Tries:
    wrong: int
    until: float


class Throttle:
    """Threads share it. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turn = threading.Lock()
        self._tries: dict[tuple[str, ...], _Tries] = {}

    def check(self, name: str, address: str) -> None:
        """Raise Throttled where this user, or this address, has to wait."""
        now = self._clock()
        with self._turn:
            until = max((self._tries[key].until for key in _keys(name, address) if key in self._tries), default=0.0)
        if until > now:
            raise Throttled(math.ceil(until - now))

    def wrong(self, name: str, address: str) -> None:
        """Count a wrong password. It is counted before the password is looked at, so that tries at once wait too."""
        now = self._clock()
        with self._turn:
            for key, free in zip(_keys(name, address), (FREE, FREE_ADDRESS), strict=True):
                wrong = self._tries[key].wrong + 1 if key in self._tries else 1
                wait = min(MOST, FIRST * 2.0 ** min(wrong - free, 30)) if wrong >= free else 0.0
                self._tries[key] = _Tries(wrong, now + wait)
            if len(self._tries) > REMEMBERED:
                self._forget()

    def right(self, name: str, address: str) -> None:
        """Forget the wrong tries before a right one, of this user from this address and one of the address's."""
        own, whole = _keys(name, address)
        with self._turn:
            self._tries.pop(own, None)
            if whole in self._tries:
                self._tries[whole] = _Tries(max(0, self._tries[whole].wrong - 1), 0.0)

    def _forget(self) -> None:
        kept = sorted(self._tries.items(), key=lambda one: one[1].until)[REMEMBERED // 2 :]
        self._tries = dict(kept)


def _keys(name: str, address: str) -> Sequence[tuple[str, ...]]:
    return (name, address), (address,)
