"""What a meeting decided, and what it charged whom with.

A decision is a sentence in which the meeting itself says an outcome. A demand (要求, 强调) is none, nor is
hearing (听取). Demands that name who must act, or by when, are directives.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from ingest.parse import conditions, deadlines, labelled, rulings
from ingest.parse.duties import Duties, duties
from ingest.parse.outcomes import DEMAND, LEAD, OUTCOME, OVER
from ingest.parse.outcomes import outcome as outcome_said
from ingest.parse.speakers import proposer
from ingest.parse.steps import next_step
from ingest.records import Decision, Directive, Fact, PartialDate

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet
    from ingest.records import Outcome, Span

_COLON = re.compile("[:：]")
"""Behind the label of a ruling, of a list or of whoever acts; most items hold none."""
_APPOINTS = re.compile(r"\s*(?:任命|免去|聘任|解聘|推荐|提名)[^，。；]{2,40}")
_SEMICOLON = re.compile(r"[；;]\s*")
_LABEL = re.compile(
    r"(?:[0-9]{1,2}\.[0-9]{1,3}[ \t]+|[（(][一二三四五六七八九十0-9]{1,2}[)）]|[0-9一二三四五六七八九十]{1,2}[、．.])\s*"
)
_ANNOUNCES = re.compile(r"[ ：:。\n]*(?:(?:如下|以下)(?:意见|事项)?)?[ ：:。\n]*")
_LISTED = re.compile(
    r"(?P<said>议定|决定|明确|确定|原则同意|同意)(?:(?:如下|以下)?(?:事项|意见)?|了?[一二三四五六七八九十两0-9]{1,2}[件个条项点](?:事项?|意见|内容)?)[:：]"
)
_CHARGED = re.compile(r"(?:由|责成|授权)[^，。]{2,30}(?:牵头|负责|，)")
_ASKED = re.compile(r"\s*(?:会议|会上)?(?:还|同时|并|一致)?(?:要求|强调|明确|议定|决定)[：:]")
"""A lead-in whose points are demands or decisions, each with its own subject: 会议要求：1.区教育局加强…."""
_PUT_OFF: frozenset[Outcome] = frozenset({"暂缓", "不予通过", "退回修改"})
_OFF = re.compile("暂缓|暂不|缓议|不予|不同意|退回")
_STUDY = re.compile(r"\s*(?:关于)?(?:学习|传达|听取)")
_HEARD = re.compile(
    r"\s*(?:会议)?(?:还|首先|分别|集中|认真|专题|再次|共同|由[^，。]{2,20})*(?:听取|审议|研究|讨论|传达|学习)"
)
_POINT = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十0-9]{1,2}[)）]|[0-9]{1,2}[、．.](?![0-9])|[①-⑳]|[一二三四五六七八九十]是|[一二三四五六七八九十]{1,3}、)"
)
_RESUBMIT = re.compile(
    rf"(?:{conditions.PREPARES})[^。]{{0,30}}后?[，,]?[^。]{{0,24}}(?P<again>(?:再(?:次|行)?|重新)(?:提请|提交|报(?!送)|上会)[^，。；]*|(?:提请|提交|提)下(?:一)?次[^，。；]*|再(?:行)?提(?:会|送|案)[^，。；]*)"
)
_COMES_AGAIN = re.compile("再|重新|次")
"""What every branch of the pattern holds; most sentences hold none of it."""
_CLAUSE_END = re.compile("[，,。；;]")


def decisions(
    sheet: Sheet, start: int, end: int, held: PartialDate | None, lead: str | None = None
) -> tuple[Decision, ...]:
    """The decisions in one item's text, in order; `lead` is what the head says of every point (议定以下事项)."""
    found: list[Decision] = []
    listed = lead
    ruled = spread = False
    colons = sheet.holds(_COLON, start, end)
    begin = rulings.begin(sheet.text, start, end) if colons else start
    for first, last in _sentences(sheet, begin, end):
        one = _decision(sheet, first, last, held)
        opened = _LISTED.search(sheet.text, first, last) if colons else None
        spread = opened.end() == last if opened else spread and not sheet.text.startswith("会议", first)
        point = (spread and not opened) or _POINT.match(sheet.text, first, last) is not None
        listed = opened["said"] if opened else (listed if point else lead)
        ruling = rulings.LABEL.match(sheet.text, first, last) if colons else None
        if ruling and ruling.end() == last:
            ruled, listed = True, lead
            continue
        ruled = ruled and point and one is None
        if one is None and (ruled or (ruling and not rulings.NONE.match(sheet.text, ruling.end(), last))):
            one = _ruled(sheet, first, last, held)
        elif one is None and point and listed:
            one = _implied(sheet, first, last, held, listed)
        if one is not None and not (_again(one) and any(each.outcome in _PUT_OFF for each in found)):
            found.append(one)
    specific = [one for one in found if one.outcome != "通报" or one.outcome_text.value != "书面通报"]
    return labelled.attached(sheet, tuple(specific or found), labelled.find(sheet, start, end), held)


