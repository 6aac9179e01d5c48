"""Who reported what: 听取了区民政局罗英关于《…》的汇报, 区财政局提交的《…》, 由区司法局作了说明."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.parse.people import people
from ingest.parse.posts import ROLE
from ingest.parse.rollcosts import name_cost
from ingest.parse.speakers import joins, office, speaker
from ingest.parse.surnames import surname_cost
from ingest.parse.units import is_unit
from ingest.parse.verbs import ACTION
from ingest.records import Fact, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.parse.sheet import Sheet

_HEARD = re.compile(
    r"(?P<verb>听取|审议|研究|讨论|通报)(?:并(?:审议|研究|讨论|原则同意|同意|通过)|和(?:审议|研究))?了?(?P<who>[^，。；;《》\n]{2,60}?)(?:受[^，。；《》\n]{2,16}?委托)?(?:所作的|作的|汇报的|提交的|提请的|报告的|提出的|起草的|报送的|拟定的|(?=关于|《|对(?=[^，。]{2,40}的(?:汇报|说明|报告))|的?(?:(?:起草|修订|修改|编制|拟定|办理)(?:工作)?)?(?:情况)?的?(?:汇报|报告|说明)))"
)
_AND_MORE = re.compile(r"(?<=[报告明》])(?:、|和|以及|及)(?P<who>[^，。；;《》\n]{2,40}?)(?:关于|(?=《))")
_GIVEN = re.compile(
    # First a quick look for the verb that every branch ends with, in the same clause.
    r"(?:(?<![^，。；;\n])|(?<=[一二三四五六七八九十0-9][、．.）)]))(?=[^，。；]{2,130}?(?:汇报|说明|报告|解读|传达|学习|讲解|介绍|通报|简介|领学))(?:会议)?(?:由)?(?P<who>[^，。；;：:《》\n]{2,50}?)"
    r"(?:就[^，。；]{2,40}|对[^，。；]{2,60}|围绕[^，。；]{2,40}|代表[^，。；]{2,20})?(?:分别)?"
    r"(?:(?:进行|(?<![所工])[作做])了?[^，。；\n]{0,8}?(?:汇报|说明|报告|解读|传达|学习|讲解|介绍)|(?:汇报|说明|报告|解读|通报|介绍|传达|讲解|领学)了|(?:汇报|领学)(?=[。；，])"
    r"|传达学习(?!了)|介绍文件|简介)"
)
_SUBMITTED = re.compile(
    r"(?:(?<![^，。；;\n：:])|(?<=[意过议究了])(?:(?<=同意)|(?<=通过)|(?<=审议)|(?<=审议了)|(?<=研究)|(?<=研究了)|(?<=讨论了)))(?=[^，。；;《》\n]{4,42}的)(?P<who>[^，。；;《》\n]{2,40}?)(?:所[作做提报]|提出|提交|提请|报送|起草|草拟|拟定|上报|编制|拟订|汇报)的"
)
_TABLED = re.compile(
    r"(?<![^：:\n、一二三四五六七八九十案])\s*(?:本府|本会|本部|本局|本所)?(?P<who>[\u4e00-\u9fff]{2,12}?)(?:提(?=[「：:《“])|(?:报告|提报)(?=[「：:《“]|(?<=[课室组队局处司科]报告)[\u4e00-\u9fff0-9]{4}|[\u4e00-\u9fff]{4,}情形|[\u4e00-\u9fff]{4,}进度))"
)
_FROM = re.compile(
    r"(?:(?m:^)[ \t]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,2}[)）])|(?<=[一二三四五六七八九十][、)）]))[ \t]*(?P<who>[\u4e00-\u9fff]{2,8}[课室组队处局司科])[：:](?=[^\n]{4,}\n[ \t]*(?:主席|[\u4e00-\u9fff]{1,3}长)?(?:裁示|决[定议]|说明|指示)[：:])"
)
"""A report that a heading gives to its unit, with a ruling below: 民政课：…情形."""
_COURTEOUS = re.compile(
    r"(?m)(?:^|(?<=[，。；\s．.、]))[ \t]*(?P<who>[\u3400-\u9fff]{2,4}?)(?:先生|女士|小姐|博士|教授)(?:以[^，。；]{2,8}|向[^，。；]{2,8}|利用[^，。；]{2,8})?(?:介绍|简介|讲解|汇报|报告|阐[述释]|简报)"
)
"""Who brings a paper in, as Hong Kong minutes tell it: 某女士简介文件."""
_PRESENTED = re.compile(
    r"(?=[主汇报说 \t])(?:主?[ \t]*汇[ \t]*报[ \t]*人|报[ \t]*告[ \t]*人|说[ \t]*明[ \t]*人)[:：][ \t]*(?P<who>[^）)\n；;。]{2,60})"
)
_AGREED = re.compile(
    r"(?:一致同意|原则同意|同意|按照?)(?P<who>[^，。；;《》\n]{2,24}?)(?:(?:的|所提的?)?(?:意见|方案|建议)(?=[，,。；;办执]|$)"
    r"|(?=关于[^，。；;\n]{2,120}?的[^，。；;的\n]{0,6}(?:意见|方案|建议|请示|报告|汇报)(?:[，,。；;]|$)))"
)
_LABELLED = re.compile(
    r"(?:提案|提报|报告|汇报|提请|议题|申报)(?:单位|部门|科室|处室|机关)[:：]\s*(?P<who>[^）)\n，。]{2,30})"
)
_GIVING = re.compile("汇报|说明|报告|解读|传达|学习|讲解|介绍|通报|简介|领学")
_FAR = 131
"""Characters that `_GIVEN` looks ahead at most, to where such a verb begins."""
_TITLED = re.compile(
    r"(?<=[、.．)）】\n])[ \t]*(?!会议|听取|审议|研究|讨论|传达|学习|通报|关于)(?P<who>[\u4e00-\u9fff、]{2,16}?)(?:汇报(?=[\u4e00-\u9fff0-9《])(?!材料|会|制度)|关于(?=[^。；\n]{4,60}的(?:请示|汇报|报告|申请|议题|函)[ \t]*(?:\n|$)))"
)
"""A title that begins with who brings the matter in: 人事科汇报招聘计划, 某局关于…的请示."""
_WAYS = (
    (_LABELLED, re.compile("[位门室关][:：]")),
    (_HEARD, re.compile("听取|审议|研究|讨论|通报")),
    (_AND_MORE, re.compile("[报告明》](?:[、和及]|以及)")),
    (_GIVEN, _GIVING),
    (_SUBMITTED, re.compile("(?:所[作做提报]|提[出交请]|报送|起草|草拟|拟定|上报|编制|拟订|汇报)的")),
    (_TABLED, re.compile("提[「：:《“报]|报告")),
    (_FROM, re.compile("[课室组队处局司科][:：]")),
    (_AGREED, re.compile("同意|按")),
    (_TITLED, re.compile("汇报|关于")),
)
"""The ways to name who reports, each with what all its branches hold; most stretches hold little of it."""
_MARK = re.compile("[，。；;\n、．.)）]")
_SPOKESMAN = re.compile("人[:：]")
_COURTESY = re.compile("先生|女士|小姐|博士|教授")
_MATTER = re.compile(
    r"(?P<matter>(?:关于|《)(?:《[^》]*》|，(?=以及)|[^，。；;\n《》])*?(?:汇报|报告|说明|介绍|通报|请示|建议|方案|意见|办法|规划|计划|规定|决定|通知|精神|协议|》))(?=[，,。；;、和以及并\s]|等|$|（|\()"
)
_ANYBODY = re.compile(r"各|有关|相关|全")
_WHO_LEAD = re.compile(".*(?:了|同意|通过|批准|审议|听取|通报|分别|会议|由|听)")
_NOBODY = re.compile(r"[向将每要须应](?!急|[\u4e00-\u9fff]{1,2}(?:同志)?$)")
"""Words of a demand, which no report is; at the end 应 and 向 are surnames."""
_SOLID = re.compile("[\u4e00-\u9fff0-9]+")
"""A part that is one word for the reader of rolls: no blank, bracket or dot parts it."""
_LONG_NAMES = (5, 6)
_POST_ENDS = re.compile(rf"(?:{ROLE})$")
_JOIN = re.compile(r"[、及和与](?:(?<=[、及])|(?<=[局委办部院会心司团府道镇乡区县站所队）][和与])(?=[\u4e00-\u9fff]))")


@dataclass(frozen=True, slots=True)
class Report:
    """One report: the units and persons that gave it, the meeting's verbs, and the place of its matter."""

    units: tuple[Fact[str], ...]
    people: tuple[Person, ...]
    actions: tuple[Fact[str], ...] = ()
    matter: tuple[int, int] | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """The reports that a header announces (听取了…；审议了…), to be matched with the items they belong to."""

    reports: tuple[Report, ...] = ()

    def match(self, title: str, body: str) -> Report | None:
        """The announced report whose matter an item's title repeats, or None where none clearly does."""
        del body
        grams = {title[at : at + 2] for at in range(len(title) - 1)} - _COMMON_GRAMS if self.reports else set()
        if not grams:
            return None
        best, most = None, 0
        for report in self.reports:
            shared = sum(map(report.text.__contains__, grams))
            if shared > most:
                best, most = report, shared
        return best if most / len(grams) >= _SAME_MATTER else None


