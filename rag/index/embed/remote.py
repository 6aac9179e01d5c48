"""Embeddings from an OpenAI-compatible endpoint: the one door to `openai` for vectors."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rag.errors import Malformed, RateLimited, Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from openai import OpenAI
    from openai.types import CreateEmbeddingResponse

    from rag.settings import Settings

BATCH = 64  # texts a request: well under every known server's bound
RETRIES = 2
DIMENSIONS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}
REMEDY = "请检查 JIYAO_EMBEDDING_MODEL、JIYAO_EMBEDDING_BASE_URL 与密钥，或取消它们以使用内置模型"


class RemoteEmbedder:
    """Vectors of the model that `settings` names, made unit length here. Every call may raise ModelError."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.embedding_model
        self._settings = settings

    @cached_property
    def dimension(self) -> int:
        """Length of a vector: known for OpenAI's own models, otherwise found by embedding one word."""
        return DIMENSIONS.get(self.name) or len(self._request(["纪要"])[0])

    @cached_property
    def _client(self) -> OpenAI:
        from openai import OpenAI

        one = self._settings
        return OpenAI(
            api_key=one.embedding_api_key or "none",  # local servers ask for none, the client insists on one
            base_url=one.embedding_base_url or None,
            timeout=one.model_timeout,
            max_retries=RETRIES,
        )

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension), float32 unit rows. Raises ValueError on a blank text, ModelError."""
        if any(not text.strip() for text in texts):
            raise ValueError("a blank text has no meaning to embed")
        parts = [self._request(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimension), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,), float32, unit length. Raises ValueError on a blank text, ModelError."""
        row: NDArray[np.float32] = self.embed_passages([text])[0]
        return row

    def _request(self, texts: Sequence[str]) -> NDArray[np.float32]:
        reply = self._ask(texts)
        try:
            rows = np.array([one.embedding for one in sorted(reply.data, key=lambda one: one.index)], np.float32)
        except (TypeError, ValueError, AttributeError) as error:
            raise Malformed(f"{self.name}：向量接口的回答不是数字表；{REMEDY}") from error
        lengths = np.linalg.norm(rows, axis=-1, keepdims=True) if rows.ndim == len(("texts", "numbers")) else None
        if lengths is None or len(rows) != len(texts) or not np.all(np.isfinite(lengths) & (lengths > 0)):
            raise Malformed(f"{self.name}：向量接口答了 {rows.shape} 的数表，应为 {len(texts)} 行非零向量；{REMEDY}")
        return np.asarray(rows / lengths, np.float32)

    def _ask(self, texts: Sequence[str]) -> CreateEmbeddingResponse:
        from openai import APIError, OpenAIError, RateLimitError

        try:
            return self._client.embeddings.create(input=list(texts), model=self.name, encoding_format="float")
        except RateLimitError as error:
            raise RateLimited(f"{self.name}：向量接口限流；请稍后再试") from error
        except APIError as error:
            raise Unavailable(f"{self.name}：向量接口不可用（{error.message}）；{REMEDY}") from error
        except OpenAIError as error:
            raise Unavailable(f"{self.name}：向量接口不可用（{error}）；{REMEDY}") from error
