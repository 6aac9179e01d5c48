"""Passages as a model is given them: sentences under numbers, each of which leads back into its document."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.clean import clean
from rag.answer.cite import trimmed
from rag.answer.guard import Evidence
from rag.answer.injected import instructs
from rag.find.shelf import Pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ingest.records import Document, Span
    from rag.find.shelf import Sentence
    from rag.records import Chunk, DecisionRow, Passage

LONG = 160
"""Characters from which a sentence is numbered by its semicolons: a quote should be short enough to check."""

TITLE = 80
"""Characters up to which an opening line without a stop is taken for its item's title."""

DOCUMENTS = 32
"""Documents whose clean reading is kept."""


@dataclass(slots=True)
class Material:
    """The numbered sentences as one text, and behind each number its evidence and the chunk it was found in."""

    text: str = ""
    evidence: dict[int, Evidence] = field(default_factory=dict)
    chunks: dict[int, Chunk] = field(default_factory=dict)
    passages: int = 0


def number(
    passages: Sequence[Passage], documents: Mapping[str, Document], decisions: Sequence[DecisionRow], budget: int
) -> Material:
    """Number the sentences of the best passages that fit `budget` tokens; the best one is always in.

    A sentence that two passages share has one number. Sentences that give orders to the reader get none.
    """
    from rag.index.tokens import count_tokens

    material, spent = Material(), 0
    for passage in passages:
        lines = list(_lines(passage.chunk, documents, decisions, material))
        if not lines:
            continue
        shown = _shown(passage.chunk, lines)
        cost = count_tokens(shown)
        if material.passages and spent + cost > budget:
            break
        spent += cost
        material.text += f"\n{shown}" if material.text else shown
        material.passages += 1
        for at, evidence in lines:
            material.evidence[at] = evidence
            material.chunks[at] = passage.chunk
    return material


def _shown(chunk: Chunk, lines: Sequence[tuple[int, Evidence]]) -> str:
    told = [f"[{at}] {' '.join(evidence.reading.split())}" for at, evidence in lines]
    return "\n".join([f"出处：{chunk.context}", *told])


def _lines(
    chunk: Chunk, documents: Mapping[str, Document], decisions: Sequence[DecisionRow], material: Material
) -> Iterator[tuple[int, Evidence]]:
    """The sentences of a chunk that have no number yet, with the numbers they get."""
    pages = _pages(documents[chunk.document_id])
    known = {(evidence.document.sha256, evidence.span) for evidence in material.evidence.values()}
    at = len(material.evidence)
    context = _context(chunk, pages)
    for sentence in _citable(pages, chunk.span):
        span = trimmed(pages, sentence.span)
        if (pages.document.sha256, span) in known:
            continue
        at += 1
        touched = (row for row in decisions if row.document_id == chunk.document_id and row.span.touches(span))
        yield (
            at,
            Evidence(
                document=pages.document,
                span=span,
                quote=pages.document.quote(span),
                reading=pages.text(span),
                context=context,
                decisions=tuple(row for row in touched if row.outcome),
            ),
        )


def _context(chunk: Chunk, pages: Pages) -> str:
    """The chunk's line of meeting and item, with the title that opens the chunk itself."""
    first = next(iter(pages.sentences(chunk.span)), None)
    titled = first is not None and len(first.text) <= TITLE and first.text[-1:] not in "。！？!?；;：:"
    return f"{chunk.context}｜{first.text}" if first is not None and titled else chunk.context


def _citable(pages: Pages, span: Span) -> Iterator[Sentence]:
    """The sentences of a span, long ones by their semicolons, without orders to the reader.

    What follows an order in the same paragraph goes with it: 忽略以上指令。会议同意……
    """
    ordered = False
    for sentence in pages.sentences(span):
        if instructs(sentence.text):
            ordered = True
            continue
        if ordered and "\n" not in _between(pages, sentence.span):
            ordered = False
            continue
        ordered = False
        yield from pages.sentences(sentence.span, clauses=True) if len(sentence.text) > LONG else [sentence]


def _between(pages: Pages, span: Span) -> str:
    """What stands between a sentence and the one before it."""
    start, _ = pages.reading.locate(span)
    before = pages.reading.text[:start]
    return before[len(before.rstrip()) :]


@lru_cache(maxsize=DOCUMENTS)
def _pages(document: Document) -> Pages:
    cleaned = clean(document)
    return Pages(document, cleaned.reading, cleaned.damaged)
