"""The three dates of minutes, never mixed: held (召开), issued (成文, 印发), published (发布)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.parse import dates
from ingest.parse.dates import Written, completed
from ingest.parse.units import is_unit
from ingest.records import Fact, PartialDate

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet

_HELD_LABEL = re.compile(
    r"(?:(?m:^)|(?<=[\s，、]))[ \t]*(?:[壹一]、)?(?:会议|开会|召开)?(?:时\s*间|日\s*期)(?:\s*[:：︰]\s*|[ \t]+(?=[0-9二民中])|[ \t]*\|[ \t]*|[ \t]*\n\s*(?=(?:20|19)[0-9]{2}[-年]|二[○〇零]|民国|中华民国))"
)
_HELD_WORD = re.compile(r"[时日]\s*[间期](?:\s*[:：︰]|[ \t]+[0-9二民中]|[ \t]*[|\n])")
_ISSUED_LABEL = re.compile(r"(?:成文日期|印发日期|发文日期|产生日期|生成日期|签发日期|制发日期)\s*[:：|\t ]*")
_PUBLISHED_LABEL = re.compile(r"(?:发布日期|发布时间|公开日期|公布日期|发表时间|更新时间|发布于)\s*[:：|\t ]*")
_PUBLISHED_LINE = re.compile(
    r"(?m:^)[^\n。]{0,80}?(?P<at>20[0-9]{2}[-年/.][0-9]{1,2}[-月/.][0-9]{1,2}日?)[ \t]*(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?[ \t]*[|｜]?[ \t]*(?:信息|文章|稿件|新闻)?来源|来源[:：][^\n。]{0,24}?(?P<at2>20[0-9]{2}[-年/.][0-9]{1,2}[-月/.][0-9]{1,2}日?)"
)
_PUBLISHED_BARE = re.compile(
    r"^\s*(?:来源[:：][^\n]{0,20}[|｜]\s*)?(?=20[0-9]{2}(?:-[0-9]{1,2}-[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)\s*(?:[0-9]{1,2}:[0-9]{2}|[，,]\s*正文))"
)
_DAY_STAMP = re.compile(r"(?m:^)[ \t]*日期\s*[:：]\s*(?=20[0-9]{2}-)")
_DATELINE_WITHIN = 200
_LABELS_WITHIN = 4_000
_STAMP_SHORT = re.compile(r"^\s*(?P<y>[0-9]{2})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])\s+[0-9]{1,2}:[0-9]{2}")
_SIGNED = re.compile(
    r"(?:办公室|办公厅|党政办|人民政府|管委会|委员会|秘书处|政府)(?:整理|印发|发布|编印|编)?[）)]?\s*\n?\s*[（(]?$"
)
_STAMP = re.compile(r"20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}")
"""How a page writes the day of its own publication; minutes write 年月日."""
_LINKED = re.compile(
    r"https?://[^\s()<>\"]{3,120}?(?<![0-9])(?P<y>20[0-9]{2})[-/_]?(?P<m>[01][0-9])[-/_]?(?P<d>[0-3][0-9])(?![0-9])"
)
_TITLED = re.compile(
    r"(?:(?P<y>20[0-9]{2})[-/.])?(?P<m>1[0-2]|0?[1-9])[-/](?P<d>3[01]|[12][0-9]|0?[1-9])[ \t]+(?=[\u4e00-\u9fff])"
)
_PRINTED = re.compile(r"\s*(?:印发|整理|印)")


@dataclass(frozen=True, slots=True)
class Days:
    """Three facts, each stated, inferred or absent."""

    held: Fact[PartialDate] | None
    issued: Fact[PartialDate] | None
    published: Fact[PartialDate] | None


def days(
    sheet: Sheet, lead: tuple[int, int] | None, body_end: int, session_year: Fact[int] | None, title: Fact[str] | None
) -> Days:
    """Read the dates; the held date takes a missing year from the later ones, else from the session's year.

    A title that opens with a day says when the meeting was, as files of transcripts are named.
    """
    published = (
        _labelled(sheet, _PUBLISHED_LABEL) or _stamped(sheet) or (_labelled(sheet, _DAY_STAMP) if lead else None)
    )
    label = _held_label(sheet)
    head = lead[0] if lead is not None else (label.start() if label else 0)
    issued = _signed(sheet, head, body_end) or _labelled(sheet, _ISSUED_LABEL) or _alone(sheet, lead)
    titled = _titled(title) if title and not label else None
    held = titled or _held(sheet, _held_written(sheet, lead, label), issued, published, session_year)
    return Days(held, issued, published)


def _titled(title: Fact[str]) -> Fact[PartialDate] | None:
    """2031-05-08 第三次部务会议, 5/8 第三次例会."""
    match = _TITLED.match(title.value)
    year, month, day = (match[name] for name in "ymd") if match else (None, "", "")
    date = PartialDate(int(year) if year else None, int(month), int(day)) if match else None
    return Fact(date, title.span) if date else None


def _fact(sheet: Sheet, found: Written) -> Fact[PartialDate]:
    return Fact(found.date, sheet.span(found.start, found.end))


def _labelled(sheet: Sheet, label: re.Pattern[str]) -> Fact[PartialDate] | None:
    for match in label.finditer(sheet.text):
        for found in dates.find(sheet.text, match.end(), match.end() + 24):
            if found.start <= match.end() + 2 and found.date.year:
                return _fact(sheet, found)
            break
    return None


def _stamped(sheet: Sheet) -> Fact[PartialDate] | None:
    """The date a news page puts in front of its text, or beside its source."""
    told = sheet.text.find("来源", 0, 2_000) >= 0
    line = _PUBLISHED_LINE.search(sheet.text, 0, 2_000) if told else None
    if line:
        first, last = line.span("at" if line["at"] else "at2")
        return next((_fact(sheet, one) for one in dates.find(sheet.text, first, last)), None)
    short = _STAMP_SHORT.match(sheet.text)
    if short:
        date = PartialDate(2000 + int(short["y"]), int(short["m"]), int(short["d"]))
        return Fact(date, sheet.span(short.start("y"), short.end("d")))
    match = _PUBLISHED_BARE.match(sheet.text)
    for found in dates.find(sheet.text, match.end(), match.end() + 20) if match else ():
        return _fact(sheet, found)
    return None


def _held_label(sheet: Sheet) -> re.Match[str] | None:
    """The label of the time, 时间 or 日期, which a page without one is not searched for at every character."""
    found = sheet.holds(_HELD_WORD, 0, _LABELS_WITHIN)
    return _HELD_LABEL.search(sheet.text, 0, _LABELS_WITHIN) if found else None


def _signed(sheet: Sheet, head: int, body_end: int) -> Fact[PartialDate] | None:
    """The date beside the office that issues the minutes, under the text or on its printed head.

    The head ends at the lead sentence, else at the line that says when the meeting was.
    """
    tail = max(0, len(sheet.text) - 1_500) if body_end >= len(sheet.text) else body_end
    stretches = [(tail, len(sheet.text)), (0, head)]
    for at, (start, end) in enumerate(stretches):
        found = [one for one in dates.find(sheet.text, start, end) if one.date.year and one.date.month]
        for one in reversed(found) if at == 0 else found:
            before = sheet.text[max(0, one.start - 40) : one.start]
            printed = _PRINTED.match(sheet.text, one.end)
            if _SIGNED.search(before.rstrip(" \t")) or printed or _is_signature(before):
                return _fact(sheet, one)
    return None


def _is_signature(before: str) -> bool:
    """Whether a unit's name stands alone before a date, on its line or on the one above: 北苑街道办事处 2031年4月5日."""
    lines = before.rstrip().split("\n")
    name = lines[-1].strip(" \t（(")
    for word in ("整理", "印发", "发布", "编印", "编"):
        name = name.removesuffix(word)
    return len(lines) > 1 and is_unit(name) and not before.endswith("\n\n\n")


