"""One archive of all clean samples for every report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evals.corpus import cases
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    settings = Settings(home=tmp_path_factory.mktemp("reports"))
    with Archive.open(settings, embedder=HashedBigrams(), write=True) as archive:
        for _ in archive.add_all(str(case.path) for case in cases()):
            pass
        yield archive
