"""Answers, evidence and documents as HTML. Everything that came from outside is escaped here and nowhere else.

`safe` also holds inside Markdown: every ASCII mark that Markdown or HTML could read becomes an entity.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ui.i18n import say
from ui.view.chips import chips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.records import Answer, Claim, Refusal
    from ui.i18n import Language
    from ui.view.cards import Card
    from ui.view.pieces import Piece

_ACTIVE = re.compile(r"[!-/:-@\[-`{-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"\d(?:[ -]?\d){6,}")
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


def answer_html(
    answer: Answer, turn: int, lang: Language | None = None, *, held: str = "", verdict: str | None = None
) -> str:
    """An answer as the chat shows it: its notice, its claims or its refusal, where it was looked for, what to do next.

    `held` names the range the conversation is held to, `verdict` is what the reader thought of it (up, down).
    """
    notice = f'<div class="jy-notice">{safe(answer.notice)}</div>' if answer.notice else ""
    if answer.refusal is None:
        body, made = claims_html(answer.claims, turn, lang), _made(answer, lang)
    else:
        body, made = _refusal(answer.refusal, turn, lang, held), ""
    looked = chips_html(answer.filters, held, lang)
    foot = f'<div class="jy-foot">{made}{_doings(turn, verdict, lang)}</div>'
    return f'<div class="jy-told">{notice}{body}{looked}{foot}</div>'


def _made(answer: Answer, lang: Language | None) -> str:
    made = say(f"mode.{answer.mode}", lang) + (f" · {answer.model}" if answer.model else "")
    return f'<span class="jy-made">{safe(made)}</span>'


def _doings(turn: int, verdict: str | None, lang: Language | None) -> str:
    """Copying, and the two verdicts with the one that was given marked; what a click does stands in the page's head."""
    copy = f'<a class="jy-copy" href="#e{turn}">{safe(say("answer.copy", lang))}</a>'
    votes = "".join(
        f'<a class="jy-vote{" jy-voted" * (one == verdict)}" href="#v{turn}-{one}">{safe(say(key, lang))}</a>'
        for one, key in (("up", "vote.up"), ("down", "vote.down"))
    )
    return f'<span class="jy-doings">{copy}{votes}</span>'


def chips_html(filters: Mapping[str, Sequence[str]], held: str = "", lang: Language | None = None) -> str:
    """Where an answer was looked for: what the question itself says, and the range it was held to."""
    fixed = f'<span class="jy-chip jy-fixed">{safe(say("held.only", lang, name=held))}</span>' if held else ""
    stated = "".join(
        f'<span class="jy-chip">{f"<b>{safe(label)}</b> " if label else ""}{safe(value)}</span>'
        for label, value in chips(filters, lang)
    )
    lead = f'<span class="jy-by">{safe(say("filter.by", lang))}</span>'
    return f'<div class="jy-chips">{lead}{fixed}{stated}</div>' if fixed or stated else ""


def _refusal(refusal: Refusal, turn: int, lang: Language | None, held: str) -> str:
    kind = f'<span class="jy-badge jy-refused">{safe(say(f"refusal.{refusal.kind}", lang))}</span>'
    links = "".join(
        f'<a class="jy-mark" href="#e{turn}-{one.mark}">&#91;{one.mark}&#93;</a>' for one in refusal.nearest
    )
    near = f'<p class="jy-near">{safe(say("answer.nearest", lang))}{links}</p>' if links else ""
    hint = f'<p class="jy-near">{safe(say("held.hint", lang, name=held))}</p>' if held else ""
    return f'<div class="jy-answer jy-refusal">{kind}<p>{safe(refusal.message)}</p>{hint}{near}</div>'


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
    date = f"<span>{safe(card.date or '')}{_inferred('face.inferred_date', card.dated_by_model, lang)}</span>"
    item = f"<span>{safe(card.item or '')}{_inferred('face.inferred_title', card.title_inferred, lang)}</span>"
    named = (date if card.date else "") + (item if card.item else "")
    page = say("answer.page", lang, page=card.page) if card.page is not None else None
    foot = " · ".join(part for part in (card.document, page, f"{card.span.start}–{card.span.end}") if part)
    gone = f'<p class="jy-near">{safe(say("face.gone", lang))}</p>' if card.gone else ""
    near = "" if card.status else " jy-nearby"
    return (
        f'<article class="jy-card{near}" id="e{turn}-{card.mark}" tabindex="-1" data-face="original">'
        f'<header>{head}</header><div class="jy-item">{named}</div>{_switch(card, lang)}{_faces(card, lang)}{gone}'
        f"<footer>{safe(foot)}</footer></article>"
    )


def _inferred(why: str, applies: bool, lang: Language | None) -> str:  # noqa: FBT001 - the mark, or nothing
    told = safe(say("status.inferred", lang))
    return f' <span class="jy-badge jy-inferred" title="{safe(say(why, lang))}">{told}</span>' if applies else ""


def _switch(card: Card, lang: Language | None) -> str:
    """The buttons that choose which face of a card is shown; none where it has one alone."""
    if not card.faces:
        return ""
    buttons = "".join(
        f'<button type="button" data-face="{name}" aria-pressed="{str(name == "original").lower()}">'
        f"{safe(say(key, lang))}</button>"
        for name, key in (("original", "face.original"), ("clean", "face.clean"), ("simple", "face.simple"))
    )
    return f'<div class="jy-faces" role="group" aria-label="{safe(say("face.label", lang))}">{buttons}</div>'


def _faces(card: Card, lang: Language | None) -> str:
    faces = (("original", card.excerpt, card.whole), *((one.script, one.excerpt, one.whole) for one in card.faces))
    return "".join(
        f'<div data-shows="{name}"><blockquote>{"…" * card.cut[0]}{painted(excerpt)}{"…" * card.cut[1]}</blockquote>'
        f"{_fold('evidence.whole', painted(whole), lang) if whole else ''}</div>"
        for name, excerpt, whole in faces
    )


def _fold(key: str, body: str, lang: Language | None) -> str:
    return f'<details class="jy-fold"><summary>{safe(say(key, lang))}</summary><div>{body}</div></details>'


def painted(pieces: Sequence[Piece]) -> str:
    """Text with its quote in `<mark>`, its damage underlined, its noise grey; runs of empty lines shrink to one."""
    return "".join(_paint(piece) for piece in pieces)


def _paint(piece: Piece) -> str:
    if piece.private:
        return '<span class="jy-private">••••</span>'
    text = safe(_fewer_lines(piece.text if piece.removed is None else unnumbered(piece.text)))
    if piece.removed and piece.text.strip():
        text = f'<span class="jy-noise">{text}</span>'
    if piece.damaged:
        title = f' title="{safe(piece.reading)}"' if piece.reading else ""
        text = f'<span class="jy-hurt"{title}>{text}</span>'
    return f"<mark>{text}</mark>" if piece.quoted else text


def unnumbered(text: str) -> str:
    """Text that cleaning passed over, without the telephone numbers that a page's frame holds.

    >>> unnumbered("联系电话：0571-8888 6666")
    '联系电话：••••'
    """
    return _NUMBER.sub("••••", text)


def _fewer_lines(text: str) -> str:
    return _BLANK_LINES.sub("\n", text)


def failure_html(message: str) -> str:
    """One line about what went wrong, in place of an answer."""
    return f'<div class="jy-notice">{safe(message)}</div>'


def note_html(message: str) -> str:
    """One quiet line about what was done, or can be."""
    return f'<p class="jy-note">{safe(message)}</p>'


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
