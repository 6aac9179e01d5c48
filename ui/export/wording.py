"""What all formats of a report call things: titles, lists, the fields of a duty in their order."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from ui.i18n import say
from ui.view.plain import field_name, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.records import ItemRow, Progress
    from rag.report.records import Duty, Header, LedgerRow, Summary, Value
    from ui.i18n import Language

LEDGER_COLUMNS = {
    "number": "ledger.number",
    "kind": "ledger.kind",
    "matter": "ledger.matter",
    "outcome": "report.outcome",
    "responsible": "report.responsible",
    "supporting": "report.supporting",
    "deadline": "report.deadline",
    "deadline_date": "ledger.deadline_date",
    "overdue": "ledger.overdue",
    "state": "ledger.state",
    "note": "ledger.note",
    "condition": "report.condition",
    "next_step": "report.next_step",
    "meeting": "ledger.meeting",
    "held_on": "ledger.held_on",
    "quote": "ledger.quote",
    "source": "ledger.source",
    "place": "ledger.place",
    "key": "ledger.key",
}
"""The columns of the ledger as a table, each with the key of its heading."""

_CLOSED = ("、", "）", "：", "，", ")", ".", "．")
"""Signs that end a label, so that its title follows without a blank."""
_SINGLE = ("outcome", "condition", "next_step")
_SEVERAL = ("responsible", "persons", "supporting")


def title_of(summary: Summary, lang: Language | None = None) -> str:
    """The title of a summary: its meeting's name, as citations call it."""
    name = summary.citations[0].meeting if summary.citations else summary.meeting.title
    return say("report.summary_of", lang, meeting=name)


def item_head(item: ItemRow) -> str:
    """An item's label and title on one line; its place in the agenda where it has neither."""
    label, title = item.label or "", item.title or ""
    gap = " " if label and title and not label.endswith(_CLOSED) else ""
    return f"{label}{gap}{title}" or f"{item.ordinal}."


def list_name(name: str, lang: Language | None = None) -> str:
    """What a list of people is called."""
    return field_name(name, lang)


def header_lines(header: Header, lang: Language | None = None) -> Iterator[tuple[str, Value | None, bool]]:
    """The fields of a head under their names, absent ones too, and whether each is a day."""
    for one in fields(header):
        name = say("report.session", lang) if one.name == "session" else field_name(one.name, lang)
        yield name, getattr(header, one.name), one.name.endswith("_on")


def date_words(iso: str, lang: Language | None = None) -> str:
    """A day as official papers write it; in English, and where the day is not known in full, as ISO has it.

    >>> date_words("2023-12-25", "zh"), date_words("2020-XX-24", "zh")
    ('2023年12月25日', '2020-XX-24')
    """
    if "X" in iso or say("ledger.yes", lang) == "yes":
        return iso
    return "".join(f"{int(part)}{unit}" for part, unit in zip(iso.split("-"), "年月日", strict=False))


def numeral(number: int) -> str:
    """1 to 99 in Chinese numerals.

    >>> numeral(3), numeral(10), numeral(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"


def field_lines(duty: Duty, lang: Language | None = None) -> Iterator[tuple[str, Sequence[Value]]]:
    """The fields of a decision or a directive that are given, under their names, in the order a reader wants them."""
    for name in _SINGLE:
        value: Value | None = getattr(duty, name)
        if value is not None:
            yield say(f"report.{name}", lang), (value,)
    for name in _SEVERAL:
        values: Sequence[Value] = getattr(duty, name)
        if values:
            yield say(f"report.{name}", lang), values
    if duty.deadline is not None:
        dated = (duty.deadline_date,) if duty.deadline_date is not None else ()
        yield say("report.deadline", lang), (duty.deadline, *dated)


def progress_of(progress: Progress) -> str:
    """Where a duty stands, with note, day and person where they are given."""
    told = [progress.state, progress.note, (progress.set_at or "")[:10], progress.set_by or ""]
    return " · ".join(one for one in told if one)


def ledger_cells(row: LedgerRow, lang: Language | None = None) -> dict[str, str]:
    """One duty as the texts of LEDGER_COLUMNS, empty where the minutes say nothing; days are ISO."""
    citation = row.citation
    return {
        "number": str(citation.mark),
        "kind": say(f"ledger.{row.kind}", lang),
        "matter": squeezed(row.matter),
        "outcome": row.outcome or "",
        "responsible": "、".join((*row.responsible, *row.persons)),
        "supporting": "、".join(row.supporting),
        "deadline": squeezed(row.deadline or ""),
        "deadline_date": row.deadline_date or "",
        "overdue": say("ledger.yes", lang) if row.overdue else "",
        "state": row.progress.state,
        "note": squeezed(row.progress.note),
        "condition": squeezed(row.condition or ""),
        "next_step": squeezed(row.next_step or ""),
        "meeting": squeezed(citation.meeting),
        "held_on": row.meeting.held_on or "",
        "quote": squeezed(citation.quote),
        "source": squeezed(citation.document),
        "place": f"{citation.span.start}–{citation.span.end}",
        "key": row.key,
    }
