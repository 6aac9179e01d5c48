"""The title of one agenda item: stated beside its label, or inferred from the first clause that names the matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.parse.reports import reports
from ingest.parse.units import is_unit
from ingest.records import Fact

if TYPE_CHECKING:
    from ingest.parse.news import Block
    from ingest.parse.sheet import Sheet

_NARRATIVE = re.compile(
    r"\s*(?:会议|与会|经[研审讨会]|(?:听取|审议|研究|学习|传达|通报|讨论|部署)了|由|请|原则同意|同意)"
)
_TITLE_END = re.compile(r"[。：:](?=.)|[。：:]?$")
_BODY_OPENS = r"会议(?:首先|还)?(?:认为|指出|强调|要求|听取|原则上?同意|原则通过|审议了|审议并|审议通过|决定|同意|不同意|学习了|传达|研究了|明确|议定|通报了|对《)"
_RUN_ON = re.compile(
    rf"(?<![次该务题体组本全委党办度按照据经依由将，。；：、“《（(\s])(?={_BODY_OPENS})|\s+(?={_BODY_OPENS}|[（(]一[)）])"
)
"""Where lines were lost, a title runs into its body without a mark: …《办法》会议听取了…."""
_CLAUSE_ON = re.compile(
    r"(?<=[题宜项作目况案划事见])[，,](?=经(?:与会[^，。]{0,8})?(?:集体)?(?:研究|讨论)|会议(?:经?研究|一致|原则上?|审议|讨论)*(?:决定|同意|不同意|明确|议定|认为|通过|确定))"
)
"""关于X事宜，会议决定…: the matter is the title, the meeting's own words are the body."""
_SPACED = re.compile(
    r"[ \t]*(?:关于|研究|审议|听取|传达|学习|通报|讨论)[^，。；：:\s]{4,40}(?P<gap>[ \t]+)(?=[^\s。]{2,30}[，。][^\n]*。)"
)
"""Where lines became blanks, the first blank ends the title."""
_ABOUT = re.compile(r"\s*关于[^，。：；《》]{2,28}(?P<mark>[，,])(?!研究|审议|听取|部署|以及|并|和|做好)[^\n]*。")
"""关于X，由Y牵头…。: the matter, then what is decided about it."""
_SUBJECT = re.compile(
    r"[ \t]*案由[:：][ \t]*(?P<title>[^\n]+?)(?:[（(](?:提案|提报|报告)(?:单位|机关)[^）)\n]*[）)])?[ \t]*$"
)
_TABLED = re.compile(r"[ \t]*(?P<title>[\u4e00-\u9fff]{2,12}(?:报告|提报|提)[:：][^\n]+?)[。 \t]*$")
"""研考处报告：「…」, 都发局提：「…」草案: the proposer and the matter are one title."""
_ASSIGNED = re.compile(r"由[^，。]{2,24}(?:负责|牵头|实施|办理|承担)")
_CHARGED = re.compile(r"[，；](?:由|请|责成|授权)[^，。；]{4,40}")
_MATTER_LINE = re.compile(r"(?m)^[ \t]*(?:案由|事由|主旨)[ \t]*[:：][ \t]*(?P<title>[^\n]+)$")
_LABELLED_LINE = re.compile(r"[ \t]*[（(]?(?:提案|提报|报告|承办|主办)(?:单位|机关|人|者)[ \t]*[:：]")
_TITLE_OPENS = re.compile(r"\s*(?:关于|研究|审议|听取|传达|学习|通报|讨论|部署|《)")
_REPORTS = re.compile(r"(?:工作|业务)?(?:报告|提案|提报|提)$")
_KIND_OF_MATTER = re.compile(
    r"(?:书面|临时|议员)?(?:动议|提问|查询|质询|提案|拨款申请|建议|议题|报告|资料文件|常设事项|续议事项)"
)
_NARRATED = re.compile(r"(?:汇报|介绍|通报|宣读|传达|学习|听取|审议|研究|说明|讲解|进行|作|做)了")
_SPOKE = re.compile(r"[^，。《》]{2,24}?(?:汇报|介绍|通报|宣读|传达学习|传达|讲解|说明|学习)了")
_TREATED = re.compile(
    r"(?:就|对|围绕)(?P<matter>[^，。；]{4,60}?)(?:进行|(?<!工)作|做|开展)了?[^，。；]{0,8}(?:部署|安排|说明|研究|讨论|汇报|解读)"
)
_MARKS = "。：:；;，, \t"
_MATTER_VERBS = re.compile(
    r"(?:会上，?|会议(?:前)?|还|又|并|首先|集中|专题|分别|认真|书面|再次|听取|审议|审定|研究|传达|学习|讨论|通报|安排|部署|调度|审查|贯彻|原则上?同意|同意|通过|推进|了|和|、)+"
)
_WHEN = re.compile(r"(?:自|从|于|在)?[0-9〇一二三四五六七八九十年月日号时分点上下午底初末]{2,16}(?:起|前|后|内)?")
"""A clause that only says when: 自5月1日起."""
_ASSIGN = re.compile(r"^(?:由|请)[^，。]{2,40}(?:牵头|负责|配合|协助)$|^[^，。由]{2,30}(?:牵头|配合|协助|负责)$")


