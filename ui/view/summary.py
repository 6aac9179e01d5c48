"""A meeting's summary as a page: overview, facts, attendance, and a card an item, every value with its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.export.wording import date_words, header_lines, item_head, list_name, title_of
from ui.i18n import say
from ui.view.markup import failure_html, safe
from ui.view.parts import (
    absent_html,
    claim_html,
    grid_html,
    marks_html,
    outcome_html,
    quiet,
    value_html,
    values_html,
)
from ui.view.plain import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.report.records import Duty, ItemSummary, Roll, Summary
    from ui.i18n import Language

ALWAYS = ("responsible", "next_step", "deadline")
"""Fields of a decision that whoever follows it up looks for: where the minutes are silent, that is said."""
FIELDS = ("condition", "next_step", "responsible", "persons", "supporting", "deadline")


def summary_html(summary: Summary, lang: Language | None = None) -> str:
    """The whole summary."""
    notice = failure_html(summary.notice) if summary.notice else ""
    title = f'<h2 class="jr-title">{safe(title_of(summary, lang))}</h2>'
    overview = "".join(claim_html(one, lang) for one in summary.overview)
    parts = [
        _section("report.overview", f'<div class="jr-overview">{overview}</div>' if overview else "", lang),
        _section("report.header", _facts(summary, lang), lang),
        _section("report.people", "".join(_roll(one, lang) for one in summary.rolls), lang),
        _section("report.items", "".join(_item(one, lang) for one in summary.items), lang),
    ]
    return f'<article class="jr-summary">{title}{notice}{"".join(parts)}</article>'


def _section(key: str, body: str, lang: Language | None) -> str:
    return f"<section><h3>{safe(say(key, lang))}</h3>{body}</section>" if body else ""


def _facts(summary: Summary, lang: Language | None) -> str:
    rows = ((name, value_html(value, lang, dated=dated)) for name, value, dated in header_lines(summary.header, lang))
    return grid_html(rows, "jr-facts")


def _roll(roll: Roll, lang: Language | None) -> str:
    counted = say("report.people_of", lang, list=list_name(roll.list, lang), count=roll.count.text)
    names = "、".join(f"<span>{safe(squeezed(one.text))}</span>" for one in roll.names)
    marks = marks_html(roll.count.citations, lang)
    return f'<div class="jr-roll"><h4>{safe(counted)}{marks}</h4><p>{names}</p></div>'


def _item(item: ItemSummary, lang: Language | None) -> str:
    marks = marks_html(item.title.citations, lang) if item.title else ""
    head = f"<header><h4>{safe(squeezed(item_head(item.item)))}{marks}</h4>{_outcomes(item, lang)}</header>"
    if item.body_absent:
        return f'<article class="jr-item jr-bare">{head}<p>{quiet(say("report.no_body", lang))}</p></article>'
    return f'<article class="jr-item">{head}{"".join(_body(item, lang))}</article>'


def _outcomes(item: ItemSummary, lang: Language | None) -> str:
    if item.body_absent:
        return ""
    named = dict.fromkeys(duty.outcome.text for duty in item.decisions if duty.outcome)
    none = f'<span class="jy-badge">{safe(say("report.no_decision", lang))}</span>'
    return "".join(outcome_html(one) for one in named) or none


def _body(item: ItemSummary, lang: Language | None) -> Iterator[str]:
    told = [
        (say("report.reported_by", lang), values_html(item.reported_by, lang)),
        (say("report.documents", lang), values_html(item.documents, lang)),
    ]
    yield grid_html((one for one in told if one[1]), "jr-grid jr-told")
    if not item.decisions and item.lead is not None:
        yield claim_html(item.lead, lang)
    for one in item.decisions:
        yield _duty(one, lang, ALWAYS)
    if item.demands:
        demands = "".join(f"<li>{value_html(one, lang)}</li>" for one in item.demands)
        yield f'<h5>{safe(say("report.demands", lang))}</h5><ul class="jr-list">{demands}</ul>'
    if item.directives:
        directives = "".join(f"<li>{_duty(one, lang, ())}</li>" for one in item.directives)
        yield f'<h5>{safe(say("report.directives", lang))}</h5><ul class="jr-list">{directives}</ul>'


def _duty(duty: Duty, lang: Language | None, always: tuple[str, ...]) -> str:
    named = [name for name in FIELDS if name in always or getattr(duty, name)]
    grid = grid_html((say(f"report.{name}", lang), _field(duty, name, lang)) for name in named)
    return f'<div class="jr-duty"><p>{value_html(duty.text, lang)}</p>{grid}</div>'


def _field(duty: Duty, name: str, lang: Language | None) -> str:
    known = duty.text.citations
    value = getattr(duty, name)
    if not value:
        return absent_html(lang)
    if isinstance(value, tuple):
        return values_html(value, lang, known)
    if name == "deadline" and duty.deadline_date is not None:
        return f"{value_html(value, lang, known)}（{safe(date_words(duty.deadline_date.text, lang))}）"
    return value_html(value, lang, known)
