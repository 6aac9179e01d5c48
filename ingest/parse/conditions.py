"""What must happen before a decision takes its course: 根据会议意见修改完善, 待省财政厅下达指标后, 须先经职代会讨论.

Minutes write it as a clause that ends in 后, or as a revision that the next step follows; whoever must do it (由X会同Y)
stands in front and is no part of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.records import Outcome

_CLAUSE = re.compile("[^，,。；;：:]+")
_HINT = re.compile("后|修|完善|补|征求|听取|吸[收纳]|论证|研究|评估|测算|细化|优化|核|前提|须|重新|基础上|衔接")
"""What every kind of condition holds; most decisions hold none of it."""
_REVISES = "修改|修订|修正|完善|补充|补齐|补正|细化|深化|优化|检讨|论证|核实|核减|压减|调整|充实|评估|测算|梳理|厘清|理清|摸底|摸清|查[明清]|听证|衔接|征求|听取|吸收|吸纳|采纳|研究|公示"
PREPARES = f"{_REVISES}|审[核查计定议]|评审|合格|备案|履行|比[较选对]|形成(?:一致|共识|统一)|[搜收]集|批[复准]|核[定算准]|讨论|同意|通过|下达|成熟|到位|到账|齐[全备]|验收|签订|完成|取得|报备|届满|纳入|修[改订]"
"""What is done to a matter or for it before it is taken up again or carried out; for use inside a pattern."""
_PREPARED = re.compile(PREPARES)
_AFTER = re.compile(
    r"(?<![会最然今前售此随事术幕背])(?<!(?<!完)善)(?:之)?后(?![续期勤方备台果])"
    r"(?=$|方可|方能|再|尽快|及时|立即|抓紧|按|以|于|另行|予以|重新|提|报|印|发|公|签|实施|执行|组织|拨|启|办|施行|下|上|送|正式|支|兑|交|向|由|在|从|纳入|列)"
)
_STEP = re.compile(
    r"(?:按(?:照)?(?:有关|法定|相关)?程序|再(?:次|行)?|一并|及时|适时|尽快)*(?:重新|另行)?(?:提请|提交|上会|报(?!送材料)|呈报|上报|报请|送请|送|印发|发布|公布)"
)
"""A clause that opens with a step leads on (报区委审定后印发), and is itself no condition."""
_AWAITS = re.compile(r"(?:[待俟]|在)(?P<what>[^，。；]{2,40}?)(?:之|以)?后")
_PREMISE = re.compile(r"(?:以(?P<first>[^，。；]{2,30})为前提|前提(?:是|为|条件是)[：:，]?(?P<what>[^，。；]{2,40}))")
_PROVIDED = re.compile(
    r"(?:[惟唯但](?:是)?，?(?P<must>[^，。；]{0,30}须[^，。；]{2,40}?)|(?:须|应)先(?P<first>[^，。；]{2,30}?))(?:后|方可|方能|$)"
)
_BASED = re.compile(r"在(?P<what>[^，。；]{2,30}?)的?基础上")
_LEAD = re.compile(
    r"(?:(?:建设|申报|设计|编制|业主|实施)单位|会议|决定|同意|要求|最后|会后|由|请|责成|授权|委托|退回|和|、|会同|协同|联合|商|牵头|负责|并|尽快|抓紧|及时|认真|切实|共同|待|俟|经过(?=修)|先(?!行)|须|也|应|需|[0-9一二三四五六七八九十]{1,3}(?:个工作日|个月|日|天|周)内|[0-9一二三四五六七八九十]{1,3}月(?:[0-9]{1,2}日|[底末初]|[上中下]旬)?(?:之?前)?)+"
)
_SUBJECT = re.compile(r"(?:由|请|责成|授权|委托)")
_BARE = re.compile(r"(?:进一步)?(?:修改|完善)")
_REVISION = re.compile(
    rf"(?:[^，。；]{{0,30}}?(?:意见|建议|要求|精神|情况|结果|规定)(?:和[^，。；]{{2,12}})?|(?:再|重新|进一步|抓紧|认真|充分|广泛|逐项|深入|对[^，。；]{{2,20}}|作|做|进行|必要的?|文字|具体|相应的?))*"
    rf"(?:{_REVISES}|委托)[^，。；]{{0,20}}|重新[^，。；]{{2,16}}"
)
_ENDS_REVISED = re.compile("(?:修改|修订|修正|完善|补充|细化|优化|充实)(?:文字|工作)?$")
_AGREES: frozenset[Outcome] = frozenset({"原则同意", "同意", "审议通过"})
"""Outcomes behind which the matter stands: 原则同意优化方案."""
_PUT_OFF: frozenset[Outcome] = frozenset({"暂缓", "退回修改"})
_MEANT: frozenset[Outcome] = _PUT_OFF | {"原则同意", "修正通过", "不予通过"}
"""Outcomes that leave something to be done first, so that a revision is one without 后 too."""


def condition(text: str, start: int, end: int, outcome: Outcome, units: Iterable[str]) -> tuple[int, int] | None:
    """Where the condition of a decision stands in `text[start:end]`, the words behind its outcome.

    `units` are those that act in the sentence. Of several the first, unless it only repeats that the matter goes
    back (退回X修改, …); a revision beside 同意 or 议定 must say 后.
    """
    if not _HINT.search(text, start, end):
        return None
    found = [one for one in _conditions(text, start, end, outcome, tuple(units)) if one[0] < one[1]]
    fuller = [one for one in found if not _BARE.fullmatch(text, *one)]
    return next(iter(found if outcome != "退回修改" else fuller or found), None)


def _conditions(text: str, start: int, end: int, outcome: Outcome, units: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    held: tuple[int, int] | None = None
    for clause in _CLAUSE.finditer(text, start, end):
        first, last = clause.span()
        if text.count("《", start, first) > text.count("》", start, first):
            continue
        stated = _stated(text, first, last)
        at = _bare_start(text, first, last, units)
        step = _STEP.match(text, at, last) is not None
        done = None if stated or step else _done(text, at, last)
        subject = first == start and outcome in _AGREES
        joins = not (stated or step or subject) and not text.startswith("经", at)
        if held and not (joins and (done or _REVISION.fullmatch(text, at, last))):
            if step or outcome in _PUT_OFF or _ENDS_REVISED.search(text, *held):
                yield held
            held = None
        if held and _BARE.fullmatch(text, *held) and _SUBJECT.match(text, first):
            held = None
        if stated or done:
            yield stated or (held[0] if held else at, done or last)
            held = None
        elif joins and _REVISION.fullmatch(text, at, last) and (outcome in _MEANT or _BARE.search(text, at, last)):
            held = (held[0] if held else at), last
    if held and _ENDS_REVISED.search(text, *held):
        yield held


def _done(text: str, start: int, end: int) -> int | None:
    """Where the words end that 后 makes a condition, or None."""
    after = _AFTER.search(text, start, end)
    if after is None or not _PREPARED.search(text, start, after.start()) or "《" in text[start : after.start()]:
        return None
    return after.start()


def _stated(text: str, first: int, last: int) -> tuple[int, int] | None:
    """A condition that a word of its own marks: 待X后, 前提是X, 须先X, 在X基础上."""
    for pattern in (_PREMISE, _PROVIDED, _AWAITS, _BASED):
        match = pattern.search(text, first, last)
        if match and (pattern is not _AWAITS or match.start() - first <= _FEW):
            name = match.lastgroup or "what"
            return match.span(name)
    return None


_FEW = 12
"""Characters in front of 待 in its clause: 由X待…后 is rare, 招待、接待 stand deeper."""


def _bare_start(text: str, first: int, last: int, units: tuple[str, ...]) -> int:
    """Where a clause says what is done: behind 由, 请 and the units that do it."""
    ends = [at + len(unit) for unit in units if (at := text.rfind(unit, first, last)) >= 0]
    at = max(ends, default=first)
    lead = _LEAD.match(text, at, last)
    return lead.end() if lead else at
