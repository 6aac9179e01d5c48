"""Which matters a sentence of a report names: 听取A汇报，审议《B》，研究C等工作.

The overview beside 主持召开 announces matters; a sentence 会议传达了A，听取了B opens them. One matter may take several
clauses (传达学习A，研究贯彻落实意见), and what names nothing (研究有关工作) is no matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.parse.verbs import OTHER_MATTERS

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet

_ADVERBS = "(?:并|还|会议|会上|又|专题|集中|认真|深入|第一时间|共同|再次|进一步|书面|组织)*"
_TAKEN_UP = "传达|学习|听取|审议|研究|讨论|通报|调度|部署|安排部署|参与审议"
_CLAUSE = re.compile(
    rf"[，,；;]\s*(?P<clause>{_ADVERBS}(?:(?P<verb>(?:{_TAKEN_UP})(?:{_TAKEN_UP}|贯彻)*(?:通过|并(?:原则)?(?:通过|同意))?)了?"
    r"|对[^，。；]{2,50}(?:作出|进行)了?(?:安排|部署)+|(?<=[；;])(?:会议)?(?:原则上?)?(?:同意|通过|审定)了?(?=[^，。；]{0,30}《)))"
)
_TALK = re.compile(r"[，,；;]\s*(?:会议|并)?(?:指出|强调|要求|明确要求|认为)")
_FOLLOWS_UP = re.compile(
    rf"{_ADVERBS}(?:研究|部署|安排|讨论)+了?[^，。；]{{0,24}}?(?:贯彻|落实)+(?:意见|工作|举措|措施|安排|部署)?(?=[，。；]|$)"
    r"|对(?:贯彻|落实)+[^。；]{2,60}?(?:作出|进行)了?(?:安排|部署)+"
)
_LECTURE = re.compile(rf"{_ADVERBS}听取[^。；]{{2,60}}(?:讲座|授课|辅导|宣讲)")
_PREFACE = re.compile(r"(?:会上|会议?以[^，。]{4,30}(?:形式|方式))[，,]")
_ARRANGED = re.compile(rf"{_ADVERBS}(?:安排|部署)")
_STUDIED = re.compile(rf"{_ADVERBS}(?:传达|学习)")
_UMBRELLA = re.compile(
    rf"{_ADVERBS}(?:{_TAKEN_UP}|安排)+了?(?:近期|当前|今年|下一?步|下一?阶段|有关|相关|重点|重要|其他|其它|具体|各项|部门|全?[我本省市县区])*"
    r"(?:工作|事项|任务|问题|文件|议题|汇报|会议精神)?等?[。，；]?"
)
_NAMED = re.compile("《[^》]*》")
_LISTED = re.compile(r"(?:《[^》]*》|“[^”]*”|[^、《“])+")
_VERBS = re.compile(rf"{_ADVERBS}(?:{_TAKEN_UP}|贯彻|推进|加快|开展|做好|通过|了)*")
_TAIL = re.compile(r"(?:等|有关|相关)*(?:工作|事项|情况|问题)?(?:的)?(?:情况)?(?:汇报|报告)?[。，；\s]*$")
_COMMON = re.compile(
    "会议|工作|情况|汇报|关于|有关|研究|审议|听取|传达|学习|精神|推进|落实|贯彻|实施|方案|进一步|建设|发展|重要|讲话"
)
_BIGRAM = re.compile(r"(?=((?:[\u4e00-\u9fff]|[^\W_]){2}))")
"""Two characters or digits side by side, no marks."""
_REACH = 1_000
"""Characters of a matter that a later clause is held against; no sentence of the genre is longer."""
_ALIKE = 0.5
"""Share of the shorter wording's bigrams that two wordings of one matter have in common."""
_SHARED = 2
"""Bigrams that two clauses on one matter share at least: 疫情防控 has three."""


@dataclass(frozen=True, slots=True)
class Matter:
    """The clause that names a matter."""

    start: int
    end: int


