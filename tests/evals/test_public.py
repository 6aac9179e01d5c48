"""CRUD-RAG's file in small, fictional: its reports become one pool, and answers are held to its key information."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evals import crud
from evals.published import PUBLISHED, beside
from evals.retrieval import filled
from rag.index.embed.fake import HashedBigrams

if TYPE_CHECKING:
    from pathlib import Path

BRIDGE = "云汀县的石拱桥三月完工，总长一百二十米。通车当天，全县学校组织学生参观。"
FERRY = "云汀县的老渡口六月停航，停航前每天运送旅客两千人。"
SCHOOL = "砚口镇的小学九月搬入新址，新址有三十个教室。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    room = tmp_path / crud.FOLDER
    room.mkdir()
    rows = {
        "questanswer_1doc": [
            {"ID": "a", "news1": SCHOOL, "questions": "砚口镇的小学何时搬入新址？", "answers": "九月"}
        ],
        "questanswer_2docs": [
            {
                "ID": "b",
                "news1": BRIDGE,
                "news2": FERRY,
                "questions": "云汀县的桥和渡口怎样了？",
                "answers": "通车、停航",
            }
        ],
    }
    (room / crud.FILE).write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    key = {"a": {"key_info": [], "question": [], "answers": ["九月", "无法推断"]}}
    (room / "QuestAnswer1Doc_quest_gt_save.json").write_text(json.dumps(key, ensure_ascii=False), "utf-8")
    return tmp_path


def test_every_source_report_is_evidence_and_stands_in_the_pool_once(folder: Path) -> None:
    questions = crud.crud(folder)
    assert sorted(questions.texts.values()) == sorted((BRIDGE, FERRY, SCHOOL))
    assert [len(one.evidence) for one in questions.asks] == [1, 2]
    assert crud.key_information(folder) == {"questanswer_1doc/a": ("九月",)}


def test_an_answer_is_held_to_the_key_information(folder: Path, tmp_path: Path) -> None:
    questions = crud.crud(folder)
    with filled(questions, tmp_path, HashedBigrams()) as archive:
        found = {one.metric: one for one in crud.answered(questions, crud.key_information(folder), archive, "")}
        wrong = {one.metric: one for one in crud.answered(questions, {"questanswer_1doc/a": ("腊月",)}, archive, "")}
    assert (found["key_information"].value, found["key_information"].n) == (1, 1)
    assert wrong["key_information"].value == 0


def test_question_files_without_the_reports_are_no_set(tmp_path: Path) -> None:
    (tmp_path / crud.FOLDER).mkdir()
    assert not crud.held(tmp_path)


def test_a_row_without_its_report_is_named(folder: Path) -> None:
    bad = {"questanswer_1doc": [{"ID": "a", "questions": "？"}]}
    (folder / crud.FOLDER / crud.FILE).write_text(json.dumps(bad), "utf-8")
    with pytest.raises(ValueError, match="questanswer_1doc"):
        crud.crud(folder)


def test_what_was_published_names_its_source_and_what_differs() -> None:
    assert all(one.source and one.differs and 0 < one.value < 1 for one in PUBLISHED)
    assert beside(frozenset({"own"})) == ()
