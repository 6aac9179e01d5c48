"""One agenda item: title, actions, who reported, documents, findings, demands, decisions, directives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.parse import labelled
from ingest.parse.decisions import decisions, directives, settled
from ingest.parse.reports import Overview, Report, reports
from ingest.parse.verbs import ACTION, DEMAND, FINDING
from ingest.records import AgendaItem, Fact, NamedDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.parse.news import Block
    from ingest.parse.sheet import Sheet
    from ingest.records import PartialDate, Person, Span

_NARRATIVE = re.compile(r"\s*(?:会议|与会|经[研审讨会]|(?:听取|审议|研究|学习|传达)了|由|请|原则同意|同意)")
_TITLE_END = re.compile(r"[。：:](?=.)|[。：:]?$")
_BODY_OPENS = r"会议(?:首先|还)?(?:认为|指出|强调|要求|听取|原则上?同意|原则通过|审议了|审议并|审议通过|决定|同意|不同意|学习了|传达|研究了|明确|议定|通报了|对《)"
_RUN_ON = re.compile(
    rf"(?<![次该务题体组本全委党办度，。；：、“《（(\s])(?={_BODY_OPENS})|\s+(?={_BODY_OPENS}|[（(]一[)）])"
)
"""Where lines were lost, a title runs into its body without a mark: …《办法》会议听取了…."""
_MARKS = "。：:；;，, \t"
_DOCUMENT = re.compile(
    r"《(?P<title>[^《》\n]{2,120}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})?)》(?P<alias>\s*[（(](?:以下|下称|下)?(?:简称|统称|称)[：:]?\s*[“\"]?《?(?P<short>[^》）)”\"]{1,20})》?[”\"]?\s*[）)])?"
)
_MATTER_VERBS = re.compile(
    r"(?:会上，?|会议(?:前)?|还|又|并|首先|集中|专题|分别|认真|书面|再次|听取|审议|审定|研究|传达|学习|讨论|通报|安排|部署|调度|审查|贯彻|原则上?同意|同意|通过|推进|了|和|、)+"
)
_VERB = r"(?:书面通报|听取|审议|审定|研究(?!院|室|所|生(?:院|会|教)|中心)|传达|学习|讨论|审查)"
_CHAIN = re.compile(
    rf"\s*(?:[（(][一二三四五六七八九十]{{1,2}}[)）])?\s*(?:关于)?(?:会上，?|由?[^，。《》\n]{{0,20}}?(?=传达学习|传达)|会议(?:前)?)?"
    rf"(?:还|又|并|首先|集中|专题|分别|认真|书面(?!通报)|再次|继续|共同|一并|进行了)*{_VERB}(?:了)?(?:[、和并及]|以及)?(?:{_VERB}(?:了)?(?:[、和并及])?)*"
)
_AGAIN = re.compile(
    rf"(?<![请经提待])(?:并|，|,|；|;)\s*(?:会议)?(?:还|分别)?{_VERB}(?=了|《|通过)(?:并{_VERB})?|(?<=[》告报况])并{_VERB}|提请(?:大会|会议)?(?:审议|讨论)(?=[。」]|$)|进行了?(?:解读|集中|集体)*(?:学习|审议|讨论|研究)"
)
_TITLE_AGAIN = re.compile(r"(?:^|[，,、；])(?P<verb>听取|审议|研究|传达|学习|讨论)(?=[\u4e00-\u9fff《])")
_ASSIGN = re.compile(r"^(?:由|请)[^，。]{2,40}(?:牵头|负责|配合|协助)$|^[^，。]{2,30}(?:牵头|配合|协助|负责)$")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the head of the minutes means for every item: the day held, the reports announced, 议定以下事项."""

    held: PartialDate | None
    overview: Overview
    settled: bool


