"""A roll's text to tokens: units, posts, names, bracketed notes and gaps, in order.

The text is cut at separators outside brackets, and `rollcut` reads each stretch. Labels that only class people,
heads of tables, and people meant without a name give no tokens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.parse.posts import ROLE
from ingest.parse.rollcut import Token, cut
from ingest.parse.surnames import surname_cost
from ingest.parse.units import INNER, is_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.parse.sheet import Sheet

_ROLE_END = re.compile(rf"(?:{ROLE})$")
_BRANCH = re.compile(r"(?<=[长师监任员书理官])[／/][\u4e00-\u9fff0-9A-Za-z]{1,10}(?=[ \t]*\n)")
"""The branch behind a post that ends its line in Hong Kong rolls: 助理署长／发展."""
_SEPARATOR = re.compile(
    r"[、，,；;。\n\t|／/：:]+|(?<=[ \t])(?:会议(?:开始|结束|完毕)|[上下]午[0-9一二三四五六七八九十]{1,3}[时点][0-9一二三四五六七八九十]{0,3}分?)(?=[ \t\n])"
)
"""Marks between people, and the columns of when each came and went."""
_TAIL = re.compile(
    r"(?:等|和(?:[省市区县]委常委|委员|代表|成员|部分[\u4e00-\u9fff]{2,6}))?共?(?:[0-9一二三四五六七八九十]+(?:人|位|名))?(?:同志)?(?:(?:分别|应邀)?(?:出席|列席|参加)(?:了)?(?:会议|活动)?(?:有关议题|相关议题)?)?$"
)
_TAIL_ENDS = frozenset("等共委员表人位名志席加了议动题")
"""The characters with which what the pattern matches can end, but for 部分 and whoever it counts."""
_NAMELESS = re.compile(
    r"^(?:各|有关|相关|其他|全体|应到|实到|其中)|(?:部门|单位|负责同志|负责人|领导(?:同志)?|工作人员|领导班子成员|全体成员|有关负责|管理人员|监事)$"
    r"|全体[\u4e00-\u9fff]{0,4}$|^(?:政府)?(?:部门|机构|单位)(?:及机构)?代表$|^(?:未到会|未参会|未到|缺席|空缺|无)$"
)
_COLUMNS = re.compile(
    r"(?:序号|单位|部门|姓名|职务|职位|职称|原因|事由|备注|签[到名]|(?:出席|到席|到会|离席|退席|离会)时间|\s)+"
)
"""The row that heads a table."""
_NAME_FIRST = re.compile(r"[\u4e00-\u9fff·]{2,4}[ \t\u3000]")
_CLASS = re.compile(
    r"各|.*(?:委员|代表|成员|专家|嘉宾)$|(?:镇|乡|街道|园区|社区|村|企业|[、（()）和及])+$|(?:主|分)会场"
)
"""Words that class the people after them: 各镇：, 镇（街道）：."""
_COURTEOUS = re.compile(
    r"(?m:^)[ \t]*(?:(?P<label>[\u4e00-\u9fff]{2,8})[:：][ \t]*)?(?P<name>[\u3400-\u9fff]{2,4}?)(?P<title>先生|女士|小姐|博士|教授|议员|专员|测量师|工程师)(?:[，,、 ]*[A-Z]{2,4})*[ \t]+(?![\u3400-\u9fff]{2,4}(?:先生|女士|小姐|博士|教授|议员)|会议(?:开始|结束|完毕)|[上下]午[0-9一二三四五六七八九十])(?P<unit>[^\s／/（(]+?(?:署|处|局|公司|会|院|中心|部)(?=[\s／/]|[^\s]*(?:长|员|任|理|师|官|监|书|察|专))|[^\s／/]+)[^\n]*(?m:$)"
)
"""A row of a Hong Kong roll: a name with its courtesy, then unit and post, which hold no second name."""
_VOUCHING = frozenset(["先生", "女士", "小姐", "博士"])
"""Courtesies that only a name stands before, whatever its surname."""
_BRACKET = re.compile(rf"(?!{INNER})[（(][^（）()\n]*[）)]")
_MAX_STRETCH = 1_500


def tokens(sheet: Sheet, start: int, end: int) -> Iterator[Token]:
    """Units, roles, names, bracketed notes and gaps in a list, in order; 、 alone keeps the unit in force."""
    at = start
    for row in _COURTEOUS.finditer(sheet.text, start, end) if "\n" in sheet.text[start:end] else ():
        if row["title"] not in _VOUCHING and surname_cost(row["name"]) is None:
            continue
        yield from _parted(sheet, at, row.start())
        yield Token("gap", row.start(), row.start())
        if is_unit(row["unit"]):
            yield Token("unit", *row.span("unit"))
        if row["label"] and _ROLE_END.search(row["label"]):
            yield Token("role", *row.span("label"))
        yield Token("name", *row.span("name"))
        yield Token("gap", row.end(), row.end())
        at = row.end()
    yield from _parted(sheet, at, end)


def _parted(sheet: Sheet, start: int, end: int) -> Iterator[Token]:
    text, at = sheet.text, start
    for cut_start, cut_end in [*_cuts(text, start, end), (end, end)]:
        mark = text[cut_start:cut_end].strip()
        stop = cut_start
        if mark in {":", "："}:
            label = re.search(r"\S+\s*$", text[at:cut_start])
            if label and _is_class(label.group().strip()):
                stop = at + label.start()
        yield from _stretch(sheet, at, stop)
        if mark not in {"、", "：", ":"} and not _BRANCH.match(text, cut_start):
            yield Token("gap", cut_start, cut_end)
        at = cut_end


def _cuts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The separators outside brackets: 陈某（请假，副局长代） is one entry."""
    closed = [one.span() for one in _brackets(text, start, end)]
    branches = [one.span() for one in _BRANCH.finditer(text, start, end)]
    closed += branches
    marks = [
        match.span()
        for match in _SEPARATOR.finditer(text, start, end)
        if not any(first <= match.start() < last for first, last in closed)
    ]
    return sorted([*branches, *marks])


def _brackets(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What stands in brackets; most stretches hold none."""
    held = text.find("（", start, end) >= 0 or text.find("(", start, end) >= 0
    return _BRACKET.finditer(text, start, end) if held else iter(())


def _is_class(label: str) -> bool:
    """Whether a label before a colon classes people and gives them no unit or post: 区领导, 区直部门, 议题一."""
    if _CLASS.match(label):
        return True
    return not (is_unit(label) or _ROLE_END.search(label) or label.endswith(("部", "级")))


def _stretch(sheet: Sheet, start: int, end: int) -> Iterator[Token]:
    """One stretch between separators, its brackets set apart."""
    said = sheet.text[start:end].strip()
    if sheet.text[end - 1 : end] in _TAIL_ENDS or "部分" in said:
        tail = _TAIL.search(sheet.text, start, end)
        end = tail.start() if tail else end
    if _COLUMNS.fullmatch(said):
        return
    named = sheet.text[start:end].strip()
    if (_NAMELESS.search(said) or (named != said and _NAMELESS.search(named))) and not (
        _NAME_FIRST.match(said) and surname_cost(said) is not None
    ):
        yield Token("nobody", start, end)
        return
    at = start
    for note in _brackets(sheet.text, start, end):
        yield from cut(sheet, at, note.start())
        yield Token("note", note.start() + 1, note.end() - 1)
        at = note.end()
    for first in range(at, end, _MAX_STRETCH):
        yield from cut(sheet, first, min(end, first + _MAX_STRETCH))
