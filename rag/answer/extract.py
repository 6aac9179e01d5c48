"""Extractive answers: the decisive sentence of the item that was chosen, as it stands, and nothing beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ingest.clean.script import simplified
from rag.answer.demands import demanded, lacks_step
from rag.answer.details import detail, verbatim
from rag.answer.draft import Draft
from rag.answer.naming import asks_for_part, put_forward
from rag.answer.phrases import say
from rag.answer.points import asks_for_all, asks_how_many, run
from rag.answer.premise import POSITIVE, REFUSED, begun, contradicting, left_unsaid, presumes, turned_down, unheard_of
from rag.answer.sentences import Body, points, reports, untitled
from rag.answer.things import names_kind, wants_name
from rag.find.query import YES_NO
from rag.find.terms import holds, joined, share, specific_coverage, terms
from rag.find.units import names_unit, same_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.records import Span
    from rag.find.match import Match
    from rag.find.shelf import Sentence, Shelf
    from rag.records import DecisionRow, Query

Missing = Literal["decision", "detail", "body", "matter", "premise", "damaged"]

_MOST_DEMANDS = 8


@dataclass(frozen=True, slots=True)
class Extract:
    """The drafts of one item, or what its minutes lack; `shown` is what to show beside a refusal."""

    match: Match
    drafts: tuple[Draft, ...] = ()
    missing: Missing | None = None
    shown: tuple[Draft, ...] = ()


def extract(query: Query, match: Match, shelf: Shelf) -> Extract:
    """What an item says to the question."""
    rows = shelf.decisions([match.meeting.id])
    body = Body.of(match.item, shelf.pages(match.item.document_id), rows)
    if match.item.body_absent or not body.sentences:
        return Extract(match, missing="body", shown=_title(match, body))
    if query.asserted and query.outcomes:
        against = contradicting(query, body)
        if against:
            shown = tuple(verbatim(match.meeting, body, span) for span in against)
            return Extract(match, missing="premise", shown=shown)
    if lacks_step(query, body):
        return Extract(
            match, missing="detail", shown=tuple(verbatim(match.meeting, body, row.span) for row in body.decisions[:2])
        )
    if query.aspect is not None and query.aspect != "exists":
        return _detail(query, match, body)
    whether = query.outcomes and not query.asserted and YES_NO.search(query.simplified)
    decided = _whether(query, match, body) if whether else None
    if decided is not None:
        return decided
    readers = {"decision": _decision, "demand": _demand}
    return (_decision if whether else readers.get(query.intent, _passage))(query, match, body)


def _title(match: Match, body: Body) -> tuple[Draft, ...]:
    span = match.item.title_span or match.item.span
    return (verbatim(match.meeting, body, span),)


def _detail(query: Query, match: Match, body: Body) -> Extract:
    assert query.aspect is not None  # noqa: S101 - the caller asks only where it is
    listed = run(body.sentences) if query.aspect == "amount" and asks_how_many(query.simplified) else []
    if listed:
        points_of = [verbatim(match.meeting, body, span) for span in listed]
        head = Draft(
            say(query.script, "共{count}条：", count=str(len(listed))),
            tuple(evidence for one in points_of for evidence in one.evidence),
            "verified",
        )
        return Extract(match, (head, *points_of))
    turned = turned_down(query, body) or unheard_of(query, body)
    drafts = (
        [] if turned and (begun(query) or unheard_of(query, body)) else detail(query.aspect, query, match.meeting, body)
    )
    drafts = drafts or ([] if turned else _in_so_many_words(query, match, body))
    if drafts:
        return Extract(match, tuple(drafts))
    lost = _unreadable(query, body)
    if lost:
        return Extract(match, missing="damaged", shown=tuple(verbatim(match.meeting, body, one.span) for one in lost))
    shown = tuple(verbatim(match.meeting, body, row.span) for row in body.decisions[:2]) or _first(match, body)
    premise = turned or (query.aspect == "vote" and bool(body.decisions))
    return Extract(match, missing="premise" if premise else "detail", shown=shown)


def _unreadable(query: Query, body: Body) -> list[Sentence]:
    """Sentences about the matter in which characters are lost for good, where a figure or a date may have stood."""
    if query.aspect not in {"amount", "deadline", "responsible", "reporter"}:
        return []
    hurt = [one for one in body.sentences if any(damage.reading is None for damage in body.pages.hurt(one.span))]
    return [one for one in hurt if share(terms(query.matter), joined(one.text)) >= _NEARLY_HALF][:2]


_NEARLY_HALF = 0.4
_SOME, _MORE, _SEVERAL = 0.3, 0.15, 2
_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千万]+(?:天|日|周|月|年|次|项|个|家|户|人|%)")
_TIME = re.compile(r"(?:\d|[一二两三四五六七八九十百])+(?:个)?(?:天|日|周|月|年|小时|季度)|每[天日周月季年]")
_LEAST, _MOST_OF_IT = 3, 0.75


def _in_so_many_words(query: Query, match: Match, body: Body) -> list[Draft]:
    """A figure or a time in an unusual form (两天一练): the sentence that holds the question's own words."""
    rest = body.rest(query.matter)
    if query.aspect not in {"deadline", "amount"} or len(rest) < _LEAST:
        return []
    figure = _TIME if query.aspect == "deadline" else _FIGURE
    best = body.best(rest, limit=1)
    said = [one for one in best if share(rest, joined(one.text)) >= _MOST_OF_IT and figure.search(one.text)]
    return [verbatim(match.meeting, body, one.span) for one in said]


