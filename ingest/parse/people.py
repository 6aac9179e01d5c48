"""Lists of people, however glued or spaced: 周 庆、李 皓 / 華建男陸文明 / 區法院曹黎豐 區檢察院朱錫軼.

A list is cut at its separators and brackets; `rollcut` reads each stretch, and here names are given the unit
and the post that stand beside them. Where two readings cost the same, a stretch is kept whole rather than cut
at a guess.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.parse.posts import ROLE, courtesy
from ingest.parse.rolltokens import tokens
from ingest.parse.units import is_unit
from ingest.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.parse.rollcut import Token
    from ingest.parse.sheet import Sheet
    from ingest.records import Span

_ROLE_END = re.compile(rf"(?:{ROLE})$")
_UNIT_AND_POST = re.compile(r"(?P<unit>[\u4e00-\u9fff]{2,16}?[署处局])(?P<post>(?!长)[\u4e00-\u9fff]{2,14})")
"""A unit with its post in one bracket: （某署总主任）."""
_REST = re.compile(
    r"(?:以?及|和(?!规划|改革|城乡|信息|社会|旅游|计划|农村|国土|物资|建设|健康|体育))(?=[^、，；]*(?:、[^、，；]*)*(?:负责同志|负责人|部门领导|主要领导|分管领导|班子成员|工作人员|代表)$)"
)
_SHARED = re.compile(r"副[省市区县州旗镇乡局处科部厅]长$|副秘书长$|副主任$|副主席$|副书记$|常委$|委员$|议员$|成员$")
"""Posts that one word gives to everyone who follows it: 副区长甲、乙、丙."""
_DEPUTY = re.compile(
    r"副(?:局|处|科|部|院|所|站|社|署|司|厅)长|副主任|副?(?:总经理|经理|书记|政委)|总(?:工程|会计|规划|经济|农艺|建筑|审计)师|[一二三四]级|调研员"
)
"""A deputy behind the head of a unit belongs to the same unit: 市水务局局长甲、副局长乙."""
_COMMITTEE = re.compile(
    r"(?:中共)?[\u4e00-\u9fff]{0,6}(?:[省市区县州旗镇]委|[省市区县州旗镇乡]?党委|(?:街道|镇|乡|园区|开发区)?党工委)"
)
_HEAD = re.compile(r"(?:常务)?(?:代理?|副)?[省市区县州旗镇乡]长")
"""The head of a place, who belongs to its government and to no department named before."""
_GOVERNED = ("政府", *"省市区县州旗镇乡", "街道")
_STAND_IN = re.compile(r"(?:由|委托)?(?P<name>[\u4e00-\u9fff]{2,7}?)(?:代|代会|代为参加|代为出席)")
"""航管组（林副组长景熙代）: a unit whose only name stands in brackets."""
_PARTY_POST = re.compile(r"党组")
_ROW_END = re.compile(r"[\n；;]")
_REST_WINDOW = 300


def people(sheet: Sheet, start: int, end: int) -> tuple[Person, ...]:
    """The people named in `sheet.text[start:end]`, in order, each with the unit or role it stands beside.

    …及有关部门负责人 names nobody and is left out.
    """
    text = sheet.text[start:end].rstrip("。 \n")
    window = text[-_REST_WINDOW:]
    rest = _REST.search(window)
    stop = len(text) - len(window) + rest.start() if rest else len(text)
    return tuple(_assemble(sheet, start, start + stop))


def _assemble(sheet: Sheet, start: int, end: int) -> Iterator[Person]:
    roll = _Roll(sheet)
    for token in tokens(sheet, start, end):
        yield from roll.take(token)
    yield from roll.close()


class _Roll:
    """What is known while a roll is read token by token.

    `unit` and `role` are those in force, `fresh` says that no name has used them yet, `late` that the unit came
    behind the role. `held` is the person before, whose brackets may follow, `before` that person's unit, and
    `parted` says that a comma has followed. `row_unit` is the unit that a row of names set apart by blanks began
    with.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.unit: str | None = None
        self.role: str | None = None
        self.before: str | None = None
        self.row_unit: str | None = None
        self.fresh = self.late = self.parted = False
        self.held: Person | None = None

    def take(self, token: Token) -> Iterator[Person]:
        """Read one token; a name closes the person before it."""
        bare = "".join(self.sheet.written(token.start, token.end).split())
        if token.kind == "unit":
            self._unit(bare)
        elif token.kind == "role":
            self._role(bare)
        elif token.kind == "name":
            if self.held is not None:
                yield self.held
            self._name(bare, self.sheet.span(token.start, token.end))
        elif token.kind == "nobody":
            self.unit, self.role, self.fresh, self.before = None, None, False, None
        elif token.kind == "note" and self.unit and self.fresh and (stand_in := _STAND_IN.fullmatch(bare)):
            if self.held is not None:
                yield self.held
            self._name(stand_in["name"], self.sheet.span(token.start, token.end))
        elif token.kind == "note" and self.held is not None:
            self.held = _noted(self.held, bare)
        elif token.kind == "gap":
            self._gap(self.sheet.text[token.start : token.end])

    def close(self) -> Iterator[Person]:
        """The last person, with the unit and post that stand behind the name."""
        if self.held is not None:
            yield replace(self.held, unit=self.unit, role=self.role) if self._behind() else self.held

    def _behind(self) -> bool:
        """Whether what was read since the name is that person's: behind a comma only with a post (甲，区财政局局长)."""
        if self.held is None or self.held.unit or self.held.role:
            return False
        return self.fresh and (self.role is not None or not self.parted)

    def _unit(self, bare: str) -> None:
        self.unit = f"{self.unit}、{bare}" if self.fresh and self.unit and not self.role else bare
        self.role = self.role if self.fresh else None
        self.fresh, self.late = True, self.role is not None

    def _role(self, bare: str) -> None:
        if self.unit is None and self.before and _DEPUTY.match(bare):
            self.unit = self.before
        fresh = self.fresh or self.unit is not None
        self.role, self.unit, self.fresh = _post(self.role, self.unit, bare, fresh=fresh, late=self.late)
        self.late = False

    def _name(self, bare: str, span: Span) -> None:
        self.held = _person(bare, span, self.unit, self.role)
        self.parted = False
        self.before = self.unit if self.role else None
        shared = self.role is not None and _SHARED.search(self.role) is not None
        self.unit = None if self.role and not shared else self.unit
        self.row_unit = self.unit
        self.fresh, self.role = False, (self.role if shared else None)

    def _gap(self, text: str) -> None:
        waiting = self.fresh and text.strip() == ""
        if self.held is not None and _ROW_END.search(text) and self._behind():
            self.held = replace(self.held, unit=self.unit, role=self.role)
            waiting = False
        if not waiting:
            row_goes_on = not text.strip() and "\n" not in text and self.row_unit is not None
            self.unit = self.row_unit if row_goes_on else None
            self.role, self.fresh, self.before = None, False, None
        if "\n" in text or text.strip():
            self.row_unit = None
        self.parted = self.parted or bool(text.strip())


