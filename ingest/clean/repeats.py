"""Text that a page holds twice, one copy behind the other: of these the second goes, so that nothing is lost."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from ingest.clean.step import Swept, cut_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced

_LINE = re.compile("[^\n]+")
_TELLING = 20  # characters: shorter lines may be alike by chance (会议强调：, a blank form)
_TRIES = 8  # runs that are followed from one line: a line that stands everywhere would make the cost a square
_MOST = 0.4  # of the text: two meetings in one file never have so much in common line by line


def _copies(lines: list[str], total: int) -> Iterator[tuple[int, int]]:
    """Runs of lines that repeat earlier ones: a long line right behind its like, or most of the text again."""
    page = _Page(lines, ceil(_MOST * total))
    seen: dict[str, int] = {}
    tried: dict[int, int] = {}
    at = 0
    while at < len(lines):
        first = seen.setdefault(lines[at], at)
        tried[first] = tried.get(first, 0) + 1
        adjacent = first + 1 == at and len(lines[at]) >= _TELLING
        length = 1 if adjacent else page.again(first, at, len(lines) if tried[first] <= _TRIES else 1)
        if length:
            yield at, at + length
        at += length or 1


class _Page:
    """Lines as numbers in one row of bytes, so that long runs of them are compared at once, not line by line.

    `least` are the characters of a run that counts.
    """

    def __init__(self, lines: list[str], least: int) -> None:
        numbers: dict[str, int] = {}
        row = array("I", [numbers.setdefault(line, len(numbers)) for line in lines])
        self._row, self._width = memoryview(row.tobytes()), row.itemsize
        self._before = [0, *accumulate(map(len, lines))]
        self._least = least

    def _same(self, first: int, at: int, length: int) -> bool:
        row, width = self._row, self._width
        return row[first * width : (first + length) * width] == row[at * width : (at + length) * width]

    def again(self, first: int, at: int, most: int) -> int:
        """How many lines from `at`, `most` at most, repeat those between `first` and `at`; 0 for a run too short."""
        before = self._before
        most = min(most, at - first, len(before) - 1 - at)
        least = bisect_left(before, before[at] + self._least) - at
        if least > most or not self._same(first, at, least):
            return 0
        longer = range(least + 1, most + 1)
        return least + bisect_left(longer, 1, key=lambda length: not self._same(first, at, length))


def drop_repeated(text: Traced) -> Swept:
    r"""A paragraph right behind its like goes, and so does the whole text where the page holds it again.

    >>> from ingest.clean.traced import Traced
    >>> page = "会议指出，要守住耕地红线，抓好春耕备耕。\n"
    >>> drop_repeated(Traced.of("一、研究春耕\n" + page + page + "二、其他")).text.text
    '一、研究春耕\n会议指出，要守住耕地红线，抓好春耕备耕。\n\n二、其他'
    """
    plain = text.text
    spans = [match.span() for match in _LINE.finditer(plain)]
    lines = ["".join(plain[slice(*span)].split()) for span in spans]
    kept = [at for at, line in enumerate(lines) if line]
    if len({lines[at] for at in kept}) == len(kept):  # as most are: each line says something else
        return Swept(text)
    total = sum(map(len, lines))
    found = _copies([lines[at] for at in kept], total)
    return cut_out(text, "repeated", ((spans[kept[start]][0], spans[kept[end - 1]][1]) for start, end in found))
