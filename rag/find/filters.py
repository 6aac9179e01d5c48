"""The filters that a question states of meetings, each as a test of a meeting's row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.find.vocabulary import bare_body, levels, plain
from rag.find.when import falls_in, fits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.records import MeetingRow, Period, Query

_SEAT = re.compile(r"([省市区县州旗镇乡])(?:政府|委)")
_SPACE = re.compile(r"\s+")


def date_of(row: MeetingRow) -> str:
    """The date that orders a meeting: held, else issued, else published; empty where none is known."""
    return row.held_on or row.issued_on or row.published_on or ""


Filter = tuple[str, "Callable[[MeetingRow], bool]"]
_QUICK = ("sessions", "periods", "on", "terms", "session_years")
"""Filters that look at one value of a row, and so go first where only the outcome of all of them counts."""


def passing_all(rows: tuple[MeetingRow, ...], filters: Sequence[Filter]) -> tuple[MeetingRow, ...]:
    """The meetings that pass every filter, in whichever order that is found out soonest."""
    for _, test in sorted(filters, key=lambda one: one[0] not in _QUICK):
        rows = tuple(filter(test, rows))
    return rows


def filters_of(query: Query, named: Callable[[str], frozenset[str]]) -> list[Filter]:
    """The filters the question states, each with its test."""
    tests: tuple[tuple[str, object, Callable[[MeetingRow], bool]], ...] = (
        (
            "strangers",
            query.strangers and not query.places,
            lambda row: any(_is_in(query, row, one, named) for one in query.strangers),
        ),
        ("places", query.places, lambda row: any(_is_in(query, row, place, named) for place in query.places)),
        ("bodies", query.bodies, lambda row: any(_is_of(row, body) for body in query.bodies)),
        ("kinds", query.kinds, lambda row: any(_is_kind(row, kind) for kind in query.kinds)),
        (
            "document_numbers",
            query.document_numbers,
            lambda row: any(_numbered(row, one) for one in query.document_numbers),
        ),
        ("terms", query.terms, lambda row: row.term is None or row.term in query.terms),
        ("sessions", query.sessions, lambda row: row.session in query.sessions),
        ("session_years", query.session_years, lambda row: any(_of_year(row, year) for year in query.session_years)),
        ("periods", query.periods, _dated(query.periods, named)),
        ("on", query.on, lambda row: any(fits(date_of(row), one) for one in query.on)),
    )
    return [(name, test) for name, stated, test in tests if stated]


def _dated(periods: Sequence[Period], named: Callable[[str], frozenset[str]]) -> Callable[[MeetingRow], bool]:
    """The test whether a meeting lies in one of some periods; of one without a date, whether its opening names the day.

    Every meeting of the archive is put to it, so what decides nearly all of them, two whole dates, is compared at once.
    """
    ranges = [(one.first, one.last) for one in periods]

    def test(row: MeetingRow) -> bool:
        told = row.held_on
        if told and len(told) == _WHOLE and "X" not in told:
            return any([first <= told <= last for first, last in ranges])  # noqa: C419 - a generator costs twice that
        return any(falls_in(date_of(row), one) for one in periods) or (
            not told and any(row.id in named(_written(one.first)) for one in periods if one.first == one.last)
        )

    return test


_WHOLE = len("2024-05-04")


def _written(iso: str) -> str:
    year, month, day = map(int, iso.split("-"))
    return f"{year}年{month}月{day}日"


def _is_of(row: MeetingRow, body: str) -> bool:
    return body in bare_body(plain(row.body or "")) or body in plain(row.title)


def _is_in(query: Query, row: MeetingRow, place: str, named: Callable[[str], frozenset[str]]) -> bool:
    """Whether a meeting is of a place, or of one in it unless the place's own government is meant."""
    own_places = levels(row)
    if place in query.governments and own_places and place not in query.strangers:
        return place == own_places[0] or place in plain(row.body or "")
    if place in own_places or place in plain(row.body or ""):
        return True
    if (own_places and place not in query.strangers) or row.id not in named(place):
        return False
    return place not in query.governments or seats(row) <= {place[-1]}


def seats(row: MeetingRow) -> frozenset[str]:
    """The level of the government whose meeting it is (区 of 区政府); empty where its body does not say it."""
    own = _SEAT.search(bare_body(plain(row.body or "")))
    return frozenset(own[1]) if own else frozenset()


def _is_kind(row: MeetingRow, kind: str) -> bool:
    told = plain(f"{row.kind or ''} {row.title}")
    return kind in told or (row.kind is None and "会" not in row.title)


def _numbered(row: MeetingRow, number: str) -> bool:
    def bare(text: str) -> str:
        return re.sub(r"[^\w/]+", "", plain(_SPACE.sub("", text))).replace("第", "")

    asked = bare(number)
    for own in map(bare, filter(None, (row.document_number, row.index_number))):
        if own in asked or asked in own:
            return True
        whose, mine = _NUMBER_TAIL.split(asked)[0], _NUMBER_TAIL.split(own)[0]
        same = _NUMBER_TAIL.findall(asked)[-1:] == _NUMBER_TAIL.findall(own)[-1:] != []
        if same and (not whose or not mine or whose in mine or mine in whose):
            return True
    return False


_NUMBER_TAIL = re.compile(r"((?:19|20)\d\d\d+号)$")
"""The year and the number; what stands before them says whose paper it is (甲府阅, 乙政专纪)."""


def _of_year(row: MeetingRow, year: int) -> bool:
    return row.session_year == year or date_of(row).startswith(f"{year:04d}")
