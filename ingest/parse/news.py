"""Items of minutes without numbers: news reports, party-group minutes, the State Council's dispatches.

A sentence that opens with the meeting and a verb of its own opens an item (会议听取了…). The overview beside
主持召开 (…，听取…，审议…) adds the matters that no such sentence opens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.parse.verbs import OPENING, OTHER_MATTERS

if TYPE_CHECKING:
    from ingest.parse.attendance import Listed
    from ingest.parse.labels import Label
    from ingest.parse.sheet import Sheet
    from ingest.records import ItemKind

CIRCULATED = re.compile(r"(?:^|(?<=[。；;\n]))[ \t]*会议(?:还)?(?:以)?书面(?:形式)?(?:通报|审议|传阅|传达|听取|研究)")
_OVERVIEW = re.compile(r"召开|主持|举行|现将|纪要如下|如下事项|以下事项|以下意见")
_STAMP = re.compile(r"(?:来源|原标题|责任编辑|编辑|流程编辑|记者|通讯员)[:：（(]?")


_CLAUSE_OPENS = re.compile(
    r"[，,；;]\s*((?:并|还|会议|专题|集中|认真|深入|第一时间)*(?:传达|学习|听取|审议|研究|讨论|通报|部署|参与审议|对[^，。；]{2,50}(?:作出|进行)(?:部署|安排)))"
)
_SAME_MATTER = re.compile(r"(?:并)?(?:研究|部署)[^，。；]{0,24}?(?:贯彻|落实)(?:意见|工作|举措|措施)?")
_SPEAKS = re.compile(r"(?:会议|[\u4e00-\u9fff]{2,3})(?:指出|强调|要求|认为|明确)")
_HELD = re.compile(r"(?:主持)?召开|举行|主持")
_ROLL_END = re.compile(r"(?:出席|列席|参加)(?:了)?(?:会议|活动|有关议题)?。?$")
_ALIKE = 0.5
"""Share of the shorter text's bigrams that two wordings of one matter have in common."""


@dataclass(frozen=True, slots=True)
class Block:
    """One item's stretch of the reading, with its label where it has one."""

    kind: ItemKind
    start: int
    end: int
    label: Label | None = None
    announced: tuple[int, int] | None = None
    """The clause of the overview that names the matter, where the item's own text does not."""


def unnumbered(sheet: Sheet, lists: list[Listed], end: int) -> tuple[int, list[Block]]:
    """Where the first item begins, and the items in the order of the text."""
    stop = min([end, *(one.start for one in lists if one.start > end // 3 and one.role != "other")])
    sentences = _clauses(sheet, 0, stop)
    opened = [at for at, (first, last) in enumerate(sentences) if _opens(sheet, first, last)]
    blocks = _spread(sheet, sentences, opened)
    lead, announced = _announced(sheet, sentences)
    if len(announced) > len(blocks):
        blocks = _merged(sheet, sentences, lead, announced, blocks)
    return (blocks[0].start if blocks else stop), blocks


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
    if "会议" not in text and not text.rstrip().endswith(("。", "；", "，")):
        return False
    bare = text.startswith(match["verb"])
    if bare and not re.match(r"[^，。]{0,40}(?:了|《|关于|精神|工作|情况|汇报|报告)", text[len(match["verb"]) :]):
        return False
    return not _OVERVIEW.search(text[:120]) or text.startswith(("会议听取", "会议审议", "会议研究"))


def _spread(sheet: Sheet, sentences: list[tuple[int, int]], opened: list[int]) -> list[Block]:
    """An item runs to the next opening sentence; a roll of names in between belongs to none but ends none."""
    blocks: list[Block] = []
    for at, index in enumerate(opened):
        stop = opened[at + 1] if at + 1 < len(opened) else len(sentences)
        end = _end_of(sheet, sentences[index + 1 : stop], sentences[index][1])
        start = sentences[index][0]
        kind: ItemKind = "circulated" if CIRCULATED.match(sheet.text, start) else "unnumbered"
        blocks.append(Block(kind, start, end))
    return blocks


def _end_of(sheet: Sheet, following: list[tuple[int, int]], end: int) -> int:
    for first, last in following:
        text = sheet.text[first:last]
        if OTHER_MATTERS.match(text) or _STAMP.match(text):
            break
        if not _ROLL_END.search(text[-12:]):
            end = last
    return end


def _announced(sheet: Sheet, sentences: list[tuple[int, int]]) -> tuple[int, list[tuple[int, int]]]:
    """The lead sentence's index, and its clauses 听取…, 审议… behind 主持召开…; 研究贯彻意见 belongs to what was studied."""
    for index, (first, last) in enumerate(sentences):
        held = _HELD.search(sheet.text, first, last)
        if held is None:
            continue
        starts = [one.start(1) for one in _CLAUSE_OPENS.finditer(sheet.text, held.end(), last)]
        starts = [at for at in starts if at == starts[0] or not _SAME_MATTER.match(sheet.text, at)]
        if starts:
            stops = [*starts[1:], last]
            return index, [(at, sheet.trimmed(at, until)[1]) for at, until in zip(starts, stops, strict=True)]
    return 0, []


def _merged(
    sheet: Sheet, sentences: list[tuple[int, int]], lead: int, announced: list[tuple[int, int]], blocks: list[Block]
) -> list[Block]:
    """The announced matters that no sentence opens, and the opened ones; both keep their place in the text."""
    unopened = [one for one in announced if not any(_alike(sheet, one, block) for block in blocks)]
    bound = min([block.start for block in blocks if block.start > announced[-1][0]], default=len(sheet.text))
    following = [one for one in sentences[lead + 1 :] if one[0] < bound]
    added = _shared_out(sheet, unopened, following)
    return sorted([*added, *blocks], key=lambda block: block.announced or (block.start, block.end))


def _shared_out(sheet: Sheet, unopened: list[tuple[int, int]], following: list[tuple[int, int]]) -> list[Block]:
    """What the meeting then said, to the matters in their order: each 会议指出 or paragraph begins the next one's.

    With fewer such passages than matters all of it belongs to the last; a matter without any keeps its clause.
    """
    starts = [
        at for at, (first, _) in enumerate(following) if _SPEAKS.match(sheet.text, first) and _fresh(sheet, first)
    ]
    share = len(starts) >= len(unopened) > 1
    blocks = [Block("unnumbered", first, last) for first, last in unopened]
    if not blocks or not following:
        return blocks
    if not share:
        end = _end_of(sheet, following, unopened[-1][1])
        blocks[-1] = Block("unnumbered", unopened[-1][0], end)
        return blocks
    cuts = [*starts[: len(unopened)], len(following)]
    for at, clause in enumerate(unopened):
        part = following[cuts[at] : cuts[at + 1]]
        end = _end_of(sheet, part[1:], part[0][1])
        blocks[at] = Block("unnumbered", part[0][0], end, announced=clause)
    return blocks


def _fresh(sheet: Sheet, at: int) -> bool:
    """Whether a passage begins here: at a line, or with 会议指出, which opens a matter where 会议强调 goes on with it."""
    return sheet.text[:at].endswith("\n") or sheet.text.startswith("会议指出", at)


def _alike(sheet: Sheet, announced: tuple[int, int], block: Block) -> bool:
    """Whether an opening sentence names the matter that a clause of the overview announces."""
    one = sheet.text[slice(*announced)]
    two = sheet.text[block.start : sheet.sentences(block.start, block.end)[0][1]]
    grams = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (one, two[: 2 * len(one) + 40])]
    return len(grams[0] & grams[1]) >= _ALIKE * max(1, min(len(grams[0]), len(grams[1])))
