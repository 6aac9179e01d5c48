"""What the pages of the desk are built of: marks that can be picked, badges of outcomes, grids of names and values.

Every `data-pick` says what a click means; `ui.web.picking` hands it to the tab.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.export.wording import date_words
from ui.i18n import say
from ui.view.markup import badge, safe
from ui.view.plain import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.records import Claim
    from rag.report.records import Value
    from ui.i18n import Language

SHOWN = 5
"""Marks behind one sentence before the rest is counted."""
TONES = {
    "审议通过": "good",
    "原则同意": "good",
    "同意": "good",
    "修正通过": "good",
    "议定": "plain",
    "通报": "plain",
    "暂缓": "wait",
    "退回修改": "wait",
    "不予通过": "bad",
}
"""How an outcome of minutes is coloured: agreed, settled, put off, turned down."""


def mark_html(mark: int, prefix: str = "") -> str:
    """A mark that leads to its source.

    >>> mark_html(3)
    '<button type="button" class="jy-mark jr-mark" data-pick="3">3</button>'
    """
    return f'<button type="button" class="jy-mark jr-mark" data-pick="{safe(prefix)}{mark}">{mark}</button>'


def marks_html(marks: Sequence[int], lang: Language | None = None, known: Iterable[int] = ()) -> str:
    """Marks behind a text, those in `known` left out because they stand beside it already; many are counted."""
    beside = set(known)
    left = [mark for mark in marks if mark not in beside]
    more = f'<span class="jr-more">{safe(say("desk.more_marks", lang, count=len(left)))}</span>'
    return "".join(mark_html(one) for one in left[:SHOWN]) + (more if len(left) > SHOWN else "")


def outcome_html(outcome: str) -> str:
    """The badge of an outcome in its colour."""
    return f'<span class="jy-badge jr-{TONES.get(outcome, "plain")}">{safe(outcome)}</span>'


def quiet(text: str) -> str:
    """A word about what is not there."""
    return f'<span class="jr-absent">{safe(text)}</span>'


def absent_html(lang: Language | None = None) -> str:
    """未载明."""
    return quiet(say("report.absent", lang))


def value_html(
    value: Value | None, lang: Language | None = None, known: Iterable[int] = (), *, dated: bool = False
) -> str:
    """A value with its marks; 未载明 where there is none, and a word where it does not simply stand in the text."""
    if value is None:
        return absent_html(lang)
    text = safe(squeezed(date_words(value.text, lang) if dated else value.text))
    return f"{text}{standing_html(value, lang)}{marks_html(value.citations, lang, known)}"


def standing_html(value: Value, lang: Language | None = None) -> str:
    """文本受损, 推断 or 模型补全; nothing where the text says it or a rule makes it of what the text says."""
    if value.standing in ("stated", "computed"):
        return ""
    if value.standing == "damaged":
        return badge("damaged", lang)
    title = f' title="{safe(value.reason)}"' if value.reason else ""
    return f'<span class="jy-badge jr-note"{title}>{safe(say(f"report.{value.standing}", lang))}</span>'


def values_html(values: Sequence[Value], lang: Language | None = None, known: Iterable[int] = ()) -> str:
    """Several values of one field."""
    return "、".join(value_html(one, lang, known) for one in values)


def claim_html(claim: Claim, lang: Language | None = None) -> str:
    """A sentence with its marks."""
    hurt = badge("damaged", lang) if claim.status == "damaged" else ""
    return f"<p>{safe(squeezed(claim.text))}{hurt}{marks_html(claim.citations, lang)}</p>"


def grid_html(rows: Iterable[tuple[str, str]], kind: str = "jr-grid") -> str:
    """Names and what stands under them; the values are HTML already."""
    body = "".join(f"<div><dt>{safe(name)}</dt><dd>{value}</dd></div>" for name, value in rows)
    return f'<dl class="{kind}">{body}</dl>' if body else ""


def pager_html(page: int, pages: int, lang: Language | None = None) -> str:
    """Back and forth between pages, from 1; nothing where there is one page."""
    if pages <= 1:
        return ""
    told = safe(say("desk.page", lang, page=page, pages=pages))
    before = _turn("desk.previous", page - 1, lang, off=page <= 1)
    after = _turn("desk.next", page + 1, lang, off=page >= pages)
    return f'<nav class="jr-pager">{before}<span>{told}</span>{after}</nav>'


def _turn(key: str, page: int, lang: Language | None, *, off: bool) -> str:
    disabled = " disabled" if off else ""
    return f'<button type="button" data-pick="page:{page}"{disabled}>{safe(say(key, lang))}</button>'


def guide_html(lead: str, lang: Language | None = None) -> str:
    """The pane of sources before anything was picked."""
    title = safe(say("desk.quote", lang))
    return f'<section class="jy-guide jr-guide"><h3>{title}</h3><p>{safe(lead)}</p></section>'


def empty_html(message: str) -> str:
    """One line in place of a list or a summary."""
    return f'<p class="jy-empty jr-empty">{safe(message)}</p>'
