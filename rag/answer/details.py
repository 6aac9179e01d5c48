"""One detail of a matter: who put it forward, who answers for it, by when, how much, why, what comes next.

Each reader gives the drafts that state the detail, or none where the item does not state it. Every draft is a
sentence or clause of the source; the few templates wrap values that stand in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.cite import trimmed
from rag.answer.draft import Draft, Evidence
from rag.find.terms import Weights, joined, share, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.records import Span
    from rag.answer.sentences import Body
    from rag.find.shelf import Sentence
    from rag.records import Aspect, DecisionRow, MeetingRow, Query

_MANY = 4
_NUMERAL = r"(?:\d[\d,，]*(?:\.\d+)?|[一二两三四五六七八九十百千万]+)"
_MONEY = re.compile(
    rf"{_NUMERAL}\s*(?:余|多)?\s*(?:万亿|千亿|百亿|亿|千万|百万|万)?\s*(?:余|多)?\s*(?:元|美元|港元|欧元)|"
    rf"\d[\d,]*(?:\.\d+)?\s*(?:万|亿)(?![人户个家吨亩平])"
)
_FIGURE = re.compile(
    r"\d[\d,，]*(?:\.\d+)?\s*(?:%|％|[\u4e00-\u9fff])|[一二两三四五六七八九十百千万]{1,6}(?:个|项|家|户|名|人|"
    r"条|座|处|公里|亩|吨|辆|所|套|件|次|年|天|日|成|倍)"
)
_ASKS_MONEY = re.compile(
    r"钱|资金|经费|预算|补贴|补助|奖金|投资|造价|费用|金额|总额|价格|价|款|收入|支出|租金|工资|(?:多少|"
    r"几)(?:万|亿|千|百)*元|(?:多少|几)(?:个)?亿|(?:多少|几)(?:个)?万(?!人|户|平|亩|吨|家)"
)
_SHARE = re.compile(r"(?:增长|下降|提高|降低|占比?|比例|率|增速|百分之|达到|压减|减少|增加)\w{0,4}(?:多少|几)|百分点")
_PERCENT = re.compile(
    r"\d+(?:\.\d+)?\s*(?:%|％|个百分点)|百分之[一二三四五六七八九十百点]+|[一二三四五六七八九两]成|翻[一两]番"
)
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
    r"办|部门?|街道|镇|乡|中心|集团|公司|政府|区长|县长|主任)"
)
_REPORTED = re.compile(
    r"(?:听取|审议|通报|研究)(?:了|并)?[\u4e00-\u9fff()（）、]{0,20}(?:局|委|办|部|院|中心|集团|街道|分局|室|"
    r"会)(?:\)|）)?[\u4e00-\u9fff]{0,4}(?:关于|《|提出|汇报|报告)|[\u4e00-\u9fff]{2,20}(?:局|委|办|部|院|中心|"
    r"集团|街道|分局|室)[\u4e00-\u9fff]{0,4}(?:汇报|提出的|所作|作了|解读|传达|领学)"
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
        spans = [one.span for one in body.sentences if _REPORTED.search(_untitled(one.text))][:1]
    return _sentences(meeting, body, spans)


def _responsible(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    rows = [row for row in (*body.decisions, *body.directives) if row.responsible or row.persons]
    if rows:
        return _sentences(meeting, body, [row.span for row in _nearest(query, body, rows)])
    return _said(query, meeting, body, _ANSWERS_FOR)


def _supporting(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    rows = [row for row in (*body.decisions, *body.directives) if row.supporting]
    if rows:
        return _sentences(meeting, body, [row.span for row in _nearest(query, body, rows)])
    return _said(query, meeting, body, _HELPS)


_VERB = re.compile(
    r"完成|完工|竣工|施行|实施|印发|办结|到位|启动|出台|上报|提交|开工|建成|投用|通车|通水|验收|发放|拨付|公布|开放|扩大|整改|销号|比选|恢复|生效|执行|报送|组织|开展"
)


def _deadline(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    """The sentence with the date by which, or from which; of several the one with the verb that is asked about."""
    asked = _VERB.findall(query.simplified)
    dated = [one for one in body.sentences if _BY_WHEN.search(_untitled(one.text)) and _DUE.search(one.text)]
    saying = [one for one in dated if any(verb in one.text for verb in asked)]
    rows = [row for row in (*body.decisions, *body.directives) if row.deadline]
    fitting = [row for row in rows if any(verb in body.pages.text(row.span) for verb in asked)]
    if fitting or (rows and not saying):
        return _sentences(meeting, body, [row.span for row in _nearest(query, body, fitting or rows)])
    wanted = body.rest(query.matter) or terms(query.matter)
    chosen = body.best((*wanted, *asked), limit=1, among=saying or dated)
    return _sentences(meeting, body, [one.span for one in chosen])


_DUE = re.compile(r"前|内|底|完成|实施|施行|启动|起|之日")


def _nearest(query: Query, body: Body, rows: Sequence[DecisionRow]) -> list[DecisionRow]:
    """The rows whose sentence holds most of what the question says beyond the title; all where none says more."""
    weights = Weights.of(body.rest(query.matter), [joined(body.pages.text(row.span)) for row in rows])
    scored = [(weights.coverage(joined(body.pages.text(row.span))), row) for row in rows]
    best = max(score for score, _ in scored)
    if best > 0:
        return [row for score, row in scored if score >= best]
    decided = [row for row in rows if row.outcome]
    return decided or list(rows)


def _untitled(text: str) -> str:
    return re.sub(r"《[^》]*》", "《》", text)


def _said(query: Query, meeting: MeetingRow, body: Body, pattern: re.Pattern[str]) -> list[Draft]:
    """The sentences that say it in so many words; those nearest to the question where several do."""
    saying = [one for one in body.sentences if pattern.search(_untitled(one.text))]
    chosen = body.best(body.rest(query.matter) or terms(query.matter), among=saying) or saying[:1]
    return _sentences(meeting, body, [one.span for one in chosen])


def _amount(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    """The sentence that holds a figure of the kind asked for."""
    needed = _needed(query.simplified)
    shaped = [
        one
        for one in body.sentences
        if figure_asked(query.simplified, _unnamed(one.text)) and all(re.search(word, one.text) for word in needed)
    ]
    if not shaped:
        return []
    rest = body.rest(query.matter)
    if len(rest) > 1 and all(share(rest, joined(one.text)) == 0 for one in body.sentences):
        return []
    wanted = (*rest, *terms(_noun(query.simplified)), *terms(query.matter))
    chosen = body.best(tuple(dict.fromkeys(wanted)), limit=1, among=shaped) or shaped[:1]
    return _sentences(meeting, body, [one.span for one in chosen])


def _unnamed(text: str) -> str:
    """A sentence without its label, its titles and its dates, so that their figures are none."""
    bare = re.sub(
        r"^(?:第[一二三四五六七八九十\d]+[项条案]|[（(]?[一二三四五六七八九十\d]+[)）、.．])\s*", "", _untitled(text)
    )
    return re.sub(r"\d{4}年(?:度)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日", "", bare)


_EACH = re.compile(r"每(?:户|人|名|位|平方米|平米|平方|亩|套|台|年|月|吨|个|家|次|公里|床|生|天)|人均|户均|单价|均价")
_SPECIFIC = (
    "补贴|补助|奖补|资助",
    "奖金|奖励",
    "罚款|处罚|罚金",
    "租金|租赁",
    "工资|薪酬|待遇|报酬",
    "收费|票价|费用标准|标准",
    "贷款|融资|借款",
    "债券|债务|专项债",
    "税",
    "利率|利息",
    "起始价|起拍价|挂牌价|评估价|价",
    "投资",
    "预算",
    "收入",
    "支出",
)


def _needed(question: str) -> list[str]:
    """What the answering sentence must say itself, since a figure of another thing is no answer (每户, 补贴)."""
    each = _EACH.findall(question)
    near = question[: question.find("多少")] if "多少" in question else question
    kinds = [words for words in _SPECIFIC if re.search(words, near[-12:])]
    return [*({"人均": "人均|每人", "户均": "户均|每户"}.get(one, one) for one in each), *kinds[:1]]


_MEASURES = "个项家名位户条座处所套件次台辆批亩吨公顷米里岁页人份倍成只棵株例起期块间层只张门科级"
_ASKED = re.compile(
    rf"(?:多少|几)(?P<size>[万亿千百]*)(?P<measure>[{_MEASURES}]|公里|平方米|平米|公顷|万元|亿元|元)?(?P<noun>[\u4e00-\u9fff]{{1,8}})?"
)
_HEAD = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:一?共|总共|大概|大约|约)?(?:是|为|有|达到?|要|占)?多(?:少|大|高|长|宽)")
_NOUN_END = re.compile(r"^(?:的|了|是|要|被|由)+|(?:吗|呢|的|了|被.*|由.*|要.*)$")


def _noun(question: str) -> str:
    """What is counted: the noun behind 多少 and its measure; empty where none follows."""
    found = _ASKED.search(question)
    return _NOUN_END.sub("", found["noun"] or "") if found else ""


def figure_asked(question: str, text: str) -> bool:
    """Whether a text holds a figure that could be the one: money for money, a share for a share, else by its noun.

    >>> figure_asked("新增多少家社区食堂", "今年新增社区食堂12家"), figure_asked("房源有多少套", "自10月1日起")
    (True, False)
    """
    if _ASKS_MONEY.search(question):
        return bool(_MONEY.search(text))
    if _SHARE.search(question):
        return bool(_PERCENT.search(text))
    asked = _ASKED.search(question)
    head = _HEAD.search(question)
    if asked is None or not (asked["measure"] or asked["noun"]):
        said = re.search(rf"{head[1][-2:]}.{{0,8}}?{_NUMERAL}", text) if head else None
        return bool(said or (not head and _FIGURE.search(text)))
    noun, measure = _noun(question), asked["measure"] or ""
    near = [
        (text[max(0, one.start() - 12) : one.start()], text[one.end() : one.end() + 14])
        for one in re.finditer(_NUMERAL, text)
    ]
    if noun and any(noun[-2:] in before or noun[-2:] in after for before, after in near):
        return True
    counted = re.compile(rf"^\s*(?:余|多)?[万亿千百]*(?:余|多)?{re.escape(measure)}")
    return bool(measure) and any(counted.match(after) for _, after in near)


def _reason(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    decided = [
        row.span
        for row in body.decisions
        if _WHY.search(body.pages.text(row.span)) and "因" in body.pages.text(row.span)
    ]
    if decided:
        return _sentences(meeting, body, decided)
    strong = re.compile(
        r"因(?!此|地制宜|素|势|材|人|应|子)|由于|鉴于|考虑到|原因|尚(?:不|未)|不(?:够|成熟|完善|充分)|有待|需(?:要)?进一步(?:论证|研究|核实)"
    )
    return _said(query, meeting, body, strong)


def _next_step(query: Query, meeting: MeetingRow, body: Body) -> list[Draft]:
    rows = [row for row in body.decisions if row.next_step]
    return _sentences(meeting, body, [row.span for row in _nearest(query, body, rows)]) if rows else []


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
