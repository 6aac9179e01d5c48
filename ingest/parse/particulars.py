"""What the head of minutes says beside the meeting's name: numbers of the paper, venue, chair."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.parse.posts import ROLE, courtesy
from ingest.parse.surnames import surname_cost
from ingest.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.parse.sheet import Sheet
    from ingest.records import Fact

HEAD = 300
"""Characters within which the head of squashed minutes stands."""
_DOCUMENT_NUMBER = re.compile(
    r"(?P<full>(?:[\u4e00-\u9fff（()）【】]{1,16}?)?[〔\[［【(（]\s?20[0-9]{2}\s?[〕\]］】)）]\s?第?\s?[0-9]{1,4}\s?[号期])"
)
_YEAR_OF_NUMBER = re.compile(r"[〔\[［【(（]\s?20[0-9]{2}\s?[〕\]］】)）]")
_WORD_OF_NUMBER, _REST_OF_NUMBER = 16, 9
"""Characters in front of the year, and behind it, at most."""
_NUMBER_WITHIN = 3_000
_PAPER_NUMBER = re.compile(
    r"(?m:^)[ \t]*[（(]?(?P<paper>(?:20[0-9]{2}年)?总?第\s?[0-9一二三四五六七八九十百]{1,4}\s?[期号])[)）]?[ \t]*(?m:$)"
)
_TITLE_NUMBER = re.compile(
    r"(?:[（(]|纪要[ \t]*)(?P<paper>(?:20[0-9]{2}年)?总?第\s?[0-9一二三四五六七八九十百]{1,4}\s?[期号])[)）]?[ \t]*(?m:$)"
)
"""The number of the paper behind its title: （总第41期）, （2031年第14期）, 会议纪要第14期."""
_COUNCIL_NUMBER = re.compile(
    r"(?m:^)[ \t]*(?P<paper>[\u4e00-\u9fff]{0,8}[A-Z]{1,5}(?:\([0-9A-Z]+\))?[0-9]{1,4}/(?:20)?[0-9]{2}(?:-[0-9]{2})?号文件)[ \t]*(?m:$)"
)
"""The number of a council's paper, alone on its line: 立法会CB(2)118/2024号文件."""
_LABELLED_NUMBER = re.compile(
    r"(?:文件编号|文\s?号|编\s?号|发文字号)[ \t]*[:：|][ \t]*(?P<paper>第\s?[0-9]{1,4}\s?[期号])"
)
_YEAR_ONLY = re.compile(
    r"(?m:^)[ \t]*(?P<paper>[\u4e00-\u9fff]{0,8}[〔\[［【(（]\s?20[0-9]{2}\s?[〕\]］】)）]\s?[0-9]{1,4})[ \t]*(?m:$)"
)
"""A number that leaves its 号 away, alone on its line: 〔2031〕16."""
_INDEX_NUMBER = re.compile(
    r"(?:索\s*引\s*号|信息索引号?)\s*[:：|\t ]*\s*(?P<n>[0-9A-Za-z][0-9A-Za-z/\-_.]{5,40}[0-9A-Za-z])|(?m:^)[ \t]*(?P<bare>[0-9A-Z]{6,18}/20[0-9]{2}-[0-9]{3,7})[ \t]*(?m:$)"
)
_INDEX = re.compile(r"索\s*引|/20")
"""What both branches of the pattern hold."""
_VENUE_LABEL = re.compile(
    r"(?:(?:会议|开会)?地\s*点\s*[:：︰]\s*|(?m:^)[ \t]*(?:会议)?地\s*点[ \t]+|\|[ \t]*(?:会议)?地\s*点[ \t]*\|[ \t]*|(?m:^)[ \t]*(?:会议|开会)地点[ \t]*\n\s*)(?P<venue>[^\n；;。]{2,40}?)(?=[ \t]{2,}|[ \t]*\||[\n；;。]|$)"
)
_VENUE = re.compile(
    r"(?:^|[,，。\n]|同志|长|主任|书记|[\u4e00-\u9fff]{2,3}|[0-9]日)在(?P<venue>[^,，。；\n]{2,36}?(?:室|厅|中心|楼|堂|馆|会场|指挥部|机关|大院|基地|现场|层|府|村|园|社区|所|项目部|公司|学校|学院|党校|宾馆|酒店))(?=[,，]|主持|召开|举行|组织|召集)"
)
_PLACE = re.compile(r"地\s*点")
_STOOD_IN = re.compile(
    r"主\s?[席持]\s?人?[:：][^\n（(]{2,20}[（(]由?(?P<who>[\u4e00-\u9fff]{3,9}?)(?:代理|代为?主持|代)[)）]"
)
"""主席：王市长大明（林副市长小同代）: who stood in for the chair."""
_MET = re.compile("召开|举行|主持|召集|会议")
_LONGEST_POST = 40
_BEFORE_ROLE = rf"[\u4e00-\u9fff、（）()]{{0,{_LONGEST_POST}}}?"
_CHAIR_AFTER = re.compile(
    rf"(?P<role>{_BEFORE_ROLE}(?:{ROLE}))\s?(?P<name>[\u4e00-\u9fff]{{1,8}}(?:·[\u4e00-\u9fff]{{1,8}}?)+|[\u4e00-\u9fff·][\u4e00-\u9fff· ]{{1,5}}?)(?:同志)?(?:[（(][^）)]{{1,12}}[)）])?"
    r"(?=(?:今天|昨天|今日|昨日|[0-9]{1,2}日|[0-9]{1,2}月[0-9]{1,2}日)?(?:[（(][0-9月日]{1,8}[)）])?(?:上午|下午|晚上|晚)?,?，?(?:在[^,，。]{2,40}[,，]?)?(?:主持|召集|召开|组织召开))"
)
_ROLE_AND_NAME = re.compile(_CHAIR_AFTER.pattern.replace(_BEFORE_ROLE, "", 1))
_CHAIR_WENT = re.compile(
    rf"(?P<role>[\u4e00-\u9fff、]{{0,30}}?(?:{ROLE}))(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:同志)?(?=(?:率队|带队|率[^，。；\n]{{2,30}}|一行)?(?:赴|到|深入|前往)[^。；\n]{{2,60}}?(?:并|，)主持召开)"
)
"""县长甲到某镇现场办公，并主持召开会议."""
_CHAIR_NAMED = re.compile(
    rf"(?:^|[。，,\n；;]|会议由)\s{{0,4}}(?P<role>[\u4e00-\u9fff、（）]{{0,30}}?(?:{ROLE}))?(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?P<role2>{ROLE})?"
    r"(?:同志)?(?:在[^，。；\n]{2,30}?)?主持(?:了)?(?:(?:本次|此次)?会议|召开)"
)
_CHAIR_BY = re.compile(
    rf"会议由(?P<role>[\u4e00-\u9fff、（）]{{0,30}}?(?:{ROLE}))?(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:同志)?主持"
)
_CHAIRS = re.compile("主持(?:了)?(?:(?:本次|此次)?会议|召开)?|召集|召开")
_CHAIR_REACH = 200
"""Characters that a mention of the chair can span at most, by the bounds of the two patterns."""
_ROLE_LEAD = re.compile(
    r"^(?:受[^，,]{2,16}委托[，,])?(?:[0-9]{1,4}[年月日]|[一二三四五六七八九十○〇]{1,4}[年月日]|上午|下午|晚上|中午|凌晨|今天|昨天|近日|日前|随后|本报讯|晚|会议由|[，,\s])*"
)


