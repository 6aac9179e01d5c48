"""What a question takes for granted, held against what the meeting decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.sentences import untitled
from rag.find.terms import joined

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


_HALTS = (
    re.compile(r"叫停|停止|中止|终止|暂停|停办|停工|关停|停建"),
    re.compile(r"取消|撤销|撤回|废止|废除|作废"),
)
"""What may be done to a thing, each with the words that say so."""


def unheard_of(query: Query, body: Body) -> bool:
    """Whether a question asks why, or when, a thing was done (叫停, 取消) that no sentence of the item speaks of."""
    if query.aspect not in {"reason", "deadline"}:
        return False
    told = "".join((simplified(body.item.title or ""), *(one.text for one in body.sentences)))
    return any(done.search(query.simplified) and not done.search(told) for done in _HALTS)


def begun(query: Query) -> bool:
    """Whether a question takes for granted that a thing has come into force (什么时候开始实施的)."""
    return bool(_BEGUN.search(query.simplified))


def presumes(query: Query, body: Body) -> bool:
    """Whether the question takes for done (续聘了哪家) what the meeting turned down or put off."""
    return _only_refused(body) and not query.outcomes and bool(_PRESUMES.search(query.simplified))


def _only_refused(body: Body) -> bool:
    decided = {row.outcome for row in body.decisions}
    return bool(decided) and decided <= REFUSED


_WHICH_THING = re.compile(r"(?P<verb>[\u4e00-\u9fff]{2})了?(?:什么|哪些|哪几个)(?P<thing>[\u4e00-\u9fff]{2,4})$")
_ANY_VERB = re.compile(
    r"会议|要求|提出|指出|强调|明确|作出|做出|研究|审议|包括|采取|关于|都有|还有|主要|具体|分别|内容|时候|工作|议定|决定|通过|讨论|安排|部署"
)
_ANY_THING = re.compile(
    r"程度|效果|类型|渠道|路子|规矩|名字|姓名|名称|题目|主题|职务|要求|措施|内容|工作|任务|问题|意见|单位|部门|方面|事项|议题|办法|文件|条件|原因|理由|决定|结果|情况|建议|方案|人员|领导|"
    r"地方|时候|程序|手续|东西|项目|做法|安排|规定|标准|要点|重点|精神|目标|原则|机构|企业|公司|街道|乡镇|区域|范围|行业|领域"
)


def left_unsaid(query: Query, body: Body) -> bool:
    """Whether a question asks for a thing by name and by verb (来自哪些国家) of which the item has neither word."""
    return unsaid(query, "".join((body.item.title or "", *(one.text for one in body.sentences))))


def unsaid(query: Query, text: str) -> bool:
    """Whether a question asks for a thing by name and by verb (来自哪些国家) of which a text has neither word."""
    found = _WHICH_THING.search(query.simplified.rstrip("？?。 "))
    if found is None or _ANY_VERB.search(found["verb"]) or _ANY_THING.search(found["thing"]):
        return False
    told = joined(text)
    return found["verb"] not in simplified(told) and found["thing"][-2:] not in simplified(told)
