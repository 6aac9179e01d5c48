"""A document squashed on one line gets its line ends back, where the genre itself says that a line ended.

Minutes open each of their parts in a fixed way: a title ends with 纪要, ordinals ascend, rolls and data have a label
with a colon, the body of an item opens with 会议指出, a signature closes with a date. Only these tell where lines
were; no other place is guessed, and nothing is taken away but the blanks that stood there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept
from ingest.clean.traced import Edit
from ingest.clean.words import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced

_SHARE, _LEAST = 0.6, 150  # so much of a text on one line, and so many characters of it, are no paragraph
_HEAD = 500  # characters in which a page sets its title, numbers and dates

_N = "[一二三四五六七八九十]{1,3}"
_VALUES = {
    numeral: value for row in ("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾") for value, numeral in enumerate(row, 1)
} | {"参": 3}
_ORDINALS = (
    re.compile(rf"(?<![第题案、—至和及一二三四五六七八九十])(?P<n>{_N})、(?![一二三四五六七八九十]+[、季产批])"),
    re.compile(rf"[（(](?P<n>{_N})[)）]"),
    re.compile(rf"第(?P<n>{_N}|\d{{1,2}})(?:项议题|个议题|项|议题|案)(?=[ :：、]|[听审研学传讨通])"),
    re.compile(rf"(?:议题|案由|提案|议案)(?P<n>{_N}|\d{{1,2}})[:：、 ]"),
    re.compile(r"(?<![\d./年月第、—~-])(?P<n>\d{1,2})[.．、](?!\d)"),
    re.compile(r"[（(](?P<n>\d{1,2})[)）]"),
    re.compile("(?P<n>[壹贰叁参肆伍陆柒捌玖拾]{1,3})、"),
)

_DATE = r"(?:20\d\d|二[○〇零].{2})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
_DAY = rf"(?:{_DATE}|\d{{1,2}}月\d{{1,2}}日)"
_TIMED = rf"{_DAY}(?:[（(][^）)]{{1,8}}[）)])?(?:上午|下午|晚上?|中午)?，"
_ISSUE = r" *(?:[（(]?第?\d{1,4}[号期][)）]?|[（(]?20\d\d年第\d{1,3}[次期][)）]?|【会议纪要】)"
_NUMBER = r"[〔\[（(]20\d\d[〕\])）]第?\d{1,4}号(?:会议纪要)?"
_NO_TITLE = "(?!如下|[、，。：:；和及的）)])"  # 会议纪要如下, 《…会议纪要》 stand in a sentence
_TITLE = re.compile(
    "(?P<banner>(?:[常专] [务题] )?会 议 [纪记] [要录])"
    rf"|(?:会议[纪记][要录]|会报[纪记]录){_NO_TITLE}(?P<issue>{_ISSUE})?"
    rf"|{_NUMBER}(?! *(?:签 ?发|\|)|[、，。和及的）)])"
    "|公开(?:方式|形式) ?[:：|] ?(?:主动|依申请|不予)公开"
)
_OPENING = re.compile(
    rf"(?<=[\u4e00-\u9fff）)] |[\u4e00-\u9fff）)\d]{{2}})(?:{_TIMED}|20\d\d-\d\d-\d\d|本[报网台]讯)"
    r"|(?<=\d{4}-\d\d-\d\d)(?=[\u4e00-\u9fff])"
)
_OFFICE = "(?:(?:人民政府|政府|管理委员会|管委会)?(?:综合|党政)?(?:办公室|办公厅)?)"
_SIGNED = re.compile(rf"[省市区县镇乡旗州道]{_OFFICE}? *(?:整理|印发)? *{_DATE} *(?:印发)?[）)]?")
_NAME = 10  # characters of a place's name, its province's and city's with it
_LAST_DATE = re.compile(rf"(?<=[\u4e00-\u9fff])(?<![室厅府会道镇乡发理])(?={_DATE} *(?:印发)?[）)]?$)")

_SAYS = (
    "(?:认为|指出|强调|听取|原则上?同意|原则通过|审议|决定|一致同意|不?同意|不予|学习|传达|研究(?!室|院)|明确|议定|确定|通报"
    "|书面|讨论|批准|要求，|对《|由[^，。]{2,30}(?:传达|汇报|解读|对《))"
)
# The pattern opens with 会议, and looks back over it: so the search skips all other characters.
# Behind these 会议 belongs to the words in front of it: 常务会议审议, 经会议研究, 提请会议审议, 本次会议决定.
_KINDS = """
专题 主题 全体 集体 党组 小组 办公 调度 年度 联席 主席 治局 协调 推进 扩大 视频 电话 动员 行政 执行 临时 紧急 例行
"""
_BOUND = "".join(f"(?<!{word}会议)" for word in _KINDS.split()) + "(?<![常县区市政党府局部院校厅社]务会议)"
_BOUND += "(?<!。 会议)(?<![次该届全委党本席按照据经由对把将与和以在为了请的大开会还并，。；：、“《（(\n]会议)"
_RUN_ON = re.compile(rf"会议{_BOUND}(?=(?:首先|还|集体|集中|认真|一致|专题)?{_SAYS})")
_MATTER = """
精神 事项 事宜 问题 汇报 情况 工作 方案 办法 措施 经费 申请 任务 资金 计划
"""
_TOLD = re.compile(
    rf"(?:{'|'.join(f'(?<={word})' for word in _MATTER.split())})"
    "(?=[^，。；：:《》]{2,26}(?:汇报|传达|通报|介绍|说明)了)"
    "|(?<=》)(?=[^，。；：:《》、和及的等]{2,16}(?:作|做)了(?:汇报|说明|报告|介绍))"
)
_FIRST_WORDS = 120  # characters behind a label in which its title ends

_ROLL = (
    "(?:应 ?邀 ?)?(?:因事)?(?:出 *席|列 *席|请 *假|缺 *席|参 *加|参 *会|邀 *请|与 *会)(?:会议)?"
    r"[^：:，。；\d（(|]{0,14}(?:[:：]| \|)"
)
_WHO = "主 *持 *人?|主 *席|召 *集 *人?|(?:会议)?[记纪] *录 *(?:人员|人|整理)?|[整审] *[理核]|核 *稿|校 *对|秘 *书"
_WHO += "|[分抄] *送"
_WHAT = r"(?:会议)?(?:时 *间|日 *期|地 *点|内容|议程)|议 *题|汇 *报 *(?:单 *位|人)|主题词"
_DUTY = "(?:责任|牵头|配合|主办|协办|承办)(?:单位|部门)|(?:完成|办理)(?:时限|期限|时间)"
_DATA = "|".join(" *".join(label) for label in LABELS.split())
_LABELLED = re.compile(rf"(?:(?<=[^\n（(《“；;，、：])|^)(?:{_ROLL}|(?:{_WHO}|{_WHAT}|{_DUTY}|{_DATA}) *(?:[:：]| \|))")


def _numeral(written: str) -> int:
    """The value of a label's numeral up to 99; 0 where it is none."""
    if written.isdigit():
        return int(written)
    values = [_VALUES[one] for one in written]
    match values:
        case [one]:
            return one
        case [tens, 10]:
            return 10 * tens
        case [10, one]:
            return 10 + one
        case [tens, 10, one]:
            return 10 * tens + one
    return 0


