"""A summary worded by a model: item by item, then the whole from the items; what the guard drops stays as it was.

Map and reduce, each within a token budget: no call sees more than one item, or the items' deciding sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import prompts
from ingest.clean.script import simplified
from rag.answer import chain
from rag.answer.cite import Desk, item_name
from rag.answer.draft import Evidence
from rag.answer.drafted import UNUSED
from rag.answer.phrases import meeting_name
from rag.records import Chunk, Claim, Passage, Query, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.records import Span
    from rag.answer.drafted import Report
    from rag.find.shelf import Shelf
    from rag.ports import ChatModel
    from rag.records import Citation, DecisionRow
    from rag.report.records import ItemSummary, Summary

OF_ITEM, OF_MEETING = 2, 3
"""Claims that may sum up an item, and a meeting."""
BUDGET = 3000
"""Tokens of material a call is given: an item has some 600, the deciding sentences of a long agenda 2,000."""
SOME_LEFT = "部分议题模型未能与原文核实，保留原文摘录。"
ALL_LEFT = "模型暂时不可用或未能与原文核实，以下为原文摘录。"


@dataclass(slots=True)
class _Writer:
    """One summary being worded; the citations go on from those it has."""

    shelf: Shelf
    chat: ChatModel
    summary: Summary
    desk: Desk
    decisions: Sequence[DecisionRow]
    usage: Usage = UNUSED
    asked: int = 0
    failed: int = 0
    used: tuple[str, ...] = ()

    def claims(self, prompt: str, wanted: str, passages: Sequence[Passage], most: int) -> tuple[Claim, ...]:
        """What the model says of the passages, as far as the guard lets it pass."""
        pages = self.shelf.pages(self.summary.meeting.document_id)
        documents = {self.summary.meeting.document_id: pages.document}
        query = Query(wanted, simplified(wanted), self.summary.script, "passage", "")
        drafts = chain.answer(
            query, passages, documents, self.decisions, self.chat, cite=self._cite, budget=BUDGET
        )  # fmt: skip
        found: list[Claim] = []
        for drafted in drafts:
            if drafted.claim is not None and len(found) < most:
                found.append(drafted.claim)
            if drafted.report is not None:
                self._note(drafted.report, prompt)
        self.asked += 1
        self.failed += not found
        return tuple(found)

    def _cite(self, chunk: Chunk, span: Span, _mark: int) -> Citation:
        item = next((one.item for one in self.summary.items if one.item.id == chunk.item_id), None)
        mark = self.desk.mark(Evidence(self.summary.meeting, span, item))
        return self.desk.citations[mark - 1]

    def _note(self, report: Report, prompt: str) -> None:
        self.usage = Usage(
            self.usage.prompt_tokens + report.usage.prompt_tokens,
            self.usage.completion_tokens + report.usage.completion_tokens,
        )
        names = (*report.prompt.split("+"), prompts.load(prompt).label)
        self.used = tuple(dict.fromkeys((*self.used, *names)))


def worded(summary: Summary, shelf: Shelf, chat: ChatModel) -> Iterator[ItemSummary | Summary]:
    """Each item as soon as it is worded (or left as it was), then the whole summary.

    Never raises ModelError: what a failing endpoint, or the guard, leaves unsaid stays in the words of the minutes,
    and the notice says so.
    """
    rows = shelf.decisions([summary.meeting.id])
    writer = _Writer(shelf, chat, summary, Desk(shelf, list(summary.citations)), rows)
    items: list[ItemSummary] = []
    for item in summary.items:
        items.append(item if item.body_absent else _item(writer, item))
        yield items[-1]
    told = writer.failed
    overview = _overview(writer)
    yield replace(
        summary,
        items=tuple(items),
        overview=overview or summary.overview,
        citations=tuple(writer.desk.citations),
        mode="llm" if writer.failed < writer.asked else "extractive",
        model=chat.name,
        prompt="+".join(writer.used),
        usage=writer.usage,
        notice=_notice(told, writer),
    )


def _item(writer: _Writer, item: ItemSummary) -> ItemSummary:
    chunks = writer.shelf.catalogue.chunks_of(items=[item.item.id])
    passages = [Passage(one, one.text, 0.0, 0.0, 0.0) for one in chunks]
    title = item.title.text if item.title else item_name(item.item) or ""
    wanted = prompts.load("summary_item").render(title=title)
    claims = writer.claims("summary_item", wanted, passages, OF_ITEM)
    if not claims:
        return item
    marks = tuple(dict.fromkeys(mark for one in claims for mark in one.citations))
    hurt = any(one.status == "damaged" for one in claims)
    return replace(item, lead=Claim("".join(one.text for one in claims), marks, "damaged" if hurt else "verified"))


def _overview(writer: _Writer) -> tuple[Claim, ...]:
    """The whole from the items: the sentence that leads each of them in the minutes, never a sentence of the model."""
    summary, meeting = writer.summary, writer.summary.meeting
    passages: list[Passage] = []
    for item in summary.items:
        for mark in item.lead.citations[:OF_ITEM] if item.lead else ():
            span = summary.citations[mark - 1].span
            text = writer.shelf.pages(meeting.document_id).text(span)
            context = f"{meeting_name(meeting)}｜{item_name(item.item) or ''}"
            chunk = Chunk(f"{item.item.id}#{mark}", meeting.document_id, meeting.id, item.item.id, span, context, text)
            passages.append(Passage(chunk, text, 0.0, 0.0, 0.0))
    if not passages:
        return ()
    wanted = prompts.load("summary_overview").render(meeting=meeting_name(meeting))
    return writer.claims("summary_overview", wanted, passages, OF_MEETING)


def _notice(left: int, writer: _Writer) -> str | None:
    if writer.asked and writer.failed == writer.asked:
        return ALL_LEFT
    return SOME_LEFT if left else None
