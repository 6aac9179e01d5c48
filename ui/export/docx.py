"""Summaries and digests as documents in the layout of Chinese official papers (GB/T 9704—2012).

A4, text block 156 mm × 225 mm with 37 mm above and 28 mm to the left; title in 小标宋 22 pt, text in 仿宋 16 pt on
lines of 28.95 pt (22 lines a page, 28 characters a line), first-level headings in 黑体, second-level in 楷体, page
numbers `— 1 —` in 宋体 14 pt. Each font names the ones to fall back to. Citations are marks that lead to a list of
sources at the end, where each stands with its place in the document.
"""

from __future__ import annotations

import io
from itertools import count
from typing import TYPE_CHECKING

from ui.export.paper import Paper
from ui.export.wording import date_words, field_lines, header_lines, list_name, numeral, title_of
from ui.i18n import say
from ui.view.plain import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.records import Citation, Claim
    from rag.report.records import Digest, Duty, ItemSummary, Summary, Value
    from ui.i18n import Language


def summary_docx(summary: Summary, lang: Language | None = None) -> bytes:
    """One meeting as a document's bytes."""
    paper = Paper()
    paper.title(title_of(summary, lang))
    if summary.header.document_number is not None:
        paper.centred(squeezed(summary.header.document_number.text))
    _summary(paper, summary, lang, "")
    _sources(paper, [("", summary.citations)], lang)
    return _bytes(paper)


def digest_docx(digest: Digest, lang: Language | None = None) -> bytes:
    """Meetings one after the other; a mark is the meeting's place in the digest and the citation's number in it."""
    paper = Paper()
    paper.title(say("report.digest_of", lang, name=digest.name))
    items = sum(len(one.items) for one in digest.summaries)
    told = say("report.digest_count", lang, meetings=len(digest.summaries), items=items)
    outcomes = "、".join(f"{name}{n}" for name, n in digest.outcomes.items())
    paper.text(f"{told}{'：' if outcomes else ''}{outcomes}。")
    if digest.undated:
        paper.text(say("report.undated", lang, n=digest.undated))
    for at, one in enumerate(digest.summaries, 1):
        paper.heading(title_of(one, lang), level=0)
        _summary(paper, one, lang, f"{at}-")
    _sources(paper, [(f"{at}-", one.citations) for at, one in enumerate(digest.summaries, 1)], lang)
    return _bytes(paper)


def _summary(paper: Paper, summary: Summary, lang: Language | None, prefix: str) -> None:
    sections = map(numeral, count(1))
    if summary.notice:
        paper.text(squeezed(summary.notice))
    if summary.overview:
        paper.heading(f"{next(sections)}、{say('report.overview', lang)}")
        for claim in summary.overview:
            _claim(paper, claim, prefix)
    paper.heading(f"{next(sections)}、{say('report.header', lang)}")
    for name, value, dated in header_lines(summary.header, lang):
        paper.text(f"{name}：{_shown(value, lang, dated=dated)}", _marks(value, prefix))
    if summary.rolls:
        paper.heading(f"{next(sections)}、{say('report.people', lang)}")
    for roll in summary.rolls:
        counted = say("report.people_of", lang, list=list_name(roll.list, lang), count=roll.count.text)
        paper.text(f"{counted}：{'、'.join(one.text for one in roll.names)}", _marks(roll.count, prefix))
    paper.heading(f"{next(sections)}、{say('report.items', lang)}")
    for at, item in enumerate(summary.items, 1):
        _item(paper, item, lang, prefix, at)


def _item(paper: Paper, item: ItemSummary, lang: Language | None, prefix: str, at: int) -> None:
    title = squeezed(item.title.text) if item.title else say("report.absent", lang)
    paper.heading(f"（{numeral(at)}）{title}", level=2, marks=_marks(item.title, prefix))
    if item.body_absent:
        paper.text(say("report.no_body", lang))
        return
    for name, values in (("reported_by", item.reported_by), ("documents", item.documents)):
        if values:
            marks = [mark for value in values for mark in _marks(value, prefix)]
            paper.text(f"{say(f'report.{name}', lang)}：{'、'.join(_shown(one, lang) for one in values)}", marks)
    if not item.decisions:
        paper.text(f"{say('report.outcome', lang)}：{say('report.no_decision', lang)}")
        if item.lead is not None:
            _claim(paper, item.lead, prefix)
    _duties(paper, item.decisions, lang, prefix)
    if item.demands:
        paper.text(f"{say('report.demands', lang)}：", strong=True)
    for demand in item.demands:
        paper.text(_shown(demand, lang), _marks(demand, prefix))
    if item.directives:
        paper.text(f"{say('report.directives', lang)}：", strong=True)
    _duties(paper, item.directives, lang, prefix)


def _duties(paper: Paper, duties: Iterable[Duty], lang: Language | None, prefix: str) -> None:
    for duty in duties:
        paper.text(_shown(duty.text, lang), _marks(duty.text, prefix))
        told = "；".join(
            f"{name}：{'、'.join(_shown(one, lang) for one in values)}" for name, values in field_lines(duty, lang)
        )
        if told:
            paper.text(f"{told}。")


def _claim(paper: Paper, claim: Claim, prefix: str) -> None:
    damaged = f"（{say('report.damaged')}）" if claim.status == "damaged" else ""
    paper.text(f"{squeezed(claim.text)}{damaged}", [f"{prefix}{mark}" for mark in claim.citations])


def _sources(paper: Paper, parts: Iterable[tuple[str, Sequence[Citation]]], lang: Language | None) -> None:
    paper.heading(say("report.sources", lang), level=0)
    for prefix, citations in parts:
        for one in citations:
            place = f"{one.span.start}–{one.span.end}"
            where = (
                squeezed(one.document)
                if one.page is None
                else f"{squeezed(one.document)} {say('answer.page', lang, page=one.page)}"
            )
            paper.source(f"{prefix}{one.mark}", f"{where} {place}：“{squeezed(one.quote)}”")


def _shown(value: Value | None, lang: Language | None, *, dated: bool = False) -> str:
    """A value's text, with a word where it does not simply stand in the text; 未载明 where there is none."""
    if value is None:
        return say("report.absent", lang)
    text = squeezed(date_words(value.text, lang) if dated else value.text)
    return text if value.standing in ("stated", "computed") else f"{text}（{say(f'report.{value.standing}', lang)}）"


def _marks(value: Value | None, prefix: str) -> list[str]:
    return [] if value is None else [f"{prefix}{mark}" for mark in value.citations]


def _bytes(paper: Paper) -> bytes:
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