def _first(match: Match, body: Body) -> tuple[Draft, ...]:
    return tuple(verbatim(match.meeting, body, one.span) for one in body.sentences[:1])


DECIDES = re.compile(
    r"会议(?:一致|原则|研究)*(?:决定|议定|确定|同意|通过|不同意|审议通过)|未(?:获|予)?通过|不予通过|暂缓|缓议|暂不(?!具备)|退回|不同意|"
    r"提交下次|下次会议(?:再)?(?:审议|研究)|(?:再行?|重新|另行)(?:提请|提交|审议|研究)|本次会议不作"
)
"""How a sentence decides, for items of which no reader took the decision apart."""


def _decision(query: Query, match: Match, body: Body) -> Extract:
    """The deciding sentence; of several the one of the document that is asked for."""
    rows = _of_documents(query, body)
    spans = _said_elsewhere(query, body, rows)
    if spans:
        return Extract(match, tuple(verbatim(match.meeting, body, span) for span in spans[:_MOST_DEMANDS]))
    if not rows:
        said = [one for one in body.sentences if DECIDES.search(untitled(one.text))][:2]
        if said:
            return Extract(match, tuple(verbatim(match.meeting, body, one.span) for one in said))
        return Extract(match, missing="decision", shown=_first(match, body))
    return Extract(
        match, tuple(verbatim(match.meeting, body, span) for span in dict.fromkeys(row.span for row in rows))
    )


def _said_elsewhere(query: Query, body: Body, rows: Sequence[DecisionRow]) -> list[Span]:
    """The points that hold what is asked beyond the title, where the deciding sentences hold far less of it."""
    beyond = body.rest(query.matter)
    told = joined("".join(one.text for one in body.sentences))
    held = [term for term in beyond if holds(told, term)]
    if not rows or len(held) < _SEVERAL or len(held) < _SOME * len(beyond):
        return []
    decided = max(share(held, joined(body.pages.text(row.span))) for row in rows)
    return demanded(held, body, at_least=max(_NEARLY_HALF, decided + _MORE))


def _whether(query: Query, match: Match, body: Body) -> Extract | None:
    """Yes or no before the deciding sentence, where its outcome says so; a rejection that was none is corrected."""
    rows = _of_documents(query, body)
    asked, decided = set(query.outcomes), {row.outcome for row in rows}
    if not decided:
        return None
    said = tuple(verbatim(match.meeting, body, span) for span in dict.fromkeys(row.span for row in rows))
    if decided <= asked:
        front = "是。"
    elif asked <= {"不予通过"} and decided <= POSITIVE:
        return Extract(match, missing="premise", shown=said)
    elif (asked <= REFUSED and decided <= POSITIVE) or (asked <= POSITIVE and decided <= REFUSED):
        front = "没有。"
    else:
        return Extract(match, said)
    first = Draft(say(query.script, front) + said[0].text, said[0].evidence, "verified")
    return Extract(match, (first, *said[1:]))


def _of_documents(query: Query, body: Body) -> Sequence[DecisionRow]:
    if len(body.decisions) <= 1:
        return body.decisions
    wanted = " ".join((*query.documents, query.matter))
    scored = [(specific_coverage(wanted, body.pages.text(row.span)), row) for row in body.decisions]
    best = max(score for score, _ in scored)
    if best <= 0:
        return body.decisions
    return [row for score, row in scored if score >= best * 0.9]


