"""What a question names by what it did (退回甲办法的那次会议, 负责乙方案的部门), found before the rest is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.find.across import meetings_about
from rag.find.choose import choose
from rag.find.filters import date_of
from rag.find.query import read_query
from rag.find.retrieve import retrieve
from rag.find.scope import resolve
from rag.find.terms import joined, longest_shared, specific_coverage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from rag.find.retrieve import Width
    from rag.find.rows import Row
    from rag.find.scope import Scope
    from rag.find.shelf import Shelf
    from rag.records import MeetingRow, Query

_DID = (
    r"(?:通过|同意|决定|议定|批准|印发|退回|暂缓|缓议|搁置|否决|没过|审议|研究|讨论|听取|学习|传达|通报|议过|谈过|"
    r"请假|缺席|列席|出席|参加|主持)"
)
_MEETING = (
    r"(?:(?:那|这|同)(?:一)?(?:次|场)[^，。？?的]{0,8}?会议?|"
    r"(?:常务|专题|党组)?会议?(?=[，,还又也由是在上谁何什哪共一都请缓退否印定]|传达|学习|研究|讨论|审议|听取|通过|同意|决定|要求|强调|部署))(?!议|(?:之|以)?[前后]|后来)"
)
_ASKING = r"哪|什么|谁|何[时地人]|几[天月号]"
_POINTS = re.compile(
    rf"^(?P<did>(?:(?=[^，。？?]*{_DID})|(?=[^，。？?]{{7}}))(?:(?!{_ASKING})[^，。？?]){{4,60}}?)的{_MEETING}(?:上|中|里)?[，,]?(?P<asks>[^，,].{{2,}})$"
)
_UNIT = r"(?:部门|单位|委办局|局|机构|街道|处室?)"
_BEARS = r"(?:负责|牵头|落实|承办|修改|完善|提出|提交|汇报|起草|报告|主办|配合)"
_UNIT_POINTS = re.compile(
    rf"^(?P<did>(?=[^，。？?]*{_BEARS})[^，。？?]{{4,60}}?)的(?:那|这)?(?:一)?(?:个|家)?{_UNIT}(?P<asks>[，,会在还又也后当].{{3,}})$"
)
_PERSON_POINTS = re.compile(
    r"^(?P<did>主持[^，。？?]{4,50}?)的(?:那|这)?(?:位|个)?(?:人|领导|同志|副?[区县市省镇]长)(?P<asks>[，,在还又也后].{3,})$"
)
_CHAIRED = re.compile(
    r"^(?:在|请问|当时|由)?(?P<who>[\u4e00-\u9fff·（）()]{2,16}?)(?:主持召开|主持|召集|召开|开)的?(?:那|这)?一?(?:次|场|回|个)?"
    r"(?P<named>[^，。？?、]{0,20}?会议?)(?:上|里|中)?[，,]?(?P<asks>[^，,].{2,})$"
)
"""A meeting told by who chaired it (甲某开的那次专题会，还有谁到场)."""
_THERE = re.compile(r"[，,]?(?:在)?(?:那|这|该|此|当|同一?)次(?:会议?)?(?:上|中|里)?|^[，,]?会(?:议)?上")
_CARRIES = re.compile(r"负责|牵头|落实|承办|修改|完善|主办")


@dataclass(frozen=True, slots=True)
class Pointed:
    """What is asked once the thing pointed at is found, and of which meetings; of all where `within` is empty."""

    asks: str
    within: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Pointer:
    """The archive that is looked into."""

    shelf: Shelf
    width: Width
    today: dt.date | None

    def read(self, question: str) -> tuple[Query, Scope]:
        query = read_query(question, (), self.shelf.vocabulary(), self.today)
        return query, resolve(query, self.shelf.meetings(), None, self.shelf.distinct())


def pointed_at(question: str, shelf: Shelf, width: Width, today: dt.date | None) -> Pointed | None:
    """The one meeting, unit or person that did what the question says, put into what is asked.

    None where none is plain. A unit or person takes the place of the words that point at it,
    and stays in the meeting where the question does.
    """
    pointer = _Pointer(shelf, width, today)
    unit = _UNIT_POINTS.match(question)
    if unit is not None:
        return _by_unit(unit["did"], unit["asks"], pointer)
    chaired = _CHAIRED.match(question)
    if chaired is not None and (meeting := _chaired_by(chaired, pointer)) is not None:
        return Pointed(chaired["asks"], frozenset((meeting.id,)))
    person = _PERSON_POINTS.match(question)
    if person is not None:
        return _by_chair(person["did"], person["asks"], pointer)
    found = _POINTS.match(question)
    if found is None:
        return None
    if not re.search(_DID, found["did"]) and pointer.read(question)[0].filters:
        return None  # what the meeting is called, not what it did
    meeting = _meeting_that(found["did"], pointer)
    return Pointed(found["asks"], frozenset((meeting.id,))) if meeting is not None else None


def _meeting_that(did: str, pointer: _Pointer) -> MeetingRow | None:
    """The one meeting of which that is true; of several that took a matter up, the one that says the most of it."""
    query, scope = pointer.read(f"{did}的是哪次会议")
    if scope.failed is not None or query.intent != "meetings":
        return None
    about = bool(query.matter or query.documents)
    if not (about or query.people or query.outcomes):
        return None
    if query.people:
        query = replace(query, matter="", documents=())
    passages = retrieve(query, scope, pointer.shelf, pointer.width) if about else ()
    rows = meetings_about(query, scope.meetings, passages, pointer.shelf).rows
    kept = [row for row in rows if not query.outcomes or row.note in query.outcomes]
    if about and not query.people and len({row.meeting.id for row in kept}) > 1:
        kept = _nearest(query, did, kept, pointer.shelf)
    meetings = {row.meeting.id: row.meeting for row in kept}
    if _FIRST.search(did) and meetings:
        return min(meetings.values(), key=date_of)
    return next(iter(meetings.values())) if len(meetings) == 1 else None


def _chaired_by(found: re.Match[str], pointer: _Pointer) -> MeetingRow | None:
    """The one meeting of those named that the one named chaired; None where none or several are."""
    query, scope = pointer.read(found["named"])
    rows = scope.meetings if scope.failed is None else pointer.shelf.meetings()
    chairs = [one for one in pointer.shelf.people([row.id for row in rows]) if one.list == "chair"]
    who = simplified(found["who"])
    theirs = {one.meeting_id for one in chairs if simplified(one.name) in who}
    post = _POST.search(who)
    if not theirs and post is not None:
        place, of_place = pointer.read(f"{who}会议")
        there = set(of_place.ids) if of_place.failed is None and place.places else set()
        theirs = {one.meeting_id for one in chairs if one.meeting_id in there and _holds(one.role or "", post[0])}
    kept = [row for row in rows if row.id in theirs]
    if len(kept) > 1 and query.matter:
        kept = [row for row in kept if specific_coverage(query.matter, simplified(row.title)) >= _NEARLY_ALL]
    return kept[0] if len(kept) == 1 else None


_POST = re.compile(r"代?(?:常务)?副?(?:[省市区县州镇乡]长|书记|主任|主席)$")


def _holds(role: str, post: str) -> bool:
    """Whether a chair's office is the one named: 区长 is neither 副区长 nor, where that is said, 代区长."""
    held = re.findall(r"代?(?:常务)?副?(?:[省市区县州镇乡]长|书记|主任|主席)", simplified(role))
    return post in held


