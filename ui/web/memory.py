"""What the page keeps of conversations: each answer as it is given, the list of earlier talks, verdicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.errors import StoreError
from ui.web.talk import Exchange, Talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.archive import Archive
    from rag.index.talks import Verdict
    from rag.records import Answer, TalkRow
    from ui.view.cards import Card

HELD = "held"  # where a kept answer says what range it was held to


class Memory:
    """One for all threads; `owner` is the visitor, whose conversations nobody else is shown.

    `shown` draws the cards of an answer that is taken up again.
    """

    def __init__(self, archive: Archive, shown: Callable[[Answer], tuple[Card, ...]]) -> None:
        self._archive = archive
        self._shown = shown

    def keep(self, owner: str, talk: Talk) -> Talk:
        """The talk with its last answer kept; one that cannot be says why, and the answer stands."""
        last = talk.exchanges[-1] if talk.exchanges else None
        if last is None or last.answer is None or last.id is not None:
            return talk
        try:
            answer = replace(last.answer, retrieval=last.answer.retrieval | {HELD: last.held})
            own, answer_id = self._archive.talks.keep(owner, talk.id, answer, (talk.place, talk.meeting))
        except StoreError as error:
            return talk.latest(replace(last, unkept=str(error)))
        return replace(talk.latest(replace(last, id=answer_id)), id=own)

    def take_back(self, owner: str, talk: Talk) -> Talk:
        """The talk without its last exchange, which is to be asked again. Raises StoreError."""
        last = talk.exchanges[-1]
        if talk.id is not None and last.id is not None:
            self._archive.talks.take_back(owner, talk.id, last.id)
        return talk.before()

    def past(self, owner: str) -> list[TalkRow]:
        """The visitor's conversations, the last one first. Raises StoreError."""
        return self._archive.talks.of(owner)

    def reopen(self, owner: str, talk_id: str) -> Talk | None:
        """A conversation as it was left, with its evidence; None where the visitor has none of that id."""
        row = next((one for one in self.past(owner) if one.id == talk_id), None)
        if row is None:
            return None
        place, meeting = row.held
        exchanges = tuple(
            Exchange(
                one.answer.question,
                answer=one.answer,
                shown=self._shown(one.answer),
                id=one.id,
                verdict=one.verdict,
                held=one.answer.retrieval.get(HELD, ""),
            )
            for one in self._archive.talks.told(owner, talk_id)
        )
        return Talk(exchanges, talk_id, place, meeting)

    def forget(self, owner: str, talk_id: str) -> bool:
        """Delete a conversation with its verdicts; False where the visitor has none of that id. Raises StoreError."""
        return self._archive.talks.forget(owner, talk_id)

    def judge(self, owner: str, talk: Talk, turn: int, verdict: Verdict, reason: str) -> Talk:
        """The talk with a verdict on one of its answers, stored; a turn without a kept answer changes nothing."""
        one = talk.exchanges[turn - 1] if 0 < turn <= len(talk.exchanges) else None
        if one is None or one.id is None or not self._archive.talks.judge(owner, one.id, verdict, reason):
            return talk
        return talk.judged(turn, verdict)
