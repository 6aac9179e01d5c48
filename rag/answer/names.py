"""Units and places that a plain text names, and whether other texts name them too.

Chinese runs words together, so no list of names is made first: a name ends where a known ending stands
(局, 街道, 区), and how far it reaches to the left is asked of the quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.answer.plain import Cover

_ENDINGS = (
    "人民政府|政府办公室|政府|办公室|办事处|街道办|街道|管理委员会|管委会|委员会|指挥部|领导小组|工作组|工作专班|有限公司|公司|集团|银行|"
    "法院|检察院|中心|支队|大队|总队|研究院|研究所|学院|大学|医院|中学|小学|学校|幼儿园|协会|联合会|商会|基金会|工会|妇联|残联|"
    "组织部|宣传部|统战部|武装部|财政部|党组|党工委|党委|工委|纪委|监委|编办|信访办|政法委|常委会|人大|政协|管理局|分局|总局|"
    "局|厅|委|处|科|[区市县镇乡州盟旗省村]|社区|园区|开发区|高新区|新区"
)
_ENDING = re.compile(_ENDINGS)
_NO_UNIT = re.compile(
    "城乡|[全我本该各地城辖片园校厂灾山库景禁误街]区|小区|[全我本该各城都上超门集股楼房]市|市[场民政容貌值区委长]|[城乡村全小重]镇|镇[压静]|[农全]村|村[民庄镇居]|"
    "[全我本各]县|县[长委域]|[全我本各]省|省[去略长]|[全各]州|乡[镇村亲]|区[域别间委长]|委[员托派屈任]|处[理置罚分于在境]|[好坏益用到四各住]处|"
    "科[学技研目普室]|[学全各本专]科|中心[城镇任工]|大学生|社区[居民]|旗[帜下]|局[面部势限长]|[布格结全大]局|大厅|客厅|餐厅|集团[化军]"
)
_GOES_ON = re.compile(
    "办公室|办(?!理|法|事|结|好|学)|局|委(?!员|托)|部(?!署|分|门)|党组|分局|支队|大队|常委会|人大|政协|政府"
)
_NOT_INSIDE = re.compile("[局办厅署处队由会同请向对了的](?=.)|听取|提出|同意|关于|要求|通报|审议|研究|汇报")
_SHORTEST, _WIDEST = 3, 14
_HAN = re.compile("[㐀-鿿]")


def abbreviates(short: str, full: str) -> bool:
    """Whether one name of a unit shortens the other: same first and last character, the rest in order.

    >>> abbreviates("区住建局", "区住房和城乡建设局"), abbreviates("区教育局", "区体育局")
    (True, False)
    """
    if not _SHORTEST <= len(short) < len(full) <= _WIDEST or short[0] != full[0] or short[-1] != full[-1]:
        return False
    if _NOT_INSIDE.search(full):
        return False
    rest = iter(full)
    return all(char in rest for char in short)


def _whole_in(name: str, source: str) -> bool:
    """Whether a source holds a name that does not go on there: 区政府 is not in 区政府办公室."""
    return any(not _GOES_ON.match(source, match.end()) for match in re.finditer(re.escape(name), source))


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
        alone = match.end() - match.start() == 1 and (match.start() == 0 or cover.marks[match.start() - 1] in "w.f")
        if alone or _GOES_ON.match(text, end):  # the 区 that opens 区住建局 ends no name, nor does 政府 in 政府办
            continue
        own_body = re.fullmatch(
            "人民政府|政府|管委会|常委会|委员会|党组|党委|人大|政协|.*[区市县镇乡州旗省村街道]", match[0]
        )
        sources = (quotes, context) if own_body else (quotes,)
        if not any(_stands(cover, match.start(), end, source) for source in sources):
            yield text[max(0, end - 8) : end]


_UNIT = re.compile(
    "[㐀-鿿]{2,8}?(?:局|委|厅|街道|办公室|公司|集团|中心|支队|大队|医院|学校|中学|小学|银行|法院|检察院|管委会|镇|乡)(?![区域长员])"
)
_LEADING = re.compile("^.*(?:由|会同|请|和|与|及|对|向|要求|同意|听取了?|各|的|给)")


def units(text: str) -> list[str]:
    """The units a piece of text names, as far as they can be told: from the last word of grammar to the ending.

    >>> units("由区交通运输局牵头"), units("加快改造")
    (['区交通运输局'], [])
    """
    found = (_LEADING.sub("", match[0]) for match in _UNIT.finditer(text))
    return [name for name in found if len(name) >= _SHORTEST]


_CHARGED = re.compile(
    f"由(?P<by>{_UNIT.pattern})|(?P<who>{_UNIT.pattern})(?=负责|牵头|主办|承担|落实|组织|做好|配合|协助)"
)


def charged(text: str) -> list[str]:
    """The units that a piece of text charges with something: 由区水利局……, 区水利局负责.

    >>> charged("由区水利局牵头，提请区委常委会审议"), charged("会议听取了区水利局的汇报")
    (['区水利局'], [])
    """
    return [name for match in _CHARGED.finditer(text) for name in units(match["by"] or match["who"])]


def _stands(cover: Cover, ending: int, end: int, source: str) -> bool:
    start = _longest(cover.text, end, source)
    bounded = start == 0 or cover.marks[start - 1] != "n"
    if start <= ending and end - start > 1 and bounded:
        return True
    return _written_otherwise(cover.text, end, cover, source)
