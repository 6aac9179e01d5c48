"""Where the agenda items of one meeting begin and end, and where its lists of people stand.

Numbered minutes are cut at the outermost run of ordinals; sections that only name a part of the minutes
(報告事項, 议定事项) give way to the run inside them. Without numbers a sentence opens an item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.parse import attendance
from ingest.parse.labels import Label, Run, labels, outermost, runs, within
from ingest.parse.verbs import FOLLOWING, OPENING, OTHER_MATTERS

if TYPE_CHECKING:
    from ingest.parse.attendance import Listed
    from ingest.parse.sheet import Sheet
    from ingest.records import ItemKind

_STRUCTURE = re.compile(
    r"[ \t]*(?:会议)?(?:时间|日期|地点|主席|主持人?|出席[^\n：:]{0,6}|列席[^\n：:]{0,6}|请假[^\n：:]{0,6}|缺席[^\n：:]{0,6}|记录|纪录)[ \t]*[:：]"
    r"|[ \t]*(?:会议)?(?:报告事项|讨论事项|讨论提案|提案讨论|业务报告|工作报告|议定事项|决定事项|研究事项|议定如下事项|审议事项|听取汇报事项|学习事项|临时动议|"
    r"散会|主席致[词辞]|宣布开会|确认(?:上次|前次)?[^\n：:]{0,8}|通过上次会议纪录|上次会议[^\n：:]{0,10}|前次会议[^\n：:]{0,10}|会议议程|会议议题|议程|基本情况|会议概况|"
    r"其他事项|会议结束|下次会议[^\n：:]{0,6})[ \t]*(?:[（(][^）)\n]{0,12}[）)])?[ \t]*(?:[:：。\n]|$)"
)
_ENDING = re.compile(
    r"(?m)^[ \t]*(?:散会|会议结束|附件|附[:：]|[（(](?:此件|本件)|特此纪要|主题词"
    r"|[（(]?[\u4e00-\u9fff（）()]{2,26}(?:办公室|办公厅|党政办|人民政府|管委会|委员会)(?:整理|印发)?[\s　]*(?:[12二][0-9○〇一二三四五六七八九十年月日 ]{5,16}(?:印发|印)?)?[）)]?[ \t]*$"
    r"|(?:20[0-9]{2}|二[○〇零].{2})年.{1,3}月.{1,3}日(?:印发)?[ \t]*$)"
)
_CIRCULATED = re.compile(r"(?:^|(?<=[。；;\n]))[ \t]*会议(?:还)?(?:以)?书面(?:形式)?(?:通报|审议|传阅|听取|研究)")
_ALSO = re.compile(r"(?m)^[ \t]*会议还(?:听取|研究|审议|讨论|学习|传达|通报)")
_OVERVIEW = re.compile(r"召开|主持|举行|现将|纪要如下|如下事项|以下事项|以下意见")
_STAMP = re.compile(r"(?:来源|原标题|责任编辑|编辑|流程编辑|记者|通讯员)[:：（(]?")


@dataclass(frozen=True, slots=True)
class Block:
    """One item's stretch of the reading, with its label where it has one."""

    kind: ItemKind
    start: int
    end: int
    label: Label | None = None


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
    lists = attendance.headings(sheet, 0, end)
    run = _agenda(sheet, end)
    if run is not None:
        blocks = _numbered(sheet, run, lists, end)
        header_end = blocks[0].start if blocks else end
    else:
        header_end, blocks = _unnumbered(sheet, lists, end)
    spoken = attendance.sentences(sheet, 0, blocks[0].start if blocks else end)
    last = blocks[-1].end if blocks else end
    spoken += [one for one in attendance.sentences(sheet, last, end) if not _headed(one, lists)]
    head = sheet.text[:header_end]
    settled = bool(re.search(r"议定|决定如下|明确如下|确定如下|(?:如下|以下)(?:事项|意见)", head[-120:]))
    return Layout(header_end, tuple(blocks), tuple(sorted([*lists, *spoken], key=lambda one: one.start)), settled)


