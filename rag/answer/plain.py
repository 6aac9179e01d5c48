"""One face for texts that say the same, and how much of a text stands in another.

Everything the guard compares goes through `plain` first; its offsets lead nowhere, quotes keep their own.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ingest.clean.script import simplified

_PUNCTUATION = str.maketrans(",;:!?()~", "，；：！？（）～")
_DROPPED = re.compile("[\\s“”\"'‘’「」『』`*_#]+")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_CLAUSE = re.compile(r"(?:《(?:[^《》]|《[^《》]*》)*》|[^，。；：！？])+")
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)*)》")
_HAN = re.compile("[㐀-鿿]")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Simplified characters, narrow digits, wide punctuation; no spaces, quotation marks or thousands commas.

    >>> plain("會議原則同意 “三項” 建議, 共１,２００萬元")
    '会议原则同意三项建议，共1200万元'
    """
    narrow = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text))
    return _DROPPED.sub("", simplified(narrow)).translate(_PUNCTUATION)


def clauses(text: str) -> list[str]:
    """The clauses of a plain text, without the punctuation between them; a 《title》 is never cut.

    >>> clauses("会议同意《甲、乙，丙办法》，由区住建局印发。")
    ['会议同意《甲、乙，丙办法》', '由区住建局印发']
    """
    return _CLAUSE.findall(text)


def titles(text: str) -> list[str]:
    """What stands in 《》, outermost only."""
    return _TITLE.findall(text)


def title_spans(text: str) -> list[tuple[int, int]]:
    """Where each 《title》 stands, marks included."""
    return [match.span() for match in _TITLE.finditer(text)]


def without_titles(text: str) -> str:
    """The text with each 《title》 blanked by an empty 《》."""
    return _TITLE.sub("《》", text)


def bigrams(text: str) -> frozenset[str]:
    """Every two neighbouring Han characters."""
    return frozenset(
        text[at : at + 2] for at in range(len(text) - 1) if _HAN.match(text[at]) and _HAN.match(text[at + 1])
    )


@dataclass(frozen=True, slots=True)
class Cover:
    """How a text is accounted for, one letter a character.

    `q` stands in a quote together with a neighbour, `c` in the context, `w` is a word of reporting or grammar,
    `f` a figure or 《title》 that other rules judge, `.` punctuation, `n` new: nothing accounts for it.
    """

    text: str
    marks: str

    def new(self) -> list[tuple[int, int]]:
        """The ranges of new words; one character of grammar inside does not part them (二等功)."""
        return [match.span() for match in re.finditer("n+(?:wn+)*", self.marks)]


# Words in which minutes are retold: they say that something was said or done, not what.
# What they would add in meaning (an outcome, a next step, a role) is judged by rules of its own.
REPORTING = (
    "会议|本次|此次|该次|这次|纪要|常务会|与会|人员|同志|记录|记载|显示|载明|写明|列明|规定|要求|强调|指出|认为|提出|明确|部署|安排|听取|"
    "审议|研究|讨论|学习|传达|汇报|报告|情况|关于|有关|相关|事项|事宜|议题|工作|内容|其中|包括|涉及|分别|以及|并且|并|同时|此外|另外|还|"
    "负责|牵头|配合|协助|会同|联合|共同|组织|进行|开展|推进|推动|落实|做好|抓好|加强|完成|需要|需|应当|应该|应|必须|必要|要|须|对于|根据|"
    "按照|依据|依照|通过|进一步|及时|尽快|抓紧|加快|切实|认真|积极|具体|主要|方面|措施|意见|建议|方案|办法|文件|协议|计划|上述|该|其|"
    "之后|之前|以前|以后|期间|截至|截止|作为|成为|属于|为了|为|是|由|在|对|就|将|把|被|给|向|与|和|及|或|等|的|了|地|得|从|到|至|于|以|"
    "已经|已|也|都|均|各|每|个|项|件|名|位|所|这|那|此|本|时|时间|日期|召开|举行|主持|出席|列席|参加|参会|邀请|应邀|请假|会上|会后|议程|"
    "同意|原则|批准|决定|议定|确定|暂缓|不予|退回|通报|未|不|没有|没|予以|给予|作出|做出|形成|达成|一致|经过|经|再|后|前|中|内|上|下|"
    "实施|执行|修改|完善|印发|提请|提交|报请|结果|结论|决议|表示|表明|说明|介绍|如下|分为|共|共计|总共|总|合计|达|达到|约|超过|超|不超过|"
    "不少于|不低于|以上|以下|以内|左右|目标|任务|责任|单位|部门|任|担任|使用|采取|制定|拟|拟定|计划|准备|正在|目前|当前|现|今后|下一步|"
    "不是|而是|并非|而|但|但是|因此|因|因为|由于|所以|如|如果|若|则|即|亦|仍|只|仅|仍然|然后|随后|最后|首先|一是|二是|三是|四是|一|获得|获|得到|受到|原因|理由|后续|"
    "开始|起始|结束|为止|期限|时限|具体|其余|其他|另|用于|用途|变为|改为|变更为|建议|提议|请求|申请|该区|该县|该市|全文|名称|题为|题目|"
    "也就是|上会|当时|当日|此前|随即|一并|由此|明示|自|起|止|合并|分别为|位于|多少|哪些|何时|是否|仍需|还需|再次|重新|继续|再作|"
    "得出|所有|各自|彼此|二者|两者|前者|后者|双方|各方|来自|基于|鉴于|考虑|交由|名为|简称|即为|"
    "完毕|建成|获得|取得|达成|确认|重申|谈到|谈及|提到|提及|介绍|阐述|解释|回应|答复|讲话|发言|作了|进行了|"
    "第一|第二|第三|可|可以|能|能够|会|有|无|元|万元|亿元|年|月|日|号|次|届|上午|下午|晚上|全体|地点|名单|以|围绕|针对|聚焦"
)
REPORTED = re.compile("|".join(sorted(set(REPORTING.split("|")), key=len, reverse=True)))
_MARK = re.compile("[^㐀-鿿A-Za-z0-9]")


def cover(text: str, quotes: str, context: str, judged: list[tuple[int, int]]) -> Cover:
    """Account for each character of a plain text; `judged` are the ranges of figures and titles."""
    marks = ["n"] * len(text)
    for match in REPORTED.finditer(text):
        marks[match.start() : match.end()] = "w" * len(match[0])
    for source, letter in ((bigrams(context), "c"), (bigrams(quotes), "q")):
        for at in range(len(text) - 1):
            if text[at : at + 2] in source:
                marks[at] = marks[at + 1] = letter
    for at, char in enumerate(text):
        if _MARK.match(char):
            marks[at] = "."
        elif marks[at] == "n" and not _HAN.match(char) and char in quotes:
            marks[at] = "q"
    for start, end in judged:
        marks[start:end] = "f" * (end - start)
    return Cover(text, "".join(marks))
