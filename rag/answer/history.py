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
    from collections.abc import Sequence

    from ingest.records import Span
    from rag.find.rows import Found, Row
    from rag.find.shelf import Sentence, Shelf
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
_SAYS_IT = 0.6
"""Share of a question's matter that a title must hold to say nothing new beside it."""
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
    if query.intent == "meetings" and specific_coverage(query.matter, simplified(row.words)) >= _TITLED:
        return _titled(row, front)
    telling = _telling(query, row, shelf)
    if not telling:
        return _titled(row, front)
    pages = shelf.pages(row.meeting.document_id)
    said = "".join(pages.words(trimmed(pages, one)) for one in telling)
    places = tuple(Evidence(row.meeting, one, row.item) for one in telling)
    if len(row.spans) > 1 and _is_named(query, row):
        return Draft(f"{front}：{said}", places, "verified")
    if len(telling) == 1 and (alone := decided(row, telling[0], said, f"{front}：")) is not None:
        return alone
    return Draft(f"{front}：{row.words}——{said}", (*evidence(row)[:1], *places), "verified")


def _titled(row: Row, front: str) -> Draft:
    note = f"（{row.note}）" if row.note else ""
    return Draft(f"{front}：{row.words}{note}", evidence(row), "verified")


def _is_named(query: Query, row: Row) -> bool:
    """Whether the question itself names what the title does, so that the sentence stands well without it."""
    if query.matter and specific_coverage(query.matter, simplified(row.words)) >= _SAYS_IT:
        return True
    title = _OF_PLACE.sub("", simplified(row.words))
    if any(one in title for one in query.documents):
        return True
    return bool(query.matter) and specific_coverage(_TITLE.sub("", title), query.matter) >= _NAMED_ALREADY


def _telling(query: Query, row: Row, shelf: Shelf) -> list[Span]:
    """What an item did about the matter: its decision, and what it found or asked for where that alone tells little.

    The decision on a report says that it was heard and agreed to; how the matter stands is told by what comes with it.
    """
    if row.item is None:
        return []
    pages = shelf.pages(row.meeting.document_id)
    titled = not query.matter or specific_coverage(query.matter, simplified(row.words)) >= _TITLED
    deciding = row.spans[1:2]
    if titled and deciding and not _only_heard(pages.text(deciding[0]), simplified(row.words)):
        return list(deciding)
    body = Body.of(row.item, pages, shelf.decisions([row.meeting.id]))
    told = [one for one in body.told() if not any(one.span == span for span in row.spans)]
    wanted = body.rest(query.matter) or terms(query.matter)
    figures = [one for one in told if _COUNTS.search(query.simplified) and states_figure("多少", one.text)]
    if figures or query.intent == "meetings":
        best = body.best(wanted, limit=1, among=figures or told)
        return [one.span for one in (*best, *figures, *told)][:1] or list(deciding)
    if not titled:
        best = body.best(wanted, limit=1, among=told)
        return [one.span for one in best] or list(deciding)
    asked = _most_telling(body, wanted, [one for one in told if one in body.demands()])
    findings = [one for one in told if one in body.findings() and (_FIGURE.search(one.text) or not asked)]
    found = _most_telling(body, wanted, findings)
    kept = sorted({*deciding, *found, *asked} or {one.span for one in told[:1]}, key=lambda one: one.start)
    return kept[:_TOLD]


def _most_telling(body: Body, wanted: Sequence[str], sentences: Sequence[Sentence]) -> list[Span]:
    """Of some sentences the one that says most of what is wanted; of those that say none of it one with a figure."""
    best = body.best(wanted, limit=1, among=sentences)
    with_figure = [one for one in sentences if _FIGURE.search(one.text)]
    return [one.span for one in (*(with_figure or best), *best, *sentences)][:1]


_FIGURE = re.compile(r"\d|百分之|[一二三四五六七八九十百两]+(?:处|家|户|座|公里|亩|台)|成(?=[，。；])")


def _only_heard(decision: str, title: str) -> bool:
    """Whether a decision says no more than that a report was agreed to and will be carried out."""
    if not _REPORTED.search(decision):
        return False
    left = _HEARD.sub("", decision)
    return len([one for one in terms(left) if one not in joined(title)]) <= _LITTLE


_REPORTED = re.compile(r"汇报|报告|情况|安排|建议")
_HEARD = re.compile(
    r"会议|原则上?|同意|通过|提出|根据|讨论|意见|进一步|修改|完善|认真|组织|实施|按程序|作|关于|[的后,，。]|有关|建议|"
    r"安排|工作|上述|下一?步|汇报|报告|情况|[区县市省][\u4e00-\u9fff]{1,8}?(?:局|委|办|室|院|中心)|提请|提交|常委会|审议|研究"
)
_LITTLE = 4
_TOLD = 3
_TITLED = 0.3
"""Share of a matter that a title must hold for the decision under it to be on the matter."""
_COUNTS = re.compile(r"数量|多少|几[个家户人处]|规模|金额|标准|比例|数")
