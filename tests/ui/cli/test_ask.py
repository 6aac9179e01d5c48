from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rag.records import Turn

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Line

QUESTION = "会议原则同意什么办法"
OFF_TOPIC = "XYZ轨道线路规划qwerty"


def test_an_answer_has_its_evidence_below(filled: Line) -> None:
    done = filled("ask", QUESTION)
    assert done.exit_code == 0
    assert "河道管护办法。[1]\n\n依据：\n[1] 《澄溪区人民政府第7次常务会议纪要》" in done.stdout
    assert filled.writes[-1] is False


def test_a_refusal_leaves_with_three(filled: Line) -> None:
    done = filled("ask", OFF_TOPIC)
    assert done.exit_code == 3
    assert done.stdout.startswith("未作回答（纪要未记载）：")
    assert "最接近的原文：" in done.stdout


def test_json_is_one_object_on_one_line(filled: Line) -> None:
    done = filled("ask", QUESTION, "--json")
    [one] = [json.loads(line) for line in done.stdout.splitlines()]
    assert one["question"] == QUESTION
    assert one["refused"] is False
    assert one["claims"][0]["citations"] == [1]


def test_a_refusal_in_json_also_leaves_with_three(filled: Line) -> None:
    done = filled("ask", OFF_TOPIC, "--json")
    assert done.exit_code == 3
    assert json.loads(done.stdout)["refusal_kind"] == "not_recorded"


def test_history_and_model_are_handed_on(filled: Line, tmp_path: Path) -> None:
    said = tmp_path / "said.json"
    said.write_text('[{"role": "user", "content": "第7次谁主持？"}]', encoding="utf-8")
    assert filled("ask", QUESTION, "--history", said, "--model", "some-model").exit_code == 0
    assert filled.archive.histories == [(Turn("user", "第7次谁主持？"),)]
    assert filled.archive.models == ["some-model"]


@pytest.mark.parametrize("content", ["not json", '{"role": "user"}', None])
def test_a_history_that_is_none_is_named_on_one_line(filled: Line, tmp_path: Path, content: str | None) -> None:
    said = tmp_path / "said.json"
    if content is not None:
        said.write_text(content, encoding="utf-8")
    done = filled("ask", QUESTION, "--history", said)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert "said.json" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [(), ("问", "--batch", "x.jsonl", "--json"), ("--batch", "x.jsonl"), ("  ",), ("--batch", "gone.jsonl", "--json")],
    ids=["neither", "both", "a batch without --json", "an empty question", "a batch that is not there"],
)
def test_usage_is_two_and_one_line(filled: Line, arguments: tuple[str, ...]) -> None:
    done = filled("ask", *arguments)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


BATCH = "\n".join(
    (
        json.dumps({"id": "a", "question": QUESTION}),
        "",
        "{broken",
        json.dumps({"id": 7, "question": OFF_TOPIC, "history": [{"role": "user", "content": "前一问"}]}),
    )
)


@pytest.mark.parametrize("stdin", [True, False])
def test_a_batch_answers_line_by_line_and_names_the_broken_one(filled: Line, tmp_path: Path, *, stdin: bool) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text(BATCH, encoding="utf-8")
    opened = len(filled.homes)
    done = filled("ask", "--batch", "-" if stdin else file, "--json", stdin=BATCH)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["id"], one["refused"]) for one in answers] == [("a", False), (7, True)]
    [error] = [json.loads(line) for line in done.stderr.splitlines()]
    assert error["line"] == 3
    assert done.exit_code == 1
    assert len(filled.homes) == opened + 1, "the archive is opened once"


def test_a_batch_of_answers_and_refusals_is_no_failure(filled: Line) -> None:
    assert filled("ask", "--batch", "-", "--json", stdin=json.dumps({"question": OFF_TOPIC})).exit_code == 0


def test_an_archive_that_fails_fails_a_batch_line_by_line(filled: Line) -> None:
    filled.archive.broken = "档案被另一个进程占用；请稍后再试"
    done = filled("ask", "--batch", "-", "--json", stdin=BATCH)
    assert done.exit_code == 1
    assert [json.loads(line)["line"] for line in done.stderr.splitlines()] == [1, 3, 4]


def test_an_expected_error_is_one_line_and_one(filled: Line) -> None:
    filled.archive.broken = "档案被另一个进程占用；\n请稍后再试"
    done = filled("ask", QUESTION)
    assert (done.exit_code, done.stderr) == (1, "档案被另一个进程占用； 请稍后再试\n")


def test_an_unexpected_error_is_not_swallowed(filled: Line) -> None:
    filled.archive.fault = ZeroDivisionError("a bug")
    done = filled("ask", QUESTION)
    assert isinstance(done.exception, ZeroDivisionError)
    filled.archive.fault = ValueError("a bug in a batch")
    assert isinstance(filled("ask", "--batch", "-", "--json", stdin=BATCH).exception, ValueError)