_SAME_MATTER = 0.55
"""Share of a title's bigrams that the announcement must hold; items of one meeting share far fewer."""
_COMMON_GRAMS = frozenset(["关于", "情况", "汇报", "的情", "况的"])


def reports(sheet: Sheet, start: int, end: int) -> tuple[Report, ...]:
    """Every report told in a stretch of the reading."""
    found: list[Report] = []
    taken: list[tuple[int, int]] = []
    for pattern, hint in _WAYS:
        for match in _told(sheet, pattern, start, end) if sheet.holds(hint, start, end) else ():
            first, last = match.span("who")
            if any(a < last and first < b for a, b in taken):
                continue
            who = _who(sheet, first, last)
            if who is None or (pattern is _AND_MORE and not _hearing(sheet.text, first)):
                continue
            taken.append((first, last))
            matter = _MATTER.match(sheet.text, _matter_start(sheet, match.end(), last), end)
            span = matter.span("matter") if matter else None
            found.append(Report(*who, matter=span))
    for match in _PRESENTED.finditer(sheet.text, start, end) if sheet.holds(_SPOKESMAN, start, end) else ():
        named = people(sheet, *match.span("who"))
        units = tuple(dict.fromkeys(person.unit for person in named if person.unit))
        found.append(Report(tuple(Fact(unit, sheet.span(*match.span("who"))) for unit in units), named))
    for match in _COURTEOUS.finditer(sheet.text, start, end) if sheet.holds(_COURTESY, start, end) else ():
        first, last = match.span("who")
        known = any(person.name == match["who"] for report in found for person in report.people)
        if surname_cost(match["who"]) is not None and not known:
            found.append(Report((), (Person(sheet.written(first, last), sheet.span(first, last)),)))
    return tuple(sorted(found, key=lambda one: one.units[0].span.start if one.units and one.units[0].span else 0))


