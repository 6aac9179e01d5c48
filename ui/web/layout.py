"""The components of the 问答 tab and how a conversation is drawn onto them; nothing is wired here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.blocks import Block

from ui.i18n import accepted, say
from ui.view.ranges import meeting_choices, places
from ui.web.talk import Talk, evidence, messages
from ui.web.visit import visitor as signed_in_as

if TYPE_CHECKING:
    from gradio.i18n import I18nData

    from ui.i18n import Language
    from ui.web.session import Session

Update = dict[Block, object]
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
TELL = "window.jyTell = (pick) => trigger('select', { pick });"  # for links of the chat, which has no events of its own


@dataclass(frozen=True, slots=True)
class Past:
    """The list of earlier conversations, and what is done with the one at hand."""

    choice: gr.Dropdown
    new: gr.Button
    forget: gr.Button
    export: gr.Button
    file: gr.JSON


@dataclass(frozen=True, slots=True)
class Judging:
    """The panel that asks why an answer was useful or wrong; `about` is the exchange and the verdict."""

    bridge: gr.HTML
    panel: gr.Column
    title: gr.HTML
    reasons: gr.CheckboxGroup
    note: gr.Textbox
    send: gr.Button
    cancel: gr.Button
    about: gr.State


@dataclass(frozen=True, slots=True)
class Chat:
    """The components of the tab that others address. `place` and `meeting` hold a conversation to a range."""

    past: Past
    box: gr.Chatbot
    place: gr.Dropdown
    meeting: gr.Dropdown
    question: gr.Textbox
    retry: gr.Button
    stop: gr.Button
    judging: Judging
    evidence: gr.HTML
    talk: gr.State
    visitor: gr.BrowserState

    @property
    def outputs(self) -> list[Block]:
        """What an answer may change."""
        return [self.box, self.question, self.stop, self.retry, self.evidence, self.talk, self.past.choice]

    @property
    def fresh(self) -> list[Block]:
        """What a newly opened page or a changed archive sets."""
        return [self.box, self.evidence, self.place, self.meeting, self.past.choice, self.visitor]


def build_chat(i18n: gr.I18n) -> Chat:
    """Lay the tab out."""
    talk = gr.State(Talk())
    visitor = gr.BrowserState("", storage_key="jiyao-visitor", secret="jiyao")  # noqa: S106 - a name, not a secret
    with gr.Row(elem_id="jy-ask", equal_height=False):
        with gr.Column(scale=3, min_width=320, elem_id="jy-left"):
            past = _build_past(i18n)
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
            with gr.Row(elem_id="jy-buttons"):
                place = _dropdown("jy-place", i18n("held.places"))
                meeting = _dropdown("jy-meeting", i18n("held.meetings"))
                retry = gr.Button(i18n("chat.retry"), size="sm", interactive=False, elem_id="jy-retry")
                stop = gr.Button(i18n("chat.stop"), size="sm", interactive=False, elem_id="jy-stop")
            question = gr.Textbox(
                label=i18n("chat.placeholder"),
                placeholder=i18n("chat.placeholder"),
                elem_id="jy-question",
                show_label=False,
                submit_btn=True,
                max_length=2000,
                max_lines=6,
                autofocus=True,
            )
            judging = _build_judging(i18n)
        with gr.Column(scale=2, min_width=320, elem_id="jy-right"):
            shown = gr.HTML(elem_id="jy-evidence", padding=False)
    return Chat(past, box, place, meeting, question, retry, stop, judging, shown, talk, visitor)


def _dropdown(name: str, label: I18nData) -> gr.Dropdown:
    """A list without a visible label; those who hear the page are told it."""
    return gr.Dropdown(
        [("", "")],
        value="",
        label=label,
        show_label=False,
        container=False,
        elem_id=name,
        interactive=True,
        min_width=80,
    )


def _build_past(i18n: gr.I18n) -> Past:
    with gr.Row(elem_id="jy-bar"):
        choice = _dropdown("jy-past", i18n("past.choose"))
        new = gr.Button(i18n("chat.new"), size="sm", elem_id="jy-new")
        export = gr.Button(i18n("chat.export"), size="sm", elem_id="jy-export")
        forget = gr.Button(i18n("chat.forget"), size="sm", elem_id="jy-forget")
        file = gr.JSON(visible="hidden")
    return Past(choice, new, forget, export, file)


def _build_judging(i18n: gr.I18n) -> Judging:
    about = gr.State(None)
    bridge = gr.HTML(elem_id="jy-bridge", js_on_load=TELL, padding=False)
    with gr.Column(visible=False, elem_id="jy-judging") as panel:
        title = gr.HTML(padding=False)
        reasons = gr.CheckboxGroup([], show_label=False, container=False, elem_id="jy-reasons", interactive=True)
        note = gr.Textbox(
            label=i18n("chat.more"),
            placeholder=i18n("chat.more"),
            show_label=False,
            container=False,
            max_length=500,
            elem_id="jy-note",
        )
        with gr.Row(elem_id="jy-judge"):
            cancel = gr.Button(i18n("chat.cancel"), size="sm", elem_id="jy-unjudge")
            send = gr.Button(i18n("chat.send"), size="sm", variant="primary", elem_id="jy-send")
    return Judging(bridge, panel, title, reasons, note, send, cancel, about)


def spoken(request: gr.Request) -> Language:
    """The language of the browser behind a request."""
    return accepted(request.headers.get("accept-language"))


def owner_of(visitor: str | None) -> str:
    """Whose conversations these are: the user's who is logged in, else this browser's."""
    found = signed_in_as()
    return f"user:{found.name}" if found.by == "session" else f"visitor:{visitor}"


def new_visitor() -> str:
    """A name for a browser that nobody can guess."""
    return secrets.token_hex(16)


def drawn(chat: Chat, talk: Talk, lang: Language) -> Update:
    """The conversation and its evidence."""
    return {chat.box: messages(talk, lang), chat.evidence: evidence(talk, lang), chat.talk: talk}


def busy(chat: Chat) -> Update:
    """While an answer is on its way."""
    return {
        chat.question: gr.update(value="", submit_btn=False),
        chat.stop: gr.update(interactive=True),
        chat.retry: gr.update(interactive=False),
    }


def idle(chat: Chat, talk: Talk) -> Update:
    """Ready for a question."""
    return {
        chat.question: gr.update(submit_btn=True),
        chat.stop: gr.update(interactive=False),
        chat.retry: gr.update(interactive=bool(talk.exchanges)),
    }


def listed(chat: Chat, session: Session, owner: str, talk: Talk, lang: Language) -> Update:
    """The list of the visitor's conversations, with the one at hand chosen."""
    choices = [(say("past.choose", lang), ""), *((one.title, one.id) for one in session.memory.past(owner))]
    return {chat.past.choice: gr.update(choices=choices, value=talk.id or "")}


def ranged(chat: Chat, session: Session, place: str, meeting: str, lang: Language) -> Update:
    """The two choices that hold a conversation to a range, as the archive is now."""
    meetings = session.meetings()
    of_place = [(say("held.places", lang), ""), *((one, one) for one in places(meetings))]
    of_meeting = [(say("held.meetings", lang), ""), *meeting_choices(meetings, place)]
    return {
        chat.place: gr.update(choices=_with(of_place, place), value=place),
        chat.meeting: gr.update(choices=_with(of_meeting, meeting), value=meeting),
    }


def _with(choices: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """The choices and what is chosen, which an archive that has changed may hold no longer."""
    return choices if any(value == chosen for _, value in choices) else [*choices, (chosen, chosen)]
