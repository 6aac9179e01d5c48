"""Words of questions that name an outcome, a next step, an action or a time, and the ways of following up.

Tables only; `query` and `follow` read them. All patterns are for simplified text.
"""

from __future__ import annotations

import re
from typing import Final

OUTCOMES: Final[tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = (
    (
        re.compile(
            r"暂缓(?:审议|研究|通过|实施|执行|决定|办理)?|缓议|缓办|搁置|推迟(?:审议|研究|决定)?|延后审议|"
            r"择期(?:再)?(?:审议|研究)|下次再(?:议|审|研究)|[往朝]后[放推拖]|[押压]后"
        ),
        ("暂缓",),
    ),
    (re.compile(r"没(?:能|有)?(?:过会|过关|过(?=的|那|，))|被?打回(?:来|去)?"), ("暂缓", "退回修改", "不予通过")),
    (re.compile(r"退回(?:修改|重[新议]|补充)?|发回(?:修改)?|退件"), ("退回修改",)),
    (
        re.compile(
            r"否决|不予(?:通过|同意|批准)|未(?:获|获得|予|能)?(?:通过|同意|批准)|(?<!有)没(?:有)?(?:获得?|被)?(?:通过|同意|"
            r"批准)|驳回|不同意|不通过|(?:被)?否(?:了|掉)"
        ),
        ("不予通过",),
    ),
    (re.compile(r"修正(?:后)?通过|修改(?:后)?通过"), ("修正通过",)),
    (re.compile(r"原则(?:上)?(?:同意|通过|批准)"), ("原则同意",)),
    (re.compile(r"审议(?:并)?通过|照案通过|表决通过|审定通过|讨论通过"), ("审议通过",)),
    (re.compile(r"通过|批准|核准|批了|批下来|获批"), ("审议通过", "原则同意", "同意", "修正通过")),
    (re.compile(r"同意"), ("同意", "原则同意")),
    (re.compile(r"议定"), ("议定",)),
)
"""Outcome words of a question, the longer first, and the outcomes of the record they may mean."""

NEXT_STEPS: Final[tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = (
    (
        re.compile(
            r"(?:提请|提交|报请?|上报|送|报送|上|请|交)(?:[区县市省州]委)?常委会(?:会议)?(?:审议|研究|讨论|审定|审批|决定)?|"
            r"(?:提请|提交|报请?|上报|报送)[区县市省州]委(?:审议|研究|讨论|审定|审批)?"
        ),
        ("常委会", "委审", "委研究"),
    ),
    (re.compile(r"(?:提请|提交|报请?|上报|送)[区县市省州]?人大(?:常委会|会议)?(?:审议|批准|审查)?"), ("人大",)),
    (
        re.compile(r"(?:提请|提交|报请?|上报)(?:省|市|上级)(?:人民)?政府(?:审批|审定|批准|审议)?"),
        ("政府审", "政府批", "报市", "报省"),
    ),
    (
        re.compile(r"(?:予以|按程序|尽快|正式|修改后|完善后|直接|需要?)?(?:印发|下发|出台|发文)(?:实施|执行)?"),
        ("印发", "下发", "出台", "发文"),
    ),
    (re.compile(r"组织实施|认真实施|(?:抓好|认真)(?:组织)?(?:贯彻)?(?:实施|落实)"), ("实施", "落实")),
    (re.compile(r"按(?:规定|法定|有关|相关|照)?程序(?:办理|实施|报批|执行|推进)|严格按.{0,4}程序"), ("程序",)),
)
"""Next steps a question filters by, and the words of which one must stand in the record's own next step."""

ACTIONS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"书面通报|书面审议|传阅"), "书面通报"),
    (re.compile(r"听取"), "听取"),
    (re.compile(r"审议(?!通过)"), "审议"),
    (re.compile(r"学习|学(?:了|过|的)(?:些|点|的)?(?:是)?(?:什么|啥|哪些)"), "学习"),
    (re.compile(r"传达"), "传达"),
)
"""What was done with an item; 研究 and 讨论 say no more than that it stood on the agenda."""

LATEST: Final = re.compile(
    r"最近(?:召?开|举行)(?:了|的|过)?(?:什么|哪些|啥)?(?:\w{0,4})?会|最新(?:的)?(?:\w{0,4})会|最近(?:一|的一|"
    r"召开的?一)?(?:次|场|期)|最新(?:一|的一)?(?:次|场|期|的会议|的纪要|会议)|"
    r"上一?次(?:的)?(?:常务)?会|最后一次|最近(?:的|召开的)?(?:一)?(?:常务)?(?:会议|会)|刚(?:刚)?开的"
)
EARLIEST: Final = re.compile(
    r"(?:最早|最先)(?:的|召开的)?(?:一|的一)?(?:次|场|期|会议)?|首次(?:召?开)?的?(?:\w{0,4})会|(?:档案|库)(?:里|中)第一次"
)

BESIDE: Final = re.compile(
    r"\x01(?:[\u4e00-\u9fff]{0,6}会议?)?的?(?:(?P<next>(?:之|以)?后|下)|(?P<previous>(?:之|以)?前|上))的?(?:那|下|上|紧接着)?的?一?(?:次|场|期)"
)
"""The meeting after or before the one named; its session is blanked by \\x01."""

FOLLOW: Final = re.compile(
    r"^(?:那|那么|还有|然后|另外|再|换成|改成|以及|它|他|她|其|该|这|此|上述|前述|同一)|(?:它|该(?:项|议题|"
    r"方案|办法|文件|次|会|事项|工作|意见|决定|规划|制度|计划|项目|案)|这(?:项|次|个|件|份|些|事|里|一)|"
    r"此(?:项|次|事|方案|案)|那(?:项|次|个|件|份|事|里|些)|上述|前述|前面|刚才|刚刚说|上面)|呢[？?。\s]*$|"
    r"(?:他|她|他们|其)(?:是|也|还|有|汇报|说|出席|参加|主持|中|余|他)"
)
