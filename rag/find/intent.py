"""Which intent a question has: the cues of the lexicon weighed in a fixed order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.find import lexicon

if TYPE_CHECKING:
    from rag.records import Aspect, Attendance, Intent


_DECIDED_WHAT = re.compile(
    r"(?:作出|做出|形成)(?:了|过)?(?:什么|哪些|啥|几项)?(?:决定|决议|决策)|(?:同意|通过|批准|决定|议定|否决|"
    r"暂缓|退回)(?:了|过)(?:什么|啥|哪些)(?!议题|事项|文件|方案|议案|项目|汇报|办法)"
)
"""Asks what was decided, not which items: the deciding sentences answer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `cued` is False where no word said so and the intent is a guess."""

    intent: Intent
    aspect: Aspect | None = None
    attendance: Attendance | None = None
    counted: Literal["items", "people", "meetings"] | None = None
    cued: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """What reading the names has already told: how many scopes are named, and whether a matter is."""

    scopes: int
    matter: bool
    people: bool
    filtered: bool
    post: bool = False


def wanted(text: str, shape: Shape) -> Wanted:
    """The intent of a simplified question whose titles and names are blanked out.

    Facts of the meeting (who came, when, where) go before facts of a matter, unless a matter is named and the
    word fits both (`什么时候完成`); lists before decisions (`通过了哪些`), demands before lists (`提了哪些要求`).
    """
    text = text.rstrip("？?。！!．. ")
    for reader in (_across, _people, _meetings, _filtered, _facts, _counts, _details, _lists):
        found = reader(text, shape)
        if found is not None:
            return found
    return _worded(text, shape)


def _across(text: str, shape: Shape) -> Wanted | None:
    told_apart = _TOLD_APART.search(text) is not None
    if _of_each_alone(text, shape, told_apart=told_apart):
        return None
    if shape.scopes > 1 and shape.matter and not told_apart and _ASKS_OF_EACH.search(text):
        return Wanted("demand")
    if lexicon.COMPARE.search(text) and (shape.scopes > 1 or (told_apart and _OF_SEVERAL.search(text))):
        return Wanted("compare")
    return Wanted("timeline") if shape.matter and lexicon.TIMELINE.search(text) else None


def _of_each_alone(text: str, shape: Shape, *, told_apart: bool) -> bool:
    """Whether a fact, an office or a list is asked for, of each meeting by itself: nothing is held side by side."""
    if (not shape.matter and shape.scopes > 1 and _OF_MEETING.search(text)) or (shape.people and _POST.search(text)):
        return True
    return not told_apart and bool(lexicon.TELLS_APART.search(text) and lexicon.WHICH_ITEMS.search(text))


_TOLD_APART = re.compile(r"区别|不同|差异|对比|比较|相比|异同|一样|一致|相同")
_OF_SEVERAL = re.compile(r"两[次场个区县市]|各|几个|几次|不同会议|哪些区")
_ASKS_OF_EACH = re.compile(
    r"(?:各|分别|两[边家地])[^，。？]{0,8}?(?:要求|强调)|(?:要求|强调)[^，。？]{0,6}?(?:各|分别)(?:是|有)"
)
"""What each of several meetings asked for is asked, not how they differ."""
_OF_MEETING = re.compile(
    r"主持|召集|出席|列席|请假|缺席|记录人?|与会|参会|文号|地点|哪里开|在哪|哪[天日年]|几[月号]|何时|什么时候"
)
"""A fact of the meetings compared: each tells its own (两次会议的主持人一样吗)."""


_STUDIED = re.compile(
    r"(?:研究|讨论|审议|听取|学习|传达|通报)(?:了|过|的)?(?:主要)?(?:是|有)?(?:哪些|哪几项|什么|啥)(?:方面的?)?(?:工作|事|内容|问题)"
)
_EACH_RESULT = re.compile(
    r"(?:各|每)(?:个|项)?(?:议题|议程|事项|议案)?的?(?:审议|研究|讨论)?(?:结果|决定|结论|意见)|(?:结果|结论|决定)(?:分别|各)"
)
_LEARNT = re.compile(
    r"(?:学(?:习)?|传达)(?:了|过|的)(?:些|点|的)?(?:是)?(?:什么|啥|哪些|哪几[个项份篇])"
    r"(?:重要|上级|会议)*(?:讲话|精神|文件|内容|文章|指示|批示|论述)*$"
)
_PUT_FORWARD = re.compile(
    r"(?:汇报|提出|提交|报告|上报|起草|提)(?:了|过|的)?(?:都|主要)?(?:是|有)?(?:哪些|哪几|什么|啥)(?!要求|意见)"
)
_REPORTS_HEARD = re.compile(
    r"(?:审议|研究|听取|通过|审定|讨论|同意|通报)(?:了|过|的)?(?:哪些|什么|啥|几个|哪几[个项份])(?:工作)?(?:汇报|报告|说明|提案)$"
)
"""Asks which reports were taken up, not who reported."""
_POST = re.compile(
    r"(?:是|任|担任|代表|属于|来自)?(?:什么|哪个|啥|何)(?:职务|职位|身份|单位|部门|岗位|人$)|什么(?:职务|身份)|"
    r"(?:是|代表|属于|来自)(?:的是)?(?:什么|哪个?|哪家|啥)(?:街道|乡镇|镇|乡|局|委|公司|集团|地方|机构)"
)
_WHO_IS = re.compile(
    r"^某+(?:同志|这个人|这人)?(?:又|到底|究竟)?(?:是)?(?:来)?(?:干什么|干啥|干嘛|做什么|做啥|谁|哪位|何人|哪个单位|哪里|哪儿)(?:的|来的)?$|什么角色|啥角色"
)
_SENT = re.compile(
    r"(?:谁|哪位|哪些人|什么人|何人|几个人)(?:来|去|到|参加|代表|出面)|来(?:的|了)(?:人)?(?:是|叫)?(?:谁|哪|几|什么)|来的(?:人|领导|代表)|"
    r"(?:派|叫)(?:了|的|来)*(?:是)?(?:谁|哪位|什么人)|(?:的)?代表(?:是|叫)(?:谁|哪位|什么)"
)
"""Asks whom a unit sent."""
_WHO_HOLDS = re.compile(r"(?:是|叫)(?:谁|哪位|什么名字|啥名)$|姓(?:什么|啥)|谁(?:是|任|担任|当)")
_SENT_OUT = re.compile(r"派(?:了|出)|出动|抽调|投入")
"""People sent somewhere are a figure of a matter, and no list of who came to the meeting."""
_OF_A_MEETING = re.compile(r"会(?!计|员|展|馆|费|社)|出席|列席|请假|缺席|应邀")
"""Without a word of these people who came are a figure of a matter (救灾来了多少人)."""
_WHICH_MEETINGS = re.compile(r"(?:(?:哪几次|哪一?次|几次|多少次)\w{0,16}|(?:哪些|哪几个|什么|啥)\w{0,6})会(?!议?室)")


_SOMEONE = re.compile(r"有(?:谁|人)[^，。]{0,6}(?:请假|缺席|没|未|列席|旁听)")
"""Anybody: at which meetings the list of such people names one."""


def _people(text: str, shape: Shape) -> Wanted | None:
    found = _by_post(text, shape)
    if found is not None:
        return found
    chair = "主持" in text
    if shape.people and chair and _WHICH_MEETINGS.search(text):
        return _at_meetings(text, "chair")
    if (
        lexicon.CHAIR.search(text)
        or re.search(r"由[^，。？]{1,8}(?:本人|亲自)?主持(?:召开)?的?(?:吗|么)", text)
        or (shape.people and chair and re.search(r"吗|是不是|是否|(?<![什怎])么|是\w{0,4}某+主持的(?!\w{0,6}会)", text))
    ):
        return Wanted("chair")
    for pattern, kind in lexicon.ATTENDANCE:
        if pattern.search(text) and not (shape.matter and _SENT_OUT.search(text)):
            found = _list(text, shape, kind)
            if found is not None:
                return found
    return None


def _by_post(text: str, shape: Shape) -> Wanted | None:
    """What someone is, whom a unit sent, or who holds an office."""
    if shape.people and _POST.search(text) and (not shape.matter or re.search(r"代表|列席|出席|参加|参会", text)):
        return Wanted("attendance")
    if shape.people and _WHO_IS.search(text):
        return Wanted("attendance")
    if shape.filtered and not shape.people and _SENT.search(text):
        return Wanted("attendance", attendance="present")
    if shape.post and not shape.people and _WHO_HOLDS.search(text):
        return Wanted("attendance", attendance="present")
    return None


def _at_meetings(text: str, kind: Attendance) -> Wanted:
    """At which meetings someone was, or at how many."""
    if re.search(r"(?<!哪)(?:几|多少)(?:次|场|个)", text):
        return Wanted("count", attendance=kind, counted="meetings")
    return Wanted("meetings", attendance=kind)


def _list(text: str, shape: Shape, kind: Attendance) -> Wanted | None:
    """A list of people: at which meetings someone was, how many there were, who they were."""
    if (shape.people or _SOMEONE.search(text)) and _WHICH_MEETINGS.search(text):
        return _at_meetings(text, kind)
    if lexicon.COUNT_PEOPLE.search(text):
        counted = not shape.matter or _OF_A_MEETING.search(text)
        return Wanted("count", attendance=kind, counted="people") if counted else None
    if lexicon.ATTENDANCE_ASK.search(text) or shape.people or not shape.matter:
        return Wanted("attendance", attendance=kind)
    return None


def _meetings(text: str, shape: Shape) -> Wanted | None:
    if lexicon.COUNT_MEETINGS.search(text) and not re.search(r"第几次", text):
        return Wanted("count", counted="meetings")
    if not shape.matter and lexicon.ALL_MEETINGS.search(text):
        return Wanted("meetings")
    if lexicon.MEETINGS.search(text):
        if re.search(r"第几次", text) and not shape.matter:
            return Wanted("number", "session")
        asked_which = re.search(r"(?:哪|什么|几|第几)", text)
        return Wanted("meetings", None if asked_which else "exists")
    return None


def _filtered(text: str, shape: Shape) -> Wanted | None:
    """Which items an outcome, a next step, a time or those who carry them out tell apart (哪些事项要求年底前完成)."""
    if not lexicon.TELLS_APART.search(text):
        return None
    if not shape.matter and lexicon.COUNT_ITEMS.search(text):
        return Wanted("count", counted="items")
    return Wanted("list") if lexicon.WHICH_ITEMS.search(text) else None


def _facts(text: str, shape: Shape) -> Wanted | None:
    if shape.matter and (lexicon.DECIDED_WHEN.search(text) or lexicon.TAKEN_UP_WHEN.search(text)):
        return Wanted("date", "held_on")
    if lexicon.PLACE.search(text):
        return Wanted("place")
    if not shape.matter or re.search(r"纪要|会议记录", text) or not lexicon.DEADLINE.search(text):
        for pattern, aspect in (
            (lexicon.PUBLISHED, "published_on"),
            (lexicon.ISSUED, "issued_on"),
            (lexicon.HELD, "held_on"),
        ):
            if pattern.search(text):
                return Wanted("date", aspect)  # type: ignore[arg-type]  # the three are aspects
    for pattern, aspect_of_number in lexicon.NUMBERS:
        if pattern.search(text):
            return Wanted("number", aspect_of_number)
    return None


def _counts(text: str, shape: Shape) -> Wanted | None:
    if lexicon.COUNT_ITEMS.search(text) and not (shape.matter and lexicon.AMOUNT.search(text)):
        return Wanted("count", counted="items")
    return None


def _details(text: str, shape: Shape) -> Wanted | None:
    for pattern, aspect in lexicon.ASPECTS:
        if not pattern.search(text) or (aspect == "reporter" and _REPORTS_HEARD.search(text)):
            continue
        if aspect == "finding" and not shape.matter and _STUDIED.search(text):
            continue
        if aspect == "reporter" and not shape.matter and re.search(r"哪些|哪几|几个|都有", text):
            return Wanted("list", aspect)
        if aspect in {"next_step", "condition", "vote"}:
            return Wanted("decision", aspect)
        return Wanted("passage", aspect)
    return None


def _lists(text: str, shape: Shape) -> Wanted | None:
    if (shape.filtered or shape.people) and not shape.matter and _PUT_FORWARD.search(text):
        return Wanted("list")
    if (not shape.matter and _STUDIED.search(text)) or _LEARNT.search(text):
        return Wanted("list")
    if lexicon.DEMAND.search(text) and not re.search(r"(?:哪些|哪几项|什么)(?:议题|事项|议程|方案|文件|汇报)", text):
        return Wanted("demand")
    if not shape.matter and (_DECIDED_WHAT.search(text) or _EACH_RESULT.search(text)):
        return Wanted("list", "decided")
    cue = lexicon.LIST_STRONG if shape.matter else lexicon.LIST
    return Wanted("list") if cue.search(text) else None


def _worded(text: str, shape: Shape) -> Wanted:
    if (
        lexicon.DECISION.search(text)
        and not shape.matter
        and not shape.filtered
        and re.search(r"哪些|什么|啥|几", text)
    ):
        return Wanted("list", "decided")
    if lexicon.DECISION.search(text):
        return Wanted("decision")
    return Wanted("passage", cued=False)
