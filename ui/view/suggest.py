"""Questions that this archive can answer, made from what its catalogue holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import ItemRow, MeetingRow

NAMED = re.compile(r"《[^《》]{2,30}》")
TITLE_LIMIT = 28  # longer titles make a button of several lines


def suggestions(meetings: Sequence[MeetingRow], items: Sequence[ItemRow], limit: int = 4) -> list[str]:
    """Up to `limit` questions, each of another kind: a list, a decision, a unit's matters, those present.

    `items` are those of any meetings. Questions are Chinese, as the minutes are.
    """
    found: list[str] = []
    named = next((call for one in newest(meetings) if one.item_count and (call := _called(one))), None)
    document = next((match[0] for one in items if one.title and (match := NAMED.search(one.title))), None)
    unit = next((one.reporting_units[0] for one in items if one.reporting_units), None)
    if named is not None:
        found.append(f"{named}研究了哪些议题？")
    if document is not None:
        found.append(f"会议对{document}作了什么决定？")
    if unit is not None:
        found.append(f"{unit}汇报了哪些事项？")
    if items:
        found.append("哪些议题获得原则同意？")
    if named is not None:
        found.append(f"{named}有哪些人出席？")
    return found[:limit]


def newest(meetings: Sequence[MeetingRow]) -> list[MeetingRow]:
    """Meetings with the latest first; those whose year is unknown come last."""
    return sorted(meetings, key=lambda one: (one.held_on or "").replace("X", ""), reverse=True)


def _called(meeting: MeetingRow) -> str | None:
    """How a person would name a meeting in a question, or None where that would be too long."""
    if meeting.body and meeting.session is not None:
        return f"{meeting.body}第{meeting.session}次{meeting.kind or '会议'}"
    title = meeting.title.removesuffix("纪要").strip()
    return title if 0 < len(title) <= TITLE_LIMIT else None
