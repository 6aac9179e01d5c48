"""Rows of the executors into sentences: a fixed template around values that each row's own place carries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest.clean.script import simplified
from rag.answer.cite import trimmed
from rag.answer.draft import Draft
from rag.answer.history import decided, evidence, of_meetings
from rag.answer.phrases import FIELDS, LISTS, dated_name, day, say
from rag.find.across import opening
from rag.find.agenda import carries_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.find.rows import Found, Row
    from rag.find.shelf import Shelf
    from rag.records import MeetingRow, Query, Script, Status

_FEW = 3
"""Rows of an outcome up to which each carries its whole deciding sentence."""
_WHY = re.compile(r"为什么|为何|为啥|原因|缘由|理由|怎么没|什么事")
_GIVEN = re.compile(r"[（(]")
"""How a reason stands behind the name of someone who was away."""
_ASKS_WHETHER = re.compile(r"吗|(?<![什怎])么|是否|是不是|有没有|有无|没有?[？?]?$|了没|在不在")


def compose(query: Query, found: Found, shelf: Shelf) -> list[Draft]:
    """The drafts of an executor's rows."""
    if query.intent == "attendance" or (query.intent == "count" and query.counted == "people"):
        return _people(query, found)
    if query.intent == "chair":
        return _chairs(query, found, shelf)
    if query.intent in {"date", "place", "number"}:
        return _fields(query, found, shelf)
    if query.intent in {"timeline", "compare", "meetings"} or query.counted == "meetings":
        return of_meetings(query, found, shelf)
    return _agenda(query, found, shelf)


def _several(rows: Iterable[Row]) -> bool:
    return len({row.meeting.id for row in rows}) > 1


def _named(query: Query, row: Row, several: bool) -> str:  # noqa: FBT001 - private, one caller a line
    return say(query.script, "{meeting}：", meeting=dated_name(row.meeting)) if several else ""


def _people(query: Query, found: Found) -> list[Draft]:
    """`出席（7人）：…`; for one person, which list the name stands in or that it stands in none."""
    several = _several(found.rows)
    drafts = []
    for row in found.rows:
        front = _named(query, row, several)
        if row.label == "holder":
            drafts.append(Draft(f"{front}{row.note}：{row.words}", evidence(row), "verified"))
            continue
        if query.people:
            drafts.append(Draft(front + _whether(query, row), evidence(row), "verified"))
            continue
        listed = say(query.script, LISTS[row.label])
        if not row.note:
            drafts.append(Draft(front + row.words, evidence(row)))
            continue
        alone = row.label in {"recorder", "chair"}
        count = "：" if alone else say(query.script, "（{count}人）：", count=row.note)
        untold = row.label == "apologies" and _WHY.search(query.simplified) and not _GIVEN.search(row.words)
        why = say(query.script, "（请假原因未载明）") if untold else ""
        drafts.append(Draft(f"{front}{listed}{count}{row.words}{why}", evidence(row), "verified"))
    if query.intent == "count" and query.attendance == "present" and "列席" not in query.simplified:
        head = say(query.script, "共{count}人。", count=str(found.count))
        every = tuple(one for draft in drafts for one in draft.evidence)
        return [Draft(head, every, "verified"), *drafts] if len(drafts) > 1 else drafts
    return drafts


_ATTENDED = frozenset({"present", "in_attendance", "invited"})
_WHETHER = {
    "recorder": "{front}{name}是记录人。",
    "chair": "{front}{name}主持会议。",
}


def _whether(query: Query, row: Row) -> str:
    """Yes or no, and which list the name stands in; 出席 in the strict sense is not 列席, 参加 is either."""
    if row.label == "absent":
        return say(query.script, "名单中没有{name}。", name=row.words)
    asked, strict = query.attendance, "出席" in query.simplified
    here = row.label in _ATTENDED or row.label in {"chair", "recorder"}
    if asked == "apologies":
        front = "没有，" if here else "是，"
    elif asked == "present" and not strict:
        front = "是，" if here else "没有，"
    elif asked in _ATTENDED:
        same = row.label == asked or (asked == "present" and row.label == "chair")
        front = "是，" if same else ("不是，" if here else "没有，")
    else:
        front = ""
    yes_no = front if _ASKS_WHETHER.search(query.simplified) else ""
    listed = LISTS[row.label]
    if asked is None and row.note:
        return say(query.script, f"{{name}}：{{post}}（{listed}）。", name=row.words, post=row.note)
    return say(
        query.script, _WHETHER.get(row.label, f"{{front}}{{name}}在{listed}名单中。"), front=yes_no, name=row.words
    )


_ENTRUSTED = re.compile(r"委托|代为?主持|替谁")


def _entrusted(row: Row, shelf: Shelf) -> str | None:
    """The sentence that says on whose behalf someone chaired; None where it says nothing of that."""
    pages = shelf.pages(row.meeting.document_id)
    said = next((span for span in row.spans if re.search(r"受.{2,24}委托", pages.text(span))), None)
    return pages.words(said) if said is not None else None


