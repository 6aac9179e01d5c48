"""Files, and what is read from them."""

# pydantic reads annotations when models are made, so these modules do without deferred ones.
from typing import Literal

from ingest.records import ItemKind, Outcome
from ui.api.models.base import Out


class PersonOut(Out):
    """Someone the minutes name."""

    name: str
    unit: str | None
    role: str | None


class PlaceOut(Out):
    """Where the body governs; `stated` are the levels that the text itself names."""

    district: str | None
    city: str | None
    province: str | None
    stated: list[str]


class DutyOut(Out):
    """What a decision and a directive have in common."""

    text: str
    responsible_units: list[str]
    supporting_units: list[str]
    deadline: str | None
    deadline_date: str | None
    start: int
    end: int


class DecisionOut(DutyOut):
    """What was decided on an item."""

    outcome: Outcome
    outcome_text: str
    condition: str | None
    next_step: str | None


class DirectiveOut(DutyOut):
    """A demand that names who must act, or by when."""

    responsible_persons: list[str]


class ItemHead(Out):
    """An agenda item as it is named and where it stands in the document."""

    label: str | None
    number: int | None
    title: str | None
    title_inferred: bool
    kind: ItemKind
    actions: list[str]
    reporting_units: list[str]
    start: int
    end: int
    body_absent: bool


class ParsedItem(ItemHead):
    """One matter of the agenda."""

    presenters: list[PersonOut]
    documents: list[str]
    decision: DecisionOut | None
    decisions: list[DecisionOut]
    directives: list[DirectiveOut]


class RemovedOut(Out):
    """Characters that reading passed over, and why."""

    kind: str
    start: int
    end: int


class DamagedText(RemovedOut):
    """Characters that no longer say what was written."""

    text: str
    reading: str | None


class QualityOut(Out):
    """What reading found wrong with a document."""

    encoding: str | None
    removed: list[RemovedOut]
    damaged: list[DamagedText]
    absent: list[str]


class MinutesOut(Out):
    """One meeting as `jiyao parse --json` prints it; dates are ISO, partial allowed."""

    source: str
    meeting_index: int
    title: str | None
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
    chair: PersonOut | None
    place: PlaceOut
    venue: str | None
    present: list[PersonOut]
    in_attendance: list[PersonOut]
    invited: list[PersonOut]
    apologies: list[PersonOut]
    recorder: str | None
    items: list[ParsedItem]
    quality: QualityOut


class FileOut(Out):
    """What became of one file of an upload; `reason` says in one line why it was refused, with the next step."""

    file: str
    status: Literal["new", "unchanged", "superseded", "refused"]
    document_id: str | None = None
    meetings: int = 0
    items: int = 0
    reason: str = ""
    kind: str | None = None


class IngestOut(Out):
    """One result a file, in the order in which they came; what is not refused is durable."""

    files: list[FileOut]


class UnreadOut(Out):
    """A file that could not be parsed, and why."""

    file: str
    kind: str
    reason: str


class ParseOut(Out):
    """The meetings of the files, and the files that were refused; nothing is kept."""

    meetings: list[MinutesOut]
    refused: list[UnreadOut]


class DocumentOut(Out):
    """A document of the archive; `quality` is one line for people, empty where nothing was wrong."""

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
