"""The records of an archive: what became of a source, and the rows the catalogue keeps of each meeting.

Callers take them from `rag.records`, which stands in front of both halves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ingest.records import NamedDocument, Person, Span

Attendance = Literal["present", "in_attendance", "invited", "apologies", "recorder", "chair"]

State = Literal["未启动", "推进中", "已办结", "已延期"]
STATES: tuple[State, ...] = ("未启动", "推进中", "已办结", "已延期")

FILLED = "模型补全"
"""The reason of a value that a model filled in where the rules found none."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one source: `unchanged` where the archive already held these bytes. Durable when handed out.

    `notice` is one line for people where it went in with something left undone.
    """

    source: str
    status: Literal["new", "unchanged", "superseded"]
    document_id: str
    meetings: int
    items: int
    notice: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the catalogue lists it; `quality` is one line for people, empty where nothing was wrong.

    The line's numbers: `damaged` places whose text is hurt, `removed` characters that reading passed over.
    """

    id: str
    source: str
    name: str
    media_type: str
    encoding: str | None
    sha256: str
    characters: int
    meetings: int
    added_at: str
    quality: str
    damaged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Health:
    """The state of an archive. `pending` counts chunks that an index has yet to take up; `notes` are for people.

    `vectors` says how nearest vectors are found: `chroma` in the process that writes, `exact` in a reader.
    """

    home: str
    writable: bool
    documents: int
    meetings: int
    chunks: int
    pending: int
    embedder: str | None
    vectors: Literal["chroma", "exact"]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one agenda item (or of the header) small enough to embed.

    `text` is the clean simplified reading that is searched; `context` the line of meeting and item put in
    front of it, which is searched but never quoted; `span` where it stands in the document.
    """

    id: str
    document_id: str
    meeting_id: str
    item_id: str | None
    span: Span
    context: str
    text: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as the catalogue knows it; dates are ISO, partial allowed, spans are where each was read.

    `filled` names the fields that a model filled in.
    """

    id: str
    document_id: str
    document_name: str
    index: int
    title: str
    body: str | None
    kind: str | None
    session: int | None
    term: int | None
    session_year: int | None
    held_on: str | None
    issued_on: str | None
    published_on: str | None
    document_number: str | None
    index_number: str | None
    district: str | None
    city: str | None
    province: str | None
    venue: str | None
    span: Span
    spans: dict[str, Span] = field(default_factory=dict)
    item_count: int = 0
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An agenda item as the catalogue knows it. `title_span` is None for an inferred title without a place.

    `filled` names the fields that a model filled in.
    """

    id: str
    meeting_id: str
    document_id: str
    ordinal: int
    kind: str
    label: str | None
    number: int | None
    title: str | None
    title_inferred: bool
    title_span: Span | None
    actions: tuple[str, ...]
    reporting_units: tuple[str, ...]
    span: Span
    body_absent: bool
    presenters: tuple[Person, ...] = ()
    documents: tuple[NamedDocument, ...] = ()
    findings: tuple[Span, ...] = ()
    demands: tuple[Span, ...] = ()
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision, or (with `outcome` None) a directive, as the catalogue knows it.

    `spans` says where its single fields stand (outcome_text, subject, condition, next_step, deadline).
    """

    id: str
    item_id: str
    meeting_id: str
    document_id: str
    span: Span
    outcome: str | None
    outcome_text: str | None
    subject: str | None
    condition: str | None
    next_step: str | None
    responsible: tuple[str, ...]
    persons: tuple[str, ...]
    supporting: tuple[str, ...]
    deadline: str | None
    deadline_date: str | None
    spans: dict[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A name in one list of one meeting."""

    meeting_id: str
    document_id: str
    list: Attendance
    position: int
    name: str
    unit: str | None
    role: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a duty stands, as a person set it (`set_at` ISO, UTC): kept in the catalogue, whatever is read again."""

    state: State = "未启动"
    note: str = ""
    set_at: str | None = None
    set_by: str | None = None


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A conversation as a list shows it: `title` is its first question, `held` the place and meeting it is held to."""

    id: str
    title: str
    changed_at: str
    held: tuple[str, str] = ("", "")
