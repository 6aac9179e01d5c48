"""One scripted endpoint for a whole run of tests; each test scripts it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.answer.model import Forms, OpenAIChat
from rag.settings import Settings
from tests.servers.scripted_openai import KEY, Play, ScriptedOpenAI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def endpoint() -> Iterator[ScriptedOpenAI]:
    with ScriptedOpenAI() as server:
        yield server


@pytest.fixture
def connect(endpoint: ScriptedOpenAI, tmp_path: Path) -> Callable[..., OpenAIChat]:
    """A chat model at the endpoint, which plays what is given; what it learns of the endpoint it learns anew."""

    def connected(*plays: Play, timeout: float = 20.0, forms: Forms | None = None) -> OpenAIChat:
        endpoint.script(*plays)
        settings = Settings(home=tmp_path, model="scripted", base_url=endpoint.url, api_key=KEY, model_timeout=timeout)
        return OpenAIChat(settings, forms=forms or Forms())

    return connected