def _headed(one: Listed, lists: list[Listed]) -> bool:
    return any(other.start < one.end and one.start < other.end for other in lists)


def _agenda(sheet: Sheet, end: int) -> tuple[Label, ...] | None:
    """The labels of the agenda, sections already replaced by what they hold."""
    for inline in (False, True):
        found = runs(labels(sheet.text, 0, end, inline=inline))
        top = outermost([run for run in found if len(run.labels) > 1 or _alone(sheet, run)], end)
        if top is None:
            continue
        opened = _opened(sheet, top, found, end)
        if opened and (not inline or len(opened) > 1):
            return opened
    return None


def _alone(sheet: Sheet, run: Run) -> bool:
    """A run of one label counts when the text says that the minutes begin there."""
    return bool(
        re.search(
            r"(?:如下|事项|纪要|议题|议程)[^\n。]{0,4}[：:。]?\s*$", sheet.text[max(0, run.start - 30) : run.start]
        )
    )


def _opened(sheet: Sheet, top: Run, found: list[Run], end: int) -> tuple[Label, ...]:
    labels_out: list[Label] = []
    bounds = [*(label.start for label in top.labels[1:]), end]
    for label, stop in zip(top.labels, bounds, strict=True):
        if not _STRUCTURE.match(sheet.text, label.end, stop):
            labels_out.append(label)
            continue
        inner = within([run for run in found if run.style != top.style], label.end, stop)
        if inner is not None and _is_section(sheet.text[label.end : inner.start]):
            labels_out += inner.labels
    return tuple(labels_out)


def _is_section(head: str) -> bool:
    return bool(re.search(r"事项|提案|议题|议案|议程|决定|讨论|报告|审议|汇报|确认", head[:40]))


def _numbered(sheet: Sheet, agenda: tuple[Label, ...], lists: list[Listed], end: int) -> list[Block]:
    blocks: list[Block] = []
    starts = [*(label.start for label in agenda[1:]), end]
    for at, (label, stop) in enumerate(zip(agenda, starts, strict=True)):
        final = _end_of_item(sheet, label.end, stop, lists, last=at + 1 == len(agenda))
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
    section = re.search(r"\n[ \t]*[壹贰叁参肆伍陆柒捌玖拾]{1,2}、[^\n]*\s*$", sheet.text[start:stop])
    return start + section.start() if section else stop


def _at_line(sheet: Sheet, at: int) -> bool:
    return at == 0 or sheet.text[:at].rstrip(" \t").endswith(("\n", "。"))


def _after_last(sheet: Sheet, block: Block) -> list[Block]:
    """Behind the last numbered item stand the matters that were only circulated, or only added."""
    text = sheet.text
    firsts = [one.start() for one in _CIRCULATED.finditer(text, block.start + 1, block.end)]
    also = [one.start() for one in _ALSO.finditer(text, block.start + 1, block.end)]
    marks = sorted([(at, "circulated") for at in firsts] + [(at, "unnumbered") for at in also])
    if not marks:
        return [block]
    out = [Block(block.kind, *sheet.trimmed(block.start, marks[0][0]), block.label)]
    stops = [*(at for at, _ in marks[1:]), block.end]
    for (at, kind), stop in zip(marks, stops, strict=True):
        out.append(Block("circulated" if kind == "circulated" else "unnumbered", *sheet.trimmed(at, stop)))
    return out


