"""Earlier conversations: listed, taken up again, begun anew, deleted, taken along as a file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.export.talk import talk_markdown
from ui.i18n import say
from ui.web.layout import QUIET, Update, drawn, idle, listed, owner_of, ranged, spoken
from ui.web.talk import Talk

if TYPE_CHECKING:
    from ui.web.layout import Chat
    from ui.web.session import Session

SAVE = "(file) => file && window.jySave(file)"


def wire_past(chat: Chat, session: Session, asking: list[dict[str, Any]]) -> None:
    """Connect the bar above the conversation; `asking` are the events that a change of conversation ends."""

    def begun(visitor: str, request: gr.Request) -> Update:
        return _shown(chat, session, Talk(), visitor, request)

    def chosen(talk_id: str, talk: Talk, visitor: str, request: gr.Request) -> Update:
        owner = owner_of(visitor)
        found = session.memory.reopen(owner, talk_id) if talk_id else Talk()
        if found is None:  # deleted in another window
            return listed(chat, session, owner, talk, spoken(request))
        return _shown(chat, session, found, visitor, request)

    def forgotten(talk: Talk, visitor: str, request: gr.Request) -> Update:
        if talk.id is not None:
            session.memory.forget(owner_of(visitor), talk.id)
        return _shown(chat, session, Talk(), visitor, request)

    def made(talk: Talk, request: gr.Request) -> dict[str, str] | None:
        return _file(talk, request) if talk.exchanges else None

    past, outputs = chat.past, [*chat.outputs, chat.place, chat.meeting, chat.judging.panel]
    past.new.click(begun, [chat.visitor], outputs, cancels=asking, **QUIET)
    past.choice.input(chosen, [past.choice, chat.talk, chat.visitor], outputs, cancels=asking, **QUIET)
    past.forget.click(forgotten, [chat.talk, chat.visitor], outputs, cancels=asking, **QUIET)
    past.export.click(made, [chat.talk], [past.file], **QUIET).success(None, [past.file], None, js=SAVE)


def _shown(chat: Chat, session: Session, talk: Talk, visitor: str, request: gr.Request) -> Update:
    lang = spoken(request)
    shown = drawn(chat, talk, lang) | idle(chat, talk) | ranged(chat, session, talk.place, talk.meeting, lang)
    return shown | listed(chat, session, owner_of(visitor), talk, lang) | {chat.judging.panel: gr.update(visible=False)}


def _file(talk: Talk, request: gr.Request) -> dict[str, str]:
    """The conversation under the name of its title and its day, as the browser saves it."""
    lang, day = spoken(request), dt.datetime.now().astimezone().date().isoformat()
    told = [(one.question, one.held, one.answer) for one in talk.exchanges]
    return {"name": f"{say('talk.title', lang)}-{day}.md", "text": talk_markdown(told, day, lang)}
