"""An embedder without a model, for tests: honest, since texts that share characters lie close."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class HashedBigrams:
    """Counts of character pairs and single characters, hashed into `dimension` buckets, as unit rows."""

    name = "hashed-bigrams"

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension), float32 unit rows. Raises ValueError on a blank text."""
        rows = [self.embed_query(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,), float32, unit length. Raises ValueError on a blank text.

        >>> embedder = HashedBigrams()
        >>> near, far = embedder.embed_passages(["老旧小区改造方案", "春季招聘会"])
        >>> query = embedder.embed_query("小区改造")
        >>> bool(near @ query > far @ query)
        True
        """
        characters = "".join(text.split())
        if not characters:
            raise ValueError("a blank text has no meaning to embed")
        grams = [*characters, *map("".join, pairwise(characters))]
        buckets = [crc32(gram.encode()) % self.dimension for gram in grams]
        row = np.bincount(buckets, minlength=self.dimension).astype(np.float32)
        return np.asarray(row / np.linalg.norm(row), np.float32)
