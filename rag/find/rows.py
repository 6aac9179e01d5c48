"""What an executor hands on: rows that are each carried by their own spans, never a row without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ingest.records import Span
    from rag.records import ItemRow, MeetingRow


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an exact answer.

    `words` is what the line says, in the source's own words where it can; `spans` carry it, in the meeting's
    document; `label` and `note` are short values beside it (an outcome, a list's name, a number of people).
    """

    meeting: MeetingRow
    words: str
    spans: tuple[Span, ...]
    item: ItemRow | None = None
    label: str = ""
    note: str = ""


MOST_ROWS = 200
"""Rows that one answer may have; more, and the question must narrow itself."""

Lack = Literal[
    "many",  # more rows than an answer can hold
    "meeting",  # the question needs one meeting and names none, or fits several
    "list",  # the minutes do not record such a list
    "field",  # the minutes do not state the field
    "items",  # no item fits
    "matter",  # no item is about the matter
]


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of an executor, or why there are none.

    `count` is what is counted, always the number of things in the rows; `candidates` are the meetings to choose
    between; `near` are spans worth showing with a refusal; `searched` says how many meetings were looked at.
    """

    rows: tuple[Row, ...] = ()
    lack: Lack | None = None
    count: int | None = None
    candidates: tuple[MeetingRow, ...] = ()
    near: tuple[Row, ...] = ()
    searched: int = 0
    negative: bool = False
