"""What the clerk puts down beside the agenda: when the meeting broke up, when the next one is, who stood in for whom.

Minutes have no field for these; the line or the bracket that says so is the answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.parse.posts import ROLE
from ingest.parse.turns import turns
from rag.answer.addressed import without_title
from rag.answer.asking import Outcome
from rag.answer.draft import Draft, Evidence
from rag.answer.phrases import say
from rag.find.terms import joined, specific_coverage
from rag.find.voices import agenda_of, items_called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.answer.asking import Asking
    from rag.find.shelf import Pages
    from rag.find.voices import Item
    from rag.records import MeetingRow, Query

_DAYTIME = r"(?:凌晨|早上|上午|中午|下午|傍晚|晚上|晚间)?"
_CLOCK = (
    rf"{_DAYTIME}[ \t]?"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[ \t]?"
    r"(?:[:：][0-9]{2}|[时点](?:整|半|[0-9一二三四五六七八九十]{1,3}分?)?)"
)
_BREAKS_UP = re.compile(
    r"(?:几点|何时|什么时候|什么时间|啥时候|几时|时间)[^，。]{0,6}(?:散会|结束|闭会|开完)|(?:散会|结束|闭会)[^，。]{0,4}(?:几点|何时|时间|什么时候)|开到几点|几点散"
)
_BROKE_UP = re.compile(
    rf"(?m)(?:散会|闭会|会议结束)[^\n。]{{0,12}}?{_CLOCK}|{_CLOCK}[^\n。]{{0,16}}?(?:散会|结束|到这|到此)|{_CLOCK}[^\n。，]{{0,3}}，[^\n。]{{0,10}}(?:散会|结束|到这|到此)"
)
_RANGE = re.compile(rf"(?m)^[ \t]*(?:会议)?(?:时\s*间|日\s*期)[^\n]{{0,40}}?{_CLOCK}\s?(?:[-—–~～至到]+)\s?{_CLOCK}")
_STARTS = re.compile(r"几点[^，。]{0,4}(?:开始|开会|开的)|(?:开始|开会)[^，。]{0,4}几点")
_STARTED = re.compile(
    rf"{_CLOCK}[^\n。]{{0,10}}(?:开始|开会)|(?:开始|开会)[^\n。]{{0,8}}{_CLOCK}|[（(]{_CLOCK}[)）]开始"
)
_NEXT = re.compile(
    r"下(?:一)?次(?:的)?(?:[^，。]{0,6})?会(?:议)?[^，。]{0,8}(?:什么时候|何时|哪一?天|几[月号日]|时间|日期|啥时候)|下(?:一)?次什么时候开"
)
_IS_NEXT = re.compile(r"下(?:一)?次(?:[^，。\n]{0,8})?会(?:议)?[^。\n]{0,24}?[0-9一二三四五六七八九十]+\s?[月日号]")
_FOR = re.compile(
    r"代理|代替|替(?:谁|[^，。]{1,8}(?:来|出席|参加|开会))|代(?:谁|表谁)|由谁代|谁代|代为|谁替|派谁|委派|委托谁"
)
_STOOD_IN = re.compile(
    r"[^、，：:。；;\n（(]{2,20}[（(][^（）()\n]{0,24}(?:代理?|委派|委托|代表|代为)[^（）()\n]{0,12}[)）]|"
    r"[^，。；;\n]{2,24}[，,]?[^，。；;\n]{0,20}(?:由|是|请|委派|委托)[^，。；;\n]{1,16}(?:代理|代为|代表出席|代表参加|参加)[^，。；;\n]{0,4}"
)
_AWAY = re.compile(
    r"公出|请假|缺席|(?:没有|未能|无法|不克|不能)(?:亲自)?(?:出席|参加|与会|前来)|另有(?:要公|公务|会议)|代理"
)
_ASKS_AWAY = re.compile(r"请假|缺席|没(?:有|能)?(?:亲自)?(?:来|出席|参加|到)|公出")
_WHY_NOT = re.compile(r"(?:为什么|为何|怎么|为啥)[^，。]{0,10}(?:不是|没有?|不)[^，。]{0,8}(?:主持|出席|参加|来|到)")
_ASKING = re.compile(
    r"由谁|是谁|谁|代理|代替|代表|出席|参加|主持|来的?|替|由|是|的|哪位|什么人|为什么|为何|怎么|没有?|不|会议|开会|主席|请假|公出|了|缺席|派|委派|委托|[，。？?]"
)
_KINDS_OF_CASE = re.compile(
    r"(?P<count>几|多少|哪些|哪几|什么)(?:个|件|项)?(?P<kind>报告案|讨论案|提案|报告事项|讨论事项|临时动议)(?!第)"
)
_RECORDED_BY = re.compile(r"纪录(?:人|员)?(?:是|由|为)?(?:谁|哪位|何人)|(?:谁|哪位)(?:来)?(?:做|作|负责)?的?纪录")
_MARKED = r"[（(](?P<kind>{kind})(?P<number>[一二三四五六七八九十0-9]{{0,2}})[)）]"
_OPENING = 4
"""Turns of a record in which the clerk tells who is away."""
_HALF = 0.5


def put_down(asking: Asking) -> Outcome | None:
    """The clerk's line that answers; None where the question asks for none, or no line says so."""
    if len(asking.scope.meetings) != 1:
        return None
    meeting = asking.scope.meetings[0]
    pages = asking.shelf.pages(meeting.document_id)
    query = asking.query
    text = query.simplified
    found: list[tuple[int, int]] = []
    if _NEXT.search(text):
        found = _first(pages, meeting, _IS_NEXT)
    elif _BREAKS_UP.search(text):
        found = _last(pages, meeting, _BROKE_UP) or _first(pages, meeting, _RANGE)
    elif _STARTS.search(text):
        found = _first(pages, meeting, _STARTED)
    elif _FOR.search(text) or _WHY_NOT.search(text):
        found = _proxies(query, pages, meeting)
    elif _ASKS_AWAY.search(text) and query.intent == "attendance" and not query.people:
        listed = any(one.list == "apologies" for one in asking.shelf.people([meeting.id]))
        found = [] if listed else _away(pages, meeting)
    elif kind := _KINDS_OF_CASE.search(text):
        return _cases(asking, pages, meeting, kind["kind"], counted=kind["count"] in {"几", "多少"})
    elif _RECORDED_BY.search(text):
        found = [pages.reading.locate(one.span) for one in asking.shelf.people([meeting.id]) if one.list == "recorder"]
        found = [_line(pages.reading.text, *one) for one in found]
    spans = [pages.reading.span(*one) for one in found]
    return Outcome(tuple(Draft(pages.words(one), (Evidence(meeting, one),)) for one in spans)) if spans else None


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or line, that holds a place."""
    first = max(text.rfind(mark, 0, start) for mark in "。\n！？") + 1
    last = min((at + 1 for mark in "。\n！？" if (at := text.find(mark, end - 1)) >= 0), default=len(text))
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last


def _first(pages: Pages, meeting: MeetingRow, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    start, end = pages.reading.locate(meeting.span)
    found = pattern.search(pages.reading.text, start, end)
    return [_line(pages.reading.text, *found.span())] if found else []


def _last(pages: Pages, meeting: MeetingRow, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    start, end = pages.reading.locate(meeting.span)
    found = list(pattern.finditer(pages.reading.text, start, end))
    return [_line(pages.reading.text, *found[-1].span())] if found else []


def _proxies(query: Query, pages: Pages, meeting: MeetingRow) -> list[tuple[int, int]]:
    """The entry of the roll, or the sentence, in which the one named stands in or is stood in for."""
    start, end = pages.reading.locate(meeting.span)
    text = pages.reading.text
    found = [one.span() for one in _STOOD_IN.finditer(text, start, end)]
    names = [_spaced(name) for name in query.people]
    if names:
        return [span for span in found if any(one.search(text, *span) for one in names)][:2]
    bare = without_title(query.bare or query.simplified, joined(simplified(meeting.title or "")))
    told = _ASKING.sub(" ", bare)
    words = [one for one in told.split() if len(one) > 1]
    near = {span: max((specific_coverage(one, text[slice(*span)]) for one in words), default=0.0) for span in found}
    best = max(near.values(), default=0.0)
    if best >= _HALF:
        return [span for span in found if near[span] == best][:1]
    return found[:5] if not words else []


def _spaced(name: str) -> re.Pattern[str]:
    """A name that may have its post inside it: 丁委员一舟 for 丁一舟."""
    return re.compile(rf"{re.escape(name)}|{re.escape(name[0])}(?:{ROLE}){re.escape(name[1:])}")


def _away(pages: Pages, meeting: MeetingRow) -> list[tuple[int, int]]:
    """The sentences at the opening that tell who is away or represented."""
    start, end = pages.reading.locate(meeting.span)
    spoken = [one for one in turns(pages.reading.text) if start <= one.start < end and one.speaker][:_OPENING]
    return list(dict.fromkeys(_sentences(pages.reading.text, spoken[0].body, spoken[-1].end))) if spoken else []


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for one in _AWAY.finditer(text, start, end):
        yield _line(text, *one.span())


def _cases(asking: Asking, pages: Pages, meeting: MeetingRow, kind: str, *, counted: bool) -> Outcome | None:
    """Which reports or motions there are, by the items so labelled or the marks in the record; how many where asked."""
    start, end = pages.reading.locate(meeting.span)
    marks = re.compile(_MARKED.format(kind=kind.replace("事项", "案"))).finditer(pages.reading.text, start, end)
    spans = {one["number"]: pages.reading.span(*one.span()) for one in marks}
    items = items_called(agenda_of(meeting, asking.shelf), kind)
    places = [pages.reading.span(*_headed(pages.reading.text, one)) for one in items]
    places = places or list(spans.values())
    if not places:
        return None
    told = say(asking.query.script, "共{count}项：", count=str(len(places)))
    head = Draft(told, tuple(Evidence(meeting, one) for one in places), "verified")
    places = places if items else [pages.around(one) for one in places]
    listed = [Draft(pages.words(one), (Evidence(meeting, one),)) for one in places]
    return Outcome((head, *listed) if counted else tuple(listed))


def _headed(text: str, item: Item) -> tuple[int, int]:
    """An item from its label to the end of the line that holds its title."""
    titled = max(text.find(item.title, item.start, item.end), item.start)
    return item.start, _line(text, titled, titled + max(len(item.title), 1))[1]
