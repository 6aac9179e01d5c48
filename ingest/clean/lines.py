"""Lines that a page's width has broken are joined again; paragraphs, items and header lines stay lines.

Knows layout only: what a line says matters no further than whether it opens an item, a list of people or a footer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from ingest.clean.step import Swept
from ingest.clean.traced import Edit
from ingest.records import Removal

if TYPE_CHECKING:
    from ingest.clean.traced import Traced

_LINE = re.compile("[^\n]+")
_PAGE_NUMBER = re.compile(
    r"\n[\n ]{0,12}(?:[-—–－·•] {0,3}\d{1,3} {0,3}[-—–－·•]|第 ?\d{1,3} ?页(?: ?[/，,共 ]{0,3}\d{1,3} ?页)?"
    r"|\d{1,3} ?/ ?\d{1,3}) {0,12}(?=\n|\Z)\n{0,3}"
    r"|— \d{1,3} [—–]|– \d{1,3} [—–]"  # within a line, where lines were lost
)
# A line that opens so begins something of its own.
_PEOPLE = "出 ?席|列 ?席|主 ?持|记 ?录|缺 ?席|请 ?假|参 ?会|参加|应邀|邀请"
_HEAD = "主席|纪 ?录|决议|裁示|案由|时 ?间|地 ?点|议 ?题|主 ?送|抄 ?送|分 ?送|附 ?件|签 ?发|整 ?理|校 ?对|印 ?发"
_PAGE = "[上下]一[篇条]|主办单位|版权所有|责任编辑|扫一扫|打印|分享|来源[:：]|发布|索 ?引 ?号|文 ?号|信息名称"
_LABEL = (
    "[一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾]{1,4}[、.．]|[（(](?:[一二三四五六七八九十]{1,3}|\\d{1,2})[)）]"
    "|\\d{1,2}[.．、](?!\\d)|[①-⑳]|第[一二三四五六七八九十百\\d]{1,4}[项条章节]|[•●■◆★※#>|]"
)
_OPENS = re.compile(f" *(?:{_LABEL}|(?:会议)?(?:{_PEOPLE}|{_HEAD})[^:：\n]{{0,10}}[:：]|{_PAGE})")
_CLOSED = re.compile("[。！？；：.!?;:][”’」』）)》\"']{0,2}$")
_CLOSING = 3  # characters at most that close a line
_OPEN_END = tuple("、，,（(《〈“‘「『〔")
_GOES_ON = re.compile(" *[，。、；：,;）)》〉”’」』〕]")
_HALF = re.compile("[\0-\u2e7f]+")
_PAUSE = re.compile("[，,。；](?=.)")
_LATIN_END = re.compile("[A-Za-z]$")
_LATIN_START = re.compile("[A-Za-z]")
_NAMES = re.compile(" *[\u4e00-\u9fff·]{1,4}(?: {1,8}[\u4e00-\u9fff·]{1,4}){2,}[ 。]*$")

_SAMPLE = 2_000  # lines that tell whether a document is hard-wrapped
_FEW = 6  # fewer lines tell nothing
_NARROW, _WIDE = 12, 60  # a page holds 28 characters of body type a line (GB/T 9704), a mail 38, a column at least 12
_FULL = 0.85  # of the usual width: a full line, since a Latin word or a number may have gone to the next
_SPREAD = 1.3  # times the usual width: no line of a page is wider
_SEAMS = 4  # so many broken sentences at least, and
_OFTEN = 0.25  # of all lines broken, and
_PROSE = 0.2  # of all lines with a comma or a full stop inside, which a list has not


@dataclass(frozen=True, slots=True)
class _Wrap:
    """The width at which a document's lines were broken, in characters and in columns (a Han character has two)."""

    characters: float
    columns: float
    indented: bool

    def full(self, line: str) -> bool:
        """Whether the line reaches the right margin."""
        return len(line) >= _FULL * self.characters or _columns(line) >= _FULL * self.columns


def _columns(line: str) -> int:
    return 2 * len(line) - sum(map(len, _HALF.findall(line)))


def _usual(widths: list[int]) -> int:
    """The ninth decile: nearly the widest line, but no outlier."""
    return sorted(widths)[len(widths) * 9 // 10]


def wrap_of(plain: str) -> _Wrap | None:
    """How the document's lines were broken at a fixed width; None where each line is a paragraph."""
    lines = [match[0].rstrip() for match in islice(_LINE.finditer(plain), _SAMPLE)]
    lines = [line for line in lines if line.strip()]
    if len(lines) < _FEW:
        return None
    indented = sum(line.startswith("  ") for line in lines) < len(lines) / 2
    usual = _usual([len(line) for line in lines])
    if _columns(max(lines, key=len)) > _SPREAD * 2 * usual:  # the widest line, in columns as no usual line has
        return None
    columns = [_columns(line) for line in lines]
    wrap = _Wrap(usual, _usual(columns), indented)
    if not _NARROW <= wrap.columns / 2 <= _WIDE or max(columns) > _SPREAD * wrap.columns:
        return None
    if sum(_PAUSE.search(line) is not None for line in lines) < _PROSE * len(lines):
        return None
    seams = sum(_joins(first, second, wrap) for first, second in pairwise(lines))
    return wrap if seams >= max(_SEAMS, _OFTEN * len(lines)) else None


def _joins(first: str, second: str, wrap: _Wrap | None) -> bool:
    """Whether the second line goes on with the sentence of the first."""
    end = first.rstrip(" ")
    if _CLOSED.search(end[-_CLOSING:]) or _OPENS.match(second):
        return False
    if end.endswith(_OPEN_END) or _GOES_ON.match(second):
        return True
    if wrap is None or not wrap.full(first.rstrip()):
        return False
    return not (wrap.indented and second.startswith("  "))


def _seam(first: str, second: str) -> str:
    """What stands where two lines are joined: a space where one was, between Latin words, between columns of names."""
    latin = _LATIN_END.search(first.rstrip()) and _LATIN_START.match(second.lstrip())
    names = _NAMES.match(first) and _NAMES.match(second)
    return " " if first.endswith(" ") or latin or names else ""


def drop_page_numbers(text: Traced) -> Swept:
    r"""Lines that hold a page's number go, and with them the blank lines that set them off.

    >>> from ingest.clean.traced import Traced
    >>> drop_page_numbers(Traced.of("进一步推动\n\n— 3 —\n\n落实到位。")).text.text
    '进一步推动\n落实到位。'
    """
    plain = text.text
    found = [match.span() for match in _PAGE_NUMBER.finditer(plain)]
    swept = text.edit(Edit(start, end, "\n" if plain[start] == "\n" else "") for start, end in found)
    return Swept(swept, tuple(Removal("page_number", text.span(*span)) for span in found))


def join_lines(text: Traced) -> Swept:
    r"""Join what a fixed width or a comma has broken.

    >>> from ingest.clean.traced import Traced
    >>> join_lines(Traced.of("出席：甲某、乙某、\n丙某。\n一、会议听取了汇报，\n同意。")).text.text
    '出席：甲某、乙某、丙某。\n一、会议听取了汇报，同意。'
    """
    plain = text.text
    wrap = wrap_of(plain)
    edits = []
    for first, second in pairwise(_LINE.finditer(plain)):
        if second.start() - first.end() == 1 and _joins(first[0], second[0], wrap):
            start = first.start() + len(first[0].rstrip())
            end = second.end() - len(second[0].lstrip())
            edits.append(Edit(start, end, _seam(first[0], second[0])))
    removed = tuple(Removal("lines", text.span(one.start, one.end)) for one in edits if not one.replacement)
    return Swept(text.edit(edits), removed)
