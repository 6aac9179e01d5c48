"""Points counted in running text (一是…。二是…。): the whole run where a question asks which they are, or how many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.find.shelf import Sentence

_NUMERALS: Final = "一二三四五六七八九十"
_POINT = re.compile(r"(?:^|[：:，,。；;])(?P<at>(?:第)?(?P<number>[一二三四五六七八九十]{1,3})(?:是|要|，|、))")
_ASKS_ALL = re.compile(
    r"(?:哪些|哪几|什么|啥|几)(?:[条项点个方面大]{0,2})(?:具体|主要|工作|新)?(?:的)?(?:措施|举措|办法|做法|任务|要求|意见|建议|内容|部署|规定|政策)|"
    r"(?:措施|举措|做法|任务|要求|部署|政策)(?:有|是|包括|具体|都|主要)*(?:哪些|什么|哪几|啥)|(?:哪|几)(?:几)?[条点]"
)
_HOW_MANY = re.compile(r"(?:几|多少)[条项点个](?:具体|主要|工作)?(?:措施|举措|做法|任务|要求|意见|建议|部署|政策)")
_LEAST = 3
"""Points from which on a run is a list of its own."""


def asks_for_all(question: str) -> bool:
    """Whether a question wants all the points of a list.

    >>> asks_for_all("具体有哪些措施"), asks_for_all("措施由谁落实")
    (True, False)
    """
    return bool(_ASKS_ALL.search(question))


def asks_how_many(question: str) -> bool:
    """Whether a question wants points counted.

    >>> asks_how_many("会上明确了几条举措"), asks_how_many("几条路要修")
    (True, False)
    """
    return bool(_HOW_MANY.search(question))


def run(sentences: Sequence[Sentence]) -> list[Span]:
    """The longest run of points that count up from one, each with the sentences before the next; else nothing.

    The last point ends where its sentence does.
    """
    best: list[int] = []
    current: list[int] = []
    for at, one in enumerate(sentences):
        numbers = [_number(found["number"]) for found in _POINT.finditer(one.text)]
        opening = next((number for number in numbers if number), None)
        if opening == len(current) + 1:
            current.append(at)
        elif opening == 1:
            current = [at]
        elif opening is not None or one.text.startswith("会议"):
            current = []
        best = current if len(current) > len(best) else best
        best = list(best)
    if len(best) < _LEAST:
        return []
    ends = [*best[1:], best[-1] + 1]
    return [
        Span(sentences[first].span.start, sentences[end - 1].span.end) for first, end in zip(best, ends, strict=True)
    ]


def _number(written: str) -> int | None:
    """A Chinese numeral up to nineteen; None for another."""
    if len(written) == 1:
        return _NUMERALS.index(written) + 1
    teen = written.startswith("十") and len(written) == len("十一")
    return 10 + _NUMERALS.index(written[1]) + 1 if teen and written[1] != "十" else None
