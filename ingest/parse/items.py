"""One agenda item: title, actions, who reported, documents, findings, demands, decisions, directives."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.parse import labelled, tables, titles
from ingest.parse.decisions import decisions, directives, settled
from ingest.parse.hints import hint
from ingest.parse.reports import Overview, Report, reports
from ingest.parse.verbs import ACTION, DEMAND, FINDING
from ingest.records import AgendaItem, Fact, NamedDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.parse.news import Block
    from ingest.parse.sheet import Sheet
    from ingest.parse.tables import Row
    from ingest.records import Decision, PartialDate, Person, Span

_NO_BODY = "（）()。略 \n"
_DOCUMENT = re.compile(
    r"《(?P<title>[^《》\n]{2,120}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})?)》(?P<alias>\s*[（(](?:以下|下称|下)?(?:简称|统称|称)[：:]?\s*[“\"]?《?(?P<short>[^》）)”\"]{1,20})》?[”\"]?\s*[）)])?"
)
_VERB = r"(?:书面通报|听取|审议(?!情况|结果|意见)|审定|研究(?!院|室|所|生(?:院|会|教)|中心)|传达|学习|讨论|审查)"
_ANY_VERB = hint(re.compile(_VERB))
_LABEL_END = re.compile(r"[:：\s]+$")
_CHAIN = re.compile(
    rf"\s*(?:[（(][一二三四五六七八九十]{{1,2}}[)）])?\s*(?:关于)?(?:会上，?|由?[^，。《》\n]{{0,20}}?(?=传达学习|传达)|会议(?:前)?)?"
    rf"(?:还|又|并|首先|集中|专题|分别|认真|书面(?!通报)|再次|继续|共同|一并|前置|进行了)*{_VERB}(?:了)?(?:[、和并及]|以及)?(?:{_VERB}(?:了)?(?:[、和并及])?)*"
)
_AGAIN = re.compile(
    rf"(?<![请经提待])(?:并|，|,|；|;)\s*(?:会议)?(?:还|分别)?{_VERB}(?=了(?!其他|其它|有关)|《|通过)(?:并{_VERB})?|(?<=[》告报况])并{_VERB}|(?<![再次新后])(?:提|敬|谨)请(?:大会|会议)?(?:审议|讨论)(?=[。」，（(\n]|$)|进行了?(?:解读|集中|集体)*(?:学习|审议|讨论|研究)"
)
_TITLE_AGAIN = re.compile(r"(?:^|[，,、；])(?P<verb>听取|审议|研究|传达|学习|讨论)(?=[\u4e00-\u9fff《])")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the head of the minutes means for every item: the day held, the reports announced, 议定以下事项."""

    held: PartialDate | None
    overview: Overview
    settled: bool


def item(sheet: Sheet, block: Block, ordinal: int, setting: Setting) -> AgendaItem:
    """Read one block."""
    if block.row is not None:
        return _of_row(sheet, block, block.row, ordinal, setting.held)
    held = setting.held
    title, body = titles.stated(sheet, block)
    absent = block.label is not None and not sheet.text[body : block.end].strip(_NO_BODY)
    inferred = title is None
    if title is None:
        title = titles.inferred(sheet, *(block.announced or (body, block.end)))
    told = reports(sheet, block.label.end if block.label else block.start, block.end)
    if block.announced:
        told = (*reports(sheet, *block.announced), *told)
    announced = setting.overview.match(title.value if title else "", sheet.text[block.start : block.end])
    said = _decided(sheet, block, body, setting)
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


def _decided(sheet: Sheet, block: Block, body: int, setting: Setting) -> tuple[Decision, ...]:
    """What an item's own words decide, else those that announce it, else what 议定以下事项 makes of it."""
    held, charged = setting.held, bool(labelled.find(sheet, body, block.end))
    said = decisions(sheet, body, block.end, held, "议定" if setting.settled and charged else None)
    if not said and block.announced:
        said = decisions(sheet, *block.announced, held)
    absent = not sheet.text[body : block.end].strip(_NO_BODY)
    if not said and (setting.settled or charged) and block.label is not None and not absent:
        said = settled(sheet, block.label.end, body, block.end, held)
    return said


def _of_row(sheet: Sheet, block: Block, row: Row, ordinal: int, held: PartialDate | None) -> AgendaItem:
    """Read one row of a table of decisions: the matter is its title, the other cells say what is done about it."""
    matter = row.cells["matter"]
    return AgendaItem(
        ordinal=ordinal,
        span=sheet.span(block.start, block.end),
        kind=block.kind,
        label=_label(sheet, block),
        number=block.label.number if block.label else None,
        title=sheet.fact(*matter),
        actions=_actions(sheet, replace(block, end=matter[1]), matter[1], matter, None),
        reporting_units=tables.reporting(sheet, row),
        documents=documents(sheet, block.start, block.end),
        decisions=tables.decided(sheet, row, held),
    )


def _label(sheet: Sheet, block: Block) -> Fact[str] | None:
    if block.label is None:
        return None
    fact = sheet.fact(block.label.start, block.label.end)
    return Fact(_LABEL_END.sub("", fact.value), fact.span)


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
    for again in _AGAIN.finditer(text, at, end) if sheet.holds(_ANY_VERB, at, end) else ():
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
