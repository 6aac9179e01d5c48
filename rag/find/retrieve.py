"""Passages for a question: lexical and dense, filtered before they are fused, raw scores kept.

Fusion is convex, 0.45 dense + 0.55 lexical by default, each side normalised over the candidates of the question: the
nearest by each side, never the whole archive, or the same weight would mean another thing in a large one. Of the
weights 0.4 to 0.7 that one lost nDCG@10 to neither side on any of four sets (`python -m evals.retrieval`). What a
filter leaves, and an archive of up to EXACT chunks, is scored exactly; only all of a wider one goes through the vector
index.

What a filter has read is not searched for once more: every chunk of a meeting repeats its name in its context, so that
those words would rank the shortest chunks first. What is asked of a meeting itself stands in its opening.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.find.matter import is_specific
from rag.index.chunk import HEADING
from rag.records import Passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

    from rag.find.scope import Scope
    from rag.find.shelf import Shelf
    from rag.records import Chunk, Query

EXACT = 4000
"""Chunks that are scored one by one: 4,000 × 384 is a few milliseconds; a filter inside Chroma costs 100 to 500."""

OPENING = 0.6
"""What the first chunk before the agenda gains where a question is about the meeting itself; the nth a share of 1/n."""
_OF_MEETINGS = frozenset({"date", "place", "chair", "number"})


@dataclass(frozen=True, slots=True)
class Width:
    """How wide to look: `passages` to hand on, `pool` a branch before fusing, `dense_weight` of the fusion."""

    passages: int = 8
    pool: int = 60
    dense_weight: float = 0.45


def retrieve(query: Query, scope: Scope, shelf: Shelf, width: Width) -> list[Passage]:
    """The best passages of the scope, best first; empty where the question holds nothing to search for.

    Raises ModelError where a remote embedder fails.
    """
    text = search_text(query)
    if not text or not scope.meetings:
        return []
    held = among(scope, shelf)
    vector = shelf.embedder.embed_query(meaning(query))
    lexical = _lexical(query, scope, held, shelf, width.pool)
    dense = _dense(vector, held, lexical, shelf, width.pool)
    chunks = {one.id: one for one in shelf.catalogue.chunks(list(dense))}
    allowed = frozenset(scope.ids)
    kept = {one: dense[one] for one, chunk in chunks.items() if chunk.meeting_id in allowed}
    scores = fused(kept, lexical, width.dense_weight)
    if scope.stated and _is_of_meetings(query):
        gains = _openings([chunks[one] for one in kept])
        scores = {one: (score + gains.get(one, 0.0)) / (1 + OPENING) for one, score in scores.items()}
    ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return [_passage(chunks[one], score, kept[one], lexical.get(one, 0.0)) for one, score in ordered[: width.pool]]


def _lexical(query: Query, scope: Scope, held: frozenset[str] | None, shelf: Shelf, pool: int) -> dict[str, float]:
    """BM25 of the best chunks; in meetings that the question stated, of what it says besides, where that finds any."""
    beside = shelf.lexical.search(meaning(query), pool, held) if scope.stated else []
    return dict(beside or shelf.lexical.search(search_text(query), pool, held))


def _is_of_meetings(query: Query) -> bool:
    """Whether a question is about meetings themselves, not about a matter that they dealt with."""
    return query.intent in _OF_MEETINGS or (query.intent == "meetings" and not is_specific(query.matter))


def _openings(chunks: Sequence[Chunk]) -> dict[str, float]:
    """What chunks outside the agenda gain, by meeting in the order of its text; a list has a heading of its own."""
    gains: dict[str, float] = {}
    before: Counter[str] = Counter()
    for one in sorted(chunks, key=lambda chunk: chunk.span):
        if one.item_id is None and HEADING not in one.context:
            before[one.meeting_id] += 1
            gains[one.id] = OPENING / before[one.meeting_id]
    return gains


def search_text(query: Query) -> str:
    """What is searched for: the question in simplified script, with what its predecessors lend it."""
    carried = [one for one in (*query.documents, *query.matter.split()) if one not in query.simplified]
    return " ".join([*carried, query.simplified]).strip()


def meaning(query: Query) -> str:
    """What is embedded: the question without the meetings it names, since every chunk's context repeats their names.

    Whole, not its matter alone: that lost .01 to .04 nDCG@10 on four sets, and told paraphrases from other matters
    less well (area under the curve .84 against .91).
    """
    carried = [one for one in (*query.documents, *query.matter.split()) if one not in query.simplified]
    return " ".join([*carried, query.bare]).strip() or query.simplified


def among(scope: Scope, shelf: Shelf) -> frozenset[str] | None:
    """The chunks of the scope, or None where the scope is the whole archive and too wide to score one by one."""
    if not scope.confined and len(scope.meetings) == len(scope.held) and shelf.catalogue.size() > EXACT:
        return None
    return shelf.catalogue.chunk_ids(frozenset(scope.ids))


def _dense(
    vector: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    among: frozenset[str] | None,
    lexical: Mapping[str, float],
    shelf: Shelf,
    pool: int,
) -> dict[str, float]:
    """Raw cosines of the nearest chunks and of every chunk that the lexical branch found."""
    nearest = dict(shelf.vectors.search(vector, pool, among))
    return nearest | _cosines(vector, frozenset(lexical) - frozenset(nearest), shelf)


def _cosines(
    vector: np.ndarray[tuple[int, ...], np.dtype[np.float32]], ids: frozenset[str], shelf: Shelf
) -> dict[str, float]:
    if not ids:
        return {}
    found, matrix = shelf.catalogue.vectors(ids)
    return dict(zip(found, (matrix @ vector).tolist(), strict=True)) if found else {}


def fused(dense: Mapping[str, float], lexical: Mapping[str, float], weight: float) -> dict[str, float]:
    """Convex mix of both sides, each min-max normalised over the candidates; a side that says nothing adds nothing.

    >>> fused({"a": 0.9, "b": 0.8}, {"b": 4.0}, 0.75)
    {'a': 0.75, 'b': 0.25}
    """
    if not dense:
        return {}
    low, high = min(dense.values()), max(dense.values())
    best = max(lexical.values(), default=0.0)
    return {
        one: weight * ((value - low) / (high - low) if high > low else 1.0)
        + (1 - weight) * (lexical.get(one, 0.0) / best if best else 0.0)
        for one, value in dense.items()
    }


def _passage(chunk: Chunk, score: float, dense: float, lexical: float) -> Passage:
    return Passage(chunk, chunk.text, score, dense, lexical)
