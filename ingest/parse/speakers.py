"""Who speaks at a meeting: 区民政局局长罗英, 市国资委党委委员、副主任黄某, 区发改局负责人.

A speaker is a run of posts with a name behind it. The unit of the first post is the one that reports, unless it is
the government itself, whose heads report for nobody but their office.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.parse.posts import ROLE
from ingest.parse.surnames import surname_cost
from ingest.parse.units import is_unit
from ingest.records import Person

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet
    from ingest.records import Fact

_POST = rf"(?:党(?:委|组|工委|总支|支部)|机关党委)(?:副?书记|委员|成员)|(?:[副总]|常务副)?(?:大|支|总|中)?队长|(?:主要|分管|相关|有关)?(?:{ROLE})"
_ENDS_IN_POST = re.compile(rf"(?P<unit>[^、]*?)(?P<post>(?:{_POST})+)$")
_UNNAMED = re.compile(r"(?:主要|分管|相关|有关)?(?:负责人|负责同志)$")
_OFFICE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}[省市区县州旗镇乡])?(?:人民)?政府|(?:中共)?[\u4e00-\u9fff]{0,6}[省市区县州旗镇乡]委|党工委|[\u4e00-\u9fff]{0,6}[纪党]委|管委会|(?:[\u4e00-\u9fff]{2,6}街道)?办事处"
)
"""Bodies whose officers (副县长, 县委常委, 副秘书长) speak for themselves."""
_LONGEST_NAME = 4
_COMRADE = re.compile(r"\s*同志$")
_PROPOSED = re.compile(r"(?P<unit>[^，。；《》\n]{2,24}?)(?:提出|提交|提请|报送|起草|拟定|草拟|上报)的")


def joins(text: str) -> bool:
    """Whether a part of an enumeration is a post without its name, so that the next part goes on with it."""
    return _ENDS_IN_POST.fullmatch(text) is not None and _UNNAMED.search(text) is None


def office(sheet: Sheet, start: int, end: int) -> Fact[str] | None:
    """The unit that somebody without a name speaks for: 区发改局负责人, 党政办公室主任; None where there is none."""
    start, end = sheet.trimmed(start, end)
    match = _ENDS_IN_POST.fullmatch(sheet.text, start, end)
    if match is None or not is_unit(match["unit"]) or _OFFICE.fullmatch(match["unit"]):
        return None
    return sheet.fact(*match.span("unit"))


def speaker(sheet: Sheet, start: int, end: int) -> tuple[Person, Fact[str] | None] | None:
    """The person named behind one or more posts, and the unit that person reports for; None for anything else."""
    start, end = sheet.trimmed(start, end)
    comrade = _COMRADE.search(sheet.text, start, end)
    end = comrade.start() if comrade else end
    for length in (3, 2, _LONGEST_NAME):
        at = end - length
        if surname_cost(sheet.text[at:end]) is None:
            continue
        if comrade and at == start:
            return Person(sheet.written(at, end), sheet.span(at, end)), None
        if at - start < 2:
            continue
        posts = _posts(sheet, start, at)
        if posts is not None:
            unit, role = posts
            name = re.sub(r"\s+", "", sheet.written(at, end))
            return Person(name, sheet.span(at, end), unit.value if unit else None, role), unit
    return None


def _posts(sheet: Sheet, start: int, end: int) -> tuple[Fact[str] | None, str] | None:
    """The reporting unit and the posts of `text[start:end]`, or None where a part of it is no post."""
    unit: Fact[str] | None = None
    roles: list[str] = []
    for part in re.finditer(r"[^、]+", sheet.text[start:end]):
        first, last = start + part.start(), start + part.end()
        match = _ENDS_IN_POST.fullmatch(sheet.text, *sheet.trimmed(first, last))
        if match is None or (match["unit"] and not is_unit(match["unit"])):
            return None
        own = bool(match["unit"]) and _OFFICE.fullmatch(match["unit"]) is None
        if own and unit is None:
            unit = sheet.fact(*match.span("unit"))
            roles.append(sheet.written(*match.span("post")))
        else:
            roles.append(sheet.written(*match.span()))
    return (unit, "、".join(roles)) if roles else None


def proposer(sheet: Sheet, start: int, end: int) -> tuple[Fact[str], ...]:
    """同意X提出的《…》，修改完善后…: the one who proposes is the one who revises."""
    match = _PROPOSED.match(sheet.text, start, end)
    if match is None or not is_unit(match["unit"].strip()):
        return ()
    return (sheet.fact(*match.span("unit")),)
