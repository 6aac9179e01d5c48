"""What minutes say of a person or a unit wherever they name them: what someone said, what someone has to do.

Agenda items hold most of it, but not all: news of a meeting gives each speaker a paragraph, and a transcript gives
each a turn. Every draft is a sentence of the source.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.parse.surnames import surname_cost
from rag.answer.cite import trimmed
from rag.answer.draft import Draft, Evidence
from rag.answer.injected import instructs
from rag.answer.sentences import points, reports
from rag.find.shelf import Sentence
from rag.find.standing import standing
from rag.find.terms import specific_coverage
from rag.find.units import unit_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ingest.records import Span
    from rag.find.scope import Scope
    from rag.find.shelf import Shelf
    from rag.records import MeetingRow, Query

_POST = r"(?:同志|先生|女士|委员|代表|书记|主任|局长|副?[区县市省镇]长|部长|次长|院长|司长|教授|律师)*"
_SAYS = r"(?:强调|指出|要求|表示|认为|说|提出|建议|介绍|感谢|宣布|希望|提醒|补充|谈到|报告|汇报说)"
_HOW = r"(?:(?:在[^，。；]{0,16})?(?:还|也|最后|并|同时|首先|随后|则|从[^，。；]{2,10}层面|这样)?)"
_TURN = re.compile(r"^[#>\s]*([\u4e00-\u9fff·]{2,12})[：:]$")
"""The line that opens a speaker's turn in a transcript."""
_ANOTHER = re.compile(rf"^(?:会议|[\u4e00-\u9fff]{{2,4}}{_POST}{_HOW}{_SAYS})(?!的)")
_SPEAKS = re.compile(r"([\u4e00-\u9fff]{2,4})(?:这样)?(?:说道?|表示|指出|强调|建议|提出)(?=[：:，,])")
_SPEECH = re.compile(
    r"强调|指出|要求|表示|认为|担心|担忧|反对|质疑|赞成|觉得|提醒|说|提出|建议|讲|谈|表态|怎么看|看法|意见|观点|发言|回应|回答|感谢|主张|希望|提到|介绍"
)
_ROLE = re.compile(
    r"牵头|负责|协调|统筹|分管|包抓|包联|联系|督办|督导|带队|挂帅|领衔|传达|领学|解读|汇报|代表|任|担任|宣布|主持召开"
)
_MUST_ACT = re.compile(
    r"(?:被|受)(?:会议)?(?:要求|安排|指定|指派|委托|点名)|(?:要|需要?|得|应当?|应该|负责|必须)做(?:哪|什|啥)|"
    r"牵头|负责|分管|督办|督导|带队|挂帅|领衔|包抓|包联|任务|职责|分工|管(?:什么|哪|啥)"
)
"""Asks what someone has to do, though it may say 要求 or 提出."""
_HELPS = re.compile(r"配合|协助|协同|协办|会同|支持")
_PUT_FORWARD = re.compile(
    r"(?:同意|听取|审议|通报)[^，。；]{0,24}(?:提出|汇报|提交|报告|关于)|^[^，。]{0,24}(?:汇报|提案)单位"
)
_LISTS = re.compile(
    r"^\s*(?:出\s*席|列\s*席|参\s*加|应邀|请\s*假|缺\s*席|记\s*录|主\s*持|分\s*送|抄\s*送|发\s*送?)[^，。；]{0,12}[:：]"
)
_MOST, _HALF = 5, 0.5
_LONG = 120


_PART = re.compile(
    r"(?:负责|承担|牵头|落实|配合|协助|参与|做好?|抓好?|干|完成)(?:哪|什么|啥|些)|(?:任务|职责|分工)(?:是|有)?(?:哪|什么|啥)"
)


def asks_for_part(query: Query) -> bool:
    """Whether a question asks what a unit has to do in a matter."""
    return bool(query.units) and bool(_PART.search(query.simplified))


def put_forward(text: str) -> bool:
    """Whether a sentence names a unit only as the one that put something forward."""
    return bool(_PUT_FORWARD.search(text))


