"""The figure a question asks for: money for money, a share for a share, else the number of the thing it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.sentences import untitled
from rag.find.terms import joined, share, terms

if TYPE_CHECKING:
    from ingest.records import Span
    from rag.answer.sentences import Body
    from rag.records import Query

_NUMERAL = r"(?:\d[\d,，]*(?:\.\d+)?|[一二两三四五六七八九十百千万]+)"
_MONEY = re.compile(
    r"(?<![牌板屏砖碑匾地石\d])(?:\d+|[一二两三四五六七八九十百千]+)(?:块(?![地段儿头])|毛)|"
    rf"{_NUMERAL}\s*(?:余|多)?\s*(?:万亿|千亿|百亿|亿|千万|百万|万)?\s*(?:余|多)?\s*(?:元|美元|港元|欧元)|"
    rf"\d[\d,]*(?:\.\d+)?\s*(?:万|亿)(?![人户个家吨亩平])|[一二两三四五六七八九十][一二三四五六七八九十百]*多?[万亿](?![人户个家吨亩平一分])"
)
_FIGURE = re.compile(
    r"\d[\d,，]*(?:\.\d+)?\s*(?:%|％|[\u4e00-\u9fff])|[一二两三四五六七八九十百千万]{1,6}(?:个|项|家|户|名|人|"
    r"条|座|处|公里|亩|吨|辆|所|套|件|次|年|天|日|成|倍|组|场|批)"
)
_ASKS_MONEY = re.compile(
    r"钱|(?:补|拨|给|付|交|差|缺|花|收)(?:了|过)?(?:多少|几)(?![个名位家户人])|资金|经费|预算|补贴|补助|奖金|投资|造价|费用|金额|总额|价格|价|款|收入|支出|租金|工资|(?:多少|"
    r"几)(?:万|亿|千|百)*元|(?:多少|几)(?:个)?亿|(?:多少|几)(?:个)?万(?!人|户|平|亩|吨|家)"
)
_SHARE = re.compile(r"(?:增长|下降|提高|降低|占比?|比例|率|增速|百分之|达到|压减|减少|增加)\w{0,4}(?:多少|几)|百分点")
_PERCENT = re.compile(
    r"\d+(?:\.\d+)?\s*(?:%|％|个百分点)|百分之[一二三四五六七八九十百点]+|[一二三四五六七八九两]成|翻[一两]番"
)


def amount(query: Query, body: Body) -> list[Span]:
    """The sentence that holds a figure of the kind asked for."""
    shaped = [one for one in body.sentences if states_figure(query.simplified, one.text)]
    if not shaped:
        return []
    rate = _RATE.search(query.simplified)
    rated = [one for one in shaped if rate and f"每{rate[1]}" in one.text]
    rest = body.rest(query.matter)
    if rated:
        shaped = rated
    elif len(rest) > 1 and all(share(rest, joined(one.text)) == 0 for one in body.sentences):
        return []
    wanted = (*rest, *terms(_noun(query.simplified)), *terms(query.matter))
    chosen = body.best(tuple(dict.fromkeys(wanted)), limit=1, among=shaped) or shaped[:1]
    return [one.span for one in chosen]


def states_figure(question: str, text: str) -> bool:
    """Whether a sentence states a figure of the kind a question asks for, and of the thing it asks it of.

    >>> states_figure("每户补贴多少钱", "所需资金300万元由区财政统筹"), states_figure("共拨多少钱", "拨付300万元")
    (False, True)
    """
    return figure_asked(question, _unnamed(text)) and all(re.search(word, text) for word in _needed(question))


_RATE = re.compile(r"[一每]个?([月年天台户人张吨亩间辆套份斤度晚])(?!会|届|来|前|内|后)")
"""A price by the piece in everyday words (一个月, 一台), which minutes write with 每."""


def _unnamed(text: str) -> str:
    """A sentence without its label, its titles and its dates, so that their figures are none."""
    bare = re.sub(
        r"^(?:第[一二三四五六七八九十\d]+[项条案]|[（(]?[一二三四五六七八九十\d]+[)）、.．])\s*", "", untitled(text)
    )
    return re.sub(r"\d{4}年(?:度)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日", "", bare)


_EACH = re.compile(r"每[\u4e00-\u9fff](?!会|届)|人均|户均|单价|均价")
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
    at = question.find("多少")
    near = question[max(0, at - 12) : at + 8] if at >= 0 else question
    kinds = [words for words in _SPECIFIC if re.search(words, near)]
    return [*({"人均": "人均|每人", "户均": "户均|每户"}.get(one, one) for one in each), *kinds[:1]]


_MEASURES = "个项家名位户条座处所套件次台辆批亩吨公顷米里岁页人份倍成只棵株例起期块间层只张门科级组场"
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
        if one[0] != "一"  # 一个问题 and 一类问题 are articles, no count
    ]
    if noun and any(noun[-2:] in before or noun[-2:] in after for before, after in near):
        return True
    counted = re.compile(rf"^\s*(?:余|多)?[万亿千百]*(?:余|多)?{re.escape(measure)}")
    return bool(measure) and any(counted.match(after) for _, after in near)
