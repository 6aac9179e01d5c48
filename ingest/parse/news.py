"""Items of minutes without numbers: news reports, party-group minutes, the State Council's dispatches.

A sentence that opens with the meeting and a verb of its own opens an item (会议听取了…), or several. The overview beside
主持召开 (…，听取…，审议…) announces matters too; a passage of talk (会议指出…) that no sentence opens belongs to one of
those, told by their words and their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.parse.matters import Matter, alike, matters
from ingest.parse.sharing import Section, Topic, topics
from ingest.parse.verbs import OPENING, OTHER_MATTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.parse.attendance import Listed
    from ingest.parse.labels import Label
    from ingest.parse.sheet import Sheet
    from ingest.parse.tables import Row
    from ingest.records import ItemKind

CIRCULATED = re.compile(r"(?:^|(?<=[。；;\n]))[ \t]*会议(?:还)?(?:以)?书面(?:形式)?(?:通报|审议|传阅|传达|听取|研究)")
_OVERVIEW = re.compile(r"召开|主持|举行|现将|纪要如下|如下事项|以下事项|以下意见")
_STAMP = re.compile(r"(?:来源|原标题|责任编辑|编辑|流程编辑|记者|通讯员)[:：（(]?")
_SPEAKS = re.compile(r"(?:就[^，。]{4,60}，)?(?:会议|[\u4e00-\u9fff]{2,4})(?:指出|强调|要求|认为|明确)")
_BEGINS = re.compile("(?:会议|[\u4e00-\u9fff]{2,3})指出，")
_ALSO = re.compile(
    r"会议还(?!研究了?其[他它])[^，。]{0,6}(?:听取|审议|研究|传达|学习|讨论|通报)[^。]*等(?:工作|事项)。"
)
_DECIDES = re.compile(
    r"(?:经(?:研究|讨论|审议)，?)?(?:会议|与会人员)?(?:经?(?:研究|讨论|审议))?(?:一致|决定|原则上?|并|，)*(?:同意|通过|不同意|决定|议定|暂缓|退回)"
)
_DECIDED = re.compile("(?:并|原则上?|一致|审议)(?:同意|通过)|决定|议定|[，；](?:会议)?(?:要求|强调)")
_PAPER = re.compile("《[^》]*》")
_SHORT = 8
_HELD = re.compile(r"(?:主持)?召开|举行|主持")
_ROLL_END = re.compile(r"(?:出席|列席|参加)(?:了)?(?:会议|活动|有关议题)?。?$")


@dataclass(frozen=True, slots=True)
class Block:
    """One item's stretch of the reading, with its label where it has one."""

    kind: ItemKind
    start: int
    end: int
    label: Label | None = None
    announced: tuple[int, int] | None = None
    """The clause of the overview that names the matter, where the item's own text does not."""
    row: Row | None = None
    """The row of a table of decisions that the item is."""


