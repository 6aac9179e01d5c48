"""Units, places and people that a plain text names, and whether other texts name them too.

Chinese runs words together, so no list of names is made first: a name ends where a known ending stands
(局, 街道, 区) or beside a title (区长, 同志), and how far it reaches is asked of the quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.parse.surnames import COMMON, COMPOUND, RARER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer.plain import Cover

_ENDINGS = (
    "人民政府|政府办公室|政府|办公室|办事处|街道办|街道|管理委员会|管委会|委员会|指挥部|领导小组|工作组|工作专班|有限公司|公司|集团|银行|"
    "法院|检察院|中心|支队|大队|总队|研究院|研究所|学院|大学|医院|中学|小学|学校|幼儿园|协会|联合会|商会|基金会|工会|妇联|残联|"
    "组织部|宣传部|统战部|武装部|财政部|党组|党工委|党委|工委|纪委|监委|编办|信访办|政法委|常委会|人大|政协|管理局|分局|总局|"
    "局|厅|委|处|科|[区市县镇乡州盟旗省村]|社区|园区|开发区|高新区|新区"
)
_ENDING = re.compile(_ENDINGS)
_NO_UNIT = re.compile(
    "[全我本该各地城辖片园校厂灾山库景禁误街]区|小区|[全我本该各城都上超门集股楼房]市|市[场民政容貌值区委长]|[城乡村全小重]镇|镇[压静]|[农全]村|村[民庄镇居]|"
    "[全我本各]县|县[长委域]|[全我本各]省|省[去略长]|[全各]州|乡[镇村亲]|区[域别间委长]|委[员托派屈任]|处[理置罚分于在境]|[好坏益用到四各住]处|"
    "科[学技研目普室]|[学全各本专]科|中心[城镇任工]|大学生|社区[居民]|旗[帜下]|局[面部势限长]|[布格结全大]局|大厅|客厅|餐厅|集团[化军]"
)
_GOES_ON = re.compile(
    "办公室|办(?!理|法|事|结|好|学)|局|委(?!员|托)|部(?!署|分|门)|党组|分局|支队|大队|常委会|人大|政协|政府"
)
_INNER = re.compile("[局办厅署处队由会同请向对]")
_WIDEST = 14
_HAN = re.compile("[㐀-鿿]")


def abbreviates(short: str, full: str) -> bool:
    """Whether one name of a unit shortens the other: same first and last character, the rest in order.

    >>> abbreviates("区住建局", "区住房和城乡建设局"), abbreviates("区教育局", "区体育局")
    (True, False)
    """
    if not 3 <= len(short) < len(full) <= _WIDEST or short[0] != full[0] or short[-1] != full[-1]:
        return False
    if _INNER.search(full[1:-1]):
        return False
    rest = iter(full)
    return all(char in rest for char in short)


def _whole_in(name: str, source: str) -> bool:
    """Whether a source holds a name that does not go on there: 区政府 is not in 区政府办公室."""
    at = source.find(name)
    while at >= 0:
        after = at + len(name)
        if not _GOES_ON.match(source, after) or _GOES_ON.search(name[-1:]) is None and not name.endswith("府"):
            return True
        at = source.find(name, at + 1)
    return False


def _longest(text: str, end: int, source: str) -> int:
    """The first character of the longest piece of `text` up to `end` that stands whole in the source."""
    start = end
    while start and _HAN.match(text[start - 1]) and text[start - 1 : end] in source:
        start -= 1
    return start if start < end and _whole_in(text[start:end], source) else end


def _written_otherwise(text: str, end: int, cover: Cover, source: str) -> bool:
    """Whether the name up to `end` shortens or spells out a name of the source."""
    last = text[end - 1]
    for start in range(max(0, end - _WIDEST), end - 2):
        if start and cover.marks[start - 1] == "n":
            continue
        name = text[start:end]
        for match in re.finditer(last, source):
            for width in range(3, _WIDEST + 1):
                other = source[max(0, match.end() - width) : match.end()]
                if abbreviates(name, other) or abbreviates(other, name):
                    return True
    return False


def strange_units(cover: Cover, quotes: str, context: str) -> Iterator[str]:
    """The units and places of a claim that its quotes do not name; the context may name the meeting's own body."""
    text = cover.text
    skipped = [match.span() for match in _NO_UNIT.finditer(text)]
    for match in _ENDING.finditer(text):
        end = match.end()
        if (
            any(start < end <= stop and start <= match.start() for start, stop in skipped)
            or "f" in cover.marks[match.start() : end]
        ):
            continue
        own_body = re.fullmatch(
            "人民政府|政府|管委会|常委会|委员会|党组|党委|人大|政协|.*[区市县镇乡州旗省村街道]", match[0]
        )
        sources = (quotes, context) if own_body else (quotes,)
        if not any(_stands(cover, match.start(), end, source) for source in sources):
            yield text[max(0, end - 8) : end]


