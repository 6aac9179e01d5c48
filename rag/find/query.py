"""A question as read: what it names, what it asks for, and what it is about. Rules only, nothing guessed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypedDict

from ingest.clean.script import simplified
from rag.find import named, where, words
from rag.find.follow import continued
from rag.find.intent import Shape, Wanted, wanted
from rag.find.lexicon import COMPARE, DECIDED_WHEN, TIMELINE
from rag.find.matter import is_specific, matter
from rag.find.readings import cue_text, left_over, meeting_words, names, steps
from rag.records import Period, Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.records import PartialDate
    from rag.find.readings import Names
    from rag.find.vocabulary import Vocabulary
    from rag.find.when import Time
    from rag.records import Turn

_WIDE = str.maketrans({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {0x3000: " ", 0xA0: " "})
_LINE = re.compile(r"\s+")
_MAX_QUESTION = 2000
_BLANK = re.compile("\x00+的?")
YES_NO = re.compile(
    r"吗|(?<![什怎])么[？?]?$|是否|是不是|有没有|有无|没有?[？?。\s]*$|了没|与否|还是|不[？?]$|能否|可否|通不通过"
)
_NEGATED = re.compile(
    r"(?:没有|没|未|尚未|还没|不需要?|无需|不用|不必)(?:被|获得?|得到|经|再|要求?|写明|说)*(?:明确|载明|作出?|做出?|"
    r"形成)?(?:提请|提交|上报|报|印发|审议|同意|通过|原则|决定|决议|结论|获批|批准|暂缓)|以外|之外|除了"
)
_TURNED_DOWN = ("不予通过",)
_UNDECIDED = re.compile(r"(?:没有?|未|尚未|不)(?:能)?(?:作出?|做出?|形成|载明|明确)?(?:任何)?(?:决定|决议|结论)")
_SETTLED = ("审议通过", "原则同意", "同意", "修正通过", "议定", "不予通过", "退回修改")
_DECIDED = ("审议通过", "原则同意", "同意", "修正通过", "议定", "暂缓", "不予通过", "退回修改")
_ASSERTED_FORM = re.compile(
    r"为什么|为何|为啥|原因|理由(?!谁|哪)|缘由|怎么会|凭什么|之?后|以后|的(?!是)|既然|由于|因为"
)


def read_query(question: str, history: Sequence[Turn], vocabulary: Vocabulary, today: dt.date | None = None) -> Query:
    """Read a question against what the archive holds, and what was asked before it.

    Never raises: a question in which nothing is recognised becomes a passage question about its own words.
    """
    day = today or dt.datetime.now(tz=dt.UTC).date()
    asked = [turn for turn in history if turn.role == "user"]
    before: Query | None = None
    for turn in asked[-4:]:
        before = _single(turn.content, vocabulary, day, before)
    return _single(question, vocabulary, day, before)


def _single(question: str, vocabulary: Vocabulary, today: dt.date, before: Query | None) -> Query:
    text = _LINE.sub(" ", simplified(question[:_MAX_QUESTION].translate(_WIDE))).strip()
    text = text.replace("国常会", "国务院常务会议")
    read = names(text, vocabulary, today)
    about = matter(left_over(read))
    shape = Shape(
        scopes=max(len(read.places.values), len(read.sessions.values), len(read.times)),
        matter=is_specific(about) or bool(read.documents.values),
        people=bool(read.people.values),
        filtered=bool(read.units.values),
        post=bool(read.posts.values),
    )
    want = wanted(cue_text(read), shape)
    about = _without_cue(want, read, about)
    query = _later(_query(question, read, about, want), cue_text(read))
    return continued(before, query, cued=want.cued) if before is not None else query


def _without_cue(want: Wanted, read: Names, about: str) -> str:
    """The matter without the words that ask for its history or for a comparison, where others remain."""
    cue = {"timeline": TIMELINE, "compare": COMPARE}.get(want.intent)
    return matter(cue.sub("\x00", left_over(read))) or about if cue is not None else about


_CAME_BACK = re.compile(
    r"^(?P<first>.{0,60}?)(?:了)?(?:之|以)?后(?!续)[，,]?(?=.*(?:哪(?:一)?次|第几次|哪个会|又|最终|最后|后来|结果|重新|再次))"
)
_SENT_AWAY = ("暂缓", "退回修改", "不予通过")


def _later(query: Query, cue: str) -> Query:
    """A question of what became of a matter after it was put off or sent back, as its history from there on."""
    came = _CAME_BACK.search(cue)
    away = next((outcomes for told, outcomes in words.OUTCOMES if came and told.search(came["first"])), ())
    if not set(away) & set(_SENT_AWAY) or not (is_specific(query.matter) or query.documents):
        return query
    matter = re.sub(r"又议|再议|重新|又|起?施行|审议|在第", " ", query.matter)
    return replace(
        query, intent="timeline", after=away, outcomes=(), asserted=False, aspect=None, matter=" ".join(matter.split())
    )


def _query(question: str, read: Names, about: str, want: Wanted) -> Query:
    cue = cue_text(read)
    outcomes = _outcomes(cue, want)
    return Query(
        text=question,
        simplified=read.text,
        script="traditional" if _is_traditional(question) else "simplified",
        intent=want.intent,
        matter=about,
        places=tuple(read.places.values),
        bodies=tuple(read.bodies.values),
        sessions=read.sessions.numbers(),
        **_times(read.times),
        units=tuple(read.units.values),
        people=tuple(one for one in read.people.values if not _besides(one, read.text)),
        documents=tuple(read.documents.values),
        outcomes=outcomes,
        attendance=want.attendance,
        ordinals=read.ordinals.numbers(),
        aspect=want.aspect,
        kinds=tuple(read.kinds.values),
        terms=read.terms.numbers(),
        session_years=read.session_years.numbers(),
        document_numbers=tuple(read.numbers.values),
        next_steps=_next_steps(cue) if want.intent in {"list", "count", "meetings", "timeline"} else (),
        actions=_actions(named.blanked(cue, steps(cue))) if want.intent in {"list", "count"} else (),
        strangers=tuple(read.strangers.values),
        governments=where.governments(read.text, (*read.places.values, *read.strangers.values)),
        asserted=bool(outcomes) and want.intent not in {"list", "count", "meetings", "timeline"} and _is_asserted(cue),
        negated=want.intent in {"list", "count"} and _is_negated(cue, outcomes),
        counted=want.counted,
        recency=_recency(cue),
        bare=_BLANK.sub("", named.blanked(read.text, meeting_words(read))),
        due=read.due.on if read.due is not None and want.intent in {"list", "count"} else None,
        beside="next" if read.beside and read.beside["next"] else "previous" if read.beside else None,
        posts=tuple(read.posts.values) if want.intent == "attendance" else (),
    )


def _besides(name: str, text: str) -> bool:
    """Whether a question leaves someone out of account (除了主持会议的甲某，还有谁): then it is not about them."""
    return re.search(rf"除(?:了|去|开)?[^，,。；;]{{0,8}}{re.escape(name)}", text) is not None


class _Times(TypedDict):
    periods: tuple[Period, ...]
    on: tuple[PartialDate, ...]


def _times(times: Sequence[Time]) -> _Times:
    """The days and ranges named; one without a year takes that of its neighbour (2023年7月28日和8月16日)."""
    periods = [one.period for one in times if one.period is not None]
    on = [one.on for one in times if one.on is not None]
    years = {one.period.first[:4] for one in times if one.period is not None and one.is_day}
    if len(years) == 1 and all(one.month and one.day for one in on):
        days = (f"{min(years)}-{one.month:02d}-{one.day:02d}" for one in on)
        return {"periods": (*periods, *(Period(day, day) for day in days)), "on": ()}
    months = {one.first[:7] for one in periods if one.first[:7] == one.last[:7]}
    if on and len(months) == len(periods) == 1 and all(one.month and not one.day for one in on):
        year = min(months)[:4]
        named_months = (f"{year}-{one.month:02d}" for one in on)
        return {"periods": (*periods, *(Period(f"{one}-01", f"{one}-31") for one in named_months)), "on": ()}
    return {"periods": tuple(periods), "on": tuple(on)}


def _is_traditional(question: str) -> bool:
    return simplified(question) != question


def _outcomes(text: str, want: Wanted) -> tuple[str, ...]:
    """The outcomes a question names, longest wording first; in a list they filter, elsewhere they are a premise."""
    if want.intent in {"attendance", "chair", "date", "place", "number"} and not (
        want.intent == "date" and DECIDED_WHEN.search(text)
    ):
        return ()
    listed = want.intent in {"list", "count", "meetings"}
    named = [_named_outcome(one) for one in (_OR.split(text) if listed else (text,))]
    if any(named):
        return tuple(dict.fromkeys(outcome for one in named for outcome in one))
    if want.intent in {"list", "count"} and _UNDECIDED.search(text):
        return _SETTLED
    return _DECIDED if want.aspect == "decided" else ()


_OR = re.compile(r"或者?|以及|还是|和|与|、")


def _named_outcome(text: str) -> tuple[str, ...]:
    """The outcomes that the longest outcome word of a text may mean."""
    return next((outcomes for pattern, outcomes in words.OUTCOMES if pattern.search(text)), ())


def _is_negated(text: str, outcomes: tuple[str, ...]) -> bool:
    """Whether the items without what is named are asked for; 没同意的 names an outcome of its own."""
    named = bool(set(_TURNED_DOWN) & set(outcomes)) and outcomes not in {_SETTLED, _DECIDED}
    return bool(_BUT.search(text) if named else _NEGATED.search(text))


_BUT = re.compile(r"以外|之外|除了")


def _is_asserted(text: str) -> bool:
    return bool(_ASSERTED_FORM.search(text)) and not YES_NO.search(text)


def _next_steps(text: str) -> tuple[str, ...]:
    for pattern, written in words.NEXT_STEPS:
        if pattern.search(text):
            return written
    return ()


def _actions(text: str) -> tuple[str, ...]:
    """What was done with the items asked for; 审议 and 听取 before 议题 say only that they stood on the agenda."""
    loose = re.search(r"(?:议题|事项|议程|什么|啥|内容)", text)
    if _EITHER.search(text):
        return ()
    return tuple(
        name for pattern, name in words.ACTIONS if pattern.search(text) and not (loose and name in {"审议", "听取"})
    )


_EITHER = re.compile(
    r"(?:学习|传达)了?(?:或者?|和|与|及|、|还是)?(?:研究|审议|讨论)|(?:研究|审议|讨论)了?(?:或者?|和|与|及|、)(?:学习|传达)"
)
"""Whatever was studied or taken up is asked for: the whole agenda."""


def _recency(text: str) -> Literal["latest", "earliest"] | None:
    if words.LATEST.search(text):
        return "latest"
    return "earliest" if words.EARLIEST.search(text) else None
