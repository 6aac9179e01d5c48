"""The verbs of the genre: what a meeting does with a matter, and how its sentences open."""

from __future__ import annotations

import re

ACTION = re.compile(r"书面通报|听取|审议|研究(?!院|室|所|生(?:院|会|教)|中心)|传达|学习|讨论")

OPENING = re.compile(
    r"(?:会上，?|会议?以[^，。]{4,30}(?:形式|方式)，|随后，?|会议前?，?|本次会议)?(?:会议|与会人员)?(?:还|又|并|首先|集中|专题|分别|认真|书面|再次|继续|共同|深入|一并|原原本本|及时|逐项|第一时间|参与)*"
    r"(?P<verb>书面通报|听取|审议|审定|研究|传达|学习|讨论|通报|部署|原则同意|原则上同意|同意|通过|议定|决定|审查|观看|对[^，。；]{2,50}(?:作出|进行了?)(?:部署|安排)|邀请.{1,20}(?:讲座|辅导|解读))"
)
"""A sentence that opens a matter: 会议听取了…, 传达学习了…."""

OTHER_MATTERS = re.compile(
    r"会议?还?(?:学习|听取|研究|讨论|审议|通报|传达)*(?:、|和|并|了)*(?:研究|讨论|审议|通报)?了?(?:[^，。；]{0,12}等)?(?:其他|其它|有关)(?:有关)?(?:事项|工作|议题|事宜)"
)
"""会议还研究了其他事项: said at the end, and no matter at all."""

DEMAND = re.compile(r"(?:会议|他|她|[\u4e00-\u9fff]{2,4}(?:同志)?)?(?:最后|同时|还|并)?(?P<verb>强调|要求|明确要求)")
FINDING = re.compile(r"(?:会议|他|她|[\u4e00-\u9fff]{2,4}(?:同志)?)?(?:最后|同时|还|并)?(?P<verb>指出|认为|提出)")
