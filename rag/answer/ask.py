"""The way of a question, from its words to an answer whose every sentence is cited, or to a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.asking import begin, finished
from rag.answer.routes import route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer.asking import Asking, Outcome
    from rag.ports import ChatModel
    from rag.records import Answer, Claim, Turn

__all__ = ["answer", "begin"]


def answer(asking: Asking, chat: ChatModel | None = None, history: Sequence[Turn] = ()) -> Iterator[Claim | Answer]:
    """Each claim as it is ready, and the whole answer last.

    Executors and refusals are never left to a model; without one, or where it fails, the extract stands.
    """
    outcome = route(asking)
    asking.clock.lap("answer")
    if chat is not None and asking.chosen and _worth_wording(outcome):
        from rag.answer.modelled import modelled

        yield from modelled(asking, outcome, chat, history)
        return
    claims = asking.desk.claims(outcome.drafts)
    yield from claims
    yield finished(asking, claims, outcome)


def _worth_wording(outcome: Outcome) -> bool:
    return outcome.refusal is None or outcome.refusal.kind == "not_recorded"