def stated(sheet: Sheet, block: Block) -> tuple[Fact[str] | None, int]:
    """The title beside the label, and where the body begins; no title where the narrative starts at once."""
    if block.label is None:
        return None, block.start
    text = sheet.text
    start = block.label.end
    line_end = text.find("\n", start, block.end)
    line_end = block.end if line_end < 0 else line_end
    if not text[start:line_end].strip() or _LABELLED_LINE.match(text, start, line_end):
        return _below(sheet, sheet.trimmed(start, block.end)[0], block.end)
    early = _early(text, start, line_end)
    if early:
        first, last, body = early
        return sheet.fact(first, last), sheet.trimmed(body, block.end)[0]
    stop = _TITLE_END.search(text, start, line_end)
    cut = stop.start() if stop else line_end
    if _heads(text[start:cut], text[cut:line_end], alone=not text[line_end : block.end].strip()):
        cut = line_end
    same_line = text[cut:line_end].strip("。：: \t")
    if _is_narrative(text, start, cut, line_end, alone=line_end == block.end):
        return None, sheet.trimmed(start, block.end)[0]
    first, last = sheet.trimmed(start, cut if same_line else line_end)
    while last > first and text[last - 1] in _MARKS:
        last -= 1
    body = cut + 1 if same_line else line_end
    return sheet.fact(first, last), sheet.trimmed(min(body, block.end), block.end)[0]


def _early(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """A title that ends before the line's first 。: its start and end, and where the body begins."""
    subject = _SUBJECT.match(text, start, end) or _TABLED.match(text, start, end)
    if subject:
        return (*subject.span("title"), end)
    run_on = _RUN_ON.search(text, start + 4, end) or _clause_on(text, start, end)
    if run_on:
        return start, run_on.start(), run_on.end()
    spaced = _SPACED.match(text, start, end)
    if spaced:
        return start, spaced.start("gap"), spaced.end("gap")
    about = _ABOUT.match(text, start, end)
    return (start, *about.span("mark")) if about else None


def _heads(before: str, behind: str, *, alone: bool) -> bool:
    """Whether a colon stands inside a heading: a unit and its report (民政课：…情形), a kind of matter (动议：…)."""
    if (
        alone
        or not behind.startswith(("：", ":"))
        or "。" in behind.strip()[:-1]
        or behind.rstrip().endswith(("：", ":", "；"))
    ):
        return False
    unit = _REPORTS.sub("", before.strip())
    return is_unit(unit) or _KIND_OF_MATTER.fullmatch(before.strip()) is not None


def _below(sheet: Sheet, start: int, end: int) -> tuple[Fact[str] | None, int]:
    """Under a label on a line of its own: the matter (案由) where lines that name the proposer stand before it."""
    matter = _MATTER_LINE.search(sheet.text, start, end) if _LABELLED_LINE.match(sheet.text, start, end) else None
    if matter is None:
        return None, start
    return sheet.fact(*matter.span("title")), sheet.trimmed(matter.end(), end)[0]


def _clause_on(text: str, start: int, end: int) -> re.Match[str] | None:
    found = _CLAUSE_ON.search(text, start, end) if _TITLE_OPENS.match(text, start) else None
    return None if found is None or "。" in text[start : found.start()] else found


def _is_narrative(text: str, start: int, cut: int, line_end: int, *, alone: bool) -> bool:
    """Whether the text beside a label is the meeting's own narrative up to `cut`, its first 。or ：, and no title."""
    same_line = text[cut:line_end].strip("。：: \t")
    if not same_line and _is_sentence(text[start:line_end], alone=alone):
        return True
    stopped = "。" in text[cut : cut + 1]
    told = _NARRATED.search(text, start, cut) or ("，" in text[start:cut] and _ASSIGNED.search(text, start, cut))
    if stopped and told and not _TITLE_OPENS.match(text, start):
        return True
    return _NARRATIVE.match(text, start, line_end) is not None and bool(same_line or stopped)


def _is_sentence(line: str, *, alone: bool) -> bool:
    """A point that is one sentence (由X牵头，于…完成。) and no title; `alone` where nothing follows it."""
    line = line.strip()
    assigned = re.search(r"(?:由|请)[^。]{2,30}(?:牵头|负责)", line[:200])
    ended = line.endswith("。")
    if not alone:
        assigned = assigned or _CHARGED.search(line)
        return ended and bool(assigned) and not _TITLE_OPENS.match(line)
    return bool(assigned) or (ended and (any(mark in line for mark in "，；要") or not _TITLE_OPENS.match(line)))


def inferred(sheet: Sheet, start: int, end: int) -> Fact[str] | None:
    """The first clause that names the matter, without 会议, the verbs and the unit that reports."""
    sentences = sheet.sentences(start, end)
    if not sentences:
        return None
    first, last = sentences[0]
    label = re.match(r"\s*(?:[（(][一二三四五六七八九十]{1,2}[)）])\s*", sheet.text[first:last])
    first += label.end() if label else 0
    said = reports(sheet, first, last)
    if said and said[0].matter is not None:
        at, until = said[0].matter
        return _reasoned(sheet, at, until)
    treated = _TREATED.search(sheet.text, first, last)
    if treated:
        return _reasoned(sheet, *treated.span("matter"))
    for clause in re.finditer(r"(?:《[^》]*》|“[^”]*”|[^，,。；;：:])+", sheet.text[first:last]):
        verbs = _MATTER_VERBS.match(clause.group()) or _SPOKE.match(clause.group())
        bare = clause.group()[verbs.end() :] if verbs else clause.group()
        if len(bare) < 4 or _ASSIGN.match(clause.group()) or _WHEN.fullmatch(clause.group().strip()):
            continue
        at = first + clause.start() + (verbs.end() if verbs else 0)
        return _reasoned(sheet, at, first + clause.end())
    return _reasoned(sheet, first, last)


def _reasoned(sheet: Sheet, start: int, end: int) -> Fact[str]:
    goes_on = re.search(r"并(?:指出|强调|要求|明确|认为)$", sheet.text[start:end])
    fact = sheet.fact(start, start + goes_on.start() if goes_on else end)
    return Fact(fact.value.strip(_MARKS), fact.span, "题目未写明，取首个说明事项的分句")
