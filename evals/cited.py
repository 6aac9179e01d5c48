"""Citations against gold evidence: how much of it is cited, and how much of what is cited belongs to it.

After ALCE (Gao et al. 2023), with overlap of texts in the place of entailment: both sides are slices of one source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evals.fields import fold
from evals.metrics import Tally

if TYPE_CHECKING:
    from evals.cases import Question
    from rag.records import Answer


@dataclass(frozen=True, slots=True)
class Cited:
    """Two tallies, since one gold quote may be held by two citations: gold quotes held, and citations to the point."""

    held: Tally = field(default_factory=Tally)
    precise: Tally = field(default_factory=Tally)

    def __add__(self, other: Cited) -> Cited:
        return Cited(self.held + other.held, self.precise + other.precise)

    @property
    def recall(self) -> float | None:
        """The share of gold quotes that a citation holds; None where there are none."""
        return self.held.recall

    @property
    def precision(self) -> float | None:
        """The share of citations that are gold evidence; None where nothing was cited."""
        return self.precise.precision

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; None where either is.

        >>> Cited(Tally(2, 0, 2), Tally(0, 3, 1)).f1
        0.5
        """
        recall, precision = self.recall, self.precision
        if recall is None or precision is None:
            return None
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def cited(question: Question, answer: Answer) -> Cited:
    """The citations of an answer against the gold evidence of its case; nothing to tell where either has none.

    A gold quote is held where it and a citation contain one another. A citation is to the point where the same is true
    of it and some gold quote, or where it contains an entry of the exact list, which is gold entry for entry.
    """
    wanted = [fold(one) for one in question.expect.quotes]
    if not wanted or answer.refusal is not None:
        return Cited()
    entries = [fold(one) for one in question.expect.exact_list or ()]
    found = [fold(one.quote) for one in answer.citations]
    held = sum(any(one in quote or quote in one for quote in found) for one in wanted)
    precise = sum(
        any(one in quote or quote in one for one in wanted) or any(one in quote for one in entries) for quote in found
    )
    return Cited(Tally(expected=len(wanted), right=held), Tally(found=len(found), right=precise))
