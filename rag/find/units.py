"""Units by whatever name: 区发改局, 发展和改革局, 发改委 and 发改部门 are one unit to a question.

A name is reduced to the duties it names (`发改`, `住建`, …); two names are the same unit when every duty of the
shorter one is a duty of the other (发改局 asks for 发改经信局 too). Names without a known duty are compared
by their own words without level and suffix.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DUTIES: tuple[tuple[str, ...], ...] = (
    ("发改", "发展和改革", "发展与改革", "发展改革"),
    ("住建", "住房和城乡建设", "住房城乡建设", "住房保障", "城乡建设"),
    ("人社", "人力资源和社会保障", "人力资源社会保障"),
    ("市场监管", "市场监督管理", "市监"),
    ("卫健", "卫生健康", "卫生和健康", "卫计"),
    ("资规", "自然资源和规划", "自然资源与规划", "资源规划", "自规", "自然资源"),
    ("城管", "城市管理"),
    ("综合执法", "综合行政执法", "行政执法"),
    ("文旅", "文化和旅游", "文化广电和旅游", "文广旅", "文化旅游", "文广"),
    ("教育",),
    ("教体", "教育体育", "教育和体育"),
    ("体育",),
    ("民政",),
    ("财政",),
    ("司法",),
    ("审计",),
    ("统计",),
    ("应急", "应急管理"),
    ("农业农村", "农委", "农业"),
    ("交通", "交通运输"),
    ("水利",),
    ("水务",),
    ("商务",),
    ("科技", "科学技术"),
    ("工信", "工业和信息化"),
    ("经信", "经济和信息化"),
    ("经发", "经济发展"),
    ("经科", "经济和科技"),
    ("生态环境", "环保", "环境保护"),
    ("退役军人", "退役军人事务"),
    ("医保", "医疗保障"),
    ("信访",),
    ("公安",),
    ("数据", "大数据", "数据资源", "大数据发展", "大数据管理"),
    ("行政审批", "政务服务", "行政审批服务", "政务服务管理"),
    ("国资", "国有资产监督管理", "国资监管"),
    ("金融", "地方金融监管", "金融监管", "金融工作"),
    ("税务",),
    ("消防", "消防救援"),
    ("编办", "机构编制委员会办公室", "编委办"),
    ("组织部",),
    ("宣传部",),
    ("统战部",),
    ("政法委", "政法委员会"),
    ("纪委", "纪委监委", "纪检监察", "监委"),
    ("研究室", "政研室"),
    ("政府办", "府办", "政府办公室", "政办"),
    ("区委办", "县委办", "市委办", "党委办"),
    ("机关事务", "机关事务管理"),
    ("投促", "投资促进"),
    ("招商",),
    ("林业", "林草", "林业和草原"),
    ("园林", "绿化", "园林绿化"),
    ("气象",),
    ("残联", "残疾人联合会"),
    ("妇联", "妇女联合会"),
    ("团委", "共青团"),
    ("工会", "总工会"),
    ("粮食", "粮食和物资储备", "粮储"),
    ("房管", "房产管理", "住房保障和房产管理"),
    ("民宗", "民族宗教", "民族宗教事务"),
    ("乡村振兴",),
    ("供销社", "供销合作社", "供销合作"),
    ("法院", "人民法院"),
    ("检察院", "人民检察院"),
    ("人武部", "人民武装部"),
    ("外事",),
    ("侨办",),
    ("档案",),
    ("史志", "地方志", "党史"),
    ("地震",),
    ("海洋", "渔业", "海洋渔业"),
    ("口岸",),
    ("知识产权",),
)
"""Each row is one duty, its usual short form first. From the names of county, city and province organs."""

_BY_WORDS = {words: row[0] for row in _DUTIES for words in row}
_DUTY = "|".join(sorted(map(re.escape, _BY_WORDS), key=len, reverse=True))
_OWN_KIND = ("部", "委", "办", "室", "会", "院", "社", "工会", "残联", "妇联", "团委")

_SUFFIX = "委员会|办公室|管理局|事务局|监督局|服务局|总队|支队|大队|分局|部门|中心|局|委|办|厅|部|署|处|口"
_COMPANY = re.compile(r"(?:集团|公司|银行|学校|医院|学院|大学|协会|基金会|中学|小学|电视台|出版社)$")
_LEVEL = re.compile(r"^(?:(?:我|本|全|该)?|[\u4e00-\u9fff]{2,7}?)[省市区县州旗镇乡](?:委(?=.{2}))?(?=.{2})")
_PARENTHESES = re.compile(r"[（(]([^）)]*)[）)]")
_SHORTEST = 2
_SPACE = re.compile(r"\s+")

_ALONE = "|".join(sorted((words for words in _BY_WORDS if words.endswith(_OWN_KIND)), key=len, reverse=True))
_MENTION = re.compile(
    rf"(?:(?:我|本)?[区县市省镇])?(?:委|政府)?"
    rf"(?:(?:{_DUTY})(?:和|与|、)?)*?"
    rf"(?:(?:{_DUTY})(?:管理|事务|工作|服务|发展|监督)?(?:{_SUFFIX})|(?:{_ALONE}))"
)


@lru_cache(maxsize=8192)
def unit_keys(name: str) -> frozenset[str]:
    """The duties a unit's name names; its own bare words where none is known; empty for an empty name.

    >>> sorted(unit_keys("区发改经信局")), sorted(unit_keys("住房和城乡建设局")), sorted(unit_keys("史志办"))
    (['发改', '经信'], ['住建'], ['史志'])
    >>> sorted(unit_keys("青禾区城投集团"))
    ['城投集团']
    """
    name = _SPACE.sub("", name)
    bare = _PARENTHESES.sub("", name)
    if _COMPANY.search(bare):
        return frozenset({_own_words(bare)}) - {""}
    duties = {_BY_WORDS[one[0]] for one in re.finditer(_DUTY, name)}
    return frozenset(duties) or frozenset({_own_words(bare)}) - {""}


def _own_words(name: str) -> str:
    bare = _LEVEL.sub("", name)
    short = re.sub(rf"(?:{_SUFFIX})$", "", bare)
    return short if len(short) >= _SHORTEST else bare


def same_unit(asked: str, written: str) -> bool:
    """Whether a name in a question may mean the unit a text names.

    >>> same_unit("发改委", "区发展和改革局"), same_unit("区教育局", "区财政局"), same_unit("发改局", "区发改经信局")
    (True, False, True)
    """
    mine, theirs = unit_keys(asked), unit_keys(written)
    levels = {one for one in (level_of(asked), level_of(written)) if one}
    return bool(mine) and mine <= theirs and len(levels) <= 1


_OWN_LEVEL = re.compile(r"^(?:我|本)?([区县市省镇])(?!场监|政[管设府]|民政)(?:委|政府)?")


def level_of(unit: str) -> str | None:
    """The level a unit's name begins with (区教育局); None where it begins with a place or with its duty."""
    found = _OWN_LEVEL.match(unit)
    return found[1] if found else None