def document_number(sheet: Sheet) -> Fact[str] | None:
    """The number on the paper's head, 〔2022〕15号 with its word in front, else 第14期; never one cited in the text."""
    stop = min(len(sheet.text), _NUMBER_WITHIN)
    candidates = [one for one in _numbers(sheet.text, stop) if _on_head(sheet, one)]
    if not candidates:
        lesser = (
            pattern.search(sheet.text, 0, stop)
            for pattern in (_COUNCIL_NUMBER, _YEAR_ONLY, _LABELLED_NUMBER, _TITLE_NUMBER)
        )
        found = next((one for one in lesser if one), None)
        return sheet.fact(*found.span("paper")) if found else None
    best = max(candidates, key=lambda one: (one.lastgroup == "full", len(one.group().strip())))
    first, last = best.span(best.lastgroup or 0)
    office = re.match(r".*(?:办公室|办公厅|人民政府|委员会)(?=[〔\[［【(（])", sheet.text[first:last])
    return sheet.fact(first + office.end() if office else first, last)


def _numbers(text: str, stop: int) -> Iterator[re.Match[str]]:
    """What may be the number: around each bracketed year, and alone on a line."""
    reached = 0
    for year in _YEAR_OF_NUMBER.finditer(text, 0, stop):
        first, last = max(reached, year.start() - _WORD_OF_NUMBER), min(stop, year.end() + _REST_OF_NUMBER)
        found = _DOCUMENT_NUMBER.search(text, first, last)
        if found:
            reached = found.end()
            yield found
    yield from _PAPER_NUMBER.finditer(text, 0, stop)


