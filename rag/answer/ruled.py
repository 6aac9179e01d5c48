"""How a matter ends in a verbatim record: the chair's ruling, the motion and its second, the count of votes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.addressed import LEAST, SURE
from rag.answer.heard import Ear, passage, quoted

if TYPE_CHECKING:
    from rag.answer.addressed import Asked
    from rag.answer.draft import Draft

_RULES = re.compile(
    r"通过|照[^，。]{1,16}(?:办|做|建议|规划|程序|期程|原则)|就这样|洽悉|列管|备查|同意|决定|定案|保留|撤案|再议|改(?:成|为)|"
    r"请[^，。]{1,20}(?:办理|处理|评估|研议|修正|完成|提出|规划|合作|瞭解|了解|整理|提供|订出|补|做|改|安排|辞|准备)|我们(?:先|就)|先走|先把|一定要|调整后"
)
_MOVES_ON = re.compile(
    r"(?:往下|下一[案个]|接下来|接着|再往下|第[一二三四五六七八九十]个?(?:报告|讨论)案|进(?:入)?(?:报告|讨论)(?:案|事项)|临时动议)"
)
_MARK = re.compile(r"(?P<kind>报告案|讨论案|临时动议)(?:第)?(?P<number>[一二三四五六七八九十0-9]{0,2})案?")
_MOVES = re.compile(r"(?:提|有)(?:出|一?个|案)?(?:一个)?临时动议|临时动议第|(?:想|要)提(?:一个|出)")
_VOTES = re.compile(r"(?:同意|赞成|反对|不同意|弃权|表决|票选|投票)[^。]{0,20}票|[0-9一二三四五六七八九十]+票|举手")
_RULED = re.compile(r"(?m)^[ \t]*(?:主席|主持人|会议)?(?:裁示|指示|决议|决定|结论)[ \t]*[:：]")
_ASIDE = 2
_MOST = 3


def ruled(asked: Asked) -> list[Draft]:
    """How a matter ends: in the ruling of its item, or else in what the chair says last of it."""
    mark = _MARK.search(asked.text)
    ruling = _ruling_of(asked, mark)
    if ruling is not None:
        return [ruling]
    opened = _marked(asked, mark) if mark else _raised(asked)
    if opened is None:
        return []
    said, last = asked.record.said, None
    for at in range(opened, len(said)):
        voice = said[at].voice
        chair = voice is not None and voice.key == asked.record.chair
        if chair and _RULES.search(said[at].text):
            last = at
        if at > opened and (_MOVES_ON.search(said[at].text) or _MARK.search(said[at].text)):
            break
    return [quoted(asked.record, last, Ear.of(asked.record, asked.matter))] if last is not None else []


def _ruling_of(asked: Asked, mark: re.Match[str] | None) -> Draft | None:
    """The ruling, line and points, of the item that the question names by its number or matter."""
    found = [one for one in asked.record.items if mark and one.label.startswith(mark["kind"] + mark["number"])]
    if not mark and asked.matter:
        share = {one: asked.ear.share(one.title) for one in asked.record.items}
        found = sorted((one for one in share if share[one] >= SURE), key=lambda one: -share[one])
    pages = asked.record.pages
    for item in found[:1]:
        line = _RULED.search(pages.reading.text, item.start, item.end)
        if line:
            return passage(asked.record, pages.reading.span(line.start(), item.end))
    return None


def _marked(asked: Asked, mark: re.Match[str]) -> int | None:
    """The turn in which a report or motion is opened: （报告案二）, or 第二个报告案 before it."""
    bracketed = re.compile(rf"[（(]{mark['kind']}{mark['number']}[)）]")
    said = asked.record.said
    return next((at for at, one in enumerate(said) if bracketed.search(one.text)), None)


def _raised(asked: Asked) -> int | None:
    """The turn that comes nearest to a matter."""
    best = next(iter(asked.ear.best(range(len(asked.record.said)))), None) if asked.matter else None
    return best.at if best is not None and best.score >= LEAST else None


def voted(asked: Asked) -> list[Draft]:
    """With how many votes: the brackets and turns that count them, of the matter where one is named."""
    said = asked.record.said
    places = [at for at, one in enumerate(said) if _VOTES.search(one.text)]
    if asked.matter and len(places) > 1:
        near = {
            at: asked.ear.share(said[at].matter, *(one.text for one in said[max(at - _MOST, 0) : at])) for at in places
        }
        places = sorted(places, key=lambda at: -near[at])[:1]
    return [quoted(asked.record, at) for at in places[:_ASIDE]]


def seconded(asked: Asked) -> list[Draft]:
    """Who seconds a motion: the turn, or the bracket between two, that stands right behind the motion."""
    said = asked.record.said
    places = [at for at, one in enumerate(said) if "附议" in one.text]
    if not asked.matter:
        return [quoted(asked.record, at) for at in places[:_MOST]]
    near = {at: asked.ear.share(*(one.text for one in said[max(at - _ASIDE, 0) : at + 1])) for at in places}
    best = max(places, key=lambda at: near[at], default=None)
    return [quoted(asked.record, best)] if best is not None and near[best] >= LEAST else []


def moved(asked: Asked) -> list[Draft]:
    """Who moves what was not on the agenda."""
    said = asked.record.said
    places = [at for at, one in enumerate(said) if one.voice is not None and _MOVES.search(one.text)]
    return [quoted(asked.record, at, short=True) for at in places[:_MOST]]