def _alone(sheet: Sheet, lead: tuple[int, int] | None) -> Fact[PartialDate] | None:
    """A date alone on a line: under the text it signs it, above the text it is the page's date of writing."""
    lines = [(first, last) for first, last in sheet.lines if last - first <= 24]
    for first, last in [*reversed(lines), *lines]:
        whole = next(dates.find(sheet.text, first, last), None)
        inside = lead is not None and lead[0] <= first <= lead[1]
        if (
            whole
            and not inside
            and sheet.text[first:last].strip("（）() ") == sheet.text[whole.start : whole.end]
            and whole.date.day
        ):
            return _fact(sheet, whole)
    return None


def _held(
    sheet: Sheet,
    written: Written | None,
    issued: Fact[PartialDate] | None,
    published: Fact[PartialDate] | None,
    session_year: Fact[int] | None,
) -> Fact[PartialDate] | None:
    if written is None:
        return None
    span = sheet.span(written.start, written.end)
    if written.date.year is not None:
        return Fact(written.date, span)
    report = published or issued
    later = issued.value if issued and issued.value.day else (report.value if report else None)
    if written.days_back is not None and report is not None:
        later = _dateline_of(sheet, report.value)
    date = completed(written, later)
    if date.year is None and session_year is not None:
        date = PartialDate(session_year.value, date.month, date.day)
    if date.year is None and (year := _linked_year(sheet, date)) is not None:
        return Fact(PartialDate(year, date.month, date.day), span, "年份由页面链接中的日期推得")
    if date == written.date:
        return Fact(date, span)
    return Fact(date, span, "年月由成文、发布日期或会议年度推得")


