"""An optional pass behind the rules: a model is asked for what they left absent, and nothing else.

Its word is worth nothing by itself (`rag.fill.evidence`); what the rules found is never touched. Two calls a
meeting at most: one for the head and the foot of the minutes, one for the units that reported the items.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ingest.parse.meetings import is_traditional
from ingest.parse.sheet import Sheet
from rag.errors import ModelError
from rag.fill import evidence
from rag.fill.proposals import proposals
from rag.index.tokens import trim_to_tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.minutes import Reading
    from ingest.records import Fact, Minutes, PartialDate, Person
    from rag.fill.evidence import Quoted, Range
    from rag.ports import ChatModel

    Value = Fact[str] | Fact[int] | Fact[PartialDate] | Person
    Check = Callable[[Quoted, str], Value | None]

HEAD_TOKENS, FOOT_TOKENS, ITEM_TOKENS = 1_500, 500, 250
HEAD, FOOT = 600, 600
"""Characters shown of either end at least, whatever the items cover."""
MOST_ITEMS = 20

NAMES = {
    "title": "会议或纪要的名称",
    "body": "开会的机关",
    "session": "第几次会议",
    "held_on": "召开日期",
    "issued_on": "印发或成文日期",
    "document_number": "文号或期号",
    "chair": "主持人姓名",
    "venue": "开会地点",
    "recorder": "记录人姓名",
}
"""The fields of the head that may be asked for, and how the model is told of each."""

CHECKS: dict[str, Check] = {
    "title": evidence.title,
    "body": evidence.unit,
    "session": evidence.session,
    "document_number": evidence.document_number,
    "chair": evidence.person,
    "venue": evidence.venue,
    "recorder": evidence.person,
}
REPORTING = "reporting_units"


def fill(minutes: Minutes, chat: ChatModel) -> Minutes:
    """The minutes with absent fields filled where the model's quote proves them; each has the reason `FILLED`.

    Raises ModelError.
    """
    sheet = Sheet(minutes.document, minutes.reading, is_traditional(minutes.document.text, minutes.reading))
    return _items(_head(minutes, sheet, chat), sheet, chat)


def fill_reading(reading: Reading, chat: ChatModel) -> tuple[Reading, str]:
    """Every meeting of a reading filled; where the model fails, the rest as the rules read it, and a line on that."""
    meetings = list(reading.meetings)
    for at, minutes in enumerate(meetings):
        try:
            meetings[at] = fill(minutes, chat)
        except ModelError as error:
            return replace(reading, meetings=tuple(meetings)), f"{reading.document.name}：模型未能补全缺项；{error}"
    return replace(reading, meetings=tuple(meetings)), ""


def _head(minutes: Minutes, sheet: Sheet, chat: ChatModel) -> Minutes:
    shown = _ends(minutes, sheet)
    material = "\n……\n".join(sheet.text[first:last] for first, last in shown)
    wanted = [name for name in NAMES if getattr(minutes, name) is None and _hinted(name, material)]
    if not wanted:
        return minutes
    told = "\n".join(f"{name}：{NAMES[name]}" for name in wanted)
    for one in proposals(chat, told, material):
        place = evidence.quoted(sheet, one, shown)
        if place is None or one.field not in wanted or getattr(minutes, one.field) is not None:
            continue
        value = _check(minutes, one.field)(place, one.value.strip())
        if value is not None:
            minutes = replace(minutes, **{one.field: value})  # type: ignore[arg-type]  # the checks go by field
    return minutes


def _check(minutes: Minutes, name: str) -> Check:
    """How a field's value is proven; a date or a person may not stand where another was read."""
    if name not in {"held_on", "issued_on"}:
        return CHECKS[name]
    known = (minutes.held_on, minutes.issued_on, minutes.published_on)
    taken = [minutes.reading.locate(one.span) for one in known if one is not None and one.span is not None]
    return partial(evidence.date, taken=tuple(taken))


def _items(minutes: Minutes, sheet: Sheet, chat: ChatModel) -> Minutes:
    asked: dict[int, Range] = {}
    for at, item in enumerate(minutes.items):
        first, last = minutes.reading.locate(item.span)
        if not item.reporting_units and not item.presenters and _hinted(REPORTING, sheet.text[first:last]):
            asked[at] = first, first + len(trim_to_tokens(sheet.text[first:last], ITEM_TOKENS))
    asked = dict(list(asked.items())[:MOST_ITEMS])
    if not asked:
        return minutes
    told = f"{REPORTING}：汇报、提交该议题的单位（议题 {'、'.join(str(at + 1) for at in asked)}）"
    material = "\n\n".join(f"【议题 {at + 1}】\n{sheet.text[first:last]}" for at, (first, last) in asked.items())
    items = list(minutes.items)
    for one in proposals(chat, told, material):
        at = one.item - 1
        if one.field != REPORTING or at not in asked:
            continue
        place = evidence.quoted(sheet, one, (asked[at],))
        unit = evidence.unit(place, one.value) if place else None
        known = items[at].reporting_units
        if unit is not None and unit.value not in {fact.value for fact in known}:
            items[at] = replace(items[at], reporting_units=(*known, unit))
    return replace(minutes, items=tuple(items))


def _hinted(name: str, material: str) -> bool:
    """Whether the material holds a word without which nothing could prove the field."""
    cue = evidence.CUES.get(name)
    return cue is None or cue.search(material) is not None


def _ends(minutes: Minutes, sheet: Sheet) -> tuple[Range, ...]:
    """The head down to the first item and the foot behind the last, both within their budgets of tokens."""
    length = len(sheet.text)
    items = [minutes.reading.locate(one.span) for one in minutes.items]
    until = max(items[0][0], HEAD) if items else length
    head = len(trim_to_tokens(sheet.text[:until], HEAD_TOKENS))
    foot = max(head, min(items[-1][1] if items else length, length - FOOT))
    foot_end = foot + len(trim_to_tokens(sheet.text[foot:], FOOT_TOKENS))
    return ((0, head), (foot, foot_end)) if foot < foot_end else ((0, head),)
