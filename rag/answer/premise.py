"""What a question takes for granted, held against what the meeting decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.sentences import untitled

if TYPE_CHECKING:
    from ingest.records import Span
    from rag.answer.sentences import Body
    from rag.records import Query

POSITIVE = frozenset({"审议通过", "原则同意", "同意", "修正通过", "议定"})
REFUSED = frozenset({"不予通过", "暂缓", "退回修改"})
_TURNED_DOWN = re.compile(r"未(?:获|予)?通过|不予通过|暂缓|缓议|暂不|不同意|本次会议不作")
_BEGUN = re.compile(r"(?:开始|起|正式|已经?)(?:实施|施行|执行|生效|收取|运行|启用)|(?:实施|施行|执行|生效)(?:的|了)")
_PRESUMES = re.compile(r"(?:了|过)(?:哪|多少|几|什么|啥|谁)")


def contradicting(query: Query, body: Body) -> list[Span]:
    """The sentences that bear out another outcome than the one a question takes for granted; none where none does."""
    decided = {row.outcome for row in body.decisions}
    turned = [one for one in body.sentences if _TURNED_DOWN.search(untitled(one.text))] if not decided else []
    if turned and set(query.outcomes) <= POSITIVE:
        return [turned[0].span]
    if not decided or decided & set(query.outcomes):
        return []
    if set(query.outcomes) <= POSITIVE and decided <= POSITIVE:
        return []
    return [row.span for row in body.decisions[:2]]


def turned_down(query: Query, body: Body) -> bool:
    """Whether a figure or a date is asked of what the meeting only turned down or put off."""
    asks = query.aspect in {"amount", "deadline"} and not set(query.outcomes) & REFUSED
    return asks and _only_refused(body)


def begun(query: Query) -> bool:
    """Whether a question takes for granted that a thing has come into force (什么时候开始实施的)."""
    return bool(_BEGUN.search(query.simplified))


def presumes(query: Query, body: Body) -> bool:
    """Whether the question takes for done (续聘了哪家) what the meeting turned down or put off."""
    return _only_refused(body) and not query.outcomes and bool(_PRESUMES.search(query.simplified))


def _only_refused(body: Body) -> bool:
    decided = {row.outcome for row in body.decisions}
    return bool(decided) and decided <= REFUSED
