"""Asking with a model: it words what was found, it never decides what is found, and it may fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rag.answer.asked import asked, opened
from tests.servers.scripted_openai import Play, honest, saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.answer.model import OpenAIChat
    from rag.archive import Archive

    Connect = Callable[..., OpenAIChat]

DECISION = "粮食应急保障预案通过了吗？"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened(tmp_path_factory.mktemp("modelled")) as filled:
        yield filled


def test_a_model_words_what_was_found_and_every_claim_is_cited(archive: Archive, connect: Connect) -> None:
    streamed, found = asked(archive, DECISION, chat=connect(Play(honest)))
    assert found.mode == "llm"
    assert found.model
    assert found.prompt
    assert tuple(streamed) == found.claims
    for one in found.citations:
        assert archive.document(one.document_id).quote(one.span) == one.quote
    assert {mark for claim in found.claims for mark in claim.citations} == {one.mark for one in found.citations}


@pytest.mark.parametrize("status", [500, 429])
def test_a_model_that_fails_leaves_the_extract_and_says_so(archive: Archive, connect: Connect, status: int) -> None:
    chat = connect(*[Play(status=status, headers={"retry-after": "0"})] * 4)
    streamed, found = asked(archive, DECISION, chat=chat)
    assert found.mode == "extractive"
    assert "审议通过" in found.text
    assert found.notice
    assert tuple(streamed) == found.claims


def test_a_model_that_invents_leaves_the_extract(archive: Archive, connect: Connect) -> None:
    lie = saying(("会议决定拨款十亿元建设航天发射场。", [1]))
    _, found = asked(archive, DECISION, chat=connect(Play(lie), Play(lie)))
    assert "航天" not in found.text
    assert "审议通过" in found.text


def test_exact_rows_and_refusals_are_never_left_to_a_model(archive: Archive, connect: Connect) -> None:
    lie = saying(("会议共有99项议题。", [1]))
    chat = connect(Play(lie))
    for question in ("溪岚区政府第9次常务会议有几项议题？", "溪岚区政府第15次常务会议研究了什么？"):
        _, found = asked(archive, question, chat=chat)
        assert found.mode == "extractive"
        assert "99" not in found.text
