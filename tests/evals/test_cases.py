from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, get_args

import pytest

from evals.cases import FILES, ROOM, Question, Split, load, load_split
from evals.corpus import every_heldout_case, sample_paths
from evals.fields import fold
from ingest.limits import Limits
from ingest.read import extract
from rag.records import RefusalKind

if TYPE_CHECKING:
    from pathlib import Path

TYPES = ("list", "count", "attendance", "date", "place", "chair", "number", "decision", "responsible", "next_step")
TYPES_TOO = ("deadline", "demand", "meetings", "compare", "timeline", "unanswerable", "false_premise")
THIN = ("list", "count", "attendance", "date", "place", "chair", "number", "next_step")
TYPES_MORE = ("factoid", "multi_hop", "injection")
QUESTIONS = [*load_split("tuned"), *load_split("heldout")]
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.id)


def _paths(split: Split) -> list[Path]:
    if split == "tuned":
        return sample_paths()
    return [case.path for case in every_heldout_case()]


@cache
def _archive(split: Split) -> tuple[str, ...]:
    return tuple(fold(extract(path.read_bytes(), str(path), Limits()).text) for path in _paths(split))


def _stands(one: str, split: Split) -> bool:
    return any(fold(one) in text for text in _archive(split))


def _counted(questions: tuple[Question, ...]) -> tuple[Counter[str], Counter[str]]:
    return Counter(one.type for one in questions), Counter(tag for one in questions for tag in one.tags)


def test_every_kind_of_question_and_of_wording_is_asked() -> None:
    types, tags = _counted(load_split("tuned"))
    assert sum(types.values()) >= 300
    assert all(types[one] >= 2 for one in (*TYPES, *TYPES_TOO))
    assert all(types[one] >= 7 for one in TYPES_MORE)
    assert types["unanswerable"] >= 30
    assert types["false_premise"] >= 15
    assert min(tags["traditional"], tags["colloquial"]) >= 25
    assert min(tags["follow_up"], tags["noisy"]) >= 15


def test_the_held_out_minutes_are_asked_the_same_kinds() -> None:
    types, tags = _counted(load_split("heldout"))
    assert sum(types.values()) >= 170
    assert all(types[one] for one in (*TYPES, *TYPES_MORE, "unanswerable", "false_premise"))
    assert all(types[one] >= 6 for one in (*THIN, "compare", "timeline", "multi_hop", "ambiguous"))
    assert min(tags[one] for one in ("traditional", "colloquial", "follow_up", "noisy")) >= 5


def test_no_file_of_cases_is_outside_the_splits() -> None:
    assert set(FILES) == set(get_args(Split))
    assert sum(len(load_split(split)) for split in FILES) == len({one.id for one in QUESTIONS})


@every_question
def test_what_is_expected_stands_in_the_minutes(question: Question) -> None:
    expect = question.expect
    said = [one.split("|") for one in expect.answer_contains]
    assert all(any(_stands(way, question.split) for way in ways) for ways in said)
    assert all(_stands(one, question.split) for one in (*expect.quotes, *(expect.exact_list or ())))


@every_question
def test_a_refusal_has_a_kind_and_an_answer_has_content(question: Question) -> None:
    expect = question.expect
    if expect.refused:
        assert expect.kinds
        assert expect.kinds <= set(get_args(RefusalKind))
    else:
        assert not expect.kinds
        assert expect.answer_contains or expect.exact_list


@pytest.mark.parametrize("question", [*load(ROOM / "more.jsonl"), *load_split("heldout")], ids=lambda one: one.id)
def test_later_cases_say_what_proves_them(question: Question) -> None:
    assert bool(question.expect.quotes) != question.expect.refused
    assert question.type not in {"list", "count"} or question.expect.exact_list


@every_question
def test_a_follow_up_has_something_to_follow(question: Question) -> None:
    assert bool(question.history) == ("follow_up" in question.tags)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"id": "a", "question": "？", "type": "date", "expect": {}}\n\n{"id": "b"}\n', "第 3 行.*question"),
        ("问题\n", "第 1 行.*JSON"),
        ('{"id": "a", "question": "？", "type": "date", "expect": {"contains": ["x"]}}', "第 1 行.*contains"),
        ('{"id": "a", "question": "？", "type": "date", "expect": {}}\n' * 2, "第 2 行编号重复 a（第 1 行已用）"),
        ("\n\n", "没有用例"),
    ],
)
def test_a_line_that_is_no_case_is_named_by_its_number(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=f"own.jsonl.*{said}"):
        load(tmp_path / "own.jsonl")
