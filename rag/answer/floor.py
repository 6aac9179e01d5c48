"""Questions of a verbatim record: who said what of a matter, who moved and seconded it, and how the chair ruled.

Every answer is a turn under its speaker; two speakers stand in one answer only where the second replies to the first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer import absence
from rag.answer.addressed import LEAST, SAYS, SPEECH, SURE, WHO, absent, asked_of, carried, worded
from rag.answer.amounts import states_figure
from rag.answer.asking import Outcome
from rag.answer.heard import Ear, asks, quoted, reply
from rag.answer.ruled import moved, ruled, seconded, voted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.addressed import Asked
    from rag.answer.asking import Asking
    from rag.answer.draft import Draft
    from rag.answer.heard import Heard

_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"担心|担忧|忧心|顾虑|疑虑|怕"), re.compile(r"担心|担忧|忧|顾虑|疑虑|怕|恐|万一|不放心|风险")),
    (re.compile(r"附议"), re.compile(r"附议")),
    (
        re.compile(r"提议|动议|提案|提出(?!问)|谁提的|提的"),
        re.compile(r"提(?:一|个|出|案|议|醒)|动议|建议|能不能|可不可以|我想|希望|要签|应该"),
    ),
    (re.compile(r"反对|不同意|质疑"), re.compile(r"反对|不同意|不赞成|质疑|不(?:应该|宜|妥|行)|不一样|相反")),
    (re.compile(r"赞成|支持|同意"), re.compile(r"赞成|支持|同意|附议|没问题|可以")),
    (re.compile(r"建议|主张|希望|意见"), re.compile(r"建议|主张|希望|应该|最好|可不可以|能不能|意见|我认为")),
    (re.compile(r"(?<!学)问(?!题)|请教"), re.compile(r"[？?]|请教|想问")),
    (re.compile(r"回答|回应|答|解释|澄清"), re.compile(r"^(?:是|对|有|没有|可以|好)|说明|补充|其实|因为")),
    (re.compile(r"提醒"), re.compile(r"提醒|注意|留意")),
    (re.compile(r"为什么|为何|为啥|理由|原因"), re.compile(r"因为|既然|由于|所以|因此|为了|不然|否则|才能|主要是")),
)
"""By the word of a question, what the turn of somebody who does that says."""
_KIND = 0.15
"""How much such a word speaks for a turn."""
_RULING = re.compile(
    r"裁示|(?:主席|主持人)[^，。？]{0,8}(?:怎么|如何|怎样|结论|决定|说)|最后|最终|后来|结果|结论|决定|决议|定案|拍板|咋定|怎么定|怎么处理|通过了?[吗没]|"
    r"(?:怎么|如何)(?:处理|解决|裁|决)"
)
_ASIDE = 2
_MOST = 3
_SHORT = 10
_COUNTS = re.compile(r"多少|几[个件次人天位年点成元块]|多久|多长")
_ASKED_BACK = re.compile(r"哪|谁|为什么|多少|几|什么时候|怎么")
_TIE = 0.02
"""Turns of one speaker that come as near as this to each other are both quoted."""
_CURT = 12


def on_the_floor(asking: Asking) -> Outcome | None:
    """The answer of a question that asks after speakers, or what was said; None where it asks for anything else."""
    asked = asked_of(asking)
    if asked is None:
        return None
    text = asked.text
    drafts: Sequence[Draft] = ()
    if asking.query.aspect == "vote":
        drafts = voted(asked)
    elif "附议" in text and WHO.search(text):
        drafts = seconded(asked)
    elif WHO.search(text) and SAYS.search(text):
        drafts = _who(asked)
    elif not asked.voices and SAYS.search(text) and (said := _reported(asked, absent(asking.query))):
        drafts = said
    elif _asks_of_voices(asking, asked):
        return _of_voices(asking, asked)
    elif _RULING.search(text):
        drafts = ruled(asked)
    elif asking.query.intent in {"passage", "demand", "decision"}:
        drafts = _told(asked, SURE)
    return Outcome(tuple(drafts)) if drafts else None


def overheard(asking: Asking) -> Outcome | None:
    """What the record says of a matter after all, where nothing else answered."""
    asked = asked_of(asking)
    drafts = _told(asked, LEAST) if asked is not None and not asked.voices else ()
    return Outcome(tuple(drafts)) if drafts else None


def _asks_of_voices(asking: Asking, asked: Asked) -> bool:
    """Whether a question asks what those it names said; one that only names a unit may ask what it has to do."""
    if not asked.voices or _of_chair(asked) or asking.query.intent in {"chair", "attendance", "list", "count"}:
        return False
    return bool(SAYS.search(asked.text)) or carried(asking.query)


def _of_chair(asked: Asked) -> bool:
    """Whether the one named is the chair, and a ruling is asked for."""
    return bool(_RULING.search(asked.text)) and any(one.key == asked.record.chair for one in asked.voices)


def _of_voices(asking: Asking, asked: Asked) -> Outcome:
    """What those named say of the matter; where they say nothing of it, that the record has no word of theirs."""
    places = asked.record.by(asked.voices)
    drafts = _of_matter(asked, places) if asked.matter else _of_kind(asked, places)
    drafts = drafts or _reported(asked, [name for one in asked.voices for name in one.names])
    if drafts:
        return Outcome(tuple(drafts))
    return Outcome(refusal=absence.of_matter(asking.query, asking.scope, asking.search(), asking.desk))


def _of_matter(asked: Asked, places: Sequence[int]) -> list[Draft]:
    heard = _weighed(asked, places)
    best = [one for one in heard if one.score >= LEAST and one.score > heard[0].score - _TIE][:_ASIDE]
    told = [one.at for one in best if one.own or _replies(asked, one.at)]
    return [quoted(asked.record, at, asked.ear) for at in sorted(told)]


_BY_ANOTHER = (
    r"[^。，]{0,4}(?:[^。]{0,24}，)?[^。，]{0,8}(?:托|委托|请我|要我|转达|说|表示|认为|意见|提|希望|主张|担心)"
)


def _reported(asked: Asked, names: Sequence[str]) -> list[Draft]:
    """What another says for somebody who has left, or sent word."""
    spelt = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    told = re.compile(rf"(?:{spelt}){_BY_ANOTHER}") if spelt and asked.matter else None
    places = [at for at, one in enumerate(asked.record.said) if told and told.search(one.text)]
    heard = [one for one in asked.ear.best(places) if one.own >= LEAST]
    return [quoted(asked.record, heard[0].at, asked.ear)] if heard else []


def _replies(asked: Asked, at: int) -> bool:
    return at > 0 and asks(asked.record.said[at - 1])


def _weighed(asked: Asked, places: Sequence[int]) -> list[Heard]:
    """Turns by how near they come, those that do what the question says first among their like."""
    does = next((told for cue, told in _KINDS if cue.search(asked.text)), None)
    said = asked.record.said
    found = [one for one in asked.ear.best(places) if one.score > 0]
    return sorted(
        found, key=lambda one: -(one.score + (_KIND if does is not None and does.search(said[one.at].text) else 0.0))
    )


def _of_kind(asked: Asked, places: Sequence[int]) -> list[Draft]:
    """What somebody says, where no matter is named: the turns that do what the question says, or the longest."""
    said = asked.record.said
    word = SAYS.search(asked.text)
    does = next((told for cue, told in _KINDS if cue.search(asked.text)), None)
    told = [at for at in places if word and word[0] in said[at].text]
    told = told or [at for at in places if does is not None and does.search(said[at].text)]
    told = told or [at for at in places if len(said[at].text) >= _SHORT and not asks(said[at])] or list(places)
    told = sorted(sorted(told, key=lambda at: -len(said[at].text))[:_MOST])
    cue = re.compile(re.escape(word[0])) if word and any(word[0] in said[at].text for at in told) else does
    return [quoted(asked.record, at, cue=cue if len(told) > 1 else None) for at in told]


def _who(asked: Asked) -> list[Draft]:
    """The turn of whoever says, asks or moves what the question tells."""
    voiced = [at for at, one in enumerate(asked.record.said) if one.voice is not None]
    if "临时动议" in asked.text and not asked.matter:
        return moved(asked)
    heard = _weighed(asked, voiced)
    if not asked.matter or not heard or heard[0].score < LEAST:
        return []
    words = Ear.of(asked.record, _words_said(asked.text))
    best = max(heard, key=lambda one: one.score + words.share(asked.record.said[one.at].text))
    return [quoted(asked.record, best.at, asked.ear, short=True)] if best.own else []


def _words_said(text: str) -> str:
    """The words behind 谁说, or those in front of 是谁说的, which the speaker used."""
    behind = re.search(rf"(?:{WHO.pattern})[^，。]{{0,2}}?(?:{SPEECH})(?:了|过|的|到|要)?(?P<words>.*)", text)
    return worded(behind["words"]) if behind else ""


def _told(asked: Asked, least: float) -> list[Draft]:
    """The turn that says most of what is asked, and behind a question the reply to it."""
    if not asked.matter:
        return []
    said = asked.record.said
    figures = bool(_COUNTS.search(asked.text))
    for best in [one for one in asked.ear.best(range(len(said))) if one.score >= least]:
        places = [best.at] if not asks(said[best.at]) else reply(asked.record, best.at)
        text = "".join(said[at].text for at in places)
        if len(text) <= _ASIDE or (figures and not _figured(asked.text, text)):
            continue
        if places == [best.at]:
            return [quoted(asked.record, best.at, asked.ear), *_asked_again(asked, best.at)]
        question = quoted(asked.record, best.at, asked.ear, short=True)
        return [question, *(quoted(asked.record, at, asked.ear) for at in places)]
    return []


_NUMBER = re.compile(r"[0-9]|[一二三四五六七八九十百千万两半]+(?=[\u4e00-\u9fff])")


def _figured(question: str, text: str) -> bool:
    """Whether a turn states a figure such as is asked for: a sum where money is, else any."""
    return states_figure(question, text) or ("钱" not in question and _NUMBER.search(text) is not None)


def _asked_again(asked: Asked, at: int) -> list[Draft]:
    """The reply to the same question, where somebody puts it in a word right behind the turn (是哪三个？)."""
    said = asked.record.said
    if at + 1 >= len(said) or len(said[at + 1].text) > _CURT or not asks(said[at + 1]):
        return []
    mine, theirs = _ASKED_BACK.search(asked.text), _ASKED_BACK.search(said[at + 1].text)
    same = mine is not None and theirs is not None and mine[0] == theirs[0]
    return [quoted(asked.record, one, asked.ear) for one in reply(asked.record, at + 1)] if same else []