def names_unit(text: str, unit: str) -> bool:
    """Whether a text names a unit by these words, at its own level or at none.

    >>> names_unit("由市教育局负责", "区教育局"), names_unit("由教育局负责", "区教育局")
    (False, True)
    """
    level = level_of(unit)
    bare = _OWN_LEVEL.sub("", unit)
    return bool(re.search(rf"(?:{level}|(?<![区县市省])){re.escape(bare)}" if level else re.escape(bare), text))


def unit_named(text: str, unit: str) -> bool:
    """Whether a text names a unit by these words or by another of its names (区发改局, 发改部门).

    >>> unit_named("发改、农业农村等部门要强化协同", "区发改局"), unit_named("发改部门要统筹做好", "区发改局")
    (True, True)
    """
    if names_unit(text, unit):
        return True
    return any(same_unit(unit, text[start:end]) for start, end in (*mentions(text), *_several(text)))


_SEVERAL = re.compile(rf"(?:(?:{_DUTY})[、和与及])+(?:{_DUTY})等?(?=部门|单位)")


def _several(text: str) -> Iterator[tuple[int, int]]:
    """Duties in a row that share one 部门 (发改、农业农村等部门), each by itself."""
    for run in _SEVERAL.finditer(text):
        for one in re.finditer(_DUTY, run[0]):
            yield run.start() + one.start(), run.start() + one.end()


def mentions(text: str, known: Iterable[str] = ()) -> Iterator[tuple[int, int]]:
    """Where a simplified text names units: by duty and suffix (区发改局, 财政部门) or by a name of `known`.

    >>> [text[a:b] for text in ["那住建局和区大数据管理局提了啥"] for a, b in mentions(text)]
    ['住建局', '区大数据管理局']
    """
    taken: list[tuple[int, int]] = []
    for name in sorted({one for one in known if len(one) > _SHORTEST and one in text}, key=len, reverse=True):
        for match in re.finditer(re.escape(name), text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
    for match in _MENTION.finditer(text):
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip("那和与、"))
        if not any(first < end and start < last for first, last in taken):
            taken.append((start, end))
    yield from sorted(taken)
