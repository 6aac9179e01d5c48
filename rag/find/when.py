"""Times as questions name them: 2023年12月25日, 去年下半年, 上个月, 12月, 2023年底, 民国112年, 3月到5月.

Every expression becomes a range of days, or, where the year is left out, a partial date that any year may fit.
`today` is given from outside, so that a question reads the same in a test as on the day it is asked.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.parse.numerals import NUMERAL, number
from ingest.records import PartialDate
from rag.records import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ROC_YEARS = 1911
_FAR_PAST, _FAR_FUTURE = "0001-01-01", "9999-12-31"
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in `text[start:end]`: a `period`, or `on` where the year is left out."""

    start: int
    end: int
    period: Period | None = None
    on: PartialDate | None = None

    @property
    def is_day(self) -> bool:
        """Whether one day is meant, which no title of a matter is likely to name."""
        if self.period is not None:
            return self.period.first == self.period.last
        return self.on is not None and self.on.day is not None


_YEAR = (
    rf"(?:(?P<roc>中?华?民国)(?P<ry>{NUMERAL}{{1,4}})年|(?P<y>(?:19|20)\d\d|[一二][{NUMERAL[1:-1]}]{{3}})年度?|"
    rf"(?P<rel>今年|去年|前年|本年度?|上一?年度?))"
)
_MONTH = rf"(?P<m>{NUMERAL}{{1,3}})月份?"
_DAY = rf"(?P<d>{NUMERAL}{{1,3}})[日号]"
_PART = (
    r"(?P<part>上半年|下半年|[一二三四1234]季度|第[一二三四1234]季度|前[二三两23](?:个)?季度|"
    r"年?底|年?末|年?初|年中|全年)"
)
_DATE = re.compile(
    rf"{_YEAR}的?(?:{_MONTH}(?:的?(?P<third>[上中下])旬|{_DAY}|(?P<edge>底|初|末))?|{_PART})?"
    rf"|(?P<bare_part>上半年|下半年|[一二三四]季度|第[一二三四]季度|年底|年末|年初)"
)
_NUMERIC = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>1[0-2]|0?[1-9])(?:[-/.](?P<d>3[01]|[12]\d|0?[1-9]))?(?!\d)"
)
_MONTH_DAY = re.compile(rf"(?<!{NUMERAL}){_MONTH}(?:{_DAY})?")
_RECENT = re.compile(
    rf"(?P<word>今天|昨天|前天|本周|这周|上周|本月|这个月|当月|上个?月|(?:最近|近|过去)(?P<n>{NUMERAL}{{1,3}}|半)个?(?P<unit>天|日|周|星期|月|年))"
)
_AFTER = re.compile(r"(?:之后|以后|以来|后)")
_BEFORE = re.compile(r"(?:之前|以前|前)")
_TO = re.compile(r"(?:到|至|—+|-|~|～|和|与)$")

_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "两": 2}
_PARTS = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "底": (11, 12),
    "末": (11, 12),
    "初": (1, 2),
    "中": (6, 7),
    "全年": (1, 12),
}
"""Months of a named part of the year; 年底 as people say it, November and December, 年初 January and February."""


def times(text: str, today: dt.date) -> list[Time]:
    """Every time named in a simplified question, ascending, ranges (`3月到5月`, `以来`) already joined.

    >>> [one.period for one in times("2023年底开的会", dt.date(2024, 5, 1))]
    [Period(first='2023-11-01', last='2023-12-31')]
    >>> [one.period for one in times("去年3月到5月", dt.date(2024, 5, 1))]
    [Period(first='2023-03-01', last='2023-05-31')]
    """
    found: list[Time] = []
    readers: tuple[Callable[[str, dt.date], Iterator[Time]], ...] = (_numeric, _dated, _recent, _month_day)
    for reader in readers:
        for one in reader(text, today):
            if not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
    return _opened(text, _joined(text, sorted(found, key=lambda one: one.start)))


