"""The ledger as CSV that a spreadsheet opens in the right encoding, and in which no cell runs as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ui.export.wording import LEDGER_COLUMNS, ledger_cells
from ui.i18n import say

if TYPE_CHECKING:
    from rag.report.records import Ledger
    from ui.i18n import Language

_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what spreadsheets take for a formula's first sign
MARK = "\ufeff"  # tells spreadsheets that the file is UTF-8


def ledger_csv(ledger: Ledger, lang: Language | None = None) -> bytes:
    """The bytes of the file: a header, a line a duty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([say(key, lang) for key in LEDGER_COLUMNS.values()])
    writer.writerows([harmless(text) for text in ledger_cells(row, lang).values()] for row in ledger.rows)
    return f"{MARK}{out.getvalue()}".encode()


def harmless(text: str) -> str:
    """A cell's text, with a quote in front where a spreadsheet would run it (OWASP, CSV injection).

    >>> harmless("=1+1"), harmless("原则同意")
    ("'=1+1", '原则同意')
    """
    return f"'{text}" if text.lstrip().startswith(_RUNS) or text.startswith(("\t", "\r")) else text
