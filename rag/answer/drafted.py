"""What comes out of the model half of answering: claims as they are verified, and at the end a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.records import Chunk, Citation, Usage

if TYPE_CHECKING:
    from ingest.records import Span
    from rag.errors import ModelError
    from rag.records import Claim

UNUSED = Usage()

Cite = Callable[[Chunk, "Span", int], Citation]
"""Makes the citation of a span of a chunk's document under a mark; names, page and damage come from the catalogue."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim the model made and the guard did not let pass: which sentences it cited, and what was wrong.

    `reasons` name the rules with the words that broke them, `told` says the same to people.
    """

    text: str
    sentences: tuple[int, ...]
    reasons: tuple[str, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """How the model fared, whatever came of it.

    `prompt` is every prompt that was used, as `name@version`, joined with `+`. `form` says how JSON was asked for
    (json_schema, json_object, text). `passages` counts those that fitted the token budget. `answerable` is the
    model's own word. `error` is set where the endpoint failed: claims that came before it still stand.
    """

    model: str
    prompt: str
    usage: Usage = UNUSED
    form: str = ""
    passages: int = 0
    answerable: bool = True
    corrected: int = 0
    dropped: tuple[Dropped, ...] = ()
    error: ModelError | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """A verified claim with the citations it is the first to use; or, last of all, the report and no claim."""

    claim: Claim | None
    citations: tuple[Citation, ...] = ()
    report: Report | None = None