def asks_for_speech(query: Query) -> bool:
    """Whether a question asks what someone said, not what someone was told to do."""
    text = query.simplified
    return bool(query.people) and bool(_SPEECH.search(text)) and not _MUST_ACT.search(text)


_CANDIDATE = re.compile(
    rf"(?:^|[，,。、会上])(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?P<post>{_POST})"
    r"(?P<says>希望|建议|表示|担心|担忧|反对|质疑|赞成|觉得|提醒|认为|强调|指出|要求|提出|主张|提了|说了|怎么看|怎么说|对(?=.{1,30}(?:意见|建议|看法|说|要求)))"
)


def with_speaker(query: Query) -> Query:
    """The question with the name that stands where only a speaker's can, where the archive lists no such person.

    Whether anyone of that name spoke is for `of_person` to find: a candidate without a word of theirs is none.
    """
    found = _CANDIDATE.search(query.simplified) if not query.people else None
    if found is None or surname_cost(found["name"]) is None:
        return query
    said = found["name"] + found["post"] + ("" if found["says"].startswith("对") else found["says"])
    matter = query.matter.replace(said, "").replace(found["name"], "").strip()
    return replace(query, people=(found["name"],), matter=matter)


def of_person(query: Query, scope: Scope, shelf: Shelf) -> list[Draft]:
    """What the people named said, or else the sentences that give them a part; of the matter where one is named."""
    if any(re.search(rf"[向给对]{re.escape(name)}", query.simplified) for name in query.people):
        return []
    readers = (_said_by,) if asks_for_speech(query) else (_part_of, _said_by)
    for reader in readers:
        found = [one for name in query.people for one in reader(name, query, scope, shelf)]
        if found:
            return found[:_MOST]
    return []


def of_unit(query: Query, scope: Scope, shelf: Shelf) -> list[Draft]:
    """The sentences that give the units named something to do; where help is asked after, those that ask for help."""
    found: list[tuple[bool, MeetingRow, Sentence]] = []
    for unit in query.units:
        for meeting, sentence in _naming(unit, scope, shelf, unit_named):
            if reports(sentence.text) or _LISTS.match(sentence.text) or _PUT_FORWARD.search(sentence.text):
                continue
            found.append((bool(_HELPS.search(sentence.text)), meeting, sentence))
    helping = [one for one in found if one[0]]
    chosen = helping if helping and _HELPS.search(query.simplified) else found
    return _drafts([(meeting, sentence) for _, meeting, sentence in chosen], shelf)[:_MOST]


def _part_of(name: str, query: Query, scope: Scope, shelf: Shelf) -> list[Draft]:
    """The sentences, not lists, in which someone has a part."""
    found = [
        (meeting, one)
        for meeting, one in _naming(name, scope, shelf, lambda text, wanted: wanted in re.sub(r"\s", "", text))
        if _ROLE.search(one.text) and _about(query, one.text)
    ]
    return _drafts(found, shelf)


def _about(query: Query, text: str) -> bool:
    return not query.matter or specific_coverage(query.matter, text) >= _HALF


def _drafts(found: Sequence[tuple[MeetingRow, Sentence]], shelf: Shelf) -> list[Draft]:
    drafts: list[Draft] = []
    for meeting, sentence in found:
        pages = shelf.pages(meeting.document_id)
        place = trimmed(pages, sentence.span)
        draft = Draft(pages.words(place), (Evidence(meeting, place),))
        drafts += [] if draft in drafts else [draft]
    return drafts


def _naming(
    name: str, scope: Scope, shelf: Shelf, names: Callable[[str, str], bool]
) -> Iterator[tuple[MeetingRow, Sentence]]:
    """The sentences of a scope that name someone, in the order of the meetings; of a long one the clause."""
    rows = {row.id: row for row in scope.meetings}
    chunks = standing(name, scope, shelf, unit=names is unit_named).chunks
    order = {one: at for at, one in enumerate(rows)}
    seen = set()
    for chunk in sorted(chunks, key=lambda one: (order[one.meeting_id], one.span)):
        pages = shelf.pages(chunk.document_id)
        for one in pages.sentences(chunk.span):
            if one.span in seen or instructs(one.text) or not names(one.text, name):
                continue
            seen.add(one.span)
            clauses = pages.sentences(one.span, clauses=True) if len(one.text) > _LONG else [one]
            for clause in clauses:
                if names(clause.text, name):
                    yield rows[chunk.meeting_id], clause


