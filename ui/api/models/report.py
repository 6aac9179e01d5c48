"""Meetings, summaries, the ledger, and matters across meetings."""

# pydantic reads annotations when models are made, so these modules do without deferred ones.
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ingest.records import Outcome
from rag.records import Mode, Script, State
from rag.report.records import Length, RowKind, Standing
from ui.api.models.answer import CitationOut, ClaimOut, UsageOut
from ui.api.models.base import In, Out
from ui.api.models.minutes import ItemHead


class MeetingOut(Out):
    """What tells a meeting from others."""

    id: str
    name: str
    body: str | None
    session: int | None
    held_on: str | None
    document: str


class MeetingListed(MeetingOut):
    """A meeting in the list of all."""

    document_id: str
    title: str
    kind: str | None
    issued_on: str | None
    published_on: str | None
    document_number: str | None
    district: str | None
    city: str | None
    province: str | None
    venue: str | None
    item_count: int


class ItemListed(ItemHead):
    """An agenda item of a meeting."""

    id: str


class MeetingWhole(MeetingListed):
    """A meeting with its agenda."""

    items: list[ItemListed]


class ValueOut(Out):
    """A value with the marks of its citations, and how it came about."""

    text: str
    citations: list[int]
    standing: Standing
    reason: str | None = None


class DutyValues(Out):
    """A decision or a directive, every field with its marks."""

    text: ValueOut | None
    outcome: ValueOut | None
    subject: ValueOut | None
    condition: ValueOut | None
    next_step: ValueOut | None
    deadline: ValueOut | None
    deadline_date: ValueOut | None
    responsible: list[ValueOut]
    persons: list[ValueOut]
    supporting: list[ValueOut]


class SummaryItem(Out):
    """One agenda item of a summary."""

    label: str | None
    title: str | None
    kind: str
    summary: str | None
    decision: str | None
    outcome: str | None
    condition: str | None
    next_step: str | None
    responsible_units: list[str]
    supporting_units: list[str]
    deadline: str | None
    deadline_date: str | None
    actions: list[str]
    reported_by: list[str]
    documents: list[str]
    demands: list[ValueOut]
    decisions: list[DutyValues]
    directives: list[DutyValues]
    body_absent: bool
    citations: list[int]


class RollOut(Out):
    """One list of people."""

    count: int
    citations: list[int]
    names: list[str]


class SummaryOut(Out):
    """One meeting summed up."""

    meeting: MeetingOut
    header: dict[str, ValueOut]
    overview: list[ClaimOut]
    items: list[SummaryItem]
    attendance: dict[str, RollOut]
    citations: list[CitationOut]
    length: Length
    script: Script
    mode: Mode
    model: str | None
    prompt: str | None
    usage: UsageOut
    notice: str | None


class ProgressOut(Out):
    """Where a duty stands, as a person noted it."""

    state: State
    note: str
    set_at: str | None
    set_by: str | None


class LedgerRowOut(Out):
    """One decision or directive of the ledger; `citation` is its whole sentence."""

    key: str
    kind: RowKind
    matter: str
    outcome: Outcome | None
    outcome_text: str | None
    condition: str | None
    next_step: str | None
    deadline: str | None
    deadline_date: str | None
    overdue: bool
    responsible: list[str]
    persons: list[str]
    supporting: list[str]
    meeting: MeetingOut
    item: str | None
    progress: ProgressOut
    citation: CitationOut


class LedgerOut(Out):
    """The rows that pass the filter; `total` counts those of the whole archive."""

    as_of: str
    total: int
    rows: list[LedgerRowOut]


class ProgressIn(In):
    """What to note of a duty. Who notes it is whoever is signed in."""

    state: State
    note: Annotated[str, StringConstraints(max_length=2000)] = ""


class AtItem(Out):
    """The meeting and the item that something stands in."""

    meeting: MeetingOut
    item: str | None
    title: str | None


class EventOut(AtItem):
    """What one meeting did with a matter."""

    what: str
    citations: list[CitationOut]


class TimelineOut(Out):
    """A matter across meetings, the earliest first."""

    matter: str
    why: str
    undated: int
    events: list[EventOut]


class SideOut(Out):
    """One side of a comparison."""

    name: str
    items: list[SummaryItem]


class ComparisonOut(Out):
    """Two meetings or districts on one topic."""

    topic: str | None
    sides: list[SideOut]
    common: list[str]
    citations: list[CitationOut]


class HitOut(AtItem):
    """A passage that was found; `citation` quotes it."""

    score: float
    citation: CitationOut


class SearchOut(Out):
    """The passages found for a query, best first; none where nothing in the archive is near enough."""

    query: str
    hits: list[HitOut]


class HealthOut(Out):
    """Whether the archive works, and what it holds."""

    status: Literal["ok", "troubled"]
    version: str
    documents: int
    meetings: int
    chunks: int
    pending: int
    writable: bool
    embedder: str | None
    vectors: str
    model: Annotated[str | None, Field(description="the chat model in use; null where answers are extractive")]
    notes: list[str]
