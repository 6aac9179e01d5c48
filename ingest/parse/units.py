"""Units of government as minutes name them: 区住建局, 县应急管理局, 江畔街道, 区发展和改革局, 各镇人民政府."""

from __future__ import annotations

import re
from functools import lru_cache

SUFFIX = (
    "党工委|党委|人大常委会办公室|政府办公室|政协办公室|人大办公室|党政办公室|人民政府|政府|办公室|党政办|政府办|政协|人大|党组|"
    "管理委员会|管委会|委员会|人大常委会|常委会|纪委监委|监委|纪委|党校|人民法院|人民检察院|检察院|法院|派出所|指挥部|领导小组|工作组|专班|"
    "分局|总局|管理局|局|支队|大队|总队|消防队|执法队|服务队|清洁队|中心|研究院|设计院|规划院|研究室|政研室|监察室|督查室|法规室|法制室|法务室|综合室|人事室|主计室|会计室|秘书室|信息室|政风室|审计室|财务室|研究所|"
    "事务所|服务所|供电所|信用社|联社|农发行|农商行|银行|支行|分行|集团有限公司|有限责任公司|股份有限公司|有限公司|集团公司|集团|公司|"
    "纪检监察组|监察组|纪检组|军分区|军区|警备区|人武部|组织部|宣传部|统战部|武装部|工作部|部|总工会|工会|团委|团区委|团县委|团市委|妇联|工商联|残联|科协|文联|侨联|红十字会|"
    "街道办事处|街道|办事处|公所|经济开发区|开发区|高新区|产业园区|产业园|园区|工业区|新区|示范区|度假区|风景区|景区|保税区|"
    "小学|中学|大学|幼儿园|编办|信访局|督查室|乡|镇|院|社|办|处|署|厅|司|委|股|科|课|站|所|会|台|校|馆|组|社区"
)
"""Endings of a unit's name, longer ones first where they share an end."""

STARTS = re.compile(
    "新区|高新区|经开区|区|市|县|州|省|旗|镇|乡|街道|国家|各|本|我|团|资源规划|自然资源|规划|公安|生态环境|税务|消防|住房|城乡|城管|综合|市场|"
    "发改|发展|财政|教育|卫生|卫健|民政|农业|水利|交通|应急|司法|审计|统计|人社|人力|退役|医保|科技|工信|经信|文旅|文广|商务|"
    "行政|政务|大数据|数据|信访|机关|国资|金融|气象|供电|邮政|烟草|园林|林业|渔业|海洋|海事|边检|海关|武警|交警|检察|法院|社会|建设|主计"
)
"""How the name of a unit begins when it does not begin with its place."""

FUNCTION = (
    "发改|财政|教育|科技|工信|经信|公安|民政|司法|人社|自然资源(?:和规划)?|生态环境|住建|国土(?:资源)?|规划|建设|交通(?:运输)?|水利|水务|农业农村|商务|文旅|卫健|"
    "应急(?:管理)?|审计|国资|市场监管|统计|医保|城管|信访|环保|林业|金融|税务|数据|宣传|组织|政法|组织人事|纪检监察"
)
"""Fields of work that stand for a department: 发改部门, 财政、审计等部门."""

_ENDS = {
    end: tuple(one for one in SUFFIX.split("|") if one[-1] == end) for end in {one[-1] for one in SUFFIX.split("|")}
}
LAST = frozenset(_ENDS)
"""The last characters of units' names."""
_BAD = re.compile(
    r"[，。；：、,;:\s《》“”\"（(]|会议(?!办|中心)|要求|指出|强调|情况|工作(?!部|组|站|室|专班|队|委|办|局|处|科)|同意|听取|审议|讨论|了|(?<=[审核批查议改定])后|关于|会同|牵头|负责|配合|进一步|按照|提出|落实|批准|暂缓|统筹(?!办|中心)|"
    r"协助|抓紧|尽快|修改|完善(?!局)|根据|确保|做好|加强|每|应(?!急)|须|请|把|将|并|授权|责成|代表(?!工作委|联络|团)|协商|重新|委托|评估|再|拿出|征求|广泛|积极|争取|制定|检讨|呈报|上报|组织(?!部|人事)|指导(?!中心|站|所|委|办)|研究(?!院|所|室|中心|会)|推进(?!办|中心|组|会)|建立|形成|受(?!理)|^待|^向(?!阳)|^报(?!社)|按|对照|修编|退回|商(?=[区市县州省旗])|通过|(?<=[局委办处部院会厅署])商(?![务业会贸])|[一二三四五六七八九十](?:周|日|天|个)|[0-9]|年度"
)
_NO_UNIT = re.compile(
    r"(?:会议|会议室|部署|机会|社会|委托|全会|大会|运动会|平台|舞台|后台|出台|(?:^|各|有关|相关|辖区|全[区县市镇]|中小|所属|等)学校|场所|车站|网站|现场|全部|内部|外部|干部|东部|西部|南部|北部|中部|"
    r"局部|处处|用处|好处|到处|之处|长处|难处|学科|老百姓|城乡|(?:分|全|编|改|词|重|各|两)组|[署局处厅]会|常委|课程|功课|[入持参控个]股)$"
)
"""Words that end like a unit and are none."""
INNER = r"(?<=[\u4e00-\u9fff])[（(][\u4e00-\u9fff]{1,6}[）)](?=办公室|委员会|[局办部处科室院])"
"""A bracket inside the name of a unit, for use inside a pattern: 党委（校长）办公室."""
_INNER = re.compile(INNER)
_BRACKET = re.compile(r"[（(][^（()）]*[）)]$")
_SHORTEST, _LONGEST = 2, 24


_TEAM = re.compile(
    r"(?P<front>[\u4e00-\u9fff]{0,12}?)第?[一二三四五六七八九十百〇0-9]{1,4}(?:[师团连营]|[\u4e00-\u9fff]{0,4}队)"
)
"""A numbered unit of a corps or an enterprise: 第三连, 八师一四一团, 建筑第二工程队."""


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether a piece of text is shaped like the name of one unit.

    >>> is_unit("区住建局"), is_unit("区委政法委(司法局)"), is_unit("周庆"), is_unit("会议室")
    (True, True, False, False)
    """
    bare = _BRACKET.sub("", text) if text.endswith(("）", ")")) else text
    bare = _INNER.sub("", bare) if "）" in bare or ")" in bare else bare
    if not _SHORTEST <= len(bare) <= _LONGEST:
        return False
    team = _TEAM.fullmatch(bare) if bare[-1] in "师团连营队" else None
    if team:
        return not ("对" in team["front"] or _BAD.search(team["front"]))
    if not ends_unit(bare, len(bare)):
        return False
    return not (_BAD.search(bare) or _NO_UNIT.search(bare))


def ends_unit(text: str, end: int) -> bool:
    """Whether `text[:end]` ends like the name of a unit; `end` is not 0."""
    ends = _ENDS.get(text[end - 1])
    return ends is not None and text.endswith(ends, 0, end)
