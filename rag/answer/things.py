"""The kind of thing a question wants named (哪家企业, 哪条路, 哪所学校): a sentence that names none is no answer.

A name is a word of that kind with something of its own in front (江岸路); 各学校 and 有关企业 name nobody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHICH = r"(?:哪(?:一|几|两|些)?[个家所条座位间处名只支片]?|(?:什么|啥|何)(?:名字的)?)"
_KINDS: Final = (
    ("企业|公司|厂家|厂商|单位中标|开发商|房企|物业", "公司|集团|工厂|厂|银行|股份|酒店|商场|超市|合作社|物业|企业"),
    ("学校|中学|小学|高中|幼儿园|大学|院校", "小学|中学|高中|大学|学院|学校|幼儿园|职校|[一二三四五六七八九十]中"),
    ("医院|卫生院", "医院|卫生院|卫生服务中心|保健院"),
    ("道路|马路|公路|街道?路|路(?!径|线)|街(?!道)|大道|高速", "路|街|大道|巷|高速|公路|国道|省道|快速路|线"),
    ("小区|楼盘|社区|院子", "小区|苑|花园|家园|新村|公寓|里|城|府|湾|楼盘|社区"),
    ("银行", "银行|信用社"),
    ("乡镇|镇街|镇|乡|街道", "镇|乡|街道"),
    ("村庄?|村子", "村|庄|屯"),
    ("厂", "厂|公司"),
    ("部委", "部|委|办|局|署"),
    ("[区县](?![里委政])", "区|县"),
    ("线路?", "线"),
    ("河道?|河流|水库|湖泊?", "河|溪|港|江|塘|浜|渠|湖|水库"),
)
_ASKED = tuple((re.compile(rf"{_WHICH}(?:{asked})"), re.compile(rf"(?:{named})")) for asked, named in _KINDS)
_NOBODY = re.compile(
    r"(?:^|[，。、；：的和与及对向为以给把让在从等一个家所条座类型大小中微多每各该本此其某两三]|有关|相关|全[省市区县]|所有|部分|重点|优秀|广大|龙头|骨干|"
    r"鼓励|引导|发挥|支持|组织|推动|促进|帮助|服务|督促|民营|国有|工业|规上|科技|农村|城市|城镇|主要|老旧|示范|试点|风险|问题|义务|公办|民办|普通|职业|公立)$"
)
_OWN = 2


def names_kind(question: str, text: str) -> bool:
    """Whether a sentence names a thing of the kind a question wants named; True where it wants none.

    >>> names_kind("奖给了哪家企业", "要鼓励企业加快品牌建设"), names_kind("奖给了哪家企业", "授予青禾机械公司")
    (False, True)
    >>> names_kind("哪条路要修", "对江岸路实施改造"), names_kind("怎么修路", "加快进度")
    (True, True)
    """
    named = next((named for asked, named in _ASKED if asked.search(question)), None)
    return named is None or any(True for _ in _names(named, text))


def wants_name(question: str) -> bool:
    """Whether a question wants a thing of some kind named."""
    return any(asked.search(question) for asked, _ in _ASKED)


def _names(named: re.Pattern[str], text: str) -> Iterator[str]:
    """The things of a kind that a text names."""
    for one in named.finditer(text):
        own = re.split(r"[^\u4e00-\u9fff]", text[: one.start()])[-1]
        if len(own) >= _OWN and not _NOBODY.search(own):
            yield one[0]