_FIRST = re.compile(r"第一次|首次|最早|最初|头一[次回]")


def _by_unit(did: str, asks: str, pointer: _Pointer) -> Pointed | None:
    """The one unit that carries a matter out, or put it forward, in the place of the words that point at it."""
    query, scope = pointer.read(f"{did}的是哪个部门")
    if scope.failed is not None or not (query.matter or query.documents):
        return None
    query = replace(query, matter=_CARRIES.sub("", query.matter))
    choice = choose(query, scope, retrieve(query, scope, pointer.shelf, pointer.width), pointer.shelf)
    if len(choice.chosen) != 1:
        return None
    match = choice.chosen[0]
    rows = [row for row in pointer.shelf.decisions([match.meeting.id]) if row.item_id == match.item.id]
    charged = [unit for row in rows if row.outcome for unit in row.responsible]
    units = charged[:1] if _CARRIES.search(did) and charged else list(match.item.reporting_units) or charged[:1]
    if len(set(units)) != 1:
        return None
    there = _THERE.search(asks)
    rest = _THERE.sub("", asks, count=1).lstrip("，,") if there else asks.lstrip("，,")
    place = "" if there else "".join(query.places[:1])
    within = frozenset((match.meeting.id,)) if there else frozenset()
    return Pointed(f"{place}{'，' if place else ''}{simplified(units[0])}{rest}", within)


def _by_chair(did: str, asks: str, pointer: _Pointer) -> Pointed | None:
    """The one who chaired the meeting named, in the place of the words that point at them."""
    query, scope = pointer.read(f"{did}的是谁")
    meeting = scope.meetings[0] if len(scope.meetings) == 1 and scope.failed is None else None
    meeting = meeting or _meeting_that(re.sub(r"^主持(?:了|过)?", "", did), pointer)
    if meeting is None:
        return None
    names = [one.name for one in pointer.shelf.people([meeting.id]) if one.list == "chair"]
    if len(names) != 1:
        return None
    del query
    return Pointed(f"{simplified(names[0])}{asks.lstrip('，,')}")


_NEARLY_ALL = 0.8
_HALF, _CLEARLY = 0.5, 0.15
"""How much of what was done the meeting meant must say where it says less, and how much more than any other."""


def _nearest(query: Query, did: str, rows: Sequence[Row], shelf: Shelf) -> list[Row]:
    """Of several meetings those whose title and deciding sentence hold the most of what was done, and nearly all.

    Of those that hold as much, the one that says it the most as the question does (决定印发, not 以区政府名义印发).
    """
    wanted = " ".join((*query.documents, query.matter))
    told = ["".join(shelf.pages(row.meeting.document_id).text(span) for span in row.spans) for row in rows]
    held = [specific_coverage(wanted, text) for text in told]
    best = max(held)
    second = max((share for share in held if share < best), default=0.0)
    clear = best >= _HALF and best - second >= _CLEARLY
    kept = [at for at, share in enumerate(held) if share >= (best if clear else max(best, _NEARLY_ALL))]
    if not kept:
        return []
    verb = joined(re.split("[《〈“]|" + "|".join(map(re.escape, query.matter.split())), simplified(did))[0][-_VERB:])
    alike = {at: longest_shared(verb + joined(wanted)[:2], joined(simplified(told[at]))) for at in kept}
    return [rows[at] for at in kept if alike[at] == max(alike.values())]


_VERB = 4
