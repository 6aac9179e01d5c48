"""Rolls of people under a label of their own are no talk, and talk is no roll."""

from __future__ import annotations

import pytest

from ingest.parse.turns import turns

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
陶青禾：
谢谢主席。
主席：
散会。
"""


@pytest.mark.parametrize(("text", "count"), [(ROLL, 0), (TALK, 5)], ids=["labels", "speakers"])
def test_only_a_speaker_opens_a_turn(text: str, count: int) -> None:
    assert len(turns(text)) == count
