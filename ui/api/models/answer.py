"""Questions and answers."""

# pydantic reads annotations when models are made, so these modules do without deferred ones.
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from rag.records import Intent, Mode, RefusalKind, Status
from ui.api.models.base import In, Out

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
TURNS = 100


class TurnIn(In):
    """One message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: Annotated[str, StringConstraints(max_length=20_000)]


class AskIn(In):
    """A question; `model` names another chat model, "" asks none."""

    question: Text
    history: Annotated[list[TurnIn], Field(default_factory=list, max_length=TURNS)]
    model: Annotated[str, StringConstraints(max_length=200)] | None = None
    id: str | int | None = None


class DamagedOut(Out):
    """Characters of a quote that no longer say what was written; `reading` is the one proven reading."""

    start: int
    end: int
    reading: str | None


class CitationOut(Out):
    """A slice of a document: `quote` is what `jiyao text` has from `start` to `end` (code points, half-open)."""

    mark: int
    document_id: str
    document: str
    title: str
    item: str | None
    quote: str
    start: int
    end: int
    page: int | None
    damaged: list[DamagedOut]


class ClaimOut(Out):
    """One sentence of an answer, with the marks of the citations that carry it."""

    text: str
    citations: list[int]
    status: Status


class UsageOut(Out):
    """Tokens of the model's calls."""

    prompt_tokens: int
    completion_tokens: int


class AnswerOut(Out):
    """An answer whose every claim is cited, or (`refused`) why there is none; then `citations` are the nearest."""

    id: str | int | None = None
    question: str
    answer: str
    refused: bool
    refusal_kind: RefusalKind | None
    claims: list[ClaimOut]
    citations: list[CitationOut]
    intent: Intent
    filters: dict[str, list[str]]
    mode: Mode
    model: str | None
    prompt: str | None
    usage: UsageOut
    retrieval: dict[str, str]
    timings_ms: dict[str, float]
    notice: str | None
