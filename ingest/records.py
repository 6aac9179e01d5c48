"""The records that flow out of reading: frozen, typed, and each pointing home into `Document.text`.

Offsets are half-open and count Python code points of `Document.text`. A field is *stated* (a `Fact` with
a span), *inferred* (a `Fact` with a reason and no span) or absent (`None`, or an empty tuple).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from ingest.clean.traced import Traced

T = TypeVar("T")

ItemKind = Literal["numbered", "circulated", "unnumbered"]
Outcome = Literal["审议通过", "原则同意", "同意", "修正通过", "议定", "暂缓", "不予通过", "退回修改", "通报"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of one `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"a span runs forward from 0, not {self.start}:{self.end}"
            raise ValueError(message)

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One source as extracted: its text never changes afterwards.

    `source` is the path or URI as given, `name` what people call it, `sha256` the hash of the raw bytes,
    `encoding` how text was decoded (`None` where the container says it itself: docx, pdf),
    `pages` the offset at which each page of a paged source starts.
    """

    source: str
    name: str
    media_type: str
    sha256: str
    text: str
    encoding: str | None = None
    pages: tuple[int, ...] = ()

    def quote(self, span: Span) -> str:
        """The characters at `span`: the only way to a quote.

        Raises IndexError where the span leaves the text.
        """
        if span.end > len(self.text):
            message = f"span {span.start}:{span.end} leaves the {len(self.text)} characters of {self.name}"
            raise IndexError(message)
        return self.text[span.start : span.end]

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, on which a character stands; None for a source without pages."""
        return sum(start <= offset for start in self.pages) or None


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value with its evidence: a span (stated) or a reason (inferred), never neither."""

    value: T
    span: Span | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.span is None and not self.reason:
            message = f"{self.value!r} is neither stated nor inferred"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of which some parts may be unknown; no part is ever guessed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """ISO 8601 with XX for an unknown part in the middle or front; trailing unknown parts are left off.

        >>> PartialDate(2020, None, 24).iso, PartialDate(2020, 12).iso, PartialDate(None, 11, 28).iso
        ('2020-XX-24', '2020-12', 'XXXX-11-28')
        """
        parts = [
            "XXXX" if self.year is None else f"{self.year:04d}",
            "XX" if self.month is None else f"{self.month:02d}",
            "XX" if self.day is None else f"{self.day:02d}",
        ]
        while len(parts) > 1 and parts[-1] == "XX":
            parts.pop()
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone a list or a sentence names. `name` has no inner spaces; `span` covers the name as written.

    `reason` says where a name comes from that the rules did not read.
    """

    name: str
    span: Span
    unit: str | None = None
    role: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the meeting's body governs. `stated` holds the levels the text itself names; the rest is inferred."""

    district: str | None
    city: str | None
    province: str | None
    stated: tuple[str, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document in 《》 with the alias the text gives it (以下简称《意见》)."""

    title: str
    span: Span
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the meeting decided on an item. `span` is the whole deciding sentence.

    `subject` is what was decided upon, `condition` what must happen to it first (修改完善), `next_step` what
    happens then (印发, 提请区委常委会审议), `responsible` who carries it out.
    """

    span: Span
    outcome: Outcome
    outcome_text: Fact[str]
    subject: Fact[str] | None = None
    condition: Fact[str] | None = None
    next_step: Fact[str] | None = None
    responsible: tuple[Fact[str], ...] = ()
    supporting: tuple[Fact[str], ...] = ()
    deadline: Fact[str] | None = None
    deadline_date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Directive:
    """A demand that names who must act, or by when."""

    span: Span
    responsible: tuple[Fact[str], ...] = ()
    persons: tuple[Fact[str], ...] = ()
    supporting: tuple[Fact[str], ...] = ()
    deadline: Fact[str] | None = None
    deadline_date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One matter of the agenda. `span` covers title and body; `number` ascends from 1 within its style.

    `findings` (指出, 认为) and `demands` (强调, 要求) are the sentences that open with such a word.
    """

    ordinal: int
    span: Span
    kind: ItemKind
    label: Fact[str] | None
    number: int | None
    title: Fact[str] | None
    actions: tuple[Fact[str], ...] = ()
    reporting_units: tuple[Fact[str], ...] = ()
    presenters: tuple[Person, ...] = ()
    documents: tuple[NamedDocument, ...] = ()
    findings: tuple[Span, ...] = ()
    demands: tuple[Span, ...] = ()
    decisions: tuple[Decision, ...] = ()
    directives: tuple[Directive, ...] = ()
    body_absent: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    """Characters that cleaning passed over, and which step did: `kind` is that step's name."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Damage:
    """Characters that no longer say what was written. `reading` is the one proven reading, or None."""

    kind: str
    span: Span
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """What reading found wrong with a document: removed, damaged, and the fields it could not find."""

    encoding: str | None
    removed: tuple[Removal, ...] = ()
    damaged: tuple[Damage, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """One meeting as its minutes record it. `reading` is the clean, simplified, traced text it was parsed from."""

    document: Document
    index: int
    span: Span
    reading: Traced
    quality: Quality
    items: tuple[AgendaItem, ...] = ()
    title: Fact[str] | None = None
    body: Fact[str] | None = None
    kind: Fact[str] | None = None
    session: Fact[int] | None = None
    term: Fact[int] | None = None
    session_year: Fact[int] | None = None
    held_on: Fact[PartialDate] | None = None
    issued_on: Fact[PartialDate] | None = None
    published_on: Fact[PartialDate] | None = None
    document_number: Fact[str] | None = None
    index_number: Fact[str] | None = None
    chair: Person | None = None
    place: Place | None = None
    venue: Fact[str] | None = None
    present: tuple[Person, ...] = ()
    in_attendance: tuple[Person, ...] = ()
    invited: tuple[Person, ...] = ()
    apologies: tuple[Person, ...] = ()
    recorder: Person | None = None
