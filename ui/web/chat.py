"""The 问答 tab at work: asking, stopping, asking again, and the conversation kept as it goes."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - Gradio reads the annotations of handlers at run time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from ingest.errors import JiyaoError
from ui.view.markup import invitation_html
from ui.view.ranges import range_name, within
from ui.view.suggest import suggestions
from ui.web.judging import wire_judging
from ui.web.layout import (
    QUIET,
    Chat,
    Update,
    build_chat,
    busy,
    drawn,
    idle,
    listed,
    new_visitor,
    owner_of,
    ranged,
    spoken,
)
from ui.web.past import wire_past
from ui.web.talk import Talk, evidence

if TYPE_CHECKING:
    from ui.i18n import Language
    from ui.web.session import Session

__all__ = ["Chat", "Update", "build_chat", "fresh_chat", "spoken", "wire_chat"]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, in which language, and the range they hold the conversation to."""

    owner: str
    lang: Language
    place: str
    meeting: str


def wire_chat(chat: Chat, session: Session) -> None:
    """Connect asking, suggested questions, stopping, asking again, and all that is done with a conversation."""

    def respond(  # noqa: PLR0913, PLR0917 - what Gradio hands over
        question: str, talk: Talk, place: str, meeting: str, visitor: str, request: gr.Request
    ) -> Iterator[Update]:
        asker = Asker(owner_of(visitor), spoken(request), place or "", meeting or "")
        yield from _answering(chat, session, question, talk, asker)

    def suggested(  # noqa: PLR0913, PLR0917 - as above
        talk: Talk, place: str, meeting: str, visitor: str, request: gr.Request, chosen: gr.SelectData
    ) -> Iterator[Update]:
        yield from respond(str(chosen.value["text"]), talk, place, meeting, visitor, request)

    def again(talk: Talk, place: str, meeting: str, visitor: str, request: gr.Request) -> Iterator[Update]:
        if not talk.exchanges:
            yield {chat.talk: talk}
            return
        before = session.memory.take_back(owner_of(visitor), talk)
        yield from respond(talk.exchanges[-1].question, before, place, meeting, visitor, request)

    def stopped(talk: Talk, request: gr.Request) -> Update:
        return drawn(chat, talk.stopped(), spoken(request)) | idle(chat, talk)

    def settled(talk: Talk, request: gr.Request) -> Update:
        ended = talk.broken(spoken(request))
        return (drawn(chat, ended, spoken(request)) if talk.running else {}) | idle(chat, ended)

    outputs, held = chat.outputs, [chat.talk, chat.place, chat.meeting, chat.visitor]
    asked = chat.question.submit(respond, [chat.question, *held], outputs, **QUIET)
    picked = chat.box.example_select(suggested, held, outputs, **QUIET)
    retried = chat.retry.click(again, held, outputs, **QUIET)
    asking: list[dict[str, Any]] = [asked, picked, retried]
    for event in (asked, picked, retried):  # `then` does not follow an error
        event.then(settled, [chat.talk], outputs, **QUIET)
        event.failure(settled, [chat.talk], outputs, **QUIET)
    chat.stop.click(stopped, [chat.talk], outputs, cancels=asking, **QUIET)
    _wire_range(chat, session)
    wire_past(chat, session, asking)
    wire_judging(chat, session)


def _wire_range(chat: Chat, session: Session) -> None:
    """A place narrows the meetings to choose from; both count from the next question on."""

    def placed(place: str, request: gr.Request) -> Update:
        return ranged(chat, session, place or "", "", spoken(request))

    chat.place.input(placed, [chat.place], [chat.place, chat.meeting], **QUIET)


def _answering(chat: Chat, session: Session, question: str, talk: Talk, asker: Asker) -> Iterator[Update]:
    """Each step of an answer as updates: the question at once, claims as they are verified, then the evidence."""
    if not question.strip():
        yield {chat.question: gr.update()}
        return
    meetings = session.meetings()
    held = range_name(meetings, asker.place, asker.meeting)
    history = talk.history()
    talk = replace(talk, place=asker.place, meeting=asker.meeting).asking(question.strip(), held)
    yield drawn(chat, talk, asker.lang) | busy(chat)
    exchange = talk.exchanges[-1]
    try:
        for part in session.ask(exchange.question, history, within(meetings, asker.place, asker.meeting)):
            exchange = session.told(exchange, part)
            if exchange.answer is None:
                yield drawn(chat, talk.latest(exchange), asker.lang)
        talk = session.memory.keep(asker.owner, talk.latest(exchange))
        yield drawn(chat, talk, asker.lang) | listed(chat, session, asker.owner, talk, asker.lang)
    except JiyaoError as error:
        yield drawn(chat, talk.latest(replace(exchange, failure=str(error))), asker.lang)


def fresh_chat(chat: Chat, session: Session, talk: Talk, visitor: str, request: gr.Request) -> Update:
    """The empty chat's invitation with questions this archive can answer; the lists; the evidence as it stands."""
    lang, visitor = spoken(request), visitor or new_visitor()
    examples = [{"text": one} for one in suggestions(session.meetings(), session.some_items())]
    invitation = invitation_html(empty=not examples, lang=lang)
    return {
        chat.box: gr.update(placeholder=invitation, examples=examples),
        chat.evidence: evidence(talk, lang),
        chat.visitor: visitor,
        **ranged(chat, session, talk.place, talk.meeting, lang),
        **listed(chat, session, owner_of(visitor), talk, lang),
    }
