"""Rulings as minutes label them (主席裁示：, 決議：, 研究意见：), and the proposals (案由, 說明, 辦法) in front of them."""

from __future__ import annotations

import re

LABEL = re.compile(
    r"\s*(?:主席|[\u4e00-\u9fff]{1,3}长)?(?:裁[示定]|决[议定]|结论|(?:明确|议定|决定|确定)(?:事项|意见)|(?:研究|审议|会议|处理)(?:意见|结果|结论))[:：](?!会议(?:要求|强调))"
)
"""The label of a ruling; points under one are rulings too."""
_LINE = re.compile(rf"(?m)^(?:{LABEL.pattern})")
NONE = re.compile(r"\s*(?:无|略|撤案|确定|确认|如[上下]|[（(]略[)）])[。；]?")
"""What stands behind the label where nothing was ruled."""


def begin(text: str, start: int, end: int) -> int:
    """Where the meeting's own words begin in an item: at its ruling's line, since what stands above was only proposed.

    `start` where no line is labelled so.
    """
    label = _LINE.search(text, start, end)
    return label.start() if label else start
