"""What a reader thinks of an answer: 有用 or 有误, with the reason, kept in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from rag.index.talks import Verdict  # noqa: TC001 - Gradio reads the annotations of handlers at run time
from ui.i18n import say
from ui.view.markup import question_html
from ui.web.layout import QUIET, Update, drawn, owner_of, spoken
from ui.web.talk import Talk  # noqa: TC001 - as above

if TYPE_CHECKING:
    from ui.web.layout import Chat
    from ui.web.session import Session

GOOD = ("vote.exact", "vote.cited", "vote.short", "vote.other")
BAD = ("vote.wrong_quote", "vote.wrong_answer", "vote.missing", "vote.refused", "vote.other")
LONGEST = 500  # characters of a reason


def wire_judging(chat: Chat, session: Session) -> None:
    """Connect the links of an answer with the panel, and the panel with the catalogue."""
    judging = chat.judging

    def opened(talk: Talk, request: gr.Request, event: gr.EventData) -> Update:
        about = read_vote(event._data, len(talk.exchanges))  # noqa: SLF001 - may hold anything, or nothing
        if about is None:
            return {judging.panel: gr.update(visible=False)}
        lang, (turn, verdict) = spoken(request), about
        asks, keys = ("vote.why_up", GOOD) if verdict == "up" else ("vote.why_down", BAD)
        asked = question_html(talk.exchanges[turn - 1].question)
        return {
            judging.about: about,
            judging.title: f'<div class="jy-why"><strong>{say(asks, lang)}</strong><span>{asked}</span></div>',
            judging.reasons: gr.update(choices=[say(key, lang) for key in keys], value=[]),
            judging.note: "",
            judging.panel: gr.update(visible=True),
        }

    def sent(  # noqa: PLR0913, PLR0917 - what Gradio hands over
        about: tuple[int, Verdict] | None, reasons: list[str], note: str, talk: Talk, visitor: str, request: gr.Request
    ) -> Update:
        if about is None:
            return {judging.panel: gr.update(visible=False)}
        reason = "；".join([*reasons, *([note.strip()] if note.strip() else [])])[:LONGEST]
        judged = session.memory.judge(owner_of(visitor), talk, about[0], about[1], reason)
        return drawn(chat, judged, spoken(request)) | {judging.panel: gr.update(visible=False)}

    panel = [judging.about, judging.title, judging.reasons, judging.note, judging.panel]
    judging.bridge.select(opened, [chat.talk], panel, **QUIET)
    inputs = [judging.about, judging.reasons, judging.note, chat.talk, chat.visitor]
    judging.send.click(sent, inputs, [chat.box, chat.evidence, chat.talk, judging.panel], **QUIET)
    judging.cancel.click(lambda: gr.update(visible=False), None, [judging.panel], **QUIET)


def read_vote(data: object, turns: int) -> tuple[int, Verdict] | None:
    """The exchange and the verdict of a click (`{"pick": "3-up"}`), or None: a browser may send anything.

    >>> read_vote({"pick": "2-down"}, 2), read_vote({"pick": "3-up"}, 2), read_vote(None, 2)
    ((2, 'down'), None, None)
    """
    pick = str(data.get("pick", "")) if isinstance(data, dict) else ""
    turn, _, verdict = pick.partition("-")
    if verdict not in ("up", "down") or turn not in map(str, range(1, turns + 1)):
        return None
    return int(turn), "up" if verdict == "up" else "down"
