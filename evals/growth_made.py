"""Minutes by the thousand, made up from a seed: fictional districts, matters and decisions in the genre's layout."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 7
ITEMS = 18
"""Items of a meeting: with its opening and its lists some 20 chunks."""
FIRST, LAST = 2012, 2025
_FRONT, _BACK = "澜澄栖珑篁汀砚岫漪棠", "湖川溪岭浦砂"
_SUBJECT = (
    "老旧小区改造", "校车安全", "排水防涝", "养老服务", "公共停车", "农村供水", "危房治理", "义务教育学位",
    "污水处理", "河道清淤", "公交线网", "医保基金", "高标准农田", "森林防火", "供热管网", "燃气管道",
    "垃圾分类", "住房公积金", "文物保护", "人才公寓", "招商引资", "数据共享", "信访化解", "欠薪治理",
    "应急广播", "地质灾害", "食品安全", "政府采购", "国有资产", "旅游公路", "冷链物流", "标准厂房", "光伏建设",
    "零工市场", "储备粮轮换", "殡葬服务", "社区食堂", "全民健身", "职业教育", "托育机构",
)  # fmt: skip
_THING = (
    "实施方案", "补助资金", "管理办法", "三年行动计划", "项目选址", "投资计划", "专项整治", "考核细则",
    "特许经营", "收费标准", "用地划拨", "概算调整", "应急预案", "示范创建", "设施管护", "立法草案",
)  # fmt: skip
_WHERE = (
    "东关", "麻园", "双塔", "栗园", "墨池", "古渡", "柏亭", "石井", "白杨", "北湾", "长堤", "秀水",
    "潮音", "铁铺", "向阳", "荷塘",
)  # fmt: skip
_UNIT = (
    "住建局", "财政局", "教育局", "民政局", "水务局", "发改局", "交通局", "卫健局", "司法局", "审计局",
    "城管局", "农业农村局",
)  # fmt: skip
_NAME = "程许秦韩顾陆白丁柳乔闵郎俞费蒲洪"
_GIVEN = "砚秋知远牧野一苇庭芳闻笛露生小满如风仲达秀兰月明静之宁秋实大年"
_OUTCOME = (
    "会议原则同意{matter}，由{unit}修改完善后按程序印发。",
    "会议审议通过{matter}，自{year}年{month}月1日起施行。",
    "会议决定暂缓{matter}，请{unit}进一步论证后再提请审议。",
    "会议同意{matter}，所需资金{amount}万元由区财政局统筹安排。",
    "会议认为测算依据不足，对{matter}不予通过。",
)
_SAID = (
    "{unit}要会同{other}倒排工期，{month}月底前完成{where}片区的摸底调查。",
    "要坚持先易后难，把{where}街道群众反映集中的{count}个问题逐项销号。",
    "{other}要加强资金监管，每季度向区政府报告一次进展。",
    "要做好政策解释，防止{subject}工作出现新的矛盾。",
    "{where}街道要落实属地责任，明确专人负责{subject}的日常巡查。",
)


def districts() -> list[str]:
    """The names of the districts: 60, each with its level."""
    return [f"{front}{back}区" for front in _FRONT for back in _BACK]


def minutes(count: int) -> Iterator[tuple[str, str]]:
    """File names and texts of `count` meetings, the same ones every time."""
    chance, places = Random(SEED), districts()  # noqa: S311 - the same draw every time is what is wanted
    for at in range(count):
        yield f"{at:06}.txt", _meeting(chance, places[at % len(places)], at // len(places) + 1)


def questions(count: int) -> dict[str, list[str]]:
    """`count` questions of each kind, by what they filter with."""
    chance, places = Random(SEED + 1), districts()  # noqa: S311 - the same draw every time is what is wanted
    made: dict[str, list[str]] = {
        "no filter": [], "district": [], "date range": [], "district and dates": [], "outcome": [], "one meeting": []
    }  # fmt: skip
    for _ in range(count):
        place, year, matter = chance.choice(places), chance.randint(FIRST, LAST), _matter(chance)
        made["no filter"].append(f"{matter}是怎么定的？")
        made["district"].append(f"{place}的{matter}作了什么决定？")
        made["date range"].append(f"{year}年上半年召开的常务会议对{matter}作了什么决定？")
        made["district and dates"].append(f"{place}{year}年召开的常务会议对{matter}有什么要求？")
        made["outcome"].append(f"{place}{year}年暂缓了哪些事项？")
        made["one meeting"].append(f"{place}第{chance.randint(1, 9)}次常务会议对{matter}作了什么决定？")
    return made


def _matter(chance: Random) -> str:
    return f"{chance.choice(_WHERE)}{chance.choice(_SUBJECT)}{chance.choice(_THING)}"


def _meeting(chance: Random, place: str, session: int) -> str:
    year, month, day = chance.randint(FIRST, LAST), chance.randint(1, 12), chance.randint(1, 28)
    people = ["".join((chance.choice(_NAME), *chance.sample(_GIVEN, 2))) for _ in range(10)]
    lines = [
        f"岚渡市{place}人民政府第{session}次常务会议纪要",
        f"{year}年{month}月{day}日，区长{people[0]}在区政务中心主持召开区政府第{session}次常务会议。纪要如下：",
        f"出席：{'、'.join(people[:6])}",
        f"列席：{'、'.join(people[6:])}",
    ]
    for number in range(1, ITEMS + 1):
        lines += _item(chance, number, year)
    return "\n".join(lines) + "\n"


def _item(chance: Random, number: int, year: int) -> list[str]:
    where, subject = chance.choice(_WHERE), chance.choice(_SUBJECT)
    told = {
        "where": where,
        "subject": subject,
        "matter": f"{where}{subject}{chance.choice(_THING)}",
        "unit": f"区{chance.choice(_UNIT)}",
        "other": f"区{chance.choice(_UNIT)}",
        "year": year,
        "month": chance.randint(1, 12),
        "amount": chance.randint(20, 9000),
        "count": chance.randint(3, 60),
    }
    body = "".join([
        "会议听取了{unit}关于{matter}的汇报。", chance.choice(_OUTCOME), "会议要求，", *chance.sample(_SAID, 3)
    ])  # fmt: skip
    return [f"{_ordinal(number)}、关于{told['matter']}有关事项", body.format(**told)]


def _ordinal(number: int) -> str:
    """A number below 20 as minutes count their items.

    >>> _ordinal(3), _ordinal(10), _ordinal(18)
    ('三', '十', '十八')
    """
    ones = "零一二三四五六七八九"
    return ones[number] if number < len(ones) else f"十{ones[number - 10] if number > len(ones) else ''}"
