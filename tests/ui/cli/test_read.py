"""`parse` and `text`, over the real reader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evals.corpus import sample_paths

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Line


def sample() -> Path:
    return next(path for path in sample_paths() if path.suffix == ".txt")


def test_the_text_is_what_was_extracted_and_nothing_more(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "gbk.txt"
    file.write_bytes(sample().read_text(encoding="utf-8").encode("gb18030"))
    done = line("text", file)
    assert done.exit_code == 0
    [meeting] = [json.loads(one) for one in line("parse", file, "--json").stdout.splitlines()][:1]
    text = done.stdout_bytes.decode("utf-8")
    item = meeting["items"][0]
    assert 0 <= item["start"] < item["end"] <= len(text)


def test_text_takes_one_file(line: Line, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(sample().read_bytes())
    assert line("text", tmp_path).exit_code == 2


def test_a_meeting_is_one_line_of_json(line: Line) -> None:
    done = line("parse", sample(), "--json")
    assert done.exit_code == 0
    meetings = [json.loads(one) for one in done.stdout.splitlines()]
    assert [one["meeting_index"] for one in meetings] == list(range(1, len(meetings) + 1))


def test_people_see_the_items_and_the_quality(line: Line) -> None:
    done = line("parse", sample())
    assert done.exit_code == 0
    assert done.stdout.startswith("《")
    assert "质量报告" in done.stdout


def test_a_refused_file_is_a_line_and_the_rest_goes_on(line: Line, tmp_path: Path) -> None:
    (tmp_path / "novel.txt").write_text("那天夜里下了很大的雨。\n" * 50, encoding="utf-8")
    done = line("parse", tmp_path / "novel.txt", sample(), tmp_path / "gone.txt", "--json")
    assert done.exit_code == 1
    assert done.stdout.strip()
    assert [name for name in ("novel.txt", "gone.txt") if name in done.stderr] == ["novel.txt", "gone.txt"]
    assert len(done.stderr.splitlines()) == 2


def test_standard_input_is_a_file(line: Line) -> None:
    done = line("parse", "-", "--json", stdin=sample().read_bytes())
    assert done.exit_code == 0
    assert json.loads(done.stdout.splitlines()[0])["items"]
