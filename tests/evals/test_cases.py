from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from evals.cases import Question, load
from evals.corpus import sample_paths
from evals.fields import fold
from ingest.limits import Limits
from ingest.read import extract
from rag.records import RefusalKind

TYPES = ("list", "count", "attendance", "date", "place", "chair", "number", "decision", "responsible", "next_step")
TYPES_TOO = ("deadline", "demand", "meetings", "compare", "timeline", "unanswerable", "false_premise")
every_question = pytest.mark.parametrize("question", load(), ids=lambda one: one.id)


@pytest.fixture(scope="module")
def archive() -> str:
    texts = [extract(path.read_bytes(), str(path), Limits()).text for path in sample_paths()]
    return "\n".join(map(fold, texts))


def test_every_kind_of_question_and_of_wording_is_asked() -> None:
    questions = load()
    types = Counter(one.type for one in questions)
    tags = Counter(tag for one in questions for tag in one.tags)
    assert len(questions) >= 60
    assert all(types[one] >= 2 for one in (*TYPES, *TYPES_TOO))
    assert types["unanswerable"] >= 12
    assert types["false_premise"] >= 6
    assert min(tags["traditional"], tags["colloquial"]) >= 8
    assert tags["follow_up"] >= 6


@every_question
def test_what_is_expected_stands_in_the_samples(question: Question, archive: str) -> None:
    expect = question.expect
    assert all(any(fold(part) in archive for part in one.split("|")) for one in expect.answer_contains)
    assert all(fold(one) in archive for one in (*expect.quotes, *(expect.exact_list or ())))


@every_question
def test_a_refusal_has_a_kind_and_an_answer_has_content(question: Question) -> None:
    expect = question.expect
    if expect.refused:
        assert expect.kinds
        assert expect.kinds <= set(get_args(RefusalKind))
    else:
        assert not expect.kinds
        assert expect.answer_contains or expect.exact_list


@every_question
def test_a_follow_up_has_something_to_follow(question: Question) -> None:
    assert bool(question.history) == ("follow_up" in question.tags)
