"""What answering drafts before it is numbered: a text and the places that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.records import Span
    from rag.records import ItemRow, MeetingRow, Status


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in the document of a meeting."""

    meeting: MeetingRow
    span: Span
    item: ItemRow | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence of an answer with its evidence; never without one."""

    text: str
    evidence: tuple[Evidence, ...]
    status: Status = "verbatim"
