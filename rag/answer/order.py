"""Meetings in the order of a measure as drafts: the one asked for first, then the measure of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.answer.draft import Draft, Evidence
from rag.answer.phrases import LISTS, dated_name, say
from rag.find.filters import date_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.ranked import Ranking
    from rag.find.rows import Found, Row
    from rag.records import Query

_BEST: Final = {
    ("date", True): "较早的是{meeting}。",
    ("date", False): "较晚的是{meeting}。",
    ("size", True): "较少的是{meeting}。",
    ("size", False): "较多的是{meeting}。",
}
_EVEN: Final = "各次相同。"


def order_of(query: Query, wanted: Ranking, found: Found) -> list[Draft]:
    """`较早的是…`, then a line for each meeting; where the first two measure the same, that they do."""
    first, second = found.rows[:2]
    sized = wanted.measure != "date"
    even = first.note == second.note if sized else first.words == second.words
    phrase = _EVEN if even else _BEST[("size" if sized else "date", wanted.least)]
    every = tuple(evidence for row in found.rows for evidence in _evidence(row)[:1])
    head = Draft(say(query.script, phrase, meeting=dated_name(first.meeting)), every, "verified")
    if not sized:
        others = "、".join(dated_name(row.meeting) for row in found.rows[1:])
        after = say(query.script, "在后" if wanted.least else "在前")
        told = f"{head.text.rstrip('。')}，{others}{after}。"
        return [head if even else Draft(told, every, "verified")]
    return [head, *(Draft(_line(query, row), _evidence(row), "verified") for row in found.rows)]


def order_of_matters(query: Query, wanted: Ranking, rows: Sequence[Row]) -> list[Draft]:
    """`较早的是《甲办法》。`, then for each matter the meeting it came up at and what became of it there."""
    ordered = sorted(rows, key=lambda row: date_of(row.meeting), reverse=not wanted.least)
    even = date_of(ordered[0].meeting) == date_of(ordered[1].meeting)
    first = next(iter(re.findall(r"《.+》", ordered[0].words)), ordered[0].words)
    head = say(query.script, _EVEN if even else _BEST[("date", wanted.least)], meeting=first)
    every = tuple(evidence for row in ordered for evidence in _evidence(row)[-1:])
    lines = [f"{dated_name(row.meeting)}：{row.words}" + (f"（{row.note}）" if row.note else "") for row in ordered]
    return [
        Draft(head, every, "verified"),
        *(Draft(line, _evidence(row)[-1:], "verified") for line, row in zip(lines, ordered, strict=True)),
    ]


def _line(query: Query, row: Row) -> str:
    name = dated_name(row.meeting)
    if row.label == "items":
        return say(query.script, "{meeting}：{count}项", meeting=name, count=row.note)
    listed = LISTS[row.label]
    return say(query.script, f"{{meeting}}：{listed}{{count}}人", meeting=name, count=row.note)


def _evidence(row: Row) -> tuple[Evidence, ...]:
    return tuple(Evidence(row.meeting, span, row.item) for span in row.spans)
