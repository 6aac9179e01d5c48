"""The trace holds through any sequence of edits and folds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean.traced import Edit, Traced
from ingest.records import Span

TEXTS = st.text(alphabet="会议纪要（一），。12 \n", max_size=40)
MOVES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 6), st.text(alphabet="甲乙12", max_size=4)), max_size=6)


def edited(text: Traced, moves: list[tuple[int, int, str]]) -> Traced:
    """One pass of ascending, separate edits at the places the moves name."""
    edits, at = [], 0
    for place, length, replacement in sorted(moves):
        start = max(at, min(place, len(text)))
        end = min(start + length, len(text))
        edits.append(Edit(start, end, replacement))
        at = end
    return text.edit(edits)


@given(TEXTS, st.lists(MOVES, max_size=4))
def test_spans_stay_inside_and_ascend(text: str, passes: list[list[tuple[int, int, str]]]) -> None:
    traced = Traced.of(text)
    for moves in passes:
        traced = edited(traced, moves).translate(str.maketrans("甲", "丙"))
    spans = [traced.span(at, at + 1) for at in range(len(traced))]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert all(one.start <= two.start and one.end <= two.end for one, two in pairwise(spans))


@given(TEXTS, st.lists(MOVES, max_size=4))
def test_a_range_spans_all_its_characters(text: str, passes: list[list[tuple[int, int, str]]]) -> None:
    traced = Traced.of(text)
    for moves in passes:
        traced = edited(traced, moves)
    for start in range(len(traced)):
        for end in range(start + 1, len(traced) + 1):
            whole = traced.span(start, end)
            assert all(whole.holds(traced.span(at, at + 1)) for at in range(start, end))


@given(TEXTS, MOVES)
def test_what_was_not_replaced_is_where_it_was(text: str, moves: list[tuple[int, int, str]]) -> None:
    traced = edited(Traced.of(text), [(place, length, "") for place, length, _ in moves])
    for at, char in enumerate(traced.text):
        span = traced.span(at, at + 1)
        assert text[span.start : span.end] == char


@given(TEXTS, MOVES)
def test_locate_finds_what_span_gave(text: str, moves: list[tuple[int, int, str]]) -> None:
    traced = edited(Traced.of(text), moves)
    for start in range(len(traced)):
        span = traced.span(start, start + 1)
        first, last = traced.locate(span)
        assert len(span) == 0 or first <= start < last


def test_an_edit_of_the_same_length_keeps_each_origin() -> None:
    traced = Traced.of("甲乙丙").edit([Edit(0, 2, "XY")])
    assert [traced.span(at, at + 1) for at in range(3)] == [Span(0, 1), Span(1, 2), Span(2, 3)]


def test_a_replacement_stands_for_the_whole_of_what_it_replaced() -> None:
    traced = Traced.of("2024318上午").edit([Edit(0, 7, "2024年3月18日")])
    assert traced.span(0, 10) == traced.span(4, 5) == Span(0, 7)
    assert traced.within(Span(7, 9)) == "上午"


def test_a_cut_is_traced_to_the_whole_document() -> None:
    assert Traced.of("会议纪要").edit([Edit(0, 1)]).cut(1, 3).span(0, 2) == Span(2, 4)


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="ascend"):
        Traced.of("会议纪要").edit([Edit(0, 2), Edit(1, 3)])


def test_a_fold_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        Traced.of("会议").fold("会")
