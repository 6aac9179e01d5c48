"""Whether a name that stands in a list of people was one: talk in a transcript mentions people, and calls no roll."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ingest.parse.posts import courtesy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rag.find.shelf import Pages
    from rag.records import PersonRow

_TURN = re.compile(r"(?m)^[#>\s]*(?P<who>[\u4e00-\u9fff·]{2,12})[：:]\s*$")
_LABEL = re.compile(
    r"人员|名单|单位|部门|内容|时间|日期|地点|出席|列席|参加|与会|到会|请假|缺席|应邀|邀请|主持|记录|纪录|会议|议题|议程|事项|"
    r"要求|如下|意见|决议|纪要|抄送|分送|发送|[省市区县镇乡](?:人民)?政府|办公室|[局委]$"
)
"""What a line of its own before a list or a part of the minutes says; nobody speaks there."""
TURNS = 5
"""Lines that open a speaker's turn from which on a text is a transcript."""
_HEADED = re.compile(r"^\W*(?:出席|列席|参加|与会|到会|请假|缺席|应邀|邀请|主持|主席|记录|纪录)[^。]{0,12}[:：]")
_WORD = re.compile(r"代表|公众|委员|群众|居民|专家|来宾|同仁")
"""Words that a name cut out of them is none (3位公众代表出席)."""
_FEW = 5
"""A list of more names was read as a list; of fewer it may be a sentence."""


def called(rows: Iterable[PersonRow], pages: Callable[[str], Pages]) -> list[PersonRow]:
    """The people whose names stand in a roll: under its heading, or in a sentence that is no talk."""
    lists: dict[tuple[str, str], list[PersonRow]] = defaultdict(list)
    kept = list(rows)
    for one in kept:
        lists[one.meeting_id, one.list].append(one)
    misread = {key for key, group in lists.items() if len(group) <= _FEW and _is_talk(group, pages)}
    return [one for one in kept if (one.meeting_id, one.list) not in misread]


def turns(text: str) -> int:
    r"""How many lines open a speaker's turn; the label of a list or of a part of the minutes opens none.

    >>> turns("出席人员：\n会议内容：\n"), turns("王小雨：\n谢谢主席。\n主席：\n请继续。\n")
    (0, 2)
    """
    return sum(not _LABEL.search(one["who"]) for one in _TURN.finditer(text))


def _is_talk(group: list[PersonRow], pages: Callable[[str], Pages]) -> bool:
    first = group[0]
    source = pages(first.document_id)
    text = source.reading.text
    if turns(text) >= TURNS and first.list != "chair":
        return not any(_HEADED.match(source.text(source.around(one.span))) for one in group)
    return any(cut_out(text, *source.reading.locate(one.span)) for one in group)


def cut_out(text: str, start: int, end: int) -> bool:
    """Whether the name at a place is a part of a longer word; the post inside one (丁委员一舟) is none."""
    if courtesy(text[start:end]) is not None:
        return False
    first = max(start - 2, 0)
    return any(
        first + word.start() < end and start < first + word.end() and not text[start:end].startswith(word[0])
        for word in _WORD.finditer(text[first : end + 2])
        if first + word.end() > end or first + word.start() < start or len(word[0]) < end - start
    )