def _stands(cover: Cover, ending: int, end: int, source: str) -> bool:
    start = _longest(cover.text, end, source)
    bounded = start == 0 or cover.marks[start - 1] != "n"
    if start < ending and bounded:
        return True
    return _written_otherwise(cover.text, end, cover, source)


_TITLE = (
    "省长|市长|区长|县长|镇长|乡长|州长|局长|主任|书记|部长|处长|科长|院长|校长|董事长|总经理|秘书长|主席|组长|司长|厅长|会长|行长|"
    "队长|所长|站长|律师|教授|专家|同志|代表|先生|女士|记者|委员"
)
_DOES = "同志|先生|女士|主持|出席|列席|汇报|作了?汇报|传达|宣读|牵头|签发|担任|任组长|分管|负责|缺席|请假|等|副?(?:区|市|县|局|省|镇)长|主任|书记"
_NO_SURNAME = frozenset(
    "于由和经相项全向位权员信同连应时从以但别代到强平安明成能有管要主那但令过所况干束计公元与在对就将把为是之各该其会上下前后"
)
_SURNAMES = (COMMON | RARER) - _NO_SURNAME
_AFTER_TITLE = re.compile(rf"(?:{_TITLE})(?P<name>[㐀-鿿]{{2,4}})")
_BEFORE = re.compile(rf"(?P<name>[㐀-鿿]{{2,4}}?)(?P<cue>{_DOES})")
_UNIT_END = re.compile("[局办委厅部处室院所队站区县市镇乡村会司组道社团]$")


def _could_be_name(name: str) -> bool:
    if _UNIT_END.search(name):
        return False
    if name[:2] in COMPOUND:
        return len(name) in {3, 4}
    return name[0] in _SURNAMES and len(name) in {2, 3}


def strange_people(cover: Cover, quotes: str) -> Iterator[str]:
    """Names of people in a claim that its quotes do not hold."""
    text = cover.text
    for match in _AFTER_TITLE.finditer(text):
        run = match["name"]
        lengths = [size for size in (4, 3, 2) if len(run) >= size and _could_be_name(run[:size])]
        if (
            lengths
            and not any(run[:size] in quotes for size in lengths)
            and "n" in cover.marks[slice(*match.span("name"))]
        ):
            yield run[: lengths[0]]
    for match in _BEFORE.finditer(text):
        start = match.start("name")
        before = cover.marks[start - 1] if start else "."
        named = _could_be_name(match["name"]) and match["name"] not in quotes
        if named and before in ".wf" and "n" in cover.marks[start : match.end("name")]:
            yield match["name"]


def strange_members(cover: Cover, quotes: str) -> Iterator[str]:
    """Members of a list (甲、乙和丙) that its quotes do not hold, where each is short enough to be a name."""
    for clause in re.finditer("[^，。；：！？]+", cover.text):
        members = clause[0].split("、")
        if len(members) < 2:
            continue
        for index, member in enumerate(members):
            name = re.split("[有为是及和与]|包括|分别", member)[-1] if index == 0 else re.split("[等和及与]", member)[0]
            if _is_short_name(name) and name not in quotes and not _known(name, quotes):
                yield name


def _is_short_name(name: str) -> bool:
    return 2 <= len(name) <= 4 and all(_HAN.match(char) for char in name)


def _known(name: str, quotes: Sequence[str] | str) -> bool:
    """Whether the quotes hold every pair of neighbouring characters of a short word."""
    return all(name[at : at + 2] in quotes for at in range(len(name) - 1))
