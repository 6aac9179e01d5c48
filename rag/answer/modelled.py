"""The model's turn: the passages of the chosen items go to it, its verified claims come back, or the extract stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer import chain
from rag.answer.asking import finished
from rag.answer.phrases import say
from rag.errors import Malformed, RateLimited
from rag.records import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer.asking import Asking, Outcome
    from rag.answer.drafted import Report
    from rag.ports import ChatModel
    from rag.records import Answer, Citation, Claim, Query, Turn


def modelled(asking: Asking, outcome: Outcome, chat: ChatModel, history: Sequence[Turn]) -> Iterator[Claim | Answer]:
    """Verified claims of the model and the answer made of them; the extractive outcome where none was left."""
    passages = material(asking)
    documents = {one.chunk.document_id: asking.shelf.pages(one.chunk.document_id).document for one in passages}
    items = {one.chunk.item_id for one in passages}
    decisions = [
        row
        for row in asking.shelf.decisions(list(dict.fromkeys(one.chunk.meeting_id for one in passages)))
        if row.item_id in items
    ]
    claims: list[Claim] = []
    citations: list[Citation] = []
    report: Report | None = None
    drafts = chain.answer(
        asking.query,
        passages,
        documents,
        decisions,
        chat,
        cite=asking.desk.of_chunk,
        history=history,
        budget=room(asking, passages),
    )
    for drafted in drafts:
        citations += drafted.citations
        if drafted.claim is not None:
            claims.append(drafted.claim)
            yield drafted.claim
        report = drafted.report or report
    asking.clock.lap("model")
    if claims:
        yield _worded(asking, outcome, claims, citations, report)
        return
    extracted = asking.desk.claims(outcome.drafts)
    yield from extracted
    plain = finished(asking, extracted, outcome)
    yield replace(
        plain, notice=_notice(asking.query, report, plain.notice), usage=report.usage if report else plain.usage
    )


LEAST, MOST = 200, 500
"""Tokens of material: what else was found fills up to the first, an item that was chosen has up to the second.

Measured by `python -m evals.tokens`: the gold quote stands in the chosen items, further passages cost and add nothing.
"""
_HEAD, _MARKS = 50, 1.2
"""Tokens that the line of a passage's source takes, and by how much the numbers of its sentences lengthen it."""


def room(asking: Asking, passages: Sequence[Passage]) -> int:
    """How many tokens of material a question is worth: its chosen items, as far as they are not long."""
    from rag.index.tokens import count_tokens

    chosen = {one.item.id for one in asking.chosen}
    own = sum(int(count_tokens(one.text) * _MARKS) + _HEAD for one in passages if one.chunk.item_id in chosen)
    return max(LEAST, min(own, MOST * max(len(chosen), 1)))


def material(asking: Asking) -> list[Passage]:
    """The passages of the chosen items, best first, then what else retrieval found, as many as the settings say."""
    found = asking.search()
    chosen = {one.item.id for one in asking.chosen}
    own = [one for one in found if one.chunk.item_id in chosen]
    held = {one.chunk.id for one in own}
    rest = asking.shelf.catalogue.chunks_of(items=frozenset(chosen))
    own += [Passage(one, one.text, 0.0, 0.0, 0.0) for one in rest if one.id not in held]
    others = [one for one in found if one.chunk.item_id not in chosen]
    return [*own, *others][: asking.width.passages]


def _worded(
    asking: Asking, outcome: Outcome, claims: list[Claim], citations: list[Citation], report: Report | None
) -> Answer:
    plain = finished(asking, tuple(claims), replace(outcome, refusal=None))
    return replace(
        plain,
        claims=tuple(claims),
        citations=tuple(citations),
        mode="llm",
        model=report.model if report else None,
        prompt=report.prompt if report else None,
        usage=report.usage if report else plain.usage,
        retrieval={**plain.retrieval, "form": report.form} if report and report.form else plain.retrieval,
        notice=_cut_short(asking.query, report, outcome.notice),
    )


def _cut_short(query: Query, report: Report | None, notice: str | None) -> str | None:
    if report is None or report.error is None:
        return notice
    return say(query.script, "模型中途中断，以下只是已核实的部分。")


def _notice(query: Query, report: Report | None, notice: str | None) -> str | None:
    """Why the extract stands in for the model, in one line."""
    if report is None or report.error is None:
        return notice or (
            say(query.script, "模型的回答未能与原文核实，以下为原文摘录。") if report and report.dropped else None
        )
    if isinstance(report.error, RateLimited):
        return say(query.script, "模型限流，以下为原文摘录。")
    if isinstance(report.error, Malformed):
        return say(query.script, "模型的回答格式有误，以下为原文摘录。")
    return say(query.script, "模型暂时不可用，以下为原文摘录。")
