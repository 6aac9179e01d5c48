"""Which agenda items are about one matter: the same document under changing marks of draft, or the same words.

Meetings take a matter up again and again (听取 → 原则同意 → 印发 → 情况汇报) and call it a little differently each
time. Items are one matter where they name the same document, or where each title holds most of the other's words;
years are part of a matter's name, and what two districts do under one name is two matters.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.find.terms import joined, specific_coverage, specific_terms
from rag.find.vocabulary import levels, short_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rag.records import ItemRow, MeetingRow

_DRAFT = re.compile(
    r"[（(](?:(?:再次)?(?:送审|审议|代拟|修订|修改|征求意见|讨论|报审|报批|草拟|初)稿?|草案|暂行|试行|稿|[一二三\d]次.{0,4})[^（）()]{0,6}[)）]"
)
_OPENING = re.compile(
    r"^(?:会议|研究|听取|审议|审定|讨论|传达|学习|贯彻|落实|部署|推进|通报|书面|并|了|和|原则|同意|通过|有关|关于|印发|"
    r"修订|修改|制定|起草|出台)+"
)
_CLOSING = re.compile(
    r"(?:的|有关|相关|起草|编制|制定|修订|修改|拟订|进展|推进|落实|贯彻|执行|实施|开展|工作|情况|汇报|报告|说明|事宜|事项|"
    r"议题|问题|建议|请示|解读|精神|印发)+$"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SAME, _LIKE = 0.8, 0.6
"""Shares of the rarer words of two titles that each must hold of the other: the fuller one most, the shorter some."""
_WORTH = 0.4
"""Share of its own words that an item must share with another to be compared: below _LIKE, for words like 医保 may
stand for others."""
_ENOUGH = 4
"""Characters below which a name says too little to tell one matter from another."""


@dataclass(frozen=True, slots=True)
class Named:
    """An item with what it is called for comparing: its documents and its title, bare of draft marks and verbs."""

    meeting: MeetingRow
    item: ItemRow
    documents: frozenset[str]
    title: str
    years: frozenset[str]

    @classmethod
    def of(cls, meeting: MeetingRow, item: ItemRow) -> Named:
        """The names of an item of a meeting."""
        places = [name for level in levels(meeting) for name in (level, short_place(level))]
        documents = frozenset(core(one.title, places) for one in item.documents)
        title = core(item.title or "", places)
        years = frozenset(_YEAR.findall(item.title or ""))
        return cls(meeting, item, frozenset(one for one in documents if len(one) >= _ENOUGH), title, years)


def core(title: str, places: Iterable[str] = ()) -> str:
    """A title without draft marks, the meeting's own places, and the words of meeting around the matter.

    >>> core("关于《望川区老旧小区改造实施方案（送审稿）》起草情况的汇报", ["望川区"])
    '老旧小区改造实施方案'
    """
    text = _DRAFT.sub("", re.sub(r"[\s《》〈〉“”\"]+", "", simplified(title)))
    text = re.sub(r"[（(](?:以下)?简称[^）)]*[)）]", "", text)
    text = _OPENING.sub("", text)
    for place in places:
        text = re.sub(rf"^{re.escape(place)}(?:人民政府|政府)?", "", text)
    text = _OPENING.sub("", text)
    bare = _CLOSING.sub("", text)
    return bare if len(bare) >= _ENOUGH else text


def same_matter(one: Named, other: Named) -> str | None:
    """By what two items are one matter, in words for people; None where they are not.

    A document is the same wherever its name is, unless the two places are known and apart; like titles need one
    body or one place, since every district has its 经济运行情况.
    """
    near = _place(one.meeting, other.meeting)
    if near is False or (one.years and other.years and one.years.isdisjoint(other.years)):
        return None
    shared = one.documents & other.documents
    if shared:
        return f"同一文件《{min(shared)}》"
    left, right = one.title, other.title
    if not near or min(len(left), len(right)) < _ENOUGH:
        return None
    there, back = specific_coverage(left, joined(right)), specific_coverage(right, joined(left))
    return f"题名相近“{min(left, right, key=len)}”" if max(there, back) >= _SAME and min(there, back) >= _LIKE else None


def matters(named: Sequence[Named]) -> list[list[Named]]:
    """Items of two meetings or more that are one matter, each group in the order given; single items are left out."""
    groups: list[list[int]] = []
    home: dict[int, list[int]] = {}
    seen: dict[str, list[int]] = {}
    for at, one in enumerate(named):
        alike = [home[other] for other in _alike(one, seen) if same_matter(one, named[other])]
        found = [group for group in groups if any(group is each for each in alike)] if alike else []
        for group in found[1:]:
            found[0].extend(group)
            home |= dict.fromkeys(group, found[0])
            groups.remove(group)
        if not found:
            found = [[]]
            groups += found
        home[at] = found[0]
        found[0].append(at)
        for mark in _marks(one):
            seen.setdefault(mark, []).append(at)
    return [[named[at] for at in group] for group in groups if len({named[at].meeting.id for at in group}) > 1]


def _marks(one: Named) -> list[str]:
    return [*(f"《{name}》" for name in one.documents), *specific_terms(one.title)]


def _alike(one: Named, seen: Mapping[str, Sequence[int]]) -> list[int]:
    """The earlier items worth comparing: one document in common, or a good part of the words that tell a title."""
    counts = Counter(other for term in specific_terms(one.title) for other in seen.get(term, ()))
    least = _WORTH * len(specific_terms(one.title))
    found = {other for other, count in counts.items() if count >= least}
    return sorted(found.union(*(seen.get(f"《{name}》", ()) for name in one.documents)))


def _place(one: MeetingRow, other: MeetingRow) -> bool | None:
    """Whether two meetings are of one place (or body); None where that is not known."""
    if one.body and one.body == other.body:
        return True
    mine, theirs = levels(one), levels(other)
    if not mine or not theirs:
        return None
    return mine[0] in theirs or theirs[0] in mine
