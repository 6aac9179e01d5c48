"""Vectors kept on disk from one run to the next: an embedder in front of another, since embedding costs the time."""

from __future__ import annotations

import sqlite3
from hashlib import blake2s
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from rag.ports import Embedder


class CachedEmbedder:
    """The port `rag.ports.Embedder`; a text that was embedded before, by the embedder of that name, is looked up."""

    def __init__(self, inner: Embedder, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = inner.name
        self.fresh = 0
        self._inner = inner
        self._rows = sqlite3.connect(folder / "vectors.sqlite3", isolation_level=None, check_same_thread=False)
        self._rows.execute("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL)")

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._inner.dimension

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension), float32 unit rows."""
        rows = [self._row("passage", one, lambda text: self._inner.embed_passages([text])[0]) for one in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,), float32, unit length."""
        return self._row("query", text, self._inner.embed_query)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()

    def _row(self, side: str, text: str, embed: Callable[[str], NDArray[np.float32]]) -> NDArray[np.float32]:
        key = blake2s(f"{self.name}\n{side}\n{text.strip()}".encode("utf-8", "surrogatepass")).hexdigest()
        found = self._rows.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        if found is not None:
            return np.frombuffer(found[0], "<f4")
        row = embed(text.strip())
        self.fresh += 1
        self._rows.execute("INSERT OR IGNORE INTO vectors VALUES (?, ?)", (key, row.astype("<f4").tobytes()))
        return row