def _said_by(name: str, query: Query, scope: Scope, shelf: Shelf) -> list[Draft]:
    """What someone said, point by point; of the matter the points that hold most of it."""
    found: list[tuple[float, MeetingRow, Span]] = []
    meetings = {one.meeting_id for one in standing(name, scope, shelf).chunks}
    for meeting in (row for row in scope.meetings if row.id in meetings):
        pages = shelf.pages(meeting.document_id)
        spoken = _speech(name, pages.sentences(meeting.span))
        if not query.matter or any(_about(query, one.text) for one in spoken[:2]):
            found += [(1.0, meeting, span) for span in points(spoken)]
        else:
            found += [(specific_coverage(query.matter, one.text), meeting, one.span) for one in spoken]
    best = max((held for held, _, _ in found), default=0.0)
    chosen = [(meeting, Sentence("", span)) for held, meeting, span in found if held >= max(_HALF, best)]
    return _drafts(chosen, shelf)


def _speech(name: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences someone speaks: from 某某强调 or a turn of theirs, until another speaks or the meeting does."""
    says = rf"{re.escape(name)}{_POST}{_HOW}(?:[^，。；]{{0,20}}，并)?{_SAYS}(?!的)"
    opens = re.compile(says)
    found: list[Sentence] = []
    speaking = False
    for one in sentences:
        text = one.text
        turn = _TURN.match(text)
        if turn:
            speaking = name in turn[1]
            continue
        if opens.search(text):
            speaking = True
        elif speaking and _by_another(text):
            speaking = False
        if speaking and not instructs(text):
            found.append(one)
    return found


def opens_speech(text: str) -> str | None:
    """Who speaks from a sentence on: a name, "" where the meeting does, None where the sentence opens no speech."""
    turn = _TURN.match(text)
    if turn:
        return turn[1]
    if _MEETING_SAYS.match(text):
        return ""
    found = _SOMEONE_SAYS.search(text)
    return found["name"] if found and surname_cost(found["name"]) is not None else None


_MEETING_SAYS = re.compile(rf"会议{_HOW}{_SAYS}")
_SOMEONE_SAYS = re.compile(
    rf"(?:^|[，,；;。、]|主任|书记|[长员表])(?P<name>[\u4e00-\u9fff]{{2,4}}?){_POST}{_HOW}{_SAYS}(?=[，,：:])"
)


def _by_another(text: str) -> bool:
    """Whether a sentence is spoken by the meeting, or by someone whose name stands before 表示 or 指出."""
    if _ANOTHER.match(text):
        return not text.startswith(("他", "她"))
    return _by_someone(text)


_WHO_SPOKE = re.compile(
    r"(?:谁|哪些|哪几[位个名]|哪位|什么人).{0,8}(?:发言|发了言|表态|建言|提(?:了|出了?)?(?:意见|建议)|说了话)"
)


def speakers(query: Query, scope: Scope, shelf: Shelf) -> list[Draft]:
    """The sentences in which someone named speaks, where a question asks who spoke at one meeting."""
    if len(scope.meetings) != 1 or query.people or query.units or not _WHO_SPOKE.search(query.simplified):
        return []
    meeting = scope.meetings[0]
    sentences = shelf.pages(meeting.document_id).sentences(meeting.span)
    found = [(meeting, one) for one in sentences if _by_someone(one.text) and not instructs(one.text)]
    return _drafts(found, shelf)[:_MOST]


def _by_someone(text: str) -> bool:
    """Whether a name stands before 表示 or 说道, which no meeting and no unit is."""
    return any(
        surname_cost(one[at:]) is not None
        for one in _SPEAKS.findall(text)
        for at in range(max(len(one) - 3, 0), len(one) - 1)
    )