def _again(decision: Decision) -> bool:
    """Whether it only says that the matter comes again, which is what a postponement means."""
    return decision.outcome == "退回修改" and not decision.outcome_text.value.startswith(("退回", "撤回"))


def _ruled(sheet: Sheet, first: int, last: int, held: PartialDate | None) -> Decision:
    """A ruling, or a point of one, that says no outcome."""
    text = Fact("议定", reason="纪要标明为裁示或决议")
    return _built(sheet, first, last, _Said("议定", text, first, told=True), held)


def tabled(sheet: Sheet, start: int, end: int, held: PartialDate | None) -> tuple[Decision, ...]:
    """What a cell of a table of decisions says: its outcomes, else 议定 where it only says what is to be done."""
    text = Fact("议定", reason="表格列明议定事项")
    plain = _built(sheet, start, end, _Said("议定", text, start, told=True), held)
    return decisions(sheet, start, end, held) or (plain,)


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
    labels = labelled.find(sheet, start, end)
    found: list[Decision] = []
    if sentences and not points and DEMAND.match(sheet.text[slice(*sentences[0])]):
        return ()
    for first, last in points or sentences:
        one = _implied(sheet, first, last, held)
        if one is None and labels and not points:
            outcome = Fact("议定", reason="纪要写明责任单位或完成时限")
            one = _built(sheet, first, last, _Said("议定", outcome, first), held)
        if one is not None:
            found.append(one)
        if found and not points:
            break
    return labelled.attached(sheet, tuple(found), labels, held)


def _implied(sheet: Sheet, first: int, last: int, held: PartialDate | None, said: str = "议定") -> Decision | None:
    """A point under 议定 that charges somebody or sets a time, if only by the label behind it; else it is a remark."""
    if not (
        (named := duties(sheet, first, last, told=True))
        or deadlines.find(sheet.text, first, last, held) is not None
        or labelled.follows(sheet, last)
        or _APPOINTS.match(sheet.text, first, last)
    ):
        return None
    outcome: Outcome = "原则同意" if said == "原则同意" else ("同意" if said == "同意" else "议定")
    text = Fact(said, reason=f"纪要前文写明“{said}”以下事项")
    return _built(sheet, first, last, _Said(outcome, text, first, told=True, named=named), held)


