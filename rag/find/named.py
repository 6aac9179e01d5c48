"""What a question names outright: places, sessions, kinds of meeting, ordinals, numbers, documents, people.

Each finder takes the simplified question and gives what it found with the ranges it used up, so that what is left
over is the matter. The insides of 《》 are a name: nothing else is looked for in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.parse.numerals import NUMERAL, number
from ingest.parse.surnames import COMPOUND, surname_cost
from rag.find.roll import cut_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.find.vocabulary import Vocabulary


@dataclass(slots=True)
class Named:
    """Values in the order of the question, and the ranges of the text they stand in."""

    values: list[str] = field(default_factory=list)
    ranges: list[tuple[int, int]] = field(default_factory=list)

    def add(self, value: str, start: int, end: int) -> None:
        """One more find; a value named twice is kept once."""
        if value not in self.values:
            self.values.append(value)
        self.ranges.append((start, end))

    def numbers(self) -> tuple[int, ...]:
        """The values as whole numbers."""
        return tuple(dict.fromkeys(int(one) for one in self.values))


_TITLE = re.compile(r"《([^《》]{2,80}(?:《[^《》]{1,60}》[^《》]{0,60})*)》")
_SPACE = re.compile(r"\s+")


def blanked(text: str, ranges: Iterable[tuple[int, int]], mark: str = "\x00") -> str:
    """The text with the ranges filled by `mark`, so that every other offset stays."""
    chars = list(text)
    for start, end in ranges:
        chars[start:end] = mark * (end - start)
    return "".join(chars)


def documents(text: str) -> Named:
    """The titles in 《》."""
    found = Named()
    for one in _TITLE.finditer(text):
        found.add(_SPACE.sub("", one[1]), one.start(), one.end())
    return found


_FOLLOWS_SESSION = (
    r"(?=(?:[\u4e00-\u9fff]{2,5}?[区县市省镇乡州])?(?:\s*(?:区|县|市|省|"
    r"州)?(?:人民)?(?:政府)?(?:党组)?(?:常务|党组|专题|全体|常委|办公|主任|[区县市镇乡省]长|[区县市省镇乡部局院校处]务|市政|"
    r"工作|扩大|主管|定期|[（(]扩大[）)])*(?:会(?!计|议精神)|纪要))"
    r"|呢|的(?!全国|全省)|是(?!全)|谁|什么|啥|都|有|研究|审议|讨论|听取|通过|主持|出席|列席|请假|怎么|如何|"
    r"何时|在|和|与|跟|及|、|，|,|。|？|\?|$|\s|期间|里|上|中|开|对|还|也|总共|一共|共|到底|又)"
)
_SESSION = re.compile(rf"第\s*({NUMERAL}{{1,4}})\s*(?:次|期){_FOLLOWS_SESSION}")
_BARE_SESSION = re.compile(
    rf"(?<![{NUMERAL[1:-1]}第开了过共这那两几年月前近后])(?![一二两三四五六七八九]次)({NUMERAL}{{1,4}})次(?=(?:常务|党组|专题|全体|部务|常委|办公)(?:扩大)?会|会议?(?:纪要|上))"
)
_TERM_SESSION = re.compile(rf"(?:第?\s*({NUMERAL}{{1,3}})届)\s*(?:第?\s*({NUMERAL}{{1,3}})次)?")
_SERIES = re.compile(rf"第\s*({NUMERAL}{{1,3}})(?:次)?\s*[、和与跟及]\s*第?\s*({NUMERAL}{{1,3}})\s*次")


def sessions(text: str, known: Iterable[str] = ()) -> tuple[Named, Named]:
    """Sessions (第25次, 13次常务会, 第12、13次) and terms (第十六届) that a question names.

    `known` are kinds of meeting that may stand behind a session.

    >>> found, _ = sessions("第12次和第十三次会议呢")
    >>> found.values
    ['12', '13']
    >>> sessions("五次会议上谁主持")[0].values, sessions("25次常务会议上谁主持")[0].values
    ([], ['25'])
    """
    found, terms = Named(), Named()
    for one in _TERM_SESSION.finditer(text):
        value, session = number(one[1]), number(one[2]) if one[2] else None
        if value is not None and (
            session is not None or re.match(r".{0,4}(?:政府|区|县|市|常务|会议)", text[one.end() :])
        ):
            terms.add(str(value), one.start(), one.end())
            if session is not None:
                found.add(str(session), one.start(), one.end())
    of_kind = re.compile(rf"第?\s*({NUMERAL}{{1,4}})\s*次(?={'|'.join(map(re.escape, known)) or '$^'})")
    for pattern in (_SERIES, _SESSION, _BARE_SESSION, of_kind):
        for one in pattern.finditer(text):
            if _taken(one.span(), found.ranges):
                continue
            for value in map(number, one.groups()):
                if value is not None:
                    found.add(str(value), one.start(), one.end())
    return found, terms


def _taken(span: tuple[int, int], ranges: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in ranges)


_KINDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"常务会(?:议)?"), "常务"),
    (re.compile(r"党组(?:[（(]扩大[）)])?(?:会议|会|扩大会议?|理论学习中心组)"), "党组"),
    (re.compile(r"专题(?:协调|研究|工作)?会(?:议)?"), "专题"),
    (re.compile(r"全体会(?:议)?|(?<![安健周完])全会"), "全体"),
    (re.compile(r"(?<=委)常委会(?!审|研究$|讨论$|批)(?:会议|扩大会议)?|常委会(?:会议|扩大会议)"), "常委会"),
    *(
        (re.compile(rf"{word}会(?:议|报)?"), word)
        for word in ("部务", "局务", "县务", "市务", "区务", "镇务", "乡务", "院务")
    ),
    (re.compile(r"(?:区长|县长|市长|省长|主任|镇长)?办公会(?:议)?"), "办公会"),
    (re.compile(r"调度会(?:议)?"), "调度"),
    (re.compile(r"协调会(?:议)?"), "协调"),
    (re.compile(r"联席会(?:议)?"), "联席"),
    (re.compile(r"委员会议"), "委员会"),
    (re.compile(r"(?:主管)?会报"), "会报"),
    (re.compile(r"市政会议"), "市政会议"),
)


def kinds(text: str, known: Iterable[str] = ()) -> Named:
    """The kinds of meeting a question insists on, those that the archive knows included; 会议 alone is none."""
    found = Named()
    for pattern, kind in _KINDS:
        for one in pattern.finditer(text):
            if not text.startswith("精神", one.end()):
                found.add(kind, one.start(), one.end())
    for kind in known:
        for one in re.finditer(re.escape(kind), text):
            if not _taken(one.span(), found.ranges) and not text.startswith("精神", one.end()):
                found.add(kind, *one.span())
    return found


_POST = re.compile(
    r"(?:(?:常务|党组|党委|代理?|副)*(?:区长|县长|市长|省长|镇长|乡长|州长|局长|部长|厅长|主任|书记|主席|秘书长|院长|检察长))"
    r"(?=(?:现在|目前|当时|如今|到底|又)?(?:是|叫)(?:谁|哪位|哪个|什么名字|啥名)|姓什么)|(?<=谁是)\w{0,8}?(?:长|主任|书记)(?=[？?]|$)"
)


def posts(text: str) -> Named:
    """The offices whose holder a question asks for.

    >>> posts("青禾区代区长是谁").values, posts("区长主持了什么会").values
    (['代区长'], [])
    """
    found = Named()
    for one in _POST.finditer(text):
        found.add(one[0], *one.span())
    return found


_OFFICE_BEFORE = re.compile(
    r"(?:[区县市省州]?(?:人大|政协)?(?:委员|代表)|(?:常务|党组)?[副代]?(?:[区县市省镇乡局部厅]长|主任|书记)|同志)$"
)


def posts_before(text: str, people: Named) -> list[tuple[int, int]]:
    """Where an office stands right in front of a person named (区政协委员高远)."""
    found = (_OFFICE_BEFORE.search(text[:start]) for start, _ in people.ranges)
    return [one.span() for one in found if one is not None]


_ORDINAL = re.compile(
    rf"第\s*({NUMERAL}{{1,3}})\s*(?:(?:项|大项)(?:的)?(?:议题|议程|事项|议定事项|议案|内容|研究事项|工作|"
    rf"汇报)?(?!目|行动|计划|规定|届|要求)|(?:个|条|件|点)(?:的)?(?:议题|议程|事项|议定事项|议案|研究事项|"
    rf"汇报)|(?:案|号议题|号议案))"
    rf"|(?:议题|议程|事项|报告事项|讨论事项|讨论案|报告案)(?:第)?\s*({NUMERAL}{{1,3}})"
    r"(?=$|[\W的是和与及跟由怎如讲说谈研讨审结在里中有呢咋通获为什啥谁哪被](?!分之))"
    rf"|第\s*({NUMERAL}{{1,3}})\s*(?:议题|议程|议案)"
    rf"|(?P<last>最后一?(?:项|个|条)(?:议题|议程|事项)?)"
)
_FIRST_TOPIC = re.compile(r"第一议题")


def ordinals(text: str) -> Named:
    """Which items of the agenda are meant: 第三项议题, 议题五; the last is -1. 第一议题 is the name of a study item.

    >>> ordinals("第三项议题和议题五").values, ordinals("第一议题学了什么").values
    (['3', '5'], [])
    >>> ordinals("原则同意的事项一共多少项").values, ordinals("议题十四五规划怎么定").values
    ([], [])
    """
    found = Named()
    for one in _ORDINAL.finditer(text):
        if _FIRST_TOPIC.match(text, one.start()):
            continue
        value = -1 if one["last"] else number(one[1] or one[2] or one[3])
        if value is not None:
            found.add(str(value), one.start(), one.end())
    return found


_DOCUMENT_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8})?[〔\[［(（【]\s*(?:19|20)\d\d\s*[〕\]］)）】]\s*第?\s*\d{1,4}\s*号"
)
_INDEX_NUMBER = re.compile(r"\d{6,}[\w]*/\d{4}-\d{3,}")


def document_numbers(text: str) -> Named:
    """Numbers of papers as they are printed: 〔2022〕15号, 014133058/2024-00008."""
    found = Named()
    for pattern in (_DOCUMENT_NUMBER, _INDEX_NUMBER):
        for one in pattern.finditer(text):
            found.add(_SPACE.sub("", one[0]), one.start(), one.end())
    return found


_OF_PERSON = (
    r"(?:同志|先生|女士|委员|代表|书记|主任|局长|处长|(?:代理?|副|常务副)*[区县市省镇州部厅院]长|秘书长|次长|主委)"
)
_DOES = (
    r"(?:是否|是不是|有没有|有无|到底|究竟|当时|那天|当天|也|都|去|来|去没去|来没来|在不在|在会上|会上|又|还|曾|确实|本人|究竟|那次)*"
    r"(?:出席|参加|列席|到会|到场|请假|缺席|参会|与会|主持|记录|在(?:不在|场|名单)|没(?:有)?(?:来|去|到|参加|"
    r"出席|列席)|来了|去了|应邀|受邀|被邀请|做(?:的)?记录|汇报|发言|讲话|领学|传达|解读|说明)"
)
_STRANGER = re.compile(
    rf"(?:(?<=[，,、？?。和与跟及\s是由请问那查，])|^)(?=([\u4e00-\u9fff]{{2,4}}?)(?:{_OF_PERSON})*{_DOES})"
)
_NO_NAME = re.compile(
    r"的|了|是|谁|哪|什么|会议|人员|领导|部门|单位|名单|区长|县长|市长|主任|局长|同志|代表|委员|议题|事项|多少|几|有|"
    r"应邀|政府|办公|常务|会上|次|名|具体|都|这|那|本|该|何|[区县市省镇乡]$|请问|所有|全部|街道|关于|工作|情况|建设|管理|方案|"
    r"项目|信访|安全|生产|教育|文件|规划|计划|报告|精神|发言|汇报|参加|出席|列席|请假|主持|记录|讲话|学习"
)
_NEAR_NAME = re.compile(
    rf"{_OF_PERSON}|{_DOES}|(?:的)?(?:汇报|讲话|主持)|是(?:哪|什么|不是|否|在)|(?:说|讲|代表|负责|属于|来自)"
)
_COMMON_NAME = 2


def people(text: str, vocabulary: Vocabulary) -> Named:
    """People a question names: those the archive knows, and names in the place where only a name can stand.

    A known name of two characters must stand beside what people do or are, since it may be a word as well.
    """
    found = Named()
    known = vocabulary.people or {}
    for name in sorted((one for one in known if one in text and _may_be_name(one)), key=len, reverse=True):
        for one in re.finditer(re.escape(name), text):
            near = len(name) > _COMMON_NAME or bool(_NEAR_NAME.match(text, one.end())) or _led_by(text, one.start())
            near = near or bool(not text[: one.start()].strip() and _GOES_ON.match(text, one.end()))
            if near and not cut_out(text, *one.span()) and not _taken(one.span(), found.ranges):
                found.add(name, *one.span())
    for one in _STRANGER.finditer(text):
        name = one[1]
        if _taken(one.span(1), found.ranges) or not _is_name(name):
            continue
        found.add(name, *one.span(1))
    return found


_GOES_ON = re.compile(r"[在于\d第那这当都还没]|为什么|为何|为啥|怎么|有没有|是谁|是哪|是什么|是来|来干")
"""What follows a name of two characters that opens a question (高远7月28日…)."""
_LONG_NAME = 4


def _may_be_name(name: str) -> bool:
    """Whether a name read from a list is one: it has a surname, or is as long as names without one are."""
    return len(name) >= _LONG_NAME or surname_cost(name) is not None


def _is_name(name: str) -> bool:
    """Whether characters may be a person's name: a surname in front, two or three of them, no word of meetings."""
    length = 4 if name[:2] in COMPOUND else 3
    return len(name) <= length and surname_cost(name) is not None and not _NO_NAME.search(name)


def _led_by(text: str, at: int) -> bool:
    before = text[:at]
    return bool(
        re.search(
            r"(?:由|是|请问|叫|跟|和|与|、|书记|[区县市省局镇]长|主任|同志|名单中?有|里有|有没有|有无|委员|代表)$",
            before,
        )
    )
