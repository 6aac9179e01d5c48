"""What a meeting decided, and what it charged whom with.

A decision is a sentence in which the meeting itself says an outcome. A demand (要求, 强调) is none, nor is
hearing (听取). Demands that name who must act, or by when, are directives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.parse import deadlines
from ingest.parse.duties import duties
from ingest.records import Decision, Directive, Fact, PartialDate

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet
    from ingest.records import Outcome

_OUTCOMES: tuple[tuple[Outcome, str], ...] = (
    ("不予通过", r"不予(?:以)?(?:通过|同意|批准|审议通过)|未(?:予|获)?(?:通过|同意|批准)|不(?:同意|通过|批准)|否决"),
    ("修正通过", r"(?:修正|修改|完善|调整)[^，。；]{0,6}?后?(?:予以)?(?:审议)?通过"),
    ("退回修改", r"退回"),
    (
        "暂缓",
        r"暂缓|缓议|推迟|暂不|择期再|下次会议再|另行审议|再议|搁置|保留|押后|延后|待[^，。；]{2,30}后再(?:行)?(?:议|审|提)",
    ),
    ("原则同意", r"原则(?:上)?(?:同意|通过|赞同|审议通过)"),
    (
        "审议通过",
        r"(?:审议|讨论|审查|表决|照案|研究|一致|全票|审议并|经审议)(?:并)?(?:一致|表决|予以)?通过|(?<![修改正])通过(?=了?《|了|该|上述|有关|拨款|申请|建议|议案|动议|[，。；]|$)|照案办理",
    ),
    ("同意", r"(?<![不未])同意|批准|准予(?!备查)|赞成"),
    ("通报", r"洽悉|(?:准予|同意)?备查|知悉|书面通报|会议(?:还|书面|集中)?通报了?"),
    ("议定", r"议定|会议决定|决定|会议明确|会议确定|商定"),
)
_OUTCOME = re.compile("|".join(f"(?P<o{at}>{pattern})" for at, (_, pattern) in enumerate(_OUTCOMES)))
_LEAD = re.compile(
    r"(?:\s|[（(][一二三四五六七八九十0-9]{1,2}[)）]|[0-9一二三四五六七八九十]{1,2}[、．.]|会议?|经|研究|审议|讨论|审查|表决|听取|汇报|书面|通报|传阅|并|一致|全票|认真|充分|集体|慎重|主席|裁示|决议|裁定|"
    r"决定|结论|[:：]|后|也|还|对此|现|再次|最终|区政府|县政府|市政府|与会|人员|同志|代表|会上|了|和|及|予以|先|该项目|该事项|此事|本案|该方案|该办法|县长|区长|市长|会议审定|议定|明确|原则|同意|审定|，|,|综合各方意见|经综合研判|鉴于此|为此|因此|故|拟|均|已|获|一是|二是|三是|暂|全体|区议会|县议会|市议会|本会|委员会|总结|宣布|获|会议纪录|会议记录|因此|(?:该|此|本|上述)(?:草案|方案|办法|议题|议程|事项|意见|规划|计划|报告|项目|条例|规定|协议|细则|预案|名单|通知|制度|提案|议案|申请|项|案)|(?:按照?|根据)会议(?:讨论)?意见)*"
)
_DEMAND = re.compile(r"^\s*(?:会议|[\u4e00-\u9fff]{2,4})?(?:同时|还|并|最后)?(?:强调|要求)")
_JUDGED = re.compile(r"^\s*(?:会议|[\u4e00-\u9fff]{2,4})?(?:同时|还|并|最后)?(?:指出|认为)")
_RESOLVES = re.compile(
    r"(?:会议)?(?:决定|同意|原则同意|退回|待|暂缓|不予|缓议|推迟|(?:该|此|本)[^，。]{1,6}?(?:暂缓|推迟|押后|延后|缓议|不))"
)
_LISTED = re.compile(r"(?:议定|决定|明确|确定)(?:如下|以下)?(?:事项|意见)?[:：]")
_RULING = re.compile(r"\s*(?:主席)?(?:裁示|决议|裁定|结论)[:：]")
_CHARGED = re.compile(r"(?:由|责成|授权)[^，。]{2,30}(?:牵头|负责|，)")
_STUDY = re.compile(r"\s*(?:关于)?(?:学习|传达|听取)")
_HEARD = re.compile(
    r"\s*(?:会议)?(?:还|首先|分别|集中|认真|专题|再次|共同|由[^，。]{2,20})*(?:听取|审议|研究|讨论|传达|学习)"
)
_REVISE = re.compile(
    r"(?P<what>(?:(?:充分)?(?:根据|按照|结合|依照|吸收|按|依)[^，。；]{0,24}?(?:意见|建议|要求|精神|讨论情况|讨论结果)[，,]?)?"
    r"(?:作出|再作|作|做|予以|抓紧|认真|及时|再|抓紧)?(?:进一步)?(?:作|做)?(?:必要的?|文字)?(?:补充|修改|完善|细化|优化|论证|研究|修正|核实|调整|充实)+(?:文字|工作)?)"
    r"(?=后|[，,。；]|并(?:尽快)?(?:印发|提|报)|(?:提请|提交|报|按程序|尽快|印发))"
)
_REVISED = re.compile(r"修改|完善|补充|修正")
_NEXT = re.compile(
    r"(?P<step>(?:按(?:照)?(?:规定|有关规定|法定|相关|上述)?(?:的)?(?:程序|规定|要求)|严格按[^，。；]{1,12}|依法(?:依规)?(?=提|报|办|公)|以[^，。；《》]{2,18}(?:名义|形式|文件)|"
    r"代表[^，。；]{2,10}签[署订]|向社会公[布告开]|"
    r"再(?:次|行)?(?:提请|提交|报)|重新(?:提请|提交|报|上会)|提请|提交|报请|呈报|上报|送请|报送|(?<![汇申填情通])报(?=[^告经名道刊纸请]{2,24}(?:[，。；]|$|审|备案|批|研究|同意|核|常务会议))|"
    r"印发|下发|发布|公布|公告|颁布|签署|签订|组织(?:实施|开展|推进|落实)|组织(?=与[^，。；]{0,20}(?:签订|实施))|抓好落实|贯彻执行|"
    r"(?:正式|尽快|抓紧|按程序)实施(?=[，。；]|$)|办理(?=[，。；]|$)|存档|上会)[^，。；]*)"
)
_STEPS_ON = re.compile(r"(?<=[审批研议究定准案])(?:通过|同意)?后[，,]?(?=提请|提交|报|印发|按|以|组织|公布|发布|实施)")
_SOFT = re.compile(r"^(?:予以|并|尽快|抓紧|认真|及时|进一步|后|，|,|\s)+")
_POINT = re.compile(r"\s*(?:[（(][一二三四五六七八九十0-9]{1,2}[)）]|[0-9]{1,2}[、．.](?![0-9])|[①-⑳])")
_TRAILING = re.compile(r"(?:，|,|后|并|\s)+$")
_RESUBMIT = re.compile(
    r"(?:修改|完善|研究|论证|细化|补充)[^。]{0,30}后?[，,]?[^。]{0,24}(?:再(?:次|行)?|重新)(?:提请|提交|报|上会)"
)
_PROPOSED = re.compile(r"(?P<unit>[^，。；《》]{2,24}?)(?:提出|提交|提请|报送|起草|拟定|草拟|上报)的")


def decisions(sheet: Sheet, start: int, end: int, held: PartialDate | None) -> tuple[Decision, ...]:
    """The decisions in one item's text, in order."""
    found: list[Decision] = []
    listed = False
    for first, last in _sentences(sheet, start, end):
        one = _decision(sheet, first, last, held)
        listed = bool(_LISTED.search(sheet.text[first:last])) or (
            listed and _POINT.match(sheet.text, first, last) is not None
        )
        if one is None and _RULING.match(sheet.text, first, last):
            one = _implied(sheet, first, last, held)
        if one is None and listed and _POINT.match(sheet.text, first, last):
            one = _implied(sheet, first, last, held)
        if one is not None:
            found.append(one)
    specific = [one for one in found if one.outcome != "通报" or one.outcome_text.value != "书面通报"]
    return tuple(specific or found)


