"""年, 月, 日 lost between digits: 2023818上午, 728日讯, 17月份, 20231-6月. Arithmetic and position decide, or nothing.

A date is read only where its parts can be set in exactly one way, and only where minutes set a date; numbers that
count, number or price something are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept, Wound, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingest.clean.traced import Traced

_MONTHS = 12
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TWO = 2  # digits at most of a month or a day
_PLANNED = 35  # years at most that one plan spans (2000—2035)


def _day_fits(month: int, day: int, year: int = 2000) -> bool:
    if not 1 <= month <= _MONTHS or not 1 <= day <= _LAST_DAYS[month - 1]:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return leap or (month, day) != (2, 29)


def _month_days(digits: str, year: int = 2000) -> list[str]:
    """Every way to read digits as month and day; leading zeros stand in both parts or in none."""
    found = []
    for cut in range(1, len(digits)):
        month, day = digits[:cut], digits[cut:]
        zeros = month[0] == "0" or day[0] == "0"
        whole = len(month) == len(day) == _TWO or (not zeros and max(len(month), len(day)) <= _TWO)
        if whole and _day_fits(int(month), int(day), year):
            found.append(f"{month}月{day}日")
    return found


def _month_range(digits: str) -> list[str]:
    """Digits that are no month as a range of months: 17 is 1—7月; a range ascends."""
    first, last = int(digits[0]), digits[1:]
    if int(digits) <= _MONTHS or last[0] == "0" or not first < int(last) <= _MONTHS:
        return []
    return [f"{first}—{last}月"]


def _after_year(match: re.Match[str]) -> list[str]:
    return _month_days(match["rest"])


def _dated(match: re.Match[str]) -> list[str]:
    return [f"{match['year']}年{rest}" for rest in _month_days(match["rest"], int(match["year"]))]


def _undated(match: re.Match[str]) -> list[str]:
    """Month and day without a year, or a day alone whose 日 is lost."""
    digits, marked = match["rest"], match[0].endswith("日")
    alone = len(digits) <= _TWO and digits[0] != "0" and _day_fits(1, int(digits))
    if marked and alone:
        return []  # a whole day, nothing is lost
    return _month_days(digits) + ([f"{digits}日"] if alone else [])


def _unmarked_day(match: re.Match[str]) -> list[str]:
    fits = _day_fits(int(match["month"]), int(match["rest"]))
    return [f"{match[0]}日"] if fits else []


def _unmarked_year(match: re.Match[str]) -> list[str]:
    months = [int(part) for part in re.findall(r"\d+", match["rest"])]
    if all(1 <= month <= _MONTHS for month in months) and months == sorted(months):
        return [f"{match['year']}年{match['rest']}月"]
    return [f"{match['year']}年{months}" for months in _month_range(match["rest"])] if len(months) == 1 else []


def _months(match: re.Match[str]) -> list[str]:
    return _month_range(match["rest"])


def _years(match: re.Match[str]) -> list[str]:
    spans = 0 < int(match["rest"]) - int(match["year"]) <= _PLANNED
    return [f"{match['year']}—{match['rest']}年"] if spans else []


_TIME = "(?:上午|下午|中午|晚|凌晨|早上|傍晚|夜间)"
_THEN = f"(?={_TIME}|讯|电[（( ]|主持|召开|印发|至\\d{{1,2}}日|[，,][^。；！？\n]{{0,60}}?(?:主持|召开))"
_COUNTS = "第号〔\\[—–~～/.．·:+A-Za-z约近达超共计增降期满前后数率为"  # behind these, digits number or count something
_FREE = f"(?<![{_COUNTS}（(：-])"
_YEAR = rf"(?<![{_COUNTS}-])(?P<year>(?:19|20)\d\d)"
_ENDS = "(?=[\n（()）。，,；;、 起印至]|\\Z)"

_Rule = tuple[re.Pattern[str], "Callable[[re.Match[str]], list[str]]"]
# Where minutes set a date: before a time of day, 讯, 召开, or 月份; behind a year.
_SURE: tuple[_Rule, ...] = (
    (re.compile(rf"{_YEAR}(?P<rest>\d{{2,4}})(?:日|{_THEN})"), _dated),
    (re.compile(rf"(?:(?<=  )|(?<=[时日][间期][：:])){_YEAR}(?P<rest>\d{{2,4}})(?=[ \n（(]|\Z|印发)"), _dated),
    (re.compile(rf"(?<=[（(]){_YEAR}(?P<rest>\d{{2,4}})(?=[)）])"), _dated),
    (re.compile(rf"{_YEAR}(?P<rest>\d{{1,3}}(?: ?[-—–~～至] ?\d{{1,2}})?)月"), _unmarked_year),
    (re.compile(rf"{_YEAR}(?P<rest>20\d\d)年"), _years),
    (re.compile(rf"(?<=年)(?P<rest>\d{{2,4}})(?:日|{_THEN})"), _after_year),
    (re.compile(r"(?<=年)(?P<rest>\d{2,3})月"), _months),
    (re.compile(rf"{_FREE}(?P<rest>\d{{2,3}})月(?=份)"), _months),
    (re.compile(rf"{_FREE}(?P<month>\d\d?)月(?P<rest>\d\d?){_THEN}"), _unmarked_day),
    (re.compile(rf"{_FREE}(?P<rest>\d{{2,4}})日?{_THEN}"), _undated),
    (re.compile(rf"(?<!年){_FREE}(?P<rest>\d)(?={_TIME})"), _undated),
)
# Positions that are enough only in a text that has lost such marks elsewhere.
_LIKELY: tuple[_Rule, ...] = (
    (re.compile(rf"{_FREE}(?P<rest>\d{{2,4}})日(?![内以期前后左]|历天)"), _undated),
    (re.compile(rf"{_FREE}(?P<rest>\d{{2,3}})月(?!内)"), _months),
    (re.compile(rf"{_YEAR}(?P<rest>\d{{2,4}}){_ENDS}"), _dated),
)
_RUN = re.compile(r"\d(?<!\d\d)\d{0,7}(?=[年月日上下中晚凌早傍夜讯电主召印起，,。；;、（()）\n—–~～至 -]|\Z)")


def _wounds(plain: str, rules: tuple[_Rule, ...]) -> Iterator[Wound]:
    reached = 0
    for run in _RUN.finditer(plain):
        at = run.start()
        whole_year = run.end() - at == len("2024") and plain.startswith("年", run.end())
        if at < reached or whole_year:
            continue
        for pattern, read in rules:
            match = pattern.match(plain, at)
            readings = read(match) if match else []
            if match and readings:
                reached = match.end()
                yield Wound(at, reached, readings[0] if len(readings) == 1 else None)
                break


def mend_dates(text: Traced) -> Swept:
    """Set 年, 月, 日 back between digits where arithmetic leaves one reading; where it leaves two, mark and leave them.

    >>> from ingest.clean.traced import Traced
    >>> mend_dates(Traced.of("2024318上午，听取17月份指标完成情况，完成投资2024318万元。")).text.text
    '2024年3月18日上午，听取1—7月份指标完成情况，完成投资2024318万元。'
    >>> mend_dates(Traced.of("2024111上午，区长主持召开会议。")).damaged[0].reading is None
    True
    """
    plain = text.text
    sure = list(_wounds(plain, _SURE))
    wounds = list(_wounds(plain, (*_SURE, *_LIKELY))) if sure else []
    return mark(text, "lost_ymd", wounds)
