from __future__ import annotations

import pytest

from evals.metrics import Tally, alike, exact, interval, mean, total


def test_what_is_not_applicable_is_not_zero() -> None:
    nothing = Tally()
    assert (nothing.precision, nothing.recall, nothing.f1, nothing.applicable) == (None, None, None, False)
    assert mean([nothing.f1, Tally(1, 1, 1).f1]) == 1.0


def test_a_value_found_where_none_was_expected_costs_precision() -> None:
    tally = exact([], ["甲"])
    assert (tally.precision, tally.recall, tally.f1) == (0.0, None, 0.0)


def test_lists_are_multisets() -> None:
    assert exact(["甲", "甲"], ["甲"]) == Tally(2, 1, 1)
    assert alike(["甲", "甲"], ["甲"], lambda one, other: one == other) == Tally(2, 1, 1)
    assert total([Tally(1, 1, 1), Tally(2, 0, 0)]) == Tally(3, 1, 1)


@pytest.mark.parametrize(("right", "of", "low", "high"), [(0, 5, 0.0, 0.43), (5, 5, 0.57, 1.0), (50, 100, 0.40, 0.60)])
def test_the_interval_holds_at_the_ends(right: int, of: int, low: float, high: float) -> None:
    assert interval(right, of) == pytest.approx((low, high), abs=0.01)


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one case"):
        interval(0, 0)
