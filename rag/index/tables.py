"""The tables of the catalogue. Offsets (`start`, `end`) count the code points of `documents.text`; dates are ISO.

Ids grow out of each other: document `d…`, meeting `d….1`, item `d….1.3`; a chunk's ends in a hash of its content.
`pending` names chunks that an index may not know as the catalogue does: put in where the chunk exists, taken out
where it does not. `answers` and `feedback` are kept for the record of what was asked.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 3
"""2 added `progress`, 3 `talks` and `talk_answers`; an older catalogue gains what it lacks when it is opened."""

metadata = MetaData()


def _owner(table: str, *, key: bool = False) -> Column[str]:
    target = ForeignKey(f"{table}s.id", ondelete="CASCADE")
    return Column(f"{table}_id", String, target, primary_key=key, nullable=False)


def _span() -> tuple[Column[int], Column[int]]:
    return Column("start", Integer, nullable=False), Column("end", Integer, nullable=False)


meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("name", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("encoding", String),
    Column("sha256", String, nullable=False, unique=True),
    Column("characters", Integer, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("added_at", String, nullable=False),
    Column("quality", JSON, nullable=False),
    Column("text", Text, nullable=False),
)

sources = Table(  # where identical bytes were found; the document lives as long as one of them holds them
    "sources",
    metadata,
    Column("uri", String, primary_key=True),
    _owner("document"),
    Index("sources_document", "document_id"),
)

meetings = Table(
    "meetings",
    metadata,
    Column("id", String, primary_key=True),
    _owner("document"),
    Column("index", Integer, nullable=False),
    Column("title", String, nullable=False),
    *(Column(name, String) for name in ("body", "kind")),
    *(Column(name, Integer) for name in ("session", "term", "session_year")),
    *(Column(name, String) for name in ("held_on", "issued_on", "published_on")),
    *(Column(name, String) for name in ("document_number", "index_number")),
    *(Column(name, String) for name in ("district", "city", "province", "venue")),
    *_span(),
    Column("spans", JSON, nullable=False),
    Column("item_count", Integer, nullable=False),
    Column("quality", JSON, nullable=False),
    Index("meetings_document", "document_id"),
)

items = Table(
    "items",
    metadata,
    Column("id", String, primary_key=True),
    _owner("meeting"),
    Column("document_id", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("label", String),
    Column("number", Integer),
    Column("title", String),
    Column("title_inferred", Boolean, nullable=False),
    *_span(),
    Column("body_absent", Boolean, nullable=False),
    Column("details", JSON, nullable=False),
    Index("items_meeting", "meeting_id"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", String, primary_key=True),
    _owner("item"),
    Column("meeting_id", String, nullable=False),
    Column("document_id", String, nullable=False),
    *_span(),
    Column("outcome", String),
    *(Column(name, String) for name in ("outcome_text", "subject", "condition", "next_step")),
    *(Column(name, JSON, nullable=False) for name in ("responsible", "persons", "supporting")),
    Column("deadline", String),
    Column("deadline_date", String),
    Column("spans", JSON, nullable=False),
    Index("decisions_item", "item_id"),
    Index("decisions_meeting", "meeting_id"),
    Index("decisions_outcome", "outcome"),
)

people = Table(
    "people",
    metadata,
    _owner("meeting", key=True),
    Column("list", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("document_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("unit", String),
    Column("role", String),
    *_span(),
    Index("people_name", "name"),
)

units = Table(  # every unit an item names, and as what: reporting, responsible, supporting
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner("item"),
    Column("decision_id", String),
    Column("part", String, nullable=False),
    Column("name", String, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Index("units_item", "item_id"),
    Index("units_name", "name"),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", String, primary_key=True),
    _owner("document"),
    Column("meeting_id", String, nullable=False),
    Column("item_id", String),
    Column("position", Integer, nullable=False),
    *_span(),
    Column("context", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String, nullable=False),
    Index("chunks_document", "document_id"),
    Index("chunks_meeting", "meeting_id", "id"),  # with the id, which is all a filter asks for: no row need be read
    Index("chunks_item", "item_id"),
    Index("chunks_digest", "digest"),
)

vectors = Table(  # float16, little endian; apart from the chunks so that a scan of all of them reads nothing else
    "vectors",
    metadata,
    _owner("chunk", key=True),
    Column("vector", LargeBinary, nullable=False),
)

pending = Table(
    "pending",
    metadata,
    Column("chunk_id", String, primary_key=True),
    Column("store", String, primary_key=True),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String, primary_key=True),
    Column("asked_at", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", JSON, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner("answer"),
    Column("given_at", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("note", Text, nullable=False),
)

progress = Table(  # what people noted of a duty, each note kept; `key` is `rag.report.ledger.duty_key`, no row's id
    "progress",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("state", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("set_at", String, nullable=False),
    Column("set_by", String),
    Index("progress_key", "key"),
)

talks = Table(  # a conversation of one visitor; `held` are the place and the meeting it was held to
    "talks",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("changed_at", String, nullable=False),
    Column("held", JSON, nullable=False),
    Index("talks_owner", "owner", "changed_at"),
)

talk_answers = Table(
    "talk_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner("talk"),
    _owner("answer"),
    Index("talk_answers_talk", "talk_id"),
)
