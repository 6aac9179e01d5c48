"""The records of reports: every value either carries the marks of its citations or says how it came about.

Citations are those of answers (`rag.records.Citation`): a mark, and a slice of a document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from rag.records import Progress, Usage

if TYPE_CHECKING:
    from rag.records import Attendance, Citation, Claim, ItemRow, MeetingRow, Mode, Script, State

Standing = Literal["stated", "inferred", "computed", "filled", "damaged"]
Length = Literal["brief", "full"]
UNTOUCHED = Progress()
RowKind = Literal["decision", "directive"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a report. An absent one is None (or an empty tuple), never an empty text.

    `stated` stands in its quotes as `text` says, `computed` is made of them by a rule (a count, an ISO date),
    `inferred` has a `reason` and may have no citation, `filled` was found by a model and verified, `damaged`
    stands where the text no longer says what was written.
    """

    text: str
    citations: tuple[int, ...] = ()
    standing: Standing = "stated"
    reason: str | None = None

    def __post_init__(self) -> None:
        if not self.text or not (self.citations or self.reason):
            message = f"{self.text!r} has neither a citation nor a reason"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of the minutes says of the meeting."""

    title: Value | None = None
    body: Value | None = None
    kind: Value | None = None
    session: Value | None = None
    document_number: Value | None = None
    held_on: Value | None = None
    issued_on: Value | None = None
    published_on: Value | None = None
    venue: Value | None = None
    chair: Value | None = None
    chair_role: Value | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """One list of people: how many names it holds (`count`, computed) and each name in the order of the text."""

    list: Attendance
    count: Value
    names: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A decision, or (`outcome` None) a directive: who does what by when. `text` is its whole sentence."""

    text: Value
    outcome: Value | None = None
    subject: Value | None = None
    condition: Value | None = None
    next_step: Value | None = None
    responsible: tuple[Value, ...] = ()
    persons: tuple[Value, ...] = ()
    supporting: tuple[Value, ...] = ()
    deadline: Value | None = None
    deadline_date: Value | None = None


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """One agenda item. `lead` says in one sentence what came of it; `body_absent` that only its title is given."""

    item: ItemRow
    title: Value | None
    lead: Claim | None
    actions: tuple[Value, ...] = ()
    reported_by: tuple[Value, ...] = ()
    documents: tuple[Value, ...] = ()
    decisions: tuple[Duty, ...] = ()
    demands: tuple[Value, ...] = ()
    directives: tuple[Duty, ...] = ()
    body_absent: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """One meeting summed up. `overview` has three claims at most; `citations` are numbered from 1 over the whole."""

    meeting: MeetingRow
    header: Header
    rolls: tuple[Roll, ...]
    overview: tuple[Claim, ...]
    items: tuple[ItemSummary, ...]
    citations: tuple[Citation, ...]
    length: Length = "brief"
    script: Script = "simplified"
    mode: Mode = "extractive"
    model: str | None = None
    prompt: str | None = None
    usage: Usage = field(default_factory=Usage)
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One decision or directive in the ledger (决策与督办台账).

    `key` names the duty across re-reading: it is made of the meeting and the sentence, not of row ids.
    `matter` is the item's title, or the subject where it has none; `citation` the whole sentence, marked by row.
    `deadline_date` is ISO, partial allowed; `overdue` whether it lies before the day the ledger was asked for
    and the duty is not done.
    """

    key: str
    kind: RowKind
    meeting: MeetingRow
    item: ItemRow
    matter: str
    outcome: str | None
    outcome_text: str | None
    condition: str | None
    next_step: str | None
    responsible: tuple[str, ...]
    persons: tuple[str, ...]
    supporting: tuple[str, ...]
    deadline: str | None
    deadline_date: str | None
    citation: Citation
    progress: Progress = UNTOUCHED
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What the ledger shows; an empty field filters nothing. Days are ISO, both ends included.

    `since`/`until` bound the day of the meeting, `as_of` is the day by which `overdue` is judged.
    """

    units: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    kinds: tuple[RowKind, ...] = ()
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    overdue_only: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """Rows in the order of the meetings' days; `total` counts those of the whole archive."""

    rows: tuple[LedgerRow, ...]
    total: int
    as_of: str


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a matter: what a meeting did with it, in the words of the minutes; `outcome` where it decided."""

    meeting: MeetingRow
    item: ItemRow
    what: Value
    citations: tuple[Citation, ...]
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A matter across meetings, the earliest first; `why` says by what the meetings were recognised as one matter."""

    matter: str
    events: tuple[Event, ...]
    why: str
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """One side of a comparison: what a meeting (or all of a district's) decided on the topic."""

    name: str
    items: tuple[ItemSummary, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two meetings or districts on one topic (None: on everything), their citations numbered over both."""

    topic: str | None
    sides: tuple[Compared, Compared]
    citations: tuple[Citation, ...]
    common: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A period or a district: its meetings with their summaries, and counts by outcome."""

    name: str
    summaries: tuple[Summary, ...]
    outcomes: dict[str, int] = field(default_factory=dict)
    undated: int = 0
