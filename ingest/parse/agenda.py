"""Where the agenda items of one meeting begin and end, and where its lists of people stand.

Numbered minutes are cut at the outermost run of ordinals; sections that only name a part of the minutes
(報告事項, 议定事项) give way to the run inside them. Without numbers a sentence opens an item.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.parse import attendance
from ingest.parse.labels import Label, Run, labels, outermost, runs, within
from ingest.parse.news import CIRCULATED, Block, unnumbered
from ingest.parse.tables import Row, rows
from ingest.parse.turns import turns
from ingest.parse.verbs import OTHER_MATTERS

if TYPE_CHECKING:
    from ingest.parse.attendance import Listed
    from ingest.parse.sheet import Sheet
    from ingest.parse.turns import Turn

_STRUCTURE = re.compile(
    r"[ \t]*(?:会议|开会)?(?:时\s*间|日\s*期|地\s*点|主\s*席|主\s*持\s*人?|出席[^\n：:]{0,6}|列席[^\n：:]{0,6}|请假[^\n：:]{0,6}|缺席[^\n：:]{0,6}|记\s*录\s*人?|纪\s*录)[ \t]*(?:[:：]|\n)"
    r"|[ \t]*(?:应到|实到)"
    r"|[ \t]*(?:会议|各?[课科处]室|各单位)?(?:报告事项|讨论事项|讨论提案|(?:报告|讨论|审议|审查|核定|提案)案件?|提案讨论|业务报告|工作报告|议定事项|决定事项|研究事项|议定如下事项|审议事项|审定事项|研究事项|通报事项|表决事项|传达(?:学习)?事项|听取(?:汇报)?事项|学习事项|临时动议|"
    r"散会|(?:主席|主持人|[省市县区乡镇局处]长)(?:致[词辞]|报告)|宣布开会|(?:确认|宣读)(?:上次|前次)?[^\n：:]{0,16}|通过上次会议纪录|[上前]次会[议报][^\n：:]{0,14}|资料文件|常设事项|新议事项|主席结论|(?:主席)?(?:裁示|指示|裁[（(]指[)）]示|指[（(]裁[)）]示)(?:事项)?|专案报告|专题报告|会议议程|会议议题|议程|基本情况|会议概况|"
    r"会议结束|下次会议[^\n：:]{0,6})[ \t]*(?:[（(][^）)\n]{0,12}[）)])?[ \t]*(?:[:：。\n]|$)"
)
_PROCEDURE = re.compile(
    r"[ \t]*(?:(?:通过|确认通过|确认)[^\n。]{0,24}(?:记录|纪录|纪要|议程)|(?:主席)?(?:开会辞|致欢迎辞|欢迎辞|致辞)|下次(?:会议|开会)[^\n。，]{0,12}|续议事项|散会)[ \t]*(?:[（(][^）)\n]{0,40}[）)])?[ \t]*(?:\n|$)"
)
"""Headings of Hong Kong and Macao minutes that open and close a meeting and bring no matter forward."""
_OTHER_BUSINESS = re.compile(
    r"[ \t]*(?:(?:其他|其它)(?=[ \t]*\n)|(?:其他|其它|通报|传达|学习)(?:事项|事宜|议程)|临时动议|(?:理论|政治|集体|专题|会前)学习(?:环节|部分)?"
    r"|(?:传达|学习|研究|审议|讨论|议事|决策|听取|通报|部署)+(?:环节|部分|内容|议题|事项|议程|干部|人事)?)[ \t]*(?:\n|$)"
)
"""Headings that gather the matters under them, or else are one themselves."""
_GATHERS = re.compile(r"[ \t]*(?:传达|学习|研究|审议|讨论|议事|决策|听取|通报|部署)")
_AGREES = re.compile(
    r"[ \t]*(?:经[^，。：:\n]{0,10}，)?(?:会议)?(?:研究|讨论|一致)*(?:议定|决定|明确|确定|同意)了?(?:以下|如下)?(?:事项|意见)?[:：][ \t]*\n"
)
_REMARKS = re.compile(r"[ \t]*会议(?:充分)?(?:指出|认为|强调|要求|听取|肯定)")
_NOTHING_ELSE = re.compile(r"没有|并无|未有|余无别事|议事完毕|结束|散会|(?<![\u4e00-\u9fff])无(?![\u4e00-\u9fff])")
_ENDING = re.compile(
    r"(?m)^[ \t]*(?:散会|【(?:临时动议|散会|其他[^】\n]{0,4})】|会议结束|附件|附[:：]|[（(](?:此件|本件)|特此纪要|主题词|以上(?:事项|意见|要求)[，,]|[分抄]送|抄报|发送[:：]|印发"
    r"|[（(]?[\u4e00-\u9fff（）()]{2,26}(?:办公室|办公厅|党政办|人民政府|管委会|委员会)(?:整理|印发)?[\s　]*(?:[12二][0-9○〇一二三四五六七八九十年月日 ]{5,16}(?:印发|印)?)?[）)]?[ \t]*$"
    r"|(?:20[0-9]{2}|二[○〇零].{2})年.{1,3}月.{1,3}日(?:印发)?[ \t]*$)"
)
_LAST_SECTION = re.compile(r"\n[ \t]*(?:[壹贰叁参肆伍陆柒捌玖拾]{1,2}、[^\n]*|【[^】\n]{2,12}】)\s*$")
_MATTER = re.compile(r"[ \t]*(?:关于|听取|审议|审定|研究|讨论|传达|学习|通报|《)")
_ALSO = re.compile(r"(?m)^[ \t]*会议还(?:听取|研究|审议|讨论|学习|传达|通报)")


@dataclass(frozen=True, slots=True)
class Layout:
    """How one meeting's text is laid out: `header_end` is where its first item, or its lists, begin."""

    header_end: int
    blocks: tuple[Block, ...]
    lists: tuple[Listed, ...]
    settled: bool = False