def _on_head(sheet: Sheet, match: re.Match[str]) -> bool:
    """Alone on its line, or behind a label of its own; a number inside a sentence cites another document."""
    line_start = sheet.text.rfind("\n", 0, match.start()) + 1
    line_end = sheet.text.find("\n", match.end())
    before = sheet.text[line_start : match.start()].strip(" |\t")
    after = sheet.text[match.end() : line_end if line_end >= 0 else len(sheet.text)].strip(" |\t")
    if len(before) + len(after) > HEAD and match.end() < HEAD:
        return match.lastgroup == "full"
    labelled = bool(re.search(r"(?:文\s*号|编\s*号|发文字号)\s*[:：|\t ]*$", before))
    return labelled or (len(before) <= 2 and (len(after) <= 40 and "。" not in after and "，" not in after))


def index_number(sheet: Sheet) -> Fact[str] | None:
    """The information index number (索引号) of the portal."""
    match = _INDEX_NUMBER.search(sheet.text) if sheet.holds(_INDEX, 0, len(sheet.text)) else None
    if match is None:
        return None
    return sheet.fact(*match.span("n" if match["n"] else "bare"))


def venue(sheet: Sheet, end: int) -> Fact[str] | None:
    """Where the meeting was held."""
    label = _VENUE_LABEL.search(sheet.text, 0, end) if sheet.holds(_PLACE, 0, end) else None
    told = (
        one for one in _VENUE.finditer(sheet.text, 0, end) if _MET.search(sheet.text, one.start(), _stop(sheet, one))
    )
    match = label or next(told, None)
    return sheet.fact(*match.span("venue")) if match else None


def _stop(sheet: Sheet, match: re.Match[str]) -> int:
    at = sheet.text.find("。", match.end())
    return len(sheet.text) if at < 0 else at


def chair(sheet: Sheet, end: int, named: tuple[Person, ...]) -> Person | None:
    """Who chaired: before 主持召开, in X主持会议, or under 主持:; the sentence gives the role."""
    stood_in = _STOOD_IN.search(sheet.text, 0, end) if sheet.text.find("代", 0, end) >= 0 else None
    proxy = courtesy(stood_in["who"]) if stood_in else None
    if stood_in and proxy:
        return Person(proxy[0], sheet.span(*stood_in.span("who")), None, proxy[1])
    for pattern, stop in (
        (_CHAIR_AFTER, end),
        (_CHAIR_WENT, end),
        (_CHAIR_NAMED, end),
        (_CHAIR_BY, end),
        (_CHAIR_NAMED, len(sheet.text)),
    ):
        for first, last in _chairing(sheet.text, stop):
            for match in _mentions(pattern, sheet.text, first, last):
                found = _chair(sheet, match)
                if found is not None:
                    return found
    return _with_whole_post(named[0]) if named else None


def _with_whole_post(person: Person) -> Person:
    """A chair's post is given as written, with the unit in it: 街道党工委书记."""
    if person.unit and person.role:
        return replace(person, unit=None, role=f"{person.unit}{person.role}")
    return person


def presiding(present: tuple[Person, ...]) -> Person | None:
    """The person whom the roll itself calls the chair, where nothing else says who presided."""
    return next((one for one in present if not one.unit and one.role in {"主席", "主持人", "召集人"}), None)


def _chairing(text: str, stop: int) -> list[tuple[int, int]]:
    """The stretches that end with 主持, 召集 or 召开, as long as a chair's mention can be; none overlap."""
    found: list[tuple[int, int]] = []
    for word in _CHAIRS.finditer(text, 0, stop):
        first = max(0, word.start() - _CHAIR_REACH)
        if found and first <= found[-1][1]:
            first = found.pop()[0]
        found.append((first, word.end()))
    return found


def _mentions(pattern: re.Pattern[str], text: str, first: int, last: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern; the one that begins with all that stands before a post is led to its post."""
    if pattern is _CHAIR_AFTER:
        named = _ROLE_AND_NAME.search(text, first, last)
        if named is None:
            return
        first = max(first, named.start() - _LONGEST_POST)
    yield from pattern.finditer(text, first, last)


def _chair(sheet: Sheet, match: re.Match[str]) -> Person | None:
    name = match["name"].replace(" ", "")
    if "·" not in name and (surname_cost(name) is None or not 2 <= len(name) <= 4):
        return None
    role = match["role"] or ""
    lead_in = _ROLE_LEAD.match(role)
    first = match.start("role") + (lead_in.end() if lead_in else 0) if role else -1
    written = sheet.written(first, match.end("role")) if role else (match.groupdict().get("role2") or None)
    bare = "".join(sheet.written(*match.span("name")).split())
    return Person(bare, sheet.span(*match.span("name")), None, written or None)
