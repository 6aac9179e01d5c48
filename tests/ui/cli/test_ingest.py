from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cli.conftest import MINUTES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Line


def test_it_sums_up_what_went_in(line: Line, minutes: Path) -> None:
    done = line("ingest", minutes)
    assert (done.exit_code, done.stdout) == (0, "新增 1 · 未变 0 · 更新 0 · 拒收 0\n")
    assert line.writes == [True]


def test_the_same_again_is_no_failure_and_changes_nothing(filled: Line, minutes: Path) -> None:
    done = filled("ingest", minutes)
    assert (done.exit_code, done.stdout) == (0, "新增 0 · 未变 1 · 更新 0 · 拒收 0\n")


def test_changed_minutes_take_the_place_of_the_old(filled: Line, minutes: Path) -> None:
    minutes.write_text(MINUTES + "三、会议研究其他事项。\n", encoding="utf-8")
    assert "更新 1" in filled("ingest", minutes).stdout
    assert len(filled.archive.documents()) == 1


def test_a_refused_file_has_one_line_and_the_others_go_in(line: Line, minutes: Path, tmp_path: Path) -> None:
    (tmp_path / "novel.txt").write_text("那天下雨。", encoding="utf-8")
    done = line("ingest", tmp_path / "novel.txt", minutes, tmp_path / "gone.txt")
    assert done.exit_code == 0
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert "novel.txt" in lines[0]
    assert "gone.txt" in lines[1]
    assert done.stdout == "新增 1 · 未变 0 · 更新 0 · 拒收 2\n"


def test_it_fails_only_where_all_were_refused(line: Line, tmp_path: Path) -> None:
    assert line("ingest", tmp_path / "gone.txt").exit_code == 1


def test_the_summary_says_what_is_in_also_when_interrupted(line: Line, minutes: Path) -> None:
    line.archive.interrupt_after = 1
    done = line("ingest", minutes, minutes)
    assert done.exit_code == 130
    assert "新增 1" in done.stdout
    assert len(line.archive.documents()) == 1


@pytest.mark.parametrize("place", ["before", "after"])
def test_home_may_stand_before_the_command_or_after_it(line: Line, minutes: Path, tmp_path: Path, place: str) -> None:
    option = ("--home", str(tmp_path / "elsewhere"))
    done = line(*option, "ingest", minutes) if place == "before" else line("ingest", minutes, *option)
    assert done.exit_code == 0
    assert line.homes == [str(tmp_path / "elsewhere")]