def settled(sheet: Sheet, title: int, start: int, end: int, held: PartialDate | None) -> tuple[Decision, ...]:
    """A point under 议定以下事项 that says no outcome itself is 议定.

    Its numbered parts are one decision each; without parts its first sentence is. One that charges nobody and
    sets no time is a remark.
    """
    heard = any(_STUDY.match(sheet.text, at, end) or _HEARD.match(sheet.text, at, end) for at in (title, start))
    sentences = _sentences(sheet, start, end)
    if heard:
        sentences = [one for one in sentences if _CHARGED.match(sheet.text, *one)]
    points = [one for one in sentences if _POINT.match(sheet.text, *one)]
    found: list[Decision] = []
    for first, last in points or sentences[:1]:
        one = _implied(sheet, first, last, held)
        if one is not None:
            found.append(one)
    return tuple(found)


def _implied(sheet: Sheet, first: int, last: int, held: PartialDate | None) -> Decision | None:
    """A point under 议定 that charges somebody or sets a time; one that does neither is a remark."""
    if not duties(sheet, first, last, demands=True) and deadlines.find(sheet.text, first, last, held) is None:
        return None
    outcome = Fact("议定", reason="纪要前文写明“议定”以下事项")
    return _built(sheet, first, last, "议定", outcome, first, held, whole=first)


