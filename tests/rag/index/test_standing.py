"""How the archive stands, as every question asks a dozen times."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from rag.index.database import Database

if TYPE_CHECKING:
    from pathlib import Path


def test_it_follows_whoever_writes_and_holds_up_nobody(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    here, there = Database(path), Database(path)
    before = here.standing().generation
    for count in range(1, 4):
        with there.write():
            pass
        with ThreadPoolExecutor(8) as people:
            seen = [one.generation for one in people.map(lambda _: here.standing(), range(32))]
        assert set(seen) == {before + count}
    there.close()
    beside = sqlite3.connect(path)
    (busy, _, _) = beside.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    beside.close()
    assert busy == 0, "no view of the past is held on to"
    here.close()
    assert here.standing().generation == before + 3, "and it opens again"
    here.close()
