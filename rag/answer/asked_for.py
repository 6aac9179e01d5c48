"""Whether what was found has what a question asks for: its kind of name, its figure, its speaker, its verb.

A sentence about the right matter is no answer to every question about it. What a question names and the minutes never
do (a penalty, a reversal, the fourth of its kind) is not told by them, however near the sentence stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.parse.surnames import surname_cost
from rag.answer.figures import figures
from rag.answer.things import names_kind, wants_name
from rag.find.vocabulary import levels, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.asking import Asking
    from rag.answer.draft import Draft

_TURNS = (
    ("反对", "反对|不同意|不赞成|异议"),
    ("收紧", "收紧|从严|从紧|严格"),
    ("退出", "退出|退市|清退"),
    ("放慢|放缓", "放慢|放缓"),
    ("涨价", "涨|提价|抬"),
    ("降价", "降|减|下调"),
    ("删去|删掉|删了", "删"),
    ("撤销", "撤销|取消|不再"),
    ("推翻", "推翻|否决|不予"),
    ("叫停|中止|终止", "停|中止|终止|不再"),
    ("处分|追责|停职|撤职|免职|辞职", "处分|责|停职|撤职|免|辞"),
    ("赔偿|赔付|押金", "赔|补偿|押金|保证金"),
    ("离开|离任", "离开|离任|调离|不再担任|免去"),
    ("隔离", "隔离"),
    ("罚款|罚多少|怎么罚", "罚"),
    ("获奖|得奖", "获奖|得奖|授予|表彰|奖给|颁"),
    ("中标", "中标"),
    ("撤并|裁撤", "撤并|裁撤|合并|整合"),
    ("下调|调低", "下调|调低|降|减"),
    ("上调|调高", "上调|调高|提高|增"),
    ("完工|竣工", "完工|完成|竣工|建成|投用"),
    ("开盘|交房", "开盘|开售|交房|交付|交楼"),
    ("牺牲|自杀", "牺牲|殉职|遇难|自杀"),
    ("坍塌|泄露", "塌|泄"),
    ("起诉|判决|逮捕", "诉|判|捕"),
    ("拆迁|搬迁", "拆|征|迁"),
    ("维修", "维修|维护|修缮|养护|检修|修复"),
)
"""What turns a matter, as questions call it and as minutes do: a sentence with none of the latter does not tell it."""
_TITLE = re.compile(r"《[^》]*》|“[^”]*”")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+(?:[组条期批轮]|(?:巡视|督查|督导|检查|工作)组)")
_SPOKE = re.compile(
    r"[怎咋]么?样?(?:说|讲|看|提|评|表态|要求)|(?:说|讲|提|谈)(?:了|过|的|出)?(?:什么|啥|哪些)|"
    r"(?:什么|啥|何)(?:意见|看法|要求|说法|建议)"
)
_PEOPLE = re.compile(r"(?:(?<!哪)几|多少)(?:个|位|名)?人(?!次|均|员|民|才)")
_DAYS = re.compile(
    r"(?:(?<!哪)几|多少)(?:个)?(?:天|月|小时|年)(?!级|前|后|来|度|[^，。]{0,6}一次)|多久(?![^，。]{0,6}一次)"
)
_SOME_TIME = re.compile(
    r"[\d一二三四五六七八九十百两半]+个?(?:工作)?(?:天|日|月|小时|年|周|星期)|[年月季]底|立即|即日|尽快|长期|永久"
)
_RATE = re.compile(r"[一二两三四五六七八九十\d]+(?:天|日|周|月)[一二两三四五六七八九十\d]+[检次报练]|\d{4}年")
_OPEN = re.compile(r"谁|哪(?!怕)|多少|几(?![乎何])|什么(?:时候|时间|名|单位|公司|地方)|多久|多大")
_OF_REPORTS = re.compile(
    r"汇报|报告|提出|提交|通过|同意|批准|审议|研究|讨论|决定|结果|结论|意见|怎么(?:定|办|处理|说)|提请|上报|报给|报到|交给|交由|哪[些几]?[项件份]|"
    r"修改|完善|印发|实施|落实|文件|方案|办法|议题|事项|下一步|然后|会议|会上"
)
"""What a sentence of agreement does tell: who reported, what came of it, what is to be done with the paper."""
_AGREED = re.compile(
    r"^(?!.*(?:牵头|负责|由[^，,。]{2,14}(?:局|委|办|部)))(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*)?(?:会议)?(?:分别|书面通报并|听取并|审议并)?(?:原则(?:上)?)?(?:同意|通过|听取了?|审议了?|听取)"
    r"[^。；]{0,160}?(?:汇报|报告|办法》?|方案》?|意见》?|计划》?|说明|\(修订稿\)》|（修订稿）》|事宜)(?:的?情况(?:的?汇报|报告)?)?"
    r"(?:[，,。；;](?:请[^，,。]{2,14})?(?:根据[^，,。]{0,12}意见|作|按照?[^，,。]{0,12}意见)?(?:进一步)?修改完善[^。]{0,40})?[。；;]?$"
)
_ENUMERATES = re.compile(r"(?:是|有|指)(?:的是|的)?哪(?:些|[几两三四五六七八九十])|分别(?:是|有|指)|叫什么名字")
_LISTED = re.compile(
    r"、|[；;]|一是|第一|“[^”]+”[^“]{0,6}“|《[^》]+》[^《]{0,4}《|和|及|与|\d|叫|名为|[一二三四五六七八九十]要"
)
_DECIDER = re.compile(
    r"(?<![对与和跟向援关于给为同在])(?P<place>[\u4e00-\u9fff]{2,3}[县市区])(?:那边|那头|方面)(?:政府)?[^，。]{0,10}(?:同意|通过|批准|答应)"
)
_LOOSE = frozenset({None, "amount"})
_NOT_COUNTED = re.compile(
    r"\d{4}(?:[-—]\d{4})?年?度?|第[一二三四五六七八九十\d]+[次批期届]|《[^》]*》|\([^)]*\)|（[^）]*）"
)
_POST = re.compile(
    r"(?P<post>董事长|总经理|经理|院长|校长|组长|所长|站长|法人|专家|设计师)(?:是|叫|由)?(?:谁|哪位|什么名字)|"
    r"(?:谁|哪位)(?:来)?(?:当|任|担任|做)(?P<other>董事长|总经理|经理|院长|校长|组长|所长|站长)"
)
_ROLL = re.compile(r"^(?:出\s*席|列\s*席|参\s*加|请\s*假|应邀|参会)[^。]{0,8}[:：有的]")
_SOMEONE = frozenset({"人", "名", "位"})


def lacks_asked(asking: Asking, drafts: Sequence[Draft]) -> bool:
    """Whether sentences that were found have not what the question asks for by name."""
    query = asking.query
    said = simplified("".join(one.text for one in drafts))
    titles = "".join(one.item.title or "" for one in asking.chosen)
    bare = _TITLE.sub("", query.simplified)
    about = said + simplified(titles)
    return (
        _turned(bare, about)
        or not names_kind(query.simplified, about)
        or _other_ordinal(bare, asking, drafts)
        or _no_figure(bare, said)
        or (query.aspect in _LOOSE and query.intent == "passage" and _only_agreed(bare, drafts))
        or _of_no_post(bare, said)
        or (query.aspect is None and _ENUMERATES.search(bare) is not None and not _LISTED.search(said))
        or _in_another_mouth(asking, drafts)
        or _by_another(bare, drafts)
    )


def _of_no_post(question: str, said: str) -> bool:
    """Whether it is asked who holds an office that no sentence names: a reporter of the matter does not."""
    found = _POST.search(question)
    return found is not None and (found["post"] or found["other"]) not in said


def _no_figure(question: str, said: str) -> bool:
    """Whether people or days are to be counted, and no sentence counts any; 两天一练 counts none."""
    if _PEOPLE.search(question):
        return not any(one.unit in _SOMEONE for *_, one in figures(said))
    if _DAYS.search(question):
        return not _SOME_TIME.search(_RATE.sub("", said))
    return False


def _only_agreed(question: str, drafts: Sequence[Draft]) -> bool:
    """Whether something is asked of a matter, and all that is told is that a report on it was heard or agreed to."""
    if not _OPEN.search(question) or _OF_REPORTS.search(question):
        return False
    if wants_name(question):
        return False
    if any(True for draft in drafts for _ in figures(_NOT_COUNTED.sub("", simplified(draft.text)))):
        return False
    return bool(drafts) and all(_AGREED.match(simplified(one.text)) for one in drafts)


def _by_another(question: str, drafts: Sequence[Draft]) -> bool:
    """Whether it is asked what another government decided (乙县那边同意了吗) than the one whose minutes are quoted."""
    found = _DECIDER.search(question)
    if found is None:
        return False
    meetings = [one.meeting for draft in drafts for one in draft.evidence]
    return not any(
        found["place"] in f"{plain(row.body or '')}{plain(row.title)}{''.join(levels(row))}" for row in meetings
    )


def _turned(question: str, said: str) -> bool:
    """Whether the question tells of a turn that no sentence has."""
    return any(re.search(asked, question) and not re.search(told, said) for asked, told in _TURNS)


def _other_ordinal(question: str, asking: Asking, drafts: Sequence[Draft]) -> bool:
    """Whether the question names a thing by a number that the minutes quoted never do (第四巡视组)."""
    asked = _ORDINAL.findall(question)
    if not asked:
        return False
    texts = {one.meeting.id: one.meeting for draft in drafts for one in draft.evidence}
    whole = "".join(asking.shelf.pages(row.document_id).text(row.span) for row in texts.values())
    return not all(one in simplified(whole) for one in asked)


def _in_another_mouth(asking: Asking, drafts: Sequence[Draft]) -> bool:
    """Whether words of a meeting are given to someone who is not named there and did not chair it."""
    query = asking.query
    if not _SPOKE.search(query.simplified) or query.attendance is not None:
        return False
    opening = _NAMED_FIRST.match(query.simplified)
    first = opening["name"] if opening and surname_cost(opening["name"]) is not None else ""
    people = query.people or ((first,) if first in (asking.shelf.vocabulary().people or {}) else ())
    if not people:
        return False
    meetings = [one.meeting.id for draft in drafts for one in draft.evidence]
    led = {simplified(one.name) for one in asking.shelf.people(meetings) if one.list == "chair"}
    said = simplified("".join(one.text for one in drafts))
    rolls = all(_ROLL.match(simplified(one.text)) for one in drafts)
    return rolls or not all(one in said or one in led for one in people)


_NAMED_FIRST = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,10}的)?(?P<name>[\u4e00-\u9fff]{2,3}?)(?:总理|书记|[区县市省]长|主任)?(?:对|在|就|说|讲|提)"
)
