"""Tables of what was decided: a head that names its columns (议定事项, 责任单位, 完成时限), and a row a matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ingest.parse import labelled
from ingest.parse.decisions import tabled
from ingest.parse.duties import listed_units
from ingest.parse.labels import Label
from ingest.parse.numerals import number

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet
    from ingest.records import Decision, Fact, PartialDate

_KINDS: tuple[tuple[str, str], ...] = (
    ("number", "序号|编号|项次|号"),
    (
        "said",
        "议定(?:意见|结果|情况|内容)|会议(?:决定|意见|决议|结论|议定|要求)(?:事项|意见)?|(?:审议|研究|讨论|办理|处理|表决)(?:意见|结果|结论|情况|要求)|决议(?:事项)?|决定|结论|裁示|(?:具体|工作|落实)?(?:要求|措施|举措)",
    ),
    (
        "matter",
        "(?:会议)?(?:议定|研究|讨论|审议|决定|工作|督办|落实|主要|重点|具体|交办)*(?:事项|议题|任务|内容|项目|工作|案由|问题)(?:名称|内容|清单|分解)?",
    ),
    ("responsible", "(?:第一)?(?:责任|牵头|主办|承办|落实|督办|主责|实施|主管)(?:单位|部门|科室|处室|主体)"),
    ("supporting", "(?:配合|协办|协同|参与|协助|参加)(?:单位|部门|科室|处室)"),
    ("deadline", "(?:完成|办理|办结|整改|落实|时间)?(?:时限|期限|节点)(?:要求)?|(?:完成|办结)(?:时间|日期)|时间要求"),
    ("reporting", "(?:汇报|提交|提请|申报|提案|报告|提出)(?:单位|部门|科室)"),
)
_HEAD = re.compile(r"(?m)^[^\n|。]{0,12}(?:\|[^\n|。]{1,12}){1,9}$")
_HEADS = 40
"""Heads of tables that are tried; the lines below each are looked through, and hostile texts hold nothing else."""
_ORDINAL = re.compile(r"[ \t]*(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,3})[、.．]?[ \t]*\|")
_NOTHING = re.compile(r"[-—–－/／\\ 无]*")
_PLAN = frozenset({"responsible", "supporting", "deadline", "said"})
"""Columns of which a table of decisions has at least one beside that of its matters."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, its number's label, and where its cells stand by what their column holds."""

    start: int
    end: int
    label: Label | None
    cells: dict[str, tuple[int, int]]


def rows(sheet: Sheet) -> tuple[Row, ...]:
    """The rows of the first table of decisions; none where the text holds no such table."""
    if "|" not in sheet.text:
        return ()
    for head in islice(_HEAD.finditer(sheet.text), _HEADS):
        columns = _columns(head.group())
        if columns:
            found = tuple(_rows(sheet, columns, head.end()))
            if found:
                return found
    return ()


def _columns(head: str) -> tuple[str, ...]:
    """What each column holds, "" where that is of no use here; empty where no table of decisions begins."""
    kinds: list[str] = []
    for cell in head.split("|"):
        named = "".join(cell.split())
        kind = next((kind for kind, pattern in _KINDS if re.fullmatch(pattern, named)), "")
        # 议题 | 议定事项: the matter, and what was decided about it
        kind = "said" if kind == "matter" and kind in kinds and "said" not in kinds else kind
        kinds.append("" if kind in kinds else kind)
    return tuple(kinds) if "matter" in kinds and _PLAN & set(kinds) else ()


def _rows(sheet: Sheet, columns: tuple[str, ...], start: int) -> list[Row]:
    """Rows begin with their number where a column counts them, and elsewhere with each line that has cells."""
    counted = columns[0] == "number"
    found: list[Row] = []
    bounds: list[tuple[int, int]] = []
    for first, last in (line for line in sheet.lines if line[0] >= start):
        begins = _ORDINAL.match(sheet.text, first, last) if counted else "|" in sheet.text[first:last]
        missing = len(columns) - 1 - (sheet.text.count("|", *bounds[-1]) if bounds else 0)
        if begins:
            bounds.append((first, last))
        elif bounds and 0 < sheet.text.count("|", first, last) <= missing:
            bounds[-1] = (bounds[-1][0], last)
        elif not bounds or "|" in sheet.text[first:last] or missing <= 0:
            break
    for first, last in bounds:
        row = _row(sheet, columns, first, last)
        if row is not None:
            found.append(row)
    return found


def _row(sheet: Sheet, columns: tuple[str, ...], first: int, last: int) -> Row | None:
    cells: dict[str, tuple[int, int]] = {}
    at = first
    for kind in columns:
        stop = sheet.text.find("|", at, last)
        stop = last if stop < 0 else stop
        cell = sheet.trimmed(at, stop)
        if kind and not _NOTHING.fullmatch(sheet.text, *cell):
            cells[kind] = cell
        at = min(stop + 1, last)
    label = None
    if "number" in cells:
        value = number(sheet.text[slice(*cells["number"])].rstrip("、.．"))
        label = Label("arabic", value, *cells["number"]) if value else None
    return Row(first, last, label, cells) if "matter" in cells else None


def decided(sheet: Sheet, row: Row, held: PartialDate | None) -> tuple[Decision, ...]:
    """What a row decides: in the column for that, else the matter itself is what is to be done."""
    if not _PLAN & set(row.cells):
        return ()
    said = tabled(sheet, *row.cells.get("said", row.cells["matter"]), held)
    at = row.cells.get("said", row.cells["matter"])[0]
    given = [
        labelled.Labelled(kind, at, *row.cells[kind])
        for kind in ("responsible", "supporting", "deadline")
        if kind in row.cells
    ]
    return tuple(one for each in said for one in labelled.attached(sheet, (each,), given, held))


def reporting(sheet: Sheet, row: Row) -> tuple[Fact[str], ...]:
    """The units that brought the matter in, where a column names them."""
    return tuple(listed_units(sheet, *row.cells["reporting"])) if "reporting" in row.cells else ()
