"""Whom a question takes for the chair of a meeting: where the minutes name another, that is said, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.parse.surnames import surname_cost
from rag.answer import refusal
from rag.find.attendance import chaired

if TYPE_CHECKING:
    from rag.answer.asking import Asking
    from rag.records import Refusal

_LED = re.compile(
    r"(?P<before>书记|[区县市省镇乡州部]长|主任|主席|^|[，,。是由])(?P<name>[\u4e00-\u9fff]{2,4}?)"
    r"(?:同志|副?[区县市省镇乡州部]长|书记|主任|主席)?(?:主持|召集)(?:召开)?(?:的|了|过)"
)
_NOBODY = re.compile(r"谁|哪|何|什么|他|她|政府|会议|领导|主要|共同|负责|分管|亲自")


def other_chair(asking: Asking) -> Refusal | None:
    """A false premise where a question says who chaired its one meeting, and the minutes name somebody else."""
    query, meetings = asking.query, asking.scope.meetings
    if len(meetings) != 1 or not asking.scope.stated or query.intent == "chair":
        return None
    led = _LED.search(query.simplified)
    if led is None or _NOBODY.search(led["name"]) or surname_cost(led["name"]) is None:
        return None
    found = chaired(query, meetings, asking.shelf)
    named = [row for row in found.rows if row.note]
    if not named or any(simplified(row.words) in query.simplified for row in named):
        return None
    return refusal.not_chaired(query, led["name"], named[0], asking.desk)
