"""Which meetings a question is about: its filters, applied hard, and an honest word where one of them finds nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.find.filters import date_of, filters_of, passing_all, seats
from rag.find.vocabulary import levels, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.records import MeetingRow, Query

_LEVEL = re.compile(
    r"(?<![\u4e00-\u9fff\x00])(区|县|市|省|州|旗)(?:人民)?政府|(?:^|[，,。\s]|请问|那)(区|县|市|省)政府"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of several meetings or places that a question names side by side: its name there, the ids of its meetings.

    `spoken` are names of it that no meeting bears (a town, a city without its level), `matter` what each asks of by
    itself, where each does.
    """

    name: str
    ids: tuple[str, ...]
    spoken: tuple[str, ...] = ()
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The meetings a question may be answered from, duplicates collapsed, in the order of their dates.

    `stated` says whether the question named them; `held` are all the archive's. `failed` names the filter that
    found nothing, and `meetings` then holds what was left before it. `confined` says that the asker has chosen the
    meetings beforehand, and that `held` are only those. `unplaced` names the place asked for where the meeting's
    minutes tell of none: it was found by its day or number alone, which the answer must say. `sides` are the
    meetings named side by side, and `each` says that every meeting is asked alike.
    """

    meetings: tuple[MeetingRow, ...]
    held: tuple[MeetingRow, ...]
    stated: bool
    failed: str | None = None
    twins: dict[str, str] = field(default_factory=dict)
    confined: bool = False
    unplaced: str | None = None
    sides: tuple[Side, ...] = ()
    each: bool = False

    @property
    def whole(self) -> str:
        """What `held` are called: the archive, or the range that the asker has chosen."""
        return "所选范围" if self.confined else "档案"

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the meetings."""
        return tuple(row.id for row in self.meetings)


Distinct = tuple[tuple["MeetingRow", ...], dict[str, str]]
"""Meetings, each once, and for each one left out the id of the one kept: what `collapse` makes of all."""


def resolve(
    query: Query,
    meetings: Sequence[MeetingRow],
    named: Callable[[str], frozenset[str]] | None = None,
    distinct: Distinct | None = None,
) -> Scope:
    """Apply the filters of the question in the order in which people think of them: where, who, which, when.

    `named` gives the ids of the meetings whose opening names a place; it serves minutes whose place no reader found.
    `distinct` is the collapsed form of `meetings` where it is known already.
    """
    held, twins = distinct or collapse(meetings)
    left = held
    filters = filters_of(query, named or (lambda _: frozenset()))
    passed = passing_all(held, filters)
    for name, test in filters if not passed else ():
        kept = tuple(row for row in left if test(row))
        if not kept and (query.places or query.strangers):
            unplaced = _of_no_place(query, held, [other for one, other in filters if one not in _LOOSE])
            unplaced = tuple(row for row in unplaced if _has_kind(query, row, named))
            if unplaced:
                place = "、".join(query.places or query.strangers)
                return Scope(unplaced, held, stated=True, twins=twins, unplaced=place)
        if not kept:
            return Scope(left, held, stated=True, failed=name, twins=twins)
        left = kept
    stated, left = bool(filters), passed or left
    left = _level(query, _own(query, left))
    if query.beside and left:
        near = _beside(left, held, query.beside)
        failed = None if near else "beside"
        return Scope(near or left, held, stated=True, failed=failed, twins=twins)
    if query.recency and left:
        return Scope(_extreme(left, query.recency), held, stated=True, twins=twins)
    return Scope(left, held, stated, twins=twins)


_LOOSE = frozenset({"strangers", "places", "kinds"})
"""Filters that are not put to minutes that name no place: a report of two meetings in one is called after the first."""


def _has_kind(query: Query, row: MeetingRow, named: Callable[[str], frozenset[str]] | None) -> bool:
    """Whether a meeting is of a kind that the question names, or its opening tells of one."""
    return not query.kinds or any(
        kind in plain(f"{row.kind or ''} {row.title}") or (named is not None and row.id in named(f"{kind}会议"))
        for kind in query.kinds
    )


def _of_no_place(
    query: Query, held: tuple[MeetingRow, ...], tests: Sequence[Callable[[MeetingRow], bool]]
) -> tuple[MeetingRow, ...]:
    """The one meeting whose minutes name no place but that has the day or the number asked for; else none.

    Many news reports say 市政府 and leave the city to their readers: such a meeting may well be the one meant, so it
    is not denied, but only where a day or a number tells it from all others.
    """
    days = [one for one in query.periods if one.first == one.last]
    whole_days = [one for one in query.on if one.month and one.day]
    if not (days or whole_days or query.sessions or query.document_numbers):
        return ()
    asked = {place[-1] for place in (*query.places, *query.strangers)} & set("省市区县州旗镇乡")
    rows = tuple(
        row
        for row in held
        if not levels(row) and all(test(row) for test in tests) and (not asked or seats(row) <= asked)
    )
    return rows if len(rows) == 1 else ()


