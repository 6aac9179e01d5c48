"""Minutes of places that do not exist, and a reader for exactly them: stores are tested without the parser.

One line a part: `《title》`, `日期 2031-05-06`, `主持 甲乙丙`, `出席 甲乙丙、丁戊己`, then items `一、title`, each
followed by its sentences. A sentence with 同意 is a decision; its unit stands before 牵头.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from ingest.clean.traced import Traced
from ingest.errors import NotMinutes
from ingest.minutes import Reading
from ingest.records import AgendaItem, Decision, Fact, Minutes, PartialDate, Person, Quality, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.records import Document

NUMERALS = "一二三四五六七八九十"
MATTERS = (
    "云溪桥改造",
    "稻香学校扩建",
    "青石巷排水",
    "松月湖清淤",
    "竹海路绿化",
    "暖冬供热",
    "早市搬迁",
    "图书馆延时开放",
)
UNITS = ("区水利局", "区教育局", "区城管局", "区民政局", "区交通局", "区文旅局")
VERBS = ("现场踏勘", "分段施工", "公示方案", "核定投资", "听取居民意见", "按季度报告进展", "完成验收", "公布时间表")
PEOPLE = ("岳明川", "沈知秋", "罗庭远", "闻人述", "韩若水", "严子衿", "贺长风", "陶然亭")


def minutes_text(seed: int, items: int = 4) -> str:
    """One fictional meeting, the same for the same seed."""
    some = random.Random(seed)  # noqa: S311 - fiction, not a secret
    date = f"20{some.randint(31, 39)}-{some.randint(1, 12):02d}-{some.randint(1, 28):02d}"
    people = some.sample(PEOPLE, 4)
    lines = [
        f"《云溪区政府第{seed}次常务会议纪要》",
        f"日期 {date}",
        f"主持 {people[0]}",
        f"出席 {'、'.join(people)}",
    ]
    for number in range(items):
        matter = some.choice(MATTERS)
        lines.append(f"{NUMERALS[number]}、关于{matter}第{seed * 10 + number}号事项")
        lines += [
            f"会议指出，{matter}要{some.choice(VERBS)}，再{some.choice(VERBS)}。" for _ in range(some.randint(1, 9))
        ]
        lines.append(f"会议原则同意{matter}方案，由{some.choice(UNITS)}牵头{some.choice(VERBS)}。")
    return "\n".join(lines) + "\n"


def parse_fiction(document: Document) -> Reading:
    """What `ingest.minutes.read_document` does for real minutes, for these. Raises NotMinutes."""
    text = document.text
    if "《" not in text:
        raise NotMinutes(document.source, "没有会议", "请换一份文件")
    quality = Quality("utf-8", absent=("venue",))
    parts = [match.start() for match in re.finditer("《云溪区政府第", text)] or [0]
    bounds = zip(parts, [*parts[1:], len(text)], strict=True)
    meetings = tuple(_meeting(document, quality, n, *one) for n, one in enumerate(bounds, 1))
    return Reading(document, meetings, quality)


def _meeting(document: Document, quality: Quality, index: int, start: int, end: int) -> Minutes:
    text = document.text
    found = {key: _found(text, key, start, end) for key in ("《", "日期 ", "主持 ", "出席 ")}
    title, date, chair, present = found["《"], found["日期 "], found["主持 "], found["出席 "]
    return Minutes(
        document=document,
        index=index,
        span=Span(start, end),
        reading=Traced.of(text),
        quality=quality,
        items=tuple(_items(text, start, end)),
        title=Fact(text[title.start : title.end - 1], Span(title.start, title.end - 1)) if title else None,
        body=Fact("云溪区政府", reason="fiction"),
        session=_session(text, title),
        held_on=Fact(PartialDate(*map(int, text[date.start : date.end].split("-"))), date) if date else None,
        chair=Person(text[chair.start : chair.end], chair, role="区长") if chair else None,
        present=tuple(_people(text, present)) if present else (),
    )


def _people(text: str, span: Span) -> Iterator[Person]:
    for match in re.compile("[^、]+").finditer(text, span.start, span.end):
        yield Person(match.group(), Span(*match.span()))


def _session(text: str, title: Span | None) -> Fact[int] | None:
    match = re.compile(r"第(\d+)次").search(text, title.start, title.end) if title else None
    return Fact(int(match[1]), Span(*match.span(1))) if match else None


def _found(text: str, key: str, start: int, end: int) -> Span | None:
    match = re.compile(f"^{key}(.+)$", re.MULTILINE).search(text, start, end)
    return Span(*match.span(1)) if match else None


def _items(text: str, start: int, end: int) -> Iterator[AgendaItem]:
    heads = list(re.compile(rf"^([{NUMERALS}])、(.+)$", re.MULTILINE).finditer(text, start, end))
    stops = [*(one.start() for one in heads[1:]), end]
    for number, (head, stop) in enumerate(zip(heads, stops, strict=True), 1):
        decided = re.compile(r"会议(原则同意)(.+?)，由(.+?)牵头.+?。").search(text, head.end(), stop)
        yield AgendaItem(
            ordinal=number,
            span=Span(head.start(), stop),
            kind="numbered",
            label=Fact(head[1] + "、", Span(head.start(1), head.start(2))),
            number=number,
            title=Fact(head[2], Span(*head.span(2))),
            actions=(Fact("研究", reason="fiction"),),
            decisions=(_decision(decided),) if decided else (),
        )


def _decision(match: re.Match[str]) -> Decision:
    return Decision(
        span=Span(*match.span()),
        outcome="原则同意",
        outcome_text=Fact(match[1], Span(*match.span(1))),
        subject=Fact(match[2], Span(*match.span(2))),
        responsible=(Fact(match[3], Span(*match.span(3))),),
    )
