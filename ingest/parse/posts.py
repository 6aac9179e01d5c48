"""Posts as rolls write them, the order of courtesy that puts one inside a name, and reasons for being away."""

from __future__ import annotations

import re

from ingest.parse.surnames import COMPOUND, surname_cost

ROLE = (
    # The first look is at one character: most places are left after it.
    r"(?=[大支中副总指国非常代省市区县州旗镇乡里村居业家学职顾局处科部厅院秘检庭行社校所站会组队课股署台馆司园次参技执佐助工第书主董经调巡政委议召专管督高一二三四党人法负分记简机编干理宣纪统青师团营连])(?:"
    r"(?:副)?(?:总理|总指挥|指挥长|国务委员)|(?:非党)?(?:常务)?(?:代理?|副)?(?:省|市|区|县|州|旗|镇|乡|里|村|局|处|科|部|厅|院|秘书|检察|大队|支队|总队|中队|庭|行|社|校|所|站|会|组|队|部|课|股|署|台|馆|司|园|次|师|团|营|连)长"
    r"|(?:第一)?(?:常务)?副?(?:书记|主任委员|主任|主席|理事长|秘书长|检察长|总经理|董事长|经理|会长|总工程师|总(?:会计|规划|经济|农艺|建筑|审计)师|总监|调研员|"
    r"巡视员|司令员|政委|部长|(?:[省市区县州]委)?常委|召集委员|召集人|委员|议员|专员|管理员|总督察|督察|主任秘书)"
    r"|(?:助理|署理)(?:署|处|局|厅)长"
    r"|(?:组织|宣传|统战|纪检|政法|青年|群工)(?:统战)?委员"
    r"|(?:高级|一级|二级|三级|四级)(?:[\u4e00-\u9fff]{2})?(?:主任|督察|主任科员|调研员|巡视员)"
    r"|党组(?:副?书记|成员)|(?:居民|村民|业主|家长|学生|职工)代表|人大代表|政协委员|(?:法律|县政|市政|区政)?顾问|(?:主要|分管)?负责(?:人|同志)|记者|(?:简任|机要|常务|行政|高级|(?:总|高级)?议会)?秘书|专门委员|编审|(?:高级|助理)?工程师|[课科组]员|佐理员|干事|技[正士佐]|参事|执行秘书)"
)
"""Posts, for use inside a pattern."""

_COURTESY = re.compile(
    rf"(?P<surname>[\u4e00-\u9fff]{{1,2}}?)(?P<role>{ROLE}|执行长|教授)(?P<given>[\u4e00-\u9fff]{{0,2}})"
)
"""王部长大明: the order of courtesy in Taiwan and Hong Kong minutes, surname, post, given name."""
HONORIFIC = re.compile(r"先生|女士|小姐|博士|议员|太平绅士|同志|委员|代$|教授|MH|JP|BBS|SBS|GBS|GBM")
"""What is said behind a name out of courtesy, and the honours of Hong Kong."""
REASON = re.compile(
    r"因?(?:公务?|病|事)(?:出差|外出|请假|假)?|出差|公出|[年产婚丧]假|(?:公休|休)假?|外出(?:学习|培训|开会|考察)?|在外(?:学习|培训)|学习|培训|开会|请假|另有(?:公务|会议|任务)"
)
"""Why somebody is away, in a cell of its own behind the name."""


def courtesy(name: str) -> tuple[str, str] | None:
    """Name and post where the post stands inside the name (王部长大明), else None.

    >>> courtesy("王部长大明"), courtesy("周庆")
    (('王大明', '部长'), None)
    """
    match = _COURTESY.fullmatch(name)
    if match is None or surname_cost(match["surname"] + match["given"]) is None:
        return None
    if len(match["surname"]) > 1 and match["surname"] not in COMPOUND:
        return None
    return match["surname"] + match["given"], match["role"]
