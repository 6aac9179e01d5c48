from __future__ import annotations

from typing import TYPE_CHECKING

from evals.growth import CHUNKS, Stage, Watch, file_all, measure, opened, table
from evals.growth_made import districts, minutes, questions

if TYPE_CHECKING:
    from pathlib import Path


def test_made_minutes_are_the_same_every_time() -> None:
    assert list(minutes(3)) == list(minutes(3))
    assert questions(2) == questions(2)
    assert len(set(districts())) == 60


def test_growth_files_and_asks_through_the_real_stores(tmp_path: Path) -> None:
    with opened(tmp_path / "archive") as archive:
        filing = file_all(archive, tmp_path / "texts", 3 * CHUNKS)
        stages = measure(archive, 2)
    assert filing.meetings == 3
    assert filing.chunks >= 3 * CHUNKS
    assert {one.stage for one in stages} >= {"retrieval", "answer", "  lexical"}
    assert {one.kind for one in stages} == set(questions(1))


def test_a_watch_counts_calls_by_part() -> None:
    watch = Watch()
    words = watch.over("words", "一二三")
    assert words.count("二") == 1
    assert watch.read()["words"] > 0
    assert watch.read() == {}


def test_the_table_puts_sizes_side_by_side() -> None:
    stages = [Stage(size, "no filter", "retrieval", 2, 1.0, 2.0) for size in (10, 20)]
    assert "| no filter | retrieval | 1.0 / 2.0 | 1.0 / 2.0 |" in table([], stages)