def _span_of(year: int, first: int = 1, last: int = _MONTHS) -> Period:
    days = calendar.monthrange(year, last)[1]
    return Period(f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{days:02d}")


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        iso = dt.date(year, month, day).isoformat()
    except ValueError:
        return None
    return Period(iso, iso)


def _year_of(match: re.Match[str], today: dt.date) -> int | None:
    if match["roc"]:
        years = number(match["ry"])
        return None if years is None else years + _ROC_YEARS
    if match["y"]:
        return number(match["y"])
    back = {"今": 0, "本": 0, "去": 1, "上": 1, "前": 2}
    return today.year - back[match["rel"][0]] if match["rel"] else today.year


def _numeric(text: str, today: dt.date) -> Iterator[Time]:
    del today
    for one in _NUMERIC.finditer(text):
        year, month = int(one["y"]), int(one["m"])
        period = _day(year, month, int(one["d"])) if one["d"] else _span_of(year, month, month)
        if period is not None:
            yield Time(one.start(), one.end(), period)


def _dated(text: str, today: dt.date) -> Iterator[Time]:
    for one in _DATE.finditer(text):
        year = _year_of(one, today)
        if year is None or not 1 <= year < dt.MAXYEAR:
            continue
        period = _within_year(one, year)
        if period is not None:
            yield Time(one.start(), one.end(), period)


def _within_year(one: re.Match[str], year: int) -> Period | None:
    """The part of `year` that the rest of the expression names."""
    month = number(one["m"]) if one["m"] else None
    if month is not None:
        return _within_month(one, year, month) if 1 <= month <= _MONTHS else None
    part = one["part"] or one["bare_part"]
    if not part:
        return _span_of(year)
    if "季度" in part:
        quarter = next(_QUARTER[char] for char in part if char in _QUARTER)
        first = 1 if part.startswith("前") else quarter * 3 - 2
        return _span_of(year, first, quarter * 3)
    months = _PARTS.get(part) or _PARTS.get(part[-1])
    return _span_of(year, *months) if months else _span_of(year)


def _within_month(one: re.Match[str], year: int, month: int) -> Period | None:
    if one["d"]:
        day = number(one["d"])
        return None if day is None else _day(year, month, day)
    last = calendar.monthrange(year, month)[1]
    named = one["third"] or one["edge"]
    days = {"上": (1, 10), "中": (11, 20), "下": (21, last), "初": (1, 10), "底": (21, last), "末": (21, last)}
    first_day, last_day = days[named] if named else (1, last)
    return Period(f"{year:04d}-{month:02d}-{first_day:02d}", f"{year:04d}-{month:02d}-{last_day:02d}")


def _recent(text: str, today: dt.date) -> Iterator[Time]:
    for one in _RECENT.finditer(text):
        first, last = _recent_days(one, today)
        yield Time(one.start(), one.end(), Period(first.isoformat(), last.isoformat()))


def _recent_days(one: re.Match[str], today: dt.date) -> tuple[dt.date, dt.date]:
    word = one["word"]
    if one["n"]:
        sizes = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30.5, "年": 365.25}
        count = 0.5 if one["n"] == "半" else float(number(one["n"]) or 1)
        return today - dt.timedelta(days=round(count * sizes[one["unit"]])), today
    if word in {"今天", "昨天", "前天"}:
        day = today - dt.timedelta(days={"今天": 0, "昨天": 1, "前天": 2}[word])
        return day, day
    if word.endswith("周"):
        monday = today - dt.timedelta(days=today.weekday() + (7 if word == "上周" else 0))
        return monday, monday + dt.timedelta(days=6)
    first = today.replace(day=1)
    if word.startswith("上"):
        last = first - dt.timedelta(days=1)
        return last.replace(day=1), last
    return first, today.replace(day=calendar.monthrange(today.year, today.month)[1])


def _month_day(text: str, today: dt.date) -> Iterator[Time]:
    del today
    for one in _MONTH_DAY.finditer(text):
        month, day = number(one["m"]), number(one["d"]) if one["d"] else None
        if (
            month is not None
            and 1 <= month <= _MONTHS
            and (day is None or 1 <= day <= calendar.monthrange(2024, month)[1])
        ):
            yield Time(one.start(), one.end(), on=PartialDate(None, month, day))


def _joined(text: str, found: list[Time]) -> list[Time]:
    """`2023年3月到5月`, `从去年到今年`: two times with a word between them are one range; 和 is not such a word."""
    out: list[Time] = []
    for one in found:
        between = text[out[-1].end : one.start] if out else ""
        if out and re.fullmatch(r"(?:到|至|—+|-+|~|～)", between):
            joined = _range(out[-1], one)
            if joined is not None:
                out[-1] = joined
                continue
        out.append(one)
    return out


def _range(first: Time, last: Time) -> Time | None:
    if first.period is None:
        return None
    if last.period is not None:
        return Time(first.start, last.end, Period(first.period.first, last.period.last))
    if last.on is None or last.on.month is None:
        return None
    year = int(first.period.first[:4])
    end = _day(year, last.on.month, last.on.day) if last.on.day else _span_of(year, last.on.month, last.on.month)
    return None if end is None else Time(first.start, last.end, Period(first.period.first, end.last))


def _opened(text: str, found: list[Time]) -> list[Time]:
    """`2023年以来` and `2023年6月之前` run to the end, or from the beginning, of time."""
    out: list[Time] = []
    for one in found:
        after, before = _AFTER.match(text, one.end), _BEFORE.match(text, one.end)
        if one.period is not None and after:
            out.append(Time(one.start, after.end(), Period(one.period.first, _FAR_FUTURE)))
        elif one.period is not None and before:
            out.append(Time(one.start, before.end(), Period(_FAR_PAST, _before(one.period.first))))
        else:
            out.append(one)
    return out


def _before(iso: str) -> str:
    return (dt.date.fromisoformat(iso) - dt.timedelta(days=1)).isoformat()


def falls_in(iso: str | None, period: Period) -> bool:
    """Whether a date of a meeting (partial allowed) may lie in the period; an unknown date or year does not.

    A period names a year. To find a meeting of an unknown year in it would state a year that the minutes do not.

    >>> year = Period("2021-01-01", "2021-12-31")
    >>> falls_in("2021-12", year), falls_in("2020-XX-24", year)
    (True, False)
    """
    if not iso:
        return False
    if iso.startswith("XXXX"):
        return False
    if len(iso) == len(period.first) and "X" not in iso:
        return period.first <= iso <= period.last
    year, month, day = (None if part == "XX" else part for part in (*iso.split("-"), "XX", "XX")[:3])
    first = f"{year}-{month or '01'}-{day or '01'}"
    last = f"{year}-{month or '12'}-{day or '31'}"
    return first <= period.last and period.first <= last


def fits(iso: str | None, on: PartialDate) -> bool:
    """Whether a date may be `on`, a date whose year is left out.

    >>> fits("2023-12-25", PartialDate(None, 12, 25)), fits("2023-11-25", PartialDate(None, 12))
    (True, False)
    """
    if not iso:
        return False
    _, month, day = (*iso.split("-"), "XX", "XX")[:3]
    if month == day == "XX" and (on.month or on.day):
        return False
    same_month = on.month is None or month == "XX" or int(month) == on.month
    return same_month and (on.day is None or day == "XX" or int(day) == on.day)
