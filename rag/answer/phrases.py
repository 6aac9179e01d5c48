"""The fixed words of answers, in both scripts. Only these are converted; what comes from a source stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.find.vocabulary import levels

if TYPE_CHECKING:
    from rag.records import MeetingRow, Script

# Every character of the phrases below that has a traditional form of its own; a test holds the table complete.
_SIMPLE = (
    "会议纪项题无没这个为档问请说载写关于时间单责负发听应参员记录组织实点现称资总数见过处确认对谁将还决审讨论"
    "传达归办条开号标内阅种补损坏读难据证来页换当样闻体区别该几计从后里与预联结届编订给仅两适范围话双规则划终"
    "须让虽显断经并义"
)
_FULL = (
    "會議紀項題無沒這個為檔問請說載寫關於時間單責負發聽應參員記錄組織實點現稱資總數見過處確認對誰將還決審討論"
    "傳達歸辦條開號標內閱種補損壞讀難據證來頁換當樣聞體區別該幾計從後裡與預聯結屆編訂給僅兩適範圍話雙規則劃終"
    "須讓雖顯斷經並義"
)
_TRADITIONAL: Final = str.maketrans(_SIMPLE, _FULL)

_FIELD = re.compile(r"\{(\w+)\}")


def say(script: Script, phrase: str, **values: str) -> str:
    """A phrase in the script of the question; the values stand as they are.

    >>> say("traditional", "会议于{date}召开。", date="2023年12月25日")
    '會議於2023年12月25日召開。'
    """
    spoken = phrase.translate(_TRADITIONAL) if script == "traditional" else phrase
    return _FIELD.sub(lambda one: values[one[1]], spoken)


LISTS: Final = {
    "present": "出席",
    "in_attendance": "列席",
    "invited": "应邀参加",
    "apologies": "请假",
    "recorder": "记录",
    "chair": "主持",
}
"""What each list of people is called."""

FIELDS: Final = {
    "held_on": "召开日期",
    "issued_on": "成文（印发）日期",
    "published_on": "发布日期",
    "venue": "会议地点",
    "document_number": "文号",
    "index_number": "索引号",
    "session": "会议届次",
    "title": "会议名称",
}
"""What each field of a meeting is called."""


def day(iso: str) -> str:
    """An ISO date as minutes write it; unknown parts are left out.

    >>> day("2023-12-25"), day("2020-XX-24"), day("2020-12")
    ('2023年12月25日', '2020年（月份未载）24日', '2020年12月')
    """
    parts = iso.split("-")
    year = "" if parts[0] == "XXXX" else f"{parts[0]}年"
    month = "" if len(parts) < 2 else ("（月份未载）" if parts[1] == "XX" else f"{int(parts[1])}月")  # noqa: PLR2004 - year, month, day
    date = f"{int(parts[2])}日" if len(parts) > 2 else ""  # noqa: PLR2004 - year, month, day
    return f"{year}{month}{date}"


_SESSION = re.compile(r"第.{1,6}次|\d+次")
_LEVEL = re.compile(r"^(?:区|县|市|省|州|旗|區|縣)")


def meeting_name(meeting: MeetingRow) -> str:
    """What people call a meeting: its title, with its place in front where the title leaves it out."""
    title = re.sub(r"\s+", "", meeting.title) if "title" in meeting.spans else _composed(meeting)
    name = re.sub(r"(?:会议纪要|會議紀要)$", lambda one: one[0][:2], title)
    name = re.sub(r"(?:紀要|纪要)$", "", name) or title
    if meeting.session and "session" in meeting.spans and not _SESSION.search(name):
        name = _composed(meeting) if meeting.body else f"{name}（第{meeting.session}次）"
    place = next(iter(levels(meeting)), None)
    if place and place[:2] not in name and _LEVEL.match(name):
        name = place + name[1:] if name[0] == place[-1] else place + name
    return name


def _composed(meeting: MeetingRow) -> str:
    """A name from the parts that are known, where the minutes bear no title."""
    session = f"第{meeting.session}次" if meeting.session else ""
    if not (meeting.body or meeting.kind):
        return meeting.title
    body, kind = meeting.body or "", meeting.kind or "会议"
    if kind.startswith("党组") and body.endswith("党组"):
        body = body.removesuffix("党组")
    elif kind.startswith("常委会") and body.endswith("常委会"):
        body = body.removesuffix("常委会")
    return f"{body}{session}{kind}"


def dated_name(meeting: MeetingRow) -> str:
    """The meeting's name with the day it was held, which tells meetings of one title apart."""
    told = (meeting.held_on or "").partition("-XX")[0]
    return meeting_name(meeting) + (f"（{day(told)}）" if told and told != "XXXX" else "")
