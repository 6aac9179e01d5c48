"""Lists over the agenda: all items, or those that a filter leaves, each with the words and spans that show why."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.records import Span
from rag.find.match import MOST, named_document, title_of
from rag.find.rows import MOST_ROWS, Found, Row
from rag.find.terms import specific_coverage
from rag.find.units import same_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.records import PartialDate
    from rag.find.shelf import Sentence, Shelf
    from rag.records import DecisionRow, ItemRow, MeetingRow, Query

_ABOUT = 0.6
"""Share of a matter's own terms that an item's title must hold to be listed as being about it."""
_SETTLED = ("议定",)
"""议定事项 are whatever a meeting settled, in whichever words each was decided."""
_DECIDED = ("审议通过", "原则同意", "同意", "修正通过", "议定")


def agenda(query: Query, meetings: Sequence[MeetingRow], shelf: Shelf) -> Found:
    """The items the question asks for, in the order of the agenda; every row with its title's place.

    An outcome, a next step or a unit filters hard; a decision that made an item fit is cited beside its title.
    """
    ids = [row.id for row in meetings]
    items = shelf.items(ids)
    if not items:
        return _unparted(meetings, shelf) if query.intent == "list" else Found(lack="items", searched=len(meetings))
    decided = _by_item(shelf.filed(ids))
    if query.aspect == "reporter":
        return _reporters(meetings, items, shelf)
    kept = _filtered(query, _of_section(query, items, shelf), decided, shelf)
    if len(kept) > MOST_ROWS:
        return Found(lack="many", count=len(kept), searched=len(meetings))
    kept = _settled(query, kept, shelf)
    rows = [row for item, decision in kept if (row := _row(meetings, item, decision, shelf)) is not None]
    if not rows:
        near = tuple(row for item in items[:3] if (row := _row(meetings, item, None, shelf)) is not None)
        return Found(lack="items", near=near, searched=len(meetings))
    return Found(tuple(rows), count=len(rows), searched=len(meetings))


_SECTION = re.compile(r"(报告|讨论|审议|提案|临时动议|资料|确认)(?:事项|文件|议案|议题|案)")
_HEADING = re.compile(
    r"^[^\S\n]*[第（(]?[壹贰叁肆伍陆柒捌玖拾一二三四五六七八九十IVX\d]{1,3}[、.．)）章项\s]+([\u4e00-\u9fff]{2,12})[：:]?[^\S\n]*$",
    re.MULTILINE,
)


def _of_section(query: Query, items: Sequence[ItemRow], shelf: Shelf) -> Sequence[ItemRow]:
    """The items under the heading that the question names (讨论事项, 报告案); all where the minutes bear no such."""
    asked = _SECTION.search(query.simplified)
    if asked is None:
        return items
    held = {row.id: row for row in shelf.meetings()}
    kept = [one for one in items if asked[1] in _heading_of(one, held[one.meeting_id], shelf)]
    return kept or items


def _heading_of(item: ItemRow, meeting: MeetingRow, shelf: Shelf) -> str:
    """The last line before an item that is only a numbered heading of a section."""
    before = Span(meeting.span.start, max(item.span.start, meeting.span.start))
    found = [one[1] for one in _HEADING.finditer(shelf.pages(item.document_id).text(before)) if _SECTION.search(one[1])]
    return found[-1] if found else ""


_DONE = "(?:听取|审议|研究|学习|传达|部署|讨论|通报|审定|决定|同意|原则同意|通过)"
_ACTS = re.compile(rf"^(?:会上|随后|最后)?(?:会议|会上)?(?:还|又|并|先后|专题|集中|重点|认真)?{_DONE}|会议{_DONE}")
_CALLS_UP = re.compile(
    r"第[一二三四五六七八九十]+个?(?:报告|讨论|提案|临时动议|议)(?:事项|案|题)|(?:报告|讨论|提)(?:事项|案)[一二三四五六七八九十]?[，,：:].{0,4}(?:是|请)|"
    r"请[^，。]{2,16}(?:报告|说明)(?:有关|关于)"
)
"""How the chair of a transcript calls up the next matter."""
_MOST_SENTENCES = 12


def _unparted(meetings: Sequence[MeetingRow], shelf: Shelf) -> Found:
    """Of minutes without an agenda, the sentences that say what the meeting did."""
    rows: list[Row] = []
    for meeting in meetings:
        pages = shelf.pages(meeting.document_id)
        told = pages.sentences(meeting.span)
        acts = [one for one in told if _CALLS_UP.search(one.text)] if _is_talk(told) else []
        acts = acts or [one for one in told if _ACTS.search(one.text)]
        rows.extend(Row(meeting, pages.words(one.span), (one.span,)) for one in acts)
    if not rows:
        return Found(lack="items", searched=len(meetings))
    return Found(tuple(rows[:_MOST_SENTENCES]), count=len(rows[:_MOST_SENTENCES]), searched=len(meetings))


_TURN = re.compile(r"^[#>\s]*[\u4e00-\u9fff·]{2,12}[：:]$")
_TURNS = 5


def _is_talk(sentences: Sequence[Sentence]) -> bool:
    """Whether a text is a transcript: speakers take turns in it."""
    return sum(bool(_TURN.match(one.text)) for one in sentences) >= _TURNS


def _by_item(decisions: Sequence[DecisionRow]) -> dict[str, list[DecisionRow]]:
    found: dict[str, list[DecisionRow]] = defaultdict(list)
    for one in decisions:
        found[one.item_id].append(one)
    return found


Kept = tuple["ItemRow", "DecisionRow | None"]


def _filtered(
    query: Query, items: Sequence[ItemRow], decided: dict[str, list[DecisionRow]], shelf: Shelf
) -> list[Kept]:
    """The items that pass every filter, each with the decision that made it pass, where one did."""
    left = list(items)
    if query.ordinals:
        left = [one for ordinal in query.ordinals for one in nth(left, ordinal)]
    if query.documents:
        left = [one for title in query.documents for one in named_document(title, left, shelf)]
    if query.actions:
        left = [one for one in left if _did(one, query.actions)]
    if query.people:
        left = [one for one in left if any(simplified(person.name) in query.people for person in one.presenters)]
    noun = _NOUN.search(query.simplified)
    if noun:
        left = [one for one in left if noun[1] in title_of(one)]
    if query.matter and not query.documents:
        left = _about(query.matter, left, shelf)
    kept: list[Kept] = []
    for one in left:
        passed, decision = _passed(query, decided[one.id])
        if passed and (not query.units or _of_unit(query, one, decided[one.id])):
            kept.append((one, _charging(query, decided[one.id]) or decision))
    return kept


def nth(items: Sequence[ItemRow], ordinal: int) -> list[ItemRow]:
    """The item a question counts to in each meeting: by its own number where items are numbered; -1 is the last."""
    found = []
    for meeting in dict.fromkeys(one.meeting_id for one in items):
        own = [one for one in items if one.meeting_id == meeting]
        if ordinal == -1:
            found.append(own[-1])
            continue
        numbered = [one for one in own if one.number == ordinal and one.kind == "numbered"]
        found += numbered[:1] or [one for one in own if one.ordinal == ordinal][:1]
    return found


def _settled(query: Query, kept: Sequence[Kept], shelf: Shelf) -> list[Kept]:
    """The items with the whole sentences of their decisions; one that only an order to a machine decided goes."""
    needed = bool(query.outcomes or query.next_steps or query.due) and not query.negated
    found: list[Kept] = []
    for item, row in kept:
        whole = shelf.settled([row]) if row is not None else []
        if whole or not needed:
            found.append((item, whole[0] if whole else None))
    return found


def _did(item: ItemRow, actions: Sequence[str]) -> bool:
    told = simplified("".join(item.actions))
    return any(action in told or (action == "书面通报" and item.kind == "circulated") for action in actions)


def _about(matter: str, items: Sequence[ItemRow], shelf: Shelf) -> list[ItemRow]:
    """Items whose title is about the matter; where no title is, those whose text holds all of it."""
    titled = [one for one in items if specific_coverage(matter, title_of(one)) >= _ABOUT]
    if titled or len(items) > MOST:
        return titled
    texts = shelf.texts(items)
    return [one for one in items if specific_coverage(matter, texts[one.id]) >= 1.0]


def _passed(query: Query, decisions: Sequence[DecisionRow]) -> tuple[bool, DecisionRow | None]:
    """Whether an item passes what the question asks of its decisions.

    What it denies is the next step, where it names one: 同意但没有要求上报的 is agreed, and no report asked for.
    """
    if query.due is not None:
        decisions = [one for one in decisions if _falls_due(one, query.due)]
        if not decisions:
            return False, None
        if not query.outcomes and not query.next_steps:
            return True, decisions[0]
    if not query.negated or not (query.outcomes or query.next_steps):
        return _decided(query, decisions)
    own = next((row for row in decisions if row.outcome), None)
    if query.outcomes and query.next_steps:
        agreed, row = _decided(replace(query, next_steps=()), decisions)
        return agreed and not _decided(query, decisions)[0], row
    return not _decided(query, decisions)[0], own


def _falls_due(row: DecisionRow, due: PartialDate) -> bool:
    """Whether a decision or a demand is to be done by that time; where the question names none, by any."""
    if not row.deadline:
        return False
    year, month, _ = (*(row.deadline_date or "XXXX").split("-"), "XX", "XX")[:3]
    right_year = due.year is None or year == f"{due.year:04d}"
    return right_year and (due.month is None or month == f"{due.month:02d}")


def _decided(query: Query, decisions: Sequence[DecisionRow]) -> tuple[bool, DecisionRow | None]:
    """Whether an item's decisions pass the question's outcome and next step, and which one does."""
    if not query.outcomes and not query.next_steps:
        return True, next((one for one in decisions if one.outcome), None)
    for one in decisions:
        fits = not query.outcomes or query.outcomes == _SETTLED or one.outcome in query.outcomes
        step = simplified(one.next_step or "")
        goes = not query.next_steps or (one.outcome is not None and any(word in step for word in query.next_steps))
        if one.outcome is not None and fits and goes:
            return True, one
    return False, None


def _of_unit(query: Query, item: ItemRow, decisions: Sequence[DecisionRow]) -> bool:
    """Whether a unit put the item forward; or, where that is asked or nobody is named, must carry it out."""
    told = [*item.reporting_units, *(person.unit or "" for person in item.presenters)]
    if _CARRIES_OUT.search(query.simplified):
        told = [name for one in decisions for name in one.responsible]
    elif not any(told):
        told = [name for one in decisions if one.outcome for name in one.responsible]
    return any(same_unit(unit, simplified(name)) for unit in query.units for name in told if name)


def _charging(query: Query, decisions: Sequence[DecisionRow]) -> DecisionRow | None:
    """The decision or demand that charges the unit asked about, where a list is of what units carry out."""
    if not query.units or not carries_out(query):
        return None
    return next(
        (
            row
            for row in decisions
            if any(same_unit(unit, simplified(name)) for unit in query.units for name in row.responsible)
        ),
        None,
    )


def carries_out(query: Query) -> bool:
    """Whether a list is of what units carry out, not of what they put forward."""
    return bool(query.units and _CARRIES_OUT.search(query.simplified))


_CARRIES_OUT = re.compile(r"负责|牵头|承办|落实|实施|要做|任务|责成|交办|交由|交给")
_NOUN = re.compile(
    r"(?:(?:哪些|哪几[个项份件部]|[几多少]+[个项份件部]?)(?:具体)?的?|"
    r"(?=[^，。？]*[？?]?$)(?<=[过意准议论究定])[了过](?:的)?)(办法|方案|规定|条例|预案|规划|细则|协议|意见)(?!草?案?的)"
)


def _row(meetings: Sequence[MeetingRow], item: ItemRow, decision: DecisionRow | None, shelf: Shelf) -> Row | None:
    meeting = next(row for row in meetings if row.id == item.meeting_id)
    span = title_span(item, shelf)
    if span is None:
        return None
    words = shelf.pages(item.document_id).words(span)
    spans = (span,) if decision is None else (span, decision.span)
    return Row(meeting, words, spans, item, label=item.label or "", note=decision.outcome or "" if decision else "")


def title_span(item: ItemRow, shelf: Shelf) -> Span | None:
    """Where an item says what it is about: its title, or else its first sentence."""
    if item.title_span is not None:
        return item.title_span
    sentences = shelf.pages(item.document_id).sentences(item.span)
    return sentences[0].span if sentences else None


def _reporters(meetings: Sequence[MeetingRow], items: Sequence[ItemRow], shelf: Shelf) -> Found:
    """The units that put items forward, each with the item and the place where it is named."""
    rows = []
    named = {row.id: row for row in meetings}
    for item in items:
        pages = shelf.pages(item.document_id)
        meeting = named[item.meeting_id]
        for unit in item.reporting_units:
            span = pages.find(simplified(unit), item.span) or pages.find(simplified(unit), meeting.span)
            if span is not None:
                rows.append(Row(meeting, unit, (pages.around(span, clauses=True),), item, note=item.title or ""))
    if not rows:
        return Found(lack="items", searched=len(meetings))
    return Found(tuple(rows), count=len({simplified(row.words) for row in rows}), searched=len(meetings))
