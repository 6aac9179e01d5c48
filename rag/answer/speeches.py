"""The turn of a verbatim record that answers: of somebody named, of whoever said a thing, or on a matter at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.addressed import LEAST, SAYS, SPEECH, WHO, worded
from rag.answer.amounts import states_figure
from rag.answer.heard import Ear, asks, quoted, reply
from rag.answer.ruled import moved, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.addressed import Asked
    from rag.answer.draft import Draft
    from rag.answer.heard import Heard

_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"担心|担忧|忧心|顾虑|疑虑|怕"), re.compile(r"担心|担忧|忧|顾虑|疑虑|怕|恐|万一|不放心|风险")),
    (re.compile(r"附议"), re.compile(r"附议")),
    (
        re.compile(r"提议|动议|提案|提出(?!问)|谁提的|提的"),
        re.compile(r"提(?:一|个|出|案|议|醒)|动议|建议|能不能|可不可以|我想|希望|要签|应该"),
    ),
    (re.compile(r"反对|不同意|质疑"), re.compile(r"反对|不同意|不赞成|质疑|不(?:应|宜|妥|行|能)|担心|怕|太|不要")),
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
STANCE = re.compile(r"反对|不同意|质疑|赞成|支持|担心|怕")
_SAID = frozenset({"说", "讲", "提", "问", "答", "表示", "提到"})
"""Verbs that say no more than that somebody spoke."""
_ASIDE = 2
_MOST = 3
_SHORT = 10
_CHARGES = re.compile(r"多久|什么时候|哪天|几[天月号日]|期限|之?前|要(?:送|交|做|办|完成|提)|负责|谁来")
"""Asks what somebody has to do, or by when: a ruling says it before any speech does."""
_COUNTS = re.compile(r"多少|几[个件次人天位年点成元块]|多久|多长")
_ASKED_BACK = re.compile(r"哪|谁|为什么|多少|几|什么时候|怎么")
_FAINT = 0.15
"""Share of the question that a turn of the speaker named must hold, with what stands around it."""
_TIE = 0.02
"""Turns of one speaker that come as near as this to each other are both quoted."""
_CURT = 12
_BY_ANOTHER = (
    r"[^。，]{0,4}(?:[^。]{0,24}，)?[^。，]{0,8}(?:托|委托|请我|要我|转达|说|表示|认为|意见|提|希望|主张|担心)"
)
_TOLD = (
    (
        re.compile(r"哪[一几]?天|什么时候|何时|几[月号]|哪个月|多会儿"),
        re.compile(
            r"[0-9一二三四五六七八九十](?:[年月日号周天季]|点(?:[钟半整]|[0-9一二三四五六七八九十]))|[年月季]底|[上中下]旬|礼拜|星期"
        ),
    ),
)
"""By what a question asks for, what a turn must hold to answer it."""
_NUMBER = re.compile(r"[0-9]|[一二三四五六七八九十百千万两半]+(?=[\u4e00-\u9fff])")


def of_matter(asked: Asked, places: Sequence[int]) -> list[Draft]:
    """What is said of the matter in some turns: the nearest, and one that comes as near."""
    heard = _weighed(asked, places)
    best = [one for one in heard if one.score >= _FAINT and one.score > heard[0].score - _TIE][:_ASIDE]
    told = [one.at for one in best if one.own or _replies(asked, one.at)]
    return [quoted(asked.record, at, asked.ear) for at in sorted(told)]


def reported(asked: Asked, names: Sequence[str]) -> list[Draft]:
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
    kind = {one.at: does is not None and does.search(_key_sentence(asked, said[one.at].text)) for one in found}
    return sorted(found, key=lambda one: -(one.score + (_KIND if kind[one.at] else 0.0)))


def _key_sentence(asked: Asked, text: str) -> str:
    """The sentence of a turn that is nearest to the matter: what is said there is said of it."""
    sentences = re.findall(r"[^。！？!?\n]+[。！？!?]*", text)
    return max(sentences, key=asked.ear.share, default="") if asked.matter else text


def of_kind(asked: Asked, places: Sequence[int]) -> list[Draft]:
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


def who(asked: Asked) -> list[Draft]:
    """The turn of whoever says, asks or moves what the question tells."""
    item = asked.item
    voiced = [
        at
        for at, one in enumerate(asked.record.said)
        if one.voice is not None and (item is None or item.start <= one.turn.start < item.end)
    ]
    if "临时动议" in asked.text and not asked.matter:
        return moved(asked)
    heard = _weighed(asked, voiced)
    if not asked.matter or not heard or heard[0].score < (_FAINT / 2 if item else LEAST):
        return []
    if STANCE.search(asked.text):
        does = next(told for cue, told in _KINDS if cue.search(asked.text))
        heard = [one for one in heard if does.search(_key_sentence(asked, asked.record.said[one.at].text))] or heard
    words = Ear.of(asked.record, _words_said(asked.text))
    verb = SAYS.search(asked.text)
    does_so = verb[0] if verb and verb[0] not in _SAID else "\0"
    best = max(
        heard, key=lambda one: one.score + words.share(_text(asked, one)) + _KIND * (does_so in _text(asked, one))
    )
    return [quoted(asked.record, best.at, asked.ear, short=True)] if best.own else []


def _text(asked: Asked, one: Heard) -> str:
    return asked.record.said[one.at].text


def _words_said(text: str) -> str:
    """The words behind 谁说, or those in front of 是谁说的, which the speaker used."""
    behind = re.search(rf"(?:{WHO.pattern})[^，。]{{0,2}}?(?:{SPEECH})(?:了|过|的|到|要)?(?P<words>.*)", text)
    return worded(behind["words"]) if behind else ""


def answered(asked: Asked) -> list[Draft]:
    """The reply to the question that raises a matter; nothing where no question raises it."""
    best = next(iter(asked.ear.best(range(len(asked.record.said)))), None) if asked.matter else None
    return told(asked, LEAST) if best is not None and _puts(asked, best.at) else []


def told(asked: Asked, least: float) -> list[Draft]:
    """The turn that says most of what is asked, and behind a question the reply to it."""
    if not asked.matter:
        return []
    said = asked.record.said
    figures = bool(_COUNTS.search(asked.text))
    kinds = [told for cue, told in _TOLD if cue.search(asked.text)]
    for best in [one for one in asked.ear.best(range(len(said))) if one.score >= least]:
        places = reply(asked.record, best.at) if _puts(asked, best.at) else [best.at]
        text = "".join(said[at].text for at in places)
        if (
            len(text) <= _ASIDE
            or not all(one.search(text) for one in kinds)
            or (figures and not _figured(asked.text, text))
        ):
            continue
        ruling = settled(asked, best.score - _TIE) if _CHARGES.search(asked.text) else None
        if ruling is not None:
            return [ruling]
        if places == [best.at]:
            return [quoted(asked.record, best.at, asked.ear), *_asked_again(asked, best.at)]
        question = quoted(asked.record, best.at, asked.ear, short=True)
        return [question, *(quoted(asked.record, at, asked.ear) for at in places)]
    return []


def _puts(asked: Asked, at: int) -> bool:
    """Whether a turn puts the matter as a question: in its last sentence, not in what it says before."""
    one = asked.record.said[at]
    return asks(one) and one.text.rstrip().endswith(_key_sentence(asked, one.text).strip())


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
