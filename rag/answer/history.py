"""What meetings did about a matter, one line a meeting: in its deciding sentence, or the sentence that tells of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.amounts import states_figure
from rag.answer.cite import trimmed
from rag.answer.draft import Draft, Evidence
from rag.answer.phrases import LISTS, dated_name, say
from rag.answer.sentences import Body
from rag.find.terms import joined, specific_coverage, terms

if TYPE_CHECKING:
    from ingest.records import Span
    from rag.find.rows import Found, Row
    from rag.find.shelf import Shelf
    from rag.records import Query


def evidence(row: Row) -> tuple[Evidence, ...]:
    """The places of a row, each once: one that lies within another says nothing more."""
    within = [any(other != span and other.holds(span) for other in row.spans) for span in row.spans]
    kept = (span for span, inner in zip(row.spans, within, strict=True) if not inner)
    return tuple(Evidence(row.meeting, span, row.item) for span in kept)


_TITLE = re.compile(
    r"^(?:再次|集体|专题|书面)?(?:审议|研究|讨论|听取|审定|学习|传达|通报|关于|通过|原则通过|审议通过|原则同意)*(?:了|并)?"
)
"""What stands in front of the matter that a title names."""


def decided(row: Row, place: Span, said: str, front: str = "") -> Draft | None:
    """The sentence at `place` alone, where it names all that the title does; None where the title must stand by it."""
    named = _BRACKETED.search(row.words)
    matter = joined(simplified(named[0] if named else _TITLE.sub("", row.words)))
    if not matter or matter not in joined(simplified(said)):
        return None
    return Draft(front + said, (Evidence(row.meeting, place, row.item),), "verified" if front else "verbatim")


_BRACKETED = re.compile(r"《.+》")


_OF_PLACE = re.compile(r"(?<=《)[\u4e00-\u9fff]{2,6}?[区县市省州镇乡](?=[\u4e00-\u9fff]{4})")
_NAMED_ALREADY = 0.7
"""Share of a title's matter that a question must hold to need the title no more."""


def of_meetings(query: Query, found: Found, shelf: Shelf) -> list[Draft]:
    """`青禾区政府第3次常务会议（2023年5月4日）：《…》（原则同意）`; without a matter the meetings alone."""
    drafts: list[Draft] = []
    if query.counted == "meetings":
        head = say(query.script, "共{count}次会议：", count=str(found.count))
        drafts.append(Draft(head, tuple(evidence(row)[-1] for row in found.rows), "verified"))
    return [*drafts, *(_meeting(query, row, shelf) for row in found.rows)]


def _meeting(query: Query, row: Row, shelf: Shelf) -> Draft:
    front = dated_name(row.meeting)
    if row.item is None:
        listed = say(query.script, LISTS[row.label]) if row.label in LISTS else ""
        tail = f"：{row.words}（{listed}）" if listed else ""
        if not tail and (query.matter or query.documents):
            tail = f"：{row.words}"
        return Draft(front + tail, evidence(row), "verified")
    telling = None if query.intent == "meetings" else _telling(query, row, shelf)
    if telling is None:
        note = f"（{row.note}）" if row.note else ""
        return Draft(f"{front}：{row.words}{note}", evidence(row), "verified")
    pages = shelf.pages(row.meeting.document_id)
    said = pages.words(trimmed(pages, telling))
    if len(row.spans) > 1 and telling == row.spans[1] and _is_named(query, row):
        return Draft(f"{front}：{said}", (Evidence(row.meeting, telling, row.item),), "verified")
    places = (*evidence(row)[:1], Evidence(row.meeting, telling, row.item))
    return decided(row, telling, said, f"{front}：") or Draft(f"{front}：{row.words}——{said}", places, "verified")


def _is_named(query: Query, row: Row) -> bool:
    """Whether the question itself names what the title does, so that the sentence stands well without it."""
    title = _OF_PLACE.sub("", simplified(row.words))
    if any(one in title for one in query.documents):
        return True
    return bool(query.matter) and specific_coverage(_TITLE.sub("", title), query.matter) >= _NAMED_ALREADY


def _telling(query: Query, row: Row, shelf: Shelf) -> Span | None:
    """The deciding sentence; of an item without one, the sentence that tells most of what is asked, or the first."""
    if row.item is None:
        return None
    titled = not query.matter or specific_coverage(query.matter, simplified(row.words)) >= _TITLED
    if len(row.spans) > 1 and titled:
        return row.spans[1]
    body = Body.of(row.item, shelf.pages(row.meeting.document_id), shelf.decisions([row.meeting.id]))
    told = [one for one in body.told() if not any(one.span == span for span in row.spans)]
    figures = [one for one in told if _COUNTS.search(query.simplified) and states_figure("多少", one.text)]
    best = body.best(body.rest(query.matter) or terms(query.matter), limit=1, among=figures or told)
    return next((one.span for one in (*best, *figures, *told)), None)


_TITLED = 0.3
"""Share of a matter that a title must hold for the decision under it to be on the matter."""
_COUNTS = re.compile(r"数量|多少|几[个家户人处]|规模|金额|标准|比例|数")