def directives(
    sheet: Sheet, start: int, end: int, taken: tuple[Decision, ...], held: PartialDate | None
) -> tuple[Directive, ...]:
    """The sentences that decide nothing but name who must act, or a deadline."""
    out: list[Directive] = []
    for first, last in sheet.sentences(start, end, clauses=True):
        span = sheet.span(first, last)
        if any(one.span.touches(span) for one in taken):
            continue
        named = duties(sheet, first, last, demands=True)
        limit = deadlines.find(sheet.text, first, last, held)
        if not named and limit is None:
            continue
        out.append(
            Directive(
                span,
                tuple(named.responsible),
                tuple(named.persons),
                tuple(named.supporting),
                sheet.fact(limit.start, limit.end) if limit else None,
                limit.date if limit else None,
            )
        )
    return tuple(out)


def _sentences(sheet: Sheet, start: int, end: int) -> list[tuple[int, int]]:
    """Whole sentences; a semicolon parts one where another outcome opens behind it."""
    out: list[tuple[int, int]] = []
    for first, last in sheet.sentences(start, end):
        at = first
        for mark in re.finditer(r"[；;]\s*", sheet.text[first:last]):
            behind = first + mark.end()
            opened = _OUTCOME.search(sheet.text, behind, min(last, behind + 30))
            point = _POINT.match(sheet.text, behind, last)
            if point or (opened and _LEAD.fullmatch(sheet.text, behind, opened.start())):
                out.append((at, first + mark.start() + 1))
                at = behind
        out.append((at, last))
    return out


def _decision(sheet: Sheet, first: int, last: int, held: PartialDate | None) -> Decision | None:
    first = _without_label(sheet, first, last)
    said = _outcome(sheet.text, first, last)
    if said is None:
        return _resubmission(sheet, first, last, held)
    outcome, start, end = said
    if outcome == "议定" and sheet.text[end:last].strip(" ：:。\n") in {
        "",
        "如下",
        "以下意见",
        "以下事项",
        "如下事项",
        "如下意见",
    }:
        return None
    return _built(sheet, start, last, outcome, sheet.fact(start, end), end, held, whole=first)


def _without_label(sheet: Sheet, first: int, last: int) -> int:
    label = re.match(
        r"(?:[（(][一二三四五六七八九十0-9]{1,2}[)）]|[0-9一二三四五六七八九十]{1,2}[、．.])\s*", sheet.text[first:last]
    )
    return first + label.end() if label else first


def _outcome(text: str, first: int, last: int) -> tuple[Outcome, int, int] | None:
    """The strongest outcome the meeting itself says in a sentence; 议定 and 通报 yield to any other."""
    demand = bool(_DEMAND.match(text[first:last]))
    judged = bool(_JUDGED.match(text[first:last]))
    best: tuple[int, Outcome, int, int] | None = None
    for match in _OUTCOME.finditer(text, first, last):
        at = int((match.lastgroup or "o0")[1:])
        clause = max(text.rfind(mark, first, match.start()) for mark in "，,；;：:。") + 1 or first
        clause = max(clause, first)
        lead = _LEAD.fullmatch(text, clause, match.start())
        own = text.startswith(("会议", "经", "决议", "主席", "裁示"), clause) or clause == first
        if lead is None and not _told(text, first, match):
            continue
        if demand and not (own and text.startswith("会议", clause)):
            continue
        if judged and not _RESOLVES.match(text, clause):
            continue
        rank = 1 if _OUTCOMES[at][0] in {"议定", "通报"} else 0
        if best is None or rank < best[0]:
            best = (rank, _OUTCOMES[at][0], match.start(), match.end())
    return None if best is None else best[1:]


def _told(text: str, first: int, match: re.Match[str]) -> bool:
    """Outcomes that stand deep in a sentence but can be nothing else: 会议对《…》进行了审议并原则同意."""
    before = text[first : match.start()]
    strong = match.group().startswith(("原则", "审议通过", "审议并", "表决通过", "暂缓审议", "缓议", "不予通过"))
    return strong and before.startswith(("会议", "经")) and not re.search(r"要求|强调|未经|需|应当|须|待|如|若", before)


