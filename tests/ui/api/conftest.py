from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.serving import Running, running

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The API of an archive without users, for whoever sits at this machine."""
    with running(tmp_path_factory.mktemp("api") / "home") as found:
        yield found
