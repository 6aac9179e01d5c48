"""What a meeting decided, in the words of its minutes, and which outcome carries a claim of which.

Takes plain text (`rag.answer.plain.plain`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Decided = Literal["审议通过", "原则同意", "同意", "修正通过", "议定", "暂缓", "未通过", "不予通过", "退回修改", "通报"]

POSITIVE = frozenset({"审议通过", "原则同意", "同意", "修正通过"})
NEGATIVE = frozenset({"暂缓", "未通过", "不予通过", "退回修改"})

_YES = "(?:审议通过|审定通过|表决通过|通过|同意|批准)"

# Tried in this order at each place, so that the longer and the negated reading wins over 同意 and 通过.
# The first takes what another body will do later (报区委同意后, 提请常委会审议通过): nothing was decided there.
_OUTCOMES: tuple[tuple[Decided | None, str], ...] = (
    (
        None,
        (
            r"(?:经(?!会议|研究|审议|讨论|表决|审定|认真|集体|与会)|(?<![汇通申填])报(?![告道名并])|提请|提交|征得|待(?!遇)|俟|须|需(?!求))"
            rf"(?:(?!会议)[^，。；《》]){{0,20}}?{_YES}|{_YES}(?:之?后|以?前)(?!来)|未经[^，。；]{{0,8}}(?:同意|批准)"
        ),
    ),
    (
        None,
        "(?:未|没有|没|不|暂未|尚未|暂不)(?:予以|作出|做出|作|做|形成|能)?(?:决定|议定)",
    ),  # negation has its own rule
    ("不予通过", "不予(?:审议)?(?:通过|同意|批准)|(?<!是)不同意|不批准|不通过|否决|驳回|未予(?:同意|批准|通过)|不赞成"),
    (
        "未通过",
        "(?:未|没有|没|未能|尚未|并未|未获)(?:获得?|被|能|一致|审议|最终|予以|表决|直接|完全|原则)*(?:通过|同意|批准|议定)",
    ),
    (
        "暂缓",
        "(?:同意|决定)?(?:予以)?暂缓|(?:同意|决定)?缓议|推迟|押后|延期审议|延后审议|(?:同意|决定)?暂不|搁置|留待|暂时不",
    ),
    ("退回修改", "(?:同意|决定)?(?:予以)?退回|发回|打回"),
    ("修正通过", "(?:照)?修正(?:案|后|意见)?通过|修改后通过|按修改意见通过"),
    ("原则同意", "原则(?:上|性)?(?:同意|通过|审议通过|赞同|批准)|基本同意"),
    (
        "审议通过",
        (
            "(?:审议|讨论|表决|审定|研究|一致|予以|照案|获得?|会议|全票|顺利)(?:并|后)?(?:一致|表决|予以|照案)?"
            "通过(?![加强采各多建推召以对网开])|通过了|通过(?=《)|通过(?=[，。；]|$)"
        ),
    ),
    ("同意", "同意|批准|准予|核准|赞成"),
    ("议定", r"议定|(?<![的关作])决定(?![性于])"),
    ("通报", "书面通报|洽悉|准予备查"),
)
_OUTCOME = re.compile("|".join(f"(?P<o{index}>{pattern})" for index, (_, pattern) in enumerate(_OUTCOMES)))

_ENTAILS: dict[str, frozenset[str]] = {
    "审议通过": frozenset({"审议通过", "同意", "议定"}),
    "原则同意": frozenset({"原则同意", "议定"}),
    "同意": frozenset({"同意", "议定"}),
    "修正通过": frozenset({"修正通过", "议定"}),
    "议定": frozenset({"议定"}),
    "暂缓": frozenset({"暂缓", "未通过", "议定"}),
    "未通过": frozenset({"未通过", "不予通过", "议定"}),
    "不予通过": frozenset({"不予通过", "未通过", "议定"}),
    "退回修改": frozenset({"退回修改", "未通过", "议定"}),
    "通报": frozenset({"通报"}),
}
"""What a claim may say of an outcome in its quote: the same, something weaker, never something more."""


def outcomes(text: str) -> Iterator[tuple[int, int, Decided]]:
    """The outcomes a text states, with where their words stand.

    >>> [kind for *_, kind in outcomes("会议原则同意《甲》，决定暂缓审议《乙》，报区委同意后印发。")]
    ['原则同意', '暂缓']
    """
    for match in _OUTCOME.finditer(text):
        kind = _OUTCOMES[int((match.lastgroup or "o0")[1:])][0]
        if kind is not None:
            yield match.start(), match.end(), kind


def entails(quoted: str, claimed: str) -> bool:
    """Whether a quote with one outcome carries a claim of another.

    >>> entails("审议通过", "同意"), entails("原则同意", "同意"), entails("暂缓", "未通过")
    (True, False, True)
    """
    return claimed in _ENTAILS[quoted]