def _resubmission(sheet: Sheet, first: int, last: int, held: PartialDate | None) -> Decision | None:
    """请X修改后再提请审议, with no other outcome, sends the matter back."""
    text = sheet.text[first:last]
    again = _RESUBMIT.search(text)
    if again is None or _DEMAND.match(text):
        return None
    fact = sheet.fact(first + again.start(), first + again.end())
    return _built(sheet, first, last, "退回修改", fact, first, held, whole=first)


def _built(  # noqa: PLR0913 (a decision is read from all of these at once)
    sheet: Sheet,
    start: int,
    last: int,
    outcome: Outcome,
    outcome_text: Fact[str],
    after: int,
    held: PartialDate | None,
    *,
    whole: int,
) -> Decision:
    revise = _revision(sheet.text, after, last)
    step = _next_step(sheet, revise.end() if revise else after, last, behind_revision=revise is not None)
    named = duties(sheet, whole, last, demands=True)
    responsible = tuple(named.responsible) or tuple(named.persons)
    if not responsible:
        responsible = _proposer(sheet, after, last)
    limit = deadlines.find(sheet.text, whole, last, held)
    subject_end = _subject_end(sheet, after, last)
    return Decision(
        span=sheet.span(whole, last),
        outcome=outcome,
        outcome_text=outcome_text,
        subject=sheet.fact(after, subject_end) if subject_end > after and start < after else None,
        condition=sheet.fact(*revise.span("what")) if revise else None,
        next_step=step,
        responsible=responsible,
        supporting=tuple(named.supporting),
        deadline=sheet.fact(limit.start, limit.end) if limit else None,
        deadline_date=limit.date if limit else None,
    )


def _revision(text: str, start: int, last: int) -> re.Match[str] | None:
    """What must happen first; outside 《》, and with a word of revision unless 后 says that something follows."""
    for match in _REVISE.finditer(text, start, last):
        quoted = text.count("《", start, match.start()) > text.count("》", start, match.start())
        if not quoted and (text.startswith("后", match.end()) or _REVISED.search(match["what"])):
            return match
    return None


def _next_step(sheet: Sheet, start: int, last: int, *, behind_revision: bool) -> Fact[str] | None:
    for found in _NEXT.finditer(sheet.text, start, last):
        first, end = found.span("step")
        if sheet.text.count("《", start, first) > sheet.text.count("》", start, first):
            continue
        if not behind_revision and not _is_step(sheet.text, start, first):
            continue
        soft = _SOFT.match(sheet.text[first:end])
        first += soft.end() if soft else 0
        on = _STEPS_ON.search(sheet.text, first, end)
        end = on.start() if on else end
        trail = _TRAILING.search(sheet.text[first:end])
        return sheet.fact(first, first + trail.start() if trail else end)
    return None


_STEP_LEAD = re.compile(
    r"(?:(?:由|请|授权|责成|委托)[^《》，。；]{2,40}?)?(?:[于在]?[0-9一二三四五六七八九十年月日底末中上下旬个工作天周内之以前]{2,14}?(?:前|内))?"
    r"(?:予以|并|尽快|抓紧|认真|及时|后|负责|牵头|配合|共同|依法|严格|抓好|同步|正式|将[^，。；]{2,16})*"
    r"|[^《》，。；]{2,40}?(?:牵头|负责|配合|后)"
)


def _is_step(text: str, start: int, at: int) -> bool:
    """Without a revision in front a step opens its clause; elsewhere the word belongs to the matter (《…》印发情况)."""
    clause = max(max(text.rfind(mark, start, at) for mark in "，,；;。》") + 1, start)
    return _STEP_LEAD.fullmatch(text, clause, at) is not None


def _subject_end(sheet: Sheet, start: int, last: int) -> int:
    cut = re.search(r"[，,。；;]", sheet.text[start:last])
    return start + cut.start() if cut else last


def _proposer(sheet: Sheet, start: int, last: int) -> tuple[Fact[str], ...]:
    """同意X提出的《…》，修改完善后…: the one who proposes is the one who revises."""
    from ingest.parse.units import is_unit

    match = _PROPOSED.match(sheet.text, start, last)
    if match is None or not is_unit(match["unit"].strip()):
        return ()
    return (sheet.fact(*match.span("unit")),)
