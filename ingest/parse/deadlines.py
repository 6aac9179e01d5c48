"""By when: 5月底前, 年底前, 2024年3月15日前, 三个工作日内, 汛期前, and the day that means, where it means one."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from ingest.parse.numerals import number
from ingest.records import PartialDate

_N = "[0-9一二三四五六七八九十两]{1,3}"
_YEARS = iter(range(9))


def _year_group() -> str:
    """An optional year; each branch of the pattern needs a group of its own name."""
    return rf"(?:(?P<year{next(_YEARS)}>20[0-9]{{2}}|二[○〇零][一二三四五六七八九○〇零]{{2}})年|今年|明年|本年度?|当年|次年)?"


_PATTERN = re.compile(
    # The first look is at one character: most places are left after it.
    r"(?=[0-9一二三四五六七八九十两半年今明本当次第上下月自主汛春国五元中开入供采高秋台休封每])(?:"
    r"(?P<compact>20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?:之)?前|"
    rf"{_year_group()}(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
    rf"(?:(?P<day>3[01]|[12][0-9]|[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])[日号]|(?P<part>底|末|上旬|中旬|下旬|初))?"
    r"(?P<mark>(?:[上下中]午|晚上)?(?:[0-9]{1,2}[时点:：](?:[0-9]{2}分?)?)?(?:下班)?(?:之)?(?:以)?前|(?:之)?内|(?=完成|全部完成|全面完成|重新提交|再次提交|启动|开工|建成|投入使用|报)|(?<=[底末]))"
    rf"|{_year_group()}(?P<yearend>(?<![一二两三四五六七八九十0-9半多])(?:年底|年末|年内|年度内))(?P<ymark>(?:之)?(?:以)?前|(?<=内)|(?=完成|全部|全面|建成|实现|达到|投入|启动|开工)|(?<=[到至于]年底)|(?<=[到至于]年末))"
    rf"|{_year_group()}(?P<quarter>第?[一二三四1-4]季(?:度(?:末|底)?|(?=[内末底之前]))[末底]?)(?:(?P<qmark>(?:之)?(?:以)?前|内)|(?=完成|全部|全面|开工(?!率)|建成|集中)|(?<=[末底]))"
    rf"|{_year_group()}(?P<half>上半年|下半年)(?P<hmark>(?:之)?(?:以)?前|内)?"
    r"|(?P<every>每(?:个)?(?:月(?:[0-9]{1,2}[日号]|底|末|初)?|季度?(?:末|底|初|首月[0-9]{0,2}日?)?|半?年(?:底|末)?|周[一二三四五六日末]?|天)(?:下班)?(?:之)?(?:以)?前|每(?:季度?|月|年)(?:末|底))"
    r"|(?P<next>(?:下(?:一)?次[^，。；]{0,10}?会议?|本周[一二三四五六日末]?|下周[一二三四五六日末]?|今天|明天|当天|本月[0-9]{1,2}[日号])(?:下班)?(?:之)?(?:以)?[前内])"
    r"|(?P<this>本月|下月|(?<![0-9一二三四五六七八九十])月)(?:底|末)(?:之)?(?:以)?前?"
    rf"|(?:自[^，。；]{{1,12}}之日起)?(?P<span>{_N}个?(?:工作日|自然日|日|天|周|星期|个月|月|小时)|半个?[月年])(?:之)?(?:以)?内"
    r"|(?P<event>(?:明年|今年|下?一?年度?)?(?:主?汛期|春节|国庆节?|五一|元旦|中秋节?|开学|入冬|入汛|供暖季|采暖季|高考|中考|两会|秋季开学|春季开学|台风季|开渔|休渔|封冻|开园|开馆|开工|汛期)(?:来临|到来)?(?:之)?(?:以)?前))"
)
_HINT = re.compile("月|季|内|前|半年|年[底末]")
"""What every branch of the pattern holds; most sentences hold none of it."""
_TERM = re.compile(r"(?:聘期|租期|期限|有效期|试行期|任期|合同期)[^，。；]{0,4}至?$|预[计期](?:将|可)?[于在]?$")
"""How long something lasts is no time by which something must be done."""
_TURN = 6
"""A month so far behind that of the meeting lies in the next year: 1月底前, said in December."""
_WEEK = "一二三四五六日末"
_WEEKDAY = re.compile(f"(?P<week>[本下])周(?P<day>[{_WEEK}])")
_STRIVE = re.compile(r"(?:力争|争取|确保|务必|务求)(?:于|在)?$")
_LEAD = re.compile(r"(?:务必|确保|力争|必须|于|在|至|到|延至|延长至)$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Where a deadline is written, without 于 or 务必, and the last day it allows, if it names one."""

    start: int
    end: int
    date: PartialDate | None