def item(sheet: Sheet, block: Block, ordinal: int, setting: Setting) -> AgendaItem:
    """Read one block."""
    held = setting.held
    title, body = _title(sheet, block)
    absent = block.label is not None and not sheet.text[body : block.end].strip("（）()。略 \n")
    inferred = title is None
    if title is None:
        title = _inferred(sheet, *(block.announced or (body, block.end)))
    told = reports(sheet, block.label.end if block.label else block.start, block.end)
    if block.announced:
        told = (*reports(sheet, *block.announced), *told)
    announced = setting.overview.match(title.value if title else "", sheet.text[block.start : block.end])
    said = decisions(sheet, body, block.end, held)
    if not said and block.announced:
        said = decisions(sheet, *block.announced, held)
    ruled = setting.settled or bool(labelled.find(sheet, body, block.end))
    if not said and ruled and block.label is not None and not absent:
        said = settled(sheet, block.label.end, body, block.end, held)
    title_text = None if inferred else (block.label.end if block.label else block.start, body)
    return AgendaItem(
        ordinal=ordinal,
        span=sheet.span(block.start, block.end),
        kind=block.kind,
        label=_label(sheet, block),
        number=block.label.number if block.label else None,
        title=title,
        actions=_actions(sheet, block, body, title_text, announced),
        reporting_units=_units(told, announced),
        presenters=_presenters(told, announced),
        documents=documents(sheet, block.start, block.end),
        findings=_opening(sheet, body, block.end, FINDING),
        demands=_opening(sheet, body, block.end, DEMAND),
        decisions=said,
        directives=directives(sheet, body, block.end, said, held),
        body_absent=absent,
    )


def _label(sheet: Sheet, block: Block) -> Fact[str] | None:
    if block.label is None:
        return None
    fact = sheet.fact(block.label.start, block.label.end)
    return Fact(re.sub(r"[:：\s]+$", "", fact.value), fact.span)


def _title(sheet: Sheet, block: Block) -> tuple[Fact[str] | None, int]:
    """The title beside the label, and where the body begins; no title where the narrative starts at once."""
    if block.label is None:
        return None, block.start
    text = sheet.text
    start = block.label.end
    line_end = text.find("\n", start, block.end)
    line_end = block.end if line_end < 0 else line_end
    if not text[start:line_end].strip():
        return None, sheet.trimmed(line_end, block.end)[0]
    run_on = _RUN_ON.search(text, start + 4, line_end)
    if run_on:
        return sheet.fact(start, run_on.start()), run_on.start()
    stop = _TITLE_END.search(text, start, line_end)
    cut = stop.start() if stop else line_end
    same_line = text[cut:line_end].strip("。：: \t")
    narrative = _NARRATIVE.match(text, start, line_end)
    sentence = not same_line and line_end == block.end and _is_sentence(text[start:line_end])
    if sentence or (narrative and (same_line or "。" in text[cut : cut + 1])):
        return None, sheet.trimmed(start, block.end)[0]
    first, last = sheet.trimmed(start, cut if same_line else line_end)
    while last > first and text[last - 1] in _MARKS:
        last -= 1
    body = cut + 1 if same_line else line_end
    return sheet.fact(first, last), sheet.trimmed(min(body, block.end), block.end)[0]


def _is_sentence(line: str) -> bool:
    """A point that is one sentence (由X牵头，于…完成。) and no title, though nothing follows it."""
    line = line.strip()
    assigned = re.search(r"(?:由|请)[^。]{2,30}(?:牵头|负责)", line[:200])
    ended = line.endswith("。") and any(mark in line for mark in "，；要")
    return bool(assigned) or ended


def _inferred(sheet: Sheet, start: int, end: int) -> Fact[str] | None:
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
    for clause in re.finditer(r"(?:《[^》]*》|“[^”]*”|[^，,。；;：:])+", sheet.text[first:last]):
        verbs = _MATTER_VERBS.match(clause.group())
        bare = clause.group()[verbs.end() :] if verbs else clause.group()
        if len(bare) < 4 or _ASSIGN.match(clause.group()):
            continue
        at = first + clause.start() + (verbs.end() if verbs else 0)
        return _reasoned(sheet, at, first + clause.end())
    return _reasoned(sheet, first, last)


