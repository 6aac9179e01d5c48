"""Who was there: lists under a heading (出席: …), and sentences (出席会议的有…, 区领导…参加会议)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ingest.parse.people import people
from ingest.parse.sheet import LINE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.parse.sheet import Sheet
    from ingest.records import Person

Role = Literal["present", "in_attendance", "invited", "apologies", "recorder", "chair", "other"]

_S = " *"  # cleaning leaves no other blank inside a line


def _spaced(words: str) -> str:
    """A pattern for words that may be set with spaces between their characters: 出  席, 主 持 人."""
    return "|".join(_S.join(word) for word in words.split("|"))


_COLON = "[:：︰]"
_TAILS = rf"(?:{_S}(?:{_spaced('单位及人员|单位和人员|人员|领导|会议人员|会议领导|会议|者|单位|委员|名单|同志|代表|整理|人|员|的有|会议的有|人员名单')}))?"
_ANY_TAIL = rf"(?:{_TAILS}|[\u4e00-\u9fff]{{1,8}}(?={_S}{_COLON}))"
"""What the heading of a list goes on with; before a colon any word: 出席召集委员：, 参加对象：, 列席部门：."""
_KINDS: tuple[tuple[Role, str], ...] = (
    (
        "invited",
        rf"(?:{_spaced('应邀列席|应邀出席|应邀参加|应邀|特邀|邀请')})(?:[^\n。:：]{{0,24}}?(?:{_spaced('代表|委员|人员|领导|嘉宾|单位|同志|专家')}))?{_ANY_TAIL}",
    ),
    ("in_attendance", rf"(?:会议)?(?:{_spaced('列席')}){_ANY_TAIL}|出席(?:公职人员|政府官员|政府代表|部门代表)"),
    (
        "apologies",
        rf"(?:因[\u4e00-\u9fff]{{1,3}})?(?:{_spaced('请假未出席|请假|缺席|未出席|未到会|未参会|未参加|未到')}){_ANY_TAIL}",
    ),
    ("present", rf"(?:现场|视频|线上|会议)?(?:{_spaced('出席|参会|参加|与会|到会')}|出[（(]列[)）]席){_ANY_TAIL}"),
    ("recorder", rf"(?:{_spaced('会议记录|书记员|记录|秘书|纪录|纪要整理|整理')}){_TAILS}"),
    ("chair", rf"(?:{_spaced('会议主持|主持|主席|召集')}){_TAILS}"),
    (
        "other",
        rf"(?:{_spaced('分送|抄送|主送|发送|报送|抄报|印发|报|送|发|时间|地点|日期|会议时间|会议地点|附件|签发|审核|校对|核稿|拟稿|主题|议题|会议议程|会议内容|会议室|签发人|审核人|专门委员|主任秘书')})",
    ),
)
_KIND_GROUPS = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS)
_HEADING = re.compile(
    r"[ \t|]{0,40}+(?:[壹贰叁参肆伍陆柒捌玖拾一二三四五六七八九十]{1,2}、[ \t]*)?"
    rf"(?:{_KIND_GROUPS})(?:[（(][^（()）\n:：]{{1,16}}[)）])?(?:{_S}{_COLON}|[ \t]*[|\t](?=[^\n|]))"
)
_BEFORE_HEADING = re.compile(
    r"[\n。；;|、 \t](?=[应特邀列出因请缺未现视线参与到会记秘书纪整主召分抄发报送印时地日附签审校核拟议专壹贰叁肆伍陆柒捌玖拾一二三四五六七八九十 \t|])"
)
"""Where a heading may begin: behind a mark or a blank, in front of its first character."""
_CELL_TAIL = rf"(?:{_S}(?:{_spaced('人员|委员|议员|官员|领导|单位|者|对象')}))?"
_ROW_KINDS: tuple[tuple[Role, str], ...] = (
    ("in_attendance", rf"(?:{_spaced('列席')})(?:会议)?{_CELL_TAIL}"),
    ("apologies", rf"(?:因[事公病])?(?:{_spaced('请假|缺席|未出席|未到会')}){_CELL_TAIL}"),
    ("invited", rf"(?:应邀|特邀|邀请)(?:出席|列席|参加)?{_CELL_TAIL}"),
    ("present", rf"(?:{_spaced('出席|参会|参加|与会|到会')})(?:会议)?{_CELL_TAIL}"),
    ("recorder", rf"(?:会议)?{_spaced('记录')}{_S}[人员]{{1,2}}|{_spaced('记录|纪录|秘书')}"),
    ("chair", rf"(?:会议)?(?:{_spaced('主持|主席')}){_S}人?"),
    ("other", rf"(?:会议|开会)?(?:{_spaced('时间|日期|地点|议题|主题|名称')})"),
)
_ROW_GROUPS = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _ROW_KINDS)
_ROW = re.compile(
    rf"[ \t]*(?:[一二三四五六七八九十]{{1,2}}、[ \t]*)?(?:{_ROW_GROUPS})(?:[ \t]*(?P<alone>\n)|[ \t]+(?=[\u4e00-\u9fff0-9]))"
)
"""A heading without a colon: alone on its line, or the first cell of a table's row."""
_TABLE = 3
"""Rows with such a first cell that make a table; fewer may be a sentence that begins 参加 or 主持."""
_MAIN_GROUPS = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS if kind != "other")
_SQUASHED = re.compile(
    rf"(?:(?<=[ \t\u4e00-\u9fff）)])|(?m:^))(?:{_MAIN_GROUPS}|(?P<other>分送|抄送|主送|附件|地点|时间)){_S}(?:{_COLON}|\|)"
)
"""Where line breaks were lost, a heading stands behind a space or right behind a name; its colon tells it."""
_CLOSES = re.compile("[:：︰|]")
"""What every such heading ends with."""
_LINES_LOST = 150
"""Characters of a line beyond which a text has lost its line breaks; a paragraph of one item may be as long, but
such a line never holds the heading of a list."""
_NEXT_LINE = re.compile(
    r"\n[ \t]*(?=[^\s、，：:]{0,40}(?:办公室|办公厅|党政办|人民政府|委员会|秘书处)(?:整理|印发)?[ \t]*(?:\n|$|[12二][0-9○〇]))"
    r"|\n[ \t]*(?=[（(]?(?:此件|本件)|[12][0-9]{3}[ \t]?年|二[○〇零]|附件|扫一扫|分享|打印|相关)"
    r"|\n[ \t]*(?=[壹贰叁参肆伍陆柒捌玖拾]{1,2}、|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
    r"|\n(?:[ \t]*\n)+(?=[^\n。]{40,}。)"
    r"|\n[ \t]*(?=[^\s、，：:；]{2,26}[ \t]*\n\s*(?:[12][0-9]{3}[ \t]?年|二[○〇零]))"
    r"|\n[ \t]*(?=应到|实到|应出席|应参会|实际到会)"
    r"|\n[ \t]*(?=现将|[^\n]{0,60}(?:会议(?!开始|结束|完毕)|纪要|主持召开))"
)
_SENTENCE: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "invited",
        re.compile(
            r"(?:^|(?<=[。；，,\n]))(?P<who>(?:(?!出席|列席|请假|缺席|主持|召开|参加(?:本次|此次)?会议)[^。；\n：:]){2,200}?)(?:应邀|受邀)(?:出席|列席|参加)(?:了)?(?:会议)?(?=[。；，,\n]|$)"
        ),
    ),
    (
        "present",
        re.compile(
            r"(?:出席|参加)(?:本次|此次)?会议的(?:领导|人员|同志)?(?:还)?有[:：]?(?P<who>[^。；\n]{2,600}?)(?=[。；\n]|$|[，,][^，,。；\n]{2,40}(?:请假|缺席|列席|应邀|主持))"
        ),
    ),
    (
        "in_attendance",
        re.compile(
            r"列席(?:本次|此次)?会议的(?:领导|人员|同志|单位)?(?:还)?有[:：]?(?P<who>[^。；\n]{2,900}?)(?=[。；\n]|$|[，,][^，,。；\n]{2,40}(?:请假|缺席|应邀|主持))"
        ),
    ),
    (
        "apologies",
        re.compile(
            r"(?:^|(?<=[。；，,\n]))(?P<who>(?:(?!出席|列席|参加|主持|召开|要求|强调)[^。；，,\n：:]){2,60}?)(?:因[^。；，,\n]{1,12})?(?:请假|缺席)(?:未出席|未参加)?(?:会议)?(?=[。；，,\n]|$)"
        ),
    ),
    (
        "in_attendance",
        re.compile(
            r"(?:^|(?<=[。；，,\n]))(?P<who>(?:(?!出席|列席|请假|缺席|参加|主持|召开|会议|要求|强调|指出)[^。；\n：:]){2,400}?)(?:分别)?列席(?:了)?(?:本次|此次)?(?:会议)?(?:有关议题|相关议题)?(?=[。；，,\n]|$)"
        ),
    ),
    (
        "present",
        re.compile(
            r"(?:^|(?<=[。；，,\n]))(?P<who>(?:(?!出席|列席|请假|缺席|参加|主持|召开|会议|要求|强调|指出)[^。；\n：:]){2,400}?)(?:分别)?(?:出席|参加)(?:了)?(?:本次|此次)?(?:会议|活动)?(?:或有关活动|并讲话)?(?=[。；，,\n]|$)"
        ),
    ),
)
_GROUP = re.compile(
    r"^(?:在家的?)?(?:[^、，；等\s]{0,10}?(?:有关)?(?:领导班子成员|党政班子成员|班子成员|领导同志|领导)|(?:省|市|区|县|州|旗|镇|乡)?(?:政府|级|直)*(?:有关)?(?:部门)?(?:党组成员|负责同志|负责人))[:：]?(?:同志)?"
)
"""The class of people that a sentence names before their names: 区领导甲、乙, 新区及功能区领导甲、乙."""
_DONE = re.compile(
    r"(?:研究(?![室院所中生])|部署|听取|审议|传达|学习|通报|讨论).*(?:工作|精神|事宜|事项|汇报|方案|意见|报告|议题|问题|情况|指示|讲话|》)"
)
"""What a meeting did, told in front of who was there."""
_TALK = re.compile(r"[我你您这那吗呢吧们]|请(?!假)|可以|如果")
"""What only somebody who speaks says, where a sentence of a roll names people."""
_COUNT = re.compile(r"[。；，,\s]*(?:由|(?:邀请|特邀)?[0-9一二三四五六七八九十]{1,3}余?[位名])")
"""How a clause begins that tells who stood in (由副署长代理), or how many came, and names nobody."""
_CLASSED = re.compile(r"(?m)^[ \t]*(?:副主席|委员|议员)[ \t]*(?:[:：]|\n)")
_TIMES = re.compile("(?:出席|到席|到会|离席|退席|离会)时间")
"""Heads of the columns of when each came and went."""
_STRETCH = re.compile(r"[^。；\n]+")
_AWAY = re.compile(r"[ \t]?[（(](?:因?[公病事]?请假|缺席|未出席|未到)[)）]")
"""Behind a name in the roll of those present: who was called and did not come."""
_ROLL = re.compile(r"出席|列席|参加|请假|缺席")
_MOSTLY = 0.5
"""Share of a sentence's characters that names, posts and units must fill for it to be a roll."""
_LIMIT = 6_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of one kind: where its heading starts, and where its people stand."""

    role: Role
    start: int
    body_start: int
    end: int
    spoken: bool = False


def headings(sheet: Sheet, start: int, end: int) -> list[Listed]:
    """Lists under a heading; each runs to the next heading, to a signature, or to running text."""
    opened = sheet.opened(_HEADING, _BEFORE_HEADING, start, end)
    marks = [(one.lastgroup or "other", one.start(), one.end()) for one in opened]
    marks = sorted({*marks, *_squashed(sheet, start, end), *_rows(sheet, start, end)}, key=lambda one: one[1])
    marks = [one for at, one in enumerate(marks) if at == 0 or one[1] >= marks[at - 1][2]]
    marks = [one for at, one in enumerate(marks) if at == 0 or not _classes(sheet, marks[at - 1], one)]
    found: list[Listed] = []
    for at, (role, first, body) in enumerate(marks):
        stop = min(marks[at + 1][1] if at + 1 < len(marks) else end, body + _LIMIT)
        sentence = sheet.text.find("。", body, stop) if "的有" in sheet.text[first:body] else -1
        stop = sentence if sentence >= 0 else stop
        cut = _NEXT_LINE.search(sheet.text, body, stop)
        found.append(Listed(role, first, body, cut.start() if cut else stop))  # type: ignore[arg-type]  # the groups are the roles
    return [_with_secretary(sheet, *pair) for pair in zip(found, [*found[1:], None], strict=False)]


def _with_secretary(sheet: Sheet, one: Listed, behind: Listed | None) -> Listed:
    """Where a roll sets those present in classes (主席, 委员, 秘书), the secretary is one of them."""
    if behind is None or (one.role, behind.role) != ("present", "recorder"):
        return one
    secretary = "秘书" in sheet.text[behind.start : behind.body_start]
    classed = secretary and _CLASSED.search(sheet.text, one.body_start, one.end)
    return replace(one, end=behind.end) if classed else one


def _classes(sheet: Sheet, before: tuple[str, int, int], mark: tuple[str, int, int]) -> bool:
    """Whether 主席： right under 出席者： only says who of those present took the chair."""
    under = before[0] == "present" and mark[0] == "chair"
    between = sheet.text[before[2] : mark[1]]
    return under and "\n" in sheet.text[before[1] : mark[1]] and not _TIMES.sub("", between).strip()


def _rows(sheet: Sheet, start: int, end: int) -> list[tuple[str, int, int]]:
    """Headings that no colon follows; the first cells of rows only where enough of them make a table."""
    found = [one for one in sheet.opened(_ROW, LINE, start, end) if one.end() < end]
    table = sum(not one["alone"] for one in found) >= _TABLE
    named = [(_row_kind(one), one) for one in found]
    rolled = min((one.start() for kind, one in named if kind == "present"), default=end)
    return [
        (kind, one.start(), one.end())
        for kind, one in named
        if table or (one["alone"] and (kind not in {"chair", "other"} or one.start() < rolled < end))
    ]


def _row_kind(match: re.Match[str]) -> str:
    return next(kind for kind, _ in _ROW_KINDS if match[kind])


def _squashed(sheet: Sheet, start: int, end: int) -> list[tuple[str, int, int]]:
    """Headings inside the long lines of a text without line breaks."""
    found: list[tuple[str, int, int]] = []
    for first, last in sheet.lines:
        if last - first >= _LINES_LOST and start <= first and last <= end:
            matches = _SQUASHED.finditer(sheet.text, first, last) if _CLOSES.search(sheet.text, first, last) else ()
            found += [(one.lastgroup or "other", one.start(), one.end()) for one in matches]
    return found


def sentences(sheet: Sheet, start: int, end: int) -> list[Listed]:
    """Lists given as a sentence: …出席会议, …应邀列席, …请假."""
    found: list[Listed] = []
    for stretch in _STRETCH.finditer(sheet.text, start, end):
        if len(stretch.group()) > _LIMIT or not _ROLL.search(stretch.group()):
            continue
        for role, pattern in _SENTENCE:
            found += _spoken(sheet, role, pattern.finditer(sheet.text, *stretch.span()), found)
    return sorted(found, key=lambda one: one.start)


def _spoken(sheet: Sheet, role: Role, matches: Iterable[re.Match[str]], found: list[Listed]) -> list[Listed]:
    """The lists a pattern finds that no earlier pattern has taken."""
    out: list[Listed] = []
    for one in matches:
        first, last = one.span("who")
        if not any(other.body_start < last and first < other.end for other in found):
            out.append(Listed(role, one.start(), first + _prefix(sheet.text[first:last]), last, spoken=True))
    return out


def _prefix(who: str) -> int:
    """Where the names begin: behind the class of people in front of them.

    Of a sentence that first tells what was done (研究部署了…等工作，区领导甲、乙出席) they begin after that.
    """
    match = _GROUP.match(who)
    if match and match.group():
        return match.end()
    told = [clause.end() for clause in re.finditer("[^，,]+[，,]", who) if _DONE.search(clause.group())]
    if not told:
        return 0
    head = _GROUP.match(who[told[-1] :])
    return told[-1] + (head.end() if head else 0)


def listed(sheet: Sheet, found: Iterable[Listed], role: Role) -> tuple[Person, ...]:
    """Everyone on the lists of one kind, in the order of the text."""
    people = [person for one in found if one.role == role for person in _people(sheet, one)]
    if role in {"present", "apologies"}:
        roll = (
            people
            if role == "present"
            else [one for rolled in found if rolled.role == "present" for one in _people(sheet, rolled)]
        )
        away = {id(person) for person in roll if _AWAY.match(sheet.text, sheet.reading.locate(person.span)[1])}
        people = (
            [one for one in roll if id(one) not in away]
            if role == "present"
            else [*people, *(one for one in roll if id(one) in away)]
        )
    return tuple({person.name: person for person in reversed(people)}.values())[::-1]


def _people(sheet: Sheet, one: Listed) -> tuple[Person, ...]:
    """The people of a list; a sentence counts as one only where people make up most of it."""
    found = people(sheet, one.body_start, one.end)
    if not one.spoken:
        return found
    if _TALK.search(sheet.text, one.body_start, one.end) or _COUNT.match(sheet.text, one.start, one.end):
        return ()
    found = tuple(person for person in found if len(person.name) > 1)
    said = re.sub(r"[\s、，,]", "", sheet.text[one.body_start : one.end])
    named = sum(len(person.name) + len(person.unit or "") + len(person.role or "") for person in found)
    leading = "领导" in sheet.text[one.start : one.body_start]
    vouched = leading or all(person.unit or person.role for person in found)
    return found if vouched or named >= _MOSTLY * len(said) else ()