def _told(sheet: Sheet, pattern: re.Pattern[str], start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of one way to name who reports; one that only begins behind a mark is tried nowhere else."""
    if pattern is not _GIVEN:
        yield from pattern.finditer(sheet.text, start, end)
        return
    reached = start
    for at in _givers(sheet, start, end):
        given = _GIVEN.match(sheet.text, at, end) if at >= reached else None
        if given:
            reached = given.end()
            yield given


def _givers(sheet: Sheet, start: int, end: int) -> list[int]:
    """Where whoever gives a report may be named: behind a mark, in a clause that goes on to a verb of reporting."""
    text, found = sheet.text, set[int]()
    for verb in sheet.marks(_GIVING, start, end):
        near = max(start, verb - _FAR)
        clause = max(text.rfind("，", near, verb), text.rfind("。", near, verb), text.rfind("；", near, verb)) + 1
        first = max(near, clause)
        found.update(
            (0,) if first == 0 else (), (mark.end() for mark in _MARK.finditer(text, max(first - 1, 0), verb - 1))
        )
    return sorted(found)


def _hearing(text: str, at: int) -> bool:
    """Whether the sentence so far says 听取: 听取了A关于…的汇报、B关于…的汇报."""
    return "听取" in text[max(0, text.rfind("。", 0, at), at - 300) : at]


def _matter_start(sheet: Sheet, after: int, who_end: int) -> int:
    """The matter stands behind the verb of reporting, or right behind who reports."""
    return after if sheet.text[who_end : who_end + 1] not in {"关", "《"} else who_end


def _who(sheet: Sheet, start: int, end: int) -> tuple[tuple[Fact[str], ...], tuple[Person, ...]] | None:
    """Units, and persons behind them: 区民政局罗英, 区发改局、区经科局, 副区长钱振宇."""
    start, end = sheet.trimmed(start, end)
    lead = _WHO_LEAD.match(sheet.text, start, end)
    start = lead.end() if lead else start
    if _NOBODY.search(sheet.text, start, end):
        return None
    units: list[Fact[str]] = []
    persons: list[Person] = []
    for first, last in _parts(sheet, start, end):
        text = sheet.text[first:last].strip()
        if is_unit(text) and not _ANYBODY.match(text):
            units.append(sheet.fact(first, last))
            continue
        spoken = _named(sheet, first, last)
        if spoken is None:
            return None
        unit, person = spoken
        units += [unit] if unit else []
        persons += [person] if person else []
    return (tuple(units), tuple(persons)) if units or persons else None


def _parts(sheet: Sheet, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an enumeration; a post without its name (党委委员、副主任…) goes with the part behind it."""
    out: list[tuple[int, int]] = []
    at = start
    for cut_start, cut_end in [*(one.span() for one in _JOIN.finditer(sheet.text, start, end)), (end, end)]:
        if cut_start < end and joins(sheet.text[at:cut_start].strip()):
            continue
        out.append((at, cut_start))
        at = cut_end
    return out


def _named(sheet: Sheet, first: int, last: int) -> tuple[Fact[str] | None, Person | None] | None:
    """Unit and person of one part: 区民政局局长罗英, 区民政局罗英, 区民政局负责人."""
    told = speaker(sheet, first, last)
    if told is not None:
        return told[1], told[0]
    unit = office(sheet, first, last)
    if unit is not None and not _ANYBODY.match(unit.value):
        return unit, None
    if not _may_name(sheet.text[first:last].strip()):
        return None
    named = people(sheet, first, last)
    if len(named) != 1 or not sheet.text[first:last].strip().endswith((named[0].name, named[0].role or named[0].name)):
        return None
    if (named[0].unit is None and named[0].role is None) or surname_cost(named[0].name) is None:
        return None
    before = sheet.text[first:last].find(named[0].name)
    known = before > 0 and is_unit(sheet.text[first : first + before].strip())
    return (sheet.fact(first, first + before) if known else None), named[0]


def _may_name(text: str) -> bool:
    """Whether a part may end with a name or a post; most of what stands where a reporter could is a matter."""
    if not _SOLID.fullmatch(text) or len(text) in _LONG_NAMES or _POST_ENDS.search(text):
        return True
    return surname_cost(text[-1]) is not None or any(name_cost(text[-length:]) is not None for length in (2, 3, 4))


def overview(sheet: Sheet, start: int, end: int) -> Overview:
    """What the header announces, clause by clause."""
    found: list[Report] = []
    for clause in re.finditer(r"(?:《[^》]{0,200}》|[^；;，,。\n《])+", sheet.text[start:end]):
        text = clause.group()
        first, last = start + clause.start(), start + clause.end()
        verbs = list(ACTION.finditer(text[:24]))
        if (not verbs and not _LABELLED.search(text)) or (verbs and "《" in text[: verbs[0].start()]):
            continue
        facts = tuple(Fact(one.group(), sheet.span(first + one.start(), first + one.end())) for one in verbs)
        bounds = [first, *(first + one.end() for one in _NEXT_REPORT.finditer(text)), last]
        for at, stop in pairwise(bounds):
            inner = reports(sheet, at, stop) or _told_next(sheet, at, stop)
            units = tuple(unit for report in inner for unit in report.units)
            persons = tuple(person for report in inner for person in report.people)
            found.append(Report(units, persons, facts, None, sheet.text[at:stop]))
    return Overview(tuple(found))


_NEXT_REPORT = re.compile("(?<=.)(?:、|以及|和)(?=[^，。；、《》和]{2,16}关于)")
"""Where the next of several reports begins: 听取A关于X、B关于Y情况的汇报."""


def _told_next(sheet: Sheet, start: int, end: int) -> tuple[Report, ...]:
    """The unit in front of 关于 in a report that shares its verb with the one before."""
    about = sheet.text.find("关于", start, end)
    who = _who(sheet, start, about) if about > start else None
    return (Report(*who),) if who else ()
