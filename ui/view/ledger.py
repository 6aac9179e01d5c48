"""The ledger as a table: a row a duty, what is overdue marked, and beside it where the chosen duty stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ui.export.wording import date_words
from ui.i18n import say
from ui.view.markup import safe
from ui.view.parts import empty_html, outcome_html, pager_html, quiet
from ui.view.plain import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Progress, State
    from rag.report.records import Ledger, LedgerRow
    from ui.i18n import Language

ROWS = 50
"""Duties on a page of the table."""
STATE_KEYS: dict[State, str] = {
    "未启动": "state.todo",
    "推进中": "state.doing",
    "已办结": "state.done",
    "已延期": "state.late",
}
STATE_TONES: dict[State, str] = {"未启动": "none", "推进中": "plain", "已办结": "good", "已延期": "wait"}
COLUMNS = ("ledger.matter", "report.outcome", "ledger.responsible", "ledger.deadline", "ledger.state")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def is_day(text: str) -> bool:
    """Whether a text is an ISO day, month or year.

    >>> is_day("2024-05"), is_day("去年")
    (True, False)
    """
    return _DAY.fullmatch(text) is not None


def state_name(state: State, lang: Language | None = None) -> str:
    """What a state is called in the reader's language."""
    return say(STATE_KEYS[state], lang)


def ledger_html(ledger: Ledger, page: int, chosen: str | None = None, lang: Language | None = None) -> str:
    """A page of the ledger under its count; `page` counts from 1, `chosen` is the key of the row in hand."""
    told = say("ledger.as_of", lang, day=date_words(ledger.as_of, lang), total=ledger.total, shown=len(ledger.rows))
    count = f'<p class="jr-count">{safe(told)}</p>'
    if not ledger.rows:
        return count + empty_html(say("ledger.nothing", lang))
    shown = ledger.rows[(page - 1) * ROWS : page * ROWS]
    head = "".join(f"<th>{safe(say(key, lang))}</th>" for key in COLUMNS)
    rows = "".join(_row(one, one.key == chosen, lang) for one in shown)
    table = f'<table class="jy-table jr-ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'{count}<div class="jy-scroll">{table}</div>{pager_html(page, pages_of(ledger), lang)}'


def pages_of(ledger: Ledger) -> int:
    """How many pages the ledger has, one at least."""
    return max(1, -(-len(ledger.rows) // ROWS))


def _row(row: LedgerRow, chosen: bool, lang: Language | None) -> str:  # noqa: FBT001 - one of a row's own facts
    classes = " ".join(name for name, is_so in (("jr-chosen", chosen), ("jr-late", row.overdue)) if is_so)
    held = date_words(row.meeting.held_on, lang) if row.meeting.held_on else say("list.undated", lang).strip()
    kind = quiet(say(f"ledger.{row.kind}", lang))
    cells = {
        "report.outcome": outcome_html(row.outcome) if row.outcome else kind,
        "ledger.responsible": _units(row, lang),
        "ledger.deadline": _deadline(row, lang),
        "ledger.state": _state(row.progress, lang),
    }
    said = "".join(f'<td data-label="{safe(say(key, lang))}">{cell}</td>' for key, cell in cells.items())
    matter = (
        f'<strong>{safe(squeezed(row.matter))}</strong><p class="jr-said">{safe(squeezed(row.citation.quote))}</p>'
        f'<div class="jy-item"><span>{safe(held)}</span><span>{safe(squeezed(row.citation.meeting))}</span></div>'
    )
    return f'<tr class="{classes}" data-pick="k:{safe(row.key)}" tabindex="0"><td>{matter}</td>{said}</tr>'


def _units(row: LedgerRow, lang: Language | None) -> str:
    lead = "、".join((*row.responsible, *row.persons))
    helping = say("ledger.helping", lang, units="、".join(row.supporting)) if row.supporting else ""
    told = safe(squeezed(lead)) if lead else quiet(say("report.absent", lang))
    return told + (f"<div>{quiet(squeezed(helping))}</div>" if helping else "")


def _deadline(row: LedgerRow, lang: Language | None) -> str:
    if not row.deadline:
        return quiet(say("report.absent", lang))
    day = f"<div>{quiet(row.deadline_date)}</div>" if row.deadline_date else ""
    late = f'<div><span class="jy-badge jr-bad">{safe(say("ledger.overdue", lang))}</span></div>' if row.overdue else ""
    return f"{safe(squeezed(row.deadline))}{day}{late}"


def _state(progress: Progress, lang: Language | None) -> str:
    note = f'<p class="jr-said">{safe(squeezed(progress.note))}</p>' if progress.note else ""
    tone = STATE_TONES[progress.state]
    return f'<span class="jy-badge jr-{tone}">{safe(state_name(progress.state, lang))}</span>{note}'


def notes_html(notes: Sequence[Progress], lang: Language | None = None) -> str:
    """Everything noted of a duty, the latest first; nothing where nothing was."""
    if not notes:
        return ""
    lines = "".join(
        f"<li><span>{safe((one.set_at or '')[:16].replace('T', ' '))}</span>{_state(one, lang)}"
        f"<span>{safe(squeezed(one.set_by or ''))}</span></li>"
        for one in reversed(notes)
    )
    return f'<section class="jr-notes"><h4>{safe(say("ledger.history", lang))}</h4><ul>{lines}</ul></section>'