def unnumbered(sheet: Sheet, lists: list[Listed], end: int) -> tuple[int, list[Block]]:
    """Where the first item begins, and the items in the order of the text."""
    stop = min([end, *(one.start for one in lists if one.start > end // 3 and one.role != "other")])
    sentences = sheet.sentences(0, stop)
    blocks: list[Block] = []
    for vague in (False, True):
        lead, announced = _announced(sheet, sentences, vague=vague)
        sections = _sections(sheet, sentences, lead)
        blocks = [_block(sheet, topic) for topic in topics(sheet, announced, sections)]
        if blocks:
            break
    return min((block.start for block in blocks), default=stop), blocks


def _block(sheet: Sheet, topic: Topic) -> Block:
    """A topic's stretch: from the clause that names it to its last passage, where nothing foreign lies between."""
    kind: ItemKind = "circulated" if CIRCULATED.match(sheet.text, topic.start) else "unnumbered"
    if not topic.passages:
        return Block(kind, topic.start, topic.end)
    if topic.joined:
        return Block(kind, topic.start, topic.passages[-1][1])
    return Block(kind, topic.passages[0][0], topic.passages[-1][1], announced=(topic.start, topic.end))


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


def _announced(sheet: Sheet, sentences: tuple[tuple[int, int], ...], *, vague: bool) -> tuple[int, list[Matter]]:
    """The index of the overview's last sentence, and the matters it names behind 主持召开….

    会议还研究了… in the same paragraph goes on with it.
    """
    for index, (first, last) in enumerate(sentences):
        if _opens(sheet, first, last) or _SPEAKS.match(sheet.text, first, last):
            break  # the narrative has begun: a meeting spoken of in it is another one
        held = _HELD.search(sheet.text, first, last)
        found = matters(sheet, held.end(), last, first=False, vague=vague) if held else []
        if found:
            more = next(iter(sentences[index + 1 : index + 2]), (last, last))
            if not _ALSO.match(sheet.text, *more) or "\n" in sheet.text[last : more[0]]:
                return index, found
            return index + 1, found + matters(sheet, *more, first=True)
    return -1, []


def _sections(sheet: Sheet, sentences: tuple[tuple[int, int], ...], lead: int) -> list[Section]:
    """The narrative by its opening sentences; a roll of names in between belongs to none but ends none."""
    overview = sentences[lead][1] if lead >= 0 else 0
    sections = [Section(overview, overview, [])]
    closed = lead < 0
    for first, last in _narrative(sheet, sentences[lead + 1 :]):
        text = sheet.text[first:last]
        if _decides_on(sheet, sections[-1], first, last):
            _take(sheet, sections[-1], first, last)
        elif _opens(sheet, first, last):
            opened = matters(sheet, first, last, first=True) or [Matter(first, last)]
            sections.append(Section(first, last, opened))
            closed = False
        elif closed:
            continue
        elif OTHER_MATTERS.match(text) or _STAMP.match(text):
            closed = True
        elif not _ROLL_END.search(text[-12:]):
            _take(sheet, sections[-1], first, last)
    overviewed = sections[0]
    if overviewed.told and not overviewed.passages:
        overviewed.passages.append(overviewed.told)
    return sections


def _decides_on(sheet: Sheet, section: Section, first: int, last: int) -> bool:
    """Whether a sentence decides upon the matter just taken up: 会议听取A汇报。会议同意….

    In the same paragraph it does so unless it names a paper of its own; in one of its own it must name the matter.
    """
    if not section.opened or not _DECIDES.match(sheet.text, first, last):
        return False
    taken = sheet.text[section.opened[-1].start : section.opened[-1].end]
    if _DECIDES.match(taken):
        return False
    named = _PAPER.findall(sheet.text, first, _clause_end(sheet, first, last))
    if named:
        return any(one in taken for one in named) or (len(named) == 1 and _short(named[0], taken))
    behind = section.passages[-1][1] if section.passages else section.end
    pending = "\n" not in sheet.text[behind:first] and not _DECIDED.search(taken)
    return pending or alike(sheet.text[first : _clause_end(sheet, first, last)], taken)


def _clause_end(sheet: Sheet, first: int, last: int) -> int:
    return next((one.start() for one in re.finditer("[，；。]", sheet.text[first:last])), last - first) + first


def _short(named: str, taken: str) -> bool:
    """《办法》 for the only paper just named, 《…办法（草案）》."""
    bare = re.sub(r"[（(][^（()）]*[）)]", "", taken)
    return len(named) <= _SHORT and f"{named.strip('《》')}》" in bare


def _narrative(sheet: Sheet, sentences: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Sentences; one that opens no matter itself is parted where a clause behind a semicolon does."""
    for first, last in sentences:
        at = first
        marks = () if _opens(sheet, first, last) else re.finditer(r"[；;]\s*", sheet.text[first:last])
        for mark in marks:
            behind = first + mark.end()
            if OPENING.match(sheet.text, behind, last) and not OTHER_MATTERS.match(sheet.text, behind, last):
                yield at, first + mark.start() + 1
                at = behind
        yield at, last


def _take(sheet: Sheet, section: Section, first: int, last: int) -> None:
    """One more sentence: it begins a passage where somebody begins to speak, else it goes on with what was said."""
    if _SPEAKS.match(sheet.text, first) and (_fresh(sheet, first) or not (section.opened or section.passages)):
        section.passages.append((first, last))
    elif section.passages:
        section.passages[-1] = section.passages[-1][0], last
    elif section.opened:
        section.end = last
    elif "。" in sheet.text[first:last]:
        section.told = section.told[0] if section.told else first, last


def _fresh(sheet: Sheet, at: int) -> bool:
    """Whether a passage begins here: at a line, or with 会议指出, 某某指出, which opens a matter where 会议强调 goes on with it."""
    return sheet.text[:at].endswith("\n") or _BEGINS.match(sheet.text, at) is not None
