"""The words that turn a fact into a demand or its opposite, and the words no claim may add.

Everything takes plain text (`rag.answer.plain.plain`). The lists come from the genre: how meetings demand,
what happens to a paper afterwards, how far a measure reaches.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAID = (
    "听取|审议|研究|学习|通过|同意|强调|指出|要求|传达|部署|讨论|明确|汇报|介绍|通报|召开|分析|肯定|安排|审定|提出|"
    "观看|回顾|总结|宣读|决定|议定|批准|确定|举行|邀请|出席|列席|参加|主持|作出|做出|为了|除了|暂缓|退回|否决|推迟|"
    "缓议|表示|说明|认为|表决"
)
_HAPPENED = rf"已(?!知)|业已|(?<!作){''.join(f'(?<!{word})' for word in _SAID.split('|'))}了(?!解)"
FACT = re.compile(rf"{_HAPPENED}|圆满|累计|取得|完成率|完成投资|竣工|建成投用|投入使用|目前|截至|以来|同比|环比")
"""Marks of something that has happened; 了 behind a word of meeting (听取了) says only that the meeting met."""

CLAIMS_FACT = re.compile(rf"{_HAPPENED}|圆满完成|顺利完成|全部完成|全面完成|投入使用|竣工")
_DONE = re.compile(
    "(?:完成|建成|到位|投用|落成|交付|解决|通车|竣工|达标|开工|实施完毕|办结|销号|清零)(?:[^，。；]{0,12}任务)?$"
)
DEMAND = re.compile(
    "要(?!闻|点|素|件|求和|是)|要求|强调|应当|应(?![急对用邀])|须|需(?!求)|必须|务必|确保|力争|争取|加快|抓紧|推动|尽快|计划|拟(?!定)|将|前(?:完成|开工|建成|完工|投用|到位|交付|通车|竣工|达标|办结|实现)|底前|"
    "之前|提出|部署|目标|由|负责|牵头|同意|议定|决定|通过|不得|严禁"
)
ORDER = re.compile(
    "要(?!闻|点|素|件)|应当|应(?![急对用邀])|须|需(?!求)|必须|务必|确保|力争|争取|加快|抓紧|推动|尽快|计划|拟|将"
)


def claims_done(clause: str, before: str) -> str | None:
    """The words by which a clause says that something is done, or None where it demands, plans or reports.

    >>> claims_done("区住建局已完成整改", ""), claims_done("年底前完成整改", "会议要求"), claims_done("整改到位", "")
    ('已', None, '到位')
    """
    said = CLAIMS_FACT.search(clause)
    if said:
        return said[0]
    done = _DONE.search(clause)
    return done[0] if done and not DEMAND.search(before + clause) else None


_NOT = (
    "不予|不再|不能|不宜|不准|不许|不得|不要|不应|不允许|严禁|禁止|杜绝|尚未|从未|未能|未曾|没有|暂不|"
    "不|未|无需|无须|勿|非"
)
_HARMLESS = re.compile(
    "不断|不仅|不但|不同(?!意)|不少于|不低于|不超过|不高于|不多于|不大于|不小于|不足|不折不扣|不动产|不良|不忘|不懈|不到|不管|不论|不可或缺|"
    "毫不(?!能)|绝不|决不|未来|未成年|未央|非常|非法|非遗|非公|非物质|无障碍|无人机|无线|无缝|无废|无偿|"
    "无证|无私|无疑|无论|是不是|能不能|要不要"
)
DEGREE = "够太很能会再要宜得可应该须予以"
"""Characters that may stand between a negation and what it negates (不够扎实)."""

_NEGATED = re.compile(rf"(?P<not>{_NOT})(?P<what>[㐀-鿿]{{1,4}})")


def negated(text: str) -> Iterator[tuple[str, str]]:
    """What a text negates, as (negation, the characters behind it); 不断, 未来 and their like negate nothing."""
    for match in _NEGATED.finditer(_HARMLESS.sub("◦", text)):
        yield match["not"], match["what"]


def affirms(text: str, what: str) -> bool:
    """Whether a text says something without a negation in front of it."""
    bare = _HARMLESS.sub("◦", text)
    return any(
        not re.search(rf"(?:{_NOT})[㐀-鿿]{{0,2}}$", bare[max(0, match.start() - 5) : match.start()])
        for match in re.finditer(re.escape(what), bare)
    )


# Words that add something a reader acts upon. A claim may use one only where its quotes use it or a synonym
# (one line); the name in front is the rule that a claim breaks.
_EVIDENCED = {
    "step": (
        "印发|下发|发文",
        "公布|发布|公示|公告|公开",
        "提请|提交|报请|呈报|上报|报送|递交|报批|报[^，。；《》]{0,10}(?:审议|审定|审批|批准|备案|研究|同意)|上会",
        "备案",
        "签订|签署|签约|签定",
        "实施|执行|施行|推行",
        "开工|动工|开建|启动建设",
        "招标|采购|招投标|比选",
        "拨付|拨款|划拨|下拨|安排资金|安排经费",
        "立项",
        "修改|完善|修订|修正|优化|调整",
        "验收",
        "审批|批准|审核|核准|报批|批复|审定",
        "追责|问责|处分|通报批评|追究",
        "奖励|表彰|表扬|奖金|嘉奖|奖补",
        "处罚|罚款|罚",
        "补助|补贴|资助|奖补|补偿",
        "征收|拆迁|征迁|拆除|腾退|征地",
        "贷款|融资|借款|举债|债券",
        "减免|免征|免费|免收|免除",
        "追加|增资|增拨",
        "成立|设立|组建|建立",
        "撤销|取消|终止|停止|废止|叫停|中止|停办|关停|关闭",
        "任命|聘任|免去|任职|任免",
        "出让|转让|拍卖",
        "试点|试行|先行先试",
        "督查|督办|考核|督促|督导|检查",
        "通车|运营|投用|投运",
        "推迟|延期|延后|延长|顺延|延迟",
        "提前",
    ),
    "direction": (
        "增长|增加|上升|提高|上涨|提升|扩大|上调|递增|高于|增幅|翻番",
        "下降|减少|降低|下跌|回落|下滑|缩减|压减|下调|缩小|压缩|低于|降幅",
        "允许|可以|准许|同意",
        "禁止|严禁|不得|不准|不允许|不许",
    ),
    "scope": (
        "全部|所有|一切|全体|一律|均|都|各",
        "一致(?!性)|全票",
        "全国",
        "全省",
        "全市",
        "全县",
        "全区",
        "全镇",
        "部分|个别|一些|少数|有的",
        "唯一|仅限|只限|独家",
        "首次|首个|首批|首家|第一次|率先",
        "长期|永久",
        "每年|年度|逐年",
        "每月|月度",
        "每季度|季度",
        "每周|每星期",
        "每日|每天",
        "每人|人均|每名|每位",
        "每户|户均",
        "全额|足额",
        "国家级",
        "省级",
        "市级",
        "区级",
        "县级",
    ),
    "period": (
        "上半年",
        "下半年",
        "[第]?(?:一|1)季度|首季",
        "[第]?(?:二|2)季度",
        "[第]?(?:三|3)季度",
        "[第]?(?:四|4)季度",
        "上旬",
        "中旬",
        "下旬",
        "年底|年末|12月底|年内|12月31",
        "年初",
        "今年|本年|当年|年内",
        "去年|上年",
        "明年|下一年|次年",
        "上午",
        "下午",
        "晚上|晚间|当晚",
    ),
    "action": (
        "听取",
        "审议|审定|审查|审核|讨论",
        "学习|传达|宣讲",
        "研究|讨论|审议|研判|议定",
        "书面通报",
        "主持",
        "出席|参加|参会|到会",
        "列席",
        "请假|缺席|未到会",
        "应邀|邀请|受邀",
        "表决|投票",
        "强调|要求|指出|提出|认为|裁示|裁示|要",
    ),
    "modality": ("必须|务必|一律|须|应当|应|要|不得|严禁|确保",),
}
_CLASSES = tuple((rule, re.compile(pattern)) for rule, patterns in _EVIDENCED.items() for pattern in patterns)
_ORDINARY = {
    "direction": re.compile("同意|可以"),
    "scope": re.compile("均|都|各"),
    "step": re.compile("落实|优化|调整|完善|检查|督促|考核|提升"),
    "action": re.compile("要|提出|认为|讨论"),
    "modality": re.compile("要|应|须|确保|应当"),
}
"""Words that count as evidence for their line but are too common in retelling to need evidence themselves."""


def unstated(claim: str, quotes: str) -> Iterator[tuple[str, str]]:
    """The words of a claim that need evidence and have none, each with the name of its rule."""
    for rule, pattern in _CLASSES:
        ordinary = _ORDINARY.get(rule)
        for match in pattern.finditer(claim):
            if ordinary and ordinary.fullmatch(match[0]):
                continue
            if not pattern.search(quotes):
                yield rule, match[0]
            break
