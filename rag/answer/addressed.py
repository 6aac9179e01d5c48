"""A question put to a verbatim record: which record, whom it names, and the words of its matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.heard import Ear
from rag.find.terms import joined
from rag.find.titled import beyond_title
from rag.find.voices import Item, Record, items_called, record

if TYPE_CHECKING:
    from rag.answer.asking import Asking
    from rag.find.voices import Voice
    from rag.records import Query

WHO = re.compile(r"谁|哪位|何人|哪(?:个|一?位|些|几位)(?:人|委员|代表|同仁|单位|部门|处|司|署|局|科|组|同志|先生)?")
SPEECH = (
    r"担心|担忧|忧心|顾虑|疑虑|怕|建议|主张|提议|提案|提出|动议|附议|反对|质疑|赞成|支持|同意|提醒|补充|追问|询问|(?<![顾学访慰])问(?![题卷])|请教|回答|回应|答复|答|"
    r"解释|说明|澄清|报告|表示|认为|觉得|看法|想法|意见|观点|立场|态度|说法|说(?!明会)|讲|谈|提(?![供升高前])|希望|要求|强调|指出|感谢|怎么看|回复|发言|表态|裁示|"
    r"经验|预告|宣布|宣读|拜托|表达|承诺|保证"
)
SAYS = re.compile(SPEECH)
_MEETING = re.compile(
    r"^[^，。]{0,14}?(?:会议(?!纪[录要]|记录|室)|[处局部院县市区乡镇校会]务会(?!议)|说明会|座谈会|协调会|会上|大会)(?:上|中|里(?!长)|的)?[，,]?"
)
_WORDS = re.compile(
    rf"(?:的)?问题|临时(?=动议)|(?:{SPEECH})(?:了|过|的)?|[，。？！、,?!]|什么|啥|哪些|哪里|哪儿|哪天|哪|怎么样|怎样|怎么|如何|咋|为什么|为何|为啥|多少|几[个点票次位]|吗|呢|吧|会不会|要不要|最后|后来|[作做]成|[作做]出|形成|结果|决定|决议|结论|处理|解决|大家|委员|代表|先生|女士|会上|会议|"
    r"主席|主持人|这件事|这个|的事|问题|这句?话|谁|哪位|何人|哪个|是不是|有没有|是否|这案|本案|那案"
)
_N = r"[一二三四五六七八九十0-9]"
_MARKS = (
    re.compile(rf"(?P<kind>报告案|讨论案|提案|临时动议|报告事项|讨论事项)第?(?P<number>{_N}{{0,2}})案?"),
    re.compile(rf"第(?P<number>{_N}{{1,2}})个?(?P<kind>报告案|讨论案|提案|案)"),
)
"""How a question names an item by its number: 报告案二, 讨论事项第二案, 第二个报告案."""
_POSTS = ("委员", "代表", "局长", "科长", "处长", "主任", "先生", "女士", "老师", "教授", "总")
LEAST, SURE = 0.3, 0.5
"""Share of the question that a turn must hold to answer what somebody said, and to answer on its own."""
_FULL = 3
"""Characters of a name that is somebody's own."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An item as a question names it: 报告案, 二."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one record: its words, whom it names, the item by its number, and what is left as its matter."""

    record: Record
    text: str
    voices: tuple[Voice, ...]
    mark: Mark | None
    matter: str
    ear: Ear

    @property
    def item(self) -> Item | None:
        """The item that the question names by its number."""
        found = items_called(self.record.items, self.mark.kind, self.mark.number) if self.mark else []
        return found[0] if len(found) == 1 or (found and self.mark and self.mark.number) else None


def asked_of(asking: Asking) -> Asked | None:
    """The record a question is about: of the one meeting in its scope, or else where its speakers speak."""
    query, scope = asking.query, asking.scope
    found = record(scope.meetings[0], asking.shelf) if len(scope.meetings) == 1 else _spoken_at(asking)
    if found is None:
        return None
    text = query.bare or query.simplified
    title = joined(simplified(found.meeting.title or ""))
    text = beyond_title(text, title)
    text = _MEETING.sub("", text) if scope.stated else text
    text = without_title(text, title)
    called = found.called(text)
    voices = called[0][2] if called else ()
    marked = next((one for one in (rule.search(text) for rule in _MARKS) if one), None)
    mark = Mark(marked["kind"], marked["number"]) if marked else None
    left = text.replace(marked[0], " ") if marked else text
    for _, name, bearers in called:
        left = left.replace(name, " ", 1) if set(bearers) <= set(voices) else left
    told = worded(left)
    if not told and carried(query):
        told = without_title(query.matter.replace(called[0][1] if called else "\0", " "), title).strip()
    return Asked(found, text, voices, mark, told, Ear.of(found, told))


def _spoken_at(asking: Asking) -> Record | None:
    """Of several meetings the one at which those named speak, where it is also the first that is found."""
    query = asking.query
    if not SAYS.search(query.simplified):
        return None
    rows = {row.id: row for row in asking.scope.meetings}
    first = [rows[one.chunk.meeting_id] for one in asking.search()[:1] if one.chunk.meeting_id in rows]
    found = next((record(row, asking.shelf) for row in first), None)
    named = found.called(query.simplified) if found is not None else []
    return found if any(len(name) >= _FULL for _, name, _ in named) else None


def _bared(word: str) -> str:
    return re.sub(r"^[的是对就关于了那]+(?=.)|[的是了]+$|^[的是了对就上来那也有在给]$", "", word)


def carried(query: Query) -> bool:
    """Whether the matter is that of the question before."""
    return bool(query.matter) and not any(word in query.simplified for word in query.matter.split())


def without_title(text: str, title: str) -> str:
    """A question without the stretches that only name its meeting."""
    at, kept = 0, []
    while at < len(text):
        size = next((one for one in range(min(24, len(text) - at), 3, -1) if text[at : at + one] in title), 0)
        kept.append(" " if size else text[at])
        at += size or 1
    return "".join(kept)


def absent(query: Query) -> list[str]:
    """People a question names who have no turn of their own, as others call them."""
    return [name for one in query.people for name in (one, *(f"{one[0]}{post}" for post in _POSTS))]


def worded(text: str) -> str:
    """The words of a question that may be its matter, without those that ask or name a speech."""
    return " ".join(one for one in map(_bared, _WORDS.sub(" ", text).split()) if one)
