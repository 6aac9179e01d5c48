"""What every test stands on: no network, no keys, no home but a temporary one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import netguard

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]

for name in [one for one in os.environ if one.startswith(("OPENAI_", "JIYAO_", "LANGCHAIN_", "LANGSMITH_"))]:
    if not name.startswith("JIYAO_TEST_"):
        del os.environ[name]  # a developer's own key or archive must not reach a test
os.environ |= {"HF_HUB_OFFLINE": "1", "GRADIO_ANALYTICS_ENABLED": "False", "ANONYMIZED_TELEMETRY": "False"}
netguard.install()


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that reached for the network, even where the code under test swallowed the refusal."""
    netguard.attempts.clear()
    yield
    attempts = list(netguard.attempts)
    netguard.attempts.clear()
    if attempts and request.node.get_closest_marker("reaches_out") is None:
        pytest.fail(f"reached for the network: {', '.join(attempts)}")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive's home that does not exist yet, named by JIYAO_HOME."""
    folder = tmp_path / "home"
    monkeypatch.setenv("JIYAO_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real minutes and benchmarks beside the checkout; a test that needs it skips without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared (real minutes and benchmarks), which does not lie beside this checkout")
    return folder
