"""Questions of every type over four fictional minutes, answered without a model. Cases are data: `cases/ask.json`.

`has` and `lacks` are strings of the whole answer, compared in simplified script; `rows` counts the claims; `quote` stands
inside a citation; `refusal` is the kind of an honest no.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ingest.clean.script import simplified
from rag.answer.compose import compose
from rag.archive import Archive
from rag.contract import answer_as_dict
from rag.find.facts import fact
from rag.find.query import read_query
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings
from tests.rag.answer.asked import HERE, asked, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CASES: list[dict[str, Any]] = json.loads((HERE / "cases" / "ask.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened(tmp_path_factory.mktemp("ask")) as filled:
        yield filled


def test_there_are_cases_of_every_kind() -> None:
    ids = [one["id"] for one in CASES]
    assert len(ids) == len(set(ids)) >= 60
    kinds = {one["refusal"] for one in CASES if "refusal" in one}
    assert kinds >= {
        "no_such_meeting", "not_recorded", "title_without_body", "ambiguous", "outside_archive", "false_premise",
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_answers(archive: Archive, case: dict[str, Any]) -> None:
    streamed, found = asked(archive, case["question"], case.get("history", ()))
    text = simplified(found.text)
    kind = found.refusal.kind if found.refusal else None
    assert kind == case.get("refusal"), text
    assert not [one for one in case.get("has", ()) if simplified(one) not in text], text
    assert not [one for one in case.get("lacks", ()) if simplified(one) in text], text
    if "quote" in case:
        assert any(case["quote"] in one.quote for one in found.citations), [one.quote for one in found.citations]
    if "rows" in case:
        assert len(found.claims) == case["rows"], text
    if found.refusal is None:
        assert tuple(streamed) == found.claims


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_citation_is_a_slice_and_every_claim_has_one(archive: Archive, case: dict[str, Any]) -> None:
    _, found = asked(archive, case["question"], case.get("history", ()))
    shown = (*found.citations, *(found.refusal.nearest if found.refusal else ()))
    for one in shown:
        document = archive.document(one.document_id)
        assert document.text[one.span.start : one.span.end] == one.quote
        assert one.quote == one.quote.strip()
    marks = [one.mark for one in found.citations]
    assert marks == list(range(1, len(marks) + 1))
    assert all(claim.citations and set(claim.citations) <= set(marks) for claim in found.claims)
    assert bool(found.claims) != (found.refusal is not None)


def test_the_same_question_gets_the_same_answer(archive: Archive) -> None:
    first, second = (asked(archive, CASES[0]["question"])[1] for _ in range(2))
    assert (first.claims, first.citations) == (second.claims, second.citations)


def test_a_traditional_question_hears_traditional_words_and_the_source_as_it_is(archive: Archive) -> None:
    _, found = asked(archive, "溪嵐區政府第9次常務會議誰請假？")
    assert found.claims[0].text == "請假（1人）：穆春山（赴省党校学习）"


def test_orders_inside_minutes_are_no_decision(archive: Archive) -> None:
    _, found = asked(archive, "枫渡县第9次常务会议同意了哪些事项？")
    assert "十亿元" not in found.text


def test_a_value_that_a_model_filled_in_is_marked(archive: Archive) -> None:
    meeting = next(row for row in archive.shelf.meetings() if row.session == 9)
    query = read_query("会议是哪天召开的？", (), archive.shelf.vocabulary())
    for filled, status in (((), "verified"), (("held_on",), "inferred")):
        rows = fact(query, [replace(meeting, filled=filled)], archive.shelf)
        assert [draft.status for draft in compose(query, rows, archive.shelf)] == [status]


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    with Archive.open(Settings(home=tmp_path), embedder=HashedBigrams(), write=True) as empty:
        found = empty.ask("哪些会议研究过粮食安全？")
    assert found.refusal is not None
    assert found.refusal.kind == "outside_archive"


def test_the_contract_has_what_the_interface_promises(archive: Archive) -> None:
    _, found = asked(archive, "粮食应急保障预案由谁组织实施？")
    told = answer_as_dict(found)
    assert {"question", "answer", "refused", "refusal_kind", "claims", "citations", "intent", "filters", "mode"} <= set(
        told
    )
    assert {"model", "prompt", "usage", "timings_ms"} <= set(told)
    citation = told["citations"][0]  # type: ignore[index]  # a list, by the contract
    assert set(citation) >= {"mark", "document", "title", "item", "quote", "start", "end", "page"}
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told