def _reasoned(sheet: Sheet, start: int, end: int) -> Fact[str]:
    goes_on = re.search(r"并(?:指出|强调|要求|明确|认为)$", sheet.text[start:end])
    fact = sheet.fact(start, start + goes_on.start() if goes_on else end)
    return Fact(fact.value.strip(_MARKS), fact.span, "题目未写明，取首个说明事项的分句")


def _actions(
    sheet: Sheet, block: Block, body: int, title: tuple[int, int] | None, announced: Report | None
) -> tuple[Fact[str], ...]:
    """听取, 审议, … each once, in order: from the title, the opening sentence and sentences 会议 + verb."""
    stretches = [one for one in (title, block.announced) if one is not None]
    stretches += [
        (first, last)
        for at, (first, last) in enumerate(sheet.sentences(body, block.end))
        if at == 0 or sheet.text.startswith(("会议", "听取", "审议", "传达"), first)
    ]
    found: dict[str, Fact[str]] = {}
    for first, last in stretches:
        spoken = [*_spoken(sheet, first, last)]
        if (first, last) == title:
            spoken += _TITLE_AGAIN.finditer(sheet.text, first, last)
        for match in spoken:
            at, until = match.span("verb" if "verb" in match.re.groupindex else 0)
            value = sheet.text[at:until]
            found.setdefault(value, Fact(value, sheet.span(at, until)))
    if announced is not None:
        for fact in announced.actions:
            found.setdefault(fact.value, fact)
    return tuple(found.values())


def _spoken(sheet: Sheet, start: int, end: int) -> Iterator[re.Match[str]]:
    """The meeting's verbs in one sentence: the chain it opens with (听取并审议了), and later ones (…报告并审议了…)."""
    text = sheet.text
    chain = _CHAIN.match(text, start, end)
    at = chain.end() if chain else start
    if chain:
        yield from ACTION.finditer(text, start, at)
    for again in _AGAIN.finditer(text, at, end):
        yield from ACTION.finditer(text, *again.span())


def _units(told: tuple[Report, ...], announced: Report | None) -> tuple[Fact[str], ...]:
    found: dict[str, Fact[str]] = {}
    for report in (*told, *((announced,) if announced else ())):
        for unit in report.units:
            found.setdefault(unit.value, unit)
    return tuple(found.values())


def _presenters(told: tuple[Report, ...], announced: Report | None) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    for report in (*told, *((announced,) if announced else ())):
        for person in report.people:
            found.setdefault(person.name, person)
    return tuple(found.values())


def documents(sheet: Sheet, start: int, end: int) -> tuple[NamedDocument, ...]:
    """Each different document in 《》 once; an alias, or a short form that abbreviates one already named, is none."""
    found: list[NamedDocument] = []
    for match in _DOCUMENT.finditer(sheet.text, start, end):
        title = re.sub(r"\s*\n\s*", "", sheet.written(*match.span("title"))).strip()
        if any(title in {one.title, one.alias} or _short_for(title, one.title) for one in found):
            continue
        found.append(NamedDocument(title, sheet.span(*match.span("title")), match["short"] or None))
    return tuple(found)


def _short_for(short: str, title: str) -> bool:
    """《办法》 for 《…管理办法（试行）》, 《纲要》 for 《…规划纲要》."""
    bare = re.sub(r"[（(][^（()）]*[）)]", "", title).rstrip("》")
    return len(short) <= 6 and len(short) < len(bare) and bare.endswith(short)


def _opening(sheet: Sheet, start: int, end: int, pattern: re.Pattern[str]) -> tuple[Span, ...]:
    return tuple(
        sheet.span(first, last) for first, last in sheet.sentences(start, end) if pattern.match(sheet.text, first, last)
    )
