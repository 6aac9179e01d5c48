"""Reports as files, read back by other programs: python-docx, openpyxl, the csv module, and LibreOffice itself."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from rag.report.records import LedgerFilter
from ui.export.files import Unwritable, formats, rendered, write
from ui.export.wording import LEDGER_COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from rag.archive import Archive


def summary_bytes(archive: Archive, suffix: str = ".docx") -> bytes:
    return rendered(archive.reports.summarize("云泽 第8次", "full"), suffix)


def part_xml(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def sheet_of(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_a_document_has_the_layout_of_official_papers(archive: Archive) -> None:
    data = summary_bytes(archive)
    paper = docx.Document(io.BytesIO(data))
    section = paper.sections[0]
    assert [round(one.mm) if one else None for one in (section.page_width, section.page_height)] == [210, 297]
    assert [round(one.mm) if one else None for one in (section.top_margin, section.left_margin)] == [37, 28]
    lines = [one.text for one in paper.paragraphs]
    assert lines[0] == "云泽区人民政府第8次常务会议摘要"
    assert "云政纪〔2024〕8号" in lines[1]
    assert [one[:2] for one in lines if re.match("[一二三四]、", one)] == ["一、", "二、", "三、", "四、"]
    assert any(one.startswith("（二）") for one in lines)
    assert "PAGE" in part_xml(data, "word/footer1.xml")
    assert 'w:eastAsia="仿宋_GB2312"' in part_xml(data, "word/document.xml")


def test_every_mark_of_a_document_leads_to_a_source_that_quotes(archive: Archive) -> None:
    summary = archive.reports.summarize("云泽 第8次", "full")
    xml = docx.Document(io.BytesIO(rendered(summary, ".docx"))).element.xml
    anchors, bookmarks = set(re.findall(r'w:anchor="(\w+)"', xml)), set(re.findall(r'w:name="(source_\w+)"', xml))
    assert anchors
    assert anchors <= bookmarks
    assert len(bookmarks) == len(summary.citations)
    assert all(one.quote in "".join(re.findall(r"<w:t[^>]*>([^<]*)", xml)) for one in summary.citations)


def test_a_digest_is_one_document_of_several_meetings(archive: Archive) -> None:
    paper = docx.Document(io.BytesIO(rendered(archive.reports.digest(), ".docx")))
    titles = [one.text for one in paper.paragraphs if one.text.endswith("摘要")]
    assert len(titles) == 2


def test_a_workbook_filters_freezes_dates_and_offers_states(archive: Archive) -> None:
    ledger = archive.reports.ledger(LedgerFilter(as_of="2024-09-01"))
    sheet = sheet_of(rendered(ledger, ".xlsx"))
    assert sheet.freeze_panes == "D3"
    assert str(sheet.auto_filter.ref).startswith("A2:")
    assert sheet.max_row == len(ledger.rows) + 2
    columns = list(LEDGER_COLUMNS)
    due = [sheet.cell(row, columns.index("deadline_date") + 1).value for row in range(3, sheet.max_row + 1)]
    assert datetime(2024, 8, 31) in due or date(2024, 8, 31) in due  # noqa: DTZ001 - a day has no zone
    assert [one.formula1 for one in sheet.data_validations.dataValidation] == ['"未启动,推进中,已办结,已延期"']


def test_no_cell_of_any_table_runs(archive: Archive) -> None:
    ledger = archive.reports.ledger()
    sheet = sheet_of(rendered(ledger, ".xlsx"))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    text = rendered(ledger, ".csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == len(ledger.rows) + 1
    assert any(one.startswith("'=") for row in rows for one in row)
    assert not any(one.startswith(("=", "+", "-", "@")) for row in rows for one in row)


def test_a_report_names_the_formats_it_has(archive: Archive) -> None:
    ledger = archive.reports.ledger()
    assert set(formats(type(ledger))) == {".md", ".json", ".xlsx", ".csv"}
    with pytest.raises(Unwritable, match=r"\.xlsx"):
        rendered(ledger, ".docx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice) to open the files for real")
def test_libreoffice_opens_both_without_repair(archive: Archive, tmp_path: Path) -> None:
    files = {"summary.docx": summary_bytes(archive), "ledger.xlsx": rendered(archive.reports.ledger(), ".xlsx")}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    done = subprocess.run([*command, *files], cwd=tmp_path, capture_output=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    for name, said in (("summary.pdf", "校舍加固"), ("ledger.pdf", "决策与督办台账")):
        assert said in pdf_text(tmp_path / name)


def pdf_text(path: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


def test_a_file_is_written_whole_with_the_rights_of_its_folder_or_not_at_all(archive: Archive, tmp_path: Path) -> None:
    ledger, path = archive.reports.ledger(), tmp_path / "台账.csv"
    write(ledger, path)
    plain = tmp_path / "plain"
    plain.touch()
    assert path.stat().st_mode == plain.stat().st_mode
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(Unwritable):
        write(ledger, tmp_path / "folder.csv")
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(["台账.csv", "plain", "folder.csv"])
