"""Honest noes: the kind, one sentence that says what the archive or the minutes do hold, the nearest places cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.details import detail
from rag.answer.draft import Evidence
from rag.answer.phrases import FIELDS, LISTS, dated_name, day, meeting_name, say
from rag.answer.sentences import Body
from rag.find.across import opening
from rag.find.attendance import attendance
from rag.find.filters import date_of
from rag.find.vocabulary import levels
from rag.records import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.answer.cite import Desk
    from rag.answer.draft import Draft
    from rag.answer.extract import Extract
    from rag.find.match import Match
    from rag.find.rows import Found, Row
    from rag.find.scope import Scope
    from rag.find.shelf import Shelf
    from rag.records import MeetingRow, PersonRow, Query, RefusalKind

SHOWN = 3
"""Places that are shown beside a refusal."""
_NAMED = 6
_LONG_NAME = 40

_DETAILS = {
    "reporter": "汇报或提出的单位",
    "responsible": "责任单位",
    "supporting": "配合单位",
    "deadline": "时限",
    "amount": "数量或金额",
    "reason": "原因",
    "next_step": "下一步程序",
    "condition": "附带条件",
    "finding": "看法或评价",
    "vote": "表决或票数",
}


def refuse(kind: RefusalKind, message: str, desk: Desk, nearest: Iterable[Evidence] = ()) -> Refusal:
    """A refusal whose nearest places are citations of the desk."""
    marks = list(dict.fromkeys(desk.mark(one) for one in nearest))[:SHOWN]
    return Refusal(kind, message, tuple(desk.citations[mark - 1] for mark in marks))


def of_scope(query: Query, scope: Scope, desk: Desk) -> Refusal:
    """No meeting fits what the question states; says what is held instead, and widens nothing."""
    if not scope.held:
        return refuse("outside_archive", say(query.script, "档案里还没有会议纪要，请先添加。"), desk)
    asked = _asked(query, scope.failed or "")
    if scope.failed in {"strangers", "places", "bodies"}:
        held = "、".join(dict.fromkeys(meeting_name(row) for row in scope.held[-_NAMED:]))
        message = say(query.script, f"{scope.whole}中没有{{asked}}的会议纪要；现有：{{held}}。", asked=asked, held=held)
        unplaced = sum(not levels(row) for row in scope.held)
        if unplaced and scope.failed != "bodies":
            message += say(query.script, "另有{count}次会议的纪要没有写明地区，可用日期来问。", count=str(unplaced))
        return refuse("outside_archive", message, desk, _openings(scope.held[-SHOWN:], desk))
    if scope.failed == "beside":
        way = "之后" if query.beside == "next" else "之前"
        asked = say(query.script, f"{{asked}}{way}的同类会议", asked=asked)
    near = _nearest_meetings(query, scope)
    held = "、".join(dated_name(row) for row in near)
    message = say(query.script, f"{scope.whole}中没有{{asked}}；现有：{{held}}。", asked=asked, held=held)
    return refuse("no_such_meeting", message, desk, _openings(near[:SHOWN], desk))


def _asked(query: Query, failed: str) -> str:
    """What the question named, up to the filter that found nothing, in plain words."""
    if failed == "strangers":
        return "、".join(query.strangers)
    place = "、".join(query.places)
    if failed in {"places", "bodies"}:
        return place or "、".join(query.bodies)
    sessions = "、".join(f"第{one}次" for one in query.sessions)
    terms = "".join(f"第{one}届" for one in query.terms)
    years = "".join(f"{one}年" for one in query.session_years)
    kinds = "、".join(query.kinds)
    numbers = "、".join(query.document_numbers)
    times = "、".join(_period(one.first, one.last) for one in query.periods)
    for on in query.on:
        times += (f"{on.month}月" if on.month else "") + (f"{on.day}日" if on.day else "")
    named = f"{times}{'的' if times else ''}{place}{years}{terms}{sessions}{numbers}"
    return f"{named}{kinds}会议" if not kinds.endswith(("会", "会议")) else f"{named}{kinds}"


def _period(first: str, last: str) -> str:
    if first == last:
        return day(first)
    if first[4:] == "-01-01" and last[4:] == "-12-31" and first[:4] == last[:4]:
        return f"{first[:4]}年"
    if first[:7] == last[:7] and first.endswith("-01") and int(last[8:]) >= 28:  # noqa: PLR2004 - a month's last days
        return f"{first[:4]}年{int(first[5:7])}月"
    if last.startswith("9999"):
        return f"{day(first)}以来"
    return f"{day(first)}至{day(last)}" if not first.startswith("0001") else f"{day(last)}以前"


def _nearest_meetings(query: Query, scope: Scope) -> tuple[MeetingRow, ...]:
    """What was left before the filter that failed; near the session asked for, where one was."""
    rows = list(scope.meetings)
    if scope.failed == "sessions" and query.sessions:
        rows.sort(key=lambda row: abs((row.session or 10**6) - query.sessions[0]))
    elif query.sessions and scope.failed in {"periods", "on", "kinds", "session_years"}:
        rows.sort(key=lambda row: row.session not in query.sessions)
    else:
        rows.sort(key=date_of, reverse=True)
    return tuple(rows[:_NAMED])


def _openings(meetings: Sequence[MeetingRow], desk: Desk) -> list[Evidence]:
    found = []
    for meeting in meetings:
        row = opening(meeting, desk.shelf)
        if row is not None:
            found.append(Evidence(meeting, row.spans[0]))
    return found


def ambiguous(query: Query, meetings: Sequence[MeetingRow], desk: Desk) -> Refusal:
    """Several meetings fit: asks which."""
    more = "" if len(meetings) <= 4 else say(query.script, "等{count}次", count=str(len(meetings)))  # noqa: PLR2004 - as many as are named
    named = "、".join(map(dated_name, meetings[:4]))
    message = say(query.script, "问题适用于几次会议，请问是哪一次：{named}{more}？", named=named, more=more)
    return refuse("ambiguous", message, desk, _openings(meetings[:4], desk))


def of_found(query: Query, found: Found, meetings: Sequence[MeetingRow], desk: Desk) -> Refusal:
    """An executor found no row."""
    near = [Evidence(row.meeting, span, row.item) for row in found.near for span in row.spans[:1]]
    where = (
        meeting_name(meetings[0])
        if len(meetings) == 1
        else say(query.script, "这{count}次会议", count=str(len(meetings)))
    )
    if found.lack == "list":
        listed = LISTS[query.attendance or "present"]
        message = _unlisted(query, where, listed, desk.shelf.people([one.id for one in meetings]))
        return refuse("not_recorded", message, desk, near or _openings(meetings[:1], desk))
    if found.lack == "field":
        name = FIELDS[_field_name(query)] if query.intent in {"date", "place", "number"} else LISTS["chair"] + "人"
        others = "；".join(
            f"{say(query.script, FIELDS[row.label])}：{day(row.words)}"
            for row in found.near
            if row.label.endswith("_on")
        )
        message = say(
            query.script,
            f"{{where}}的纪要未载明{name}{{others}}。",
            where=where,
            others=f"（{others}）" if others else "",
        )
        return refuse("not_recorded", message, desk, near or _openings(meetings[:1], desk))
    if found.lack == "meeting":
        return refuse("outside_archive", say(query.script, "档案里还没有会议纪要，请先添加。"), desk)
    if not any(row.item_count for row in meetings):
        message = say(query.script, "{where}的记录没有分列议题，不能逐项回答；可就其中的具体内容提问。", where=where)
        return refuse("not_recorded", message, desk, near or _openings(meetings[:1], desk))
    message = say(query.script, "{where}的纪要中没有符合条件的议题。", where=where)
    return refuse("not_recorded", message, desk, near)


def _unlisted(query: Query, where: str, listed: str, people: Sequence[PersonRow]) -> str:
    """That a list is not there; or, where it is, that it names nobody of the units or names asked for."""
    held = sum(row.list == (query.attendance or "present") for row in people)
    wanted = "、".join((*query.units, *query.people))
    if not held or not wanted:
        return say(query.script, f"{{where}}的纪要未载明{listed}人员。", where=where)
    phrase = f"{{where}}的{listed}名单共{{n}}人，其中没有写明“{{wanted}}”的人。"
    return say(query.script, phrase, where=where, n=str(held), wanted=wanted)


def _field_name(query: Query) -> str:
    if query.intent == "place":
        return "venue"
    default = "held_on" if query.intent == "date" else "document_number"
    return query.aspect if query.aspect in FIELDS else default


def of_chair(query: Query, found: Found, desk: Desk) -> Refusal | None:
    """The question takes someone for the chair who was not: says who was."""
    wrong = [row for row in found.rows if row.words not in query.people]
    if not wrong or len(wrong) < len(found.rows):
        return None
    return not_chaired(query, "、".join(query.people), wrong[0], desk)


def not_chaired(query: Query, asked: str, row: Row, desk: Desk) -> Refusal:
    """Who chaired, instead of whom the question takes for the chair."""
    message = say(query.script, "纪要载明的主持人是{name}，不是{asked}。", name=row.words, asked=asked)
    return refuse("false_premise", message, desk, [Evidence(row.meeting, row.spans[0])])


def of_absence(query: Query, found: Found, desk: Desk) -> Refusal | None:
    """The question asks why someone was away whom the minutes list among those who came: says so."""
    row = next((row for row in found.rows if row.label in {"present", "in_attendance", "invited", "chair"}), None)
    if row is None or query.attendance != "apologies" or not _WHY.search(query.simplified):
        return None
    listed = LISTS[row.label]
    message = say(query.script, f"纪要没有{{name}}缺席的记载；{{name}}在{listed}名单中。", name=row.words)
    return refuse("false_premise", message, desk, [Evidence(row.meeting, span) for span in row.spans])


_WHY = re.compile(r"为什么|为何|为啥|原因|缘由|怎么没|怎么会")


def of_unit(query: Query, match: Match, shelf: Shelf, desk: Desk) -> Refusal | None:
    """The question takes a unit for the one that put the matter forward: says which the minutes name."""
    body = Body.of(match.item, shelf.pages(match.item.document_id), shelf.decisions([match.meeting.id]))
    drafts = detail("reporter", query, match.meeting, body)
    if not drafts:
        return None
    message = say(
        query.script,
        "纪要没有由{unit}提出该项的记载；纪要载明：{said}",
        unit="、".join(query.units),
        said=drafts[0].text,
    )
    return refuse("false_premise", message, desk, drafts[0].evidence)


def of_person(query: Query, meetings: Sequence[MeetingRow], shelf: Shelf, desk: Desk) -> Refusal | None:
    """Nothing is reported by the one named: says in which list the name stands, where it does."""
    found = attendance(query, meetings, shelf)
    rows = [row for row in found.rows if row.label != "absent"]
    if not rows:
        return None
    row = rows[0]
    listed = LISTS[row.label]
    deed = _DEED.search(query.simplified)
    done = deed[0] if deed else "这方面"
    message = say(
        query.script, f"纪要没有{{name}}{{done}}的记载；{{name}}在{listed}名单中。", name=row.words, done=done
    )
    kind: RefusalKind = "false_premise" if row.label == "apologies" else "not_recorded"
    return refuse(kind, message, desk, [Evidence(row.meeting, span) for span in row.spans])


_DEED = re.compile(
    r"汇报|牵头|负责|分管|督办|督导|带队|传达|领学|解读|发言|讲话|表态|介绍|说明|宣布|强调|要求|提出|建议|表示|指出"
)


def of_extract(query: Query, extracts: Sequence[Extract], desk: Desk) -> Refusal:
    """The item is there, but does not say what is asked."""
    first = extracts[0]
    title = _title(first)
    shown = [one for extract in extracts for draft in extract.shown for one in draft.evidence]
    said = _said(first.shown)
    if first.missing == "body":
        message = say(query.script, "纪要对“{title}”只有标题，没有正文。", title=title)
        return refuse("title_without_body", message, desk, shown)
    if first.missing == "damaged":
        message = say(query.script, "“{title}”一项的原文在此处受损，无法辨读，不能据以回答。", title=title)
        return refuse("text_damaged", message, desk, shown)
    if first.missing == "premise":
        said_so = query.outcomes[0] if query.outcomes else _DETAILS["vote"] if query.aspect == "vote" else "同意"
        message = say(query.script, "纪要没有“{asked}”的记载；纪要载明：{said}", asked=said_so, said=said)
        return refuse("false_premise", message, desk, shown)
    if first.missing == "decision":
        message = say(query.script, "纪要未载明对“{title}”作出决定。", title=title)
        return refuse("not_recorded", message, desk, shown)
    if first.missing == "matter":
        message = say(query.script, "纪要中“{title}”一项没有写到所问的内容。", title=title)
        return refuse("not_recorded", message, desk, shown)
    asked = _DETAILS.get(query.aspect or "", "具体要求" if query.intent == "demand" else "有关内容")
    message = say(query.script, f"纪要未载明“{{title}}”的{asked}。", title=title)
    return refuse("not_recorded", message, desk, shown)


def of_meeting(query: Query, meeting: MeetingRow, desk: Desk) -> Refusal:
    """A detail is asked of a whole meeting that its minutes do not state."""
    asked = _DETAILS.get(query.aspect or "", "有关内容")
    message = say(query.script, f"{{where}}的纪要未载明所问的{asked}。", where=meeting_name(meeting))
    return refuse("not_recorded", message, desk, _openings((meeting,), desk))


def _title(extract: Extract) -> str:
    item = extract.match.item
    name = "".join((item.title or item.label or "").split())
    return name if len(name) <= _LONG_NAME else f"{name[: _LONG_NAME - 1]}…"


def _said(drafts: Iterable[Draft]) -> str:
    return "".join(draft.text for draft in drafts)
