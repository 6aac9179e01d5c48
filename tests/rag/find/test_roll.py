"""Rolls of people under a label of their own are no talk, and talk is no roll."""

from __future__ import annotations

import pytest

from rag.find.roll import turns

ROLL = """时间：
地点：
主持人员：
出席人员：
列席人员：
请假人员：
记录人员：
会议内容：
"""
TALK = """主席：
现在开会。
陶青禾：
我同意这个方案。
主席：
请下一位。
"""


@pytest.mark.parametrize(("text", "count"), [(ROLL, 0), (TALK, 3)], ids=["labels", "speakers"])
def test_only_a_speaker_opens_a_turn(text: str, count: int) -> None:
    assert turns(text) == count