def _labels(line: str) -> Iterator[tuple[int, int]]:
    """Ordinals of one style that ascend one by one: a single one is none."""
    for style in _ORDINALS:
        first: tuple[int, int] | None = None
        reached = 0
        for match in style.finditer(line):
            value = _numeral(match["n"])
            if value == 1:
                first, reached = match.span(), 1
            elif reached and value == reached + 1:
                if first:
                    yield first
                yield match.span()
                first, reached = None, value


def _name_start(line: str, level: int) -> int:
    """Where the name of a place begins whose last character stands at `level`: so far back as the text repeats it."""
    start = level
    while level - start < _NAME and start and line.count(line[start - 1 : level + 1]) > 1:
        start -= 1
    return start - (line[start - 1 : start] in {"（", "("})


def _heads(line: str) -> Iterator[int]:
    """Behind titles and numbers, in front of the day that opens the minutes, and around the signature."""
    for match in _TITLE.finditer(line):
        if "，" in line[line.rfind("。", 0, match.start()) + 1 : match.start()]:
            continue
        if match["banner"]:
            yield match.start()
        if match["issue"]:
            yield match.start("issue")
        yield match.end()
    yield from (match.start() for match in _OPENING.finditer(line, 0, _HEAD))
    for match in _SIGNED.finditer(line):
        yield _name_start(line, match.start())
        yield match.end()
    yield from (match.start() for match in _LAST_DATE.finditer(line))


def _starts(line: str) -> set[int]:
    """Where lines began in a text squashed on one line."""
    found = {*_heads(line), *(match.start() for match in _LABELLED.finditer(line))}
    found |= {match.start() for match in _RUN_ON.finditer(line)}
    for start, end in _labels(line):
        found.add(start)
        sentence = min(at for at in (line.find("。", end), end + _FIRST_WORDS) if at > 0)
        told = _TOLD.search(line, end, sentence)
        if told:
            found.add(told.start())
    return found


def _squashed(plain: str) -> tuple[int, int] | None:
    """The line that holds most of a text, or None."""
    lines = [match.span() for match in re.finditer("[^\n]+", plain)]
    start, end = max(lines, key=lambda line: line[1] - line[0], default=(0, 0))
    return (start, end) if end - start >= max(_LEAST, _SHARE * len(plain.strip())) else None


def _blanks(line: str, at: int) -> tuple[int, int]:
    """The blanks around a place."""
    start = end = at
    while start and line[start - 1] == " ":
        start -= 1
    while line.startswith(" ", end):
        end += 1
    return start, end


def restore_lines(text: Traced) -> Swept:
    r"""End a line where minutes end one, in a document that has been squashed on a single line.

    >>> from ingest.clean.traced import Traced
    >>> page = "某区政府第3次会议纪要2024年3月5日，区长主持召开会议。一、研究供水工作会议听取了汇报。"
    >>> page += "会议指出，供水关系民生。" * 9 + "二、审议《办法》会议原则同意。出席：甲某、乙某记录：丙某"
    >>> [line[:9] for line in restore_lines(Traced.of(page)).text.text.split("\n")][:5]
    ['某区政府第3次会议', '2024年3月5日', '一、研究供水工作', '会议听取了汇报。会', '二、审议《办法》']
    """
    plain = text.text
    whole = _squashed(plain)
    if whole is None:
        return Swept(text)
    line = plain[slice(*whole)]
    edits: list[Edit] = []
    for at in sorted(_starts(line)):
        start, end = (whole[0] + one for one in _blanks(line, at))
        if whole[0] < start and end < whole[1] and (not edits or edits[-1].end < start):
            edits.append(Edit(start, end, "\n"))
    return Swept(text.edit(edits))
