"""Summaries of every sample: nothing in them that is no slice, nothing that the catalogue has and they lack."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from ingest.clean.script import simplified
from rag.errors import StoreError
from rag.report.summary import KEY_DEMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.archive import Archive
    from rag.report.records import Duty, Summary, Value


def values(summary: Summary) -> Iterator[Value]:
    for one in fields(summary.header):
        value = getattr(summary.header, one.name)
        if value is not None:
            yield value
    for roll in summary.rolls:
        yield from (roll.count, *roll.names)
    for item in summary.items:
        yield from (one for one in (item.title,) if one is not None)
        yield from (*item.actions, *item.reported_by, *item.documents, *item.demands)
        for duty in (*item.decisions, *item.directives):
            yield from of_duty(duty)


def of_duty(duty: Duty) -> Iterator[Value]:
    for one in fields(duty):
        value = getattr(duty, one.name)
        if isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value


def folded(text: str) -> str:
    return re.sub(r"\s+", "", simplified(text))


@pytest.fixture(scope="module")
def summaries(samples: Archive) -> list[Summary]:
    return [samples.reports.summarize(one.id, "full") for one in samples.meetings()]


def test_every_citation_is_a_slice(samples: Archive, summaries: list[Summary]) -> None:
    checked = 0
    for summary in summaries:
        for citation in summary.citations:
            document = samples.document(citation.document_id)
            assert document.text[citation.span.start : citation.span.end] == citation.quote
            checked += 1
    assert checked > 1000


def test_a_stated_value_stands_in_its_quote_and_every_value_leads_to_one(
    samples: Archive, summaries: list[Summary]
) -> None:
    for summary in summaries:
        pages = samples.shelf.pages(summary.meeting.document_id)
        for value in values(summary):
            assert all(1 <= mark <= len(summary.citations) for mark in value.citations)
            assert value.citations or value.standing == "inferred", value
            if value.standing == "stated":
                quotes = [summary.citations[mark - 1].span for mark in value.citations]
                assert any(folded(value.text) in folded(pages.text(one)) for one in quotes), value


def test_claims_carry_citations_and_an_overview_is_short(summaries: list[Summary]) -> None:
    for summary in summaries:
        assert len(summary.overview) <= 3
        leads = [one.lead for one in summary.items if one.lead is not None]
        for claim in (*summary.overview, *leads):
            assert claim.citations, claim
            assert set(claim.citations) <= set(range(1, len(summary.citations) + 1))


def test_no_decision_of_the_catalogue_is_missing(samples: Archive, summaries: list[Summary]) -> None:
    for summary in summaries:
        rows = samples.shelf.decisions([summary.meeting.id])
        told = [duty for item in summary.items for duty in (*item.decisions, *item.directives)]
        assert len(told) == len(rows)
        decided = {one.outcome for one in rows if one.outcome}
        assert decided == {duty.outcome.text for duty in told if duty.outcome}


def test_an_item_without_a_body_says_so_and_claims_nothing(summaries: list[Summary]) -> None:
    bare = [item for summary in summaries for item in summary.items if item.body_absent]
    assert bare
    assert all(item.lead is None and not item.decisions and not item.demands for item in bare)


def test_brief_shows_fewer_demands_than_full(samples: Archive, summaries: list[Summary]) -> None:
    full = max(summaries, key=lambda one: max((len(item.demands) for item in one.items), default=0))
    brief = samples.reports.summarize(full.meeting.id)
    assert max(len(item.demands) for item in full.items) > KEY_DEMANDS
    assert all(len(item.demands) <= KEY_DEMANDS for item in brief.items)


def test_a_traditional_source_can_be_shown_as_written(samples: Archive) -> None:
    shown = [
        (samples.reports.summarize(one.id, script="traditional"), samples.reports.summarize(one.id))
        for one in samples.meetings()
    ]
    differing = [
        (written, plain)
        for written, plain in shown
        for item, other in zip(written.items, plain.items, strict=True)
        if item.title and other.title and item.title.text != other.title.text
    ]
    assert differing
    assert all(simplified(one.text) == one.text for _, plain in differing for one in values(plain))


def test_a_meeting_is_found_by_words_of_its_name_and_several_are_named(samples: Archive) -> None:
    first = samples.meetings()[0]
    assert samples.reports.summarize(first.id).meeting.id == first.id
    with pytest.raises(StoreError, match="不止一次会议符合"):
        samples.reports.summarize("会议")
    with pytest.raises(StoreError, match="没有这次会议"):
        samples.reports.summarize("不存在的会议名称")
