"""Table rows as lines of text, the same for pages and for Word."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SEPARATOR = " | "
# A cell of short lines is one value broken to fit (`索 引` / `号`); longer lines are paragraphs of their own.
_SHORT_LINE = 12
# A row with a cell this large is layout, not data: its cells are blocks that stand one after the other.
_LAYOUT_LINES = 6
_LAYOUT_CHARACTERS = 300
# A row of so many cells that begins with a number, and labels none of them, stands under the head of a table.
_COLUMNS = 3
_COUNTED = re.compile(r"(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[、.．]?")


def row_lines(cells: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a row from the lines of its cells; empty cells are left out, unless they keep columns apart.

    >>> row_lines([["索引号："], ["0123/2024"], [], ["成文", "日期："], ["2024-01-02"]])
    ['索引号： | 0123/2024 | 成文 日期： | 2024-01-02']
    >>> row_lines([["决议"], ["一、同意甲项目立项并抓紧实施。", "二、乙项目缓议。"]])
    ['决议 | 一、同意甲项目立项并抓紧实施。', '二、乙项目缓议。']
    >>> row_lines([["3"], ["清理河道"], ["县水利局"], [], ["5月底前"], []])
    ['3 | 清理河道 | 县水利局 |  | 5月底前']
    """
    every = list(cells)
    filled = [cell for cell in every if cell]
    if _is_counted(every, filled):
        while not every[-1]:
            every.pop()
        return _SEPARATOR.join(map(_value, every)).split("\n")
    if len(filled) == 1 or any(map(_is_layout, filled)):
        return list(chain.from_iterable(filled))
    return _SEPARATOR.join(map(_value, filled)).split("\n") if filled else []


def _is_counted(every: Sequence[Sequence[str]], filled: Sequence[Sequence[str]]) -> bool:
    """Whether a row begins with its number in a table of columns."""
    counted = len(every) >= _COLUMNS and len(filled) > 1 and _COUNTED.fullmatch("".join(every[0]))
    return bool(counted) and not any(cell[-1].endswith(("：", ":")) for cell in filled)


def _is_layout(cell: Sequence[str]) -> bool:
    return len(cell) >= _LAYOUT_LINES or sum(map(len, cell)) >= _LAYOUT_CHARACTERS


def _value(cell: Sequence[str]) -> str:
    return (" " if all(len(line) <= _SHORT_LINE for line in cell) else "\n").join(cell)
