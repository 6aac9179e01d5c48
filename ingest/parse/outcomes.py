"""The outcomes of the genre: 原则同意, 暂缓, 不予通过 and their kin, where the meeting itself says them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.records import Outcome

_OUTCOMES: tuple[tuple[Outcome, str], ...] = (
    (
        "不予通过",
        r"不予(?:以)?(?:通过|同意|批准|许可|核准|审议通过)|(?:未(?:予|获)?|不获)(?:通过|同意|批准|接纳)|不(?:同意|通过|批准|赞成|支持)|不予(?:立项|支持|采纳|受理|安排|解决|延期|调整)|否决|没有通过",
    ),
    ("修正通过", r"(?:修正|修改|完善|调整)[^，。；]{0,6}?后?(?:予以)?(?:审议)?通过"),
    ("退回修改", r"退回|撤回"),
    (
        "暂缓",
        r"暂缓|缓议|推迟|暂不|择期再[议审研]?|下次(?:会议)?再[议审研]?|下次[^，。；]{2,10}会议?再[议审]|延期(?:审议|研究|表决|讨论)|另行(?:审议|研究(?=[。；，]|$))|再议|搁置|保留|押后|延后|不作?表决|[本此]次(?:会议)?(?:暂)?不(?:予)?(?:研究|审议|讨论)|[待俟][^，。；]{2,30}后，?(?:再(?:次|行)?(?:[议审]|研究(?=[。；，]|$))|(?=再(?:次|行)?(?:提|讨论)))|(?:顺)?延至下次会议",
    ),
    ("原则同意", r"(?:同意)?原则(?:上)?(?:同意|通过|赞同|审议通过)"),
    (
        "审议通过",
        r"(?:审议|讨论|审查|表决|照案|研究|一致|全票|审议并|经审议)(?:并)?(?:一致|表决|予以)?通过|(?<=会议)通过(?=[^，。；《》]{2,30}?(?:方案|办法|规定|意见|计划|报告|议案|名单|细则|制度|要点|草案)(?:[，。；]|$))|(?<![修改正])通过(?=了?《|了|该|上述|有关|拨款|申请|建议|拟议|议案|动议|[，。；]|$)|照案办理",
    ),
    (
        "同意",
        r"(?<![不未])同意(?![率书权]|[:：]?[0-9一二三四五六七八九十]{1,3}(?:票|人|名)|备查|洽悉)|批准|准予(?!备查)|赞成|认可(?=了?(?:该|上述|此))|支持(?=上述|有关|该|这|建议|拨款|申请|动议|政府)",
    ),
    ("通报", r"洽悉|(?:准予|同意)?备查|知悉|[备察]悉|书面通报|会议(?:还|书面|集中)?通报了?|通报了"),
    ("议定", r"议定|会议决定|决定(?![:：])|会议明确|会议确定|商定"),
)
_FIRST = "本此认俟顺延察支撤不未否没修完调退暂缓推择下另再搁保押延待原审讨表照研一全经通同批准赞洽备知书会议决商"
_BRANCHES = "|".join(f"(?P<o{at}>{pattern})" for at, (_, pattern) in enumerate(_OUTCOMES))
OUTCOME = re.compile(f"(?=[{_FIRST}])(?:{_BRANCHES})")
"""The first look is at one character: most places are left after it."""
LEAD = re.compile(
    r"(?:\s|余|其余|前述|[（(][一二三四五六七八九十0-9]{1,2}[)）]|[0-9一二三四五六七八九十]{1,2}[、．.]|会议?|本次|经|研究|审议|讨论|审查|表决|听取|汇报|书面|通报|传阅|并|照|一致|全票|认真|充分|集体|慎重|主席|裁示|决议|裁定|第[一二三四五六七八九十]{1,3}[条项款点]|文字|"
    r"决定|结论|[:：]|后|也|还|对此|现|再次|最终|区政府|县政府|市政府|与会|人员|同志|代表|会上|了|和|及|予以|先|该项目|该事项|此事|本案|该方案|该办法|县长|区长|市长|会议审定|议定|明确|原则|同意|审定|，|,|综合各方意见|经综合研判|鉴于此|为此|因此|故|拟|均|已|获|一是|二是|三是|暂|全体|区议会|县议会|市议会|[事小]务委员会|小组委员会|专责小组|工作小组|议会|本会|委员会|各?委员们?|各?议员们?|与会者|成员|大会|总结|宣布|说|表示|(?:修订)?动议|议[题程案]|有关(?:申请|拨款|议题)|由|获|会议纪录|会议记录|因此|(?:以)?[0-9]{1,3}票(?:赞成|支持|同意|反对|弃权)[、，]?|获得|(?:该|此|本|上述)项?(?:草案|方案|办法|议题|议程|事项|意见|规划|计划|报告|项目|条例|规定|协议|细则|预案|名单|通知|制度|提案|议案|申请|项|案)|(?:按照?|根据)会议(?:讨论)?意见)*"
)
DEMAND = re.compile(r"^\s*(?:会议|[\u4e00-\u9fff]{2,4})?(?:同时|还|并|最后)?(?:强调|要求)")
_JUDGED = re.compile(r"^\s*(?:会议|[\u4e00-\u9fff]{2,4})?(?:同时|还|并|最后)?(?:指出|认为)")
_CONDITIONAL = re.compile(r"要求|强调|未经|需|应当|须|待|如|若")
_REACH = 400
"""Characters before an outcome that may make it a condition; no sentence of the genre is longer."""
_RESOLVES = re.compile(
    r"(?:会议|本次(?:会议)?)?(?:决定|同意|原则同意|退回|待|暂缓|暂不|不予|不同意|未予?通过|未获通过|没有通过|缓议|推迟|不作?表决|择期再|另行研究|下次(?:会议)?再|再议|"
    r"对[^，。；]{1,60}?(?:暂缓|暂不|不予)|(?:该|此|本)[^，。]{1,6}?(?:暂缓|推迟|押后|延后|缓议|不))"
)
OVER = re.compile(
    r"(?:会议)?(?:决定|同意|，)*(?:对[^，。；]{1,60}|将(?:该|此|本)[^，。；]{1,10})|[^，。；]{2,30}(?:提出|提交|上报)的[^，。；]{0,12}(?:申请|方案|请示|议题|事项|意见|建议|报告)"
)
"""The matter in front of a postponing or refusing word: 对该方案暂缓审议, 对其余单元不予补助."""


_PUTS_OFF = ("暂", "不予", "缓", "推迟", "撤回", "退回", "择期", "另行", "再议", "不作", "不表决")
_REASON = re.compile(
    r"(?!要求|请|由|若|如|可)[^，。；《》“”]{2,40}?(?:不[实全足清明够准符]|不(?:成熟|充分|到位|具备|一致|统一|完善)|较大|过[大高低]|未[^，。；]{1,10}|尚[^，。；]{1,10}|有误|分歧|争议|异议|欠缺|冲突)"
    r"|(?:会议|因此|故|决定|对)*(?!要求|请|由|若|如|可)[^，。；《》“”企]{0,24}(?:方案|规划|办法|细则|意见|计划|标准|事项|议题|项目|申请|请示|补助|补贴|奖励|条款|工程|预算|收费|比例|价格|额度|政策|业务|人选|事宜|该事|此事)"
)
"""What a postponing word needs in front of it in its clause: why (材料不全缓议), or which matter (收费标准暂不确定)."""


def outcome(text: str, first: int, last: int) -> tuple[Outcome, int, int] | None:
    """The strongest outcome the meeting itself says in a sentence; 议定 and 通报 yield to any other."""
    found = [*OUTCOME.finditer(text, first, last)]
    if not found:
        return None
    demand = bool(DEMAND.match(text[first:last]))
    judged = bool(_JUDGED.match(text[first:last]))
    best: tuple[int, Outcome, int, int] | None = None
    clause = seen = first
    for match in found:
        at = int((match.lastgroup or "o0")[1:])
        clause = max(text.rfind(mark, seen, match.start()) for mark in "，,；;：:。") + 1 or clause
        seen = match.start()
        lead = LEAD.fullmatch(text, clause, match.start())
        own = text.startswith(("会议", "经", "决议", "主席", "裁示"), clause) or clause == first
        if lead is None and match.group().startswith(_PUTS_OFF):
            lead = OVER.fullmatch(text, clause, match.start())
        reasoned = _OUTCOMES[at][0] == "暂缓" and _REASON.fullmatch(text, clause, match.start()) is not None
        if lead is None and not reasoned and not _told(text, first, match):
            continue
        if clause != first and match.group().startswith("通报了"):
            continue
        if demand and not (own and text.startswith("会议", clause)):
            continue
        if judged and not reasoned and not _RESOLVES.match(text, clause):
            continue
        rank = 1 if _OUTCOMES[at][0] in {"议定", "通报"} else 0
        if best is None or rank < best[0]:
            best = (rank, _OUTCOMES[at][0], match.start(), match.end())
    return None if best is None else best[1:]


def _told(text: str, first: int, match: re.Match[str]) -> bool:
    """Outcomes that stand deep in a sentence but can be nothing else: 会议对《…》进行了审议并原则同意."""
    strong = match.group().startswith(("原则", "审议通过", "审议并", "表决通过", "暂缓审议", "缓议", "不予通过"))
    if not strong or not text.startswith(("会议", "经"), first, match.start()):
        return False
    return _CONDITIONAL.search(text, max(first, match.start() - _REACH), match.start()) is None
