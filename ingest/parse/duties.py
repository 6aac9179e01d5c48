"""Who must act: responsible, supporting, and persons, as one sentence names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.parse.hints import hint
from ingest.parse.posts import ROLE
from ingest.parse.surnames import COMPOUND, surname_cost
from ingest.parse.units import FUNCTION, LAST, is_unit

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet
    from ingest.records import Fact

_CLAUSE = re.compile(r"[^，,。；;：:\n！!](?:[^，,。；;：:\n！!、]+|(?<!牵头|主办|负责)、)*、?")
"""A clause; 、 ends one only behind whoever leads: 由区财政局牵头、区审计局配合."""
_ASSIGN = re.compile(r"(?:责任单位|牵头单位|主办单位)$")
_CHARGE = re.compile(
    r"责成|退回(?=[^，。；]{2,20}(?:修改|重新|进一步|完善)|[\u4e00-\u9fff]{2,14}$)|委托|授权|请(?<![提报申邀聘送函呈恳转促]请)(?![示假求])|交由(?!于)|由(?!于|[^，。；]{1,20}(?:变更|调整|更名|划转|改|转)[为至到])|安排(?=[区市县州省旗镇])"
)
_CALLED = re.compile("责成|退回|委托|授权|请|由|安排")
"""What every branch of the pattern begins with; most sentences hold none of it."""
_LONGEST_CLAUSE = 300
"""Characters of a clause that are read; prose without a mark for longer is damaged or hostile."""
_BARE = 14
"""A charge without a verb (由区财政局。) names a unit of at most this many characters."""
_NUMERALS = "[一二两三四五六七八九十0-9]"
_TERM = "(?:个工作日|日内|天内|周内|个月内|月[底0-9])"
# Each branch opens with a character of its own, and looks back over it: so the search skips all other characters.
_ACT = re.compile(
    r"牵头|负责(?!人|同志)|负总责|带队|会同|补齐|补正|核减|核实|厘清|任(?=组长|总指挥|指挥长)|改(?=[依由按])|组成|委托|广泛|积极|加大|强化|检讨|征求|商(?<![招电外工协通厂]商)(?=[区市县州省旗镇各]|[^，。；、引务业会品标场贸圈住户量谈定讨榷]{2,12}[局处委办部厅室])|联合|充分|根据|结合|按照|按|依据|依照|依|进一步|抓紧|立即|迅速|尽快|尽早|尽速|赓续|研[议拟]|邀集|及时|修改|再(?:作|次|行)?|作|做好|做(?=好)|在|于|另(?!外)|统筹|协商|组织(?!部|人事)|提出|完善|代表|指导|督促|研究(?!室|院|所|中心)|"
    r"落实|制定|编制|修订|起草|拟定|汇总|安排|拨付|推进|督办|承担|协调|协助|开展|加强|加快|实施|办理|提交|提请|报|逐[项一个]|先行|切实|同步|配合|主导|全力|认真|重新|补充|细化|最终|审核|印发|具体|每|将|向|对|与|和(?=.{1,12}共同)|适时|限期|继续|组建|建立|完成|签订|签署|参照|梳理|把|跟踪|统一|予以|审核|据实|评审|纳入|列支|承办|申报|保障|兜底|解决|筹措|测算|给予|到位|研提|代|出台|采取|发布|公布|会商|审批|核定|配备|调度|汇报|通报|公开|选聘|监督|监管|检查|收集|整理|研判|约谈|争取|对接|列入|承接|设立|成立|建设|新建|改造|维修|支付|核拨|下达|发放|兑付|确定|形成|启动|进场|摸底|评估|处理|处置|管理|运营|购置|采购|拟|参与|分别|共同|主动|从严|严格|全面|定期|召集|会(?<=[署局处厅]会)(?=[于在尽继跟提与进])|"
    + "|".join(f"{way}(?<=[局委办部院会府道镇]{way})" for way in "以就从自")
    + "|2(?=0[0-9]{6}前)|"
    + "|".join(f"{digit}(?={_NUMERALS}{{0,2}}{_TERM})" for digit in "一二两三四五六七八九十0123456789")
)
_SHALL = re.compile(
    r"要|负总责|带队|应当|应(?!急)|须|必须|需(?<!所需)|对(?=[^，。；]{2,20}(?:负|依法))|按(?:程序|职责|规定|照职责|照各自)|依法|全程|不定期|具体|适时|限期|同步|根据会议|按照?会议|负责(?!人|同志)|牵头|务必|抓紧|尽快|会同|做好|统筹|分别|组织(?!部|人事)|作为"
)
_SHALL_HINT = hint(_SHALL)
_OPENING = re.compile(
    r"\s*(?:会议|他|她|[\u4e00-\u9fff]{2,3}(?=要求|强调))?(?:最后|同时|还|并)?(?P<told>要求)?(?:强调|指出|明确|决定|议定)?"
    r"(?:[（(][一二三四五六七八九十0-9]{1,2}[)）]|[0-9一二三四五六七八九十]{1,2}[、．.]|[一二三四五六七八九十][是要]|[①-⑳])?\s*"
)
_ANY = ("各", "相关", "有关")
_LONGEST_ROLL = 60
_ALLY = re.compile(r"[\u4e00-\u9fff]{2,10}(?:运营商|企业|单位|部门|高校|银行)|各(?:行政)?[村连营场厂矿]")
"""Helpers that are no units of government: 三大通信运营商配合."""
_ADVISES = re.compile(
    r"(?!\s*(?:由|请|责成|授权|委托))[^，。；、要应须]{2,24}?(?:予以|给予|做好|加强)?(?:业务|技术)?(?:指导|把关|见证)"
)
"""A clause that only says who gives advice to those in charge: …由甲镇负责实施，县水利局指导."""
_LEADING = re.compile("牵头|负责|带队|主办")
_TELLS = re.compile(r"进行了|作了|做了|汇报|说明|传达|解读|通报|介绍")
"""What somebody did at the meeting charges nobody: 由X传达学习, 由X作了说明."""
_COUNTERPART = re.compile(r"[与和同](?=[^，。；]{2,20}?(?:签[订署]|对接|衔接|沟通|洽谈|协商))")
"""With whom something is signed or settled acts no more than the matter does: 由X与Y签订."""
_REQUIRED = re.compile(r"\s*(?:[\u4e00-\u9fff]{2,4}[:：])?会议(?:还|同时)?要求[，,：:]")
_NO_SUBJECT = re.compile("[要与和并将把对]|经(?![信发济开科管贸投建促])")
"""How a clause opens that names no subject of its own: 经区司法局审核后."""
_TOLD = re.compile(r"(?:汇报|[作做]了?(?:补充|情况|起草)*(?:说明|汇报|发言|介绍)|领学|补充发言)了?[。；]?$")
"""How a clause ends that only tells who spoke."""
_SPOKEN = re.compile("汇报|说明|发言|介绍|领学")
"""What every branch of the pattern holds."""
_SUPPORT = re.compile(
    r"(?:会同|协同|联合(?!组建|成立|开展|发文|印发|制定|行动|执法|调查|检查|整治)|(?<![招电外工协通厂])商(?=[区市县州省旗镇各]|[^，。；、引务业会品标场贸圈住户量谈定讨榷]{2,12}[局处委办部厅室]))(?P<units>[^，,。；;：:]{2,80})|(?:^|(?<=[，,；;。、]))(?:由|请)?(?P<units2>[^，,。；;：:]{2,80}?)(?:密切|积极|全力|做好|予以|等)*(?:配合|协助|协办|参与|(?:予以|给予)[^，。；]{0,6}?(?:支持|指导|保障))|(?<=牵头[，、])(?P<units4>[^，,。；;：:]{2,80}?)(?:参加|组成(?:工作)?专班)"
    r"|(?:^|[要，,]|(?<=[局委办部院会府镇乡]))与(?P<units3>[^，,。；;：:]{2,80}?)(?:等[^，,。；]{0,6})?(?:共同|一道|一起|协商|研商|会商|洽商|研议)"
)
_HELPED = re.compile("会同|协[同合助办与]|联[同合]|商|配合|参[助办与加]|予以|给予|共同|一[道起]")
"""What every branch of the pattern holds; most sentences hold none of it."""
_HELPING = re.compile(f"{_HELPED.pattern}|组成")
_GENERIC = re.compile(
    r"^(?:政府$|各|乡镇|镇街|街道|所在|属地|涉及|沿线|相关|全区|全市|全县|全省|全州|有关|相关|其他|其它|上述|各级|各有关|我|本|该|这|要|并)"
)
_JOIN = re.compile(
    r"[、及和与](?:(?<=[、及])|(?<=[局委办部院会心司团府道镇乡区县站所队连团）][和与])(?=[\u4e00-\u9fff]))"
)
_PERSON = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:同志|(?:{ROLE}))?|(?P<role>[\u4e00-\u9fff]{{0,8}}?(?:{ROLE}))(?P<named>[\u4e00-\u9fff]{{2,4}})(?:同志)?"
)
_TRAIL = re.compile(
    r"(?:等(?:有关|相关|责任|职能)*(?:部门|单位|地方)?|(?:三|四|五|六|[0-9])(?:家|个)?(?:部门|单位|街道|镇街)|主要负责(?:人|同志)|负责(?:人|同志)|分别|共同|一并)+$"
)
_TRAIL_ENDS = frozenset("等关任能门位方道街人志别同并")
"""The characters with which what the pattern matches can end."""
_CLOSES = LAST | frozenset("师团连营队）)、及和与")
"""The characters with which an enumeration of units ends, or that part it."""
_FUNCTIONS = re.compile(rf"(?:{FUNCTION})(?:[、和](?:{FUNCTION}))*(?:等)?(?:有关|相关|职能|主管)?(?:部门|单位)")


@dataclass(slots=True)
class Duties:
    """What one sentence says about who acts. Filled while reading, then handed out as tuples."""

    responsible: list[Fact[str]] = field(default_factory=list)
    supporting: list[Fact[str]] = field(default_factory=list)
    persons: list[Fact[str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.responsible or self.supporting or self.persons)


def duties(sheet: Sheet, start: int, end: int, *, told: bool = False) -> Duties:
    """Read one sentence.

    `told` says that the sentence stands under a demand or a decision (会议要求：1.区教育局加强…), so that any act counts.
    """
    found = Duties()
    told = told or _REQUIRED.match(sheet.text, start, end) is not None
    helped, called = sheet.holds(_HELPED, start, end), sheet.holds(_CALLED, start, end)
    if not (told or helped or called or sheet.holds(_SHALL_HINT, start, end)):
        return found
    spoken = sheet.holds(_SPOKEN, start, end)
    met = _COUNTERPART.search(sheet.text, start, end) is not None
    for clause in _CLAUSE.finditer(sheet.text, start, end):
        first, last = clause.span()
        last = min(last, first + _LONGEST_CLAUSE)
        if spoken and _TOLD.search(sheet.text, max(first, last - 10), last):
            continue
        if helped and sheet.holds(_HELPING, first, last):
            _supporting(sheet, first, last, found)
        counterpart = _COUNTERPART.search(sheet.text, first, last) if met else None
        last = counterpart.start() if counterpart else last
        if found.responsible and _ADVISES.fullmatch(sheet.text, first, last):
            continue
        if called and sheet.holds(_CALLED, first, last) and _charged(sheet, first, last, found):
            continue
        if told or found or sheet.holds(_SHALL_HINT, first, last):
            _subject(sheet, first, last, found, told=told or bool(found))
    return found


def listed_units(sheet: Sheet, start: int, end: int) -> list[Fact[str]]:
    """The units of a list that a label announces: 责任单位：县住建局、各镇人民政府."""
    return _units(sheet, start, end, generic=True, partial=True)


def _charged(sheet: Sheet, start: int, end: int, found: Duties) -> bool:
    """由X牵头…, 请X…, 责成X…."""
    for lead in _CHARGE.finditer(sheet.text, start, end):
        first = lead.end()
        acts = [act.start() for act in _ACT.finditer(sheet.text, first + 1, min(end, first + 90))]
        if any(_add(sheet, first, at, found, generic=lead.group() != "请") for at in reversed(acts)):
            return True
        if not _TELLS.search(sheet.text, first, end) and _add(
            sheet, first, first + _unit_length(sheet.text[first : min(end, first + 24)]), found, generic=False
        ):
            return True
        if end - first <= _BARE and _add(sheet, first, end, found, generic=False):
            return True
    return False


def _unit_length(text: str) -> int:
    """The length of the longest front of a text that is shaped like one unit; 0 where none is."""
    ends = (length for length in range(len(text), 2, -1) if is_unit(text[:length]))
    return next((length for length in ends if not text.startswith(("同", "托", "署", "议", "织"), length)), 0)


def _subject(sheet: Sheet, start: int, end: int, found: Duties, *, told: bool) -> None:
    """X负责…, X牵头…, X要….; where something is told, whoever does any act."""
    opening = _OPENING.match(sheet.text, start, end)
    first = opening.end() if opening else start
    told = told or bool(opening and opening["told"])
    if _NO_SUBJECT.match(sheet.text, first):
        return
    stop = min(end, first + 70)
    acts = [act.start() for act in _SHALL.finditer(sheet.text, first + 2, stop)]
    if told:
        acts = sorted({*acts, *(act.start() for act in _ACT.finditer(sheet.text, first + 2, stop))}, reverse=True)
    any(_add(sheet, first, at, found, generic=False) for at in acts)


def _supporting(sheet: Sheet, start: int, end: int, found: Duties) -> None:
    for match in _SUPPORT.finditer(sheet.text, start, end):
        group = match.lastgroup or "units"
        first, last = match.span(group)
        start_at = first
        for lead in re.finditer(
            r"(?:牵头|负责|主办)、?|^(?:并|同时)?(?:由|请)|[、，](?:并)?(?:由|请)", sheet.text[first:last]
        ):
            start_at = first + lead.end()
        first = start_at
        units = (
            _allies(sheet, first, last) if group == "units" else _units(sheet, first, last, generic=True, partial=True)
        )
        known = {fact.span for fact in found.supporting}
        found.supporting += [fact for fact in units if fact.span not in known]


def _allies(sheet: Sheet, start: int, end: int) -> list[Fact[str]]:
    """The units behind 会同: up to the first act, or else the longest front that names units."""
    acts = [act.start() for act in _ACT.finditer(sheet.text, start, end)]
    stops = [*reversed(acts), end] if acts else [end]
    read = (_units(sheet, start, stop, generic=True, partial=True) for stop in stops)
    units = next((found for found in read if found), [])
    shorter = () if units else range(min(end, start + _BARE), start + 2, -1)
    return units or next((found for stop in shorter if (found := _units(sheet, start, stop, generic=True))), [])


def _add(sheet: Sheet, start: int, end: int, found: Duties, *, generic: bool) -> bool:
    """Add what stands before the act if it names units or a person; False where it names neither."""
    units = _units(sheet, start, end, generic=generic)
    if units:
        taken = {fact.span for fact in found.supporting}
        known = {fact.value for fact in found.responsible}
        found.responsible += [fact for fact in units if fact.span not in taken and fact.value not in known]
        return True
    persons = _persons(sheet, start, end)
    found.persons += persons
    return bool(persons)


def _units(sheet: Sheet, start: int, end: int, *, generic: bool, partial: bool = False) -> list[Fact[str]]:
    """The units of an enumeration, all or none: one part that is no unit spoils it, so that prose is not read as one."""
    start, end = sheet.trimmed(start, max(start, end))
    if end - start > 120 or end - start < 2:
        return []
    if (
        not generic
        and sheet.text.endswith(("部门", "单位"), start, end)
        and _FUNCTIONS.fullmatch(sheet.text, start, end)
    ):
        return [sheet.fact(start, end)]
    end = _without_trail(sheet.text, start, end)
    if not partial and sheet.text[end - 1] not in _CLOSES:
        return []
    parts: list[Fact[str]] = []
    at = start
    for cut_start, cut_end in [*(one.span() for one in _JOIN.finditer(sheet.text, start, end)), (end, end)]:
        if sheet.text.startswith("及", cut_start) and not is_unit(sheet.text[at:cut_start].strip()):
            continue  # 文化及康乐署 is one unit
        first, last = sheet.trimmed(at, cut_start)
        at = cut_end
        if first == last:
            continue
        text = sheet.text[first:last]
        if partial and _ALLY.fullmatch(text):
            parts.append(sheet.fact(first, last))
            continue
        if not is_unit(text) and not _shares_ending(text, sheet.text[start:end]):
            return []
        if generic or not _GENERIC.match(text):
            parts.append(sheet.fact(first, last))
    named = any(is_unit(one.value) or (partial and one.value.startswith(_ANY)) for one in parts)
    return parts if named else []


def _without_trail(text: str, start: int, end: int) -> int:
    """Where an enumeration ends in front of 等有关部门, 分别 and the like."""
    trail = _TRAIL.search(text, start, end) if text[end - 1 : end] in _TRAIL_ENDS else None
    return trail.start() if trail else end


def _shares_ending(text: str, whole: str) -> bool:
    """东关、麻园街道: a bare place is a unit where the enumeration it stands in ends in 街道, 镇 or 乡."""
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{2,4}", text)) and whole.endswith(("街道", "镇", "乡", "街道办事处"))


def _persons(sheet: Sheet, start: int, end: int) -> list[Fact[str]]:
    """The persons of an enumeration, all or none: 镇长甲某、局长乙某分别."""
    start, end = sheet.trimmed(start, max(start, end))
    end = _without_trail(sheet.text, start, end)
    if end - start > _LONGEST_ROLL:
        return []
    found: list[Fact[str]] = []
    at = start
    for part in sheet.text[start:end].split("、"):
        person = _person(sheet, at, at + len(part))
        if person is None:
            return []
        found.append(person)
        at += len(part) + 1
    return found


def _person(sheet: Sheet, start: int, end: int) -> Fact[str] | None:
    start, end = sheet.trimmed(start, end)
    text = sheet.text[start:end]
    if not 2 <= len(text) <= 16:
        return None
    match = _PERSON.fullmatch(text)
    if match is None:
        return None
    group = "named" if match["named"] else "name"
    name = match[group]
    known = bool(match["role"]) or text != name
    if (
        surname_cost(name) is None
        or len(name) > (4 if name[:2] in COMPOUND else 3)
        or not known
        or _LEADING.search(name)
    ):
        return None
    first, last = match.span(group)
    return sheet.fact(start + first, start + last)