def _post(
    role: str | None, unit: str | None, bare: str, *, fresh: bool, late: bool
) -> tuple[str | None, str | None, bool]:
    """A post beside what is already known: 区委 + 副书记, then 区长, is one post of two parts.

    `late` says that the unit came behind the role: in 副县长、县公安局局长 it is part of a second post.
    """
    if role and unit and fresh and late:
        return f"{role}、{unit}{bare}", None, True
    party = unit is not None and unit.endswith("政府") and _PARTY_POST.match(bare) is not None
    if unit and fresh and (party or _COMMITTEE.fullmatch(unit)):
        return f"{role}、{unit}{bare}" if role else f"{unit}{bare}", None, True
    if role and fresh:
        return f"{role}、{bare}", unit, True
    if unit and _HEAD.fullmatch(bare) and not unit.endswith(_GOVERNED):
        unit = None
    return bare, (unit if fresh else None), True


def _person(bare: str, span: Span, unit: str | None, role: str | None) -> Person:
    named = courtesy(bare)
    return Person(named[0], span, unit, named[1]) if named else Person(bare, span, unit, role)


def _noted(person: Person, note: str) -> Person:
    """What stands in brackets behind a name: a post, or a unit."""
    posted = _UNIT_AND_POST.fullmatch(note)
    if posted and is_unit(posted["unit"]):
        return replace(person, unit=person.unit or posted["unit"], role=person.role or posted["post"])
    if _ROLE_END.search(note):
        return replace(person, role=person.role or note)
    return replace(person, unit=person.unit or note) if is_unit(note) else person