def _unnumbered(sheet: Sheet, lists: list[Listed], end: int) -> tuple[int, list[Block]]:
    """Items of minutes without numbers; the overview beside 主持召开 is used only where nothing else opens one."""
    stop = min([end, *(one.start for one in lists if one.start > end // 3 and one.role != "other")])
    sentences = [one for line in _clauses(sheet, 0, stop) for one in [line]]
    opened = [at for at, (first, last) in enumerate(sentences) if _opens(sheet, first, last)]
    blocks = _spread(sheet, sentences, opened)
    if blocks:
        return blocks[0].start, blocks
    return _from_overview(sheet, sentences, stop)


def _clauses(sheet: Sheet, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences; a semicolon parts two only where the next clause opens a matter of its own."""
    out: list[tuple[int, int]] = []
    for first, last in sheet.sentences(start, end):
        at = first
        for mark in re.finditer(r"[；;]\s*", sheet.text[first:last]):
            behind = OPENING.match(sheet.text, first + mark.end(), last)
            if behind and not OTHER_MATTERS.match(sheet.text, first + mark.end(), last):
                out.append((at, first + mark.start() + 1))
                at = first + mark.end()
        out.append((at, last))
    return out


def _opens(sheet: Sheet, start: int, end: int) -> bool:
    text = sheet.text[start:end]
    match = OPENING.match(text)
    if match is None or OTHER_MATTERS.match(text):
        return False
    bare = text.startswith(match["verb"])
    if bare and not re.match(r"[^，。]{0,40}(?:了|《|关于|精神|工作|情况|汇报|报告)", text[len(match["verb"]) :]):
        return False
    return not _OVERVIEW.search(text[:120]) or text.startswith(("会议听取", "会议审议", "会议研究"))


def _spread(sheet: Sheet, sentences: list[tuple[int, int]], opened: list[int]) -> list[Block]:
    blocks: list[Block] = []
    for at, index in enumerate(opened):
        stop = opened[at + 1] if at + 1 < len(opened) else len(sentences)
        last = index
        for follow in range(index + 1, stop):
            text = sheet.text[slice(*sentences[follow])]
            if OTHER_MATTERS.match(text) or _STAMP.match(text) or _is_roll(sheet, sentences[follow]):
                break
            last = follow
        start, end = sentences[index][0], sentences[last][1]
        kind: ItemKind = "circulated" if _CIRCULATED.match(sheet.text, start) else "unnumbered"
        blocks.append(Block(kind, start, end))
    return blocks


def _is_roll(sheet: Sheet, sentence: tuple[int, int]) -> bool:
    return bool(
        re.search(r"(?:出席|列席|参加)(?:了)?(?:会议|活动|有关议题)?。?$", sheet.text[sentence[1] - 12 : sentence[1]])
    )


def _from_overview(sheet: Sheet, sentences: list[tuple[int, int]], stop: int) -> tuple[int, list[Block]]:
    """The clauses 听取…, 审议… behind 主持召开…; the last of them owns what the meeting then said."""
    for index, (first, last) in enumerate(sentences):
        text = sheet.text[first:last]
        held = re.search(r"(?:主持)?召开|举行", text)
        if held is None:
            continue
        marks = [
            first + one.start(1)
            for one in re.finditer(
                r"[，,；;、]\s*((?:并)?(?:还)?(?:专题)?(?:传达|学习|听取|审议|研究|讨论|通报))", text
            )
            if one.start() > held.end() and not re.match(r"[、]", one.group()[0])
        ]
        if not marks:
            continue
        stops = [*marks[1:], last]
        blocks = [Block("unnumbered", at, sheet.trimmed(at, until)[1]) for at, until in zip(marks, stops, strict=True)]
        tail = _tail_of(sheet, sentences[index + 1 :], last, stop)
        blocks[-1] = Block("unnumbered", blocks[-1].start, tail)
        return blocks[0].start, blocks
    return stop, []


def _tail_of(sheet: Sheet, sentences: list[tuple[int, int]], end: int, stop: int) -> int:
    for first, last in sentences:
        text = sheet.text[first:last]
        if first >= stop or OTHER_MATTERS.match(text) or _STAMP.match(text) or _is_roll(sheet, (first, last)):
            break
        if FOLLOWING.match(text) or end:
            end = last
    return end
