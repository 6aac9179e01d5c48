from __future__ import annotations

import json
from typing import Any

import pytest

from evals.corpus import cases
from evals.parsing import CLEAN, NOISY, UNSHOWN, Report, measure, parsed, read_gold, score_source, table, worst_misses


def _gold() -> list[dict[str, Any]]:
    case = next(case for case in cases() if case.path.stem == "lanhu-06")
    copy: list[dict[str, Any]] = json.loads(json.dumps(read_gold(case.gold)))
    return copy


def test_gold_against_itself_is_perfect() -> None:
    report = Report()
    for case in cases():
        gold = read_gold(case.gold)
        score_source(report, CLEAN, case.path.name, gold, gold)
    assert report.macro(CLEAN) == 1.0
    assert report.misses == []


def test_a_wrong_name_is_a_miss_with_its_place() -> None:
    gold, found = _gold(), _gold()
    found[0]["present"][2]["name"] = "某某"
    report = Report()
    score_source(report, CLEAN, "lanhu-06.txt", gold, found)
    assert [(str(miss.place), miss.field) for miss in report.misses] == [("clean lanhu-06.txt#1", "present")]
    assert report.f1(CLEAN, "present") == pytest.approx(5 / 6)


def test_a_meeting_that_was_not_read_costs_recall_of_everything() -> None:
    report = Report()
    score_source(report, CLEAN, "lanhu-06.txt", _gold(), [])
    assert report.tallies[CLEAN]["item"].recall == 0.0
    assert report.macro(CLEAN) == 0.0


def test_a_refused_source_reads_as_no_meeting() -> None:
    assert parsed(b"\x00\x01\x02\x03" * 50, "x.bin") == []


def test_what_damage_hides_is_not_asked_for() -> None:
    report = Report()
    score_source(report, "spam_place", "lanhu-06.txt", _gold(), _gold())
    assert report.f1("spam_place", "title") is None
    assert report.f1("spam_place", "session") == 1.0


def test_measuring_reads_clean_and_noisy_files_and_prints_a_line_a_field() -> None:
    report = measure([CLEAN, NOISY, "traditional"], only="lanhu")
    assert set(report.tallies) == {CLEAN, NOISY, "traditional"}
    printed = table(report)
    assert "responsible_units" in printed
    assert worst_misses(report, 0) == ""


@pytest.mark.parametrize("batch", UNSHOWN)
def test_what_is_held_out_is_scored_and_never_shown(batch: str) -> None:
    report = measure([batch])
    assert report.tallies[batch]["item"].expected
    assert worst_misses(report, 1000) == ""
