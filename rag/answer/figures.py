"""Numbers, amounts, ordinals and dates of a plain text as values that can be compared, however they are written.

Takes text as `rag.answer.plain.plain` leaves it: simplified, narrow, without spaces.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from ingest.records import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Bound = Literal["", "least", "most", "about"]

_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_HAN = "零〇○一二三四五六七八九十百千万亿两"
_NUMBER = rf"(?:[0-9]+(?:\.[0-9]+)?[十百千万亿]*|[{_HAN}]+(?:点[零〇○一二三四五六七八九]+[万亿]*)?)"

_SAME_UNIT = {
    **dict.fromkeys("项件家所处座条宗起份篇批台辆套间栋幢片组支类种轮", "个"),
    **dict.fromkeys("名位", "人"),
    "平米": "平方米",
    "m2": "平方米",
    "千米": "公里",
    "km": "公里",
    "工作日": "个工作日",
    "块": "元",
    "人民币": "元",
}
_UNITS = (
    "个百分点|百分点|个工作日|工作日|个月|平方公里|平方米|立方米|平米|公里|千米|公顷|公斤|千克|万元|美元|港元|欧元|小时|分钟|"
    "周年|千瓦|兆瓦|m2|km|元|%|‰|个|项|件|家|名|人|位|户|所|处|座|条|宗|起|份|篇|次|批|台|辆|套|间|栋|幢|吨|克|米|亩|天|日|年|"
    "岁|届|期|号|级|类|种|轮|组|支|片|株|头|只|倍|周|季度|时|点|分|章|度"
)
_LEAST = "不少于|不低于|不小于|至少|超过|超|逾|高于|多于|大于|突破"
_MOST = "不超过|不高于|不多于|不大于|最多|至多|最高|低于|少于|小于|不足|不到"
_ABOUT = "大约|约|将近|接近|近"
_QUANTITY = re.compile(
    rf"(?P<before>{_MOST}|{_LEAST}|{_ABOUT})?(?:人民币)?(?:达到?|到|为)?(?P<ordinal>第)?(?P<percent>百分之|千分之)?"
    rf"(?P<number>{_NUMBER})(?P<more>[余多])?(?P<unit>{_UNITS})?(?P<also>余)?(?P<after>以上|以下|以内|之内|左右|上下)?"
)
_BOUNDS: dict[str, Bound] = {
    **dict.fromkeys((*_LEAST.split("|"), "以上", "余", "多"), "least"),
    **dict.fromkeys((*_MOST.split("|"), "以下", "以内", "之内"), "most"),
    **dict.fromkeys((*_ABOUT.split("|"), "左右", "上下"), "about"),
}
_DIGIT = "[0-9零〇○一二三四五六七八九十]"
_TO = "[-—–~～至到]+"
_RANGES = (
    (re.compile(rf"((?:19|20)[0-9]{{2}})年?{_TO}(?=(?:19|20)[0-9]{{2}}年)"), "year"),
    (re.compile(rf"(?<![0-9])([0-9]{{1,2}})月?{_TO}(?=[0-9]{{1,2}}月)"), "month"),
    (re.compile(rf"(?<![0-9])([0-9]{{1,2}}){_TO}(?=[0-9]{{1,2}}日)"), "day"),
)
_DATE = re.compile(
    rf"(?:(?:中华)?民国(?P<roc>{_DIGIT}{{1,4}})年|(?P<year>(?:19|20)[0-9]{{2}}|[一二][零〇○九][零〇○一二三四五六七八九]{{2}})年(?:度)?)"
    rf"(?:(?P<month>{_DIGIT}{{1,2}})月份?(?:(?P<day>{_DIGIT}{{1,3}})[日号])?)?"
    rf"|(?P<month2>{_DIGIT}{{1,2}})月份?(?:(?P<day2>{_DIGIT}{{1,3}})[日号])?"
    r"|(?<![0-9])(?P<iso>(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?)(?![0-9])"
    rf"|(?<![0-9个作{_HAN}])(?P<day3>[0-9]{{1,2}})日(?=上午|下午|晚|前|之前|以前|至|召开|起|，|。|$)"
)
_DUE = re.compile(r"(?P<end>月?[底末])?(?:之前|以前|前(?![往后期提述来])|止|内(?![容部])|起(?![草步来义])|开始)")
_END = re.compile("月?[底末]")
_NO_NUMERAL = re.compile("[十百千万亿][一二三四五六七八九]{2}")
_ROC = 1911  # 民國 1 is 1912
_ONE_AS_ARTICLE = re.compile("一(?!个[月工百季])[个项批次种份条件支轮起片套类组级家位名处间]")
_IDIOM = re.compile("十分(?![之钟])|万分|千万(?!元|[余多]|人|平|亩|吨|户)|百分百|一一|万一|(?<!第)一点|一时")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts: `unit` folded (项 and 家 are 个), `bound` 不少于, 不超过, 约, or none."""

    text: str
    value: Decimal
    unit: str
    ordinal: bool = False
    bound: Bound = ""

    def states(self, other: Figure) -> bool:
        """Whether this figure, of a quote, states the other, of a claim."""
        if self.value != other.value or self.bound != other.bound:
            return False
        if self.ordinal != other.ordinal and self.unit not in {"次", "届", "期", "号", "个", "批"}:
            return False
        return self.unit == other.unit or "" in {self.unit, other.unit}


