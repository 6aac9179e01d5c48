"""A meeting in three sentences at most, each made of cited values: who met when, what came of it, what is due."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rag.answer.phrases import day, meeting_name, say
from rag.records import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.report.records import Duty, Header, ItemSummary, Value
    from rag.report.values import Clerk

ORDER = ("审议通过", "原则同意", "同意", "修正通过", "议定", "暂缓", "不予通过", "退回修改", "通报")
SHOWN = 3
"""Titles that a sentence of the overview names before it says 等."""


def overview(clerk: Clerk, header: Header, items: Sequence[ItemSummary]) -> tuple[Claim, ...]:
    """The overview; a sentence for which the minutes give nothing is left out, never filled."""
    claims = (_met(clerk, header, items), _came(clerk, items), _due(clerk, items))
    return tuple(one for one in claims if one is not None)


def _met(clerk: Clerk, header: Header, items: Sequence[ItemSummary]) -> Claim | None:
    """Who chaired what on which day, and how many items it had."""
    cited = [one for one in (header.held_on, header.chair, header.title or header.body) if one and one.citations]
    marks = _marks([*cited, *(one.title for one in items if one.title)])
    if not marks:
        return None
    script = clerk.script
    when = day(header.held_on.text) if header.held_on and header.held_on.citations else ""
    who = header.chair.text + say(script, "主持召开") if header.chair else ""
    count = say(script, "，共{n}项议题", n=str(len(items))) if items else ""
    name = _noun(meeting_name(clerk.meeting))
    return _claim(f"{when}{'，' if when and who else ''}{who}{name}{count}。", cited, marks)


def _came(clerk: Clerk, items: Sequence[ItemSummary]) -> Claim | None:
    """How many items came to which outcome; an item counts by its first decision."""
    decided = [(one.decisions[0], one) for one in items if one.decisions and one.decisions[0].outcome]
    if not decided:
        return None
    counts = Counter(_plain(duty) for duty, _ in decided)
    told = [say(clerk.script, name + "{n}项", n=str(counts[name])) for name in ORDER if counts[name]]
    rest = sum(not one.decisions and not one.body_absent for one in items)
    tail = say(clerk.script, "；另有{n}项未载明会议决定", n=str(rest)) if rest else ""
    values = [duty.text for duty, _ in decided]
    return _claim("、".join(told) + f"{tail}。", values, _marks(values))


def _due(clerk: Clerk, items: Sequence[ItemSummary]) -> Claim | None:
    """What still has to pass another body, and the earliest deadline that the minutes date."""
    further = [(one, duty.next_step) for one in items for duty in one.decisions[:1] if duty.next_step]
    dated = [
        (duty.deadline_date.text, duty.deadline)
        for one in items
        for duty in (*one.decisions, *one.directives)
        if duty.deadline_date and duty.deadline and "X" not in duty.deadline_date.text
    ]
    said: list[str] = []
    values: list[Value] = []
    if further:
        said.append(say(clerk.script, "写明下一步的{n}项", n=str(len(further))))
        values += [step for _, step in further]
    if dated:
        said.append(
            say(
                clerk.script,
                "写明期限的任务{n}项，最早为{when}",
                n=str(len(dated)),
                when=day(min(date for date, _ in dated)),
            )
        )
        values += [deadline for _, deadline in dated]
    return _claim("；".join(said) + "。", values, _marks(values)) if said else None


def _noun(name: str) -> str:
    """A meeting's name as a noun: a report's title says 区政府召开第3次常务会议, that of a record 第3次会议纪录."""
    return re.sub(r"(?:主持)?(?:召开|召開)|(?<=[会會][议議])[纪紀记記][录錄]$", "", name)


def _plain(duty: Duty) -> str:
    return duty.outcome.text if duty.outcome else ""


def _marks(values: Iterable[Value]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(mark for value in values for mark in value.citations))


def _claim(text: str, values: Sequence[Value], marks: tuple[int, ...]) -> Claim:
    hurt = any(value.standing == "damaged" for value in values)
    return Claim(text, marks, "damaged" if hurt else "verified")