def layout(sheet: Sheet) -> Layout:
    """Divide one meeting's reading."""
    end = len(sheet.text)
    said = turns(sheet.text)
    lists = [one for one in attendance.headings(sheet, 0, end) if not _in_turn(one, said)]
    agenda = _agenda(sheet, end)
    table = rows(sheet)
    if table and (agenda is None or agenda[0][0].start > table[0].start):
        lists = _before(lists, table[0].start)
        header_end, blocks = table[0].start, [_tabled(row) for row in table]
    elif agenda is not None:
        lists = _before(lists, agenda[1][0])
        blocks = _numbered(sheet, *agenda, lists, end)
        header_end = blocks[0].start if blocks else end
    else:
        header_end, blocks = unnumbered(sheet, lists, end)
    numbered = bool(blocks) and blocks[0].label is not None
    stretches = [(0, blocks[0].start), (blocks[-1].end, end)] if numbered else [(0, end)]
    spoken = [one for stretch in stretches for one in attendance.sentences(sheet, *stretch) if not _headed(one, lists)]
    spoken = [one for one in spoken if not _in_turn(one, said)]
    head = sheet.text[:header_end]
    settled = bool(
        re.search(
            r"议定|[几以如][点下](?:结论|决定|共识)|(?:决定|明确|确定)(?:的?事项)?(?:纪要)?如下|(?:如下|以下)(?:事项|意见|共识)|(?:达成|形成)[^。]{0,6}(?:一致|共识|意见)|会议(?:决定|明确|同意|确定)[：:]\s*$",
            head[-120:],
        )
    )
    return Layout(header_end, tuple(blocks), tuple(sorted([*lists, *spoken], key=lambda one: one.start)), settled)


def _tabled(row: Row) -> Block:
    return Block("numbered" if row.label else "unnumbered", row.start, row.end, row.label, row=row)


def _before(lists: list[Listed], at: int) -> list[Listed]:
    """A list whose heading stands in front of the first section or item ends there."""
    ends = [min(one.end, max(at, one.body_start)) if one.start < at else one.end for one in lists]
    return [one if one.end == end else replace(one, end=end) for one, end in zip(lists, ends, strict=True)]


def _in_turn(one: Listed, said: tuple[Turn, ...]) -> bool:
    """Whether what looks like a list is what somebody says, or who says it (主席：请…)."""
    before = bisect_right(said, one.start, key=lambda turn: turn.start)
    return before > 0 and one.start < said[before - 1].end


