"""Answers, evidence and documents as HTML. Everything that came from outside is escaped here and nowhere else.

`safe` also holds inside Markdown: every ASCII mark that Markdown or HTML could read becomes an entity.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ui.i18n import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Answer, Claim, Refusal
    from ui.i18n import Language
    from ui.view.cards import Card, Piece

_ACTIVE = re.compile(r"[!-/:-@\[-`{-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_BLANK_LINES = re.compile(r"[ \t\u3000\xa0]*\n\s*")


def safe(text: str) -> str:
    """Text that shows as itself in HTML, in an attribute and in Markdown; line breaks become `<br>`.

    Control characters and direction overrides, which could make text look like other text, show as `�`.

    >>> safe("<b>1</b>")
    '&#60;b&#62;1&#60;&#47;b&#62;'
    """
    bare = _CONTROL.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ACTIVE.sub(lambda sign: f"&#{ord(sign[0])};", bare).replace("\n", "<br>")


def question_html(question: str) -> str:
    """What a person asked, as they typed it."""
    return safe(question.strip())


def claims_html(claims: Sequence[Claim], turn: int, lang: Language | None = None) -> str:
    """Claims as paragraphs, each with its marks: links to the cards of this turn."""
    body = "".join(_claim(claim, turn, lang) for claim in claims)
    return f'<div class="jy-answer">{body}</div>'


def _claim(claim: Claim, turn: int, lang: Language | None) -> str:
    marks = "".join(f'<a class="jy-mark" href="#e{turn}-{mark}">&#91;{mark}&#93;</a>' for mark in claim.citations)
    hurt = badge(claim.status, lang) if claim.status in {"damaged", "inferred"} else ""
    return f'<p class="jy-claim">{safe(claim.text)}{marks}{hurt}</p>'


def answer_html(answer: Answer, turn: int, lang: Language | None = None) -> str:
    """An answer as the chat shows it: its notice, then its claims or its refusal, then how it was made."""
    notice = f'<div class="jy-notice">{safe(answer.notice)}</div>' if answer.notice else ""
    if answer.refusal is not None:
        return notice + _refusal(answer.refusal, turn, lang)
    made = say(f"mode.{answer.mode}", lang) + (f" · {answer.model}" if answer.model else "")
    copy = f'<a class="jy-copy" href="#e{turn}">{safe(say("answer.copy", lang))}</a>'
    return f'{notice}{claims_html(answer.claims, turn, lang)}<div class="jy-made">{safe(made)}{copy}</div>'


def _refusal(refusal: Refusal, turn: int, lang: Language | None) -> str:
    kind = f'<span class="jy-badge jy-refused">{safe(say(f"refusal.{refusal.kind}", lang))}</span>'
    links = "".join(
        f'<a class="jy-mark" href="#e{turn}-{one.mark}">&#91;{one.mark}&#93;</a>' for one in refusal.nearest
    )
    near = f'<p class="jy-near">{safe(say("answer.nearest", lang))}{links}</p>' if links else ""
    return f'<div class="jy-answer jy-refusal">{kind}<p>{safe(refusal.message)}</p>{near}</div>'


def badge(status: str, lang: Language | None = None) -> str:
    """已核实, 原文摘录 or 文本受损."""
    return f'<span class="jy-badge jy-{safe(status)}">{safe(say(f"status.{status}", lang))}</span>'


def evidence_html(question: str, shown: Sequence[Card], turn: int, lang: Language | None = None) -> str:
    """The cards of one turn under the question they belong to."""
    body = "".join(card_html(card, turn, lang) for card in shown)
    empty = "" if shown else f'<p class="jy-empty">{safe(say("evidence.none", lang))}</p>'
    return f'<section class="jy-turn"><h3 class="jy-asked">{safe(question.strip())}</h3>{body}{empty}</section>'


def earlier_html(sections: Sequence[tuple[str, str]]) -> str:
    """The evidence of earlier turns, (question, section) newest first, each folded away."""
    return "".join(
        f'<details class="jy-earlier"><summary>{safe(question.strip())}</summary>{section}</details>'
        for question, section in sections
    )


def card_html(card: Card, turn: int | str, lang: Language | None = None) -> str:
    """One piece of evidence: where it stands, the quote in its place, and the whole item folded below.

    `turn` makes its id one of its own on the page: the number of an exchange, or a letter of a tab.
    """
    state = (
        badge(card.status, lang) if card.status else f'<span class="jy-badge">{safe(say("evidence.near", lang))}</span>'
    )
    head = f'<span class="jy-number">{card.mark}</span><span class="jy-title">{safe(card.meeting)}</span>{state}'
    parts = [card.date, card.item]
    item = "".join(f"<span>{safe(part)}</span>" for part in parts if part)
    page = say("answer.page", lang, page=card.page) if card.page is not None else None
    foot = " · ".join(part for part in (card.document, page, f"{card.span.start}–{card.span.end}") if part)
    folds = _fold("evidence.whole", painted(card.whole), lang) if card.whole else ""
    folds += _fold("evidence.clean", safe(_fewer_lines(card.clean)), lang) if card.clean else ""
    excerpt = "…" * card.cut[0] + painted(card.excerpt) + "…" * card.cut[1]
    near = "" if card.status else " jy-nearby"
    return (
        f'<article class="jy-card{near}" id="e{turn}-{card.mark}" tabindex="-1"><header>{head}</header>'
        f'<div class="jy-item">{item}</div><blockquote>{excerpt}</blockquote>{folds}'
        f"<footer>{safe(foot)}</footer></article>"
    )


def _fold(key: str, body: str, lang: Language | None) -> str:
    return f'<details class="jy-fold"><summary>{safe(say(key, lang))}</summary><div>{body}</div></details>'


def painted(pieces: Sequence[Piece]) -> str:
    """Original text with its quote in `<mark>` and its damage underlined; runs of empty lines shrink to one."""
    return "".join(_paint(piece) for piece in pieces)


def _paint(piece: Piece) -> str:
    if piece.private:
        return '<span class="jy-private">••••</span>'
    text = safe(_fewer_lines(piece.text))
    if piece.damaged:
        title = f' title="{safe(piece.reading)}"' if piece.reading else ""
        text = f'<span class="jy-hurt"{title}>{text}</span>'
    return f"<mark>{text}</mark>" if piece.quoted else text


def _fewer_lines(text: str) -> str:
    return _BLANK_LINES.sub("\n", text)


def failure_html(message: str) -> str:
    """One line about what went wrong, in place of an answer."""
    return f'<div class="jy-notice">{safe(message)}</div>'


def waiting_html(message: str) -> str:
    """What the chat shows until the first claim is verified, and below each until the last one is."""
    return f'<div class="jy-waiting">{safe(message)}</div>'


def guide_html(lang: Language | None = None) -> str:
    """The evidence pane before the first answer: what will stand there, and what the badges mean."""
    rows = "".join(
        f"<li>{badge(status, lang)}<span>{safe(say(f'guide.{status}', lang))}</span></li>"
        for status in ("verified", "verbatim", "damaged", "inferred")
    )
    lead = safe(say("guide.lead", lang))
    return f'<section class="jy-guide"><h3>{safe(say("guide.title", lang))}</h3><p>{lead}</p><ul>{rows}</ul></section>'


def invitation_html(*, empty: bool, lang: Language | None = None) -> str:
    """The empty chat: what can be asked, or that the archive waits for its first minutes."""
    lead = say("chat.empty" if empty else "chat.lead", lang)
    return f'<div class="jy-invite"><strong>{safe(say("chat.title", lang))}</strong><span>{safe(lead)}</span></div>'
