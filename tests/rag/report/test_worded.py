"""A summary worded by a model: better words where the guard lets them pass, the minutes' own where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.report.records import ItemSummary, Summary
from rag.report.summary import summarise
from rag.report.worded import ALL_LEFT, worded
from tests.servers.scripted_openai import Play, honest, saying

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.answer.model import OpenAIChat
    from rag.archive import Archive
    from rag.records import Claim

    Connect = Callable[..., OpenAIChat]


@pytest.fixture(scope="module")
def plain(samples: Archive) -> Summary:
    decided = [one for one in samples.meetings() if 4 <= one.item_count <= 6]
    return summarise(samples.shelf, decided[0])


def leads(summary: Summary) -> list[Claim | None]:
    return [one.lead for one in summary.items]


def test_items_come_one_by_one_and_the_whole_last(samples: Archive, plain: Summary, connect: Connect) -> None:
    *items, last = worded(plain, samples.shelf, connect(Play(honest)))
    assert isinstance(last, Summary)
    assert [one.item.id for one in items if isinstance(one, ItemSummary)] == [one.item.id for one in plain.items]
    assert last.mode == "llm"
    assert "summary_item@1" in (last.prompt or "")
    assert last.usage.prompt_tokens > 0
    for citation in last.citations:
        assert samples.document(citation.document_id).quote(citation.span) == citation.quote
    marks = {one.mark for one in last.citations}
    for claim in (*last.overview, *(one for one in leads(last) if one)):
        assert claim.citations
        assert set(claim.citations) <= marks


@pytest.mark.parametrize(
    "lie",
    [
        "会议决定拨款十亿元建设航天发射场。",
        "会议不予通过该事项，由市外星事务局负责。",
        "该事项须在2099年12月31日前完成。",
    ],
)
def test_not_one_false_sentence_of_a_liar_gets_in(samples: Archive, plain: Summary, connect: Connect, lie: str) -> None:
    said = saying((lie, [1]))
    *_, last = worded(plain, samples.shelf, connect(*[Play(said)] * 60))
    assert isinstance(last, Summary)
    assert leads(last) == leads(plain)
    assert last.overview == plain.overview
    assert [one.decisions for one in last.items] == [one.decisions for one in plain.items]
    assert (last.mode, last.notice) == ("extractive", ALL_LEFT)


def test_a_model_that_is_down_leaves_the_words_of_the_minutes(
    samples: Archive, plain: Summary, connect: Connect
) -> None:
    chat = connect(*[Play(status=500, headers={"retry-after": "0"})] * 60)
    *_, last = worded(plain, samples.shelf, chat)
    assert isinstance(last, Summary)
    assert leads(last) == leads(plain)
    assert last.notice == ALL_LEFT
