"""Made-up minutes: the same for a seed, true to their gold, and read nearly without a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.generate import LABELS, generated, main
from evals.parsing import Report, parsed, read_gold, score_source

if TYPE_CHECKING:
    from pathlib import Path


def test_a_seed_makes_the_same_minutes_and_another_others() -> None:
    assert [one.text for one in generated(5)] == [one.text for one in generated(5)]
    assert [one.text for one in generated(5)] != [one.text for one in generated(5, seed=8)]


def test_gold_says_only_what_the_text_says_in_every_layout() -> None:
    made = list(generated(40))
    for one in made:
        for item in one.gold["items"]:
            assert item["title"] in one.text
            assert item["decision"] is None or item["decision"]["text"] in one.text
    assert {one.gold["items"][0]["label"] for one in made} == {label(0) for label in LABELS}


def test_layouts_that_nobody_typed_are_read() -> None:
    report = Report()
    for one in generated(30, seed=3):
        score_source(report, "made", one.name, [one.gold], parsed(one.text.encode(), one.name))
    assert (report.macro("made") or 0) >= 0.97


def test_files_are_written_with_their_gold(tmp_path: Path) -> None:
    assert main(["2", str(tmp_path)]) == 0
    assert sorted(one.name for one in tmp_path.glob("*.txt")) == ["000000.txt", "000001.txt"]
    assert read_gold(tmp_path / "gold" / "000001.jsonl")[0]["source"] == "000001.txt"
