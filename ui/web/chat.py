"""The 问答 tab: the conversation on the left, the evidence for it on the right."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - Gradio reads the annotations of handlers at run time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.components import Component

from ingest.errors import JiyaoError
from ui.i18n import accepted
from ui.view.markup import invitation_html
from ui.view.suggest import suggestions
from ui.web.talk import Talk, evidence, messages

if TYPE_CHECKING:
    from ui.i18n import Language
    from ui.web.session import Session

Update = dict[Component, object]


@dataclass(frozen=True, slots=True)
class Chat:
    """The components of the tab that others address."""

    box: gr.Chatbot
    question: gr.Textbox
    stop: gr.Button
    clear: gr.Button
    evidence: gr.HTML
    talk: gr.State


def build_chat(i18n: gr.I18n) -> Chat:
    """Lay the tab out; nothing is wired yet."""
    talk = gr.State(Talk())
    with gr.Row(elem_id="jy-ask", equal_height=False):
        with gr.Column(scale=3, min_width=320, elem_id="jy-left"):
            box = gr.Chatbot(
                elem_id="jy-chat",
                show_label=False,
                height=None,
                latex_delimiters=[],
                buttons=[],
                layout="bubble",
                feedback_options=None,
                container=False,
            )
            question = gr.Textbox(
                placeholder=i18n("chat.placeholder"),
                elem_id="jy-question",
                show_label=False,
                submit_btn=True,
                max_length=2000,
                max_lines=6,
                autofocus=True,
            )
            with gr.Row(elem_id="jy-buttons"):
                stop = gr.Button(i18n("chat.stop"), size="sm", interactive=False, elem_id="jy-stop")
                clear = gr.Button(i18n("chat.clear"), size="sm", elem_id="jy-clear")
        with gr.Column(scale=2, min_width=320, elem_id="jy-right"):
            shown = gr.HTML(elem_id="jy-evidence", padding=False)
    return Chat(box, question, stop, clear, shown, talk)


def spoken(request: gr.Request) -> Language:
    """The language of the browser behind a request."""
    return accepted(request.headers.get("accept-language"))


def wire_chat(chat: Chat, session: Session) -> None:
    """Connect asking, suggested questions, stopping and clearing."""

    def respond(question: str, talk: Talk, request: gr.Request) -> Iterator[Update]:
        yield from _answering(chat, session, question, talk, spoken(request))

    def suggested(talk: Talk, request: gr.Request, chosen: gr.SelectData) -> Iterator[Update]:
        yield from _answering(chat, session, str(chosen.value["text"]), talk, spoken(request))

    def stopped(talk: Talk, request: gr.Request) -> Update:
        return _drawn(chat, talk.stopped(), spoken(request)) | _idle(chat)

    def cleared(request: gr.Request) -> Update:
        return _drawn(chat, Talk(), spoken(request)) | _idle(chat)

    def settled(talk: Talk, request: gr.Request) -> Update:
        return (_drawn(chat, talk.broken(spoken(request)), spoken(request)) if talk.running else {}) | _idle(chat)

    outputs = [chat.box, chat.question, chat.stop, chat.evidence, chat.talk]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asked = chat.question.submit(respond, [chat.question, chat.talk], outputs, **quiet)
    picked = chat.box.example_select(suggested, [chat.talk], outputs, **quiet)
    for event in (asked, picked):  # `then` does not follow an error
        event.then(settled, [chat.talk], outputs, **quiet)
        event.failure(settled, [chat.talk], outputs, **quiet)
    chat.stop.click(stopped, [chat.talk], outputs, cancels=[asked, picked], **quiet)
    chat.clear.click(cleared, None, outputs, cancels=[asked, picked], **quiet)


def _answering(chat: Chat, session: Session, question: str, talk: Talk, lang: Language) -> Iterator[Update]:
    """Each step of an answer as updates: the question at once, claims as they are verified, then the evidence."""
    if not question.strip():
        yield {chat.question: gr.update()}
        return
    history, talk = talk.history(), talk.asking(question.strip())
    yield _drawn(chat, talk, lang) | _busy(chat)
    exchange = talk.exchanges[-1]
    try:
        for part in session.ask(exchange.question, history):
            exchange = session.told(exchange, part)
            yield _drawn(chat, talk.latest(exchange), lang)
    except JiyaoError as error:
        exchange = replace(exchange, failure=str(error))
        yield _drawn(chat, talk.latest(exchange), lang)


def _drawn(chat: Chat, talk: Talk, lang: Language) -> Update:
    return {chat.box: messages(talk, lang), chat.evidence: evidence(talk, lang), chat.talk: talk}


def _busy(chat: Chat) -> Update:
    return {chat.question: gr.update(value="", submit_btn=False), chat.stop: gr.update(interactive=True)}


def _idle(chat: Chat) -> Update:
    return {chat.question: gr.update(submit_btn=True), chat.stop: gr.update(interactive=False)}


def fresh_chat(chat: Chat, session: Session, talk: Talk, lang: Language) -> Update:
    """The empty chat's invitation with questions this archive can answer, and the evidence as it stands."""
    examples = [{"text": one} for one in suggestions(session.meetings(), session.some_items())]
    invitation = invitation_html(empty=not examples, lang=lang)
    return {chat.box: gr.update(placeholder=invitation, examples=examples), chat.evidence: evidence(talk, lang)}