class _Decided:
    """Where decisions stand, so that each sentence need not be held against each of them."""

    def __init__(self, decided: tuple[Decision, ...]) -> None:
        spans = sorted((one.span.start, one.span.end) for one in decided)
        self._starts = [start for start, _ in spans]
        self._reach = list(accumulate((end for _, end in spans), max))

    def touches(self, span: Span) -> bool:
        """Whether any decision shares a character with `span`: one that starts before its end reaches its start."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start


def directives(
    sheet: Sheet, start: int, end: int, taken: tuple[Decision, ...], held: PartialDate | None
) -> tuple[Directive, ...]:
    """The sentences that decide nothing but name who must act, or a deadline."""
    out: list[Directive] = []
    asked = False
    decided = _Decided(taken) if taken else None
    colons = sheet.holds(_COLON, start, end)
    for first, last in sheet.sentences(start, end, clauses=True):
        asked = colons and bool(
            _ASKED.match(sheet.text, first, last) or (asked and _POINT.match(sheet.text, first, last))
        )
        if decided and decided.touches(sheet.span(first, last)):
            continue
        if colons and labelled.find(sheet, first, last):
            continue
        limit = deadlines.find(sheet.text, first, last, held)
        named = duties(sheet, first, last, told=asked or limit is not None)
        if not named and limit is None:
            continue
        out.append(
            Directive(
                sheet.span(first, last),
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
        for mark in _SEMICOLON.finditer(sheet.text, first, last):
            behind = mark.end()
            opened = OUTCOME.search(sheet.text, behind, min(last, behind + 30))
            point = _POINT.match(sheet.text, behind, last)
            lead = opened and (
                LEAD.fullmatch(sheet.text, behind, opened.start()) or OVER.fullmatch(sheet.text, behind, opened.start())
            )
            if point or lead or _put_off(sheet.text, behind, last):
                out.append((at, mark.start() + 1))
                at = behind
        out.append((at, last))
    return out


def _put_off(text: str, start: int, last: int) -> bool:
    """Whether the part of a sentence up to its next semicolon postpones or refuses something: ；对X，因Y，暂缓发放."""
    stop = min((at for mark in "；;" if (at := text.find(mark, start, last)) > 0), default=last)
    if not _OFF.search(text, start, stop):
        return False
    said = outcome_said(text, start, stop)
    return said is not None and said[0] in _PUT_OFF


def _decision(sheet: Sheet, first: int, last: int, held: PartialDate | None) -> Decision | None:
    first = _without_label(sheet, first, last)
    said = outcome_said(sheet.text, first, last)
    if said is None:
        return _resubmission(sheet, first, last, held)
    outcome, start, end = said
    if outcome == "议定" and _ANNOUNCES.fullmatch(sheet.text, end, last):
        return None
    waits = start if outcome == "暂缓" else None
    return _built(sheet, first, last, _Said(outcome, sheet.fact(start, end), end, before=waits), held)


def _without_label(sheet: Sheet, first: int, last: int) -> int:
    label = _LABEL.match(sheet.text, first, last)
    return label.end() if label else first


def _resubmission(sheet: Sheet, first: int, last: int, held: PartialDate | None) -> Decision | None:
    """请X修改后再提请审议, with no other outcome, sends the matter back."""
    if not _COMES_AGAIN.search(sheet.text, first, last):
        return None
    text = sheet.text[first:last]
    again = _RESUBMIT.search(text)
    if again is None or DEMAND.match(text):
        return None
    fact = sheet.fact(first + again.start("again"), first + again.end())
    return _built(sheet, first, last, _Said("退回修改", fact, first), held)


@dataclass(frozen=True, slots=True)
class _Said:
    """An outcome, the words that say it, and where what is decided begins."""

    outcome: Outcome
    text: Fact[str]
    after: int
    told: bool = False
    before: int | None = None
    """Where its condition may begin, where the outcome's own words hold it: 待X后再议."""
    named: Duties | None = None
    """Who acts, where that is already read."""


def _built(sheet: Sheet, whole: int, last: int, said: _Said, held: PartialDate | None) -> Decision:
    after = said.after
    limit = deadlines.find(sheet.text, whole, last, held)
    named = said.named or duties(sheet, whole, last, told=said.told or limit is not None)
    units = [one.value for one in (*named.responsible, *named.supporting)]
    first = conditions.condition(sheet.text, said.before or after, last, said.outcome, units)
    step = next_step(sheet, max(after, first[1]), last, behind_revision=True) if first else None
    step = step or next_step(sheet, after, first[0] if first else last, behind_revision=False)
    responsible = tuple(named.responsible) or tuple(named.persons)
    if not responsible:
        responsible = proposer(sheet, after, last)
    subject_end = _subject_end(sheet, after, last)
    return Decision(
        span=sheet.span(whole, last),
        outcome=said.outcome,
        outcome_text=said.text,
        subject=sheet.fact(after, subject_end) if whole < after < subject_end else None,
        condition=sheet.fact(*first) if first else None,
        next_step=step,
        responsible=responsible,
        supporting=tuple(named.supporting),
        deadline=sheet.fact(limit.start, limit.end) if limit else None,
        deadline_date=limit.date if limit else None,
    )


def _subject_end(sheet: Sheet, start: int, last: int) -> int:
    cut = _CLAUSE_END.search(sheet.text, start, last)
    return cut.start() if cut else last
