"""`jiyao eval` over a user's own minutes and questions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from evals.run.records import read
from ui.cli import program

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

MINUTES = (
    "云泽区人民政府第8次常务会议纪要\n2024年5月20日，区长辛弃梧主持召开区政府第8次常务会议。\n"
    "一、关于校舍加固的事项\n会议听取了区教育局关于校舍加固的汇报。会议原则同意该方案，由区教育局牵头。\n"
    "二、关于渡口整修的事项\n会议决定暂缓该项目。\n"
)
CASES = (
    {
        "id": "a",
        "question": "云泽区第8次常务会议由谁主持？",
        "type": "chair",
        "expect": {"answer_contains": ["辛弃梧"]},
    },
    {
        "id": "b",
        "question": "渡口整修项目通过了吗？",
        "type": "decision",
        "expect": {"answer_contains": ["通过了五亿"]},
    },
)


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(one) for one in arguments])


def test_own_minutes_and_questions_are_measured_with_one_command(home: Path, tmp_path: Path) -> None:
    home.parent.joinpath("env").mkdir()
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "8.txt").write_text(MINUTES, "utf-8")
    cases = tmp_path / "cases.jsonl"
    cases.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in CASES), "utf-8")
    env = {"JIYAO_EMBEDDING_MODEL": "hashed-bigrams", "JIYAO_HOME": str(home)}
    runner = CliRunner(env=env)
    arguments = ["eval", "--docs", str(tmp_path / "minutes"), "--cases", str(cases), "--out", str(tmp_path / "out")]
    done = runner.invoke(program, arguments)
    assert done.exit_code == 0, done.output
    run = read(tmp_path / "out" / "last.json")
    assert run.by_key()["own/right/ours/all"].value == 0.5
    assert [one.id for one in run.failures] == ["b"]
    assert (tmp_path / "out" / "last.html").is_file()
    again = runner.invoke(program, [*arguments, "--compare", str(tmp_path / "out" / "last.json")])
    assert "+0.000" in again.stdout


def test_a_line_that_is_no_case_is_named(home: Path, tmp_path: Path) -> None:
    del home
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"id": "a"}\n', "utf-8")
    done = call("eval", "--docs", tmp_path, "--cases", cases)
    assert done.exit_code == 2
    assert "question" in done.stderr
    assert call("eval", "--cases", cases).exit_code == 2


def test_a_file_or_a_folder_that_holds_nothing_is_said_in_one_line(home: Path, tmp_path: Path) -> None:
    del home
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps(CASES[0], ensure_ascii=False), "utf-8")
    (tmp_path / "empty").mkdir()
    for folder, file, said in (("empty", cases, "没有纪要"), (".", tmp_path / "gone.jsonl", "读不到")):
        done = call("eval", "--docs", tmp_path / folder, "--cases", file)
        assert done.exit_code == 2
        assert said in done.stderr
        assert "Errno" not in done.stderr
