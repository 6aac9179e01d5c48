"""One process writes an archive. The operating system gives the lock back when that process ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from rag.errors import Locked, StoreError

if TYPE_CHECKING:
    from pathlib import Path

POLL = 0.05  # seconds between two tries
PID_BYTES = 20

if sys.platform == "win32":
    import msvcrt

    LOCK_AT = 1 << 30  # Windows locks bytes against reading too: lock one far behind the pid

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, LOCK_AT, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held from `take` to `release`. The file names the holder's pid for whoever comes second."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def try_take(self) -> bool:
        """Take the lock now, or say that another holds it. Raises StoreError where nobody may write there."""
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(f"{self.path}：档案目录不可写（{error.strerror}）；请检查权限，或换一个 --home") from error
        try:
            _take(descriptor)
        except OSError:  # EWOULDBLOCK on POSIX, EACCES on Windows: another holds it
            os.close(descriptor)
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.truncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor
        return True

    def take(self, wait: float) -> None:
        """Take the lock within `wait` seconds. Raises Locked, naming the process that holds it."""
        deadline = time.monotonic() + wait
        while not self.try_take():
            if time.monotonic() >= deadline:
                raise Locked(
                    f"{self.path.parent}：进程 {self.holder() or '（未知）'} 正在写这个档案；请等它结束，或先关闭它再试"
                )
            time.sleep(POLL)

    def holder(self) -> str:
        """The pid that the lock file names; it may be stale when nobody holds the lock."""
        try:
            return self.path.read_bytes()[:PID_BYTES].decode("ascii", "ignore").strip()
        except OSError:
            return ""

    def release(self) -> None:
        """Give the lock back; a second time does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
