"""Dates as minutes write them: 2023年8月18日, 二○二二年十二月五日, 民國112年, 8月5日, 今天（10日）, 2023-08-18.

Nothing is guessed: a part that is not written stays unknown until `completed` is given a date of the same
document to read it from, and then the result is inferred, not stated.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.parse.numerals import number
from ingest.records import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator

_N = "0-9零〇○Oo一二三四五六七八九十"
ROC_YEARS = 1911
"""Year 1 of the Republic (民國) is 1912; 113年 alone, three digits, can be no other count of years."""

_WRITTEN = re.compile(
    # The first look is at one character: most places are left after it.
    rf"(?=[中华民0-9一二三四五六七八九十])(?:(?P<roc>中?华?民国)\s*(?P<ry>[{_N}元]{{1,5}})\s*年\s*|(?<![0-9])(?P<short>1[0-2][0-9])\s*年\s*|(?P<y>[12][0-9]{{3}}|[一二][{_N}]{{3}})\s*年\s*(?:度\s*)?)?"
    rf"(?<![0-9])(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月\s*"
    rf"(?:份|(?P<d>3[01]|[12][0-9]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])\s*[日号])?"
)
_NUMERIC = re.compile(
    r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})\s?[-/.]\s?(?P<m>1[0-2]|0?[1-9])\s?[-/.]\s?(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
)
_RELATIVE = re.compile(
    r"(?P<rel>今天|今日|昨天|昨日|本月|当天|前天)\s*(?:(?<=本月)(?P<own>3[01]|[12][0-9]|[1-9])日)?(?:[（(]\s*(?:(?P<m>1[0-2]|[1-9])月)?(?P<d>3[01]|[12][0-9]|[1-9])日\s*[）)])?"
)
_DAY = re.compile(r"(?<![0-9月年第])(?P<d>3[01]|[12][0-9]|[1-9])日(?=上午|下午|晚|中午|凌晨|，|,|清晨|召开)")
_HINT = re.compile("月|今|昨|当|前|日|19[0-9]|20[0-9]")
"""What every way to write a date holds; many lines hold none of it."""
_DAYS_BACK = {"今天": 0, "今日": 0, "当天": 0, "昨天": 1, "昨日": 1, "前天": 2}


@dataclass(frozen=True, slots=True)
class Written:
    """A date as found in a text: `days_back` for 今天 (0), 昨天 (1), 前天 (2), else None."""

    start: int
    end: int
    date: PartialDate
    days_back: int | None = None
    same_month: bool = False


def _int(text: str | None) -> int | None:
    return number(text) if text else None


def _year(match: re.Match[str]) -> int | None:
    if match["roc"]:
        years = number(match["ry"])
        return None if years is None else years + ROC_YEARS
    if match["short"]:
        return int(match["short"]) + ROC_YEARS
    return _int(match["y"])


def _possible(date: PartialDate) -> bool:
    if date.month is None or date.day is None:
        return True
    return date.day <= calendar.monthrange(date.year or 2024, date.month)[1]


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[Written]:
    """Every date written in `text[start:end]`, in order, without overlaps; impossible days are passed over."""
    stop = len(text) if end is None else end
    if not _HINT.search(text, start, stop):
        return
    found = [
        *(
            Written(one.start(), one.end(), PartialDate(_year(one), _int(one["m"]), _int(one["d"])))
            for one in _WRITTEN.finditer(text, start, stop)
        ),
        *(
            Written(one.start(), one.end(), PartialDate(_int(one["y"]), _int(one["m"]), _int(one["d"])))
            for one in _NUMERIC.finditer(text, start, stop)
        ),
        *_relative(text, start, stop),
    ]
    at = start
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if one.start >= at and _possible(one.date):
            yield one
            at = one.end


def _relative(text: str, start: int, stop: int) -> Iterator[Written]:
    for one in _RELATIVE.finditer(text, start, stop):
        date = PartialDate(None, _int(one["m"]), _int(one["d"] or one["own"]))
        if one["rel"] == "本月" and date.day is None:
            continue
        yield Written(one.start(), one.end(), date, _DAYS_BACK.get(one["rel"]), one["rel"] == "本月")
    for one in _DAY.finditer(text, start, stop):
        yield Written(one.start(), one.end(), PartialDate(None, None, _int(one["d"])))


def completed(written: Written, later: PartialDate | None) -> PartialDate:
    """Fill what `written` leaves open from a full date on or after it (issued or published).

    The year is the latest one that keeps the meeting on or before `later`; a day alone takes the month the
    same way. Nothing is filled from a `later` that itself lacks the part.

    >>> completed(Written(0, 0, PartialDate(None, 12, 28)), PartialDate(2024, 1, 4)).iso
    '2023-12-28'
    """
    date = written.date
    if later is None or later.year is None or date.year is not None:
        return date
    if date.month is None and later.month is not None and later.day is not None:
        date = _with_month(written, later)
    if date.month is None:
        return date
    before = later.month is None or (date.month, date.day or 1) <= (later.month, later.day or 31)
    return replace(date, year=later.year if before else later.year - 1)


def _with_month(written: Written, later: PartialDate) -> PartialDate:
    """Give 今天, 昨天 or a bare day its month, from the full date of the report."""
    assert later.year is not None and later.month is not None and later.day is not None  # noqa: S101, PT018 (checked by the caller)
    date = written.date
    if date.day is None:
        if written.days_back is None:
            return date
        ordinal = _ordinal(later) - written.days_back
        return _from_ordinal(ordinal)
    if date.day <= later.day:
        return PartialDate(later.year, later.month, date.day)
    year, month = (later.year, later.month - 1) if later.month > 1 else (later.year - 1, 12)
    return PartialDate(year, month, date.day)


def _ordinal(date: PartialDate) -> int:
    return dt.date(date.year or 1, date.month or 1, date.day or 1).toordinal()


def _from_ordinal(ordinal: int) -> PartialDate:
    day = dt.date.fromordinal(ordinal)
    return PartialDate(day.year, day.month, day.day)
