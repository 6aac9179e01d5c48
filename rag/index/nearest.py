"""Which of the two vector searches answers: Chroma for the whole archive, the exact scan for what a filter leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rag.errors import StoreError
from rag.index.exact import ExactVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.index.lookups import Lookups
    from rag.index.vectors import ChromaVectors

WIDER = 2  # times the limit asked of Chroma, before its candidates are ordered by their exact cosines


class Nearest:
    """Vector search with one behaviour in every process: exact cosines, equal ones by id."""

    def __init__(self, catalogue: Lookups) -> None:
        self._exact = ExactVectors(catalogue)
        self.chroma: ChromaVectors | None = None
        self.trouble: str | None = None

    @property
    def kind(self) -> Literal["chroma", "exact"]:
        """How an unfiltered search is answered."""
        return "exact" if self.chroma is None else "chroma"

    def give_up(self, error: StoreError) -> None:
        """Go on without Chroma, and remember why. Its marker stays, so the next opening makes it anew."""
        if self.chroma is not None:
            self.chroma.abandon()
        self.chroma = None
        self.trouble = f"{error}；向量检索改用精确扫描"

    def search(
        self, vector: NDArray[np.float32], limit: int, among: frozenset[str] | None = None
    ) -> list[tuple[str, float]]:
        """The nearest chunks as (id, cosine), nearest first; only ids in `among` where it is given."""
        chroma = self.chroma
        if chroma is None or among is not None:
            return self._exact.search(vector, limit, among)
        try:
            found = chroma.search(vector, limit * WIDER)
        except StoreError as error:  # the catalogue holds every vector: a failing cache costs time, nothing else
            self.give_up(error)
            return self._exact.search(vector, limit)
        return self._exact.search(vector, limit, frozenset(chunk for chunk, _ in found))
