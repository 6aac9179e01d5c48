"""The seams of the house: what a backend must do to be taken in. Each has an honest fake that ships.

Vectors are float32 unit rows, so a dot product is a cosine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rag.records import ModelReply


class Embedder(Protocol):
    """Text to vectors. `name` is written into the archive, which refuses a different one."""

    name: str

    @property
    def dimension(self) -> int:
        """Length of a vector. Raises ModelError from a remote backend that has to be asked."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension), unit rows. Raises ModelError from a remote backend."""
        ...

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,), unit length."""
        ...


class LexicalIndex(Protocol):
    """BM25 over chunks. A derived cache: the catalogue can rebuild it."""

    def update(self, upserts: Sequence[tuple[str, str]], deletes: Sequence[str]) -> None:
        """Put (chunk id, text) pairs in, take ids out, and make both durable."""
        ...

    def search(self, text: str, limit: int, among: frozenset[str] | None = None) -> list[tuple[str, float]]:
        """The best chunks as (id, BM25 score > 0), best first; only ids in `among` where it is given."""
        ...


class VectorIndex(Protocol):
    """Nearest vectors. A derived cache: the catalogue can rebuild it without embedding again."""

    def update(self, ids: Sequence[str], vectors: NDArray[np.float32], deletes: Sequence[str]) -> None:
        """Put vectors in under their ids, take ids out."""
        ...

    def search(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """The nearest chunks as (id, cosine), nearest first."""
        ...


class ChatModel(Protocol):
    """A chat model that answers in JSON. `name` is recorded with each answer."""

    name: str

    def stream(self, system: str, user: str, schema: dict[str, object]) -> Iterator[ModelReply]:
        """Growing replies: each holds what has been parsed so far, the last one the usage. Raises ModelError.

        An object in a list appears once it is complete, never half.
        """
        ...
