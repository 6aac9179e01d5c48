"""The ledger as a table: counted, overdue marked, states in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from rag.records import Progress, State
from rag.report.records import LedgerFilter
from ui.view.ledger import ROWS, ledger_html, notes_html, pages_of, state_name

if TYPE_CHECKING:
    from rag.archive import Archive


def test_a_row_says_who_does_what_by_when(desk: Archive) -> None:
    ledger = desk.reports.ledger(LedgerFilter(as_of="2024-09-01"))
    html = ledger_html(ledger, 1)
    assert f"截至 2024年9月1日，共 {ledger.total} 项，列出 {ledger.total} 项" in html
    assert html.count("<tr ") == ledger.total
    assert "配合：区财政局" in html
    assert "2024&#45;08&#45;31" in html
    assert html.count("jr-late") == 1


def test_nothing_is_overdue_before_its_day(desk: Archive) -> None:
    assert "逾期" not in ledger_html(desk.reports.ledger(LedgerFilter(as_of="2024-08-31")), 1)


def test_the_row_in_hand_is_marked(desk: Archive) -> None:
    ledger = desk.reports.ledger()
    html = ledger_html(ledger, 1, ledger.rows[1].key)
    assert html.count("jr-chosen") == 1


def test_nothing_that_fits_is_said_under_the_count(desk: Archive) -> None:
    html = ledger_html(desk.reports.ledger(LedgerFilter(places=("月球",))), 1)
    assert "列出 0 项" in html
    assert "没有符合的事项" in html


def test_a_long_ledger_has_pages(desk: Archive) -> None:
    from dataclasses import replace

    ledger = desk.reports.ledger()
    long = replace(ledger, rows=ledger.rows * ROWS)
    assert pages_of(long) == len(ledger.rows)
    assert ledger_html(long, 2).count("<tr ") == ROWS
    assert 'data-pick="page:3"' in ledger_html(long, 2)


def test_notes_are_told_the_latest_first_and_escaped() -> None:
    notes = [Progress("推进中", "<b>一</b>", "2024-06-01T08:00:00+00:00", "甲"), Progress("已办结", "二")]
    html = notes_html(notes)
    assert html.index("二") < html.index("一")
    assert "<b>" not in html
    assert notes_html([]) == ""


@pytest.mark.parametrize("state", get_args(State))
def test_every_state_has_a_name_in_both_languages(state: State) -> None:
    assert state_name(state, "zh") == state
    assert state_name(state, "en").isascii()


def test_markup_is_shown_and_not_made(desk: Archive) -> None:
    html = ledger_html(desk.reports.ledger(), 1)
    assert "<桥梁" not in html
    assert "&#60;桥梁" in html
