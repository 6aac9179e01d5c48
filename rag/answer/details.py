"""One detail of a matter: who put it forward, who answers for it, by when, how much, why, what comes next.

Each reader gives the drafts that state the detail, or none where the item does not state it. Every draft is a
sentence or clause of the source; the few templates wrap values that stand in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.amounts import amount
from rag.answer.cite import trimmed
from rag.answer.draft import Draft, Evidence
from rag.answer.sentences import untitled
from rag.find.terms import Weights, joined, share, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.records import Span
    from rag.answer.sentences import Body
    from rag.find.shelf import Sentence
    from rag.records import Aspect, DecisionRow, MeetingRow, Query

_MANY = 4
_CLEARLY = 0.2
_SAME = 0.7
"""Share of a title's terms that a clause elsewhere must hold to be about the same matter."""
_BY_WHEN = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}日|[一二三四五六七八九十]{1,3}日|底|初|"
    r"末|中旬|上旬|下旬|份)?(?:之?前|以前|底前|内)?|年(?:底|末|内)(?:之?前)?|(?:本|今|明|\d{4})年(?:底|内|"
    r"年底)?(?:之?前)|(?:上|下)半年|[一二三四]季度|"
    r"\d+(?:个)?(?:工作日|日|天|个月|周|年)(?:之?内|以内)|[一二三四五六七八九十两]+(?:个)?(?:工作日|天|个月|"
    r"周|年)(?:之?内|以内)|限期|即日起|月底前|(?:本|下)(?:周|月|季度)(?:内|底|前|底前)"
)
_WHY = re.compile(
    r"因(?:此|而)?(?!地制宜|素|势|材|人|应|子)|由于|鉴于|考虑到|为(?:了|此|进一步)|原因|尚(?:不|未)|不(?:够|"
    r"足|成熟|完善|充分)|有待|需(?:要)?进一步(?:论证|研究|核实)|条件.{0,4}不"
)
_VOTE = re.compile(r"\d+票|[一二三四五六七八九十]+票|表决|投票|票决|赞成|反对|弃权")
_ANSWERS_FOR = re.compile(
    r"牵头|负责|统筹(?:抓总|协调|推进|负责)|承办|主办|责任单位|主管|由[\u4e00-\u9fff()（）、]{2,24}(?:局|委|"
    r"办|部门?|街道|镇|乡|中心|集团|公司|政府|区长|县长|主任)|"
    r"(?:请|责成|退回|商请)[\u4e00-\u9fff]{2,16}(?:局|委|办|办公室|中心|街道|公司|集团)[\u4e00-\u9fff]{0,10}(?:修改|完善|研究|落实|办理|做好|负责|论证|提出)"
)
_REPORTED = re.compile(
    r"(?:提案|报告|汇报|提报|提出|提交|承办|主办|列席汇报)(?:单位|机关|部门|人|课室)[:：]|(?:听取|审议|通报|"
    r"研究)(?:了|并)?[\u4e00-\u9fff()（）、]{0,20}(?:局|委|办|部|院|中心|集团|街道|分局|室|"
    r"会)(?:\)|）)?[\u4e00-\u9fff]{0,4}(?:关于|《|提出|汇报|报告)|[\u4e00-\u9fff]{2,20}(?:局|委|办|部|院|中心|"
    r"集团|街道|分局|室)[\u4e00-\u9fff]{0,4}(?:汇报|提出的|所作|作了|解读|传达|领学)|"
    r"(?:同意|按照?|采纳|批准)[\u4e00-\u9fff]{2,20}(?:局|委|办|部|院|中心|集团|街道|分局|室|会)的?(?:意见|建议|方案|请示|提议|申请)"
)
_HELPS = re.compile(r"配合|协助|协同|协办|会同")


def verbatim(meeting: MeetingRow, body: Body, span: Span) -> Draft:
    """A span as a draft: its own words, free of noise, without the label in front."""
    place = trimmed(body.pages, span)
    return Draft(body.pages.words(place), (Evidence(meeting, place, body.item),))