def _own(query: Query, rows: tuple[MeetingRow, ...]) -> tuple[MeetingRow, ...]:
    """`青禾市会议` prefers the city's own meetings to those of its districts, where there are any."""
    own = tuple(
        row
        for row in rows
        if any(
            f"{place}{of}会" in query.simplified and place in levels(row)[:1]
            for place in query.places
            for of in ("", "的")
        )
    )
    return own or rows


def _level(query: Query, rows: tuple[MeetingRow, ...]) -> tuple[MeetingRow, ...]:
    """`县政府` with no county named prefers county meetings; where that leaves none it says nothing."""
    named = re.search(r"(?:^|[^\u4e00-\u9fff])(?:那|请问)?(区|县|市|省)(?:人民)?(?:政府|委)", query.simplified)
    if not named or query.places or len(rows) <= 1:
        return rows
    level = named[1]

    def is_level(row: MeetingRow) -> bool:
        own = plain(f"{row.body or ''} {row.title}")
        if level in own:
            return True
        narrow = row.district or row.city or row.province or ""
        return narrow.endswith(level)

    return tuple(row for row in rows if is_level(row)) or rows


def _beside(rows: tuple[MeetingRow, ...], held: tuple[MeetingRow, ...], way: str) -> tuple[MeetingRow, ...]:
    """The nearest meeting of the same body and kind after or before the ones named; empty where none is held."""
    found: dict[str, MeetingRow] = {}
    for row in rows:
        own = [one for one in held if levels(one)[:1] == levels(row)[:1] and _kinds_agree(one, row)]
        later = [
            one for one in own if (date_of(one) > date_of(row)) == (way == "next") and date_of(one) != date_of(row)
        ]
        dated = sorted((one for one in later if date_of(one)[:4].isdigit()), key=date_of)
        if dated and date_of(row)[:4].isdigit():
            near = dated[0] if way == "next" else dated[-1]
            found[near.id] = near
    return tuple(found.values())


def _extreme(rows: tuple[MeetingRow, ...], recency: str) -> tuple[MeetingRow, ...]:
    dated = [row for row in rows if date_of(row)[:4].isdigit()]
    if not dated:
        return rows
    best = (max if recency == "latest" else min)(map(date_of, dated))
    return tuple(row for row in dated if date_of(row) == best)


def collapse(meetings: Sequence[MeetingRow]) -> Distinct:
    """The meetings, each once, in the order of their dates, and for each one left out the id of the one kept.

    Two records are one meeting when nothing they both state differs and they share day and place.
    The fuller record is kept.
    """
    kept: list[MeetingRow] = []
    twins: dict[str, str] = {}
    of_day: dict[str, list[MeetingRow]] = defaultdict(list)
    for row in sorted(meetings, key=lambda one: (-one.item_count, one.id)):
        same_day = of_day[row.held_on or row.id]
        twin = next((one for one in same_day if _same_meeting(one, row)), None)
        if twin is None:
            kept.append(row)
            same_day.append(row)
        else:
            twins[row.id] = twin.id
    kept.sort(key=lambda one: (date_of(one) or "9999", one.session or 0, one.id))
    return tuple(kept), twins


def _same_meeting(left: MeetingRow, right: MeetingRow) -> bool:
    if left.document_id == right.document_id:
        return False
    for name in ("district", "city", "province", "session", "term", "held_on"):
        mine, theirs = getattr(left, name), getattr(right, name)
        if mine is not None and theirs is not None and mine != theirs:
            return False
    if not _kinds_agree(left, right):
        return False
    same_place = bool(left.district and left.district == right.district) or bool(
        not left.district
        and not right.district
        and (left.city or left.province)
        and (left.city, left.province) == (right.city, right.province)
    )
    same_day = bool(left.held_on and len(left.held_on) > len("2023-12") and left.held_on == right.held_on)
    same_session = bool(left.session and left.session == right.session)
    return same_day and (same_session or (same_place and left.session is None and right.session is None)) and same_place


def _kinds_agree(left: MeetingRow, right: MeetingRow) -> bool:
    mine, theirs = plain(left.kind or ""), plain(right.kind or "")
    return not mine or not theirs or mine in theirs or theirs in mine
