"""The one door to Chroma: vectors and ids, nothing else. A derived cache that the catalogue can fill again.

Measured on chromadb 1.5.9: a process killed while Chroma flushes leaves a folder that opens once and crashes the
next time, and opening it does not tell; two processes that write lose vectors silently. Hence: only the holder of
the archive's lock opens it; the marker IN_USE stands while it is open; where the marker is found the folder is
not opened but made anew beside it. Vectors are always passed: given text, Chroma would download a model.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag.errors import StoreError
from rag.index.versions import Versions, sync_folder, write_durably

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

COLLECTION = "minutes"
BATCH = 2_000  # vectors a call; Chroma takes 5,461
MARKER = "IN_USE"

Batch = tuple["Sequence[str]", "NDArray[np.float32]"]


class ChromaVectors:
    """The `VectorIndex` of the process that holds the archive's lock. Every method may raise StoreError."""

    def __init__(self, home: Path, embedder: str) -> None:
        self._versions = Versions(home)
        self._marker = home / MARKER
        self._embedder = embedder
        self._client: Client | None = None
        self._collection: Collection | None = None
        self._size: int | None = None  # Chroma counts in 7 ms at 100,000, more than it searches in

    def open(self) -> bool:
        """Open what is there; False, with nothing opened, where it must be made anew first."""
        folder = self._versions.current()
        if folder is None or self._marker.exists():
            return False
        with _translated(self._versions.home):
            self._mark()
            self._client = _client(folder)
            names = [one.name for one in self._client.list_collections()]
            if COLLECTION in names:
                self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        if self._collection is None or (self._collection.metadata or {}).get("embedder") != self._embedder:
            self.close()
            return False
        return True

    def rebuild(self, batches: Iterable[Batch]) -> None:
        """Fill a new folder from the catalogue's vectors, then let it count; until then the old one does."""
        self.abandon()
        with _translated(self._versions.home):
            folder = self._versions.fresh()
            client = _client(folder)
            # recall@10 of 0.997 at 100,000 (Chroma's defaults: 0.95); fixed when a collection is made
            collection = client.create_collection(
                COLLECTION,
                embedding_function=None,
                configuration={
                    "hnsw": {"space": "cosine", "ef_construction": 400, "max_neighbors": 32, "ef_search": 200}
                },
                metadata={"embedder": self._embedder},
            )
            for ids, vectors in batches:
                _upsert(collection, ids, vectors)
            client.close()
            self._versions.flip(folder)
            self._unmark()
            self._versions.sweep()

    def count(self) -> int:
        """Vectors in the index."""
        with _translated(self._versions.home):
            return self._opened().count()

    def update(self, ids: Sequence[str], vectors: NDArray[np.float32], deletes: Sequence[str]) -> None:
        """Put vectors in under their ids, take ids out."""
        self._size = None
        with _translated(self._versions.home):
            for at in range(0, len(deletes), BATCH):
                self._opened().delete(ids=list(deletes[at : at + BATCH]))
            _upsert(self._opened(), ids, vectors)

    def search(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """The nearest chunks as (id, cosine), nearest first; approximate."""
        with _translated(self._versions.home):
            collection = self._opened()
            if self._size is None:
                self._size = collection.count()
            limit = min(limit, self._size)
            if limit <= 0:
                return []
            found = collection.query(query_embeddings=vector[None], n_results=limit, include=["distances"])
        distances = found["distances"] or [[]]
        return [(one, 1.0 - distance) for one, distance in zip(found["ids"][0], distances[0], strict=True)]

    def close(self) -> None:
        """Close Chroma, then take the marker away; without this the next process makes the index anew."""
        if self._client is not None:
            with _translated(self._versions.home):
                self._client.close()
            self._client = self._collection = None
            self._unmark()

    def abandon(self) -> None:
        """Let go without a clean close: the marker stays, and whoever opens next makes the index anew."""
        self._client = self._collection = None

    def _opened(self) -> Collection:
        if self._collection is None:
            raise StoreError(f"{self._versions.home}：向量索引尚未打开")
        return self._collection

    def _mark(self) -> None:
        write_durably(self._marker, "")
        sync_folder(self._marker.parent)

    def _unmark(self) -> None:
        self._marker.unlink(missing_ok=True)


def _upsert(collection: Collection, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
    for at in range(0, len(ids), BATCH):
        collection.upsert(ids=list(ids[at : at + BATCH]), embeddings=vectors[at : at + BATCH])


def _client(folder: Path) -> Client:
    from chromadb.api.client import Client
    from chromadb.config import Settings

    return Client(
        settings=Settings(
            _env_file=None,  # type: ignore[call-arg]  # a .env of the folder one happens to stand in is not about us
            is_persistent=True,
            persist_directory=str(folder),
            anonymized_telemetry=False,
        )
    )


@contextmanager
def _translated(home: Path) -> Iterator[None]:
    """Chroma's errors, those of its Rust half and of its settings (pydantic's are ValueErrors) as ours."""
    try:
        from chromadb.errors import ChromaError
    except (ValueError, ImportError) as error:
        raise StoreError(f"{home}：chromadb 无法载入（{error}）；请检查当前目录的 .env 与 CHROMA_ 环境变量") from error
    try:
        yield
    except (ChromaError, ValueError, RuntimeError, OSError) as error:
        raise StoreError(f"{home}：向量索引不可用（{error}）；重新打开档案即可重建") from error