def detail(aspect: Aspect, query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    """The drafts that state a detail; none where the item does not."""
    reader = _READERS.get(aspect)
    return [] if reader is None else reader(query, meeting, body)


def _sentences(meeting: MeetingRow, body: Body, spans: Sequence[Span], limit: int = _MANY) -> list[Draft]:
    """Each span once, as it stands."""
    found: list[Draft] = []
    for span in dict.fromkeys(spans):
        draft = verbatim(meeting, body, span)
        if draft.text and draft not in found:
            found.append(draft)
    return found[:limit]


def _reporter(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    """The clause that says who reported: where the presenter is named, else where the unit is."""
    del query
    item, pages = body.item, body.pages
    spans = [pages.around(person.span, clauses=True) for person in item.presenters]
    told = simplified("".join(pages.text(span) for span in spans))
    for unit in item.reporting_units:
        if simplified(unit) in told:
            continue
        place = pages.find(simplified(unit), item.span) or pages.find(simplified(unit), meeting.span)
        if place is not None:
            spans.append(pages.around(place, clauses=True))
    if not spans:
        spans = [one.span for one in body.sentences if _REPORTED.search(untitled(one.text))][:1]
    if not spans:
        spans = _announced(meeting, body)
    return _sentences(meeting, body, spans)


def _announced(meeting: MeetingRow, body: Body) -> list[Span]:
    """The clause elsewhere in the minutes (an agenda in front, a closing list) that says who reported this matter."""
    title = terms(simplified(body.item.title or ""))
    said = (
        one
        for one in body.pages.sentences(meeting.span, clauses=True)
        if _REPORTED.search(untitled(one.text)) and share(title, joined(one.text)) >= _SAME
    )
    best = next(said, None)
    return [best.span] if best is not None else []


_PAYS = re.compile(r"出钱|出资|掏钱|买单|埋单|付钱|谁付|谁掏|承担(?:费用|资金|成本)|(?:费用|资金|钱)(?:由|归|让)?谁")
_PAID = re.compile(r"资金|财政|费用|出资|承担|补助|补贴|自筹|经费|筹集|筹措")


def _responsible(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    if _PAYS.search(query.simplified):
        return _said(query, meeting, body, _PAID)
    rows = [row for row in (*body.decisions, *body.directives) if row.responsible or row.persons]
    if rows:
        asked = _VERB.findall(query.simplified)
        acting = [row for row in rows if any(verb in body.pages.text(row.span) for verb in asked)]
        return _naming(query, meeting, body, _nearest(query, body, acting or rows))
    return _said(query, meeting, body, _ANSWERS_FOR)


def _naming(query: Query, meeting: MeetingRow, body: Body, rows: Sequence[DecisionRow]) -> list[Draft]:
    """The sentences of rows; where a unit stands on a line of its own (责任单位：甲局), that line too."""
    spans = []
    for row in rows:
        units = row.supporting if query.aspect == "supporting" else (*row.responsible, *row.supporting)
        said = simplified(body.pages.text(row.span))
        apart = [one for one in map(simplified, units) if one not in said]
        places = (body.pages.find(one, body.item.span) for one in apart)
        spans += [row.span, *(body.pages.around(place, clauses=True) for place in places if place is not None)]
    return _sentences(meeting, body, spans)


def _supporting(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    rows = [row for row in (*body.decisions, *body.directives) if row.supporting]
    if rows:
        return _naming(query, meeting, body, _nearest(query, body, rows))
    return _said(query, meeting, body, _HELPS)


_VERB = re.compile(
    r"完成|完工|竣工|施行|实施|印发|办结|到位|启动|出台|上报|提交|开工|建成|投用|通车|通水|验收|发放|拨付|公布|开放|扩大|整改|销号|比选|恢复|生效|执行|报送|组织|开展"
)


def _deadline(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    """The sentence with the date by which, or from which; of several the one with the verb that is asked about."""
    asked = _VERB.findall(query.simplified)
    dated = [one for one in body.sentences if _BY_WHEN.search(untitled(one.text)) and _DUE.search(one.text)]
    saying = [one for one in dated if any(verb in one.text for verb in asked)]
    rows = [row for row in (*body.decisions, *body.directives) if row.deadline]
    fitting = [row for row in rows if any(verb in body.pages.text(row.span) for verb in asked)]
    if fitting or (rows and not saying):
        return _sentences(meeting, body, [row.span for row in _nearest(query, body, fitting or rows)])
    wanted = body.rest(query.matter) or terms(query.matter)
    chosen = body.best((*wanted, *asked), limit=1, among=saying or dated)
    if chosen:
        return _sentences(meeting, body, [one.span for one in chosen])
    title = body.item.title_span
    if title is not None and _YEARS.search(body.item.title or "") and _LASTS.search(query.simplified):
        return _sentences(meeting, body, [title])
    soon = [one for one in body.sentences if _SOON.search(one.text) and any(verb in one.text for verb in asked)]
    return _sentences(meeting, body, [one.span for one in soon[:1]])


_YEARS = re.compile(r"(?:19|20)\d\d年?\s*[—–\-~至到]+\s*(?:(?:19|20)\d\d|\d{1,2})年?")
_LASTS = re.compile(r"年限|期限|周期|规划期|有效期|哪几年|到哪一?年|从哪一?年|几年")
"""Asks how long a plan lasts, which its title tells (甲规划（2024—2026年）)."""
_SOON = re.compile(r"尽快|尽早|抓紧|立即|及时|即刻|马上|从速")


_DUE = re.compile(r"前|内|底|完成|实施|施行|启动|起|之日")


def _nearest(query: Query, body: Body, rows: Sequence[DecisionRow]) -> list[DecisionRow]:
    """The rows whose sentence holds most of what the question says beyond the title; all where none says more.

    First of its matter; then of all its words, since a verb may tell them apart (由谁组织实施, 由谁筹集资金).
    """
    texts = [joined(simplified(body.pages.text(row.span))) for row in rows]
    for wanted in (body.rest(query.matter), body.rest(query.bare)):
        weights = Weights.of(wanted, texts)
        scored = [(weights.coverage(text), row) for text, row in zip(texts, rows, strict=True)]
        best = max(score for score, _ in scored)
        if best > 0:
            return [row for score, row in scored if score >= best]
    decided = [row for row in rows if row.outcome]
    return decided or list(rows)


def _said(query: Query, meeting: MeetingRow, body: Body, pattern: re.Pattern[str]) -> list[Draft]:
    """The sentences that say it in so many words; those nearest to the question where several do."""
    saying = [one for one in body.sentences if pattern.search(untitled(one.text))]
    chosen = body.best(body.rest(query.matter) or terms(query.matter), among=saying) or saying[:1]
    return _sentences(meeting, body, [one.span for one in chosen])


def _amount(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    return _sentences(meeting, body, amount(query, body))


def _reason(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    """Why it was decided so, or else what it is for; of several the sentence that is clearly nearer to the question."""
    decided = [
        row.span
        for row in body.decisions
        if _WHY.search(body.pages.text(row.span)) and "因" in body.pages.text(row.span)
    ]
    given = _sentences(meeting, body, decided) or _said(query, meeting, body, _BECAUSE)
    if set(query.outcomes) & {"暂缓", "不予通过", "退回修改"}:
        return given or _sentences(meeting, body, [one.span for one in body.sentences if _GROUND.search(one.text)], 1)
    rest = body.rest(query.matter)
    held = max((share(rest, joined(simplified(one.text))) for one in given), default=0.0)
    aimed = [one for one in body.sentences if _PURPOSE.search(one.text)]
    nearer = [one for one in body.best(rest, limit=1, among=aimed) if share(rest, joined(one.text)) > held + _CLEARLY]
    if nearer:
        return _sentences(meeting, body, [one.span for one in nearer])
    return given or _said(query, meeting, body, _PURPOSE)


_BECAUSE = re.compile(
    r"因(?!此|地制宜|素|势|材|人|应|子)|由于|鉴于|考虑到|原因|尚(?:不|未)|不(?:够|成熟|完善|充分)|有待|"
    r"需(?:要)?进一步(?:论证|研究|核实)"
)
_GROUND = re.compile(
    r"(?:会议)?认为[，,]?[^。；]{4,}[，,](?:会议)?(?:决定|研究)?(?:不|未|暂|缓|退回)|"
    r"^(?!.{0,12}(?:听取|审议|研究|讨论))[^。；]{4,}[，,](?:会议|因此|故)?(?:决定|研究)?(?:不(?:予|同意)|未(?:获|予)?通过|暂(?:缓|不)|缓议|退回)"
)
"""A finding in front of a refusal, in one sentence, is its ground though no word says 因."""
_PURPOSE = re.compile(
    r"有利于|有助于|目的|针对|以便|为(?:了|进一步)|必然(?:趋势|要求)|(?:重要|关键|务实|有力|有效)(?:举措|抓手|途径|支撑|载体)|"
    r"重要(?:意义|作用)|迫切|需要"
)
"""What a thing is for, where a question asks why it is done."""


def _next_step(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    rows = [row for row in body.decisions if row.next_step]
    rows = rows or [row for row in body.decisions if _STEP.search(untitled(body.pages.text(row.span)))]
    rows = rows or [row for row in body.decisions if row.responsible or row.deadline or row.condition]
    if rows:
        return _sentences(meeting, body, [row.span for row in _nearest(query, body, rows)])
    return _said(query, meeting, body, _AGAIN)


_STEP = re.compile(
    r"提请|提交|报请|上报|报[^，。]{0,10}(?:审议|审定|审批|备案|批准|研究|政府|同意)|印发|公布|组织实施|签订|签署|按[^，。]{0,4}程序|再(?:次|行)"
)
_AGAIN = re.compile(
    r"(?:提请|提交|报)[^，。]{0,14}(?:审议|审定|研究|会议)|(?:再行?|重新|另行)(?:提请|提交|审议|研究)|退回[^，。]{0,14}(?:修改|完善)"
)


def _condition(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    del query
    return _sentences(meeting, body, [row.span for row in body.decisions if row.condition])


def _vote(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    return _said(query, meeting, body, _VOTE)


def _finding(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    found = body.findings()
    chosen = narrowed(found, body.rest(query.matter), body)
    return _sentences(meeting, body, [one.span for one in chosen])


def narrowed(sentences: Sequence[Sentence], rest: Sequence[str], body: Body) -> list[Sentence]:
    """The sentences that hold most of `rest`; all of them where it says nothing, or none of them holds it."""
    if not rest:
        return list(sentences)
    return body.best(rest, limit=3, among=sentences) or list(sentences)


_READERS: dict[Aspect, Callable[[Query, MeetingRow, Body], list[Draft]]] = {
    "reporter": _reporter,
    "responsible": _responsible,
    "supporting": _supporting,
    "deadline": _deadline,
    "amount": _amount,
    "reason": _reason,
    "next_step": _next_step,
    "condition": _condition,
    "vote": _vote,
    "finding": _finding,
}
