"""Who is signed in at a browser: random names of sessions, each with its end, kept in memory only.

A restart signs everybody out, which is the safe side. `clock` gives seconds.
"""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.access.users import User

IDLE = 2 * 3600.0
"""Seconds without a request after which a session ends."""
LONGEST = 12 * 3600.0
"""Seconds after which a session ends, whatever happens in it: a working day."""


@dataclass(frozen=True, slots=True)
class _Session:
    user: User
    began: float
    seen: float


class Sessions:
    """Threads share it; ended sessions are forgotten when the next one begins."""

    def __init__(
        self, idle: float = IDLE, longest: float = LONGEST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._idle, self._longest, self._clock = idle, longest, clock
        self._turn = threading.Lock()
        self._held: dict[str, _Session] = {}

    def begin(self, user: User) -> str:
        """A session of that user; its name is the secret that the browser keeps."""
        now, name = self._clock(), secrets.token_urlsafe(32)
        with self._turn:
            self._held = {key: one for key, one in self._held.items() if self._lives(one, now)}
            self._held[name] = _Session(user, now, now)
        return name

    def user(self, name: str) -> User | None:
        """Whose session that is, as they were when it began; None where it has ended or never was."""
        now = self._clock()
        with self._turn:
            held = self._held.get(name)
            if held is None or not self._lives(held, now):
                self._held.pop(name, None)
                return None
            self._held[name] = replace(held, seen=now)
            return held.user

    def end(self, name: str) -> None:
        """Sign out."""
        with self._turn:
            self._held.pop(name, None)

    def _lives(self, one: _Session, now: float) -> bool:
        return now - one.seen < self._idle and now - one.began < self._longest
