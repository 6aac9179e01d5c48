"""The records between a question and its answer: frozen, typed, and each pointing home into a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from rag.rows import (
    STATES,
    Added,
    Attendance,
    Chunk,
    DecisionRow,
    DocumentRow,
    Health,
    ItemRow,
    MeetingRow,
    PersonRow,
    Progress,
    State,
    TalkRow,
)

if TYPE_CHECKING:
    from ingest.records import Damage, PartialDate, Span

__all__ = [
    "STATES",
    "Added",
    "Answer",
    "Aspect",
    "Attendance",
    "Chunk",
    "Citation",
    "Claim",
    "DecisionRow",
    "DocumentRow",
    "Health",
    "Intent",
    "ItemRow",
    "MeetingRow",
    "Mode",
    "ModelReply",
    "Passage",
    "Period",
    "PersonRow",
    "Progress",
    "Query",
    "Refusal",
    "RefusalKind",
    "Script",
    "State",
    "Status",
    "TalkRow",
    "Turn",
    "Usage",
]

Mode = Literal["extractive", "llm"]
Status = Literal["verified", "verbatim", "damaged", "inferred"]
Script = Literal["simplified", "traditional"]
RefusalKind = Literal[
    "no_such_meeting",
    "not_recorded",
    "title_without_body",
    "text_damaged",
    "ambiguous",
    "outside_archive",
    "false_premise",
]
Intent = Literal[
    "passage",
    "decision",
    "demand",
    "list",
    "count",
    "attendance",
    "date",
    "place",
    "number",
    "chair",
    "compare",
    "timeline",
    "meetings",
]
Aspect = Literal[
    "reporter",
    "responsible",
    "supporting",
    "deadline",
    "amount",
    "reason",
    "next_step",
    "condition",
    "finding",
    "vote",
    "documents",
    "decided",
    "exists",
    "session",
    "document_number",
    "index_number",
    "title",
    "held_on",
    "issued_on",
    "published_on",
]


@dataclass(frozen=True, slots=True)
class Period:
    """A range of days, both ends included, as ISO dates; a partial date of a meeting falls in when it may."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question as read: what it filters by (hard), what it asks for, and what it is about.

    `text` is as typed, `simplified` its searched form, `bare` that form without what names a meeting, `matter` that
    form without any filter and question words.
    `aspect` is the one detail of a matter or a meeting that is asked for, `asserted` whether the outcome named is
    taken for granted (为什么暂缓…), `negated` whether a list wants the items without it (没有提请…),
    `counted` what a count counts, `strangers` are places named that the archive
    does not hold, `due` the time by which a list wants things done (all parts unknown for any time at all), `posts`
    the offices whose holder is asked for, `beside` the meeting after or before the one named, `governments` those of
    the places whose own government is meant, not those below it, `after` the outcomes after which a matter came back.
    """

    text: str
    simplified: str
    script: Script
    intent: Intent
    matter: str
    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    sessions: tuple[int, ...] = ()
    periods: tuple[Period, ...] = ()
    on: tuple[PartialDate, ...] = ()
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    attendance: Attendance | None = None
    ordinals: tuple[int, ...] = ()
    aspect: Aspect | None = None
    kinds: tuple[str, ...] = ()
    terms: tuple[int, ...] = ()
    session_years: tuple[int, ...] = ()
    document_numbers: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    governments: tuple[str, ...] = ()
    asserted: bool = False
    negated: bool = False
    bare: str = ""
    counted: Literal["items", "people", "meetings"] | None = None
    recency: Literal["latest", "earliest"] | None = None
    due: PartialDate | None = None
    posts: tuple[str, ...] = ()
    beside: Literal["next", "previous"] | None = None
    after: tuple[str, ...] = ()

    @property
    def filters(self) -> dict[str, list[str]]:
        """The hard filters the question states, for people to see; empty ones are left out."""
        named = {
            "places": self.places,
            "bodies": self.bodies,
            "sessions": tuple(map(str, self.sessions)),
            "periods": tuple(f"{one.first}/{one.last}" for one in self.periods),
            "units": self.units,
            "people": self.people,
            "documents": self.documents,
            "outcomes": self.outcomes,
            "kinds": self.kinds,
            "terms": tuple(map(str, self.terms)),
            "session_years": tuple(map(str, self.session_years)),
            "document_numbers": self.document_numbers,
            "next_steps": self.next_steps,
            "actions": self.actions,
            "on": tuple(one.iso for one in self.on),
            "strangers": self.strangers,
            "recency": (self.recency,) if self.recency else (),
            "due": (self.due.iso,) if self.due else (),
            "posts": self.posts,
            "beside": (self.beside,) if self.beside else (),
        }
        return {name: list(values) for name, values in named.items() if values}


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved chunk with why it was found: raw cosine, raw BM25 and the fused score that ordered it."""

    chunk: Chunk
    text: str
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A slice of a document: `quote` is what stands at `span`, to the character. `mark` counts from 1."""

    mark: int
    document_id: str
    document: str
    meeting: str
    item: str | None
    span: Span
    quote: str
    page: int | None = None
    context: Span | None = None
    damage: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer and the marks of the citations that carry it; never without one."""

    text: str
    citations: tuple[int, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Refusal:
    """An honest no: which kind, one sentence of why, and the nearest passages as citations."""

    kind: RefusalKind
    message: str
    nearest: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of the model calls behind one answer; zero without a model."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class ModelReply:
    """What a model has said so far: `data` the JSON parsed up to now, `usage` once known, `final` at the end.

    `form` says how the endpoint was asked for JSON (json_schema, json_object, text).
    """

    data: dict[str, object]
    final: bool = False
    usage: Usage | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Claims with citations, or a refusal; and everything needed to explain how it came about.

    `notice` is one line the reader must see (the model was down, part of the archive was unread).
    """

    question: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    refusal: Refusal | None
    intent: Intent
    filters: dict[str, list[str]]
    mode: Mode
    model: str | None = None
    prompt: str | None = None
    usage: Usage = Usage()
    retrieval: dict[str, str] = field(default_factory=dict)
    timings_ms: dict[str, float] = field(default_factory=dict)
    notice: str | None = None

    @property
    def text(self) -> str:
        """The answer as a person reads it: each claim with its marks, or the refusal's sentence."""
        if self.refusal is not None:
            return self.refusal.message
        return "\n".join(claim.text + "".join(f"[{mark}]" for mark in claim.citations) for claim in self.claims)
