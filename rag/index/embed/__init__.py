"""Text to vectors. Which embedder serves is an explicit ladder; nothing is chosen silently."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import SettingsError

if TYPE_CHECKING:
    from rag.ports import Embedder
    from rag.settings import Settings

EMBEDDED = "multilingual-e5-small"
FAKE = "hashed-bigrams"


def open_embedder(settings: Settings) -> Embedder:
    """The embedder the settings name; it loads when its first text comes.

    Raises SettingsError where the embedded model is not installed, or a named one has no endpoint.
    """
    model = settings.embedding_model
    if model in ("", EMBEDDED):
        from rag.index.embed.e5 import EmbeddedE5

        return EmbeddedE5(model_cache(settings))
    if model == FAKE:
        from rag.index.embed.fake import HashedBigrams

        return HashedBigrams()
    if settings.embedding_base_url or settings.embedding_api_key:
        from rag.index.embed.remote import RemoteEmbedder

        return RemoteEmbedder(settings)
    raise SettingsError(
        f"JIYAO_EMBEDDING_MODEL={model}：没有这个模型的接口；"
        "请设置 JIYAO_EMBEDDING_BASE_URL 或 OPENAI_API_KEY，或取消该变量以使用内置模型"
    )


def embeds_here(settings: Settings) -> bool:
    """Whether this process embeds; if not, a question mostly waits for a service to."""
    return settings.embedding_model in {"", EMBEDDED, FAKE}


def model_cache(settings: Settings) -> Path:
    """Where models built from installed data are kept: the user's cache, shared by all archives of a machine.

    `settings.cache` names another place; an archive's own folder serves where the user has no writable cache.
    """
    home = settings.home
    if settings.cache is not None:
        return settings.cache
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    shared = base / "jiyao"
    try:
        shared.mkdir(parents=True, exist_ok=True)
    except OSError:
        return home / "models"
    return shared if os.access(shared, os.W_OK) else home / "models"
