"""What a route came to, weighed against the nearest sentences: one may answer where it refused, or better than it did.

Rules read a question by how such questions are put, and one put otherwise ends in a refusal, or in a sentence beside
the point, though the archive holds the answer in words near to those of the question. All thresholds are from 390
questions, asked by people who knew neither code nor each other, over 37 real minutes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.asking import Outcome
from rag.answer.cite import Desk
from rag.answer.nearby import fits, fitting, tells
from rag.answer.phrases import dated_name, say
from rag.find.query import YES_NO
from rag.find.terms import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.asking import Asking
    from rag.answer.draft import Draft
from rag.answer.nearby import Near

_UNTOLD = frozenset({"not_recorded", "outside_archive", "ambiguous"})
_SENTENCES = frozenset({"passage", "demand"})
_ANYWHERE = frozenset({None, "finding", "reason", "amount"})
"""Details that may be told by a sentence of another item than the one chosen."""
_NEVER = frozenset({"vote", "condition", "document_number", "index_number", "title"})
"""Details that stand in no other sentence than the one that was looked for."""
_WHAT_THEN = re.compile(r"(?:怎么|如何|怎样|咋)(?:办|弄|做|搞|处置|应对|安排)|态度|看法")
_OWN = frozenset({"place", "number"})
"""Facts of a meeting that its own heading states, or nothing does."""
_OPEN = re.compile(r"什么|哪|谁|几|多少|怎|咋|如何|啥|何")
_MAY = re.compile(
    r"能不能|可不可以|[^成]([行准让])不\1|允不允许|允许[^，。]{0,16}吗|能[^，。]{1,16}吗|是不是(?!通过|同意|批准)"
)
"""Asks whether something may be done or is so, no outcome of an item."""
_CONFIRM = re.compile(r"(?:对|是)(?:不对?|吧|吗)[？?。]?$|吧[？?。]?$")
_NOW = re.compile(r"今天|今晚|明天|明早|后天|此刻|现在几点")
"""Of today and tomorrow minutes seldom tell."""
_IN_WORDS = 0.6
"""Share of the question a sentence must hold to answer by its words, of an embedder whose cosines are not known."""
_MOSTLY = 0.5
"""The same of one whose meaning is not near enough, but that fits well enough with it."""
_LEAST = (0.25, -0.015)
"""How well a sentence must fit, and its meaning alone, where a sentence of meetings that are named is asked for."""
_ANY = (0.45, 0.0)
"""The same where no meeting is named."""
_SURE = (0.65, -0.015)
"""The same where something else is asked for: whether, a list, a fact, a decision."""
_ALONE = (0.9, -0.015)
"""The same where several meetings fit, and one sentence is to tell which is meant."""
_FAR_MORE, _MORE = 0.5, 0.2
"""How much better than all that was chosen a sentence must fit to be shown instead of it, and before it."""


_FAR_FROM = 0.8
"""The same where a detail is asked for that is looked for in the item itself (who is responsible, until when)."""


def settled(asking: Asking, outcome: Outcome) -> Outcome:
    """The outcome as it stands, or with the sentence that answers in its place or before it."""
    if outcome.refusal is not None:
        return _rescued(asking, outcome)
    query = asking.query
    sentence = query.intent in _SENTENCES or (query.intent == "decision" and _MAY.search(query.simplified))
    if sentence and (query.matter or query.people) and not outcome.notice:
        return _nearer(asking, outcome)
    return outcome


def _rescued(asking: Asking, outcome: Outcome) -> Outcome:
    """The sentence that answers where the outcome is that nothing was found; none of a premise that is false."""
    needed = _needed(asking, outcome)
    if needed is None:
        return outcome
    found = [one for one in fitting(asking)[0] if _by_those_named(asking, one) and _so_decided(asking, one)]
    told = _best(asking, found, needed)
    if told is None:
        return outcome
    asking.desk = Desk(asking.shelf)
    across = asking.query.intent in {"meetings", "timeline", "compare", "date"}
    return Outcome((_under_its_meeting(asking, told.draft) if across else told.draft,))


def _under_its_meeting(asking: Asking, draft: Draft) -> Draft:
    name = say(asking.query.script, "{meeting}：", meeting=dated_name(draft.evidence[0].meeting))
    return replace(draft, text=name + draft.text)


def _best(asking: Asking, sentences: Sequence[Near], needed: tuple[float, float]) -> Near | None:
    """The sentence that fits best, where it fits as well as needed; by words alone where cosines tell nothing."""
    weighed = fits(asking, sentences)
    if not weighed:
        return next((one for one in sentences if one.shared >= max(needed[0], _IN_WORDS)), None)
    best = max(weighed, key=lambda one: one.worth)
    near = best.meaning >= needed[1] or best.near.shared >= _MOSTLY
    return best.near if near and best.worth >= needed[0] else None


def _needed(asking: Asking, outcome: Outcome) -> tuple[float, float] | None:
    """How well a sentence must fit to answer instead of a refusal, and its meaning alone; None where none can."""
    query = asking.query
    kind = outcome.refusal.kind if outcome.refusal else None
    own = query.intent in _OWN and query.aspect != "session"
    today = _NOW.search(query.simplified) and "会" not in query.simplified
    if kind not in _UNTOLD or query.aspect in _NEVER or own or today or not (query.matter or query.people):
        return None
    if kind == "ambiguous":
        return _ALONE
    open_how = query.intent == "decision" and query.aspect is None and _WHAT_THEN.search(query.simplified)
    asked = YES_NO.search(query.simplified) or _CONFIRM.search(query.simplified)
    whether = asked and not _OPEN.search(query.simplified)
    plain = (query.intent in _SENTENCES and not whether) or open_how
    if not plain:
        return _SURE
    return _LEAST if asking.scope.stated else _ANY


def _by_those_named(asking: Asking, near: Near) -> bool:
    """Whether the people a question names are named there too, or chaired that meeting: then its words are theirs."""
    if not asking.query.people:
        return True
    meeting = near.draft.evidence[0].meeting
    there = simplified(near.draft.text)
    chairs = {simplified(one.name) for one in asking.shelf.people([meeting.id]) if one.list == "chair"}
    return all(one in there or one in chairs for one in asking.query.people)


def _so_decided(asking: Asking, near: Near) -> bool:
    """Whether a sentence has an outcome that a question takes for granted or asks after."""
    outcomes = asking.query.outcomes
    return not outcomes or any(one[-2:] in near.text for one in outcomes)


def _nearer(asking: Asking, outcome: Outcome) -> Outcome:
    """The sentence that fits far better than all that was chosen, instead; one that fits better, before it."""
    found, scale = fitting(asking)
    said = joined(simplified("".join(one.text for one in outcome.drafts)))
    telling = [one for one in outcome.drafts[:3] if tells(asking.query, simplified(one.text))]
    shown = [scale.of(one, simplified(one.text)) for one in telling]
    held = max((one.chars for one in shown), default=0.0)
    fresh = [one for one in found if one.chars > held and joined(one.text) not in said and _by_those_named(asking, one)]
    if not fresh:
        return outcome
    own = fits(asking, shown)
    best = max(fits(asking, fresh), key=lambda one: one.worth, default=None)
    chosen = max((one.worth for one in own), default=0.0)
    anywhere = asking.query.aspect in _ANYWHERE
    if best is None or best.worth < chosen + (_MORE if anywhere else _FAR_FROM):
        return outcome
    asking.desk = Desk(asking.shelf)
    instead = asking.query.intent != "demand" and best.worth >= chosen + _FAR_MORE
    if instead:
        return Outcome((best.near.draft,))
    meetings = {one.meeting.id for draft in (best.near.draft, *outcome.drafts) for one in draft.evidence}
    first = _under_its_meeting(asking, best.near.draft) if len(meetings) > 1 else best.near.draft
    return Outcome((first, *outcome.drafts))
