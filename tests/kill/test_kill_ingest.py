"""A short run of the kill script; `python -m tests.kill.kill_ingest` is the long one."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.kill.kill_ingest import Plan, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process without its consent")
def test_two_rounds_of_kills_leave_whole_archives(tmp_path: Path) -> None:
    tally = run(Plan(rounds=2, documents=80, embedder="hashed-bigrams", seed=3), tmp_path)
    assert tally.whole, tally