def find(text: str, start: int, end: int, held: PartialDate | None) -> Deadline | None:
    """The first deadline in `text[start:end]`; its year is that of the meeting unless it says another.

    A month without a mark (5月完成) counts where completion follows; a mere date of the past does not.
    """
    bare: Deadline | None = None
    if not _HINT.search(text, start, end):
        return None
    for match in _PATTERN.finditer(text, start, end):
        if _TERM.search(text, max(start, match.start() - 8), match.start()):
            continue
        if text.startswith(("已", "未", "尚未", "仍未"), match.end()):  # it tells what had been done by then
            continue
        done = bool(match["part"]) and text.startswith(("完成", "全部", "全面", "建成", "开工"), match.end())
        if (
            match["month"]
            and not match["mark"]
            and not done
            and not _LEAD.search(text[max(start, match.start() - 6) : match.start()])
        ):
            continue
        if match["half"] and not match["hmark"] and not _strives(text, start, match):
            continue
        if match["quarter"] and not match["qmark"] and "年" in match.group():
            continue
        found = Deadline(match.start(), match.end(), _date(match, held))
        if match.group().endswith(("前", "内")) or (match["quarter"] or "").endswith(("末", "底")):
            return found
        bare = bare or found
    return bare


def _strives(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a half-year is a limit: 上半年完成, 力争明年上半年投用; a report on the 上半年 sets none."""
    done = text.startswith(("完成", "全部", "全面", "开工", "建成"), match.end())
    return done or _STRIVE.search(text, max(start, match.start() - 4), match.start()) is not None


def _date(match: re.Match[str], held: PartialDate | None) -> PartialDate | None:
    compact = match["compact"]
    if compact:
        return PartialDate(int(compact[:4]), int(compact[4:6]), int(compact[6:]))
    if match["next"]:
        return _weekday(match, held)
    year = _year(match, held)
    return _day(match, year, held)


def _weekday(match: re.Match[str], held: PartialDate | None) -> PartialDate | None:
    """本周五前, reckoned from the day of the meeting."""
    said = _WEEKDAY.match(match["next"])
    if said is None or held is None or held.year is None or held.month is None or held.day is None:
        return None
    met = dt.date(held.year, held.month, held.day)
    ahead = min(_WEEK.index(said["day"]), 6) - met.weekday() + (7 if said["week"] == "下" else 0)
    day = met + dt.timedelta(days=ahead)
    return PartialDate(day.year, day.month, day.day)


def _day(match: re.Match[str], year: int | None, held: PartialDate | None) -> PartialDate | None:
    if match["month"]:
        return _month_day(match, year)
    if match["yearend"]:
        return PartialDate(year, 12, 31) if year else None
    if match["quarter"]:
        quarter = number(match["quarter"].removeprefix("第")[:1])
        return _month_end(year, quarter * 3) if quarter else None
    if match["half"]:
        return _month_end(year, 6 if match["half"] == "上半年" else 12)
    if match["this"] and held and held.month and year:
        return _month_end(year, held.month + 1) if match["this"] == "下月" else _month_end(year, held.month)
    return None


def _year(match: re.Match[str], held: PartialDate | None) -> int | None:
    stated = next(
        (value for key, value in match.groupdict().items() if key.startswith("year") and key != "yearend" and value),
        None,
    )
    if stated:
        return number(stated)
    if held is None or held.year is None:
        return None
    turns = any(word in match.group() for word in ("明年", "次年")) or _behind(match, held)
    return held.year + 1 if turns else held.year


def _behind(match: re.Match[str], held: PartialDate) -> bool:
    month = number(match["month"]) if match["month"] and "年" not in match.group() else None
    return bool(month and held.month and held.month - month >= _TURN)


def _month_day(match: re.Match[str], year: int | None) -> PartialDate | None:
    month = number(match["month"])
    if month is None:
        return None
    if match["day"]:
        return PartialDate(year, month, number(match["day"]))
    if match["part"] in {"上旬", "初"}:
        return PartialDate(year, month, 10)
    if match["part"] == "中旬":
        return PartialDate(year, month, 20)
    return _month_end(year, month)


def _month_end(year: int | None, month: int) -> PartialDate | None:
    if year is None:
        return None
    year, month = (year + 1, month - 12) if month > 12 else (year, month)
    return PartialDate(year, month, calendar.monthrange(year, month)[1])
