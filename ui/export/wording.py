"""What all formats of a report call things: titles, lists, the fields of a duty in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import say
from ui.view.plain import field_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.records import ItemRow, Progress
    from rag.report.records import Duty, Summary, Value
    from ui.i18n import Language

_SINGLE = ("outcome", "condition", "next_step")
_SEVERAL = ("responsible", "persons", "supporting")


def title_of(summary: Summary, lang: Language | None = None) -> str:
    """The title of a summary: its meeting's name, as citations call it."""
    name = summary.citations[0].meeting if summary.citations else summary.meeting.title
    return say("report.summary_of", lang, meeting=name)


def item_head(item: ItemRow) -> str:
    """An item's label and title on one line; its place in the agenda where it has neither."""
    return " ".join(filter(None, (item.label, item.title))) or f"{item.ordinal}."


def list_name(name: str, lang: Language | None = None) -> str:
    """What a list of people is called."""
    return field_name(name, lang)


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