def _chairs(query: Query, found: Found, shelf: Shelf) -> list[Draft]:
    several = _several(found.rows)
    drafts = []
    for row in found.rows:
        if not row.note:
            drafts.append(Draft(_named(query, row, several) + row.words, evidence(row)))
            continue
        if _ENTRUSTED.search(query.simplified) and (said := _entrusted(row, shelf)) is not None:
            drafts.append(Draft(_named(query, row, several) + said, evidence(row)))
            continue
        role = f"（{row.label}）" if row.label else ""
        text = say(query.script, "主持人：{name}{role}", name=row.words, role=role)
        if query.people and row.words not in query.people:
            text = say(
                query.script,
                "不是{asked}。主持人：{name}{role}",
                asked="、".join(query.people),
                name=row.words,
                role=role,
            )
        drafts.append(Draft(_named(query, row, several) + text, evidence(row), _status(row, "chair")))
    return drafts


def _status(row: Row, field: str) -> Status:
    """What stands behind a value: the text itself, or a model that filled in what the rules did not find."""
    return "inferred" if field in row.meeting.filled else "verified"


_PARTS_OF_DAY: Final = (
    (re.compile(r"(?:星期|礼拜|周)几"), re.compile(r"(?:星期|礼拜|周)[一二三四五六日天]"), "星期几"),
    (
        re.compile(r"几点|时段|[上下]午还是|早上还是|白天还是|晚上还是"),
        re.compile(
            r"(?:凌晨|早上|清晨|上午|中午|下午|傍晚|晚上|晚)?\d{1,2}(?:[:：]\d{2}|[时点]半?(?:\d{1,2}分)?)|凌晨|早上|上午|中午|下午|傍晚|晚上|晚"
        ),
        "具体时段",
    ),
)
"""Parts of a day asked after, how minutes write them, and what each is called where they do not."""


_ASKS_YEAR = re.compile(r"哪一?年|几几年|何年|什么年份|年份")


def _time_of_day(query: Query, row: Row, shelf: Shelf) -> str:
    """The weekday or the hour that a question asks for, as it stands beside the date, or that it is not stated."""
    value = str(row.words)
    unknown = "XXXX" in value and _ASKS_YEAR.search(query.simplified)
    said = [say(query.script, "（年份未载明）")] if unknown else []
    for asked, written, name in _PARTS_OF_DAY:
        if not asked.search(query.simplified):
            continue
        beside = (simplified(shelf.pages(row.meeting.document_id).text(span)) for span in row.spans)
        stands = next((one for one in map(written.search, beside) if one), None)
        said.append(stands[0] if stands else say(query.script, "（{name}未载明）", name=say(query.script, name)))
    return "".join(said)


def _fields(query: Query, found: Found, shelf: Shelf) -> list[Draft]:
    several = _several(found.rows)
    drafts = []
    for row in found.rows:
        value = row.words
        if not row.label:
            drafts.append(Draft(_named(query, row, several) + value, evidence(row)))
            continue
        if row.label.endswith("_on"):
            value = day(value) + _time_of_day(query, row, shelf)
        elif row.label == "session":
            value = f"第{value}次"
        note = say(query.script, "（据相关日期推定）") if row.note == "inferred" else ""
        field = say(query.script, FIELDS[row.label])
        drafts.append(
            Draft(f"{_named(query, row, several)}{field}：{value}{note}", evidence(row), _status(row, row.label))
        )
    return drafts


def _agenda(query: Query, found: Found, shelf: Shelf) -> list[Draft]:
    """The rows, grouped by meeting where there are several; a count first where one is asked for."""
    drafts: list[Draft] = []
    if query.intent == "count":
        head = say(query.script, "共{count}项：", count=str(found.count))
        drafts.append(Draft(head, tuple(evidence(row)[0] for row in found.rows), "verified"))
    several = _several(found.rows)
    last: MeetingRow | None = None
    for row in found.rows:
        if several and (last is None or last.id != row.meeting.id):
            drafts += _heading(query.script, row.meeting, shelf)
        last = row.meeting
        drafts.append(_item(query, row, shelf, short=len(found.rows) <= _FEW))
    return drafts


def _heading(script: Script, meeting: MeetingRow, shelf: Shelf) -> list[Draft]:
    row = opening(meeting, shelf)
    if row is None:
        return []
    return [Draft(say(script, "{meeting}：", meeting=dated_name(meeting)), evidence(row), "verified")]


def _item(query: Query, row: Row, shelf: Shelf, *, short: bool) -> Draft:
    """An item by its own words, with its outcome where the question is about outcomes."""
    if query.aspect == "reporter":
        return Draft(f"{row.words}：{row.note}" if row.note else row.words, evidence(row), "verified")
    pages = shelf.pages(row.meeting.document_id)
    title = pages.words(trimmed(pages, row.spans[0]))
    label = row.label or ""
    asked = bool(query.outcomes or query.next_steps or query.due or carries_out(query))
    if asked and len(row.spans) > 1 and (query.aspect == "decided" or query.due or carries_out(query) or short):
        said = pages.words(trimmed(pages, row.spans[1]))
        return decided(row, row.spans[1], said, label) or Draft(f"{label}{title}——{said}", evidence(row), "verified")
    outcome = f"（{row.note}）" if asked and row.note else ""
    places = evidence(row) if asked else evidence(row)[:1]
    return Draft(f"{label}{title}{outcome}", places, "verbatim" if not outcome else "verified")