def _demand(query: Query, match: Match, body: Body) -> Extract:
    """The sentences that demand; those of the unit or the point asked about where it names one."""
    if query.units:
        of_unit = _of_units(query, body)
        if of_unit:
            return Extract(match, tuple(verbatim(match.meeting, body, one.span) for one in of_unit))
    listed = run(body.sentences) if asks_for_all(query.simplified) else []
    wanted = _pointed(query, body) or body.rest(query.matter) or body.share_of_title(query.matter)
    if listed and not _one_holds(wanted, listed, body):
        return Extract(match, tuple(verbatim(match.meeting, body, span) for span in listed))
    spans = demanded(wanted, body)
    if not spans:
        return Extract(match, missing="detail", shown=_first(match, body))
    return Extract(match, tuple(verbatim(match.meeting, body, span) for span in spans[:_MOST_DEMANDS]))


def _pointed(query: Query, body: Body) -> Sequence[str]:
    """The terms of the last words of a matter in several (甲资金 监督管理) that one or two sentences hold alone.

    What stands before them then only says which item is meant.
    """
    _, _, last = query.matter.rpartition(" ")
    rest = body.rest(last) if last != query.matter else ()
    holding = [one for one in body.sentences if rest and share(rest, joined(one.text)) >= _MOSTLY_HELD]
    return rest if 0 < len(holding) <= _SEVERAL else ()


_MOSTLY_HELD = 0.8


def _one_holds(wanted: Sequence[str], listed: Sequence[Span], body: Body) -> bool:
    """Whether one point of a list is what is asked about, not the list."""
    return bool(wanted) and max(share(wanted, joined(body.pages.text(span))) for span in listed) >= _NEARLY_HALF


def _of_units(query: Query, body: Body) -> list[Sentence]:
    """The sentences that name a unit the question names, those that decide left out."""
    spans = [
        row.span
        for row in body.directives
        if any(
            same_unit(unit, simplified(name)) for unit in query.units for name in (*row.responsible, *row.supporting)
        )
    ]
    decided = [row.span for row in body.decisions]
    found = [
        one
        for one in body.sentences
        if not any(span.touches(one.span) for span in decided)
        and (any(span.touches(one.span) for span in spans) or any(names_unit(one.text, unit) for unit in query.units))
    ]
    acting = [one for one in found if not reports(one.text) and not put_forward(one.text)]
    return acting if query.intent == "demand" or asks_for_part(query) else found


_FOCUS = re.compile(
    r"([\u4e00-\u9fff]{2,6}?)(?:(?:(?:是|叫)(?:哪|谁|什么|啥|何)|为(?:哪|谁))|(?:有|包括)(?:哪些|谁|几))"
)
_GENERAL_FOCUS = re.compile(
    r"(?:全名|全称|名称?|一句|后面|会议|结果|内容|情况|要求|原则|目标|意见|意思|目的|地方|哪|这|那|他|它|事|方案|办法|主要|具体)"
)


def holds_focus(query: Query, text: str) -> bool:
    """Whether a sentence names the very thing asked after (施工单位是哪家), or one of its kind (哪家企业)."""
    if not names_kind(query.simplified, text):
        return False
    found = _FOCUS.search(query.simplified)
    focus = found[1].rpartition("的")[2] if found else ""
    return len(focus) < len("单位") or bool(_GENERAL_FOCUS.search(focus)) or specific_coverage(focus, text) >= _MOSTLY


_MOSTLY = 0.6


def _passage(query: Query, match: Match, body: Body) -> Extract:
    """The sentence that holds what is asked beyond the title; where nothing is, the decision or the first finding."""
    of_unit = _of_units(query, body) if query.units else []
    if of_unit and (not query.matter or asks_for_part(query)):
        return Extract(match, tuple(verbatim(match.meeting, body, one.span) for one in of_unit[:3]))
    rest = body.rest(query.matter)
    if left_unsaid(query, body):
        missing: Missing | None = "matter"
    else:
        missing = "premise" if presumes(query, body) else None
    if missing is not None:
        shown = tuple(verbatim(match.meeting, body, row.span) for row in body.decisions[:2]) or _first(match, body)
        return Extract(match, missing=missing, shown=shown)
    if query.ordinals and not rest:
        spans = [match.item.title_span or match.item.span, *(row.span for row in body.decisions[:2])]
        return Extract(match, tuple(verbatim(match.meeting, body, span) for span in spans))
    if rest:
        chosen = [one for one in body.best(rest, matter=query.matter) if holds_focus(query, one.text)]
        if chosen:
            return Extract(match, tuple(verbatim(match.meeting, body, one.span) for one in chosen))
        if (
            _FOCUS.search(query.simplified)
            or wants_name(query.simplified)
            or share(rest, joined("".join(one.text for one in body.sentences))) == 0
        ):
            return Extract(match, missing="matter", shown=_first(match, body))
    spans = [row.span for row in body.decisions[:2]] or points(body.told())[:2]
    return Extract(match, tuple(verbatim(match.meeting, body, span) for span in spans))
