"""Reports as Markdown: what people read in a terminal, and a file that any editor opens. Citations are footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ui.export.wording import date_words, field_lines, header_lines, item_head, list_name, progress_of, title_of
from ui.i18n import say
from ui.view.plain import printable, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.records import Citation, Claim
    from rag.report.records import Comparison, Digest, Duty, ItemSummary, Ledger, LedgerRow, Summary, Timeline, Value
    from ui.i18n import Language

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escaped(text: str) -> str:
    r"""A text of a document on one line, with everything that Markdown or HTML would take for markup disarmed.

    >>> escaped("<b>*审议*</b> | 通过")
    '\\<b\\>\\*审议\\*\\</b\\> \\| 通过'
    """
    return _MARKUP.sub(r"\\\1", squeezed(text))


def summary_markdown(summary: Summary, lang: Language | None = None, *, level: int = 1) -> str:
    """One meeting: overview, head, people, items, and every citation as a footnote."""
    return "\n".join([*_summary(summary, lang, level), *_footnotes(summary.citations)])


def digest_markdown(digest: Digest, lang: Language | None = None) -> str:
    """Meetings one after the other; the footnotes of each are named by its place in the digest."""
    count = sum(len(one.items) for one in digest.summaries)
    told = say("report.digest_count", lang, meetings=len(digest.summaries), items=count)
    outcomes = "、".join(f"{name}{n}" for name, n in digest.outcomes.items())
    lines = [
        f"# {escaped(say('report.digest_of', lang, name=digest.name))}",
        "",
        f"{told}{'：' if outcomes else ''}{outcomes}",
    ]
    if digest.undated:
        lines.append(say("report.undated", lang, n=digest.undated))
    for at, one in enumerate(digest.summaries, 1):
        text = "\n".join([*_summary(one, lang, 2), *_footnotes(one.citations)])
        lines += ["", re.sub(r"\[\^(\d+)\]", rf"[^{at}-\1]", text)]
    return "\n".join(lines)


def timeline_markdown(timeline: Timeline, lang: Language | None = None) -> str:
    """A matter's steps, the earliest first, each in the words of the minutes."""
    lines = [f"# {escaped(say('report.timeline_of', lang, matter=timeline.matter))}", ""]
    if not timeline.events:
        return "\n".join([*lines, say("report.nothing", lang)])
    lines += [escaped(say("report.why", lang, why=timeline.why)), ""]
    citations: list[str] = []
    for at, event in enumerate(timeline.events, 1):
        date = date_words(event.meeting.held_on, lang) if event.meeting.held_on else say("list.undated", lang)
        title = event.citations[0].meeting if event.citations else event.meeting.title
        lines.append(f"{at}. **{date}** {escaped(title)} · {escaped(item_head(event.item))}")
        lines.append(f"   {escaped(event.what.text)}[^{at}]")
        citations += [_footnote(str(at), one) for one in event.citations[:1]]
    return "\n".join([*lines, "", *citations])


def comparison_markdown(comparison: Comparison, lang: Language | None = None) -> str:
    """Both sides' items under their names, and what both took up."""
    left, right = (one.name for one in comparison.sides)
    lines = [f"# {escaped(say('report.compare_of', lang, left=left, right=right))}", ""]
    if comparison.topic:
        lines += [escaped(say("report.topic", lang, topic=comparison.topic)), ""]
    if comparison.common:
        lines += [escaped(say("report.common", lang, names="、".join(comparison.common))), ""]
    for side in comparison.sides:
        lines += [f"## {escaped(side.name)}", ""]
        if not side.items:
            lines += [say("report.nothing", lang), ""]
        for item in side.items:
            lines += [*_item(item, lang, 3), ""]
    return "\n".join([*lines, *_footnotes(comparison.citations)])


def ledger_markdown(ledger: Ledger, lang: Language | None = None) -> str:
    """The ledger as one block a duty: wide tables cannot be read in a terminal."""
    told = say("ledger.as_of", lang, day=date_words(ledger.as_of, lang), total=ledger.total, shown=len(ledger.rows))
    lines = [f"# {say('ledger.title', lang)}", "", told]
    for row in ledger.rows:
        lines += ["", *_row(row, lang)]
    return "\n".join([*lines, "", *(_footnote(str(row.citation.mark), row.citation) for row in ledger.rows)])


