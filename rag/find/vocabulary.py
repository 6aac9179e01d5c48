"""What the archive knows by name, so that a question's words can be told apart: places, bodies, units, people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from ingest.clean.script import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.records import MeetingRow

_LEVEL_END = re.compile(r"(?:自治区|自治州|自治县|特别行政区|省|市|区|县|旗|州|盟)$")
_GOVERNS = re.compile(
    r"(?:^|[省市区县州旗镇乡])(?:人民)?政府(?:党组|常务会议?)?$|[省市区县州旗]委$|管委会$|公所$|^会议$"
)
"""Bodies that meet: said in a question they name the meeting, not a unit that reports to it."""
_NO_PLACE = re.compile(r"研究|年度|主持|召开|会议|推进|落实|全体|部署|^(?:各|本|我|全|该)")
"""Words that a reader may have taken for the front of a place's name."""
_COMMON_KIND = re.compile(
    r"^(?:常务|党组|专题|全体|常委|办公|调度|协调|联席|工作|政府|部务|局务|[区县市镇乡院]务|主任|[区县市省镇]长)+(?:扩大)?会?议?$|委会会议$"
)
_OWN_NAME = 2


def short_place(name: str) -> str:
    """A place without its level, where two characters remain: 青禾区 → 青禾; 城区 stays.

    >>> short_place("青禾区"), short_place("沙县")
    ('青禾', '沙县')
    """
    short = _LEVEL_END.sub("", name)
    return short if len(short) >= _OWN_NAME else name


plain = lru_cache(maxsize=1 << 16)(simplified)
"""`simplified` for the few words of a meeting's row, which every question asks for again."""


def levels(row: MeetingRow) -> tuple[str, ...]:
    """The places a meeting is of, narrowest first, in simplified script; names that are none are left out."""
    return _levels(row.district, row.city, row.province)


@lru_cache(maxsize=1 << 12)
def _levels(*names: str | None) -> tuple[str, ...]:
    named = (simplified(one) for one in names if one)
    return tuple(one for one in named if not _NO_PLACE.search(one))


def bare_body(body: str) -> str:
    """A body's name as people say it: 青禾区人民政府 → 青禾区政府."""
    return re.sub(r"人民政府", "政府", re.sub(r"\s+", "", body))


@dataclass(frozen=True)
class Vocabulary:
    """Names held by the archive, in simplified script. `people` maps the simplified name to the stored ones."""

    meetings: tuple[MeetingRow, ...]
    units: tuple[str, ...] = ()
    people: dict[str, str] | None = None

    @classmethod
    def of(cls, meetings: Iterable[MeetingRow], units: Iterable[str] = (), people: Iterable[str] = ()) -> Vocabulary:
        """The vocabulary of these rows."""
        named = {re.sub(r"\s+", "", simplified(one)): one for one in people}
        bare = (simplified(one) for one in units if one)
        return cls(tuple(meetings), tuple(dict.fromkeys(one for one in bare if not _GOVERNS.search(one))), named)

    @cached_property
    def places(self) -> dict[str, str]:
        """Every way to name a place the archive holds → its full name; the full names first."""
        full = {name for row in self.meetings for name in levels(row)}
        named = {name: name for name in sorted(full)}
        for name in sorted(full):
            named.setdefault(short_place(name), name)
        return named

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of meeting with a name of their own (课题协作会议), the longer first, not those every body holds."""
        named = {simplified(row.kind) for row in self.meetings if row.kind}
        own = {one for one in named if len(one) > _OWN_NAME and not _COMMON_KIND.search(one)}
        return tuple(sorted(own, key=len, reverse=True))

    @cached_property
    def body_names(self) -> tuple[str, ...]:
        """Every body that met, in full and bare, the longer first: a question that names one asks for its meeting."""
        named = {simplified(row.body) for row in self.meetings if row.body}
        return tuple(sorted(named | {bare_body(one) for one in named}, key=len, reverse=True))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The bodies that met, bare; those that any place could have (区政府) are no name."""
        bodies = {bare_body(simplified(row.body)) for row in self.meetings if row.body}
        return frozenset(
            one for one in bodies if not re.fullmatch(r"[省市区县州旗镇乡]?(?:委|政府)?(?:办公室|常委会|党组)?", one)
        )
