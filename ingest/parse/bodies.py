"""The body that met: named before its meeting, as the subject of 召开, above the title, or by the issuing office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.records import Fact, Span

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet

_N = "[0-9零〇○一二三四五六七八九十百]{1,5}"
_COUNTED = re.compile(rf"(?:20[0-9]{{2}}年(?:度)?|第?{_N}[届次])+")
"""Term, year and session in front of a body's name, which are no part of it."""
_TERM_WITHIN = re.compile(rf"第?{_N}届")
_BODY = re.compile(
    r"(?P<name>(?:[\u4e00-\u9fff]{1,14}?(?:省|市|区|县|旗|州|盟|镇|乡|街道))?(?:[\u4e00-\u9fff]{2,12}管委会、)?"
    r"[\u4e00-\u9fff]{0,14}?(?:人民政府|政府党组|政府|国务院|管委会|管理委员会|委员会|办事处|公所|议会|常委会|常委|区委|县委|市委|省委|开发区|数字发展部|发展部|院|部|局|公署|领导小组|指挥部))"
)
_LONGEST = re.compile(
    r".*(?:公所|议会|人民政府党组|政府党组|人民政府|政府|国务院|管委会|委员会|常委会|区委|县委|市委|省委|领导小组|指挥部|部|院)"
)
_LOCAL = re.compile(r"(?:中共)?[\u4e00-\u9fff]{1,14}(?:镇|乡|街道|学院|学校|中学|集团|公司|中心|党工委|党委|支部|厅)")
"""Bodies that are named without a word for their office: 石桥镇党政联席会议."""
_TERMED = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,9}?[省市区县旗州镇])第?[0-9一二三四五六七八九十]{1,4}届(?P<body>人民政府|政府)"
)
_BODY_LEAD = re.compile(
    r".*(?:主持召开|召开了?|举行了?|主持|出席|参加|同志|今天|昨天|日|午|晚|，|,|。|\s|于|在|的|现将|将)"
)
_SUBJECT = re.compile(
    r"(?P<name>[\u4e00-\u9fff、]{1,16}?(?:政府|管委会|委员会|党组))(?:今天|昨天|于?[0-9年月日上下午]*)?召开"
)
_HOLDER = re.compile(
    r"(?:^|[日号午晚，,。\s])(?P<name>(?!我|本)[\u4e00-\u9fff0-9]{0,20}?(?:政府|管委会|委员会|党组|党委|党工委|常委会|学院|局|部|厅|公司|集团|街道|镇|乡))"
    r"(?:在[^，。]{2,30})?(?:召开|举行)了?[^召举，。]{0,14}$"
)
"""The subject of 召开 right before the meeting's name: 学院召开2031年第7次…."""
_WHOLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("党组", ("政府", "局", "委员会", "院", "厅")),
    ("常委会", ("委", "委员会")),
    ("党工委", ("街道", "区")),
    ("党委", ("镇", "乡", "学院", "局", "公司", "集团")),
)
_LINE = re.compile(
    r"(?:中共)?[\u4e00-\u9fff（）]{2,40}(?:政府|委员会|党组|党委|党工委|管委会|议会|局|部|院|街道|镇|乡|公司|集团|小组|指挥部)"
)
_COUNCIL = re.compile(r"[\u4e00-\u9fff]{2,12}(?:议会|立法会|市政署)|立法会")
_COMMITTEE = re.compile(r"[\u4e00-\u9fff、]{2,24}(?:委员会|小组)")
"""A council and the committees under it: Hong Kong and Macao minutes set the two on lines of their own."""
_NOTION = re.compile("(?:开放|法治|数字|智慧|服务型|阳光|透明|廉洁)政府|领导小组|指挥部")
"""What a government should be, or a body without its name, which name none: 阳光政务第三次协作会议."""
_PARTY = re.compile(r"中共[\u4e00-\u9fff（）()]{2,30}$")
"""A party committee by its full name, in front of 委员会会议."""
_MAX_LINE = 60
_MASTHEAD = 6
"""Lines of a printed head at most."""


def named_before(sheet: Sheet, start: int, match: re.Match[str]) -> Fact[str] | None:
    """The body in the words before a meeting's kind (`match`), no further back than `start`."""
    end = match.start("kind")
    party = _PARTY.search(sheet.text, max(start, end - _MAX_LINE), end) if match["kind"].startswith("委员会") else None
    if party:
        return sheet.fact(party.start(), end + len("委员会"))
    body = _before(sheet, start, end) or _holder(sheet, start, end)
    for word, endings in _WHOLE:
        if body is not None and body.span and match["kind"].startswith(word) and body.value.endswith(endings):
            return Fact(f"{body.value}{word}", sheet.span(end - 1, end + len(word)) if end else body.span)
    return body


def _before(sheet: Sheet, start: int, end: int) -> Fact[str] | None:
    offset = max(start, end - 70, sheet.text.rfind("\n", 0, end) + 1)
    text = sheet.text[offset:end]
    subject = _SUBJECT.match(text)
    if subject:
        return sheet.fact(offset, offset + subject.end("name"))
    lead_in = _BODY_LEAD.match(text)
    offset += lead_in.end() if lead_in else 0
    counted = _COUNTED.match(sheet.text, offset, end)
    offset = counted.end() if counted else offset
    text = sheet.text[offset:end]
    termed = _TERMED.match(text)
    if termed and len(termed["place"]) > 1:
        return Fact(f"{termed['place']}{termed['body']}", sheet.span(offset, offset + termed.end()))
    text = re.sub(r"(?<=.)(?:第?[0-9零〇○一二三四五六七八九十百]{1,5}[届次]|20[0-9]{2}年(?:度)?)+.*$", "", text)
    match = _BODY.match(text)
    if match and _NOTION.fullmatch(text, 0, match.end()):
        return None
    if match is None:
        local = _LOCAL.fullmatch(text)
        return sheet.fact(offset, offset + local.end()) if local else None
    longest = _LONGEST.match(text)
    stop = longest.end() if longest else match.end()
    return sheet.fact(offset, offset + stop)


