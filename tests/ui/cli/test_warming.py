"""What the first question would wait for is loaded while doors open; what cannot be is left to that question."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from rag.archive import Archive
from rag.errors import SettingsError
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from ui.cli.serving import warming

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


class Model(HashedBigrams):
    """An embedder that says who asked it, or why it cannot be asked."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.error = error
        self.askers: list[str] = []

    def embed_query(self, text: str) -> NDArray[np.float32]:
        self.askers.append(threading.current_thread().name)
        if self.error is not None:
            raise self.error
        return super().embed_query(text)


@pytest.mark.parametrize("error", [None, SettingsError("没有模型"), OSError("磁盘满了")])
def test_the_model_is_loaded_beside_and_before_the_archive_is_closed(tmp_path: Path, error: Exception | None) -> None:
    model = Model(error)
    settings = Settings(home=tmp_path, embedding_model="hashed-bigrams")
    with Archive.open(settings, embedder=model, write=True) as archive, warming(archive):
        pass
    assert model.askers == ["warming"]


def test_a_service_is_not_asked_before_anybody_asks(tmp_path: Path) -> None:
    model = Model()
    settings = Settings(home=tmp_path, embedding_model="of-a-service", embedding_base_url="http://127.0.0.1:9/v1")
    with Archive.open(settings, embedder=model, write=True) as archive, warming(archive):
        pass
    assert model.askers == []
