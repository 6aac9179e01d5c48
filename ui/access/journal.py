"""The journal of an archive: who asked or changed what, and when, one JSON line each, only ever added to.

Neither passwords nor tokens are handed to it. `jiyao user log` prints it.
"""

from __future__ import annotations

import json
import os
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rag.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "journal.jsonl"
LONGEST = 2000
"""Characters of a detail; the rest of a longer one is left out."""


class Journal:
    """Appends to one file in the home of an archive; threads share it."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._turn = threading.Lock()

    def record(self, user: str, action: str, detail: str = "") -> None:
        """Add one line. Raises StoreError where it cannot be written: what leaves no trace is not done."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = {"time": now, "user": user, "action": action, "detail": detail[:LONGEST]}
        line = (json.dumps(entry, ensure_ascii=False) + "\n").encode("utf-8", "replace")
        try:
            with self._turn:
                descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                try:
                    os.write(descriptor, line)
                finally:
                    os.close(descriptor)
        except OSError as error:
            raise StoreError(f"{self._path}：日志写不了（{error.strerror}）；请检查磁盘空间与权限") from error

    def lines(self) -> Iterator[str]:
        """Every line, the first first; none where nothing has happened yet."""
        if self._path.exists():
            with self._path.open(encoding="utf-8") as file:
                yield from (line.rstrip("\n") for line in file)
