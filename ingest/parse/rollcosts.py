"""What it costs to read characters of a roll as a name or as a unit: judged, not learned; only their order counts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.parse.surnames import COMPOUND, surname_cost
from ingest.parse.units import STARTS, SUFFIX

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet

_SUFFIXES = frozenset(SUFFIX.split("|"))
_NOT_IN_NAME = frozenset("区县市省镇乡局委办院部处厅的及等是们了这第各领组")
_WORDS = re.compile(
    r"出席|列席|欢迎|宣布|各位|参加|主持|记录|请假|会议|人员|领导|同志|名单|街道|公司|集团|中心|法院|公室|主任|班子|成员|"
    r"女士|先生|党组|党委|宣传|工作|情况|组织|单位|部门|代表|职务|姓名|议题|记者|媒体|新闻|纪检|监察|监委|派驻|董事会|监事会"
)
_GLUED = re.compile(
    r"(?:局|集团|院|街道|办|队|中心|部|委|公司|镇|乡|会|室|站|所|署)(?=(?P<name>[\u4e00-\u9fff]{3})[\u4e00-\u9fff]{2})"
)
_PLACED = re.compile(r"[\u4e00-\u9fff]{2,3}?[区县市](?=[\u4e00-\u9fff])")
LEAST_OF_UNIT = 1.0
"""No unit costs as little."""
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_TWO_OR_THREE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,3}")


def strange(text: str) -> bool:
    """Two or three characters without a known surname may still be a name, where nothing else can stand."""
    return _TWO_OR_THREE.fullmatch(text) is not None and _NOT_IN_NAME.isdisjoint(text) and not _WORDS.search(text)


def rare(text: str) -> bool:
    """Whether five or six characters between blanks can only be one long name."""
    return surname_cost(text) is not None and _NOT_IN_NAME.isdisjoint(text) and not _WORDS.search(text)


@lru_cache(maxsize=4096)
def name_cost(text: str, *, alone: bool = False) -> float | None:
    """Three characters are the rule; two cost a little, four need a compound surname, or spaces on both sides."""
    surname = surname_cost(text)
    shapes = {2: 1.5, 3: 1.0, 4: 2.6 if alone else 4.5}
    if surname is None or len(text) not in shapes or _WORDS.search(text) or not _HAN.fullmatch(text):
        return None
    if not _NOT_IN_NAME.isdisjoint(text[1:]) or (text[0] == "区" and STARTS.match(text, 1)):
        return None
    if text[:2] in COMPOUND:
        shapes = {2: 1.5, 3: 1.3, 4: 1.0}
    return surname + shapes[len(text)]


def unit_cost(text: str, last: str, sheet: Sheet, *, glued: bool) -> float:
    """A unit begins like one, or with a word the text repeats; it swallows no name and follows one."""
    starts, place, swallowed = _shape(text)
    cost = 1.0 if starts else (1.2 if sheet.repeats(text[:2]) else 2.0)
    if text.endswith(("街道", "镇", "乡")):
        cost = min(cost, 1.2) if len(text.removesuffix("街道")) > 1 else cost + 2.0
    if place and sheet.is_place(place):
        cost = 1.0
    elif place and surname_cost(text) is not None:
        cost += 2.5
    cost += 4.0 * swallowed
    if text in _SUFFIXES:
        cost += 2.0
    return cost + 0.02 * len(text) + (3.0 if last == "unit" and glued else 0.0)


@lru_cache(maxsize=4096)
def _shape(text: str) -> tuple[bool, str, int]:
    """Whether it begins like a unit, the place it may begin with, and the names it would swallow.

    What the text alone tells: the same units come again and again.
    """
    placed = _PLACED.match(text)
    return STARTS.match(text) is not None, placed.group() if placed else "", _swallowed(text)


def _swallowed(text: str) -> int:
    """How many names of two or three read as such behind an ending inside a unit."""
    behind = (one["name"] for one in _GLUED.finditer(text))
    return sum(name_cost(name[:2]) is not None or name_cost(name) is not None for name in behind)