@dataclass(frozen=True, slots=True)
class Day:
    """A date or a part of one; `due` where something is due by it or runs from it (前, 底, 止, 起)."""

    text: str
    date: PartialDate
    due: bool = False


def number(text: str) -> Decimal | None:
    """The value of a numeral, Arabic, Chinese or mixed; None where it is none.

    >>> number("3.2亿"), number("一亿"), number("二〇二三"), number("两千三百"), number("万")
    (Decimal('320000000.0'), Decimal('100000000'), Decimal('2023'), Decimal('2300'), None)
    """
    mixed = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([十百千万亿]*)", text)
    if mixed:
        value = Decimal(mixed[1])
        for place in mixed[2]:
            value *= _PLACES[place]
        return value
    if not text or all(char in "千万亿" for char in text):
        return None
    whole, _, decimals = text.partition("点")
    if decimals:
        value = Decimal(f"{number(whole)}.{''.join(str(_HAN_DIGITS[char]) for char in decimals.rstrip('万亿'))}")
        for place in decimals[len(decimals.rstrip("万亿")) :]:
            value *= _PLACES[place]
        return value
    if not any(char in _PLACES for char in text):
        return Decimal("".join(str(_HAN_DIGITS[char]) for char in text))
    return Decimal(_counted(text))


def _counted(text: str) -> int:
    """A Chinese numeral with places: each of 亿 and 万 multiplies what stands before it."""
    for place in "亿万":
        before, found, after = text.rpartition(place)
        if found:
            return (_counted(before) if before else 1) * _PLACES[place] + (_counted(after) if after else 0)
    total = digit = 0
    for char in text:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        else:
            total += (digit or 1) * _PLACES[char]
            digit = 0
    return total + digit


def _whole(text: str | None) -> int | None:
    value = number(text) if text else None
    return None if value is None else int(value)


def _date_of(match: re.Match[str]) -> PartialDate:
    if match["iso"]:
        parts: list[int | None] = [int(part) for part in re.split("[-/.]", match["iso"])]
        return PartialDate(*parts)
    year = _whole(match["year"])
    roc = _whole(match["roc"])
    if roc is not None:
        year = roc + _ROC
    month = _whole(match["month"] or match["month2"])
    day = _whole(match["day"] or match["day2"] or match["day3"])
    return PartialDate(year, month, day)


def days(text: str) -> Iterator[tuple[int, int, Day]]:
    """The dates of a text with where they stand; 2021—2035年 gives both its ends, 12月底 is 12月31日."""
    for pattern, part in _RANGES:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), Day(match[1], PartialDate(**{part: int(match[1])}))
    for match in _DATE.finditer(text):
        date, due = _date_of(match), _DUE.match(text, match.end())
        if _END.match(text, match.end()) and date.day is None:
            month = date.month or 12
            date = PartialDate(date.year, month, calendar.monthrange(date.year or 2023, min(month, 12))[1])
        yield match.start(), due.end() if due else match.end(), Day(match[0], date, due is not None)


def _figure(match: re.Match[str], value: Decimal) -> Figure:
    unit = match["unit"] or ""
    if _NO_NUMERAL.search(match["number"]):  # 十四五 is a name: it equals itself only
        return Figure(match[0], Decimal(0), match["number"])
    if unit == "万元":
        unit, value = "元", value * 10_000
    if match["percent"]:
        unit = "%" if match["percent"] == "百分之" else "‰"
    word = match["before"] or match["more"] or match["also"] or match["after"] or ""
    return Figure(match[0], value, _SAME_UNIT.get(unit, unit), bool(match["ordinal"]), _BOUNDS.get(word, ""))


def figures(text: str) -> Iterator[tuple[int, int, Figure]]:
    """The figures of a text that are no dates, with where they stand; 一个 and lone 一, 三 in words are passed over."""
    taken = [(start, end) for start, end, _ in days(text)]
    taken += [match.span() for match in _IDIOM.finditer(text)]
    for match in _QUANTITY.finditer(text):
        start, end = match.span("number")
        value = number(match["number"])
        if value is None or any(start < stop and begin < end for begin, stop in taken):
            continue
        han = match["number"][0] in _HAN
        if han and _ONE_AS_ARTICLE.match(text, start) and not match["ordinal"]:
            continue
        if han and end - start == 1 and not (match["unit"] or match["percent"] or match["ordinal"]):
            continue
        yield match.start(), match.end(), _figure(match, value)


def stated(day: Day, quoted: Iterable[Day], context: Iterable[Day]) -> bool:
    """Whether a date of a claim follows from the dates of its quotes; the context may lend the year, or be the date.

    A deadline must stand in the quotes, and as fine as there: 12月25日前 does not become 12月前.
    """
    quoted, context = list(quoted), list(context)
    if any(_follows(day, one, [*quoted, *context]) for one in quoted):
        return True
    return not day.due and any(_follows(day, one, context) for one in context)


def _follows(day: Day, one: Day, others: list[Day]) -> bool:
    parts = ("year", "month", "day")
    claim = [getattr(day.date, part) for part in parts]
    quote = [getattr(one.date, part) for part in parts]
    finest = max(index for index, value in enumerate(claim) if value is not None)
    coarser = any(value is not None for value in quote[finest + 1 :])
    if quote[finest] is None or (day.due and coarser):
        return False
    for index, (mine, its) in enumerate(zip(claim, quote, strict=True)):
        if mine is None or mine == its:
            continue
        lent = [getattr(other.date, parts[index]) for other in others]
        if its is not None or mine not in lent:
            return False
    return True
