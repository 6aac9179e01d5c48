"""How a matter ends in a verbatim record: the chair's ruling, the motion and its second, the count of votes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.addressed import LEAST, SURE
from rag.answer.heard import asks, passage, quoted

if TYPE_CHECKING:
    from rag.answer.addressed import Asked, Mark
    from rag.answer.draft import Draft

_RULES = re.compile(
    r"通过|照[^，。]{1,16}(?:办|做|建议|规划|程序|期程|原则)|就这样|洽悉|列管|备查|同意|决定|定案|保留|撤案|再议|改(?:成|为)|"
    r"请[^，。]{1,20}(?:办理|处理|评估|研议|修正|完成|提出|规划|合作|瞭解|了解|整理|提供|订出|补|做|改|安排|辞|准备)|我们(?:先|就)|先走|先把|一定要|调整后"
)
_AGREED = re.compile(r"通过|无异议|(?:不|没有[^，。]{0,4})反对|(?:均|都|一致)(?:表示)?(?:同意|赞成)|否决")
"""How the record tells between two turns that the meeting has agreed."""
_MOVES_ON = re.compile(
    r"(?:往下|下一[案个]|接下来|接着|再往下|第[一二三四五六七八九十]个?(?:报告|讨论)案|进(?:入)?(?:报告|讨论)(?:案|事项)|临时动议)"
)
_OPENS = re.compile(r"[（(](?:报告案|讨论案|临时动议)[一二三四五六七八九十0-9]{0,2}[)）]")
_MOVES = re.compile(r"临时提|(?:提|有)(?:出|一?个|案)?(?:一个)?临时动议|临时动议第|(?:想|要)提(?:一个|出)")
_VOTES = re.compile(r"(?:同意|赞成|反对|不同意|弃权|表决|票选|投票)[^。]{0,20}票|[0-9一二三四五六七八九十]+票|举手")
_RULED = re.compile(r"(?m)^[ \t]*(?:主席|主持人|会议)?(?:裁示|指示|决议|决定|结论)[ \t]*[:：]")
_ASIDE = 2
_MOST = 3


def ruled(asked: Asked) -> list[Draft]:
    """How a matter ends: in the ruling of its item, or else in what the chair says last of it."""
    ruling = _ruling_of(asked)
    if ruling is not None:
        return [ruling]
    item = asked.item
    opened = _marked(asked, asked.mark) if asked.mark else _raised(asked)
    opened = next((at for at, one in enumerate(asked.record.said) if item and one.turn.start >= item.start), opened)
    at = _chair_rules(asked, opened) if opened is not None else None
    return [quoted(asked.record, at, asked.ear if asked.matter else None)] if at is not None else []


def _chair_rules(asked: Asked, opened: int) -> int | None:
    """The turn in which the chair settles what a turn has opened: the one that names it, or the last on it."""
    said = asked.record.said
    found: list[int] = []
    ends = asked.item.end if asked.item else said[-1].turn.end
    for at in range(opened, len([one for one in said if one.turn.start < ends])):
        voice = said[at].voice
        rules = _AGREED if voice is None else _RULES
        if (voice is None or voice.key == asked.record.chair) and rules.search(said[at].text):
            found.append(at)
        if at > opened and (_MOVES_ON.search(said[at].text) or _OPENS.search(said[at].text)):
            break
    best = max(found, key=lambda at: (asked.ear.share(said[at].text), at), default=None)
    if best is not None and (asks(said[best]) or said[best].voice is None):
        # what the chair puts to the meeting, and what it agrees to, is settled in the chair's next word
        best = next((at for at in found if best < at <= best + _ASIDE and said[at].voice is not None), best)
    return best


def _ruling_of(asked: Asked) -> Draft | None:
    """The ruling, line and points, of the item that the question names by its number or matter."""
    item = asked.item
    if item is None and asked.matter and not asked.mark:
        share = {one: asked.ear.share(one.title) for one in asked.record.items}
        item = max((one for one in share if share[one] >= SURE), key=lambda one: share[one], default=None)
    pages = asked.record.pages
    line = _RULED.search(pages.reading.text, item.start, item.end) if item else None
    return passage(asked.record, pages.reading.span(line.start(), item.end)) if line and item else None


def settled(asked: Asked, at_least: float) -> Draft | None:
    """The line of a ruling that says most of what is asked, where it says as much as any turn."""
    pages = asked.record.pages
    text = pages.reading.text
    best: tuple[float, int, int] = (0.0, 0, 0)
    for item in asked.record.items:
        label = _RULED.search(text, item.start, item.end)
        for line in re.finditer(r"[^\n]*\S[^\n]*", text[label.start() : item.end]) if label else ():
            start = label.start() + line.start() if label else 0
            share = asked.ear.share(line[0], item.title) if asked.ear.share(line[0]) else 0.0
            best = max(best, (share, start, start + len(line[0])))
    return passage(asked.record, pages.reading.span(*best[1:])) if best[0] >= max(at_least, LEAST) else None


def _marked(asked: Asked, mark: Mark) -> int | None:
    """The turn in which a report or motion is opened: （报告案二）, or 第二个报告案 before it."""
    written = re.compile(
        rf"[（(]{mark.kind}第?{mark.number}案?[)）]|{mark.kind}第?{mark.number}案|第{mark.number or 'x'}个?{mark.kind}"
    )
    said = asked.record.said
    return next((at for at, one in enumerate(said) if written.search(one.text)), None)


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