def _summary(summary: Summary, lang: Language | None, level: int) -> list[str]:
    head, sub = "#" * level, "#" * (level + 1)
    lines = [f"{head} {escaped(title_of(summary, lang))}", ""]
    if summary.notice:
        lines += [f"> {escaped(summary.notice)}", ""]
    if summary.overview:
        lines += [f"{sub} {say('report.overview', lang)}", "", *(_claim(one) for one in summary.overview), ""]
    lines += [f"{sub} {say('report.header', lang)}", ""]
    for name, value, dated in header_lines(summary.header, lang):
        lines.append(f"- {name}：{_value(value, lang, dated=dated)}")
    if summary.rolls:
        lines += ["", f"{sub} {say('report.people', lang)}", ""]
    for roll in summary.rolls:
        named = "、".join(escaped(one.text) for one in roll.names)
        counted = say("report.people_of", lang, list=list_name(roll.list, lang), count=roll.count.text)
        lines.append(f"- {counted}：{named}{_marks(roll.count.citations)}")
    lines += ["", f"{sub} {say('report.items', lang)}", ""]
    for item in summary.items:
        lines += [*_item(item, lang, level + 2), ""]
    return lines


def _item(item: ItemSummary, lang: Language | None, level: int) -> list[str]:
    title = f"{'#' * level} {escaped(item_head(item.item))}{_marks(item.title.citations if item.title else ())}"
    if item.body_absent:
        return [title, "", f"*{say('report.no_body', lang)}*"]
    lines = [title, ""]
    for name in ("reported_by", "documents"):
        values: Sequence[Value] = getattr(item, name)
        if values:
            lines.append(f"- {say(f'report.{name}', lang)}：{'、'.join(_value(one, lang) for one in values)}")
    if not item.decisions:
        lines.append(f"- {say('report.outcome', lang)}：{say('report.no_decision', lang)}")
        if item.lead is not None:
            lines.append(f"- {_claim(item.lead)}")
    for duty in item.decisions:
        lines += _duty(duty, lang)
    if item.demands:
        lines.append(f"- {say('report.demands', lang)}：")
        lines += [f"    - {_value(one, lang)}" for one in item.demands]
    if item.directives:
        lines.append(f"- {say('report.directives', lang)}：")
        lines += [f"    {line}" for one in item.directives for line in _duty(one, lang)]
    return lines


def _duty(duty: Duty, lang: Language | None) -> list[str]:
    told = "；".join(
        f"{name}：{'、'.join(_shown(one, lang) for one in values)}" for name, values in field_lines(duty, lang)
    )
    return [f"- {_value(duty.text, lang)}", *([f"    - {told}"] if told else [])]


def _row(row: LedgerRow, lang: Language | None) -> list[str]:
    late = f" **{say('ledger.overdue', lang)}**" if row.overdue else ""
    told = {
        "report.outcome": row.outcome or "",
        "report.responsible": "、".join((*row.responsible, *row.persons)),
        "report.supporting": "、".join(row.supporting),
        "report.deadline": row.deadline or "",
        "report.next_step": row.next_step or "",
    }
    held = date_words(row.meeting.held_on, lang) if row.meeting.held_on else say("list.undated", lang)
    kind = say(f"ledger.{row.kind}", lang)
    lines = [
        f"## {row.citation.mark}. {escaped(row.matter)}[^{row.citation.mark}]",
        "",
        f"- {say('ledger.key', lang)}：`{row.key}` · {kind} · {held} {escaped(row.citation.meeting)}",
    ]
    lines += [f"- {say(key, lang)}：{escaped(text)}" for key, text in told.items() if text]
    return [*lines, f"- {say('ledger.state', lang)}：{escaped(progress_of(row.progress))}{late}"]


def _claim(claim: Claim) -> str:
    return f"{escaped(claim.text)}{_marks(claim.citations)}"


def _value(value: Value | None, lang: Language | None, *, dated: bool = False) -> str:
    if value is None:
        return say("report.absent", lang)
    return f"{_shown(value, lang, dated=dated)}{_marks(value.citations)}"


def _shown(value: Value, lang: Language | None, *, dated: bool = False) -> str:
    """A value's text, with a word where it does not simply stand in the text."""
    text = escaped(date_words(value.text, lang) if dated else value.text)
    return text if value.standing in ("stated", "computed") else f"{text}（{say(f'report.{value.standing}', lang)}）"


def _marks(citations: Iterable[int]) -> str:
    return "".join(f"[^{mark}]" for mark in citations)


def _footnotes(citations: Sequence[Citation]) -> list[str]:
    return [_footnote(str(one.mark), one) for one in citations]


def _footnote(mark: str, citation: Citation) -> str:
    place = f"{citation.span.start}–{citation.span.end}"
    return f"[^{mark}]: {escaped(printable(citation.document))} {place}：“{escaped(citation.quote)}”"
