"""Questions of a verbatim record: who said what of a matter, who moved and seconded it, and how the chair ruled.

Every answer is a turn under its speaker; two speakers stand in one answer only where the second replies to the first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.parse.surnames import surname_cost
from rag.answer import absence
from rag.answer.addressed import LEAST, SAYS, SURE, WHO, absent, asked_of, carried
from rag.answer.asking import Outcome
from rag.answer.heard import introduced
from rag.answer.ruled import moved, ruled, seconded, voted
from rag.answer.speeches import STANCE, answered, of_kind, of_matter, reported, told, who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.addressed import Asked
    from rag.answer.asking import Asking
    from rag.answer.draft import Draft

_RULING = re.compile(
    r"裁示|(?:主席|主持人)[^，。？]{0,8}(?:怎么|如何|怎样|结论|决定|说)|最后|最终|后来|结果|结论|决定|决议|定案|拍板|咋定|怎么定|通过了?[吗没]|"
    r"(?:怎么|如何)(?:裁|决)"
)
_SETTLES = re.compile(r"(?:怎么|如何|怎样|咋)(?:处理|解决|办|弄|安排|处置)")
"""Asks what is done about a matter, which anybody may say."""
_OF_MEETING = frozenset({"attendance", "chair", "date", "place", "number"})
"""Asked of a meeting itself, and not of what is said there."""
_SUBJECT = re.compile(
    r"^[ ，]*(?P<who>[\u4e00-\u9fff]{1,10}?"
    r"(?:局|处|署|司|科|课|室|组|委员|里长|公司|部|院|中心|代表|顾问|老师|教授|议员|专员|先生|女士))"
    r"(?:对|怎么|如何|说|问|主张|建议|担心|反对|有什么(?:意见|看法|建议))"
)
_WHO_IS = re.compile(r"(?:是|叫)(?:谁|哪位|什么名字)[？?]?$|^谁是")
_TOWARDS = re.compile(r"(?:帮|替|代|给|跟|向|对|问|请|点名|提到)(?:了|过)?$")


def on_the_floor(asking: Asking) -> Outcome | None:
    """The answer of a question that asks after speakers, or what was said; None where it asks for anything else."""
    asked = asked_of(asking)
    if asked is None or asking.query.intent in _OF_MEETING:
        return None
    if asked.voices and _WHO_IS.search(asked.text) and not SAYS.search(asked.text):
        return Outcome((introduced(asked.record, asked.record.by(asked.voices)[0]),))
    if _stranger(asking, asked):
        return Outcome(refusal=absence.of_matter(asking.query, asking.scope, asking.search(), asking.desk))
    if _asks_of_voices(asking, asked):
        return _of_voices(asking, asked)
    drafts = _by_kind(asking, asked, asked.text)
    return Outcome(tuple(drafts)) if drafts else None


def _by_kind(asking: Asking, asked: Asked, text: str) -> Sequence[Draft]:
    """By what a question asks, where it names nobody as the speaker."""
    vote, somebody = asking.query.aspect == "vote", WHO.search(text)
    if somebody and "附议" in text:
        return seconded(asked)
    if somebody and SAYS.search(text) and (not vote or STANCE.search(text)):
        return who(asked)
    said = reported(asked, absent(asking.query)) if not asked.voices and SAYS.search(text) else []
    if said or vote:
        return said or voted(asked)
    return _of_outcome(asking, asked, text)


def _of_outcome(asking: Asking, asked: Asked, text: str) -> Sequence[Draft]:
    """What came of a matter, or what is said of it."""
    if asked.mark and asked.mark.kind == "临时动议" and not asked.matter and not _RULING.search(text):
        return moved(asked)
    if _RULING.search(text):
        return ruled(asked)
    if _SETTLES.search(text):
        return answered(asked) or ruled(asked)
    return told(asked, SURE) if asking.query.intent in {"passage", "demand", "decision"} else ()


def _stranger(asking: Asking, asked: Asked) -> bool:
    """Whether a question asks what somebody said who has no turn, and of whom no turn tells."""
    if asked.voices or not SAYS.search(asked.text) or WHO.search(asked.text):
        return False
    people = asking.query.people
    if people:
        subject = any(re.match(rf"[ ，]*{re.escape(one)}", asked.text) for one in people)
        return subject and bool(asked.matter) and not reported(asked, absent(asking.query))
    found = _SUBJECT.search(asked.text)
    return found is not None and found["who"] not in asked.record.pages.reading.text


def overheard(asking: Asking) -> Outcome | None:
    """What the record says of a matter after all, where nothing else answered."""
    asked = asked_of(asking)
    drafts = told(asked, LEAST) if asked is not None and not asked.voices else ()
    return Outcome(tuple(drafts)) if drafts else None


def _asks_of_voices(asking: Asking, asked: Asked) -> bool:
    """Whether a question asks what those it names said; one that only names a unit may ask what it has to do."""
    if not asked.voices or asking.query.intent in {"list", "count"}:
        return False
    somebody = WHO.search(asked.text)
    if somebody and not _TOWARDS.search(asked.text[: somebody.start()]):  # 谁附议了甲: somebody else is asked after
        return False
    if _RULING.search(asked.text) and _of_chair(asked):
        return False
    return bool(SAYS.search(asked.text) or somebody) or carried(asking.query) or _named_first(asked)


def _named_first(asked: Asked) -> bool:
    """Whether a question opens with somebody's own name: it is of what that person says, whatever its verb."""
    at, name, bearers = asked.record.called(asked.text)[0]
    person = any(surname_cost(one.key) is not None and one.key == name for one in bearers)
    return person and not asked.text[:at].strip(" ，")


def _of_chair(asked: Asked) -> bool:
    """Whether the chair is named, and a ruling is asked for."""
    called = [one for *_, bearers in asked.record.called(asked.text) for one in bearers]
    return any(one.key == asked.record.chair for one in called)


def _of_voices(asking: Asking, asked: Asked) -> Outcome:
    """What those named say of the matter; where they say nothing of it, that the record has no word of theirs."""
    places = asked.record.by(asked.voices)
    drafts = of_matter(asked, places) if asked.matter else of_kind(asked, places)
    if not drafts and WHO.search(asked.text):
        drafts = of_kind(asked, places)
    drafts = drafts or reported(asked, [name for one in asked.voices for name in one.names])
    if drafts:
        return Outcome(tuple(drafts))
    return Outcome(refusal=absence.of_matter(asking.query, asking.scope, asking.search(), asking.desk))
