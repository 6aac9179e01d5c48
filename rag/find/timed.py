"""Which of the times a question names say when a meeting was, and which belong to a matter (2024年政府工作报告)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.parse.numerals import NUMERAL, number
from ingest.records import PartialDate
from rag.find import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.find.when import Time

# In the text looked at, places are blanked by \x02 and sessions by \x01.
_MEETING_AFTER = re.compile(
    r"^[\x02，,、\s]*(?:的)?(?:[两三四五几]次|这几次)?(?:的)?\x02*(?:\x01|(?:这|那|该)?(?:一)?(?:次|场)?(?:\w{0,2}(?:区|县|市|"
    r"省))?(?:人民)?(?:政府)?(?:常务|党组|专题|全体|常委|办公|部务)*(?:会(?!计)|纪要)|召开|举行|开(?:了|过|的|"
    r"会)"
    r"|(?:我|本|全)?(?:区|县|市|省)?政府(?!工作报告|投资|采购|债|性基金|质量)|里|内|期间|这(?:一)?年|(?:都|"
    r"一?共|总共|还|曾|有没有|是否|有)(?!\w{0,3}计划)|哪|几|多少|什么|啥|谁|"
    r"研究|讨论|审议|通过了|听取|原则|同意了|批准|决定|定了|暂缓|否决|学习|牵头|负责|汇报|提出了|提交了|主持|参加|出席|列席|请假|作出|被|获|不予|未[予获]|退回|没(?:有)?(?:通过|过)|由|的(?:议题|事项|决定|决议)|开$|呢|的(?:会|纪要|常务|党组)|以来|$)"
)
_TIME_BEFORE = re.compile(
    r"(?:^|\x02(?:人民)?(?:政府|委)?|[，,。、\s]|请问|那|那么|查|在|于|自|从|到|截至|截止|列出|盘点|汇总)$"
)
_BY = re.compile(
    rf"(?:要求|须|应|需|必须|得|要|在|于|到)*(?P<when>(?:(?P<year>20\d\d)年|[今本明]年)?的?(?:(?P<month>{NUMERAL}{{1,2}})月(?:份|底|末|中旬|上旬|下旬|初)?|"
    rf"(?P<part>年底|年末|年内|底|末|上半年|年中|[一二三四]季度末?)))(?:\d{{1,2}}[日号])?(?:之?前|以前|内)?"
    r"(?:要|须|需|必须|应|应当|得|必须要|能)?(?:求)?(?=完成|办结|到位|落实|做完|完工|竣工|弄完|搞完|印发|上报|报送|开工|投用|建成)"
)
_ANY = re.compile(
    r"(?:有|明确|规定|写明|设|提出|定)(?:了|有|过)?(?:具体|明确)?的?(?:完成|办理|办结)?(?:的)?(?:时限|期限|截止(?:时间|日期)|时间要求|时间节点|完成时间)"
)
_LAST_MONTH = {"年底": 12, "年末": 12, "年内": 12, "底": 12, "末": 12, "上半年": 6, "年中": 6}
_QUARTERS = "一二三四"
_NOWADAYS = frozenset({"今天", "昨天", "前天"})


@dataclass(frozen=True, slots=True)
class Due:
    """A time by which things are to be done, at `text[start:end]`; `on` knows no part where any time will do."""

    start: int
    end: int
    on: PartialDate


def due(text: str) -> Due | None:
    """The time by which a question wants things done, which is no time of a meeting.

    >>> due("哪些事项要求在年底前完成").on.iso, due("哪些议题明确了完成时限").on.iso
    ('XXXX-12', 'XXXX')
    """
    named = _BY.search(text)
    if named is not None:
        part = named["part"] or ""
        month = number(named["month"]) if named["month"] else _LAST_MONTH.get(part)
        month = 3 * (_QUARTERS.index(part[0]) + 1) if month is None and part else month
        return Due(named.start(), named.end(), PartialDate(int(named["year"]) if named["year"] else None, month))
    told = _ANY.search(text)
    return Due(told.start(), told.end(), PartialDate()) if told else None


def filtering(marked: str, found: Iterable[Time]) -> tuple[tuple[Time, ...], named.Named]:
    """The times that say when a meeting was, not what a plan is for (`2024年政府工作报告`); and a session's year."""
    kept: list[Time] = []
    years = named.Named()
    waiting: list[Time] = []
    for one in found:
        after = marked[one.end :]
        if (
            one.period
            and re.match(r"[\x02的\s]*(?:区|县|市)?(?:政府)?(?:党组|常务|会议)?\x01", after)
            and one.period.first[4:] == "-01-01"
            and one.period.last[4:] == "-12-31"
        ):
            years.add(one.period.first[:4], one.start, one.end)
        elif _says_when(marked, one, beside=bool(waiting)):
            kept += [*waiting, one]
            waiting = []
        else:
            waiting = [*waiting, one] if _AND.match(after) and _opens(marked[: one.start]) else []
    return tuple(kept), years


_AND = re.compile(r"^[和与跟及、](?=(?:19|20)?\d|[去今前])")
"""Joins two times that are both of meetings: 2022年和2023年的会议."""


def _opens(before: str) -> bool:
    return bool(_TIME_BEFORE.search(before)) or not before.strip("\x02 ")


def _says_when(marked: str, one: Time, *, beside: bool) -> bool:
    """Whether a time says when a meeting was; `beside` another such time that it is joined to it may stand anywhere."""
    after, before = marked[one.end :], marked[: one.start]
    told = beside or one.is_day or _opens(before) or "\x01" in before or _meeting_next(after)
    if _MEETING_AFTER.match(after) and told:
        return True
    return (
        one.is_day
        and marked[one.start : one.end] not in _NOWADAYS
        and not re.match(r"(?:之)?前(?:完成|办结|到位|实施|印发|报)", after)
    )


def _meeting_next(after: str) -> bool:
    return bool(
        re.match(
            r"^[\x02的\s]*(?:[两三四五几]次)?[\x02的\s]*"
            r"(?:\x01|(?:区|县|市)?(?:政府)?(?:常务|党组|专题|全体)*会(?!计)|召开|举行|开的|纪要)",
            after,
        )
    )
