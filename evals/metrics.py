"""Counting: what was expected, what was found, what of it is right; and how sure that makes us.

Not applicable is not zero: a tally that expected nothing and found nothing has no precision, recall or F1.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

NORMAL_95 = 1.959964
"""The normal deviate of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values the gold expects, how many were found, and how many of those are right."""

    expected: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.expected + other.expected, self.found + other.found, self.right + other.right)

    @property
    def applicable(self) -> bool:
        """Whether there was anything to find, or anything was found."""
        return bool(self.expected or self.found)

    @property
    def precision(self) -> float | None:
        """Of what was found, how much is right; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Of what was expected, how much was found right; None where nothing was expected."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; None where the tally is not applicable.

        >>> Tally(expected=4, found=4, right=3).f1, Tally().f1
        (0.75, None)
        """
        return 2 * self.right / (self.expected + self.found) if self.applicable else None


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    return sum(tallies, Tally())


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what is applicable; None where nothing is.

    >>> mean([1.0, None, 0.5]), mean([])
    (0.75, None)
    """
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def interval(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson (1927), which also holds near 0 and 1 and for small counts.

    Raises ValueError for a share of nothing.

    >>> tuple(round(bound, 2) for bound in interval(9, 10))
    (0.6, 0.98)
    """
    if of <= 0:
        raise ValueError(f"a share needs at least one case, not {of}")
    share, square = right / of, NORMAL_95**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = NORMAL_95 * sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def bootstrap(values: Sequence[float], rounds: int = 1000, seed: int = 7) -> tuple[float, float]:
    """The 95 % percentile interval of a mean, after Efron (1979): means of `rounds` samples drawn with replacement.

    Raises ValueError for no values.

    >>> bootstrap([1.0, 1.0, 1.0])
    (1.0, 1.0)
    """
    if not values:
        raise ValueError("a mean needs at least one value")
    chance, n = Random(seed), len(values)  # noqa: S311 - resampling, not a secret
    means = sorted(sum(chance.choices(values, k=n)) / n for _ in range(rounds))
    return means[int(0.025 * rounds)], means[min(int(0.975 * rounds), rounds - 1)]


def exact(expected: Sequence[str], found: Sequence[str]) -> Tally:
    """Two lists as multisets.

    >>> exact(["甲", "乙", "乙"], ["乙", "丙"])
    Tally(expected=3, found=2, right=1)
    """
    return Tally(len(expected), len(found), (Counter(expected) & Counter(found)).total())


def alike(expected: Sequence[str], found: Sequence[str], agree: Callable[[str, str], bool]) -> Tally:
    """Two lists whose values count as the same where `agree` says so; each is used once, first come first served."""
    left = list(found)
    right = 0
    for value in expected:
        match = next((one for one in left if agree(value, one)), None)
        if match is not None:
            left.remove(match)
            right += 1
    return Tally(len(expected), len(found), right)
