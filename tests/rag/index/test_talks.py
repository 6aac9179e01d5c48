"""Conversations are kept for whoever had them, as they were said, and judged by them alone."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest.records import Damage
from rag.index.database import Database
from rag.index.talks import TITLE, Talks
from rag.records import Usage
from tests.ui.made import answer, citation, refusal, span_of

if TYPE_CHECKING:
    from pathlib import Path

HURT = Damage("mojibake", span_of("水务"), "水务")
RICH = replace(
    answer(notice="模型不可用"),
    citations=(citation(damage=(HURT,)),),
    filters={"places": ["澄溪区"]},
    usage=Usage(3, 5),
    timings_ms={"read": 1.5},
)


@pytest.fixture
def talks(tmp_path: Path) -> Talks:
    return Talks(Database(tmp_path / "catalogue.sqlite3"))


@pytest.mark.parametrize("said", [answer(), refusal(), RICH], ids=["answer", "refusal", "rich"])
def test_an_answer_comes_back_as_it_was_given(talks: Talks, said: object) -> None:
    talk, answer_id = talks.keep("甲", None, said)  # type: ignore[arg-type]
    [told] = talks.told("甲", talk)
    assert (told.id, told.answer, told.verdict) == (answer_id, said, None)


def test_a_conversation_is_named_by_its_first_question_and_listed_last_first(talks: Talks) -> None:
    first, _ = talks.keep("甲", None, replace(answer(), question="长" * 99))
    second, _ = talks.keep("甲", None, refusal())
    talks.keep("甲", first, answer(), ("澄溪区", "d1.1"))
    assert [(one.id, one.title, one.held) for one in talks.of("甲")] == [
        (first, "长" * TITLE, ("澄溪区", "d1.1")),
        (second, "地铁呢？", ("", "")),
    ]
    assert [one.answer.question for one in talks.told("甲", first)] == ["长" * 99, "河道办法通过了吗？"]


def test_nobody_reads_continues_judges_or_deletes_what_another_had(talks: Talks) -> None:
    talk, answer_id = talks.keep("甲", None, answer())
    assert talks.of("乙") == []
    assert talks.told("乙", talk) == []
    assert not talks.judge("乙", answer_id, "down")
    assert not talks.forget("乙", talk)
    talks.take_back("乙", talk, answer_id)
    assert talks.keep("乙", talk, answer())[0] != talk
    assert len(talks.told("甲", talk)) == 1


def test_the_last_verdict_stands_and_every_one_is_kept_with_its_reason(talks: Talks) -> None:
    talk, answer_id = talks.keep("甲", None, answer())
    assert talks.judge("甲", answer_id, "up")
    assert talks.judge("甲", answer_id, "down", "引文不符")
    assert [one.verdict for one in talks.told("甲", talk)] == ["down"]
    assert talks.verdicts() == [("河道办法通过了吗？", "down", "引文不符"), ("河道办法通过了吗？", "up", "")]


def test_an_answer_asked_for_again_leaves_the_conversation_but_not_the_record(talks: Talks) -> None:
    talk, answer_id = talks.keep("甲", None, answer())
    talks.judge("甲", answer_id, "down", "答非所问")
    talks.take_back("甲", talk, answer_id)
    assert talks.told("甲", talk) == []
    assert talks.verdicts() == [("河道办法通过了吗？", "down", "答非所问")]


def test_forgetting_deletes_the_answers_and_what_was_thought_of_them(talks: Talks) -> None:
    talk, answer_id = talks.keep("甲", None, answer())
    talks.judge("甲", answer_id, "up")
    assert talks.forget("甲", talk)
    assert (talks.of("甲"), talks.told("甲", talk), talks.verdicts()) == ([], [], [])


def test_an_older_catalogue_gains_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    Database(path).close()
    with sqlite3.connect(path) as older:
        older.execute("DROP TABLE talk_answers")
        older.execute("DROP TABLE talks")
        older.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    talks = Talks(Database(path))
    talks.keep("甲", None, answer())
    assert len(talks.of("甲")) == 1
