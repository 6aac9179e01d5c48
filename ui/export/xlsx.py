"""The ledger as a workbook: a frozen, filtered header, days as days, and a list to choose the status from."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rag.rows import STATES
from ui.export.wording import LEDGER_COLUMNS, date_words, ledger_cells
from ui.i18n import say

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from rag.report.records import Ledger
    from ui.i18n import Language

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST = 32_767
"""Characters that a cell of a workbook holds."""
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = ("held_on", "deadline_date")
LINE, TALLEST = 15.0, 400.0
"""Points a line of text takes at 11 pt, and the tallest row that a spreadsheet shows (409 pt)."""
HEAD, FIRST = 2, 3
"""The rows of the header and of the first duty; the first row is the title."""


@dataclass(frozen=True, slots=True)
class _Look:
    """Widths in characters, and what each kind of cell looks like."""

    widths: dict[str, int]
    late: str = "FFF1D6D3"
    head: str = "FFE8EDF3"


LOOK = _Look(
    {
        "number": 6, "kind": 8, "matter": 38, "outcome": 11, "condition": 18, "next_step": 22, "responsible": 20,
        "supporting": 18, "deadline": 16, "deadline_date": 13, "overdue": 8, "state": 10, "note": 20, "meeting": 30,
        "held_on": 13, "quote": 60, "source": 24, "place": 14, "key": 19,
    }
)  # fmt: skip


def ledger_xlsx(ledger: Ledger, lang: Language | None = None) -> bytes:
    """The workbook's bytes. No cell is a formula, whatever a document's text begins with."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one sheet
    sheet.title = say("ledger.title", lang)
    last = len(ledger.rows) + HEAD
    _fill_in(sheet, ledger, lang)
    sheet.freeze_panes = f"D{FIRST}"
    sheet.auto_filter.ref = f"A{HEAD}:{_letter(len(LEDGER_COLUMNS))}{max(last, FIRST)}"
    _offer_states(sheet, max(last, FIRST))
    _paper(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_in(sheet: Worksheet, ledger: Ledger, lang: Language | None) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    told = say("ledger.as_of", lang, day=date_words(ledger.as_of, lang), total=ledger.total, shown=len(ledger.rows))
    _write(_cell(sheet, 1, 1), f"{say('ledger.title', lang)}　{told}")
    _cell(sheet, 1, 1).font = Font(bold=True, size=14)
    for at, name in enumerate(LEDGER_COLUMNS, 1):
        cell = _cell(sheet, HEAD, at)
        _write(cell, say(LEDGER_COLUMNS[name], lang))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color=LOOK.head)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[_letter(at)].width = LOOK.widths[name]
    for row_at, row in enumerate(ledger.rows, FIRST):
        for at, (name, text) in enumerate(ledger_cells(row, lang).items(), 1):
            cell = _cell(sheet, row_at, at)
            _write(cell, text, as_day=name in _DAYS)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if row.overdue:
                cell.fill = PatternFill("solid", start_color=LOOK.late)
        sheet.row_dimensions[row_at].height = _height(ledger_cells(row, lang))


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    from openpyxl.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged here
    return cell


def _write(cell: Cell, text: str, *, as_day: bool = False) -> None:
    """A text as text, never as a formula; a whole day as a day, a partial one (`2024-05`) as it is."""
    if as_day and _WHOLE_DAY.fullmatch(text):
        cell.value = date.fromisoformat(text)
        cell.number_format = "yyyy-mm-dd"
        return
    cell.value = _ILLEGAL.sub("�", text)[:_LONGEST] or None
    if cell.value is not None:
        cell.data_type = "s"


def _height(cells: dict[str, str]) -> float:
    """The height in points at which no cell of a row is cut: a Chinese character is two columns wide."""
    lines = max(-(-2 * len(text) // LOOK.widths[name]) for name, text in cells.items())
    return min(LINE * max(lines, 1), TALLEST)


def _offer_states(sheet: Worksheet, last: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    column = _letter(list(LEDGER_COLUMNS).index("state") + 1)
    choice = DataValidation(type="list", formula1=f'"{",".join(STATES)}"', allow_blank=True)
    choice.add(f"{column}{FIRST}:{column}{last}")
    sheet.add_data_validation(choice)


def _paper(sheet: Worksheet) -> None:
    """Landscape A4, as wide as one page, the header on every page; what only programs need is not printed."""
    last = _letter(list(LEDGER_COLUMNS).index("note") + 1)
    sheet.print_area = f"A1:{last}{sheet.max_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = f"{HEAD}:{HEAD}"


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(at))
