"""A conversation as the page keeps it: frozen, without Gradio, drawn by `ui.view`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.records import Turn
from ui.i18n import say
from ui.view.markup import (
    answer_html,
    claims_html,
    earlier_html,
    evidence_html,
    failure_html,
    guide_html,
    question_html,
    waiting_html,
)

if TYPE_CHECKING:
    from rag.index.talks import Verdict
    from rag.records import Answer, Claim
    from ui.i18n import Language
    from ui.view.cards import Card


LONG = 3.0  # seconds after which a wait is counted out


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what has come of it so far: claims while they stream, then the answer with its cards.

    `failure` is the one line of an error that ended it; `stopped` that the reader ended it; `waited` the seconds
    in which nothing came. `id` is that of the kept answer and `verdict` what its reader thought of it; `unkept` says
    why it could not be kept; `held` names the range it was held to.
    """

    question: str
    claims: tuple[Claim, ...] = ()
    answer: Answer | None = None
    shown: tuple[Card, ...] = ()
    failure: str | None = None
    stopped: bool = False
    waited: float = 0.0
    id: str | None = None
    verdict: Verdict | None = None
    unkept: str | None = None
    held: str = ""

    @property
    def running(self) -> bool:
        """Whether more may still come."""
        return self.answer is None and self.failure is None and not self.stopped


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation of one visitor, its exchanges oldest first.

    `id` is that under which it is kept, None before its first answer; `place` and `meeting` are what it is held to,
    empty for the whole archive.
    """

    exchanges: tuple[Exchange, ...] = ()
    id: str | None = None
    place: str = ""
    meeting: str = ""

    def asking(self, question: str, held: str = "") -> Talk:
        """The talk with a new question at its end, held to the range of that name."""
        return replace(self, exchanges=(*self.exchanges, Exchange(question, held=held)))

    def latest(self, exchange: Exchange) -> Talk:
        """The talk with its last exchange replaced."""
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))

    def before(self) -> Talk:
        """The talk without its last exchange."""
        return replace(self, exchanges=self.exchanges[:-1])

    def judged(self, turn: int, verdict: Verdict) -> Talk:
        """The talk with the verdict on its exchange of this number, counted from 1."""
        done = [replace(one, verdict=verdict) if at == turn else one for at, one in enumerate(self.exchanges, 1)]
        return replace(self, exchanges=tuple(done))

    @property
    def running(self) -> bool:
        """Whether its last question still waits for more."""
        return bool(self.exchanges) and self.exchanges[-1].running

    def stopped(self) -> Talk:
        """The talk with a running exchange ended by its reader."""
        return self.latest(replace(self.exchanges[-1], stopped=True)) if self.running else self

    def broken(self, lang: Language) -> Talk:
        """The talk with a running exchange ended by a fault of ours, which the server's terminal shows."""
        return self.latest(replace(self.exchanges[-1], failure=say("talk.broken", lang))) if self.running else self

    def history(self) -> tuple[Turn, ...]:
        """What was said so far, for a follow-up question; only exchanges that came to an answer count."""
        turns: list[Turn] = []
        for one in self.exchanges:
            if one.answer is not None:
                turns += (Turn("user", one.question), Turn("assistant", one.answer.text))
        return tuple(turns)


def messages(talk: Talk, lang: Language) -> list[dict[str, str]]:
    """The chat: a user and an assistant message an exchange; every text in them is escaped."""
    found = []
    for number, one in enumerate(talk.exchanges, 1):
        found.append({"role": "user", "content": question_html(one.question)})
        found.append({"role": "assistant", "content": _reply(one, number, lang)})
    return found


def _reply(one: Exchange, number: int, lang: Language) -> str:
    if one.failure is not None:
        return failure_html(one.failure)
    if one.answer is not None:
        unkept = failure_html(say("past.unkept", lang, why=one.unkept)) if one.unkept else ""
        return answer_html(one.answer, number, lang, held=one.held, verdict=one.verdict) + unkept
    body = claims_html(one.claims, number, lang) if one.claims else ""
    if one.stopped:
        return body + failure_html(say("talk.stopped", lang))
    long = one.waited >= LONG
    return body + waiting_html(
        say("talk.waiting", lang, seconds=int(one.waited)) if long else say("talk.reading", lang)
    )


def evidence(talk: Talk, lang: Language) -> str:
    """The cards of the last exchange, and those of earlier ones folded away below."""
    done = [(number, one) for number, one in enumerate(talk.exchanges, 1) if one.answer is not None]
    if not done:
        return guide_html(lang)
    drawn = [(one.question, evidence_html(one.question, one.shown, number, lang)) for number, one in reversed(done)]
    return drawn[0][1] + earlier_html(drawn[1:])