def _holder(sheet: Sheet, start: int, end: int) -> Fact[str] | None:
    offset = max(start, end - 70, sheet.text.rfind("\n", 0, end) + 1)
    match = _HOLDER.search(sheet.text, offset, end)
    return _without_term(sheet, *match.span("name")) if match else None


def _without_term(sheet: Sheet, first: int, last: int) -> Fact[str]:
    whole = sheet.fact(first, last)
    return Fact(_TERM_WITHIN.sub("", whole.value), whole.span)


def headed(sheet: Sheet, title: tuple[int, int], body: Fact[str] | None) -> Fact[str] | None:
    """The body that stands alone on the line above a title, as on a printed head, where `body` is no fuller name."""
    lines = [line for line in sheet.lines if line[1] <= title[1]]
    lines = lines[:-1] if lines and lines[-1][0] >= title[0] else lines
    if not lines or not _LINE.fullmatch(sheet.text, *lines[-1]):
        return body or _on_masthead(sheet, lines[-_MASTHEAD:])
    above = _without_term(sheet, *lines[-1])
    parent = lines[-2] if len(lines) > 1 else None
    if body is not None and above.span and body.span and _COMMITTEE.fullmatch(body.value):
        return _under(sheet, lines[-1], body, title[0])
    if body is None and parent and above.span and _COMMITTEE.fullmatch(above.value):
        return _under(sheet, parent, above, lines[-1][0])
    if body is None or (_UNNAMED.fullmatch(body.value) and _abbreviates(body.value, above.value)):
        return above
    return body


def _on_masthead(sheet: Sheet, lines: list[tuple[int, int]]) -> Fact[str] | None:
    """The body that a printed head names first, with the paper's number and office between it and the title."""
    return next((_without_term(sheet, *line) for line in lines if _LINE.fullmatch(sheet.text, *line)), None)


def _under(sheet: Sheet, line: tuple[int, int], committee: Fact[str], start: int) -> Fact[str]:
    """A committee with the council that its heading names on the line above: 某区议会, 交通及运输委员会."""
    parent = sheet.fact(*line)
    named = sheet.written(start, start + len(committee.value)) == committee.value
    if not named or not parent.span or not committee.span or not _COUNCIL.fullmatch(parent.value):
        return committee
    return Fact(f"{parent.value}{committee.value}", Span(parent.span.start, committee.span.end))


def fuller(new: str, old: str) -> bool:
    """Whether one name of a body says more than another and ends alike: 青洲市人民政府 against 市政府."""
    return (
        len(new) > len(old)
        and not re.search(r"主持|召开|[0-9、（，]", new)
        and new.endswith(old[-2:])
        and re.match(r"(?:区|县|市|省|州|镇|国)(?:人民)?(?:政府|务院)", old) is not None
    )


_UNNAMED = re.compile(r"[省市区县旗州镇乡]?(?:(?:人民)?政府(?:党组)?|议会|委常委会)")
"""A body that is named by its kind alone."""
_GENERIC = re.compile(r"(?:省|市|区|县|旗|州|镇)(?:人民)?政府|[\u4e00-\u9fff]{0,5}管委会|[\u4e00-\u9fff]{2,6}[镇乡]")
_OFFICE = re.compile(
    r"[（(]?(?P<name>[\u4e00-\u9fff（）()]{1,20}?(?:人民政府|政府|管理委员会|管委会|区议会|县议会))(?:办公室|办公厅|党政办公室)?"
    r"(?:整理|印发)?[\s　]*(?:[12二][0-9○〇一二三四五六七八九十年月日 ]{5,16}(?:印发|印)?)?[）)]?(?:[〔（(\[]20[0-9]{2}[〕）)\]][0-9]{1,4}号(?:会议纪要)?)?$"
)


def by_office(sheet: Sheet, body: Fact[str] | None) -> Fact[str] | None:
    """区政府 alone, or no name at all, is told by the office that issues the minutes, where the text names it."""
    if body is not None and not _GENERIC.fullmatch(body.value):
        return body
    for first, last in reversed(sheet.lines):
        if last - first > _MAX_LINE:
            continue
        match = _OFFICE.match(sheet.text[first:last])
        if match and (body is None or _abbreviates(body.value, match["name"])):
            return sheet.fact(*_named(first, match))
    return body


def _abbreviates(short: str, name: str) -> bool:
    """Whether a full name has the characters of a short one in their order: 高新区管委会 in 高新技术产业开发区管理委员会.

    区政府 is the government of a district, never that of the city above it.
    """
    if "政府" in short and not re.search(rf"{short[0]}(?:人民)?政府(?:党组)?$", name):
        return False
    at = 0
    for char in short:
        at = name.find(char, at) + 1
        if not at:
            return False
    return True


def _named(offset: int, match: re.Match[str]) -> tuple[int, int]:
    first, last = match.span("name")
    return offset + first, offset + last