def _headed(one: Listed, lists: list[Listed]) -> bool:
    return any(other.start < one.end and one.start < other.end for other in lists)


def _agenda(sheet: Sheet, end: int) -> tuple[tuple[Label, ...], tuple[int, ...]] | None:
    """The labels of the agenda, sections already replaced by what they hold, and where any section begins."""
    for inline in (False, True):
        found = runs(labels(sheet, 0, end, inline=inline))
        top = outermost([run for run in found if _divides(sheet, run)], end)
        if top is None:
            continue
        opened = _agreed(sheet, top, found, end) or _opened(sheet, top, found, end)
        opened = _with_further(sheet, top, found, opened)
        if opened and (not inline or len(opened) > 1):
            return opened, tuple(label.start for label in top.labels)
    return None


def _divides(sheet: Sheet, run: Run) -> bool:
    """Whether a run may be the agenda: 第一，第二， only behind 议定事项 and the like, since speakers count so too."""
    if run.style == "nth":
        return len(run.labels) > 1 and _announced(sheet, run)
    return len(run.labels) > 1 or _alone(sheet, run)


def _announced(sheet: Sheet, run: Run) -> bool:
    before = sheet.text[max(0, run.start - 30) : run.start]
    return re.search(r"(?:如下|事项|纪要|议题|议程|议定)[^\n。]{0,4}[：:。]?\s*$", before) is not None


def _alone(sheet: Sheet, run: Run) -> bool:
    """A run of one label counts when the text says that the minutes begin there, or a matter is named behind it."""
    if run.style in {"counted", "matter"} and _MATTER.match(sheet.text, run.labels[0].end):
        return True
    return _announced(sheet, run)


def _opened(sheet: Sheet, top: Run, found: list[Run], end: int) -> tuple[Label, ...]:
    labels_out: list[Label] = []
    deeper = [run for run in found if run.style != top.style]
    for label, stop in _stretches(top, end):
        if _PROCEDURE.match(sheet.text, label.end, stop):
            continue
        other = _OTHER_BUSINESS.match(sheet.text, label.end, stop)
        if not other and not _STRUCTURE.match(sheet.text, label.end, stop):
            labels_out.append(label)
            continue
        gathers = _GATHERS.match(sheet.text, label.end, stop) is not None
        inner = within(deeper, label.end, stop) or (_across(deeper, label.end, stop) if gathers else None)
        ends_roll = label is top.labels[-1] and not labels_out
        if inner is not None and (ends_roll or _is_section(sheet.text[label.end : inner.start])):
            labels_out += inner.labels
        elif other and not _empty(sheet.text[other.end() : stop]):
            labels_out.append(label)
    return tuple(labels_out)


_CASE = re.compile(r"(?:报告|讨论|审议|核定|提|临时提)案|(?:报告|讨论|提案|审议|临时动议)(?:事项)?第")
"""What numbers the matters of one part of an agenda alone, so that the next part begins from one again."""


def _with_further(sheet: Sheet, top: Run, found: list[Run], opened: tuple[Label, ...]) -> tuple[Label, ...]:
    """Behind 报告案一, 报告案二 the motions that begin from one again: 讨论案一."""
    if top.style != "matter" or not opened or not _CASE.match(sheet.text, opened[0].start, opened[0].end):
        return opened
    behind = [run for run in found if run.style == "matter" and run.start > opened[-1].start]
    further = [one for run in behind for one in run.labels if _CASE.match(sheet.text, one.start, one.end)]
    return (*opened, *further)


def _stretches(top: Run, end: int) -> list[tuple[Label, int]]:
    """Each label of a run with where its stretch ends."""
    return list(zip(top.labels, [*(label.start for label in top.labels[1:]), end], strict=True))


def _across(found: list[Run], start: int, stop: int) -> Run | None:
    """The part that lies in a stretch of a run whose numbers go on from section to section."""
    parts = [Run(run.style, tuple(one for one in run.labels if start <= one.start < stop)) for run in found]
    return min((one for one in parts if one.labels), key=lambda one: one.rank, default=None)


