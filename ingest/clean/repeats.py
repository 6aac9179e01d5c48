"""Text that a page holds twice, one copy behind the other: of these the second goes, so that nothing is lost."""

from __future__ import annotations

import re
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
    seen: dict[str, int] = {}
    tried: dict[int, int] = {}
    at = 0
    while at < len(lines):
        first = seen.get(lines[at], at)
        tried[first] = tried.get(first, 0) + 1
        most = len(lines) if tried[first] <= _TRIES else 1
        length = 0
        while (
            length < most
            and at + length < len(lines)
            and first + length < at
            and lines[first + length] == lines[at + length]
        ):
            length += 1
        again = sum(map(len, lines[at : at + length]))
        adjacent = first + length == at and length == 1 and again >= _TELLING
        if length and (adjacent or again >= _MOST * total):
            yield at, at + length
            at += length
        else:
            seen.setdefault(lines[at], at)
            at += 1


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
    total = sum(map(len, lines))
    found = _copies([lines[at] for at in kept], total)
    return cut_out(text, "repeated", ((spans[kept[start]][0], spans[kept[end - 1]][1]) for start, end in found))
