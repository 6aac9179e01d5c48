"""Which of the times a question names say when a meeting was, and which belong to a matter (2024年政府工作报告)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.find import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.find.when import Time

# In the text looked at, places are blanked by \x02 and sessions by \x01.
_MEETING_AFTER = re.compile(
    r"^[\x02，,、\s]*(?:的)?(?:\x01|(?:这|那|该)?(?:一)?(?:次|场)?(?:\w{0,2}(?:区|县|市|"
    r"省))?(?:人民)?(?:政府)?(?:常务|党组|专题|全体|常委|办公|部务)*(?:会(?!计)|纪要)|召开|举行|开(?:了|过|的|"
    r"会)"
    r"|(?:我|本|全)?(?:区|县|市|省)?政府(?!工作报告|投资|采购|债|性基金|质量)|里|内|期间|这(?:一)?年|(?:都|"
    r"一?共|总共|还|曾|有没有|是否|有)(?!\w{0,3}计划)|哪|几|多少|什么|啥|谁|"
    r"研究|讨论|审议|通过了|听取|原则|同意了|批准|决定|定了|暂缓|否决|学习|牵头|负责|汇报|提出了|提交了|主持|参加|出席|列席|请假|作出|被|获|开$|呢|的(?:会|纪要|常务|党组)|以来|$)"
)
_TIME_BEFORE = re.compile(
    r"(?:^|\x02(?:人民)?(?:政府|委)?|[，,。\s]|请问|那|那么|查|在|于|自|从|到|截至|截止|列出|盘点|汇总)$"
)
_NOWADAYS = frozenset({"今天", "昨天", "前天"})


def filtering(marked: str, found: Iterable[Time]) -> tuple[tuple[Time, ...], named.Named]:
    """The times that say when a meeting was, not what a plan is for (`2024年政府工作报告`); and a session's year."""
    kept: list[Time] = []
    years = named.Named()
    for one in found:
        after, before = marked[one.end :], marked[: one.start]
        if (
            one.period
            and re.match(r"[\x02的\s]*(?:区|县|市)?(?:政府)?(?:党组|常务|会议)?\x01", after)
            and one.period.first[4:] == "-01-01"
            and one.period.last[4:] == "-12-31"
        ):
            years.add(one.period.first[:4], one.start, one.end)
        elif (
            _MEETING_AFTER.match(after)
            and (
                one.is_day
                or _TIME_BEFORE.search(before)
                or not before.strip("\x02 ")
                or "\x01" in before
                or _meeting_next(after)
            )
        ) or (
            one.is_day
            and marked[one.start : one.end] not in _NOWADAYS
            and not re.match(r"(?:之)?前(?:完成|办结|到位|实施|印发|报)", after)
        ):
            kept.append(one)
    return tuple(kept), years


def _meeting_next(after: str) -> bool:
    return bool(
        re.match(
            r"^[\x02的\s]*(?:\x01|(?:区|县|市)?(?:政府)?(?:常务|党组|专题|全体)*会(?!计)|召开|举行|开的|纪要)", after
        )
    )
