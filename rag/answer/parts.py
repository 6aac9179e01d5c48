"""A question that asks several things, cut into the questions it asks; each is answered, or refused, by itself."""

from __future__ import annotations

import re

from ingest.clean.script import simplified

_MOST = 4
_CUT = re.compile(r"[？?；;，,、]+")
_ASKS = re.compile(
    r"谁|哪|什么|啥|多少|几(?![乎何十百千]|个月)|怎么|怎样|怎|如何|何时|何地|何人|何处|为何|为啥|吗|没有?$|是否|是不是|有没有|有无|咋|多久|多大|多长|多高|与否|呢$"
)
_LEANS = re.compile(r"^(?:还是|或者?|而不是|以及(?:哪|谁)|和(?:哪|谁)|各|分别|每[次场]|有没有变化)")
"""How a clause opens that only carries the question before it on."""
_AWAY = re.compile(r"请(?:了|过)?假|缺席|没(?:有)?(?:来|到|参加|出席)|未(?:出席|到会|参加)")
_BARE_WHY = re.compile(
    r"^(?:都|又|各|分别)?(?:是|因)?(?:为什么|为何|为啥|(?:因为?)?什么(?:原因|理由|事由|事)|(?:原因|理由|事由|缘由)(?:分别|各)?(?:是|为)?(?:什么|啥|何|呢)?)$"
)


def parted(question: str) -> tuple[str, ...]:
    """The questions of a question that asks several; the whole where it asks one.

    A clause that asks nothing belongs to the question behind it, or to the one before where none follows. Why
    someone was away is one question with who was: a list of apologies bears the reason.

    >>> parted("方案由谁提出？结果如何？"), parted("几时召开、谁主持"), parted("谁请假，为什么？")
    (('方案由谁提出', '结果如何'), ('几时召开', '谁主持'), ('谁请假，为什么？',))
    >>> parted("听说道路停车要收费，是真的吗？"), parted("8月5日，区里开了什么会，谁主持？")
    (('听说道路停车要收费，是真的吗？',), ('8月5日，区里开了什么会', '谁主持'))
    """
    plain = simplified(question)
    parts: list[str] = []
    begin = 0
    for start, end in _clauses(plain):
        clause = plain[start:end].strip()
        if not _ASKS.search(clause):
            continue
        if parts and (_LEANS.match(clause) or (_AWAY.search(parts[-1]) and _BARE_WHY.match(clause))):
            return (question,)
        parts.append(question[begin:end].strip().lstrip("？?；;，,、 "))
        begin = end
    tail = question[begin:].strip().strip("？?；;，,、。 ")
    if not 1 < len(parts) <= _MOST or (tail and _ASKS.search(simplified(tail))):
        return (question,)
    if tail:
        parts[-1] = f"{parts[-1]}，{tail}"
    return (parts[0], *(_counting(part, parts[0]) for part in parts[1:]))


def _counting(part: str, first: str) -> str:
    """A count among what was asked about before, with the word for it: 其中暂缓的有几个 → 其中暂缓的议题有几个."""
    named = re.search(r"议题|事项", simplified(first))
    if named is None or re.search(r"议题|事项", simplified(part)):
        return part
    return re.sub(r"^(其中.{1,12}的)(?=有?(?:几|多少)[个個项項件]?$)", rf"\1{named[0]}", part)


def _clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a question; what stands in 《》 or “” is not cut."""
    held = [one.span() for one in re.finditer(r"《[^》]*》|“[^”]*”|\"[^\"]*\"|「[^」]*」|（[^）]*）", text)]
    cuts = [one for one in _CUT.finditer(text) if not any(a <= one.start() < b for a, b in held)]
    ends = [*(one.start() for one in cuts), len(text)]
    starts = [0, *(one.end() for one in cuts)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]