def matters(sheet: Sheet, start: int, end: int, *, first: bool, vague: bool = False) -> list[Matter]:
    """The matters of a sentence, in order; with `first` its beginning names one too.

    Behind 指出, 强调, 要求 a clause tells what was said, and names no further matter before the next semicolon. With `vague` 重点工作 and the like count too.
    """
    starts = [start] if first and not _PREFACE.match(sheet.text, start, end) else []
    for clause in _CLAUSE.finditer(sheet.text, start, end):
        at = clause.start("clause")
        if OTHER_MATTERS.match(sheet.text, at):
            end = clause.start()
            break
        said = sheet.text[max(starts[-1] if starts else start, clause.start() - _REACH) : clause.start() + 1]
        if _TALK.search(said) and said[-1] not in "；;":
            continue
        if starts and (_more(sheet, at, end) or _goes_on(sheet, starts[-1], at, end, told=first)):
            continue
        starts.append(at)
    stops = [*starts[1:], end][: len(starts)]
    stops = [_without_lecture(sheet, at, stop) for at, stop in zip(starts, stops, strict=True)]
    found = [Matter(at, sheet.trimmed(at, stop)[1]) for at, stop in zip(starts, stops, strict=True)]
    return [one for one in found if vague or not _UMBRELLA.fullmatch(sheet.text, one.start, one.end)]


def _more(sheet: Sheet, at: int, end: int) -> bool:
    """Whether a clause tells what followed from the matter before: 研究贯彻意见, 听取专题讲座."""
    return any(pattern.match(sheet.text, at, end) for pattern in (_FOLLOWS_UP, _LECTURE))


def _without_lecture(sheet: Sheet, start: int, end: int) -> int:
    """A lecture on what was studied has a name of its own, which is not the matter's."""
    clauses = (one.start("clause") for one in _CLAUSE.finditer(sheet.text, start, end))
    return next((at for at in clauses if _LECTURE.match(sheet.text, at, end)), end)


def _goes_on(sheet: Sheet, before: int, at: int, end: int, *, told: bool) -> bool:
    """Whether a clause only says more of the one before: 传达A，学习A的文件; 听取A汇报，审议《A办法》.

    In a sentence that tells of a matter it does so with one bigram in common; an overview names its matters shortly.
    """
    text = sheet.text
    if text[at - 1 : at] in "；;" or text[max(0, at - _REACH) : at].rstrip()[-1:] in "；;":
        return False
    stop = min((place for mark in "，；。" if (place := text.find(mark, at, end)) > 0), default=end)
    if _STUDIED.match(text, before) and re.match(rf"{_ADVERBS}学习", text[at:stop]):
        return True
    named = _NAMED.findall(text, at, stop)
    matter = text[before : min(at, before + _REACH)]
    if named and not told and not any(one in matter for one in named):
        return False
    least = 1 if told or _ARRANGED.match(text, at) else _SHARED
    return len(grams(matter) & grams(text[at:stop])) >= least


def grams(text: str) -> frozenset[str]:
    """The bigrams of a wording that tell its matter from others: no verbs and no words that all matters share."""
    return frozenset(_BIGRAM.findall(_COMMON.sub("　", text)))


def parts(sheet: Sheet, matter: Matter) -> list[Matter]:
    """The things a clause lists with 、 (研究A、B等工作); the clause itself where it lists none.

    Speeches and papers that are studied together are one matter.
    """
    verbs = _VERBS.match(sheet.text, matter.start, matter.end)
    start = verbs.end() if verbs else matter.start
    tail = _TAIL.search(sheet.text, start, matter.end)
    stop = tail.start() if tail else matter.end
    found = [Matter(one.start(), one.end()) for one in _LISTED.finditer(sheet.text, start, stop)]
    return found if len(found) > 1 and not _STUDIED.match(sheet.text, matter.start) else [matter]


def alike(one: str, other: str, dull: frozenset[str] = frozenset()) -> bool:
    """Whether two wordings name the same matter; `dull` bigrams stand in several of them and tell nothing."""
    first, second = grams(one) - dull, grams(other) - dull
    return len(first & second) >= _ALIKE * max(1, min(len(first), len(second)))