def _agreed(sheet: Sheet, top: Run, found: list[Run], end: int) -> tuple[Label, ...]:
    """The points of 二、会议议定：（一）…, where every numbered paragraph is one of the meeting's sentences.

    The paragraphs beside it only point out (一、会议指出) or demand; none where no paragraph says so.
    """
    out: list[Label] = []
    agreed = False
    for label, stop in _stretches(top, end):
        inner = within([run for run in found if run.style != top.style], label.end, stop)
        if inner and _AGREES.match(sheet.text, label.end, stop):
            out += inner.labels
            agreed = True
        elif not _REMARKS.match(sheet.text, label.end, stop):
            out.append(label)
    return tuple(out) if agreed else ()


def _empty(business: str) -> bool:
    """Whether other business was none: its first line says so, or closes the meeting."""
    said = business.strip().split("\n")[0]
    return _NOTHING_ELSE.search(said) is not None


def _is_section(head: str) -> bool:
    return bool(
        re.search(r"事项|提案|议题|议案|议程|决定|讨论|报告|审议|汇报|确认|文件|学习|研究|通报|听取", head[:40])
    )


def _numbered(
    sheet: Sheet, agenda: tuple[Label, ...], sections: tuple[int, ...], lists: list[Listed], end: int
) -> list[Block]:
    blocks: list[Block] = []
    starts = [*(label.start for label in agenda[1:]), end]
    for at, (label, stop) in enumerate(zip(agenda, starts, strict=True)):
        until = min([stop, *(one for one in sections if one > label.start)])
        final = _end_of_item(sheet, label.end, until, lists, last=at + 1 == len(agenda))
        blocks.append(Block("numbered", *sheet.trimmed(label.start, final), label))
    return [*blocks[:-1], *_after_last(sheet, blocks[-1])] if blocks else blocks


def _end_of_item(sheet: Sheet, start: int, stop: int, lists: list[Listed], *, last: bool) -> int:
    """An item ends at the next label, at a section's line, at a list of people, at a signature."""
    stop = min([stop, *(one.start for one in lists if start <= one.start < stop)])
    other = OTHER_MATTERS.search(sheet.text, start, stop)
    if other:
        stop = min(stop, other.start())
    if last:
        found = _ENDING.search(sheet.text, start, stop)
        stop = found.start() if found else stop
        spoken = [one.start for one in attendance.sentences(sheet, start, stop) if _at_line(sheet, one.start)]
        stop = min([stop, *spoken])
    section = _LAST_SECTION.search(sheet.text[start:stop])
    return start + section.start() if section else stop


def _at_line(sheet: Sheet, at: int) -> bool:
    return at == 0 or sheet.text[:at].rstrip(" \t").endswith(("\n", "。"))


def _titles(sheet: Sheet, block: Block, at: int) -> bool:
    """Whether nothing but the title stands beside the label up to `at`: 四、通报X。会议书面通报了X."""
    start = block.label.end if block.label else block.start
    said = sheet.sentences(start, at)
    return "\n" not in sheet.text[start:at] and len(said) == 1 and not sheet.text.startswith("会议", said[0][0])


def _after_last(sheet: Sheet, block: Block) -> list[Block]:
    """Behind the last numbered item stand the matters that were only circulated, or only added."""
    text = sheet.text
    firsts = [one.start() for one in CIRCULATED.finditer(text, block.start + 1, block.end)]
    also = [one.start() for one in _ALSO.finditer(text, block.start + 1, block.end)]
    heading = text.find("\n", block.start, block.end)
    heading = -1 if text.endswith("。", block.start, max(heading, block.start)) else heading  # a sentence, no title
    firsts = [at for at in firsts if not _titles(sheet, block, at)]
    firsts = [at for at in firsts if heading < 0 or text[heading:at].strip() or "\n\n" in text[heading : at + 1]]
    also = [at for at in also if heading < 0 or text[heading:at].strip()]
    marks = sorted([(at, "circulated") for at in firsts] + [(at, "unnumbered") for at in also])
    if not marks:
        return [block]
    out = [Block(block.kind, *sheet.trimmed(block.start, marks[0][0]), block.label)]
    stops = [*(at for at, _ in marks[1:]), block.end]
    for (at, kind), stop in zip(marks, stops, strict=True):
        out.append(Block("circulated" if kind == "circulated" else "unnumbered", *sheet.trimmed(at, stop)))
    return out
