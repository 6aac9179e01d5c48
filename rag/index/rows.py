"""Rows of the catalogue's tables back into records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ingest.records import Document, Quality, Span
from rag.index.codec import unpack_damage, unpack_document, unpack_person, unpack_removal, unpack_spans
from rag.records import Chunk, DecisionRow, DocumentRow, ItemRow, MeetingRow, PersonRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import RowMapping

MEETING = (
    "id", "document_id", "index", "title", "body", "kind", "session", "term", "session_year", "held_on", "issued_on",
    "published_on", "document_number", "index_number", "district", "city", "province", "venue", "item_count",
)  # fmt: skip
ITEM = (
    "id",
    "meeting_id",
    "document_id",
    "ordinal",
    "kind",
    "label",
    "number",
    "title",
    "title_inferred",
    "body_absent",
)
DECISION = (
    "id", "item_id", "meeting_id", "document_id", "outcome", "outcome_text", "subject", "condition", "next_step",
    "deadline", "deadline_date",
)  # fmt: skip
PERSON = ("meeting_id", "document_id", "list", "position", "name", "unit", "role")
CHUNK = ("id", "document_id", "meeting_id", "item_id", "context", "text")


def _fields(row: RowMapping, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _span(row: RowMapping) -> Span:
    return Span(row["start"], row["end"])


def document(row: RowMapping) -> Document:
    """The document as it was extracted."""
    names = ("source", "name", "media_type", "sha256", "text", "encoding")
    return Document(**_fields(row, names), pages=tuple(row["pages"]))


def document_row(row: RowMapping) -> DocumentRow:
    """One line of the list of documents; the row counts its meetings."""
    names = ("id", "source", "name", "media_type", "encoding", "sha256", "characters", "meetings", "added_at")
    found = quality(row["quality"])
    return DocumentRow(
        **_fields(row, names), quality=summary(found), damaged=len(found.damaged), removed=_removed(found)
    )


def quality(packed: Mapping[str, Any]) -> Quality:
    """What reading found wrong."""
    return Quality(
        packed["encoding"],
        tuple(unpack_removal(one) for one in packed["removed"]),
        tuple(unpack_damage(one) for one in packed["damaged"]),
        tuple(packed["absent"]),
    )


def summary(found: Quality) -> str:
    """A quality report as one short line; empty where nothing was wrong."""
    removed = _removed(found)
    parts = ((f"受损 {len(found.damaged)} 处", found.damaged), (f"剔除 {removed} 字", removed))
    return "；".join(text for text, wrong in parts if wrong)


def _removed(found: Quality) -> int:
    return sum(len(one.span) for one in found.removed)


def meeting(row: RowMapping) -> MeetingRow:
    """A meeting; the row names its document."""
    spans = unpack_spans(row["spans"])
    return MeetingRow(
        **_fields(row, MEETING),
        document_name=row["document_name"],
        span=_span(row),
        spans=spans,
        filled=tuple(row["quality"].get("filled", ())),  # archives written before there was filling have no such key
    )


def item(row: RowMapping) -> ItemRow:
    """An agenda item."""
    details = row["details"]
    return ItemRow(
        **_fields(row, ITEM),
        title_span=Span(*details["title_span"]) if details["title_span"] else None,
        actions=tuple(details["actions"]),
        reporting_units=tuple(details["reporting_units"]),
        span=_span(row),
        presenters=tuple(unpack_person(one) for one in details["presenters"]),
        documents=tuple(unpack_document(one) for one in details["documents"]),
        findings=tuple(Span(*one) for one in details["findings"]),
        demands=tuple(Span(*one) for one in details["demands"]),
        filled=tuple(details.get("filled", ())),
    )


def decision(row: RowMapping) -> DecisionRow:
    """A decision or a directive."""
    return DecisionRow(
        **_fields(row, DECISION),
        span=_span(row),
        responsible=tuple(row["responsible"]),
        persons=tuple(row["persons"]),
        supporting=tuple(row["supporting"]),
        spans=unpack_spans(row["spans"]),
    )


def person(row: RowMapping) -> PersonRow:
    """A name in a list."""
    return PersonRow(**_fields(row, PERSON), span=_span(row))


def chunk(row: RowMapping) -> Chunk:
    """A chunk."""
    return Chunk(**_fields(row, CHUNK), span=_span(row))