def _linked_year(sheet: Sheet, date: PartialDate) -> int | None:
    """The year in the address of the page itself (…/2025/03/12/…, …/t20250312_…), where it has the meeting's day.

    Addresses of other days say nothing, and addresses of that day in two years say too much.
    """
    if date.month is None or date.day is None or "://" not in sheet.document.text:
        return None
    day = f"{date.month:02}", f"{date.day:02}"
    years = {int(one["y"]) for one in _LINKED.finditer(sheet.document.text) if (one["m"], one["d"]) == day}
    return years.pop() if len(years) == 1 else None


def _dateline_of(sheet: Sheet, published: PartialDate) -> PartialDate:
    """The day on which a report was written (7月26日讯), which 今天 means; the page may be a day younger."""
    for one in dates.find(sheet.text, 0, _DATELINE_WITHIN):
        if one.date.day and one.date.month and re.match(r"\s*(?:讯|电)", sheet.text[one.end : one.end + 3]):
            return completed(one, published)
    return published


def _held_written(sheet: Sheet, lead: tuple[int, int] | None, label: re.Match[str] | None) -> Written | None:
    if label and not (lead and "会" not in label.group() and _STAMP.match(sheet.text, label.end())):
        found = next(dates.find(sheet.text, label.end(), label.end() + 40), None)
        if (
            found
            and found.start <= label.end() + 4
            and not re.match(
                r"\s*[0-9]{1,2}:[0-9]{2}",
                sheet.text[found.end : found.end + 6] if "发布" in sheet.text[label.start() - 4 : label.end()] else "",
            )
        ):
            return found
    if lead is None:
        return None
    first, last = lead
    opening = re.search(r"召开|举行|主持", sheet.text[first:last])
    stop = first + opening.start() if opening else last
    candidates = [one for one in dates.find(sheet.text, first, stop) if not _dateline(sheet, one)]
    if candidates:
        spans = len(candidates) > 1 and sheet.text[candidates[-1].start - 1] in "至到—-~"
        return candidates[-2 if spans else -1]
    return next((one for one in dates.find(sheet.text, stop, last) if one.date.day), None)


def _dateline(sheet: Sheet, found: Written) -> bool:
    """7月28日讯, 2023-08-01 11:00: when the page was written, not when the meeting was held."""
    after = sheet.text[found.end : found.end + 8]
    return bool(re.match(r"\s*(?:讯|电|消息|报道|[0-9]{1,2}:[0-9]{2}|[，,]\s*正文)", after))
